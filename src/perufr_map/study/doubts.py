"""Warn of what may be used but is hardly meant: texts of the scaffold, twins, a state too early."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from perufr_map import borders
from perufr_map.characters import count_words
from perufr_map.problems import Problem
from perufr_map.resources import languages, messages
from perufr_map.similar import nearest
from perufr_map.study import dates
from perufr_map.study.layout import CITATIONS, DESCRIPTOR, SHIPPED, TABLES
from perufr_map.study.licences import identify_licence
from perufr_map.study.rules import Rule, Tables
from perufr_map.study.translate import read_english

MOST_WORDS = 110
"""Most words of an era's summary that a picture on paper has room for."""

SCAFFOLD = {"placeholder", "codebook_english"}
"""What is told of texts that `new` has written."""

_SHOWN = 60
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHORT_NAME = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")


@lru_cache(maxsize=1)
def _examples() -> frozenset[str]:
    """Return the texts of a new study that ask to be overwritten, in every catalogue.

    A name alone (“First”) may be what its author has chosen.
    """
    said = (messages(language) for language in languages())
    texts = (text for words in said for key, text in words.items() if key.startswith("new."))
    return frozenset(text for text in texts if " " in text and "{" not in text)


@lru_cache(maxsize=1)
def _marks() -> tuple[str, ...]:
    """Return how a text of the scaffold begins, where it does not ask, in every catalogue."""
    told = (messages(language)["new.first_era"] for language in languages())
    return tuple(dict.fromkeys(text[: text.index(":") + 1] for text in told))


def _is_example(text: str) -> bool:
    return text in _examples() or text.startswith(_marks())


def _texts_of_the_scaffold_are_overwritten(tables: Tables) -> Iterator[Problem]:
    """Warn of the first text in each row that `new` has written to be overwritten."""
    for table in TABLES:
        told: dict[int, Problem] = {}
        for column in tables.sheets[table].header if table in tables.sheets else ():
            if (table, column) in tables.lost:
                continue
            for row, text in tables.find(table, column, _is_example):
                values = {"text": _cut(text)}
                told.setdefault(
                    row, Problem(f"{table}.csv", row, column, "placeholder", values, "warning")
                )
        yield from told.values()
    for text in _find_texts(tables.descriptor):
        if _is_example(text):
            values = {"text": _cut(text)}
            yield Problem(DESCRIPTOR, None, None, "placeholder", values, "warning")


def _codebook_is_translated(tables: Tables) -> Iterator[Problem]:
    """Warn of a language in which most names of types are those of the scaffold, in English."""
    english = set(read_english("event_types", "label"))
    for language in tables.languages:
        column = f"label_{language}"
        if language == SHIPPED[0] or ("event_types", column) in tables.lost:
            continue
        texts = [text for _, text in tables.rows("event_types", column)]
        n = sum(text in english for text in texts)
        if 2 * n > len(texts):  # some words are the same in several languages
            values = {"n": n, "language": language}
            yield Problem("event_types.csv", 1, column, "codebook_english", values, "warning")


def _find_texts(value: object) -> Iterator[str]:
    """Yield the texts of a descriptor, but not those that describe the format."""
    match value:
        case str():
            yield value
        case dict():
            for name, each in value.items():
                if name != "resources":
                    yield from _find_texts(each)
        case list():
            for each in value:
                yield from _find_texts(each)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _short_names_of_sections_have_titles(tables: Tables) -> Iterator[Problem]:
    """Warn of a short name of a section, once, whose title the descriptor does not have."""
    titles = tables.settings.get("sections", {})
    told: set[str] = set()
    for row, name in tables.rows("events", "section"):
        if name in titles or name in told or not _SHORT_NAME.fullmatch(name):
            continue
        told.add(name)
        values = {"section": name, "meant": nearest(name, titles)}
        yield Problem("events.csv", row, "section", "section_untitled", values, "warning")


def _events_are_coded_once(tables: Tables) -> Iterator[Problem]:
    """Warn of an event that an earlier row seems to be, too.

    Both are of one counterpart and type, and of one day; or their dates and headlines are the
    same. A source may well say several things of a counterpart in one year.
    """
    headline = f"headline_{tables.languages[0]}"
    names = ("id", "start", "end", "counterpart", "event_type", headline)
    first: dict[tuple[str, ...], str] = {}
    for row, name, *when_and_whom, text in tables.rows("events", *names):
        is_day = _DAY.fullmatch(when_and_whom[0]) and when_and_whom[1] in {"", when_and_whom[0]}
        twin = first.setdefault((*when_and_whom, "" if is_day else text), name)
        if twin != name:
            yield Problem("events.csv", row, "id", "event_twin", {"twin": twin}, "warning")


def _counterparts_have_names_of_their_own(tables: Tables) -> Iterator[Problem]:
    """Warn of two counterparts of one name."""
    for column in (f"name_{language}" for language in tables.languages):
        first: dict[str, str] = {}
        for row, code, name in tables.rows("counterparts", "id", column):
            twin = first.setdefault(name, code)
            if name and twin != code:
                values = {"name": _cut(name), "twin": twin}
                yield Problem("counterparts.csv", row, column, "name_twin", values, "warning")


def _states_have_their_numbers(tables: Tables) -> Iterator[Problem]:
    """Warn of a number of Gleditsch and Ward that is another state's, or nobody's."""
    known: dict[str, set[str]] = {}
    for state in borders.states():
        numbers = known.setdefault(state.code, set())
        if state.gw_code is not None:
            numbers.add(str(state.gw_code))
    for row, code, number in tables.rows("counterparts", "id", "gw_code"):
        if number and code in known and number not in known[code]:
            values = {"number": number, "code": code, "known": ", ".join(sorted(known[code]))}
            wrong = "number_other" if known[code] else "number_none"
            yield Problem("counterparts.csv", row, "gw_code", wrong, values, "warning")


def _states_are_on_the_map(tables: Tables) -> Iterator[Problem]:
    """Warn of an event with a state that did not exist on any of its days, or under this code."""
    periods: dict[str, list[tuple[date, date]]] = {}
    for state in borders.states():
        stay = state.start or date.min, state.end or date.max
        periods.setdefault(state.code, []).append(stay)
    for row, code, start, end in tables.rows("events", "counterpart", "start", "end"):
        span = tables.days[start, end]
        if isinstance(span, dates.DateError) or tables.kinds.get(code) != "state":
            continue
        if span.last < borders.HORIZON or code not in periods:
            continue
        if not any(span.overlaps(*stay) for stay in periods[code]):
            values = {"code": code, "first": span.first, "last": span.last}
            yield Problem("events.csv", row, "counterpart", "state_not_on_map", values, "warning")


def _summaries_are_short(tables: Tables) -> Iterator[Problem]:
    """Warn of a summary for which a picture on paper has no room."""
    for name in (f"summary_{language}" for language in tables.languages):
        for row, text in tables.rows("eras", name):
            if (n := count_words(text)) > MOST_WORDS:
                values = {"n": n, "bound": MOST_WORDS}
                yield Problem("eras.csv", row, name, "summary_long", values, "warning")


def _citations_are_further_ones(tables: Tables) -> Iterator[Problem]:
    """Warn of a further citation that is the event's own: it would stand there twice."""
    if CITATIONS not in tables.sheets:
        return
    place = ("source", "section", "locator")
    own = {name: cited for _, name, *cited in tables.rows("events", "id", *place)}
    for row, name, *cited in tables.rows(CITATIONS, "event", *place):
        if own.get(name) == cited:
            values = {"id": name}
            yield Problem(f"{CITATIONS}.csv", row, "event", "citation_twice", values, "warning")


def _licences_are_known(tables: Tables) -> Iterator[Problem]:
    """Warn of a licence that a citation file cannot name: neither an identifier nor an address."""
    for entry in tables.descriptor.get("licenses", []):
        name = entry["name"]
        if not entry.get("path") and not identify_licence(name):
            values = {"name": name[:_SHOWN]}
            yield Problem(DESCRIPTOR, None, None, "licence_unknown", values, "warning")


RULES: tuple[Rule, ...] = (
    _citations_are_further_ones,
    _licences_are_known,
    _texts_of_the_scaffold_are_overwritten,
    _codebook_is_translated,
    _short_names_of_sections_have_titles,
    _events_are_coded_once,
    _counterparts_have_names_of_their_own,
    _states_have_their_numbers,
    _states_are_on_the_map,
    _summaries_are_short,
)
"""Each warns of one thing."""
