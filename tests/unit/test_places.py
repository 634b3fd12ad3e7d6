"""A study has places of its own: points with a name and a colour, while they stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest

import perufr_map as pm
from conftest import edit_row
from made_up import write_made_up
from perufr_map.exports import to_bytes
from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.glyphs import glyph
from perufr_map.exports.site._content import Content
from perufr_map.exports.tables import score_table, state_table
from perufr_map.problems import ChoiceError
from perufr_map.shown.described import describe as described
from perufr_map.shown.frame import project
from perufr_map.shown.request import Request
from perufr_map.shown.told import told
from perufr_map.shown.words import Words
from perufr_map.study.codes import find_codes

ERAS = {
    "free": ("1948-01-01", "1954-10-05", "1951-01-01"),
    "gone": ("1954-10-05", "1960-01-01", "1957-01-01"),
}
TRIESTE = {
    "id": "FTT",
    "kind": "territory",
    "name_en": "Free Territory of Trieste",
    "lon": "13.77",
    "lat": "45.65",
    "start": "1947-09-15",
    "end": "1954-10-05",
}
EVENTS = [("FTT", "criticism", "1950"), ("ITA", "visit_made", "1950"), ("ITA", "war", "1957")]


def make(folder: Path, *, focus: str = "YUG", **cells: str) -> Path:
    others = [each for each in EVENTS if each[0] != focus]
    if focus == TRIESTE["id"]:
        others = [each for each in others if each[2] < TRIESTE["end"]]
    return write_made_up(
        folder / "trieste",
        eras=ERAS if focus == "YUG" else {"free": ERAS["free"]},
        counterparts={code: "state" if code == "ITA" else "non-state" for code, _, _ in others},
        events=others,
        places=[TRIESTE | cells],
        settings={"focus": focus},
    )


def drawn(study: pm.Study) -> Mapping[str, Any]:
    """Return what the map is given of the place."""
    shapes = study.payload()["topology"]["objects"]["states"]["geometries"]
    (found,) = (shape for shape in shapes if shape["properties"]["code"] == "FTT")
    assert found["arcs"] == []
    return {**found["properties"]}


def test_a_place_is_drawn_as_a_point_only_while_it_stands(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    place = drawn(study)
    assert place["eras"] == [0]
    assert place["name"] == {"en": "Free Territory of Trieste"}
    x, y = project(np.array([13.77]), np.array([45.65]))[0]
    assert place["dot"] == pytest.approx([x, y], abs=0.1)


def test_a_picture_names_the_place_and_keeps_it_off_the_shelf(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    svg = to_bytes(study.show(Request(era="free", language="en", method=study.method)), ".svg")
    assert b'id="state-FTT"' in svg
    assert b">Free Territory of Trieste<" in svg
    assert b'id="actor-FTT"' not in svg
    assert b'id="state-FTT"' not in to_bytes(
        study.show(Request(era="gone", language="en", method=study.method)), ".svg"
    )


def test_a_place_is_listed_as_what_it_is_not_as_an_organisation(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    payload = study.payload()
    assert {code: each["kind"] for code, each in payload["counterparts"].items()} == {
        "FTT": "place",
        "ITA": "state",
    }
    assert payload["messages"]["en"]["ranking.place"] == "place"
    assert "Without territory" not in described(study.scored(), Words(study, "en"), era="free")
    given = told(study.scored(), "en")
    assert {each["id"]: each["kind"] for each in given["counterparts"]}["FTT"] == "place"
    shown = study.show(Request(era="free", language="en", method=study.method))
    assert len(glyph(Drawing(shown).kinds["FTT"], (0, 0), 1)) > len(glyph("non-state", (0, 0), 1))
    kinds = dict(Content(shown, "en").by_kind())
    assert kinds == {"state": ["ITA"], "place": ["FTT"]}


def test_who_has_no_places_has_no_words_for_them(study: pm.Study) -> None:
    said = study.payload()["messages"]["en"]
    assert not {"kind.place", "ranking.place", "source.borders.none"} & said.keys()


@pytest.mark.parametrize("ending", [".geojson", ".parquet"])
def test_a_layer_has_the_place_as_a_point_with_its_score(ending: str, tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    (path,) = study.export(tmp_path / f"free{ending}", era="free")
    table = gpd.read_parquet(path) if ending == ".parquet" else gpd.read_file(path)
    row = table.set_index("code").loc["FTT"]
    assert row.geometry.geom_type == "Point"
    assert row["status"] == "territory"
    assert row["score"] < 0
    (path,) = study.export(tmp_path / f"gone{ending}", era="gone")
    table = gpd.read_parquet(path) if ending == ".parquet" else gpd.read_file(path)
    assert "FTT" not in set(table["code"])


def test_a_geopackage_has_places_in_a_layer_of_points_with_a_style(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    (path,) = study.export(tmp_path / "all.gpkg", era="free", all_eras=True)
    kinds = dict(pyogrio.list_layers(path).tolist())
    assert kinds["free"] == kinds["gone"] == "MultiPolygon"
    assert kinds["free_places"] == "Point"
    assert "gone_places" not in kinds
    assert "FTT" not in set(gpd.read_file(path, layer="free")["code"])
    assert list(gpd.read_file(path, layer="free_places")["code"]) == ["FTT"]
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    assert "SimpleMarker" in styles.loc["free_places", "styleQML"]


def test_a_geopackage_that_compares_has_places_in_a_layer_of_the_change(tmp_path: Path) -> None:
    eras = {
        "first": ("1948-01-01", "1951-01-01", "1949-01-01"),
        "then": ("1951-01-01", "1954-10-05", "1953-01-01"),
    }
    folder = write_made_up(
        tmp_path / "change",
        eras=eras,
        counterparts={"FTT": "non-state", "ITA": "state"},
        events=[("FTT", "criticism", "1949"), ("ITA", "war", "1953")],
        places=[TRIESTE],
        settings={"focus": "YUG"},
    )
    (path,) = pm.load(folder).export(tmp_path / "both.gpkg", era="then", before="first")
    assert dict(pyogrio.list_layers(path).tolist())["then_vs_first_places"] == "Point"
    (row,) = gpd.read_file(path, layer="then_vs_first_places").to_dict("records")
    assert (row["code"], row["change_status"], row["era_before"]) == ("FTT", "gone", "first")
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    style = styles.loc["then_vs_first_places", "styleQML"]
    assert "'gone'" in style
    assert 'k="outline_style" v="dot"' in style
    assert "'gone'" not in styles.loc["then_places", "styleQML"]


def test_a_focus_may_be_a_place(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path, focus="FTT"))
    assert study.focus_in("free") == "FTT"
    svg = to_bytes(study.show(Request(era="free", language="en", method=study.method)), ".svg")
    assert b"Relation with the Free Territory of Trieste" in svg
    (era,) = (each for each in study.payload()["eras"] if each["id"] == "free")
    assert era["about"] == {"en": "the Free Territory of Trieste"}
    assert "of the Free Territory of Trieste and" in Words(study, "en").dek(
        "free", named=1, grouped=False
    )
    assert svg.count(b">Free Territory of Trieste<") == 2  # in the legend and on the map
    west, south, east, north = study.payload()["frames"]["study"]
    x, y = drawn(study)["dot"]
    assert west < x < east
    assert south < y < north


def test_codes_finds_a_place_of_the_study_and_says_where_others_belong(tmp_path: Path) -> None:
    study = pm.load(make(tmp_path))
    for word in ("trieste", "ftt"):
        (found,) = find_codes(word, study=study)
        assert (found.code, found.kind) == ("FTT", "territory")
        assert (str(found.start), str(found.end)) == ("1947-09-15", "1954-10-05")
    (found,) = find_codes("trieste", study=pm.load(make(tmp_path / "open", end="", start="")))
    assert (found.start, found.end) == (None, None)
    with pytest.raises(ChoiceError, match=r"a row of places\.csv"):
        find_codes("Danzig", study=study)


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"lon": "200"}, "lon", "number_high"),
        ({"lat": ""}, "lat", "cell_empty"),
        ({"kind": "city-state"}, "kind", "value_unlisted"),
        ({"end": "1947-01-01"}, "end", "place_end"),
        ({"start": "1947"}, "start", "day_wrong"),
        ({"id": "DEU"}, "id", "place_taken"),
        ({"id": "DANZIG"}, "id", "place_unused"),
        ({"start": "1952-01-01"}, "id", "place_undrawn"),  # the map shows 1951, then 1957
        ({"end": "1951-01-01"}, "id", "place_undrawn"),
    ],
)
def test_what_is_wrong_with_a_place_is_told_by_row_and_column(
    cells: dict[str, str], column: str, code: str, tmp_path: Path
) -> None:
    found = [each for each in pm.check(make(tmp_path, **cells)) if each.file == "places.csv"]
    assert (2, column, code) in {(each.row, each.column, each.code) for each in found}


def test_a_place_among_the_counterparts_is_sent_to_its_own_table(tmp_path: Path) -> None:
    folder = make(tmp_path)
    assert pm.check(folder) == [
        each for each in pm.check(folder) if each.file != "counterparts.csv"
    ]
    table = folder / "counterparts.csv"
    header, *rows = table.read_text("utf-8").splitlines()
    at = header.split(",").index("lon")
    cells = rows[0].split(",")
    cells[at : at + 2] = ["13.77", "45.65"]
    table.write_text("\n".join([header, ",".join(cells), *rows[1:]]) + "\n", "utf-8")
    (found,) = [each for each in pm.check(folder) if each.file == "counterparts.csv"]
    assert (found.row, found.column, found.code) == (2, "lon", "counterpart_placed")
    assert found.severity == "warning"
    assert "places.csv" in found.remedy


@pytest.mark.parametrize(
    ("lon", "lat", "is_told"),
    [
        ("45.65", "13.77", True),
        ("13.77", "45.65", False),
        ("12.5", "41.9", False),  # in Italy
        ("0", "0", False),  # far from all, either way
        ("-58.4", "-34.6", False),
    ],
)
def test_a_place_that_lies_in_a_state_only_the_other_way_round_is_told(
    lon: str,
    lat: str,
    is_told: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    found = [each for each in pm.check(make(tmp_path, lon=lon, lat=lat)) if each.column == "lon"]
    assert [(each.code, each.severity) for each in found] == (
        [("place_turned", "warning")] if is_told else []
    )


@pytest.mark.parametrize(("table", "errors"), [("counterparts", 0), ("places", 2)])
def test_a_place_is_needed_in_the_table_of_places_alone(
    table: str, errors: int, tmp_path: Path
) -> None:
    folder = make(tmp_path)
    path = folder / f"{table}.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.drop(columns=["lon", "lat"]).to_csv(path, index=False)
    assert ",lon," not in path.read_text("utf-8").splitlines()[0]
    found = [(each.code, each.column) for each in pm.check(folder) if each.severity == "error"]
    assert found == [("column_missing", "lat"), ("column_missing", "lon")][:errors]


def test_a_place_has_one_name_in_map_and_tables_whatever_its_counterpart_is_called(
    tmp_path: Path,
) -> None:
    folder = make(tmp_path, name_en="Trieste")
    edit_row(folder, "counterparts.csv", {"id": "FTT"}, name_en="Free Territory of Trieste")
    study = pm.load(folder)
    shown = study.show(Request(era="free", language="en", method=study.method))
    layer = state_table(shown, "free").set_index("code")["name"]["FTT"]
    scores = score_table(shown, ["free"]).set_index("counterpart")["name"]["FTT"]
    assert {layer, scores, drawn(study)["name"]["en"]} == {"Trieste"}
