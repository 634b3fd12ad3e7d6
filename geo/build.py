"""Build the borders from their sources: ``python geo/build.py``.

Reads `source/`, `splits.csv`, `lines.csv` and `states.csv`, writes `pieces.csv`,
`lines.parquet`, `states.parquet` and `states.topojson`, and writes their checksums to
`datapackage.json`.
"""

from __future__ import annotations

import csv
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

import topology
from ledger import parse, read_ledger, territory
from units import cut_units, read_splits, read_units

HERE = Path(__file__).parent
# In degrees: cuts have ten times the detail of outlines, and are simplified to this.
DETAIL = 0.02
SQUARE_KILOMETRE = 1e6
EQUAL_AREA = 6933
# In square kilometres: the drawing is too coarse to measure what is smaller.
SMALLEST_AREA = 1_000
NAMES = ("name_en", "name_es", "article_en", "article_es")


def verify(package: dict[str, Any]) -> None:
    """Stop if the checksum of a source is not the one in the package."""
    for resource in package["resources"]:
        source = resource["path"].startswith("source/")
        if source and digest(HERE / resource["path"]) != resource["hash"]:
            raise SystemExit(f"{resource['path']} is not the file that datapackage.json describes")


def digest(path: Path) -> str:
    """Return a file's checksum in the form that data packages use."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def build_pieces() -> dict[tuple[str, str], BaseGeometry]:
    """Return the pieces of all states as one coverage in degrees."""
    units = read_units(HERE / "source" / "world-50m.json")
    splits = read_splits(HERE / "splits.csv", HERE / "source" / "divisions.geojson")
    pieces = cut_units(units, splits)
    keys = sorted(pieces)
    coverage = shapely.coverage_simplify([pieces[key] for key in keys], DETAIL)
    if not shapely.coverage_is_valid(coverage):
        raise SystemExit("the pieces overlap or do not share their vertices")
    return dict(zip(keys, coverage, strict=True))


def write_frame(
    rows: list[dict[str, str]], pieces: dict[tuple[str, str], BaseGeometry]
) -> list[int]:
    """Write the GeoParquet file and return each row's area in square kilometres.

    In the file, areas too small to be measured are missing.
    """
    frame = gpd.GeoDataFrame(
        {"id": [row["id"] for row in rows]},
        geometry=[territory(row["recipe"], pieces) for row in rows],
        crs=4326,
    )
    areas = frame.to_crs(EQUAL_AREA).area / SQUARE_KILOMETRE
    whole = areas.round().astype("Int64")
    frame.insert(1, "area_km2", whole.where(whole >= SMALLEST_AREA))
    frame.to_parquet(HERE / "states.parquet", compression="zstd", index=False)
    return list(whole)


def write_pieces(pieces: dict[tuple[str, str], BaseGeometry]) -> None:
    """Write the area of each piece, and the name of those that have one of their own."""
    names = {(split["unit"], split["part"]): split for split in read_ledger(HERE / "splits.csv")}
    keys = sorted(pieces)
    frame = gpd.GeoSeries([pieces[key] for key in keys], crs=4326).to_crs(EQUAL_AREA)
    areas = (frame.area / SQUARE_KILOMETRE).round().astype(int)
    with (HERE / "pieces.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["unit", "part", "area_km2", *NAMES])
        for key, area in zip(keys, areas, strict=True):
            writer.writerow([*key, area, *(names.get(key, {}).get(name, "") for name in NAMES)])


def write_topology(
    rows: list[dict[str, str]], areas: list[int], pieces: dict[tuple[str, str], BaseGeometry]
) -> None:
    """Write the TopoJSON file that the web map draws."""
    shapes = topology.draw(pieces)
    states = []
    for row, area in zip(rows, areas, strict=True):
        shape = territory(row["recipe"], shapes)
        if shape.geom_type == "Point":
            shape = topology.project(shape)
        properties = {"id": row["id"], "area": int(area)}
        place = topology.dot(shape)
        states.append((properties | ({"dot": place} if place else {}), shape))
    lines = [
        (_line_properties(line), frontier(line, shapes, place=topology.project))
        for line in read_ledger(HERE / "lines.csv")
    ]
    text = json.dumps(topology.share_arcs(states, lines), separators=(",", ":"))
    (HERE / "states.topojson").write_text(text + "\n", "utf-8")


def write_lines(pieces: dict[tuple[str, str], BaseGeometry]) -> None:
    """Write the disputed frontiers in degrees."""
    lines = read_ledger(HERE / "lines.csv")
    frame = gpd.GeoDataFrame(
        {"id": [line["id"] for line in lines]},
        geometry=[frontier(line, pieces) for line in lines],
        crs=4326,
    )
    frame.to_parquet(HERE / "lines.parquet", compression="zstd", index=False)


def frontier(
    line: dict[str, str],
    shapes: dict[tuple[str, str], BaseGeometry],
    *,
    place: Callable[[BaseGeometry], BaseGeometry] = lambda box: box,
) -> BaseGeometry:
    """Return the line that two territories share, or what of it lies in the row's box.

    The box is in degrees; `place` moves it to where the shapes are.
    """
    one, other = (territory(code, shapes) for code in line["between"].split())
    parts = shapely.get_parts(one.boundary.intersection(other.boundary))
    shared = [part for part in parts if part.length]
    if line["box"]:
        low, high = ([float(n) for n in corner.split()] for corner in line["box"].split(","))
        box = place(shapely.box(*low, *high))
        steps = [zip(part.coords, part.coords[1:], strict=False) for part in shared]
        every = [shapely.LineString(step) for part in steps for step in part]
        shared = [step for step in every if box.covers(step)]
    if not shared:
        raise SystemExit(f"lines.csv: {line['id']}: {line['between']} share no line")
    return shapely.line_merge(shapely.MultiLineString(shared))


def main() -> None:
    """Verify the sources, build the borders, and print a summary."""
    began = time.perf_counter()
    description = HERE / "datapackage.json"
    package = json.loads(description.read_text("utf-8"))
    verify(package)
    rows = read_ledger(HERE / "states.csv")
    pieces = build_pieces()
    unused = set(pieces) - set().union(*(_pieces_of(row, pieces) for row in rows))
    if unused:
        raise SystemExit(f"no composition uses {sorted(unused)}")
    write_pieces(pieces)
    areas = write_frame(rows, pieces)
    write_lines(pieces)
    write_topology(rows, areas, pieces)
    for resource in package["resources"]:
        path = HERE / resource["path"]
        resource["bytes"], resource["hash"] = path.stat().st_size, digest(path)
    description.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(rows)} states from {len(pieces)} pieces in {time.perf_counter() - began:.1f} s")


def _line_properties(line: dict[str, str]) -> dict[str, Any]:
    """Return name, note and dates of a disputed frontier."""
    texts = {
        key: {lang: line[f"{key}_{lang}"] for lang in ("en", "es")} for key in ("name", "note")
    }
    dates = {"start": line["start"], "end": line["end"]}
    return texts | dates | {"parties": line["parties"].split()}


def _pieces_of(
    row: dict[str, str], pieces: dict[tuple[str, str], BaseGeometry]
) -> set[tuple[str, str]]:
    return set() if row["recipe"].startswith("@") else parse(row["recipe"], pieces)


if __name__ == "__main__":
    main()
