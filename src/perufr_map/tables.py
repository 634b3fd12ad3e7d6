"""Write frames with geometry to the files that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

Writer = Callable[["gpd.GeoDataFrame", Path], None]


def _to_geopackage(features: gpd.GeoDataFrame, path: Path) -> None:
    features.to_file(path, driver="GPKG", layer="states")


def _to_geojson(features: gpd.GeoDataFrame, path: Path) -> None:
    features.to_file(path, driver="GeoJSON", RFC7946="YES")


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
    ValueError
        If the ending is none of them.
    OSError
        If the file cannot be written.
    """
    path = Path(path)
    writer = FEATURE_WRITERS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(FEATURE_WRITERS)
        raise ValueError(f"“{path.name}” ends in none of {known}")
    with whole(path) as unfinished:
        writer(features, unfinished)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write to, and put it in place only when all went well.

    Raises
    ------
    FileNotFoundError
        If the folder does not exist.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(2, "No such file or directory", str(path.parent))
    unfinished = path.with_name(f".unfinished-{path.name}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
