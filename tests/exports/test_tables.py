"""Tables of scores and of events have the numbers of the study."""

from __future__ import annotations

import pandas as pd

import perufr_map as pm
from exported_tables import check_change, check_scores
from exporting import GARCIA, SINCE_VELASCO, Exports


def test_scores_are_those_of_the_study(study: pm.Study, exports: Exports) -> None:
    found = pd.read_csv(exports.file(".csv", **GARCIA))
    expected = study.scores(era="garcia")
    assert list(found["counterpart"]) == list(expected["counterpart"])
    check_scores(found, expected)
    names = found.set_index("counterpart")["name"]
    assert names["USA"] == "Estados Unidos"
    assert "method" not in found


def test_events_add_up_to_the_scores(study: pm.Study, exports: Exports) -> None:
    found = pd.read_csv(exports.file("events.csv", **GARCIA))
    net = found.groupby("counterpart")["contribution"].sum()
    expected = study.scores(era="garcia").set_index("counterpart")["net"]
    pd.testing.assert_series_equal(net, expected, atol=1e-5, check_names=False)
    inherited = found[found["via"].notna()]
    assert set(inherited["via_name"]) == {"Países vecinos"}
    assert found["citation"].str.match(r"Peru: A Country Study, .* ¶ \d+$").all()
    assert (found[["headline", "narrative", "type"]] != "").all(axis=None)


def test_a_table_of_a_comparison_has_both_scores_and_what_became_of_them(
    study: pm.Study, exports: Exports
) -> None:
    path = exports.file(".csv", **SINCE_VELASCO)
    found = pd.read_csv(path)
    assert list(found["counterpart"]) == list(study.compare("velasco", "garcia")["counterpart"])
    check_change(found, study, "velasco", "garcia")
    assert set(found["era"] + found["era_before"]) == {"garciavelasco"}
    assert found.set_index("counterpart").loc["USA", "name"] == "Estados Unidos"
    assert set(found["kind"]) == {"state", "organisation", "group"}
    assert "method" not in found
    counts = path.read_text("utf-8").splitlines()[1].split(",")
    assert "9" in counts  # not 9.0, though some counts are missing


def test_events_of_a_comparison_add_up_to_both_scores(exports: Exports) -> None:
    found = pd.read_csv(exports.file("events.csv", **SINCE_VELASCO))
    table = pd.read_csv(exports.file(".csv", **SINCE_VELASCO)).set_index("counterpart")
    net = found.groupby(["era", "counterpart"])["contribution"].sum()
    assert list(found["era"].unique()) == ["velasco", "garcia"]
    for era, column in (("garcia", "net"), ("velasco", "net_before")):
        expected = table[column].dropna().sort_index()
        pd.testing.assert_series_equal(net[era], expected, atol=1e-5, check_names=False)
