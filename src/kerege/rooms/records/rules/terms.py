"""Reading how the owner lets a report be handled: grading, handling codes, conditions, level, finding mode."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import TypeVar

from kerege.kernel.gradings import Grading, Scheme
from kerege.kernel.law import Condition, FindingMode, Handling, Level
from kerege.rooms.records.rules.claims import Fault, Terms
from kerege.rooms.records.rules.fields import N_, Kind
from kerege.rooms.records.rules.values import Raw

E = TypeVar("E", bound=Enum)
LEVELS = {"": Level.OPEN, "open": Level.OPEN, "official_use": Level.OFFICIAL_USE}
TERM_NAMES = frozenset(
    (
        "handling", "restriction", "level", "finding_mode", "mode_reason", "conditions", "not_to_parties", "language",
        "grading_scheme", "grading_source", "grading_information",
    )
)  # fmt: skip
MODES = {"": FindingMode.HIT, "hit": FindingMode.HIT, "silent": FindingMode.SILENT, "none": FindingMode.NONE}


def words(raw: Raw, name: str) -> list[str]:
    """A set of codes given as a list or as text with separators."""
    given = raw.get(name) or ()
    if isinstance(given, str):
        given = given.replace(",", " ").replace(";", " ").split()
    return [str(each).strip() for each in given] if isinstance(given, Sequence) else []


def codes(raw: Raw, name: str, known: type[E], faults: list[Fault]) -> frozenset[E]:
    """A set of enumeration members; an unknown one is a fault."""
    made = set()
    for word in words(raw, name):
        try:
            made.add(known(word))
        except ValueError:
            listed = ", ".join(str(each.value) for each in known)
            faults.append(
                Fault(name, "choice", N_("“%(given)s” is not one of: %(known)s."), {"given": word, "known": listed})
            )
    return frozenset(made)


def one_of(raw: Raw, name: str, known: Mapping[str, E], faults: list[Fault]) -> E:
    """One word of a small table."""
    word = str(raw.get(name) or "").strip().casefold()
    if word not in known:
        listed = ", ".join(each for each in known if each)
        faults.append(
            Fault(name, "choice", N_("“%(given)s” is not one of: %(known)s."), {"given": word, "known": listed})
        )
        return known[""]
    return known[word]


@cache
def usual_terms(code: str, grading: tuple[str, str, str]) -> Terms:
    """The terms of a kind where nothing is said of them; one for all its reports, so never changed in place."""
    return Terms(grading=grading)


def read_terms(kind: Kind, raw: Raw, faults: list[Fault]) -> Terms:
    """The terms of a report; what is left out gets the kind's defaults, never wider than the law's."""
    if TERM_NAMES.isdisjoint(raw):
        return usual_terms(kind.code, kind.default_grading)
    handling = codes(raw, "handling", Handling, faults) | {Handling.H0}
    restriction = str(raw.get("restriction") or "").strip()
    if Handling.H3 in handling and not restriction:
        faults.append(Fault("restriction", "required", N_("H3 needs its restriction in words.")))
    if str(raw.get("level") or "") == "classified":
        faults.append(
            Fault("level", "classified", N_("Classified items are referred to, never carried: leave the content out."))
        )
        raw = {**raw, "level": ""}
    mode = one_of(raw, "finding_mode", MODES, faults)
    reason = str(raw.get("mode_reason") or "").strip()
    if mode is FindingMode.NONE and not reason:
        faults.append(Fault("mode_reason", "required", N_("“Nobody learns” needs a reason.")))
    return Terms(
        grading=read_grading(kind, raw, faults),
        handling=handling,
        conditions=codes(raw, "conditions", Condition, faults),
        restriction=restriction,
        level=one_of(raw, "level", LEVELS, faults),
        forbidden_codes=tuple(words(raw, "not_to_parties")),
        language=str(raw.get("language") or "")[:8],
        closest_mode=mode,
        mode_reason=reason,
    )


def read_grading(kind: Kind, raw: Raw, faults: list[Fault]) -> tuple[str, str, str]:
    """Scheme, source and information grade; not given is the kind's default; "not graded" is a value."""
    given = [str(raw.get(f"grading_{name}") or "").strip() for name in ("scheme", "source", "information")]
    if not given[1] and not given[2]:
        return kind.default_grading
    try:
        scheme = Scheme(given[0] or Scheme.ADMIRALTY)
        grading = Grading(scheme, given[1].upper(), given[2].upper())
    except ValueError as problem:
        faults.append(Fault("grading_source", "grading", "%(problem)s", {"problem": str(problem)}))
        return kind.default_grading
    return (scheme.value, grading.source or "", grading.information or "")
