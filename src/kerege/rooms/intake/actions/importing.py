"""Importing a file: survey it, then keep it batch by batch; each batch is one transaction with its own leaf."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import monotonic
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import current_viewer, viewing
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import actions as access
from kerege.rooms.intake import policy
from kerege.rooms.intake.actions.batches import MENDED, Held, Keeping, held_already
from kerege.rooms.intake.actions.preparation import Batch, Preparation, batches, helpers, prepared
from kerege.rooms.intake.actions.refusals import ImportBusyError, UnableToImportError
from kerege.rooms.intake.models import Import
from kerege.rooms.intake.queries.apart import open_apart
from kerege.rooms.intake.queries.runs import RefusedRow, shown_faults
from kerege.rooms.intake.rules.limits import Limits
from kerege.rooms.intake.rules.plans import Plan
from kerege.rooms.intake.rules.preparing import Refused, Waiting, kept_faults
from kerege.rooms.intake.rules.sheets import Sheet
from kerege.rooms.intake.rules.survey import Survey, findings, survey
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as records_queries
from kerege.rooms.records.queries import ProbableDuplicates
from kerege.rooms.substances import queries as substances

BATCH = 2_000
MOST_REFUSED = 50
MANY_SUBSTANCES = 50
EXPECTED_CLASSES = ("cannabis-type", "opioids", "coca-type", "ats")
RUNNING, DONE, BROKEN = "running", "done", "broken"
Progress = Callable[[int, int, str], None]
"""Called with rows done, rows in all (0 while they are being counted), and the step."""


@dataclass(slots=True)
class ImportResult:
    """What an import did; `accepted + duplicates + quarantined` are the rows read."""

    id: UUID | None
    file_name: str
    format: str
    kind: str
    rows: int = 0
    accepted: int = 0
    duplicates: int = 0
    quarantined: int = 0
    resumed_at: int = 0
    seconds: float = 0.0
    findings: dict[str, object] = field(default_factory=dict)
    plan: Mapping[str, object] = field(default_factory=dict)
    refused: list[RefusedRow] = field(default_factory=list)
    """The first refused rows, with their faults."""
    probable: ProbableDuplicates = field(default_factory=lambda: ProbableDuplicates((), 0))
    """Questions: reports that may tell of an event which another source reported."""


def silent(done: int, rows: int, step: str) -> None:
    """Progress that nobody watches."""


def import_file(
    *,
    actor: Viewer,
    path: Path,
    plan: Callable[[Sheet], Plan],
    known: Sequence[str] = (),
    file_name: str = "",
    progress: Progress = silent,
    limits: Limits | None = None,
    encoding: str = "",
    dry: bool = False,
) -> ImportResult:
    """Import a file for the actor's desk, in transactions of its own: call it outside `viewing`.

    `plan` says how the sheet is read; a dry run keeps nothing. A run that was broken off is taken up where its last
    batch was kept. Raises UnreadableFileError, UnableToImportError, ImportBusyError.
    """
    if current_viewer() is not None:
        raise RuntimeError("an import opens its own transactions: call it outside viewing()")
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToImportError(gettext_noop("your role does not report, so it does not import; ask your desk"))
    began = monotonic()
    progress(0, 0, "survey")
    sheet = open_apart(path, limits=limits, known=known, encoding=encoding)
    chosen = plan(sheet)
    made = survey(chosen, sheet.rows())
    preparation = Preparation.of(chosen, len(sheet.columns), made.surveyed, actor, None)
    result = ImportResult(None, file_name or path.name, chosen.code, chosen.kind, made.rows)
    result.findings, result.plan = found_in(made), chosen.wire()
    run = Run(actor, preparation, sheet, made, result, progress)
    if dry:
        run.check()
    else:
        run.keep(file_hash(path))
    result.seconds = round(monotonic() - began, 3)
    return result


@dataclass(slots=True)
class Run:
    """One import on its way: what is read, how, and what became of it so far."""

    actor: Viewer
    preparation: Preparation
    sheet: Sheet
    survey: Survey
    result: ImportResult
    progress: Progress

    def keep(self, digest: bytes) -> None:
        """Keep every batch, then close the run; what the counters say goes into the result."""
        row = begun(self.actor, self.preparation.plan, self.result, digest)
        self.result.resumed_at = row.done
        with viewing(self.actor):
            packer = self.preparation.packer = records.packer_for(actor=self.actor)
        keeping = Keeping(self.actor, row.id, self.sheet.columns, self.preparation.plan, packer)
        held: dict[int, Held] = {}

        def new_rows(batch: Batch) -> list[Waiting]:
            with viewing(self.actor):
                found = held[batch.first] = held_already(self.actor, batch.rows)
            return [each for each in batch.rows if each.key not in found.reports and each.key not in found.quarantine]

        with helpers(self.preparation, self.survey.rows - row.done) as pool, one_at_a_time(self.actor):
            cut = batches(self.sheet, self.survey, skip=row.done, size=BATCH)
            for batch in prepared(pool, self.preparation, cut, new_rows):
                fresh = batch.fresh()
                counted = keeping.keep(batch, held.pop(batch.first), fresh)
                note_refused(self.result, self.preparation.plan, fresh)
                self.progress(counted.done, self.survey.rows, "import")
        self.close(row.id)

    def close(self, run: UUID) -> None:
        """Say that every row is kept, and take over the counters."""
        with viewing(self.actor):
            kept = Import.objects.get(owner=self.actor.desk, id=run)
            kept.state, kept.ended_at, kept.trouble = DONE, chance.now(), ""
            kept.save(update_fields=["state", "ended_at", "trouble"])
            self.result.probable = records_queries.probable_duplicates(
                viewer=self.actor, since=kept.begun_at, until=kept.ended_at
            )
        self.result.id = kept.id
        self.result.accepted, self.result.duplicates = kept.accepted, kept.duplicates
        self.result.quarantined = kept.quarantined

    def check(self) -> None:
        """Say what an import would do; nothing is kept."""
        for batch in batches(self.sheet, self.survey, skip=0, size=BATCH):
            with viewing(self.actor):
                held = held_already(self.actor, batch.rows)
            read = self.preparation.outcomes(batch.rows)
            note_refused(self.result, self.preparation.plan, read)
            for row, each in zip(batch.rows, read, strict=True):
                if row.key in held.reports or held.quarantine.get(row.key) == MENDED:
                    self.result.duplicates += 1
                elif isinstance(each, Refused):
                    self.result.quarantined += 1
                elif row.repeats is not None:
                    self.result.duplicates += 1
                else:
                    self.result.accepted += 1
            self.progress(batch.first + len(batch.rows), self.survey.rows, "check")


def note_refused(result: ImportResult, plan: Plan, read: Sequence[object]) -> None:
    """Keep the first refused rows for the answer."""
    for each in read:
        if isinstance(each, Refused) and len(result.refused) < MOST_REFUSED:
            result.refused.append(RefusedRow(each.row.number, shown_faults(kept_faults(plan, each.faults))))


def begun(actor: Viewer, plan: Plan, result: ImportResult, digest: bytes) -> Import:
    """The run of this file and plan that was broken off, or a new one."""
    plan_hash = content_hash(dict(plan.wire()))
    with viewing(actor):
        held = Import.objects.filter(
            owner=actor.desk, file_hash=digest, plan_hash=plan_hash, state__in=[RUNNING, BROKEN], rows=result.rows
        ).first()
        if held is not None:
            return held
        row = Import(
            id=chance.new_id(),
            owner=actor.desk,
            label=policy.own_label(actor),
            file_name=result.file_name[:255],
            file_hash=digest,
            plan_hash=plan_hash,
            format=plan.code,
            kind=plan.kind,
            plan=dict(plan.wire()),
            state=RUNNING,
            rows=result.rows,
            findings=result.findings,
            begun_at=chance.now(),
            made_by=actor.officer,
        )
        row.save(force_insert=True)
    return row


def found_in(made: Survey) -> dict[str, object]:
    """What the survey tells of the whole file, with the register's answer to every written substance."""
    answers = {name: substances.resolve(name) for name in made.substances}
    resolve = {name: found.code or "" for name, found in answers.items()}
    suggested = {
        name: found.suggestions[0].code for name, found in answers.items() if not found.code and found.suggestions
    }
    return {**findings(made, resolve=resolve, suggestions=suggested), "absent": absent(resolve)}


def absent(resolve: Mapping[str, str]) -> list[str]:
    """Large classes of which a file with many substances has none: what is not in it was not reported."""
    if len(resolve) < MANY_SUBSTANCES:
        return []
    register = substances.register()
    held = {entry.code for code in set(resolve.values()) if code for entry in register.classes_of(code)}
    return [code for code in EXPECTED_CLASSES if code in register.by_code and code not in held]


def file_hash(path: Path) -> bytes:
    """SHA-256 of a file's bytes."""
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.digest()


@contextlib.contextmanager
def one_at_a_time(actor: Viewer) -> Iterator[None]:
    """Hold the desk's import lock for the whole run; it ends with the process. Raises ImportBusyError."""
    with access.alone(actor, actor.desk) as held:
        if not held:
            raise ImportBusyError(
                gettext_noop("another import of this desk is running: wait until it has ended, then try again")
            )
        yield
