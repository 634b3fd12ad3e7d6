"""Simplify the pieces for the web map, in Equal Earth, and make a topology of shared arcs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry
from topojson.core.topology import Topology

EQUAL_EARTH = 8857
# One unit of the drawing, in metres.
UNIT = 100_000
# Edges longer than this many degrees get more vertices, so that they become curves.
LONGEST = 1.0
# Detail finer than this many units is removed (the square root of Visvalingam's area).
DETAIL = 0.15
# Islands smaller than this many square units are removed, unless a state has no larger one.
ISLAND = 0.04
# A state whose polygons are all smaller than this many square units gets a dot.
VISIBLE = 1.2
# The step of the grid of positions, in units.
GRID = 0.03

_project = pyproj.Transformer.from_crs(4326, EQUAL_EARTH, always_xy=True)


def draw(pieces: Mapping[Any, BaseGeometry]) -> dict[Any, BaseGeometry]:
    """Return the pieces in units of Equal Earth, simplified as one coverage.

    Parameters
    ----------
    pieces
        A coverage in degrees, EPSG:4326.

    Returns
    -------
    dict
        The same keys; a coverage in EPSG:8857, 100 km to the unit, without the islands
        that are too small to see.
    """
    dense = shapely.segmentize(shapely.remove_repeated_points(list(pieces.values())), LONGEST)
    coverage = shapely.coverage_simplify([project(geometry) for geometry in dense], DETAIL)
    if not shapely.coverage_is_valid(coverage):
        raise ValueError("the simplified pieces overlap")
    return {key: _without_islets(shape) for key, shape in zip(pieces, coverage, strict=True)}


def project(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry in units of Equal Earth."""
    return shapely.transform(geometry, _to_units)


def _to_units(degrees: Any) -> Any:
    x, y = _project.transform(degrees[:, 0], degrees[:, 1])
    # Both sides of a frontier must round to the same numbers.
    return np.round(np.column_stack([x, y]) / UNIT, 6)


def _without_islets(geometry: BaseGeometry) -> BaseGeometry:
    polygons = shapely.get_parts(geometry)
    area = shapely.area(polygons)
    return shapely.multipolygons(polygons[area >= min(ISLAND, area.max())])


def dot(shape: BaseGeometry) -> list[float] | None:
    """Return the position of the dot of a state that is too small to see; else None."""
    if shape.geom_type == "Point":
        return [round(shape.x, 2), round(shape.y, 2)]
    largest = max(shapely.get_parts(shape), key=lambda polygon: polygon.area)
    if largest.area >= VISIBLE:
        return None
    point = largest.representative_point()
    return [round(point.x, 2), round(point.y, 2)]


def share_arcs(
    states: Sequence[tuple[dict[str, Any], BaseGeometry]],
    lines: Sequence[tuple[dict[str, Any], BaseGeometry]],
) -> dict[str, Any]:
    """Return a quantised topology of states and lines.

    Parameters
    ----------
    states, lines
        Properties and geometry. A state that is a point becomes a MultiPolygon without
        polygons, with a dot in its properties.
    """
    solid = [(properties, shape) for properties, shape in states if shape.geom_type != "Point"]
    topology = Topology(
        [gpd.GeoDataFrame(geometry=[shape for _, shape in part]) for part in (solid, lines)],
        object_name=["states", "lines"],
        prequantize=False,
        shared_coords=True,
    ).to_dict()
    arcs, objects = topology["arcs"], topology["objects"]
    low = np.floor(np.min([np.min(arc, axis=0) for arc in arcs], axis=0) / GRID)
    for name, part in (("states", solid), ("lines", lines)):
        for geometry, (properties, _) in zip(objects[name]["geometries"], part, strict=True):
            geometry.pop("id", None)
            geometry.pop("bbox", None)
            geometry["properties"] = properties
    objects["states"]["geometries"] += [
        {"type": "MultiPolygon", "arcs": [], "properties": properties}
        for properties, shape in states
        if shape.geom_type == "Point"
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": [round(v * GRID, 6) for v in low]},
        "objects": objects,
        "arcs": [_steps(arc, low) for arc in arcs],
    }


def _steps(arc: Any, low: Any) -> list[list[int]]:
    """Return an arc as its first position on the grid, and the differences that follow."""
    position = (np.round(np.asarray(arc) / GRID) - low).astype(int)
    steps = np.diff(position, axis=0, prepend=[[0, 0]])
    moves = [step for at, step in enumerate(steps.tolist()) if at == 0 or step != [0, 0]]
    return moves if len(moves) > 1 else [*moves, [0, 0]]
