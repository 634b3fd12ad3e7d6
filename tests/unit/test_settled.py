"""The probability that a score's sign holds is simulated, the same on every machine."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import perufr_map as pm
from perufr_map.resources import languages, page_text
from perufr_map.scoring.method import Method
from perufr_map.scoring.settled import SETTLED, TRIALS, sign_probabilities

WEIGHTS = pd.DataFrame({"weis": [2.0, -2.0, -9.0], "cameo": [2.0, -2.0, 9.0]}, list("abc"))
EVENTS = pd.DataFrame(
    {"event_type": ["a", "b", "c", "a"], "confidence": ["high", "low", "medium", "low"]},
    index=["good", "bad", "torn", "doubtful"],
)


def probability(
    *events: str, score: float = 1.0, days: int = 1, via: str | None = None, lowest: bool = False
) -> float:
    keys = {"era": "now", "counterpart": "X"}
    contributed = pd.DataFrame({"event": events}).assign(**keys, days=days, via=via)
    (found,) = sign_probabilities(
        pd.DataFrame([{**keys, "score": score}]),
        contributed,
        events=EVENTS,
        weights=WEIGHTS,
        lowest=lowest,
    )
    return found


def test_without_a_statement_there_is_no_probability() -> None:
    contributed = pd.DataFrame({"era": [], "counterpart": [], "event": [], "via": [], "days": []})
    scores = pd.DataFrame({"era": [], "counterpart": [], "score": []})
    assert sign_probabilities(scores, contributed, events=EVENTS, weights=WEIGHTS) == []


def test_one_statement_holds_as_often_as_its_weight_keeps_its_sign() -> None:
    # Φ(2 / 1.5) = 0.9088; trials without the statement do not count.
    assert probability("good") == pytest.approx(0.9088, abs=0.015)
    assert probability("doubtful") == pytest.approx(0.9088, abs=0.015)


def test_a_type_whose_weight_sets_disagree_is_an_even_chance() -> None:
    assert probability("torn") == pytest.approx(0.5, abs=0.02)
    assert probability("torn", score=-1.0) == pytest.approx(1 - probability("torn"), abs=1e-4)


def test_the_example_of_the_methodology_page_is_right() -> None:
    contributed = pd.DataFrame({"era": "now", "counterpart": "X", "event": ["draft", "margin"]})
    (found,) = sign_probabilities(
        pd.DataFrame([{"era": "now", "counterpart": "X", "score": 0.91}]),
        contributed.assign(via=None, days=1),
        events=pd.DataFrame(
            {"event_type": ["draft", "margin"], "confidence": ["medium", "high"]},
            ["draft", "margin"],
        ),
        weights=pd.DataFrame({"weis": [3.0, -2.0], "cameo": [4.0, -2.0]}, ["draft", "margin"]),
    )
    assert found == pytest.approx(0.69, abs=0.015)
    for language in languages():
        assert re.search(r"/ 0[.,]998 = 0[.,]69", page_text("methodology", language)), language


def test_a_score_of_zero_has_no_sign_that_could_hold() -> None:
    assert probability("good", "bad", score=0.0) == 0.0


def test_the_doubtful_statement_is_lost_more_often_than_the_other() -> None:
    assert probability("good", "bad") > 0.55


def test_what_is_inherited_alone_has_the_sign_of_the_group_s_own() -> None:
    assert probability("good", "bad", via="GROUP") == probability("good", "bad")


def test_the_lowest_of_two_is_seldom_positive() -> None:
    assert probability("good", "bad", lowest=True) < probability("good", "bad")


def test_events_of_many_days_hold_as_those_of_one() -> None:
    assert probability("good", "bad", days=1826) == probability("good", "bad")


def test_a_state_known_through_one_group_takes_the_probability_of_that_group(
    study: pm.Study,
) -> None:
    scored, checked = study.scored(), 0
    for row in scored.scores.query("basis == 'group'").to_dict("records"):
        events = scored.events(row["era"], row["counterpart"])
        (group, *others) = set(events["via"])
        whole = scored.score(row["era"], group)
        if not others and whole is not None and whole.events == len(events):
            assert row["sign_probability"] == whole.sign_probability
            checked += 1
    assert checked > 50


def test_a_new_statement_leaves_the_other_probabilities_as_they_are(study: pm.Study) -> None:
    before = study.scores().set_index(["era", "counterpart"])["sign_probability"]
    left_out = study.events["counterpart"].eq("ECU")
    fewer = replace(study, events=study.events[~left_out])
    after = fewer.scores().set_index(["era", "counterpart"])["sign_probability"]
    others = after.index[after.index.get_level_values("counterpart") != "ECU"]
    assert len(others) > 100
    assert after[others].equals(before[others])


def test_settled_and_basis_are_what_they_say(study: pm.Study) -> None:
    for method in (None, Method(aggregation="worst"), Method(group_share=1.0, weights="cameo")):
        scores = study.scores(method=method)
        assert scores["sign_probability"].between(0, 1).all()
        assert (scores["settled"] == (scores["sign_probability"] >= SETTLED)).all()
        named = scores["events"] > scores["inherited"]
        assert (scores["basis"] == np.where(named, "named", "group")).all()
    assert TRIALS == 4096


# The coding of 1.0.0; the values that a simulation of our own rules, run apart, gave of it.
KNOWN = {
    ("garcia", "ECU"): (-0.4306, 0.38),
    ("fujimori", "USA"): (-2.0, 0.54),
    ("fujimori", "NEIGHBOURS"): (-2.5373, 0.61),
    ("fujimori", "ANDEAN"): (0.9091, 0.69),
}


def test_known_scores_have_their_known_probabilities_to_the_last_digit() -> None:
    rows = pd.read_csv(Path(__file__).parents[1] / "settled.csv")
    scores = pd.DataFrame(
        [
            {"era": era, "counterpart": code, "score": score}
            for (era, code), (score, _) in KNOWN.items()
        ]
    )
    found = sign_probabilities(
        scores,
        rows.assign(days=1),
        events=rows.set_index("event"),
        weights=rows.drop_duplicates("event_type").set_index("event_type")[["weis", "cameo"]],
    )
    assert found == pytest.approx([known for _, known in KNOWN.values()], abs=0.015)
    assert found == [0.3809, 0.5344, 0.6055, 0.6914]
