"""What is put aside before the comparison in full would have come to nothing in it."""

from uuid import UUID

from benchmarks import bank
from kerege.kernel.dates import PartialDate
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.rules.grading import grade
from kerege.rooms.crosscheck.rules.questions import Asked, Question


def row(at: int) -> tuple[object, ...]:
    """One invented subject as the search hands it over."""
    one = bank.invented(at)
    identifiers = f'[["phone", "{one.phone}"]]'
    names, birth = [one.name, bank.invented(at + 50_000).name], one.birth
    return (UUID(int=at), UUID(int=1), 3, 9.0, UUID(int=at), "N", "person", "suspect", names, birth, one.country,
            identifiers, "", [], [])  # fmt: skip


def test_nobody_is_put_aside_whom_the_comparison_would_tell_of() -> None:
    rows = [row(at) for at in range(400)]
    candidates = {each[0]: matcher.candidate_of(each) for each in rows}
    aside, told = 0, 0
    for at in range(0, 400, 8):
        one = bank.invented(at)
        for question in (
            Question(names=(one.name,), birth=PartialDate.from_code(one.birth), country=one.country),
            Question(names=(" ".join(reversed(one.name.split())),), country=one.country),
            Question(names=(bank.invented(at + 1).name,), identifiers=(Asked("phone", one.phone),)),
            Question(names=(one.name,), identifiers=(Asked("phone", one.phone[-7:]),)),
            Question(names=(one.name,), birth=PartialDate(1931), identifiers=(Asked("phone", one.phone),)),
        ):
            kept = matcher.worth_grading(question, rows)
            told += sum(grade(question, candidates[each[0]]) is not None for each in kept)
            left = candidates.keys() - {each[0] for each in kept}
            aside += len(left)
            assert [each for each in left if grade(question, candidates[each]) is not None] == []
    assert aside > 50_000
    assert told > 150
