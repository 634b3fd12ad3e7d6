"""Name the layers of a GeoPackage: as the eras, if its format and its readers allow it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, count

_PREFIXES = ("gpkg", "sqlite_", "rtree_", "ogr_")
"""Beginnings of the names that GeoPackage, SQLite and GDAL reserve."""

_RESERVED = frozenset({"geometry_columns", "layer_styles", "qgis_projects", "spatial_ref_sys"})
"""Names of tables that have a meaning for readers."""


def name_layers(layers: Sequence[str], *, tables: Collection[str]) -> list[str]:
    """Return a name for each layer: its own, or with ``era_`` before it if it cannot be used.

    Hyphens become underscores: ArcGIS does not query a layer that has some.

    Parameters
    ----------
    layers
        Names of the layers.
    tables
        Names of the tables without geometry in the same file.

    Returns
    -------
    list of str
        Names that differ in more than case, which SQLite ignores.
    """
    wanted = [layer.replace("-", "_") for layer in layers]
    in_use = {name.casefold() for name in tables}
    names: dict[int, str] = {}

    def is_taken(name: str) -> bool:
        name = name.casefold()
        return name.startswith(_PREFIXES) or name in _RESERVED or name in in_use

    # Layers that can keep their names come first.
    for place in sorted(range(len(layers)), key=lambda place: is_taken(wanted[place])):
        name = wanted[place]
        while is_taken(name):
            name = f"era_{name}"
        in_use.add(name.casefold())
        names[place] = name
    return [names[place] for place in range(len(layers))]


def name_titles(titles: Sequence[str], *, tables: Collection[str]) -> list[str]:
    """Return a title for each layer: its own, with a number if another one has it too.

    Parameters
    ----------
    titles
        Titles of the layers: the names of the eras.
    tables
        Titles of the tables without geometry in the same file.
    """
    result: list[str] = []
    for title in titles:
        others = (f"{title} ({number})" for number in count(2))
        numbered = (new for new in others if new not in titles)
        result.append(
            next(new for new in chain([title], numbered) if new not in {*tables, *result})
        )
    return result
