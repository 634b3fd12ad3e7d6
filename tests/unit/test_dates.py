"""A date as a source gives it means certain days, and only those."""

from __future__ import annotations

import calendar
import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perufr_map.study import dates

DAYS = st.dates(date(1500, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1992-04-05", date(1992, 4, 5), date(1992, 4, 5)),
        ("1985-10", date(1985, 10, 1), date(1985, 10, 31)),
        ("1984-02", date(1984, 2, 1), date(1984, 2, 29)),
        ("1985", date(1985, 1, 1), date(1985, 12, 31)),
        ("197X", date(1970, 1, 1), date(1979, 12, 31)),
        ("1989~", date(1989, 1, 1), date(1989, 12, 31)),
        ("1989?", date(1989, 1, 1), date(1989, 12, 31)),
        ("1985/1990", date(1985, 1, 1), date(1990, 12, 31)),
        ("1992-04-05/1992-12", date(1992, 4, 5), date(1992, 12, 31)),
        ("2001-29", date(2001, 9, 1), date(2001, 11, 30)),
        ("2001-34", date(2001, 4, 1), date(2001, 6, 30)),
        ("[1985..1990]", date(1985, 1, 1), date(1990, 12, 31)),
        ("1984?/1985-06~", date(1984, 1, 1), date(1985, 6, 30)),
    ],
)
def test_a_vague_date_means_every_day_it_can(text: str, first: date, last: date) -> None:
    assert dates.parse(text) == dates.Span(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "1985-13",
        "1985-02-30",
        "1985/..",
        "../1990",
        "1990/1985",
        "05/04/1992",
        "1985-1X",
        # The library makes ten years of an unknown side.
        "1984/",
        "/1985",
        "1984-06/",
        "1984~/",
        "1984?/",
        " 1984 / ",
        "/1985-06-01",
        "/..",
        "../",
        "/",
        # It takes a year of which nothing is known for 9999.
        "1984/XXXX",
        "1984/XXXX-06",
        "XXXX/1985",
        "XXXX",
        # It takes a winter for its December, and a season of no hemisphere for a northern one.
        "1985-24",
        "1985-21",
        "2001-30",
        "2001-28~",
        "1985-21/1985-24",
        "1985/1986-24",
        "[1985-24..1986]",
        # It fills the gap between two dates, and takes an estimate for a certain year.
        "{1960,1990}",
        "[1960,1990..1992]",
        "1950S2",
    ],
)
def test_what_does_not_say_its_first_and_last_day_is_refused(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(dates.DateError):
        dates.parse(text)
    assert capsys.readouterr() == ("", "")


@given(DAYS)
def test_a_day_means_itself(day: date) -> None:
    assert dates.parse(day.isoformat()) == dates.Span(day, day)


@given(DAYS)
def test_a_month_and_a_year_hold_their_days(day: date) -> None:
    month, year = dates.parse(f"{day:%Y-%m}"), dates.parse(f"{day:%Y}")
    assert year.first <= month.first <= day <= month.last <= year.last
    assert (month.last - month.first).days + 1 == calendar.monthrange(day.year, day.month)[1]


@given(DAYS, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]), st.sampled_from(["", "?", "~", "%"]))
def test_the_calendar_and_the_grammar_read_a_date_alike(day: date, form: str, doubt: str) -> None:
    text = day.strftime(form) + doubt
    assert dates.parse(text) == dates._parse_by_library(text)


FORMS = [day + doubt for day in ("%Y", "%Y-%m", "%Y-%m-%d") for doubt in ("", "?", "~", "%")]


@given(DAYS, DAYS, st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_the_calendar_and_the_grammar_read_an_interval_alike(
    one: date, other: date, first: str, last: str
) -> None:
    start, end = sorted([one, other])
    text = f"{start.strftime(first)}/{end.strftime(last)}"
    assert dates._parse_plain(text) == dates._parse_by_library(text)


@pytest.mark.parametrize(
    "text", ["1985-04-05/1986-01-02", "1985~/1986", "05/04/1992", "April 5, 1992", "[1..9991]"]
)
def test_the_usual_dates_and_what_is_none_do_not_wait_for_the_grammar(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("edtf.parse_edtf", asked.append)
    dates.parse.cache_clear()
    with contextlib.suppress(dates.DateError):
        dates.parse(text)
    assert not asked


@given(DAYS, DAYS)
def test_a_span_runs_from_start_to_end(one: date, other: date) -> None:
    start, end = sorted([one, other])
    assert dates.between(start.isoformat(), end.isoformat()) == dates.Span(start, end)


@given(DAYS, DAYS, DAYS)
def test_overlap_is_sharing_a_day(day: date, one: date, other: date) -> None:
    start, end = sorted([one, other])
    assert dates.Span(day, day).overlaps(start, end) == (start <= day < end)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(dates.DateError, match="before the start"):
        dates.between("1992", "1990")


@pytest.mark.parametrize("time", ["T19:00", "T19:00Z", "T19:00:30", "T19:00+05:00", "T19:00:30Z"])
def test_a_time_of_day_is_taken_and_means_its_day(time: str) -> None:
    day = date(1962, 10, 22)
    assert dates.parse(f"1962-10-22{time}") == dates.Span(day, day)


@pytest.mark.parametrize(
    ("text", "code", "days"),
    [
        ("15.05.1955", "date_sure", ["1955-05-15"]),
        ("04.01.1960", "date_sure", ["1960-01-04"]),
        ("7/28/1985", "date_sure", ["1985-07-28"]),
        ("2/2/1990", "date_sure", ["1990-02-02"]),
        ("04/01/1960", "date_unsure", ["1960-01-04", "1960-04-01"]),
        ("4/5/92", "date_rewritten", []),
        ("32.13.1955", "date_rewritten", []),
    ],
)
def test_a_day_of_a_spreadsheet_is_told_as_it_would_be_right(
    text: str, code: str, days: list[str]
) -> None:
    fault = dates.find_rewritten(text)
    assert fault
    assert fault.code == code
    assert [str(fault.values[key]) for key in ("day", "other") if key in fault.values] == days


def test_what_no_spreadsheet_writes_is_no_such_day() -> None:
    assert dates.find_rewritten("5 April 1992") is None
