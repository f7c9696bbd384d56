"""Scenes of screening: a list that Almaty asks to screen, both approvals, the run; invented persons, the named cast."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.screening import actions, jobs, queries
from kerege.rooms.screening.actions import keeping
from kerege.rooms.screening.queries import Basis, Persons, Stage, Terms
from tests import cast
from tests.rooms.crosscheck.scenes import person, report

HEADING = "id,name,birth date,nationality,passport,phone"
GIVEN = ("Aset", "Dana", "Marat", "Saule", "Timur", "Zarina", "Oleg", "Lola", "Rustam", "Nina")
SURNAMES = ("Uchebnikov", "Primerov", "Sabakov", "Mashqov", "Dalelov", "Obraztsov", "Synaqov", "Tajribaev")


@contextmanager
def read_here() -> Iterator[None]:
    """Lists are read in this process: the same code without the second that another process takes to start."""

    def said_by(command: list[str], seconds: float) -> Iterator[str]:
        folder, name, _ = command[-3:]
        jobs.read(Path(folder), name)
        return iter(())

    with mock.patch.object(keeping, "said_by", said_by):
        yield


def innocent(at: int) -> str:
    """A row about nobody: an invented surname of its own, a birth date, a passport from an unused block."""
    name = f"{SURNAMES[at % len(SURNAMES)]}{'bcdfghklmn'[at // 8 % 10]}{'aeiou'[at // 80 % 5]}ev {GIVEN[at % 10]}"
    return f"L{at:05d},{name},{1950 + at % 50}-{1 + at % 12:02d}-{1 + at % 28:02d},KZ,N{90000000 + at},"


def a_list(rows: int = 20, planted: Sequence[str] = ()) -> bytes:
    """A list of innocent rows with planted ones spread over it."""
    made = [innocent(at) for at in range(rows)]
    for at, row in enumerate(planted):
        made.insert((at + 1) * rows // (len(planted) + 1), row)
    return "\n".join([HEADING, *made]).encode()


def terms(**given: object) -> Terms:
    """Terms that nothing is wrong with."""
    fixed: dict[str, object] = {
        "list_name": "EXERCISE passengers of June",
        "source": "EXERCISE carrier, by letter 12",
        "basis": Basis.LAW,
        "basis_text": "EXERCISE law on operational search, article 11",
        "persons": (Persons.PASSENGERS,),
        "review_day": chance.today() + timedelta(days=30),
    }
    return Terms(**{**fixed, **given})  # type: ignore[arg-type]  # the fields of Terms


def proposer(who: str = "bolat", purpose: Purpose = Purpose.INVESTIGATION) -> Viewer:
    """An analyst with a purpose and a case."""
    return cast.viewer(who, purpose, case="EX-SCREEN-1", reason="")


def drafted(content: bytes | None = None, *, who: str = "bolat", name: str = "list.csv", **given: object) -> UUID:
    """A drafted screening."""
    actor = proposer(who)
    with viewing(actor):
        return actions.draft(actor=actor, terms=terms(**given), name=name, chunks=[content or a_list()])


def asked(content: bytes | None = None, *, who: str = "bolat", **given: object) -> UUID:
    """A screening that was asked for."""
    run = drafted(content, who=who, **given)
    ask(run, who)
    return run


def ask(run: UUID, who: str = "bolat") -> None:
    """Ask for a drafted screening."""
    actor = proposer(who)
    with viewing(actor):
        actions.ask(actor=actor, run=run)


def decide(run: UUID, who: str, *, approve: bool = True) -> Stage:
    """A data protection officer's word."""
    actor = cast.viewer(who, Purpose.OVERSIGHT)
    with viewing(actor):
        return actions.decide(actor=actor, run=run, approve=approve, reason="EXERCISE reason")


def approved(content: bytes | None = None, **given: object) -> UUID:
    """A screening of Almaty's that both sides approved."""
    run = asked(content, **given)
    decide(run, "gulnora")
    decide(run, "centre_dpo")
    return run


def screened(content: bytes | None = None, **given: object) -> UUID:
    """A screening that was approved and carried out."""
    run = approved(content, **given)
    actions.work_waiting()
    return run


NAMESAKE, TELEPHONE = "Sahnaev Erzhan Mashqovich", "+7 701 000 01 02"


def of_namesakes() -> UUID:
    """A screening that met two own records of one man, one of a namesake born elsewhen, and one of another state's."""
    for born in ("1979-05-06", "1979", "1962-11-30"):
        report("aigerim", person(NAMESAKE, phone=TELEPHONE, birth_date=born))
    report("farrukh", person(NAMESAKE, phone=TELEPHONE, birth_date="1979-05-06"))
    rows = [f"P-ONE,{NAMESAKE},1979,KZ,,{TELEPHONE}", f"P-TWO,{NAMESAKE},1979-05-06,KZ,,"]
    return screened(a_list(60, rows))


def shown(run: UUID, who: str = "bolat") -> queries.RunDetail:
    """A screening as somebody sees it."""
    viewer = cast.viewer(who, Purpose.OWN_WORK)
    with viewing(viewer):
        return queries.run(viewer=viewer, run_id=run)


def digests(who: str) -> list[queries.DigestEntry]:
    """The digests of somebody's agency; those that wait, and are late, are as many as the first page counts."""
    viewer = cast.viewer(who, Purpose.OWN_WORK)
    with viewing(viewer):
        found = queries.digests(viewer=viewer)
        left = [each.left(chance.now()) for each in found if not each.answer]
        late = sum(each is not None and each < timedelta(0) for each in left)
        assert queries.waiting_digests(viewer=viewer) == (len(left), late)
        return found
