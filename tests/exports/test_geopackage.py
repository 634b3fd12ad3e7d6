"""A GeoPackage has a layer for each era, which QGIS draws as the map does."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

import perufr_map as pm
from exported_tables import check_change, check_scores
from exporting import CAMEO, SINCE_VELASCO, Exports
from perufr_map.exports import qgis
from perufr_map.exports.layers import name_layers
from perufr_map.shown.regions import homes, regions
from perufr_map.shown.scale import Scale
from perufr_map.shown.words import Words


@pytest.fixture
def geopackage(exports: Exports) -> Path:
    """A GeoPackage scored by another method than the study's own."""
    return exports.file(".gpkg", language="es", method=CAMEO)


@pytest.fixture
def compared(exports: Exports) -> Path:
    """A GeoPackage in which García's era is compared with Velasco's."""
    return exports.file(".gpkg", **SINCE_VELASCO)


def test_a_geopackage_has_a_layer_for_each_era(geopackage: Path, study: pm.Study) -> None:
    layers = gpd.list_layers(geopackage).set_index("name")["geometry_type"]
    eras = list(study.eras["id"])
    assert list(layers.index) == [*eras, "scores", "events", "layer_styles"]
    assert set(layers[eras]) == {"MultiPolygon"}
    for era in ("velasco", "autogolpe"):
        found = gpd.read_file(geopackage, layer=era).rename(columns={"code": "counterpart"})
        check_scores(found, study.scores(era=era, method=CAMEO))
        assert set(found["method"]) == {"weights=cameo share=0.3"}
    scored = gpd.read_file(geopackage, layer="scores")
    assert len(scored) == len(study.scores(method=CAMEO))
    assert "Fondo Monetario Internacional" in set(scored["name"])


def test_a_geopackage_has_a_layer_of_the_change_beside_those_of_the_eras(
    compared: Path, study: pm.Study
) -> None:
    layers = list(gpd.list_layers(compared)["name"])
    eras, change = list(study.eras["id"]), "garcia_vs_velasco"
    assert layers == [*eras, change, "scores", "events", "changes", "layer_styles"]
    found = gpd.read_file(compared, layer=change).rename(columns={"code": "counterpart"})
    check_change(found, study, "velasco", "garcia")
    check_scores(
        gpd.read_file(compared, layer="garcia").rename(columns={"code": "counterpart"}),
        study.scores(era="garcia"),
    )
    assert len(gpd.read_file(compared, layer="changes")) == len(study.compare("velasco", "garcia"))
    with closing(sqlite3.connect(compared)) as opened:
        about = dict(opened.execute("SELECT table_name, identifier FROM gpkg_contents"))
    assert about[change] == "Primer gobierno de García, comparada con Gobierno militar de Velasco"


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
    shutil.rmtree(folder / "coding")  # its passes and steps name the eras by their own names
    (folder / "steps.csv").unlink()
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
    added = [] if before is None else ["changes_vs_layer_styles"]
    tables = ["scores", "events", *(["changes"] if before else []), "layer_styles"]
    listed = pyogrio.list_layers(tmp_path / "peru.gpkg")[:, 0]
    assert list(listed) == [*layers.values(), *added, *tables]
    for era, layer in layers.items():
        found = gpd.read_file(tmp_path / "peru.gpkg", layer=layer)
        assert set(found["era"]) == {era}
        states = found.rename(columns={"code": "counterpart"})
        check_scores(states, study.scores(era=era).query("counterpart in @states.counterpart"))
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
        (["a", "b", "a-vs-b", "a-vs-b"], ["a", "b", "a_vs_b", "era_a_vs_b"]),
        (["self-coup", "self_coup"], ["self_coup", "era_self_coup"]),
    ],
)
def test_a_layer_whose_name_is_taken_gives_way(wanted: list[str], names: list[str]) -> None:
    assert name_layers(wanted, tables=["events"]) == names


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
    assert "CC BY 4.0" in contents["garcia"]
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
        (style,) = opened.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'garcia'"
        ).fetchone()
        rules = ET.fromstring(style).findall(".//rule")  # noqa: S314 (our own file)
        counted = [
            opened.execute(f"SELECT count(*) FROM garcia WHERE {rule.get('filter')}").fetchone()[0]  # noqa: S608
            for rule in rules
        ]
        total = opened.execute("SELECT count(*) FROM garcia").fetchone()[0]
    *parts, _unsettled = counted
    found = regions(study.scored(CAMEO), "garcia")
    assert len(parts) == 2 + len(found) + len(study.payload()["scale"]["thresholds"]) + 1
    assert sum(parts) == total


def test_qgis_draws_a_group_s_statements_once_around_those_that_none_names(
    exports: Exports, study: pm.Study
) -> None:
    path = exports.file(".gpkg", **SINCE_VELASCO)
    scored, ink = study.scored(), Scale.of("light")
    for era in study.eras["id"]:
        with closing(sqlite3.connect(path)) as opened:
            query = "SELECT styleQML FROM layer_styles WHERE f_table_name = ?"
            (style,) = opened.execute(query, [era]).fetchone()
            root = ET.fromstring(style)  # noqa: S314 (our own file)
            rules = [rule for rule in root.iter("rule") if "region" in rule.get("filter", "")]
            states = [
                {
                    code
                    for (code,) in opened.execute(
                        f"SELECT code FROM {era} WHERE {rule.get('filter')}"  # noqa: S608
                    )
                }
                for rule in rules
                if "IS NULL" not in rule.get("filter", "")
            ]
        found = regions(scored, era)
        assert sorted(map(sorted, states)) == sorted(found.values())
        for rule in rules[1:]:
            group = rule.get("filter", "").split("'")[1]
            score = scored.in_era(era)[group]
            symbol = root.find(f".//symbol[@name='{rule.get('symbol')}']")
            assert symbol is not None
            rim, fill, *hatch = symbol.findall("layer")
            assert (rim.get("class"), fill.get("class")) == ("SimpleLine", "SimpleFill")
            assert int(rim.get("pass", "")) < int(fill.get("pass", ""))  # no inner borders
            tint = ink.score_ramp.tints[ink.score_ramp.tint_of(score.score)]
            colour = fill.find("prop[@k='color']")
            assert colour is not None
            assert colour.get("v") == ",".join(map(str, (*bytes.fromhex(tint[1:]), 255)))
            assert [layer.get("class") for layer in hatch] == (
                [] if score.settled else ["LinePatternFill"]
            )
            assert f"{len(found[group])} Estados" in rule.get("label", "") or len(found[group]) == 1


def test_qgis_fills_the_members_of_groups_if_that_is_asked_for(
    study: pm.Study, tmp_path: Path
) -> None:
    study.export(tmp_path / "peru.gpkg", members=True)
    with closing(sqlite3.connect(tmp_path / "peru.gpkg")) as opened:
        query = "SELECT styleQML FROM layer_styles WHERE f_table_name = 'velasco'"
        (style,) = opened.execute(query).fetchone()
        (regional,) = opened.execute(
            "SELECT region FROM velasco WHERE code = 'MEX' AND basis = 'group'"
        ).fetchone()
    assert "region" not in style
    assert regional == "LATAM"


def test_the_rules_of_the_style_part_the_changes_as_the_map_does(
    compared: Path, study: pm.Study
) -> None:
    with closing(sqlite3.connect(compared)) as opened:
        (style,) = opened.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'garcia_vs_velasco'"
        ).fetchone()
        root = ET.fromstring(style)  # noqa: S314 (our own file)
        rules = {
            rule.get("label"): {
                code
                for (code,) in opened.execute(
                    f"SELECT code FROM 'garcia_vs_velasco' WHERE {rule.get('filter')}"  # noqa: S608
                )
            }
            for rule in root.iter("rule")
            if rule.get("filter")
        }
    unsettled = rules["Signo no seguro"]
    parts = [codes for label, codes in rules.items() if label != "Signo no seguro"]
    states = study.states(era="garcia")
    assert sum(map(len, parts)) == len(states) == len(set().union(*parts))
    moved = study.compare("velasco", "garcia").set_index("counterpart")
    drawn = moved[moved.index.isin(states["code"])]
    placed = homes(study.scored(), era="garcia", before="velasco")
    named = drawn[~drawn.index.isin(list(placed))]
    assert rules["Ya sin enunciados"] == set(named.index[named["status"] == "gone"])
    (latin_america,) = (label for label in rules if label and label.startswith("América Latina"))
    assert rules[latin_america] == {code for code, group in placed.items() if group == "LATAM"}
    assert "USA" in rules["+3,8 …"]
    scored = study.scored()
    assert unsettled == {
        code
        for code in named.index
        for now in [scored.score("garcia", code)]
        if now and not now.settled
    }
    assert "ECU" in unsettled
    assert "USA" not in unsettled
    kinds = {layer.get("class") for layer in root.iter("layer")}
    assert kinds == {"SimpleFill", "LinePatternFill", "SimpleLine"}
    colours = study.payload()["scale"]["ramps"]["light"]["colours"]
    fills = [
        node.get("v") for node in root.iterfind(".//layer[@class='SimpleFill']/prop[@k='color']")
    ]
    expected = [",".join(map(str, (*bytes.fromhex(colour[1:]), 255))) for colour in colours]
    assert fills[-len(expected) - 1 : -1] == expected  # the last is what is gone


@pytest.mark.parametrize("style", [qgis.score_style, qgis.change_style])
def test_qgis_says_the_edges_of_a_class_as_the_map_s_legend_does(
    style: Callable[[Scale, str, Words], str], study: pm.Study
) -> None:
    words = Words(study, "en")
    rules = ET.fromstring(style(Scale.of("light"), "PER", words)).iter("rule")  # noqa: S314
    labels = [rule.get("label", "") for rule in rules]
    edges = {edge for label in labels if "…" in label for edge in label.split(" … ") if edge}
    scale = study.payload()["scale"]
    assert {edge.strip("… ") for edge in edges} == {
        words.tick(each) for each in scale["thresholds"]
    }
