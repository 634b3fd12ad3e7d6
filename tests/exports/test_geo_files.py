"""GeoJSON and GeoParquet follow their standards and have the numbers of the study."""

from __future__ import annotations

import json

import geopandas as gpd
import pyarrow.parquet as pq
import shapely

import perufr_map as pm
from exported_tables import check_change, check_scores
from exporting import CAMEO, GARCIA, SINCE_VELASCO, Exports


def test_geojson_follows_its_standard(study: pm.Study, exports: Exports) -> None:
    path = exports.file(".geojson", era="velasco", language="es")
    raw = json.loads(path.read_text("utf-8"))
    assert "crs" not in raw
    assert "CC BY 4.0" in raw["description"]
    found = gpd.read_file(path).rename(columns={"code": "counterpart"})
    assert found.crs.to_epsg() == 4326
    assert set(found["counterpart"]) == set(study.states(era="velasco")["code"])
    check_scores(found, study.scores(era="velasco"))
    assert found.set_index("counterpart")["name"]["DDR"] == "Alemania Oriental"
    rings = shapely.get_exterior_ring(shapely.get_parts(found.geometry.values))
    assert shapely.is_ccw(rings[~shapely.is_missing(rings)]).all()


def test_parquet_holds_one_era_or_all(study: pm.Study, exports: Exports) -> None:
    one = exports.file(".parquet", **GARCIA)
    found = gpd.read_parquet(one).rename(columns={"code": "counterpart"})
    check_scores(found, study.scores(era="garcia"))
    every = exports.file(".parquet", all_eras=True, method=CAMEO)
    frame = gpd.read_parquet(every)
    assert list(frame["era"].unique()) == list(study.eras["id"])
    said = json.loads(pq.read_schema(every).metadata[b"perufr-map"])
    assert said["method"] == "weights=cameo share=0.3"
    assert "Natural Earth" in said["colophon"]


def test_layers_of_a_comparison_have_both_scores_of_each_state(
    study: pm.Study, exports: Exports
) -> None:
    path, other = (exports.file(form, **SINCE_VELASCO) for form in (".geojson", ".parquet"))
    compared = "Comparada con: Gobierno militar de Velasco."
    assert compared in path.read_text("utf-8")[:400]
    said = json.loads(pq.read_schema(other).metadata[b"perufr-map"])
    assert said["compared"] == compared
    for frame in (gpd.read_file(path), gpd.read_parquet(other)):
        assert set(frame["code"]) == set(study.states(era="garcia")["code"])
        assert set(frame["era_before"]) == {"velasco"}
        assert "independent" in set(frame["status"])
        check_change(frame.rename(columns={"code": "counterpart"}), study, "velasco", "garcia")
