"""List what changed on the map between two days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from perufr_map.arguments import check_call
from perufr_map.borders._events import Event, list_events
from perufr_map.borders._ledger import LANGUAGES, State, Text, as_day, check_order, states
from perufr_map.borders._words import say
from perufr_map.characters import begin_large
from perufr_map.resources import spoken

# The most changes in a note, the largest first.
MOST = 3
# A note leaves out changes of less land than this, in square kilometres.
LEAST = 1_000
# The most names in a list.
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """The changes of one day.

    Attributes
    ----------
    day
        The first day after the change.
    ended, begun
        Ids of the ledger's rows that ended and began; the codes are their first three
        letters.
    text
        What happened, in one sentence for each language.
    """

    day: date
    ended: tuple[str, ...]
    begun: tuple[str, ...]
    text: Text

    def __repr__(self) -> str:
        """Return the day and what happened."""
        return f"<Change {self.day}: {self.text[LANGUAGES[0]]}>"


@check_call
def between(start: date | str, end: date | str) -> list[Change]:
    """Return what changed after one day, up to and including another.

    Parameters
    ----------
    start, end
        Dates, or their ISO 8601 text.

    Returns
    -------
    list of Change
        In order, one for each day on which anything changed.

    Raises
    ------
    BordersError
        If a day is no date or lies before 1945-09-02, or the second lies before the first.

    Examples
    --------
    >>> [change.text["en"] for change in between("1990-03-01", "1990-06-01")]
    ['Namibia became independent', 'South Yemen and North Yemen united as Yemen']
    """
    first, last = as_day(start), as_day(end)
    check_order(first, last)
    days = sorted({s.start for s in states() if s.start and first < s.start <= last})
    by_day = []
    for day in days:
        before, after = _compare(day - timedelta(days=1), day)
        rows = len(before) + len(after)
        text = _sentence(list_events(before, after, days=(day, day), most=rows), rows)
        if text:
            ended, begun = (tuple(s.id for s in side) for side in (before, after))
            by_day.append(Change(day, ended, begun, text))
    return by_day


@check_call
def changes(
    before: date | str, after: date | str, *, languages: Sequence[str] = LANGUAGES
) -> Text | None:
    """Return a short note of what changed from one day to another.

    Parameters
    ----------
    before, after
        Dates, or their ISO 8601 text.
    languages
        Codes of languages. The sentence of one that has no catalogue is English.

    Returns
    -------
    dict or None
        One sentence for each language, at most three changes, the largest first; None
        when nothing changed.

    Raises
    ------
    BordersError
        If a day is no date or lies before 1945-09-02, or the second lies before the first.

    Examples
    --------
    >>> changes("1991-06-01", "1992-08-18")["en"]
    'The Soviet Union dissolved into 15 states; 4 states separated from Yugoslavia'
    """
    first, last = as_day(before), as_day(after)
    check_order(first, last)
    period = (first + timedelta(days=1), last)
    rows = _compare(first, last)
    events = list_events(*rows, days=period, most=MOST_NAMES)
    large = [event for event in events if event.size >= LEAST]
    return _sentence(large or events, MOST, languages)


def _compare(one: date, other: date) -> tuple[list[State], list[State]]:
    """Return the rows of the ledger for the first day only, and for the second only."""
    rows = [(s, s.stands_on(one), s.stands_on(other)) for s in states()]
    return [s for s, a, b in rows if a > b], [s for s, a, b in rows if b > a]


def _sentence(
    events: Iterable[Event], most: int, languages: Sequence[str] = LANGUAGES
) -> Text | None:
    largest = sorted(events, key=lambda event: -event.size)[:most]
    if not largest:
        return None
    texts = {code: _join(largest, spoken(code)) for code in languages}
    return {code: begin_large(text) for code, text in texts.items()}


def _join(events: Iterable[Event], language: str) -> str:
    return say("joint", language).join(each.say(language) for each in events)
