"""Importing many: COPY into private staging tables, then INSERT … SELECT under the row policies; one leaf a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from django.db import connection
from django.db import models as django_models

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import models
from kerege.rooms.records.actions import registry
from kerege.rooms.records.actions.reporting import UnableToReportError, prepare_new, report_row
from kerege.rooms.records.policy import gates
from kerege.rooms.records.rules.claims import Claim


@dataclass(slots=True)
class Prepared:
    """One row of a file, ready to be kept: its claim, its identity, and the identity of the row it repeats, if any."""

    claim: Claim
    source_key: bytes
    repeats_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What a batch added: the new report of each identity, and the identities that were there already."""

    added: dict[bytes, UUID]
    already: frozenset[bytes]


def report_many(*, actor: Viewer, prepared: Sequence[Prepared], send: bool = True) -> BulkResult:
    """Keep a batch of claims of the actor's desk in the open transaction; rows already there are left alone.

    Exact repeats point to the report they repeat and are counted once. Raises UnableToReportError.
    """
    require_viewer(actor)
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToReportError("your role does not report; ask your desk")
    known = known_keys(actor, [key for p in prepared for key in (p.source_key, p.repeats_key) if key is not None])
    states = gates.opening_states(actor, send=send)
    fresh = [each for each in prepared if each.source_key not in known]
    added = {each.source_key: chance.new_id() for each in fresh}
    reports, versions = [], []
    for each in fresh:
        made = prepare_new(actor, each.claim, added[each.source_key], states)
        row = report_row(actor, each.claim.kind, made, states)
        row.source_key = each.source_key
        if each.repeats_key is not None:
            row.repeats = added.get(each.repeats_key) or known.get(each.repeats_key)
        reports.append(row)
        versions.append(made)
    copy_in(models.Report, reports)
    copy_in(models.Version, [made.version for made in versions])
    copy_in(models.Facts, [made.facts for made in versions])
    copy_in(models.Item, [row for made in versions for row in made.items])
    copy_in(models.Leg, [row for made in versions for row in made.legs])
    copy_in(models.Nominal, [made.nominal for made in versions if made.nominal is not None])
    copy_in(models.Subject, [row for made in versions for row in made.subjects])
    copy_in(models.Identifier, [row for made in versions for row in made.identifiers])
    copy_in(models.Link, [row for made in versions for row in made.links])
    if fresh:
        registry.tell_version(actor, actor.desk, list(added.values()))
        detail = {"reports": [str(identity) for identity in added.values()]}
        journal.write_leaf(LeafKind.COLLECT, "records.report_many", detail, rows=len(fresh))
    return BulkResult(added, frozenset(each.source_key for each in prepared if each.source_key in known))


def known_keys(actor: Viewer, keys: Iterable[bytes]) -> dict[bytes, UUID]:
    """The reports of the actor's desk that already carry these identities."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source_key, id FROM records_report WHERE owner = %s AND source_key = ANY(%s)",
            [actor.desk, list(keys)],
        )
        return {bytes(key): identity for key, identity in cursor.fetchall()}


def adapted(value: object, is_json: bool) -> object:
    """A value as COPY takes it."""
    if is_json:
        return orjson.dumps(value).decode()
    return list(value) if isinstance(value, tuple) else value


def copy_in(table: type[django_models.Model], rows: Sequence[django_models.Model]) -> None:
    """Bring rows into a table by way of a staging table of this transaction."""
    if not rows:
        return
    columns = [field for field in table._meta.concrete_fields]
    names = ", ".join(field.column for field in columns)
    target, stage = table._meta.db_table, f"stage_{table._meta.db_table}"
    getters = [(field.attname, isinstance(field, django_models.JSONField)) for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {target}) ON COMMIT DELETE ROWS")
        with cursor.copy(f"COPY {stage} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([adapted(getattr(row, name), is_json) for name, is_json in getters])
        cursor.execute(f"INSERT INTO {target} ({names}) SELECT {names} FROM {stage}")
        cursor.execute(f"DELETE FROM {stage}")
