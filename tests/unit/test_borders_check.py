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


def test_every_own_spell_of_a_state_on_the_list_is_compared_and_agrees(tmp_path: Path) -> None:
    """A number passes from state to state: 365 to Russia, 816 to the whole of Viet Nam."""
    world = tmp_path / "world.gpkg"
    borders.write_all(world)
    done = check(world, tmp_path)
    assert done.returncode == 0, done.stderr
    worst = pd.read_csv(tmp_path / "borders_worst_spells.csv")
    assert worst.empty
    by_year = pd.read_csv(tmp_path / "borders_iou_by_year.csv").set_index("year")
    assert by_year.index[-1] == borders.AS_OF.year
    for year, count in by_year["states"].items():
        drawn = borders.on(f"{year}-01-01", system="gw")
        assert count == (drawn.geometry.geom_type != "Point").sum(), year


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"gwcode": ["Peru", "145"]}, "gwcode: not all are numbers"),
        ({"gwsdate": ["1950", "soon"]}, "gwsdate: days as 1980-07-28 or 28.07.1980 are needed"),
    ],
)
def test_a_wrong_column_of_a_reference_is_named_in_a_sentence(
    columns: dict[str, list[str]], says: str, tmp_path: Path
) -> None:
    days = ["1950-01-01", "1951-01-01"]
    whole = {"gwcode": ["135", "145"], "gwsdate": days, "gwedate": days, **columns}
    write_reference(tmp_path / "ref.geojson", **whole)
    done = check(tmp_path / "ref.geojson", tmp_path)
    assert done.returncode
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reference_that_is_no_file_of_polygons_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no polygons", "utf-8")
    (tmp_path / "table.csv").write_text("gwcode,start,end\n135,1950-01-01,\n", "utf-8")
    for name, says in (
        ("none.gpkg", "is no file"),
        ("note.txt", "cannot be read"),
        ("table.csv", "has no shapes"),
    ):
        done = check(tmp_path / name, tmp_path)
        assert done.returncode
        assert says in done.stderr
        assert "Traceback" not in done.stderr
