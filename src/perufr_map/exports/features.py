"""Write the features of any frame to a file, in the format of the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from perufr_map.files import whole
from perufr_map.problems import ChoiceError
from perufr_map.similar import advise

if TYPE_CHECKING:
    import geopandas as gpd

_DOT = 0.01  # degrees: radius of the disc for a state without a polygon


def as_polygons(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return features with points as polygons: programs open a layer with both as two layers."""
    shapes = [s.buffer(_DOT) if s.geom_type == "Point" else s for s in frame.geometry]
    return frame.set_geometry(shapes, crs=frame.crs)


def with_days(world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the borders of a day with days for texts, and MultiPolygons only."""
    import shapely  # noqa: PLC0415 (slow to import)

    dates = {
        name: [date.fromisoformat(text) if isinstance(text, str) else None for text in world[name]]
        for name in ("start", "end")
    }
    shapes = as_polygons(world.assign(**dates))
    multi = [shapely.multipolygons(shapely.get_parts(shape)) for shape in shapes.geometry]
    return shapes.set_geometry(multi, crs=shapes.crs)


Writer = Callable[["gpd.GeoDataFrame", Path], None]


def _to_geopackage(features: gpd.GeoDataFrame, path: Path) -> None:
    areas = set(features.geom_type) <= {"Polygon", "MultiPolygon"}
    one_type = {"geometry_type": "MultiPolygon", "promote_to_multi": True} if areas else {}
    # With Arrow, days are written as days, not as texts.
    features.to_file(path, driver="GPKG", layer="states", use_arrow=True, **one_type)


def _to_geojson(features: gpd.GeoDataFrame, path: Path) -> None:
    features.to_file(path, driver="GeoJSON", RFC7946="YES", layer=path.stem)


def _to_parquet(features: gpd.GeoDataFrame, path: Path) -> None:
    features.to_parquet(path)


FEATURE_WRITERS: dict[str, Writer] = {
    ".gpkg": _to_geopackage,
    ".geojson": _to_geojson,
    ".parquet": _to_parquet,
}
"""How features are written, by the ending of the file."""


def write_features(features: gpd.GeoDataFrame, path: Path | str) -> None:
    """Write features to a file, entirely or not at all.

    Parameters
    ----------
    features
        Any frame with geometry and a CRS. GeoJSON is written in EPSG:4326, as its
        standard has it.
    path
        File to write; its ending is one of `FEATURE_WRITERS`.

    Raises
    ------
    ChoiceError
        If the ending is none of them.
    OSError
        If the file cannot be written.
    """
    path = Path(path)
    writer = FEATURE_WRITERS.get(path.suffix.lower())
    if writer is None:
        message = f"“{path.name}” ends in none of {', '.join(FEATURE_WRITERS)}"
        raise ChoiceError(advise(message, path.suffix, FEATURE_WRITERS))
    with whole(path) as unfinished:
        writer(features, unfinished)
