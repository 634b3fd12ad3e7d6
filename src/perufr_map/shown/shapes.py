"""Turn the map's topology into paths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from pyproj import Transformer

from perufr_map.borders import Shape, Topology
from perufr_map.shown.rings import Points, area_of, join, points_of_arcs, polygons_of

# The sea is drawn between these parallels: the map shows no land beyond them.
SOUTH, NORTH = -58.5, 84.0


@dataclass(frozen=True)
class Area:
    """A state to draw: its path, and the dot to draw in its place if it is small."""

    code: str
    status: str
    path: Path | None
    dot: tuple[float, float] | None
    extent: float

    def is_small(self, limit: float) -> bool:
        """Say whether the dot is drawn instead of the path."""
        return self.path is None or (self.dot is not None and self.extent < limit)


@dataclass(frozen=True)
class World:
    """The areas and the marked frontiers of one era, in units of the topology."""

    areas: list[Area]
    frontiers: list[Path]


def world(topology: Topology, era: int) -> World:
    """Return the areas and frontiers of one era, given by its index."""
    arcs = points_of_arcs(topology)
    return World(
        areas=[_area(shape, arcs) for shape in _shapes(topology, "states", era)],
        frontiers=[
            Path.make_compound_path(*(Path(join(line, arcs)) for line in _lines(shape)))
            for shape in _shapes(topology, "lines", era)
        ],
    )


def sea() -> Path:
    """Return the outline of the globe in Equal Earth, 100 km to the unit."""
    parallels = np.linspace(SOUTH, NORTH, 120)
    meridians = np.linspace(-180, 180, 120)
    longitude = np.concatenate([meridians, np.full(120, 180.0), meridians[::-1], [-180.0] * 120])
    latitude = np.concatenate([[SOUTH] * 120, parallels, np.full(120, NORTH), parallels[::-1]])
    project = Transformer.from_crs("EPSG:4326", "EPSG:8857", always_xy=True).transform
    x, y = project(longitude, latitude)
    return _close(np.column_stack([x, y]) / 100_000)


def _shapes(topology: Topology, name: str, era: int) -> list[Shape]:
    collection = topology["objects"].get(name)
    shapes = collection["geometries"] if collection else []
    return [shape for shape in shapes if era in shape["properties"]["eras"]]


def _lines(shape: Shape) -> list[list[int]]:
    lines: list[list[int]] = (
        shape["arcs"] if shape["type"] == "MultiLineString" else [shape["arcs"]]
    )
    return lines


def _area(shape: Shape, arcs: list[Points]) -> Area:
    # Holes turn the other way, so that any fill rule of a viewer leaves them empty.
    rings = [
        _turn(join(ring, arcs), left=place == 0)
        for polygon in polygons_of(shape)
        for place, ring in enumerate(polygon)
    ]
    rings = [ring for ring in rings if len(ring) > 3]  # noqa: PLR2004 (a triangle, closed)
    properties = shape["properties"]
    dot = properties.get("dot")
    path = Path.make_compound_path(*map(_close, rings)) if rings else None
    return Area(
        code=properties["code"],
        status=properties["status"],
        path=path,
        dot=(dot[0], dot[1]) if dot else None,
        extent=float(max(np.ptp(path.vertices, axis=0))) if path else 0.0,
    )


def _close(ring: Points) -> Path:
    codes = np.full(len(ring), Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return Path(ring, codes)


def _turn(ring: Points, *, left: bool) -> Points:
    return ring if (area_of(ring) > 0) == left else ring[::-1]
