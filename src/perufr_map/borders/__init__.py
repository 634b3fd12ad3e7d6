"""Look up the states and borders of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from perufr_map.borders._changes import Change, between, changes
from perufr_map.borders._codes import convert
from perufr_map.borders._continents import CONTINENTS, Continent, continent
from perufr_map.borders._drawing import Shape, Topology
from perufr_map.borders._ledger import (
    HORIZON,
    BordersError,
    State,
    Text,
    UnknownError,
    as_day,
    state_on,
    states,
)
from perufr_map.borders._topology import topology

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = [
    "CONTINENTS",
    "HORIZON",
    "BordersError",
    "Change",
    "Continent",
    "Shape",
    "State",
    "Text",
    "Topology",
    "UnknownError",
    "between",
    "changes",
    "continent",
    "convert",
    "on",
    "state_on",
    "states",
    "topology",
]


def on(day: date | str) -> gpd.GeoDataFrame:
    """Return the states of the world on a day.

    Parameters
    ----------
    day
        A date, or its ISO 8601 text.

    Returns
    -------
    GeoDataFrame
        One row for each state, sorted by code, in EPSG:4326, without Antarctica. Columns:
        ``id``, ``code``, ``gw_code`` and ``cow_code`` (nullable integers), ``name_en``,
        ``name_es``, ``start`` and ``end`` (ISO 8601 text or missing), ``status``
        (independent, dependent, disputed), ``kind`` (of a territory: colony, trust, occupied
        and so on), ``sovereign``, ``administrator`` and, the same, ``owner`` (codes,
        space-separated), ``predecessor``, ``successor`` (ids, space-separated), ``recipe`` (the
        territorial composition), ``basis``, ``certainty`` (high, medium, low), ``source``,
        ``other_dates``, ``note_en``, ``note_es``, ``area_km2`` (EPSG:6933; missing under
        1,000, which the drawing is too coarse to measure) and ``geometry`` (polygons; points
        for Vatican City and Gibraltar).

    Raises
    ------
    BordersError
        If the day is no date or lies before 1945-09-02.

    Examples
    --------
    >>> world = on("1980-07-28")
    >>> sorted(set(world["code"]) & {"DDR", "RUS", "SUN"})
    ['DDR', 'SUN']
    """
    from perufr_map.borders import _geodata  # noqa: PLC0415 (geopandas is slow to import)

    return _geodata.on(as_day(day))
