"""Read today's units and cut them where a unit of the past was smaller.

The outlines are those of Natural Earth at 1:50 million, whose neighbours share their
vertices. To keep this, the ends of a cut are moved to existing vertices, so that neighbours
need no change.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

# Antarctica is not drawn; the other two rings are too small for the scale and empty.
LEFT_OUT = {"ATA", "ATC", "VAT"}
# A cut's end may move this far, in degrees, to reach a vertex of the outline.
REACH = 0.35
# An end this near to the outline, in degrees, lies on it.
ON_OUTLINE = 1e-3
# Degrees: a point this near to an edge lies on it.
SAME_PLACE = 1e-9
# Shorter pieces of a cut, in degrees, are left out: they only touch the coast.
SHORTEST = 0.2
# A face belongs to the part that covers more than this share of it, widened by SLACK degrees.
MAJORITY = 0.5
SLACK = 0.05

# A row of `splits.csv`: unit, part, and the area and lines in degrees.
Split = tuple[str, str, BaseGeometry, list[BaseGeometry]]


def read_units(path: Path) -> dict[str, BaseGeometry]:
    """Return today's units by alpha-3 code, in degrees, cut at the antimeridian."""
    frame = gpd.read_file(path, layer="countries")
    frame = frame[~frame["a3"].isin(LEFT_OUT)]
    return {
        code: shapely.multipolygons([_flat(p) for p in _at_antimeridian(geometry)])
        for code, geometry in zip(frame["a3"], frame.geometry, strict=True)
    }


def _flat(polygon: BaseGeometry) -> BaseGeometry:
    return shapely.normalize(shapely.force_2d(polygon))


def _at_antimeridian(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons of a geometry; those across 180° are cut in two."""
    polygons: list[BaseGeometry] = []
    for polygon in shapely.get_parts(geometry):
        west, _, east, _ = polygon.bounds
        if east - west < 180:  # noqa: PLR2004 (half the globe)
            polygons.append(polygon)
            continue
        unrolled = shapely.transform(polygon, _unroll)
        if not unrolled.is_valid:
            unrolled = shapely.make_valid(unrolled)
        polygons.extend(shapely.get_parts(unrolled.intersection(shapely.box(0, -90, 180, 90))))
        beyond = unrolled.intersection(shapely.box(180, -90, 360, 90))
        polygons.extend(shapely.get_parts(translate(beyond, -360)))
    return [polygon for polygon in polygons if polygon.geom_type == "Polygon"]


def _unroll(points: Any) -> Any:
    """Move the western hemisphere to the east of the eastern one."""
    return np.column_stack(
        [np.where(points[:, 0] < 0, points[:, 0] + 360, points[:, 0]), points[:, 1]]
    )


def read_splits(table: Path, divisions: Path) -> list[Split]:
    """Return the splits that the table names."""
    features = json.loads(divisions.read_text("utf-8"))["features"]
    shapes = {tuple(f["properties"].values()): shape(f["geometry"]) for f in features}
    splits: list[Split] = []
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["unit"], row["part"]
            if row["outline"]:
                area = shapely.from_wkt(row["outline"])
                lines = [polygon.exterior for polygon in shapely.get_parts(area)]
            else:
                if (*key, row["divisions"]) not in shapes:
                    raise ValueError(f"{'/'.join(key)} changed: extract the divisions again")
                parts = list(shapely.get_parts(shapes[*key, row["divisions"]]))
                areas = [part for part in parts if part.area > 0]
                area = shapely.union_all(shapely.make_valid(areas))
                lines = [part for part in parts if part.area == 0]
            splits.append((*key, area, lines))
    return splits


def cut_units(
    units: dict[str, BaseGeometry], splits: list[Split]
) -> dict[tuple[str, str], BaseGeometry]:
    """Return the pieces of which all states consist.

    Parameters
    ----------
    units
        Polygons by alpha-3 code.
    splits
        What `read_splits` returns.

    Returns
    -------
    dict
        Polygons by unit and part; the part is empty for a whole unit and for what
        remains of one.
    """
    pieces = {}
    for code, unit in _with_crossings(units, splits).items():
        mine = [split for split in splits if split[0] == code]
        faces = list(shapely.get_parts(unit))
        for _, _, _, lines in mine:
            faces = [face for whole in faces for face in _cut(whole, lines)]
        by_part: dict[str, list[BaseGeometry]] = {}
        for face in faces:
            by_part.setdefault(_part_of(face, mine), []).append(face)
        missing = {part for _, part, _, _ in mine} - set(by_part)
        if missing:
            raise ValueError(f"{code} has no land in {sorted(missing)}")
        for part, polygons in by_part.items():
            pieces[code, part] = shapely.union_all(polygons)
    return pieces


def _with_crossings(units: dict[str, BaseGeometry], splits: list[Split]) -> dict[str, BaseGeometry]:
    """Return the units with a vertex wherever an outline of `splits.csv` crosses their edge.

    A neighbour gets it too, so that both still share their vertices.
    """
    points = [
        point
        for code, _, area, lines in splits
        if area.boundary.equals(shapely.union_all(lines))
        for point in shapely.get_parts(area.boundary.intersection(units[code].boundary))
        if point.geom_type == "Point"
    ]
    crossings = shapely.multipoints(points)
    return {code: shapely.snap(unit, crossings, SAME_PLACE) for code, unit in units.items()}


def _cut(polygon: BaseGeometry, lines: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the faces of a polygon after cutting it by lines, or the polygon itself."""
    inside = shapely.intersection(shapely.union_all(lines), polygon) if lines else None
    if inside is None or inside.is_empty:
        return [polygon]
    pieces = shapely.get_parts(shapely.line_merge(_only_lines(inside)))
    cuts = [_to_vertices(piece, polygon) for piece in pieces if piece.length > SHORTEST]
    if not cuts:
        return [polygon]
    net = shapely.node(shapely.union_all([polygon.boundary, *cuts]))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    return [face for face in faces if polygon.contains(face.representative_point())]


def _only_lines(geometry: BaseGeometry) -> BaseGeometry:
    lines = [part for part in shapely.get_parts(geometry) if part.length > 0]
    return shapely.MultiLineString(lines)


def _to_vertices(line: BaseGeometry, polygon: BaseGeometry) -> BaseGeometry:
    """Return the line with both ends on the nearest vertices of the polygon."""
    vertices = shapely.get_coordinates(polygon)
    points = list(shapely.get_coordinates(line))
    for end in (0, -1):
        distance = np.hypot(*(vertices - points[end]).T)
        if distance.min() > REACH:
            raise ValueError(f"the cut ends at {points[end]}, far from the outline")
        nearest = vertices[distance.argmin()]
        if shapely.Point(points[end]).distance(polygon.boundary) < ON_OUTLINE:
            points[end] = nearest
        else:
            points.insert(0 if end == 0 else len(points), nearest)
    return shapely.LineString(points)


def _part_of(face: BaseGeometry, splits: list[Split]) -> str:
    """Return the part that a face belongs to; empty for the rest of the unit."""
    for _, part, area, _ in splits:
        if face.intersection(area.buffer(SLACK)).area > MAJORITY * face.area:
            return part
    return ""
