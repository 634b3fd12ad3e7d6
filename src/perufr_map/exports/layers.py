"""Name the layers of a GeoPackage: as the eras, where its format and its readers allow it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, count

_PREFIXES = ("gpkg", "sqlite_", "rtree_", "ogr_")
"""Begin names that GeoPackage, SQLite and GDAL keep for themselves."""

_RESERVED = frozenset({"geometry_columns", "layer_styles", "qgis_projects", "spatial_ref_sys"})
"""Tables that readers take for something else."""


def name_layers(wanted: Sequence[str], *, tables: Collection[str]) -> list[str]:
    """Return a name for each layer: the one that is wanted, or that with ``era_`` before it.

    Parameters
    ----------
    wanted
        Names of the layers.
    tables
        Names of the tables without geometry in the same file.

    Returns
    -------
    list of str
        Names that differ in more than their case, since SQLite's do.
    """
    taken = {name.casefold() for name in tables}
    names: dict[int, str] = {}

    def is_taken(name: str) -> bool:
        name = name.casefold()
        return name.startswith(_PREFIXES) or name in _RESERVED or name in taken

    # Names that are free as wanted come first; the others are chosen after them.
    for place in sorted(range(len(wanted)), key=lambda place: is_taken(wanted[place])):
        name = wanted[place]
        while is_taken(name):
            name = f"era_{name}"
        taken.add(name.casefold())
        names[place] = name
    return [names[place] for place in range(len(wanted))]


def name_titles(wanted: Sequence[str], *, tables: Collection[str]) -> list[str]:
    """Return a title for each layer: the one that is wanted, with a number if it is another's too.

    Parameters
    ----------
    wanted
        Titles of the layers: the names of the eras.
    tables
        Titles of the tables without geometry in the same file.
    """
    found: list[str] = []
    for title in wanted:
        others = (f"{title} ({number})" for number in count(2))
        free = (new for new in others if new not in wanted)
        found.append(next(new for new in chain([title], free) if new not in {*tables, *found}))
    return found
