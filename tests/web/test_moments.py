"""The fields of a day with its time: what goes out comes back the same, in each language and around clock changes."""

from datetime import datetime, timedelta, timezone

import pytest
from django import forms
from django.utils import translation
from django.utils.html import escape
from django.utils.timezone import override
from hypothesis import given
from hypothesis import strategies as st

from kerege.web.shell.moments import InstantField, MomentField, node_clocks, written

LANGUAGES = ("ru", "en")
LOCAL = st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2199-12-31"))
ZONES = st.none() | st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


class Times(forms.Form):
    starts = MomentField(required=False)
    until = InstantField(required=False)


@given(LOCAL, ZONES, st.sampled_from(LANGUAGES))
def test_a_time_comes_back_as_it_went_out(local: datetime, zone: timezone | None, language: str) -> None:
    moment = local.replace(tzinfo=zone)
    with translation.override(language):
        form = Times({"starts": written(moment)})
        assert form.is_valid(), form.errors
        assert datetime.fromisoformat(form.cleaned_data["starts"]) == moment
        assert f'value="{written(moment)}"' in str(Times(initial={"starts": moment})["starts"])


@given(
    st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01")),
    st.sampled_from(["Asia/Almaty", "Europe/Berlin", "UTC"]),
)
def test_an_instant_is_told_by_the_clocks_of_the_node(local: datetime, zone: str) -> None:
    with override(zone), translation.override("ru"):
        form = Times({"until": written(local)})
        if form.is_valid():
            shown = str(Times(initial={"until": form.cleaned_data["until"]})["until"])
            assert f'value="{written(local)}"' in shown
        else:
            assert zone == "Europe/Berlin"


@pytest.mark.parametrize("name", ["starts", "until"])
@pytest.mark.parametrize("text", ["31.12.2026", "14:30", "tomorrow", "31.02.2026 14:30", "<b>"])
def test_what_is_no_time_is_refused_and_stays_as_it_was_typed(name: str, text: str) -> None:
    form = Times({name: text})
    assert not form.is_valid()
    assert f'value="{escape(text)}"' in str(form[name])


def test_a_time_stands_in_the_way_of_the_readers_language() -> None:
    with translation.override("ru"), override("Asia/Almaty"):
        assert 'placeholder="31.12.2026 14:30"' in str(Times()["starts"])
        assert node_clocks() == "Алматы, UTC+5"
    with translation.override("en"):
        assert 'placeholder="2026-12-31 14:30"' in str(Times()["until"])
    assert Times({"starts": "", "until": ""}).is_valid()
