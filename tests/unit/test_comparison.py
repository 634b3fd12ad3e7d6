"""Two eras beside each other."""

from __future__ import annotations

import pytest

import perufr_map as pm
from perufr_map.shown.reading import readings


def test_movers_tell_change_from_new_and_lost_data(study: pm.Study) -> None:
    moved = study.compare("fujimori", "autogolpe").set_index("counterpart")
    before, after = (
        study.scores(era=era).set_index("counterpart")["score"] for era in ("fujimori", "autogolpe")
    )
    assert set(moved.index) == set(before.index) | set(after.index)
    assert moved.loc["VEN", "status"] == "new"
    assert moved.loc["ECU", "status"] == "gone"
    assert moved.loc["USA", "change"] == pytest.approx(after["USA"] - before["USA"])
    assert moved["change"].isna().equals(moved["status"].isin(["new", "gone"]))


def test_a_number_on_the_edge_of_a_class_is_one_number_everywhere(study: pm.Study) -> None:
    method = pm.Method(aggregation="sum", weights="cameo", group_share=0.4)
    moved = study.compare("velasco", "fujimori", method=method).set_index("counterpart")
    assert moved.loc["BOL", "change"] == -1
    shown = readings(study.scored(method), era="fujimori", before="velasco")
    found = {code: (one.became, one.value) for code, one in shown.items()}
    frame = moved[["status", "change"]].astype(object).where(moved.notna(), None)
    assert found == dict(zip(frame.index, frame.itertuples(index=False, name=None), strict=True))
    scored = study.scores(era="fujimori", method=method).set_index("counterpart")["score"]
    assert {code: one.now.score for code, one in shown.items() if one.now} == dict(scored)


def test_the_largest_mover_comes_first(study: pm.Study) -> None:
    change = study.compare("garcia", "fujimori")["change"].abs().dropna()
    assert change.is_monotonic_decreasing


def test_an_era_beside_itself_does_not_move(study: pm.Study) -> None:
    assert set(study.compare("garcia", "garcia")["status"]) == {"unchanged"}


def test_a_comparison_says_who_is_named_and_whether_both_signs_are_settled(study: pm.Study) -> None:
    moved = study.compare("velasco", "garcia")
    pairs = zip(moved["basis"], moved["settled"], strict=True)
    found = dict(zip(moved["counterpart"], pairs, strict=True))
    assert found["BRA"] == ("group", False)
    assert found["CHL"] == ("named", True)  # by a statement of the later era alone
    assert found["ALB"] == ("group", True)  # gone
    assert found["ECU"] == ("named", False)
