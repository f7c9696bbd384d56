"""What makes reading a name quick changes nothing of what is read."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kerege.methods.names import endings, hearings, organisations, parts, same_names, transcription
from kerege.methods.names.arabic import ARABIC
from kerege.methods.names.cyrillic import CYRILLIC
from kerege.methods.names.latin import LATIN
from kerege.methods.names.phones import SYMBOLS

CLOSINGS = "ovich evna ова ichna ogli uly qizi zoda ov skiy in skaya وا aya na".split()  # noqa: SIM905 - reads better
HEARD = st.tuples(st.text(SYMBOLS, max_size=12), st.sampled_from(["", *CLOSINGS]), st.text(SYMBOLS, max_size=2)).map(
    "".join
)
WORDS = sorted({word for phrase in [*organisations.FORMS, *organisations.PHRASES] for word in phrase})
SPELLED = st.text(
    "^$'" + "".join(sorted({char for table in (LATIN, CYRILLIC, ARABIC) for key in table for char in key}))
)


@given(HEARD)
def test_an_ending_is_found_by_its_last_sound_as_by_trying_all(heard: str) -> None:
    found = ((ending, pattern.search(heard)) for ending, pattern in endings._COMPILED)
    first = next(((e, at.start()) for e, at in found if at and at.start() >= endings.SHORTEST_STEM), None)
    assert endings.stem_of(heard) == ((heard[: first[1]], first[0]) if first else ("", None))


@given(SPELLED)
def test_letters_are_taken_by_the_longest_group(text: str) -> None:
    for table in (LATIN, CYRILLIC, ARABIC):
        groups = sorted(table, key=lambda key: (-len(key), key))
        plainly = re.compile("|".join(re.escape(group) for group in groups) + "|.", re.DOTALL)
        assert transcription._compiled(table).findall(text) == plainly.findall(text)


@given(st.lists(st.sampled_from([*WORDS, *organisations.COMMON, "rustam", "карим"]), max_size=5))
def test_an_organisation_bears_a_word_that_speaks_for_it(found: list[str]) -> None:
    if organisations.is_organisation(found):
        assert not organisations._SPEAKING.isdisjoint(found)
    kept, organisations._SPEAKING = organisations._SPEAKING, frozenset(found)  # type: ignore[misc]  # looked at anew
    try:
        plainly = organisations.is_organisation(found)
    finally:
        organisations._SPEAKING = kept  # type: ignore[misc]  # as above
    assert organisations.is_organisation(found) == plainly


@given(st.text("hxgkaəesuoüniıyjхҳһгҝаәсенуүұоиіјйыحسنایال", max_size=10))
def test_twins_are_told_by_one_look_as_by_trying_all(token: str) -> None:
    plain = token.replace("ي", "ی")
    assert same_names.twin_mark(token) == next(
        (m for m, spelling in same_names._TWINS if re.match(spelling, plain)), ""
    )


BEGUN = st.sampled_from(["", "al", "el", "ال", "لل", "xa", "ca", "nur"])
CLOSED = st.sampled_from(["", "din", "dine", "diene", "deen", "дин", "uddin", "maxam"])


@given(st.tuples(BEGUN, st.text("aeiouxcdlnmrtдинлرنلا", max_size=8), CLOSED).map("".join))
def test_what_is_looked_for_in_a_word_stands_only_where_it_is_looked_for(token: str) -> None:
    assert not hearings._DIN_JOINED.search(token) or token.endswith(hearings._DIN_ENDS)
    articles = (hearings._ARABIC_ARTICLE, hearings._LATIN_ARTICLE)
    assert token.startswith(hearings._ARTICLES) or not any(each.search(token) for each in articles)
    read = hearings._SOMALI_AYN.sub("", hearings._SOMALI_H.sub("h", token))
    assert read == token or "x" in token or "c" in token


@given(st.lists(st.sampled_from(["karim", "салим", "علی", *sorted(parts._JOINING)[:20], "bin", "al"]), max_size=5))
def test_words_join_to_none_but_those_that_are_known_to(found: list[str]) -> None:
    kept, parts._JOINING = parts._JOINING, frozenset(found)  # type: ignore[misc]  # looked at anew
    try:
        plainly = parts._joined(found)
    finally:
        parts._JOINING = kept  # type: ignore[misc]  # as above
    assert parts._joined(found) == plainly
