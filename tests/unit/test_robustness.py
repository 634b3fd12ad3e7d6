"""What the sign of a score withstands: other methods, and the loss of one statement."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

import perufr_map as pm
from perufr_map.scoring.method import WEIGHT_SETS, Method
from perufr_map.scoring.robustness import others
from perufr_map.scoring.scores import AGGREGATIONS, Aggregation
from perufr_map.scoring.settled import SHARES

KEYS = ["era", "counterpart"]


def signs(study: pm.Study, method: Method) -> pd.Series[float]:
    scores = study.scores(method=method).set_index(KEYS)["score"]
    found: pd.Series[float] = np.sign(scores)
    return found


@pytest.fixture(params=AGGREGATIONS)
def method(request: pytest.FixtureRequest) -> Method:
    aggregation: Aggregation = request.param
    return Method(aggregation=aggregation)


def test_a_sign_is_turned_where_any_method_turns_it(study: pm.Study, method: Method) -> None:
    found = study.robustness(method=method).set_index(KEYS)
    own, ways = signs(study, method), product(AGGREGATIONS, WEIGHT_SETS, SHARES)
    turned = pd.Series(data=False, index=own.index)
    for aggregation, weights, share in ways:
        other = replace(method, aggregation=aggregation, weights=weights, group_share=share)
        turned |= signs(study, other).ne(own)
    assert found["turned_by"].notna().equals(turned)
    assert turned.any()


def test_each_method_that_is_named_turns_the_sign(study: pm.Study, method: Method) -> None:
    found = study.robustness(method=method).set_index(KEYS)
    own = signs(study, method).to_dict()
    for key, said in found["turned_by"].dropna().items():
        for way in said.split("; "):
            words = dict(pair.split("=") for pair in way.split())
            assert signs(study, Method.read(words, method)).to_dict()[key] != own[key], (key, way)


def test_only_methods_that_differ_for_a_score_count(study: pm.Study, method: Method) -> None:
    found = study.robustness(method=method).set_index(KEYS)["others"]
    trials: dict[object, set[object]] = {key: set() for key in found.index}
    for each in [method, *others(method)]:
        for key, rows in study.contributions(method=each).groupby(KEYS):
            size = rows["share"].max() if rows["via"].notna().all() else 1.0
            worst = each.aggregation == "worst" and len(rows) > 1
            trials[key].add((worst, *(rows["contribution"] / size).round(9)))
    assert {key: len(tried) - 1 for key, tried in trials.items()} == found.to_dict()


def test_sensitivity_is_what_leaving_out_each_statement_gives(
    study: pm.Study, method: Method
) -> None:
    without_one = study.robustness(method=method).set_index(KEYS)["without_one"].to_dict()
    own = signs(study, method).to_dict()
    for key, group in study.contributions(method=method).groupby(KEYS):
        weights = group["contribution"].tolist()
        kept = 0
        for index in range(len(weights)):
            rest = weights[:index] + weights[index + 1 :]
            if rest:
                left = min(rest) if method.aggregation == "worst" else sum(rest)
                kept += int(np.sign(round(left, 9)) == own[key])
        assert without_one[key] == pytest.approx(kept / len(weights)), key
