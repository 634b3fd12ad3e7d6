"""Two eras beside each other."""

from __future__ import annotations

from itertools import starmap

import pytest

import perufr_map as pm
from perufr_map.scoring.comparison import has_turned
from perufr_map.shown.overview import overview
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


def test_a_sign_has_changed_where_one_score_is_conflict_and_the_other_cooperation() -> None:
    assert has_turned(-4.7, 5.0)
    assert has_turned(0.1, -0.1)
    assert not any(starmap(has_turned, [(0.0, 5.0), (-2.0, 0.0), (1.0, 3.0), (-1.0, -3.0)]))
    assert not any(starmap(has_turned, [(None, -4.1), (1.7, None), (float("nan"), -4.1)]))


def test_a_comparison_says_whose_sign_has_changed_as_the_overview_does(study: pm.Study) -> None:
    moved = study.compare("belaunde", "fujimori").set_index("counterpart")
    turned = set(moved.index[moved["sign_changed"]])
    assert {"CREDITORS", "BRA", "BOL"} <= turned
    assert not moved.loc[["USA", "JPN", "LATAM"], "sign_changed"].any()  # kept, new, gone
    eras = list(study.eras["id"])
    rows = [row for section in overview(study.scored()).values() for row in section]
    for place, era in enumerate(eras[1:], start=1):
        found = study.compare(eras[place - 1], era).set_index("counterpart")["sign_changed"]
        for row in rows:
            before = row.scores.get(place - 1)
            if before is not None and before.score:  # else the overview looks further back
                assert found[row.counterpart] == (place in row.turns)


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
