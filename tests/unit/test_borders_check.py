"""The borders are measured against a reference that the user brings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.affinity import translate

from perufr_map import borders
from perufr_map.resources import geo_dir


def write_reference(path: Path, **columns: object) -> None:
    """Write two shapes: Peru as it is drawn, and Bolivia moved half its width to the east."""
    world = borders.on("1980-07-28").set_index("code")
    peru, bolivia = world.geometry["PER"], world.geometry["BOL"]
    west, _, east, _ = bolivia.bounds
    shapes = [peru, translate(bolivia, (east - west) / 2)]
    gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(path, driver="GeoJSON")


def check(reference: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(geo_dir() / "check.py"), str(reference)]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def test_a_shape_that_agrees_counts_one_and_one_that_was_moved_less(tmp_path: Path) -> None:
    days = ["01.01.1950 00:00:00", "01.01.1951 00:00:00"]
    ends = ["31.12.1952 00:00:00"] * 2
    write_reference(tmp_path / "ref.geojson", gwcode=[135, 145], gwsdate=days, gwedate=ends)
    done = check(tmp_path / "ref.geojson", tmp_path)
    assert done.returncode == 0, done.stderr
    by_year = pd.read_csv(tmp_path / "borders_iou_by_year.csv").set_index("year")
    assert by_year["states"].to_dict() == {1950: 1, 1951: 2, 1952: 2}
    assert by_year.loc[1950, "median"] == pytest.approx(1, abs=1e-4)
    worst = pd.read_csv(tmp_path / "borders_worst_spells.csv")
    assert worst[["gw", "ours"]].to_numpy().tolist() == [[145, "BOL-1945"]]
    assert 0.1 < worst["iou"].iloc[0] < 0.3
    assert worst["area_ratio"].iloc[0] == pytest.approx(1, abs=1e-3)


def test_a_reference_without_days_is_refused_by_naming_the_columns(tmp_path: Path) -> None:
    write_reference(tmp_path / "ref.geojson", gwcode=[135, 145])
    done = check(tmp_path / "ref.geojson", tmp_path)
    assert done.returncode
    assert "gwsdate, start, valid_from" in done.stderr
    assert "Traceback" not in done.stderr
