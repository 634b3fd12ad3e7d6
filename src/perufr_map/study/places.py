"""Places of a study's own: what the ledger of borders lacks, as a point for some time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from perufr_map import borders
from perufr_map.problems import Problem
from perufr_map.similar import Guesses
from perufr_map.study.layout import PLACES
from perufr_map.study.rules import Rule, Tables, texts_are_no_formulas, texts_in_every_language
from perufr_map.study.spreadsheets import Sheet

_FILE = f"{PLACES}.csv"
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]*)?")
_NEAR, _FAR = 0.5, 5  # degrees from the states of the study


def _have_codes_of_their_own(tables: Tables) -> Iterator[Problem]:
    """Check that the ledger does not draw it already."""
    codes = {state.code for state in borders.states()}
    for row, name in tables.rows(PLACES, "id"):
        if name in codes:
            yield Problem(_FILE, row, "id", "place_taken", {"id": name})


def _are_used(tables: Tables) -> Iterator[Problem]:
    """Warn of a place of nobody."""
    known = {*tables.kinds, *(term["code"] for term in tables.terms)}
    drawn = {*tables.places, *(state.code for state in borders.states())}
    guess = Guesses(sorted(known - drawn))
    for row, name in tables.rows(PLACES, "id"):
        if name not in known:
            values = {"id": name, "meant": guess(name)}
            yield Problem(_FILE, row, "id", "place_unused", values, "warning")


def _are_drawn(tables: Tables) -> Iterator[Problem]:
    """Warn of a place that stands between the reference dates, so that no map shows it."""
    drawn = [text for _, text in tables.rows("eras", "reference_date") if _is_day(text)]
    for row, name, start, end in tables.rows(PLACES, "id", "start", "end"):
        if not all(_is_day(day) for day in (start, end) if day):
            continue
        if drawn and not any(start <= day and (not end or day < end) for day in drawn):
            yield Problem(_FILE, row, "id", "place_undrawn", {"id": name}, "warning")


def _are_not_sought_elsewhere(tables: Tables) -> Iterator[Problem]:
    """Warn of a counterpart's place in the table of counterparts, where nothing reads it."""
    for row, name, *place in tables.rows("counterparts", "id", "lon", "lat"):
        for column, cell in zip(("lon", "lat"), place, strict=True):
            if cell:
                values = {"id": name}
                file = "counterparts.csv"
                yield Problem(file, row, column, "counterpart_placed", values, "warning")
                break


def _have_longitude_and_latitude_in_their_columns(tables: Tables) -> Iterator[Problem]:
    """Warn of a place far from every state of the study that would lie in one, turned round."""
    rows = [
        (row, *map(float, place))
        for row, *place in tables.rows(PLACES, "lon", "lat")
        if all(map(_DEGREES.fullmatch, place))
    ]
    turned = [each for each in rows if abs(each[1]) <= 90 and each[1] != each[2]]  # noqa: PLR2004
    if not turned:
        return
    from shapely import Point  # noqa: PLC0415 (slow to import)

    codes = {*tables.kinds, *(term["code"] for term in tables.terms)}
    days = [text for _, text in tables.rows("eras", "reference_date") if _is_day(text)]
    last = date.fromisoformat(max(days, default=str(borders.HORIZON)))
    world = borders.on(min(max(last, borders.HORIZON), borders.AS_OF))
    land = world[world["code"].isin(codes)].geometry.union_all()
    for row, lon, lat in turned:
        if land.distance(Point(lon, lat)) > _FAR and land.distance(Point(lat, lon)) < _NEAR:
            values = {"lon": f"{lon:g}", "lat": f"{lat:g}"}
            yield Problem(_FILE, row, "lon", "place_turned", values, "warning")


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
    """Yield the rules of the study's own places."""
    yield _are_not_sought_elsewhere
    if PLACES in sheets:
        yield partial(texts_in_every_language, PLACES)
        yield partial(texts_are_no_formulas, PLACES)
        yield _have_codes_of_their_own
        yield _are_used
        yield _are_drawn
        yield _have_longitude_and_latitude_in_their_columns
        yield _begin_before_they_end
