"""The resolver: from a name as somebody wrote it to an entry of the register, or to suggestions for a person.

It does what spelling makes certain (case, hyphens, brackets, salts, lists of synonyms) and suggests what is likely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kerege.rooms.substances.rules import reasons
from kerege.rooms.substances.rules.entries import Kind, Resolution, Suggestion
from kerege.rooms.substances.rules.index import NameTable
from kerege.rooms.substances.rules.likeness import Likeness
from kerege.rooms.substances.rules.phrases import (
    BRACKETS,
    CLASS_WORDS,
    DERIVATIVES,
    DERIVATIVES_HEAD,
    FORMS,
    LIST_SIGNS,
    MIX_SIGNS,
    MIX_TAIL,
    QUALIFIERS,
    SALTS,
)
from kerege.rooms.substances.rules.register import Register
from kerege.rooms.substances.rules.spelling import folded, in_one_script, stem

MOST_SUGGESTED = 5
SHORTEST_WORD = 4
LONGEST = 300
"""A longer text is prose, not a name; it is not searched for names here."""

_Step = Callable[["Resolver", str], Resolution | None]


KEPT = 20_000
"""How many answers one batch keeps; beyond it they are forgotten and worked out again."""


class Resolver:
    """Resolves written names against one register. It keeps no answer: its time would tell what others had asked."""

    def __init__(self, register: Register) -> None:
        """Build the tables of names; about 30 ms for the shipped register."""
        self.register = register
        self._table = NameTable(register)
        self._likeness = Likeness(register, self._table)

    def resolve(self, text: str) -> Resolution:
        """What `text` names; never raises: what is not known is unresolved, with suggestions where there are any."""
        if len(text) > LONGEST:
            return Resolution(None, "unresolved", reasons.TOO_LONG.about(str(LONGEST)))
        plain = folded(text)
        hints = self._table.hints.get(plain, ())
        found = self._named(plain) if plain else Resolution(None, "unresolved", reasons.NOTHING_WRITTEN)
        if found is not None:
            return _with(found, hints)
        return _with(self._suggested(plain), hints)

    def _named(self, plain: str) -> Resolution | None:
        for step in _STEPS:
            found = step(self, plain)
            if found is not None:
                return found
        return None

    def _certain(self, plain: str) -> str | None:
        found = self._named(plain)
        return found.code if found is not None else None

    def _exact(self, plain: str) -> Resolution | None:
        code = self._table.titles.get(plain)
        return Resolution(code, "exact") if code else None

    def _synonym(self, plain: str) -> Resolution | None:
        code = self._table.synonyms.get(plain)
        return Resolution(code, "synonym") if code else None

    def _respelled(self, plain: str) -> Resolution | None:
        code = self._table.by_compact(plain) or self._table.by_compact(in_one_script(plain))
        if code:
            return Resolution(code, "normalised", reasons.SPELLING)
        code = self._table.stems.get(stem(plain))
        return Resolution(code, "normalised", reasons.ENDING) if code else None

    def _derivatives(self, plain: str) -> Resolution | None:
        named = DERIVATIVES_HEAD.sub("", DERIVATIVES.sub("", plain))
        code = self._certain(named) if named != plain else None
        if code is None:
            return None
        narrowest = self.register.classes_of(code)[0].code
        likely = Suggestion(code, 0.9, reasons.ONE_OF_DERIVATIVES)
        return Resolution(narrowest, "normalised", reasons.DERIVATIVES_ONLY_CLASS, (likely,))

    def _bracketed(self, plain: str) -> Resolution | None:
        parts = BRACKETS.match(plain)
        if parts is None:
            return None
        outside, inside = self._certain(parts["outside"]), self._certain(parts["inside"])
        if outside and inside and outside != inside and not self._one_is_class_of(outside, inside):
            return None
        code = self._narrower(outside, inside)
        return Resolution(code, "normalised", reasons.BRACKETED) if code else None

    def _listed(self, plain: str) -> Resolution | None:
        parts = _parts(plain)
        if len(parts) < 2:
            return None
        codes = {self._certain(part) for part in parts}
        if len(codes) > 1:
            return None
        code = codes.pop()
        return Resolution(code, "normalised", reasons.LIST_OF_ONE) if code else None

    def _without_salt(self, plain: str) -> Resolution | None:
        return self._without(plain, SALTS, reasons.SALT)

    def _without_form(self, plain: str) -> Resolution | None:
        return self._without(plain, FORMS, reasons.FORM)

    def _without(self, plain: str, words: frozenset[str], note: reasons.Reason) -> Resolution | None:
        kept = " ".join(word for word in plain.split() if word.strip("(),.") not in words)
        code = self._certain(kept) if kept and kept != plain else None
        return Resolution(code, "normalised", note) if code else None

    def _some_of_class(self, plain: str) -> Resolution | None:
        kept = " ".join(word for word in plain.split() if word not in QUALIFIERS)
        code = self._certain(kept) if kept and kept != plain else None
        if code is None or self.register.entry(code).kind is not Kind.CLASS:
            return None
        return Resolution(code, "normalised", reasons.SOME_OF_CLASS)

    def _class_by_words(self, plain: str) -> Resolution | None:
        stems = f"{plain} {stem(plain)}"
        for words, code in CLASS_WORDS:
            if words in stems:
                return Resolution(code, "normalised", reasons.CLASS_WORD.about(words))
        return None

    def _suggested(self, plain: str) -> Resolution:
        parts = _parts(plain)
        named = [(part, self._named(part)) for part in parts] if len(parts) > 1 else []
        listed = [
            Suggestion(found.code, 0.9, reasons.ONE_OF_SEVERAL)
            for _, found in named
            if found is not None and found.code is not None
        ]
        note = reasons.SEVERAL_NAMED if len({each.code for each in listed}) > 1 else reasons.NOT_IN_REGISTER
        others = listed or self._among_words(plain)
        return Resolution(None, "unresolved", note, (*others, *self._likeness.suggestions(plain)))

    def _among_words(self, plain: str) -> list[Suggestion]:
        words = [word for word in plain.split() if len(word) >= SHORTEST_WORD]
        found = [self._exact(word) or self._synonym(word) or self._respelled(word) for word in words]
        codes = [each.code for each in found if each is not None and each.code is not None]
        return [Suggestion(code, 0.6, reasons.AMONG_WORDS) for code in codes] if len(words) > 1 else []

    def _one_is_class_of(self, one: str, other: str) -> bool:
        return self._is_class_of(one, other) or self._is_class_of(other, one)

    def _is_class_of(self, wide: str, narrow: str) -> bool:
        return wide in {each.code for each in self.register.classes_of(narrow)}

    def _narrower(self, one: str | None, other: str | None) -> str | None:
        if one and other:
            return other if self._is_class_of(one, other) else one
        return one or other


_STEPS: tuple[_Step, ...] = (
    Resolver._exact,
    Resolver._synonym,
    Resolver._respelled,
    Resolver._derivatives,
    Resolver._some_of_class,
    Resolver._bracketed,
    Resolver._listed,
    Resolver._without_salt,
    Resolver._without_form,
    Resolver._class_by_words,
)


def _parts(plain: str) -> list[str]:
    mixed = MIX_TAIL.sub("", plain)
    signs = LIST_SIGNS if mixed == plain else MIX_SIGNS
    return [part for part in signs.split(mixed) if part]


def _with(found: Resolution, hints: Iterable[Suggestion]) -> Resolution:
    """The answer with the hints first, each entry once, the answer itself left out, the five likeliest kept."""
    best: dict[str, Suggestion] = {}
    for each in (*hints, *found.suggestions):
        if each.code != found.code and each.code not in best:
            best[each.code] = each
    ranked = sorted(best.values(), key=lambda each: -each.score)
    return Resolution(found.code, found.how, found.note, tuple(ranked[:MOST_SUGGESTED]))


class Batch:
    """Answers to the names of one file or one act, each worked out once; they are gone with it."""

    def __init__(self, resolver: Resolver) -> None:
        """By this resolver; nothing is known yet."""
        self._resolver = resolver
        self._kept: dict[str, Resolution] = {}

    def resolve(self, text: str) -> Resolution:
        """What `text` names; a text too long for a name is not kept."""
        kept = self._kept.get(text)
        if kept is None:
            kept = self._resolver.resolve(text)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            if len(text) <= LONGEST:
                self._kept[text] = kept
        return kept

    def code(self, text: str) -> str:
        """The entry that `text` names; empty where it names none for certain."""
        return self.resolve(text).code or ""
