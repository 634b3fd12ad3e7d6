"""The rules of the steps of a study's story: short, in order of time, and borne out by events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from perufr_map.characters import count_words
from perufr_map.problems import Problem
from perufr_map.similar import Guesses
from perufr_map.study import dates
from perufr_map.study.layout import STEPS
from perufr_map.study.rules import Era, Rule, Tables, texts_in_every_language
from perufr_map.study.spreadsheets import Sheet

MOST_WORDS = 45
"""Most words of a step: it is read beside the map."""

_FILE = f"{STEPS}.csv"


def _texts_are_short(tables: Tables) -> Iterator[Problem]:
    for language in tables.languages:
        name = f"text_{language}"
        for row, text in tables.rows(STEPS, name):
            if (n := count_words(text)) > MOST_WORDS:
                yield Problem(_FILE, row, name, "step_long", {"n": n, "bound": MOST_WORDS})


def _steps_name_what_is_there(tables: Tables) -> Iterator[Problem]:
    """Check that counterparts and events of a step stand in their tables."""
    for column, table in (("selected", "counterparts"), ("events", "events")):
        known = dict.fromkeys(name for _, name in tables.rows(table, "id"))
        guess = Guesses(known)
        for row, text in tables.rows(STEPS, column):
            for name in dict.fromkeys(text.split()):
                if name not in known:
                    cell, other = name[:60], f"{table}.csv"
                    values = {"cell": cell, "other": other, "meant": guess(cell)}
                    yield Problem(_FILE, row, column, "step_unknown", values)


def _the_era_before_is_earlier(tables: Tables) -> Iterator[Problem]:
    places = {name: place for place, (_, name) in enumerate(tables.rows("eras", "id"))}
    for row, era, before in tables.rows(STEPS, "era", "before"):
        if before in places and era in places and places[before] >= places[era]:
            yield Problem(_FILE, row, "before", "step_before", {"before": before, "era": era})


def _steps_are_borne_out(tables: Tables) -> Iterator[Problem]:
    """Check that a step names events of its eras; the last one, which frees the map, may not."""
    names = dict(tables.rows("eras", "id"))
    eras: dict[str, Era] = {names[era[0]]: era for era in tables.eras}
    pairs = {
        name: (start, end) for _, name, start, end in tables.rows("events", "id", "start", "end")
    }
    steps = list(tables.rows(STEPS, "era", "before", "events"))
    for place, (row, era, before, events) in enumerate(steps, start=1):
        if not events and place < len(steps):
            yield Problem(_FILE, row, "events", "step_unproven", severity="warning")
        shown = [eras[name][1:] for name in (era, before) if name in eras]
        for name in filter(pairs.__contains__, events.split()):
            span = tables.days[pairs[name]]
            if isinstance(span, dates.Span) and not any(span.overlaps(*days) for days in shown):
                values = {"event": name, "first": span.first, "last": span.last}
                yield Problem(_FILE, row, "events", "step_outside", values)


def rules(sheets: Mapping[str, Sheet]) -> Iterator[Rule]:
    """Yield the rules of the story's steps, if the study has any."""
    if STEPS in sheets:
        yield partial(texts_in_every_language, STEPS)
        yield _texts_are_short
        yield _steps_name_what_is_there
        yield _the_era_before_is_earlier
        yield _steps_are_borne_out
