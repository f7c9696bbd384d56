"""Dates are kept as they were stated: never more exact, never filled in."""

import contextlib
import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.dates import EARLIEST_YEAR, LATEST_YEAR, DateError, PartialDate, excel_date, parse_date

DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = PartialDate.of(draw(DAYS))
    return PartialDate(
        **{**vars(day.at_precision(draw(st.sampled_from(["year", "month", "day"])))), "about": draw(st.booleans())}
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03.05.2012", "2012-05-03"), ("3.5.2012 г.", "2012-05-03"), ("03.05.98", "1998-05-03"),
        ("03.05.12", "2012-05-03"), ("3-5-2012", "2012-05-03"), ("2012-05-03", "2012-05-03"),
        ("2012/05/03", "2012-05-03"), ("20120503", "2012-05-03"), ("2012-05-03T23:30:00+05:00", "2012-05-03"),
        ("2012-05-03 00:00:00", "2012-05-03"), ("03.05.2012 14:20", "2012-05-03"), ("2012-05", "2012-05"),
        ("05.2012", "2012-05"), ("5/2012", "2012-05"), ("2012", "2012"), ("2012 год", "2012"), ("в 2012 году", "2012"),
        ("March 2022", "2022-03"), ("март 2022", "2022-03"), ("в марте 2022 года", "2022-03"), ("Mar 2022", "2022-03"),
        ("3 March 2022", "2022-03-03"), ("March 3, 2022", "2022-03-03"), ("3rd of March 2022", "2022-03-03"),
        ("3 марта 2022 г.", "2022-03-03"), ("2022 жылғы 3 наурыз", "2022-03-03"), ("3 mart 2022", "2022-03-03"),
        ("13/04/2012", "2012-04-13"), ("04/13/2012", "2012-04-13"), ("04/04/2012", "2012-04-04"),
        ("about 2012", "~2012"), ("около 3 мая 2012", "~2012-05-03"), ("~2012-05", "~2012-05"), ("ca. 1998", "~1998"),
        ("early 2012", "~2012"), ("в конце марта 2012", "~2012-03"), ("2012-05-00", "2012-05"), ("2012-00-00", "2012"),
        ("۲۰۱۲-۰۵-۰۳", "2012-05-03"), ("\u00a02012–05–03 ", "2012-05-03"), ("«3 мая 2012»", "2012-05-03"),
    ],
)  # fmt: skip
def test_a_date_is_read_at_the_precision_in_which_it_was_stated(text: str, code: str) -> None:
    assert parse_date(text).code() == code


@pytest.mark.parametrize("text", ["22 January", "January 22", "22 января", "22.01", "22.01.", "--01-22"])
def test_a_date_without_a_year_takes_the_year_of_its_report_or_is_refused(text: str) -> None:
    assert parse_date(text, default_year=2012) == PartialDate(2012, 1, 22)
    with pytest.raises(DateError, match="has no year"):
        parse_date(text)


def test_a_year_that_is_stated_wins_over_the_year_of_the_report() -> None:
    assert parse_date("22 January 2010", default_year=2012) == PartialDate(2010, 1, 22)


def test_a_date_with_two_readings_is_refused_until_the_order_is_known() -> None:
    with pytest.raises(DateError, match="say in which order"):
        parse_date("03/04/2012")
    assert parse_date("03/04/2012", order="dmy") == PartialDate(2012, 4, 3)
    assert parse_date("03/04/2012", order="mdy") == PartialDate(2012, 3, 4)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no date"), ("не известно", "no date"), ("unknown", "no date"), ("about", "no date"),
        ("31.02.2012", "29 days"), ("2012-13-01", "no month 13"), ("1401-02-03", "another calendar"),
        ("2012-2013", "not one date"), ("3-4 мая 2012", "not one date"), ("3 мая - 4 июня 2012", "not one date"),
        ("wedding day 2012", "not understood"), ("2012-00-03", "without a month"), ("12 12 марта 2012", "not one date"),
    ],
)  # fmt: skip
def test_what_is_not_one_date_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(DateError, match=complaint):
        parse_date(text)


@pytest.mark.parametrize(
    ("stated", "english", "russian"),
    [
        (PartialDate(2012), "2012", "2012 г."),
        (PartialDate(2012, 5), "May 2012", "май 2012 г."),
        (PartialDate(2012, 5, 3), "3 May 2012", "3 мая 2012 г."),
        (PartialDate(2012, 5, about=True), "about May 2012", "около мая 2012 г."),
    ],
)
def test_a_date_is_told_in_words(stated: PartialDate, english: str, russian: str) -> None:
    assert stated.text("en") == english
    assert stated.text("ru") == russian


@given(partial_dates())
def test_a_code_reads_back_as_the_same_date(stated: PartialDate) -> None:
    assert PartialDate.from_code(stated.code()) == stated
    assert parse_date(stated.code()) == stated


@given(partial_dates())
def test_words_read_back_as_the_same_date(stated: PartialDate) -> None:
    assert parse_date(stated.text("en")) == stated
    assert parse_date(stated.text("ru")) == stated


@given(partial_dates(), partial_dates())
def test_order_follows_the_first_day_and_is_total(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) + (one == other) + (one > other) == 1
    if one.first_day < other.first_day:
        assert one < other


@given(partial_dates(), DAYS)
def test_a_date_covers_the_days_from_its_first_to_its_last(stated: PartialDate, day: date) -> None:
    assert stated.first_day <= stated.last_day
    assert stated.overlaps(PartialDate.of(day)) == (stated.first_day <= day <= stated.last_day)


@given(partial_dates(), st.sampled_from(["year", "month", "day"]))
def test_a_precision_can_be_lowered_but_never_raised(stated: PartialDate, precision: str) -> None:
    lowered = stated.at_precision(precision)  # type: ignore[arg-type]  # sampled from the literals
    assert lowered.first_day <= stated.first_day <= stated.last_day <= lowered.last_day
    assert lowered.at_precision("day") == lowered


@given(st.text(max_size=40) | st.from_regex(r"\D{0,8}\d{1,4}[-./ ]\w{1,9}[-./ ]\d{1,4}\D{0,5}"))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    with contextlib.suppress(DateError):
        assert parse_date(text, default_year=2012).year


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)), st.floats(0, 0.999))
def test_a_spreadsheet_serial_is_the_day_it_counts(day: date, time: float) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert excel_date(serial + time) == PartialDate.of(day)
    assert excel_date(Decimal(serial)) == PartialDate.of(day)
    if day >= date(1904, 1, 2):
        assert excel_date(serial - 1462, since_1904=True) == PartialDate.of(day)


def test_spreadsheet_dates_before_march_1900_skip_the_leap_day_that_never_was() -> None:
    assert excel_date(1) == PartialDate(1900, 1, 1)
    assert excel_date(59) == PartialDate(1900, 2, 28)
    assert excel_date(61) == PartialDate(1900, 3, 1)


def test_a_spreadsheet_date_cell_is_taken_as_its_day() -> None:
    half_past = datetime(2012, 5, 3, 23, 30, tzinfo=UTC)
    assert excel_date(half_past) == excel_date(date(2012, 5, 3)) == PartialDate(2012, 5, 3)
    assert excel_date(half_past + timedelta(hours=1)) == PartialDate(2012, 5, 4)


@pytest.mark.parametrize("cell", [0, -1, 60, 2958466, math.nan, math.inf, Decimal("NaN")])
def test_a_number_that_is_no_day_is_refused(cell: float | Decimal) -> None:
    with pytest.raises(DateError):
        excel_date(cell)


@pytest.mark.parametrize("code", ["", "12", "2012-5", "2012-05-03x", "~", "2012-02-30", "٢٠١٢"])
def test_a_broken_code_is_refused(code: str) -> None:
    with pytest.raises(DateError):
        PartialDate.from_code(code)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(DateError, match="without a month"):
        PartialDate(2012, None, 3)
