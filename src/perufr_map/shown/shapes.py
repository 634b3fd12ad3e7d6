"""Turn the map's topology into paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.path import Path

from perufr_map.borders import Shape, Topology
from perufr_map.shown.frame import project
from perufr_map.shown.rings import Points, area_of, join, points_of_arcs, polygons_of

# The sea is drawn between these parallels: the map shows no land beyond them.
SOUTH, NORTH = -58.5, 84.0


@dataclass(frozen=True)
class Area:
    """A state to draw: its path, and the dot to draw in its place if it is small.

    `arcs` are those of its path, as numbers: ~number is an arc in reverse.
    """

    code: str
    status: str
    path: Path | None
    dot: tuple[float, float] | None
    extent: float
    arcs: tuple[int, ...] = ()

    def is_small(self, limit: float) -> bool:
        """Say whether the dot is drawn instead of the path."""
        return self.path is None or (self.dot is not None and self.extent < limit)


@dataclass(frozen=True)
class World:
    """The areas and the marked frontiers of one era, in units of the topology."""

    areas: list[Area]
    frontiers: list[Path]
    arcs: list[Points] = field(default_factory=list, repr=False)

    def outline(self, areas: Iterable[Area]) -> list[Points]:
        """Return the rings around areas together: without the arcs that two of them share.

        A hole turns the other way than the ring around it.
        """
        used = {arc for area in areas for arc in area.arcs}
        waiting: dict[tuple[float, ...], list[Points]] = {}  # arcs in no ring yet, by their start
        for arc in sorted(used):
            if ~arc not in used:
                points = join([arc], self.arcs)
                waiting.setdefault(tuple(points[0]), []).append(points)
        rings = []
        for begun in waiting.values():
            while begun:
                parts = [begun.pop()]
                start = tuple(parts[0][0])
                # Where no arc goes on, a straight line closes what is left.
                while (end := tuple(parts[-1][-1])) != start and waiting.get(end):
                    parts.append(waiting[end].pop())
                rings.append(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))
        return rings


def world(topology: Topology, era: int, arcs: list[Points] | None = None) -> World:
    """Return the areas and frontiers of one era, given by its index.

    Other lines may be given for those of the topology: with fewer points, for a small map.
    """
    arcs = points_of_arcs(topology) if arcs is None else arcs
    return World(
        areas=[_area(shape, arcs) for shape in _shapes(topology, "states", era)],
        frontiers=[
            Path.make_compound_path(*(Path(join(line, arcs)) for line in _lines(shape)))
            for shape in _shapes(topology, "lines", era)
        ],
        arcs=arcs,
    )


def path_of(rings: Iterable[Points]) -> Path:
    """Return closed rings as one path."""
    return Path.make_compound_path(*map(_close, rings))


def sea() -> Path:
    """Return the outline of the globe in Equal Earth, 100 km to the unit."""
    parallels = np.linspace(SOUTH, NORTH, 120)
    meridians = np.linspace(-180, 180, 120)
    longitude = np.concatenate([meridians, np.full(120, 180.0), meridians[::-1], [-180.0] * 120])
    latitude = np.concatenate([[SOUTH] * 120, parallels, np.full(120, NORTH), parallels[::-1]])
    return _close(project(longitude, latitude))


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
    turned = [
        _turn(ring, arcs, left=place == 0)
        for polygon in polygons_of(shape)
        for place, ring in enumerate(polygon)
    ]
    stitched = [(ring, join(ring, arcs)) for ring in turned]
    drawn = [(ring, points) for ring, points in stitched if len(points) > 3]  # noqa: PLR2004 (a triangle, closed)
    properties = shape["properties"]
    dot = properties.get("dot")
    path = path_of(points for _, points in drawn) if drawn else None
    return Area(
        code=properties["code"],
        status=properties["status"],
        path=path,
        dot=(dot[0], dot[1]) if dot else None,
        extent=float(max(np.ptp(path.vertices, axis=0))) if path else 0.0,
        arcs=tuple(arc for ring, _ in drawn for arc in ring),
    )


def _close(ring: Points) -> Path:
    codes = np.full(len(ring), Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return Path(ring, codes)


def _turn(ring: Sequence[int], arcs: list[Points], *, left: bool) -> Sequence[int]:
    """Return a ring of arcs that goes round to the left, or to the right."""
    return ring if (area_of(join(ring, arcs)) > 0) == left else [~arc for arc in reversed(ring)]
