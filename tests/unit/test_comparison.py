"""Two eras, or many methods, beside each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import perufr_map as pm
from perufr_map.scoring.comparison import alternatives
from perufr_map.scoring.scores import AGGREGATIONS, Aggregation
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


@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_robustness_is_what_trying_each_way_gives(
    study: pm.Study, aggregation: Aggregation
) -> None:
    method = pm.Method(aggregation=aggregation)
    found = study.robustness(method=method).set_index(["era", "counterpart"])
    keys = ["era", "counterpart"]
    own = np.sign(study.scores(method=method).set_index(keys)["score"])
    survived = pd.Series(0, index=own.index)
    for other in alternatives(method):
        survived += np.sign(study.scores(method=other).set_index(keys)["score"]).eq(own).astype(int)
    tried = found["alternatives"] * len(alternatives(method))
    assert tried.to_numpy() == pytest.approx(survived.reindex(found.index).to_numpy())
    without_one = found["without_one"].to_dict()
    each = study.contributions(method=method)
    for key, group in each.groupby(keys):
        weights = group["contribution"].tolist()
        kept = 0
        for index in range(len(weights)):
            rest = weights[:index] + weights[index + 1 :]
            if rest:
                left = min(rest) if aggregation == "worst" else sum(rest)
                kept += int(np.sign(round(left, 9)) == own[key])
        assert without_one[key] == pytest.approx(kept / len(weights)), key
