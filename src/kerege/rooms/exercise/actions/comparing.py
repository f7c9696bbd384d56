"""What was found against what was planted: every agency's own inbox is opened, and each line judged."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role
from kerege.rooms.crosscheck import queries as crosscheck
from kerege.rooms.exercise.actions.founding import hat_key
from kerege.rooms.exercise.actions.loading import Node, Progress
from kerege.rooms.exercise.rules import cast
from kerege.rooms.exercise.rules.learning import is_told
from kerege.rooms.exercise.rules.planting import Crossing

EVERYTHING = 1_000_000
MOST_LISTED = 200
READERS = (Role.RELEASING, Role.ANALYST, Role.REPRESENTATIVE, Role.CHEMIST)
Line = tuple[str, str]
"""A report of one's own, and the desk at which something like it is held."""


@dataclass(slots=True)
class Inbox:
    """The lines of an agency's inbox that stand on reports: own report and other desk, with grades and fields."""

    agency: str
    lines: dict[Line, str] = field(default_factory=dict)
    fields: dict[Line, set[str]] = field(default_factory=dict)
    without_reason: int = 0

    def add(self, line: Line, grade: str, fields: Iterable[str]) -> None:
        """Add a line; of several with one desk the strongest grade stands."""
        if self.lines.get(line) != crosscheck.Grade.STRONG.value:
            self.lines[line] = grade
        self.fields.setdefault(line, set()).update(fields)


@dataclass(slots=True)
class Expected:
    """What is to be found, what must not be told, and of which family each is."""

    told: dict[Line, str] = field(default_factory=dict)
    forbidden: dict[Line, str] = field(default_factory=dict)
    alike: dict[Line, str] = field(default_factory=dict)
    shared: dict[Line, str] = field(default_factory=dict)
    """The field that a forbidden line would name if it meant what is planted, and not a namesake at the same desk."""
    either: dict[Line, Line] = field(default_factory=dict)
    """Inside one agency a match is one line: which of the two reports it stands at is all the same."""


def expected_lines(planted: Iterable[Crossing], sides: dict[str, str]) -> Expected:
    """Every planted pair of sides, seen from each of the two."""
    made = Expected()
    for crossing in planted:
        for reader in crossing.sides:
            for held in crossing.sides:
                if reader is held:
                    continue
                line = (sides[reader.key], held.desk)
                if not crossing.same:
                    made.alike[line] = crossing.family
                elif (finds := is_told(reader, held)) == "none":
                    made.forbidden[line] = crossing.family
                    made.shared[line] = crossing.shared
                else:
                    made.told[line] = crossing.family
                    if finds == "open":
                        made.either[sides[held.key], reader.desk] = line
    return made


def open_inboxes(exercise: Node, progress: Progress) -> list[Inbox]:
    """The inbox of every agency, as one of its officers sees it."""
    agencies = cast.agencies()
    made = []
    for at, agency in enumerate(agencies):
        made.append(open_inbox(exercise, agency.code))
        progress(at + 1, len(agencies), agency.code)
    return made


def open_inbox(exercise: Node, agency: str) -> Inbox:
    """The inbox of one agency."""
    found = Inbox(agency)
    places = [(d.code, role) for role in READERS for d in cast.desks() if d.agency == agency]
    hat = next(((desk, role) for desk, role in places if hat_key(desk, role) in exercise.hats), None)
    if hat is None:
        return found
    viewer = exercise.viewer(*hat, purpose=Purpose.INVESTIGATION)
    with viewing(viewer):
        entries = crosscheck.inbox(viewer=viewer, limit=EVERYTHING)
    for entry in entries:
        found.without_reason += not entry.fields
        if entry.mine is not None and entry.call is not None:
            found.add((str(entry.mine.report), entry.call.code), entry.grade.value, entry.fields)
    return found


def compare(planted: list[Crossing], sides: dict[str, str], inboxes: list[Inbox]) -> dict[str, object]:
    """Recall and precision, whole and by family, what was told though it must not be, and what was missed."""
    expected = expected_lines(planted, sides)
    found = {line: grade for inbox in inboxes for line, grade in inbox.lines.items()}
    fields = {line: named for inbox in inboxes for line, named in inbox.fields.items()}
    found |= {line: found[other] for other, line in expected.either.items() if other in found}
    hit = expected.told.keys() & found.keys()
    wrong = [line for line in found if line not in expected.told]
    forbidden = [line for line in wrong if line in expected.forbidden and expected.shared[line] in fields[line]]
    strong = [line for line, grade in found.items() if grade == crosscheck.Grade.STRONG.value]
    return {
        "crossings": sum(crossing.same for crossing in planted),
        "decoys": sum(not crossing.same for crossing in planted),
        "planted": len(expected.told),
        "found": len(found),
        "right": len(hit),
        "recall": share(len(hit), len(expected.told)),
        "precision": share(len(hit), len(found)),
        "precision_strong": share(sum(line in expected.told for line in strong), len(strong)),
        "forbidden_told": len(forbidden),
        "held_back": len(expected.forbidden),
        "decoys_told": sum(line in expected.alike for line in wrong),
        "without_reason": sum(inbox.without_reason for inbox in inboxes),
        "families": by_family(expected, found.keys()),
        "missed": listed(expected.told, expected.told.keys() - found.keys()),
        "forbidden": listed(expected.forbidden, forbidden),
        "decoys_listed": listed(expected.alike, [line for line in wrong if line in expected.alike]),
        "others": [list(line) for line in sorted(set(wrong) - expected.forbidden.keys() - expected.alike.keys())][
            :MOST_LISTED
        ],
    }


def share(part: int, whole: int) -> float | None:
    """A share to four places; None of nothing."""
    return round(part / whole, 4) if whole else None


def by_family(expected: Expected, found: Iterable[Line]) -> dict[str, dict[str, int]]:
    """Planted and found by family."""
    seen = set(found)
    planted = Counter(expected.told.values())
    right = Counter(family for line, family in expected.told.items() if line in seen)
    quiet = Counter(expected.forbidden.values())
    told = Counter(family for line, family in expected.forbidden.items() if line in seen)
    alike = Counter(expected.alike.values())
    taken = Counter(family for line, family in expected.alike.items() if line in seen)
    return {
        family: {
            "planted": planted[family],
            "found": right[family],
            "not_to_be_told": quiet[family] + alike[family],
            "told": told[family] + taken[family],
        }
        for family in sorted(planted.keys() | quiet.keys() | alike.keys())
    }


def listed(families: dict[Line, str], lines: Iterable[Line]) -> list[list[str]]:
    """Lines with their families, for the file of results."""
    return [[families[line], *line] for line in sorted(lines)][:MOST_LISTED]
