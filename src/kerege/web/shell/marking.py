"""The handling banner of a page: confidentiality level, handling codes, conditions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kerege.kernel import law
from kerege.kernel.law import Condition, Handling, Level
from kerege.web.shell.words import word


@dataclass(frozen=True, slots=True)
class Marking:
    """What stands on top of every page and every print."""

    level: Level = Level.OFFICIAL_USE
    handling: frozenset[Handling] = frozenset({Handling.H0})
    conditions: frozenset[Condition] = frozenset()
    words: str = ""
    official_words: tuple[str, ...] = ()
    """What parties print beside the level, as “code: words”; shown when the level is for official use."""

    @property
    def printed(self) -> list[str]:
        """The parties' own words, where they say more than the level in the reader's language."""
        said = word(self.level).casefold()
        named = self.official_words if self.level >= Level.OFFICIAL_USE else ()
        return [each for each in named if each.partition(": ")[2].casefold() != said]

    @property
    def codes(self) -> list[Handling]:
        """The codes in order; H0 always stands."""
        return sorted(self.handling | {Handling.H0})


def join_markings(markings: Iterable[Marking]) -> Marking:
    """The marking of a page that shows several things: the highest level, all codes, all conditions, all words."""
    given = list(markings) or [Marking()]
    return Marking(
        level=max(each.level for each in given),
        handling=frozenset().union(*(each.handling for each in given)),
        conditions=frozenset().union(*(each.conditions for each in given)),
        official_words=tuple(
            dict.fromkeys(words for each in given if each.level >= Level.OFFICIAL_USE for words in each.official_words)
        ),
        words="; ".join(dict.fromkeys(each.words for each in given if each.words)),
    )


MOST_WORDS = 3
"""How many restrictions in words stand in a banner; who reads the records or the file has all of them."""


def banner_of(joined: law.Marking) -> Marking:
    """The banner of what is read under a marking, and under what every page carries."""
    words = sorted(joined.restrictions)
    told = words[:MOST_WORDS]
    if len(words) > MOST_WORDS:
        told.append(_("further restrictions in words: %(count)s") % {"count": len(words) - MOST_WORDS})
    made = Marking(
        level=joined.level,
        handling=joined.handling,
        conditions=joined.conditions,
        words="; ".join(told),
        official_words=tuple(sorted(joined.official_words)),
    )
    return join_markings([PAGE_MARKING, made])


def noted(joined: law.Marking) -> list[str]:
    """The marking in lines for a file: level, codes with what they mean, conditions, every restriction in words."""
    banner = banner_of(joined)
    level = " · ".join([str(word(banner.level)), *banner.printed])
    codes = [f"{code.value}: {word(code)}" for code in banner.codes]
    return [level, *codes, *(str(word(each)) for each in sorted(banner.conditions)), *sorted(joined.restrictions)]


PAGE_MARKING = Marking()
"""What a page carries that says nothing else: for official use, H0."""
