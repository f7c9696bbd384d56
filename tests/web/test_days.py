"""The field of a day: every day goes out and comes back the same, in each language; what is no whole day is refused."""

from datetime import date

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kerege.web.shell.days import DayField, read, written

LANGUAGES = ("ru", "en")


class OneDay(forms.Form):
    day = DayField(required=False)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_day_comes_back_as_it_went_out(day: date, language: str) -> None:
    with translation.override(language):
        assert read(written(day)) == day
        form = OneDay({"day": written(day)})
        assert form.is_valid()
        assert form.cleaned_data["day"] == day
        assert f'value="{written(day)}"' in str(OneDay(initial={"day": day})["day"])
        assert read(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2026", "2026-12", "31.02.2026", "tomorrow", "03/04/2026", "about 3 May 2026", "<b>"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_whole_day_is_refused_and_stays_as_it_was_typed(text: str, language: str) -> None:
    with translation.override(language):
        form = OneDay({"day": text})
        assert not form.is_valid()
        assert 'type="text"' in str(form["day"])


def test_a_day_stands_in_the_way_of_the_readers_language() -> None:
    with translation.override("ru"):
        assert written(date(2026, 12, 31)) == "31.12.2026"
        assert 'placeholder="31.12.2026"' in str(OneDay()["day"])
    with translation.override("en"):
        assert written(date(2026, 12, 31)) == "2026-12-31"
    assert OneDay({"day": ""}).is_valid()
