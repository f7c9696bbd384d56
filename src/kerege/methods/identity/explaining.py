"""The reasons of a decision, and what is still to be found out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kerege.methods.identity import namesakes
from kerege.methods.identity.births import BIRTH_AGREES, Birth
from kerege.methods.identity.described import PERSON, Described
from kerege.methods.identity.levels import Levels
from kerege.methods.identity.namings import Naming, named
from kerege.methods.identity.numbers import NEARLY, PERSONAL, Numbers, facts_of
from kerege.methods.identity.places import Place
from kerege.methods.identity.reasons import Reason
from kerege.methods.identity.weights import weights
from kerege.methods.names import Comparison, compare

LEAST_CHANGE: Final = 0.03
SAY_LITTLE: Final = frozenset({"lacking", "title", "unreadable"})
SPEAK_AGAINST: Final = frozenset({"contradicted", "nothing", "form_differs"})
SAME_ROOT: Final = "root"
"""What a name comparison calls two parts of one root that are not of one kind: Каримов, Каримович."""
UNTOLD: Final = frozenset({"birth_unknown", "sex_unknown", "country_unknown", "place_unknown"})


def reasons_of(one: Described, other: Described, levels: Levels) -> tuple[Reason, ...]:
    """Every reason in words to come: identifiers, names, birth, then the rest; what is not known gives none."""
    return _in_order(one, other, levels, _of_names(one, other, levels))


def codes_of(one: Described, other: Described, levels: Levels) -> tuple[str, ...]:
    """The codes of the reasons, each once and in their order: names are not compared part by part for them."""
    return tuple(dict.fromkeys(each.code for each in _in_order(one, other, levels, _said_of_names(levels))))


def _in_order(one: Described, other: Described, levels: Levels, of_names: Iterable[Reason]) -> tuple[Reason, ...]:
    made = [*_of_numbers(levels), *of_names, *_of_birth(one, other, levels)]
    table = weights()
    told = [code for code in (levels.sex, levels.country, levels.place) if code not in UNTOLD]
    made += [Reason(str(code), {"value": other.nationality}, weight=table[code]) for code in told]
    if levels.company:
        made.append(Reason("company_shared", {"count": str(levels.company)}, weight=table[levels.together]))
    return tuple(made)


def _of_numbers(levels: Levels) -> Iterator[Reason]:
    numbers, table = levels.numbers, weights()
    for kind, value in (*numbers.same, *numbers.short):
        yield Reason("same_identifier", {"field": kind, "value": value}, weight=_weight_of(kind, levels))
    for kind, value in dict(numbers.tails).items():  # one a kind: from either side the same
        shown = value[-7:] if kind == "phone" else value
        yield Reason("part_of_identifier", {"field": kind, "value": shown}, weight=table["shared_part"])
    for kind, value in dict(numbers.mirrors).items():
        yield Reason("mirror_of_shop", {"field": kind, "value": value}, weight=table["shared_part"])
    for kind, value in dict(numbers.near).items():
        yield Reason("near_identifier", {"field": kind, "value": value}, weight=table["personal_near"])
    for kind in numbers.differing:
        yield Reason("identifier_differs", {"field": kind}, weight=table["personal_differs"])


def _weight_of(kind: str, levels: Levels) -> float:
    table = weights()
    if kind in PERSONAL:
        return table["personal_same"]
    return max(table[levels.own], table[levels.shared])


def _of_names(one: Described, other: Described, levels: Levels) -> Iterator[Reason]:
    if levels.name.level is Naming.UNKNOWN:
        return
    weight, crossed = weights()[levels.name.level], levels.name.level is Naming.CROSSED
    best = best_comparison(one.names, other.names)
    if crossed:
        yield Reason("name_crossed", weight=weight)
    for reason in best.reasons if best else ():
        yield Reason("name", name=reason, weight=_pull(reason.code, weight, crossed=crossed))
    yield from _of_namesakes(levels)


def best_comparison(one: tuple[str, ...], other: tuple[str, ...]) -> Comparison | None:
    """The two names that the decision rests on, compared: of the strongest level, of those the one that scores most.

    Names that are crossed may score more than others that agree.
    """
    places = {level: place for place, level in enumerate(Naming)}
    found = [(places[named(mine, theirs).level], compare(mine, theirs)) for mine in one for theirs in other]
    return min(found, key=lambda each: (each[0], -each[1].score))[1] if found else None


def _of_namesakes(levels: Levels) -> Iterator[Reason]:
    """Why a name that agrees does not carry a finding: others bear it."""
    if levels.personal == "personal_same" or levels.own != "own_none":
        return
    if levels.numbers.same:
        if levels.birth not in BIRTH_AGREES and namesakes.live_together(levels):
            yield Reason("name_of_house")
    elif namesakes.are_met(levels):
        count = namesakes.BANK * levels.name.bearers
        yield Reason("name_common", {"count": f"{count:.1g}" if count < 1 else str(round(count))})


def _said_of_names(levels: Levels) -> Iterator[Reason]:
    """Of every code that `_of_names` gives one reason, without its words."""
    if levels.name.level is Naming.UNKNOWN:
        return
    if levels.name.level is Naming.CROSSED:
        yield Reason("name_crossed")
    yield Reason("name")
    yield from _of_namesakes(levels)


def _pull(code: str, weight: float, *, crossed: bool) -> float:
    """Which way one part of a name pulls: what one name lacks hardly does, one root in changed places against."""
    if code in SAY_LITTLE:
        return 0.0
    return -abs(weight) if code in SPEAK_AGAINST or (crossed and code == SAME_ROOT) else abs(weight)


def _of_birth(one: Described, other: Described, levels: Levels) -> Iterator[Reason]:
    if levels.birth is Birth.UNKNOWN:
        return
    mine, theirs = (each.birth or facts_of(each.identifiers)[0] for each in (one, other))
    values: dict[str, str] = {}
    if mine is not None and theirs is not None:
        values = {"years": str(abs(mine.year - theirs.year)), "value": str(theirs.year)}
    yield Reason(str(levels.birth), values, weight=weights()[levels.birth])
    if levels.birth is Birth.SLIP and not (levels.carries_slip or levels.numbers.same):
        yield Reason("birth_by_chance")
    if levels.birth_follows:
        yield Reason("birth_follows")


def further(one: Described, levels: Levels) -> Iterator[tuple[str, Levels]]:
    """What may still be found out, each with the levels it would lead to."""
    if one.kind != PERSON:
        return
    if levels.birth in {Birth.UNKNOWN, Birth.SAME_YEAR, Birth.SAME_MONTH, Birth.FILLED_IN, Birth.NEAR}:
        yield "if_birth_same", replace(levels, birth=Birth.SAME_DAY)
        yield "if_birth_differs", replace(levels, birth=Birth.DIFFERS)
    if levels.personal in {"personal_none", "personal_near"}:
        yield "if_document_same", replace(levels, numbers=_with_document(levels.numbers))
        yield "if_number_differs", replace(levels, numbers=_with_another(levels.numbers))
    if not levels.numbers.same:
        yield "if_phone_same", replace(levels, numbers=replace(levels.numbers, same=(("phone", ""),)))
    if levels.sex == "sex_unknown":
        yield "if_sex_differs", replace(levels, sex="sex_differs")
    if levels.place in {Place.UNKNOWN, Place.PARTLY}:
        yield "if_place_same", replace(levels, place=Place.SAME)


def _with_document(numbers: Numbers) -> Numbers:
    return replace(numbers, same=(*numbers.same, ("passport", "")))


def _with_another(numbers: Numbers) -> Numbers:
    kept = tuple(pair for pair in numbers.near if pair[0] not in NEARLY)
    return replace(numbers, near=kept, differing=("national_number",))
