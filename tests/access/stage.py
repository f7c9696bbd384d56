"""Put a world into a database, past the row policies, and ask it what a hat holds."""

from uuid import UUID, uuid4

import psycopg
from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.access import rules
from kerege.rooms.directory import queries as directory
from tests.access.worlds import DAY, World

TABLES = (
    "operations_member, operations_officer, "
    "records_report, access_grant, access_label, access_finding, directory_suspension, directory_party_fact, "
    "directory_agreement_status, directory_agreement_permission, directory_agreement, directory_membership, "
    "directory_accreditation, directory_appointment, directory_officer, directory_desk, directory_agency, "
    "directory_party"
)


class Batch:
    """Statements gathered and sent at once: a world is hundreds of rows, a round trip each would take most time."""

    def __init__(self) -> None:
        """Nothing gathered yet."""
        self.rows: dict[str, list[list[object]]] = {}

    def __call__(self, statement: str, values: list[object]) -> None:
        """Gather one row of a statement."""
        self.rows.setdefault(statement, []).append(values)

    def send(self, database: "psycopg.Connection[tuple[object, ...]]") -> None:
        """Carry out everything, in the order in which each statement was first gathered."""
        with database.cursor() as cursor:
            for statement, rows in self.rows.items():
                cursor.executemany(statement, rows)


def put(world: World, database: "psycopg.Connection[tuple[object, ...]]") -> tuple[list[int], list[int]]:
    """Replace the database's world by this one; returns the ids of its labels and findabilities."""
    run = Batch()
    database.execute(f"TRUNCATE {TABLES} CASCADE")
    for at, (identity, p) in enumerate(world.parties.items()):
        run(
            "INSERT INTO directory_party (id, code, party_class, name_en, name_ru, since, until, has_accounts, level,"
            " gate_facts, gate_nominal, official_use_words)"
            " VALUES (%s,%s,%s,'','',%s,%s,true,%s,'automatic','desk','')",
            [identity, f"P{at}", str(p["class"]), p["since"], p["until"], p["level"]],
        )
    for at, (identity, a) in enumerate(world.agencies.items()):
        run(
            "INSERT INTO directory_agency (id, party, code, kind, name_en, name_ru, successor)"
            " VALUES (%s,%s,%s,'other','','',%s)",
            [identity, a["party"], f"A{at}", a["successor"]],
        )
    for at, (identity, agency) in enumerate(world.desks.items()):
        run(
            "INSERT INTO directory_desk (id, agency, code, kind, name_en, name_ru, telephone)"
            " VALUES (%s,%s,%s,'analysis','','','')",
            [identity, agency, f"D{at}"],
        )
    for at, (identity, agency) in enumerate(world.officers.items()):
        run(
            "INSERT INTO directory_officer (id, agency, number, name) VALUES (%s,%s,%s,'')",
            [identity, agency, f"N{at}"],
        )
    for identity, h in world.hats.items():
        run(
            "INSERT INTO directory_appointment (id, officer, desk, role, since, until) VALUES (%s,%s,%s,%s,%s,%s)",
            [identity, h["officer"], h["desk"], str(h["role"]), h["since"], h["until"]],
        )
    put_standing(world, run)
    labels = [put_label(each, world, run) for each in world.labels]
    findings = [put_finding(each, run) for each in world.findings]
    run.send(database)
    return labels, findings


def put_standing(world: World, run: Batch) -> None:
    """Accreditations, memberships, agreements, facts, suspensions."""
    for officer, since, until in world.accreditations:
        run(
            "INSERT INTO directory_accreditation (id, officer, since, until, reference) VALUES (%s,%s,%s,%s,'')",
            [uuid4(), officer, since, until],
        )
    for audience, member, since, ends in world.memberships:
        run(
            "INSERT INTO directory_membership (id, audience, member, since, until) VALUES (%s,%s,%s,%s,%s)",
            [uuid4(), audience, member, since, ends],
        )
    for file, audience, member, ended, limited in world.places:
        run(
            "INSERT INTO operations_member (id, owner, label, file, audience, member, party_code, whole, limited,"
            " made_at, made_by, ended_at) VALUES (%s,%s,0,%s,%s,%s,'',true,%s,%s,%s,%s)",
            [uuid4(), next(iter(world.desks)), file, audience, member, limited, DAY, uuid4(), DAY if ended else None],
        )
    for at, (file, agency, hats, ended) in enumerate(world.named):
        run(
            "INSERT INTO operations_officer (owner, id, file, agency, party_code, number, role, officer, hats, made_at,"
            " made_by, ended_at) VALUES (%s,%s,%s,%s,'',%s,'field',%s,%s,%s,%s,%s)",
            [
                *(next(iter(world.desks)), uuid4(), file, agency, f"N{at}", uuid4(), hats, DAY, uuid4()),
                DAY if ended else None,
            ],
        )
    for agreement, permission in world.permissions:
        run(
            "INSERT INTO directory_agreement_permission (id, agreement, permission) VALUES (%s,%s,%s)",
            [uuid4(), agreement, permission],
        )
    for agreement, party, state, since in world.statuses:
        run(
            "INSERT INTO directory_agreement_status (id, agreement, party, state, since, source)"
            " VALUES (%s,%s,%s,%s,%s,'')",
            [uuid4(), agreement, party, state, since],
        )
    for party, fact, since, ends in world.facts:
        run(
            "INSERT INTO directory_party_fact (id, party, fact, since, until, source) VALUES (%s,%s,%s,%s,%s,'')",
            [uuid4(), party, fact, since, ends],
        )
    for by, towards, direction, lifted in world.suspensions:
        run(
            "INSERT INTO directory_suspension (id, by_party, towards, direction, since, lifted_at, reason)"
            " VALUES (%s,%s,%s,%s,%s,%s,'')",
            [uuid4(), by, towards, direction, DAY, DAY if lifted else None],
        )


def number(wire: dict[str, object]) -> int:
    """An id for a label or a findability: the same in every world."""
    return int.from_bytes(rules.digest(wire)[:4], "big") & 0x7FFFFFFF


def put_label(label: object, world: World, run: Batch) -> int:
    """One label, its grants, and one report that carries it, so that the row policy speaks too."""
    identity = number(label.wire())
    run(
        "INSERT INTO access_label (id, digest, owner_audience, owner_party, part, forbidden, level, shielded)"
        " VALUES (%s,%s,%s,%s,%s,%s,%s,%s) ON CONFLICT DO NOTHING",
        [
            identity,
            rules.digest(label.wire()),
            label.owner_audience,
            label.owner_party,
            label.part.value,
            list(label.forbidden),
            int(label.level),
            label.shielded,
        ],
    )
    for grant in label.grants:
        run(
            "INSERT INTO access_grant (id, label, audience, purposes, last_day, assured) VALUES (%s,%s,%s,%s,%s,%s)",
            [uuid4(), identity, grant.audience, [p.value for p in grant.purposes], grant.last_day, grant.assured],
        )
    run(
        "INSERT INTO records_report (id, owner, label, kind, number, facts_state, nominal_state, head, head_number,"
        " retracted, made_at, made_by) VALUES (%s,%s,%s,'seizure',%s,'offered','offered',%s,1,false,%s,%s)",
        [uuid4(), next(iter(world.desks)), identity, str(identity), uuid4(), DAY, uuid4()],
    )
    return identity


def put_finding(found: object, run: Batch) -> int:
    """One findability."""
    identity = number(found.wire())
    run(
        "INSERT INTO access_finding (id, digest, owner_party, members, observers, organisations, forbidden, shielded)"
        " VALUES (%s,%s,%s,%s,%s,%s,%s,%s) ON CONFLICT DO NOTHING",
        [
            identity,
            rules.digest(found.wire()),
            found.owner_party,
            int(found.members),
            int(found.observers),
            int(found.organisations),
            list(found.forbidden),
            found.shielded,
        ],
    )
    return identity


def viewer(hat: UUID, world: World, purpose: Purpose, reason: str = "EXERCISE") -> Viewer | None:
    """The viewer the directory makes of a hat on DAY; None where it makes none."""
    try:
        return directory.viewer_for(hat, purpose=purpose, reason=reason)
    except directory.NoSuchHatError:
        return None


def held(seen: Viewer) -> tuple[set[int], set[int], dict[int, int]]:
    """What SQL says: labels held, labels of the report rows RLS lets through, findability modes."""
    with viewing(seen), connection.cursor() as cursor:
        cursor.execute("SELECT held_labels()")
        labels = set(cursor.fetchone()[0])
        cursor.execute("SELECT label FROM records_report")
        rows = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT finding, mode FROM held_findings()")
        return labels, rows, dict(cursor.fetchall())


ROLES = tuple(Role)
