"""Scenes of the proof `triggers` about who keeps the directory, witnesses heads and hands in tokens."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.kernel.law.label import CLASS_AUDIENCES, OBSERVERS_WITH_FACTS
from kerege.kernel.sealing import NodeKey
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal import queries as heads_of
from tests import cast
from tests.proofs.attempts import COPY, administrator, appointed, by
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.operations import scenes as deliveries


def keepers() -> list[Viewer]:
    """The registry, a party's coordinator and administrator, another party's coordinator, the founding node."""
    own = appointed("tj-dushanbe", Role.ADMINISTRATOR)
    return [cast.viewer("admin"), cast.viewer("tj_coordinator"), own, cast.viewer("kz_coordinator"),
            queries.system_viewer("found-node")]  # fmt: skip


def governed() -> None:
    """What each of those who keep the directory may alter of a party and of the succession of agencies."""
    hands = keepers()
    with viewing(hands[1]):
        party, agencies = queries.party("TJ").id, {each.code: each.id for each in queries.agencies()}
    for viewer in hands:
        for change in ("until = '2030-01-01'", "level = 0", "gate_facts = 'desk'", "gate_nominal = 'coordinator'"):
            by(viewer, f"UPDATE directory_party SET {change} WHERE id = %s", party)
        by(viewer, "UPDATE directory_party SET official_use_words = %s WHERE id = %s", f"EX {viewer.role}", party)
        by(viewer, "UPDATE directory_agency SET abolished_on = '2031-01-01' WHERE id = %s", agencies["KZ-CUSTOMS"])
        heirs = (agencies["KZ-CUSTOMS"], agencies["TJ-DCA"], UUID(int=9), agencies["KZ-POLICE"], None)
        for at, heir in enumerate(heirs):
            text = "UPDATE directory_agency SET successor = %s WHERE id = %s"
            by(viewer, text, heir, agencies["KZ-CUSTOMS"], told=f"heir {at} {viewer.role}")
            by(viewer, text, heir, agencies["KZ-POLICE"], told=f"next heir {at} {viewer.role}")


def founded() -> None:
    """Rows of the directory under ids that other audiences bear, places in audiences, voices of parties."""
    deliveries.under_way()
    checking.report("aigerim", checking.person(checking.RAHIMOV))
    with administrator() as database:
        rows = {
            table: database.execute(f"SELECT to_jsonb(t) FROM {table} t ORDER BY t.id LIMIT 1").fetchone()[0]
            for table in (
                "directory_party",
                "directory_agency",
                "directory_desk",
                "directory_membership",
                "directory_party_fact",
            )
        }
        asked = (
            "SELECT id FROM directory_agency", "SELECT id FROM directory_desk", "SELECT id FROM operations_member",
            "SELECT everyone FROM operations_delivery", "SELECT audience FROM directory_membership",
            "SELECT audience FROM operations_member",
        )  # fmt: skip
        taken = [database.execute(f"{each} ORDER BY 1 LIMIT 1").fetchone()[0] for each in asked]
        parties = dict(database.execute("SELECT code, id FROM directory_party").fetchall())
        agencies = dict(database.execute("SELECT code, id FROM directory_agency").fetchall())
    group = {"code": "EX-GROUP", "name_en": "EXERCISE", "name_ru": "УЧЕБНАЯ"}
    founder, clerk, hands = queries.system_viewer("found-node"), cast.viewer("admin"), keepers()

    def put(viewer: Viewer, table: str, row: dict[str, Any], **bent: Any) -> None:
        made = {**row, **bent}
        made |= {"code": f"EX-{str(made['id'])[-6:]}"} if "code" in row else {}
        by(viewer, COPY.format(table=table), json.dumps(made, default=str), told=f"{sorted(bent.items())}")

    fresh = (UUID(int=0xF0 + at) for at in range(99))
    party, empty = next(fresh), next(fresh)
    put(founder, "directory_party", rows["directory_party"], id=party, coordinating_agency=None)
    put(founder, "directory_group", group, id=empty)
    for identity in (*taken, OBSERVERS_WITH_FACTS, party, empty, next(fresh)):
        put(founder, "directory_desk", rows["directory_desk"], id=identity)
        put(founder, "directory_agency", rows["directory_agency"], id=identity, successor=None)
    put(founder, "directory_agency", rows["directory_agency"], id=next(fresh), successor=agencies["TJ-DCA"])
    for speaking in (agencies["TJ-DCA"], agencies["KZ-POLICE"]):
        put(founder, "directory_party", rows["directory_party"], id=next(fresh), coordinating_agency=speaking)
        for viewer in hands:
            by(
                viewer,
                "UPDATE directory_party SET coordinating_agency = %s WHERE code = 'TJ'",
                speaking,
                told=str(speaking),
            )
    audiences = (*CLASS_AUDIENCES.values(), OBSERVERS_WITH_FACTS, empty, agencies["TJ-DCA"])
    fact = {"fact": "council_granted_facts", "party": parties["OBS"], "id": next(fresh)}
    put(clerk, "directory_party_fact", rows["directory_party_fact"], **fact)
    other = {"fact": "death_penalty", "party": parties["KZ"], "id": next(fresh)}
    put(clerk, "directory_party_fact", rows["directory_party_fact"], **other)
    for audience in audiences:
        for code in ("KZ", "OBS", "ORG", "CENTRE"):
            row = {"id": next(fresh), "audience": audience, "member": parties[code]}
            put(clerk, "directory_membership", rows["directory_membership"], **row)


def witnessed() -> None:
    """A witness cosigns the head of a journal."""
    viewer = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
    checking.report("aigerim", checking.person(checking.RAHIMOV))
    journal.sequence()
    journal.sign_head()
    key = NodeKey.generate(bytes(32))
    with viewing(viewer):
        size = heads_of.heads(viewer=viewer)[0].size
        line = journal.witness(heads_of.head_note(viewer=viewer, size=size), former=None, path=[], key=key)
        journal.keep_cosignature(actor=viewer, size=size, public=key.public, line=line)


def handed() -> None:
    """An officer makes a token, ends it, and would open it again."""
    viewer, account = cast.viewer("aigerim"), queries.account_id("aigerim")
    assert account is not None
    for _time in range(2):
        directory.make_token(account=account, hat=viewer.hat, name="EXERCISE", days=9)
    by(viewer, "UPDATE directory_access_token SET revoked_at = %s WHERE account = %s", chance.now(), account)
    by(viewer, "UPDATE directory_access_token SET revoked_at = NULL WHERE account = %s", account)


SCENES: tuple[Callable[[], None], ...] = (governed, founded, witnessed, handed)
