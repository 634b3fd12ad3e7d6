"""What people add to the map with folium: where it lies, and what it fetches from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import folium
from branca.element import Element, Figure, Link

if TYPE_CHECKING:
    import geopandas as gpd


def point(latitude: float, longitude: float) -> list[float]:
    """Return a place given in degrees as north and east in the map's units."""
    import geopandas as gpd  # noqa: PLC0415 (slow, and an export needs none)

    (place,) = in_map_units(gpd.GeoSeries.from_xy([longitude], [latitude], crs="EPSG:4326"))
    return [place.y, place.x]


def in_map_units(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return shapes in the units of the map: Equal Earth, 100 km to the unit."""
    return shapes.to_crs("EPSG:8857").scale(1e-5, 1e-5, origin=(0, 0))


def fetched(page: Figure) -> Iterator[str]:
    """Return what a rendered page fetches from elsewhere, as far as folium knows."""
    for element in (*_descendants(page), *_descendants(page.header)):
        if isinstance(element, Link):
            yield element.url
        elif isinstance(element, folium.TileLayer):
            yield str(element.tiles)
        elif isinstance(element, folium.Icon):
            yield "the library of folium.Icon"


def children(element: Element) -> list[Element]:
    """Return what was added to an element."""
    return list(element._children.values())  # noqa: SLF001 (branca has no other way)


def take_out(element: Element, name: str) -> None:
    """Take a part out of an element by its name."""
    del element._children[name]  # noqa: SLF001 (branca has no other way)


def _descendants(element: Element) -> Iterator[Element]:
    for child in children(element):
        yield child
        yield from _descendants(child)
