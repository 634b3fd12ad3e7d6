"""A study whose eras lie before the borders begin is whole; its map waits, or says what it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pyogrio
import pytest
from click.testing import CliRunner

import perufr_map as pm
from made_up import write_made_up
from perufr_map.cli import main
from perufr_map.exports import to_bytes
from perufr_map.shown.request import Request

ERAS = {
    "between": ("1930-01-01", "1939-09-01", "1935-01-01"),
    "war": ("1939-09-01", "1945-06-01", "1942-01-01"),
    "after": ("1945-06-01", "1955-01-01", "1950-01-01"),
}
ACTS = [
    ("DEU", "treaty_signed", "1934"),
    ("SUN", "criticism", "1935"),
    ("LEAGUE", "endorsement", "1936"),
    ("DEU", "war", "1940"),
    ("GBR", "alliance", "1949"),
]
KINDS = {"DEU": "state", "SUN": "state", "GBR": "state", "LEAGUE": "organisation"}


def make(folder: Path, *, until: str = "1955", borders: str | None = None) -> pm.Study:
    eras = {name: days for name, days in ERAS.items() if days[0] < until}
    acts = [act for act in ACTS if act[2] < until]
    settings = {"focus": "FRA"} if borders is None else {"focus": "FRA", "borders": borders}
    folder = folder / "early"
    write_made_up(folder, eras=eras, counterparts=KINDS, events=acts, settings=settings)
    return pm.load(folder)


def test_eras_before_the_borders_begin_have_scores_and_no_map(tmp_path: Path) -> None:
    study = make(tmp_path)
    assert set(study.scores()["era"]) == set(ERAS)
    assert [study.border_days[era] is None for era in ERAS] == [True, True, False]
    eras = study.payload()["eras"]
    assert [era.get("borders") for era in eras] == ["none", "none", None]
    assert study.states(era="war").empty
    states = study.payload()["topology"]["objects"]["states"]["geometries"]
    assert {place for state in states for place in state["properties"]["eras"]} == {2}


def test_a_study_that_asks_for_the_earliest_borders_is_drawn_on_them(tmp_path: Path) -> None:
    study = make(tmp_path, borders="earliest")
    first = {"DEU", "FRA", "SUN"}
    assert first <= set(study.states(era="war")["code"])
    eras = study.payload()["eras"]
    assert [era.get("borders") for era in eras] == ["earliest", "earliest", None]
    assert all("not those of the era" in str(era["changes"]) for era in eras[:2])


@pytest.mark.parametrize("borders", [None, "earliest"])
@pytest.mark.parametrize("size", ["a4", "16:9", "1:1", "4:5"])
def test_every_picture_of_an_early_era_says_which_borders_it_has(
    borders: str | None, size: str, tmp_path: Path
) -> None:
    study = make(tmp_path, borders=borders)
    request = Request(era="war", language="en", method=study.method, size=size)  # type: ignore[arg-type]
    drawn = to_bytes(study.show(request), ".svg").decode()
    said = " ".join(re.findall(r">([^<>]*\w[^<>]*)</", drawn))
    wanted = "not those of 1942" if borders else "none are drawn of 1942"
    assert wanted in said
    assert ("No map of this era" in said) is (borders is None)


@pytest.mark.filterwarnings("ignore:no outlines of the era")
@pytest.mark.parametrize("ending", [".html", ".geojson", ".gpkg", ".parquet", ".csv", ".png"])
def test_a_study_wholly_before_the_borders_is_written_in_every_form(
    ending: str, tmp_path: Path
) -> None:
    study = make(tmp_path, until="1945")
    (path,) = study.export(tmp_path / f"early{ending}", era="between")
    assert path.stat().st_size
    if ending == ".geojson":
        assert json.loads(path.read_text("utf-8"))["features"] == []


def test_the_site_says_that_an_early_era_has_no_map(tmp_path: Path) -> None:
    study = make(tmp_path, until="1945")
    study.site(tmp_path / "site")
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")]
    assert sum("No map of this era" in page for page in pages) >= 3  # two eras, and the first page


def test_the_check_warns_of_an_era_without_a_map_and_says_how_to_have_one(tmp_path: Path) -> None:
    study = make(tmp_path)
    assert isinstance(study.origin, Path)
    found = [p for p in pm.check(study.origin) if p.code == "reference_early"]
    assert [(p.file, p.row, p.severity) for p in found] == [
        ("eras.csv", 2, "warning"),
        ("eras.csv", 3, "warning"),
    ]
    assert "earliest" in found[0].remedy


def test_borders_that_there_are_not_are_refused(tmp_path: Path) -> None:
    with pytest.raises(pm.StudyError, match=r"borders “1914”"):
        make(tmp_path, borders="1914")


LAYERS = [".geojson", ".gpkg", ".parquet"]


def told_in(path: Path) -> str:
    """Return what a file of layers says of itself."""
    if path.suffix == ".parquet":
        return str(json.loads(pq.read_schema(path).metadata[b"perufr-map"])["colophon"])
    if path.suffix == ".gpkg":
        layers = [name for name, kind in pyogrio.list_layers(path) if kind]
        told = (pyogrio.read_info(path, layer=layer)["layer_metadata"] for layer in layers)
        return " ".join(str(each) for each in told)
    return str(json.loads(path.read_text("utf-8"))["description"])


@pytest.mark.parametrize("ending", LAYERS)
def test_a_file_of_layers_says_that_its_borders_are_the_earliest(
    ending: str, tmp_path: Path
) -> None:
    study = make(tmp_path, borders="earliest")
    (path,) = study.export(
        tmp_path / f"early{ending}", era="between", all_eras=ending == ".parquet"
    )
    assert "Borders of 1945, the earliest there are here, not those of 1935" in told_in(path)


@pytest.mark.parametrize("ending", LAYERS)
@pytest.mark.filterwarnings("always:no outlines of the era")
def test_a_file_of_layers_without_outlines_says_so_and_so_does_the_terminal(
    ending: str, tmp_path: Path
) -> None:
    study, path = make(tmp_path), tmp_path / f"early{ending}"
    words = ["export", "--study", str(study.origin), str(path)]
    words += ["--all-eras"] if ending == ".parquet" else ["--era", "between"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0
    assert re.search("warning: no outlines of the era.* between.*earliest", done.stderr)
    assert "none are drawn of 1935" in told_in(path)


def test_the_picture_of_a_later_era_names_the_borders_of_its_small_maps(tmp_path: Path) -> None:
    study = make(tmp_path, borders="earliest")
    drawn = to_bytes(study.show(Request(era="after", language="en", method=study.method)), ".svg")
    said = " ".join(re.findall(r">([^<>]*\w[^<>]*)</", drawn.decode()))
    assert "Borders of 1950; Borders of 1945, the earliest there are here, not those of 19" in said


@pytest.mark.parametrize("borders", [None, "earliest"])
def test_a_site_without_borders_has_no_file_of_states_and_says_why(
    borders: str | None, tmp_path: Path
) -> None:
    make(tmp_path, until="1940", borders=borders).site(tmp_path / "site")
    states = tmp_path / "site/data/states.geojson"
    page = (tmp_path / "site/en/data/index.html").read_text("utf-8")
    assert states.is_file() is (borders is not None)
    assert ("states.geojson" in page) is (borders is not None)
    assert ("none are drawn of 1935, 1942" in page) is (borders is None)
