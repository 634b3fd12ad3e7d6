"""Each category of statements alone: its scores, and what it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

import perufr_map as pm
from perufr_map.exports import tables
from perufr_map.scoring.categories import count_statements, scores_by_category
from perufr_map.scoring.method import Method
from perufr_map.scoring.rounding import round_score
from perufr_map.shown.request import Request

KEYS = ["era", "counterpart"]
METHODS = [Method(), Method(aggregation="worst", constant=5.0), Method(category="aid", days=True)]


@pytest.mark.parametrize("method", METHODS, ids=repr)
def test_a_column_has_the_scores_of_its_category_alone(study: pm.Study, method: Method) -> None:
    wide = scores_by_category(study.scored(method))
    assert list(wide) == sorted(set(study.event_types["category"]))
    for category in map(str, wide):
        alone = study.scores(method=replace(method, category=category)).set_index(KEYS)["score"]
        assert wide[category].dropna().to_dict() == alone.to_dict()
    assert wide.notna().any(axis=1).all()


@pytest.mark.parametrize("method", [Method(), Method(days=True, group_share=0.33)], ids=repr)
def test_what_the_map_adds_up_of_a_category_is_its_score(study: pm.Study, method: Method) -> None:
    payload = study.payload(method=method)
    category_of = [payload["types"][event["type"]]["category"] for event in payload["events"]]
    for category in payload["alone"]:
        alone = study.scored(replace(method, category=category))
        for era in payload["eras"]:
            parts = {
                code: [adds for at, _, adds in score["events"] if category_of[at] == category]
                for code, score in era["scores"].items()
            }
            nets = {code: sum(part) for code, part in parts.items() if part}
            found = {code: round_score(10 * net / (10 + abs(net))) for code, net in nets.items()}
            assert found == {code: one.score for code, one in alone.in_era(era["id"]).items()}


def test_every_statement_belongs_to_one_category(study: pm.Study) -> None:
    counts = [
        count_statements(study.scored(), category)
        for category in study.event_types["category"].unique()
    ]
    assert sum(sum(each.values()) for each in counts) == len(study.events)
    sure = count_statements(study.scored(Method(min_confidence="high")), "border")
    assert sum(sure.values()) < 8
    assert count_statements(study.scored(), "border") == {"border_spillover": 8}


def test_tables_have_a_column_for_each_category(study: pm.Study) -> None:
    shown = study.show(Request(era="garcia", language="en", method=study.method))
    scores = tables.score_table(shown, ["garcia"]).set_index("counterpart")
    states = tables.state_table(shown, "garcia").set_index("code")
    border = study.scores(era="garcia", category="border").set_index("counterpart")["score"]
    for table in (scores, states):
        known = table["score_border"].dropna()
        assert known.to_dict() == border[known.index].to_dict()
        assert "ECU" in known.index
        assert "AGO" not in known.index
    assert set(scores["score_border"].dropna().index) == set(border.index)
