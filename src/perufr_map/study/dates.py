"""Read a date of a source as the days it can mean."""

from __future__ import annotations

import calendar
import contextlib
import io
import re
import threading
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from perufr_map.problems import UnreadableError

# Most dates look like this; they are read here, since the library takes milliseconds for each.
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?[?~%]?")

# The year that a date begins with. The library takes long to refuse what has none.
_YEAR = re.compile(r"[0-9X]{4}(?![0-9X])")

# Open ends of an interval, for which the library would invent a date ten years away.
_ENDLESS = ("", "..")

# A year of which nothing is known; the library makes the year 9999 of it.
_UNKNOWN_YEAR = "XXXX"

# A time of day, as ISO 8601 writes it; the library knows it with seconds alone.
_TO_THE_MINUTE = re.compile(r"(T\d\d:\d\d)(?![\d:])")

# Seasons whose months are unclear (no hemisphere) or whose year is (they run over New Year).
_SEASON = re.compile(r"-?[0-9X]{4}-(2[1-4]|28|30)")

REWRITTEN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
"""A day as a spreadsheet program writes it, with all of its year: 28/7/1985."""

# The same, perhaps in short: 4/5/92.
_LIKE_REWRITTEN = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")

_STDOUT_LOCK = threading.Lock()


class DateError(UnreadableError):
    """A date that is not EDTF, or that does not say its first and last day."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date can mean: the first, the last and all between."""

    first: date
    last: date

    def overlaps(self, start: date, end: date) -> bool:
        """Say whether any of the days lies in the half-open interval [start, end)."""
        return self.first < end and self.last >= start


@lru_cache(maxsize=65_536)
def parse(text: str) -> Span:
    """Read an EDTF date and return the days it can mean.

    Parameters
    ----------
    text
        A date in EDTF level 1: ``1992-04-05``, ``1985-10``, ``1985``, ``197X``,
        ``1989~``, ``1985/1990``. A doubtful or approximate date means the same
        days as a certain one; the doubt belongs in the event's confidence.

    Returns
    -------
    Span
        From the first to the last day the date can mean.

    Raises
    ------
    DateError
        If the text is not EDTF, leaves an end open or unknown (``1985/..``, ``1985/``), or
        names a season without its months, several dates apart, or an estimated year.

    References
    ----------
    ISO 8601-2:2019, annex A; Library of Congress, Extended Date/Time Format (2019).

    Examples
    --------
    >>> parse("197X")
    Span(first=datetime.date(1970, 1, 1), last=datetime.date(1979, 12, 31))
    """
    try:
        span = _parse_plain(text) or _parse_by_library(text)
    except DateError:
        raise
    except Exception as error:  # the library raises exceptions of many types
        raise DateError("date_unreadable", text=text) from error
    if span.last < span.first:
        raise DateError("date_reversed", text=text)
    return span


def between(start: str, end: str = "") -> Span:
    """Return the days from the first that `start` to the last that `end` can mean.

    Parameters
    ----------
    start, end
        EDTF dates. Without `end`, the span lasts as long as `start` says.

    Raises
    ------
    DateError
        If either is not a date, or the end lies before the start.
    """
    start_span = parse(start)
    end_span = parse(end) if end else start_span
    if end_span.last < start_span.first:
        raise DateError("date_end_first", start=start, end=end)
    return Span(start_span.first, end_span.last)


def find_rewritten(text: str) -> DateError | None:
    """Return what is wrong with a day that a spreadsheet program has rewritten; None of all else.

    Where it is sure which number is the day, the error has the day as it would be right.
    """
    if not _LIKE_REWRITTEN.fullmatch(text):
        return None
    readings = read_rewritten(text, day_first=True), read_rewritten(text, day_first=False)
    days = list(dict.fromkeys(filter(None, readings)))
    if not days:
        return DateError("date_rewritten", text=text)
    if len(days) == 1:
        return DateError("date_sure", text=text, day=days[0])
    return DateError("date_unsure", text=text, day=days[0], other=days[1])


def read_rewritten(text: str, *, day_first: bool) -> date | None:
    """Return a day as a spreadsheet program writes it, if its numbers can stand in that order.

    With full stops the day is always first.
    """
    found = REWRITTEN.fullmatch(text)
    if not found or (found[2] == "." and not day_first):
        return None
    day, month = (found[1], found[3]) if day_first else (found[3], found[1])
    try:
        return date(int(found[4]), int(month), int(day))
    except ValueError:
        return None


def is_plain(text: str) -> bool:
    """Say whether a date is read at once, without the library."""
    return all(_PLAIN.fullmatch(part) for part in text.split("/", maxsplit=1))


def _parse_plain(text: str) -> Span | None:
    """Return the days of a year, a month, a day or an interval of these; None of all else."""
    parts = [_PLAIN.fullmatch(part) for part in text.split("/", maxsplit=1)]
    plain = [_plain_span(*part.groups()) for part in parts if part]
    return Span(plain[0].first, plain[-1].last) if len(plain) == len(parts) else None


def _plain_span(year: str, month: str | None, day: str | None) -> Span:
    """Return the days of a year, a month or a day."""
    if day:
        single = date.fromisoformat(f"{year}-{month}-{day}")
        return Span(single, single)
    last_month = int(month or 12)
    last = date(int(year), last_month, calendar.monthrange(int(year), last_month)[1])
    return Span(date(int(year), int(month or 1), 1), last)


def _parse_by_library(text: str) -> Span:
    """Return the days of any EDTF date that has a first and a last day."""
    _refuse_at_once(text)
    from edtf import parse_edtf  # noqa: PLC0415 (its grammar takes a while to build)

    # The library prints some failures to stdout, which one thread at a time may redirect.
    with _STDOUT_LOCK, contextlib.redirect_stdout(io.StringIO()):
        parsed = parse_edtf(_TO_THE_MINUTE.sub(r"\1:00", text))
    return Span(date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))


def _refuse_at_once(text: str) -> None:
    """Refuse a date for which the library would invent days, or take long to find it is none."""
    bare = re.sub(r"[?~%\s\[\]{}]", "", text)
    if "," in bare:
        raise DateError("date_several", text=text)
    if "S" in bare:  # 1950S2: some year of that century
        raise DateError("date_unreadable", text=text)
    for part in bare.split("/"):
        if part in _ENDLESS or part.startswith(_UNKNOWN_YEAR):
            raise DateError("date_unreadable", text=text)
    parts = re.split(r"/|\.\.", bare)
    if any(_SEASON.fullmatch(part) for part in parts):
        raise DateError("date_season", text=text)
    if any(part and not _YEAR.match(part) for part in parts):
        raise DateError("date_unreadable", text=text)
