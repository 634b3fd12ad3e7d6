"""Look up the states and borders of a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from perufr_map.arguments import check_call
from perufr_map.borders._called import CALLED_TOO
from perufr_map.borders._changes import Change, between, changes
from perufr_map.borders._codes import convert
from perufr_map.borders._continents import CONTINENTS, Continent, continent
from perufr_map.borders._drawing import Properties, Shape, Topology
from perufr_map.borders._ledger import (
    AS_OF,
    HORIZON,
    LANGUAGES,
    BordersError,
    LaterWarning,
    State,
    Text,
    UnknownError,
    as_day,
    check_years,
    state_on,
    states,
)
from perufr_map.borders._members import (
    LISTS,
    List,
    Membership,
    check_system,
    memberships,
)
from perufr_map.borders._names import find_name, name_in, names_everywhere, names_in
from perufr_map.borders._topology import topology

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

__all__ = [
    "AS_OF",
    "CALLED_TOO",
    "CONTINENTS",
    "HORIZON",
    "LANGUAGES",
    "BordersError",
    "Change",
    "Continent",
    "LaterWarning",
    "Membership",
    "Properties",
    "Shape",
    "State",
    "Text",
    "Topology",
    "UnknownError",
    "between",
    "changes",
    "continent",
    "convert",
    "find_name",
    "memberships",
    "name_in",
    "names_everywhere",
    "names_in",
    "on",
    "panel",
    "state_on",
    "states",
    "topology",
    "write_all",
]


def __dir__() -> list[str]:
    return list(__all__)


@check_call
def on(day: date | str, *, system: List | None = None) -> gpd.GeoDataFrame:
    """Return the states of the world on a day.

    Parameters
    ----------
    day
        A date, or its ISO 8601 text.
    system
        ``gw`` or ``cow``: only the members of that list on that day, by its own dates. Japan
        is not on the Correlates of War list before 1952-04-28. Slovenia, Croatia and Bosnia,
        which that list has in 1992 before the ledger, are drawn as the ledger has them next, and
        Yugoslavia without them.

    Returns
    -------
    GeoDataFrame
        One row for each state, sorted by code, in EPSG:4326, without Antarctica. Columns:
        ``id``, ``code``, ``gw_code`` and ``cow_code`` (nullable
        integers; missing on days on which the list does not have the state), ``name_en``,
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
        If the day is no date or lies before 1945-09-02, or there is no such list.

    Examples
    --------
    >>> world = on("1980-07-28")
    >>> sorted(set(world["code"]) & {"DDR", "RUS", "SUN"})
    ['DDR', 'SUN']
    """
    from perufr_map.borders import _geodata  # noqa: PLC0415 (geopandas is slow to import)

    if system is not None:
        check_system(system, LISTS)
    return _geodata.on(as_day(day), system)


@check_call
def panel(first: int, last: int, *, system: List | None = None) -> gpd.GeoDataFrame:
    """Return a row for each state and year.

    Parameters
    ----------
    first, last
        The first and the last year. Of the year of `AS_OF`, the days up to it are counted.
    system
        ``gw`` or ``cow``: the states of that list, by its own dates. Else every state and
        territory of the ledger.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, by year and code: ``year``, ``code``, ``gw_code`` or ``cow_code`` with a
        list (without one ``gw_number`` and ``cow_number``: also of a territory that comes onto
        the list later, so that Algeria is 615 as a dependency; ``cow_number`` also of an entity
        in the Correlates of War list of territorial changes), ``id``,
        ``day`` (the last day of the year on which it stood, or was on the list:
        of that day is the geometry), ``days`` (on how many days of the year it did),
        ``name_en``, ``name_es``, ``status``, ``kind``, ``sovereign``, ``administrator``,
        ``area_km2``, ``geometry``.

    Raises
    ------
    BordersError
        If the first year lies before 1945, the last before the first or after the year of
        `AS_OF`, or there is no such list.

    Examples
    --------
    >>> years = panel(1950, 1953, system="cow")
    >>> years.loc[years["cow_code"] == 740, "year"].tolist()
    [1952, 1953]
    """
    from perufr_map.borders import _geodata  # noqa: PLC0415 (geopandas is slow to import)

    if system is not None:
        check_system(system, LISTS)
    check_years(first, last)
    return _geodata.panel(first, last, system)


@check_call
def write_all(path: Path | str, *, form: str | None = None) -> dict[str, int]:
    """Write the borders of all days into one file, or into a folder.

    Parameters
    ----------
    path
        A GeoPackage (``.gpkg``), or a folder that is not there yet.
    form
        ``gpkg``, ``parquet`` or ``csv``; by default a GeoPackage where the path ends in
        ``.gpkg``, else a folder of GeoParquet files.

    Returns
    -------
    dict
        The number of rows of each layer: ``spells`` (MultiPolygon) and ``points``, one row for
        each row of the ledger, with ``valid_from`` and ``valid_to`` as days, half-open, and
        ``last_day``; ``lines`` (disputed frontiers); ``changes``, ``codes``, ``names``,
        ``redirects``. Licence, version, sources and the day it was checked for are told inside.

    Raises
    ------
    ChoiceError
        If the path does not fit the form, the form is none of these, or the folder exists.
    OSError
        If the file cannot be written.
    """
    from perufr_map.borders import _archive  # noqa: PLC0415 (geopandas is slow to import)

    return _archive.write_all(path, form=form)
