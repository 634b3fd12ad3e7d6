"""Places of a study's own: what the ledger of borders lacks, as a point for some time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from perufr_map import borders
from perufr_map.problems import Problem
from perufr_map.study.layout import PLACES
from perufr_map.study.rules import Rule, Tables, texts_are_no_formulas, texts_in_every_language
from perufr_map.study.spreadsheets import Sheet

_FILE = f"{PLACES}.csv"


def _have_codes_of_their_own(tables: Tables) -> Iterator[Problem]:
    """Check that the ledger does not draw it already."""
    codes = {state.code for state in borders.states()}
    for row, name in tables.rows(PLACES, "id"):
        if name in codes:
            yield Problem(_FILE, row, "id", "place_taken", {"id": name})


def _are_used(tables: Tables) -> Iterator[Problem]:
    """Warn of a place of nobody."""
    known = {*tables.kinds, *(term["code"] for term in tables.terms)}
    for row, name in tables.rows(PLACES, "id"):
        if name not in known:
            yield Problem(_FILE, row, "id", "place_unused", {"id": name}, "warning")


def _begin_before_they_end(tables: Tables) -> Iterator[Problem]:
    for row, start, end in tables.rows(PLACES, "start", "end"):
        if start and end and _is_day(start) and _is_day(end) and start >= end:
            yield Problem(_FILE, row, "end", "place_end", {"start": start, "end": end})


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def rules(sheets: Mapping[str, Sheet]) -> Iterator[Rule]:
    """Yield the rules of the study's own places, if it has any."""
    if PLACES in sheets:
        yield partial(texts_in_every_language, PLACES)
        yield partial(texts_are_no_formulas, PLACES)
        yield _have_codes_of_their_own
        yield _are_used
        yield _begin_before_they_end
