"""A study is scored once by each method, and everything is read from that."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import perufr_map as pm
from perufr_map import api
from perufr_map.scoring import scored as module
from perufr_map.scoring.days import days_of_eras
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Scored
from perufr_map.scoring.scores import contributions

METHODS = [
    Method(),
    Method(aggregation="worst", weights="cameo", group_share=0.25),
    Method(group_share=0.0, without=frozenset({"debt"})),
    Method(aggregation="mean", own_weights=(("aid_suspended", -8.0),)),
    Method(category="security", constant=5.0),
]


@pytest.mark.parametrize("method", METHODS, ids=repr)
def test_contributions_are_those_of_the_expression_that_every_engine_runs(
    study: pm.Study, method: Method
) -> None:
    events = study.events.assign(weight=study.events["event_type"].map(_weights(study, method)))
    members = study.members.assign(
        member_start=study.members["start"].fillna(pd.Timestamp("0001-01-01")),
        member_end=study.members["end"].fillna(pd.Timestamp("9999-12-31")),
    )
    expected = contributions(
        events.rename(columns={"id": "event"})[["event", "counterpart", "weight", "first", "last"]]
        .dropna(subset="weight")
        .reset_index(drop=True),
        study.eras[["id", "start", "end"]].set_axis(["era", "era_start", "era_end"], axis=1),
        members[["group", "state", "member_start", "member_end"]],
        group_share=method.group_share,
    )
    keys = ["era", "counterpart", "event", "via"]
    found = study.contributions(method=method).drop(columns=["share", "days_share"])
    assert_frame_equal(
        found.sort_values(keys, ignore_index=True), expected.sort_values(keys, ignore_index=True)
    )


def _weights(study: pm.Study, method: Method) -> pd.Series[float]:
    return method.weigh(study.event_types)


@pytest.mark.parametrize("method", METHODS, ids=repr)
def test_the_events_behind_a_score_add_up_to_it(study: pm.Study, method: Method) -> None:
    scored = study.scored(method)
    for row in scored.scores.itertuples():
        era, counterpart = str(row.era), str(row.counterpart)
        events = scored.events(era, counterpart)
        product = events["weight"] * events["share"] * events["days_share"]
        assert product.tolist() == events["contribution"].tolist()
        assert events["contribution"].sum() == pytest.approx(row.net, abs=1e-4)
        found = scored.score(era, counterpart)
        assert found is not None
        assert (found.events, found.inherited) == (len(events), events["via"].notna().sum())
        assert found.score == row.score
        assert (found.low is None) == (len(events) == 1)


def test_an_event_may_count_by_the_days_of_the_era_that_it_covers(study: pm.Study) -> None:
    method = Method(days=True)
    days = days_of_eras(study)
    assert days["garcia"] == 1826
    visit = study.scored(method).events("garcia", "ECU").set_index("event")
    assert visit.loc["ecu-quito-visit-1985", "days_share"] == pytest.approx(31 / days["garcia"])
    full = study.contributions()
    part = study.contributions(method=method)
    assert part["event"].tolist() == full["event"].tolist()
    assert part["days_share"].between(0, 1, inclusive="right").all()
    assert full["days_share"].eq(1).all()
    # A condition of the whole era counts in full.
    assert part["days_share"].eq(1).any()


def test_a_member_of_a_part_of_an_era_has_a_part_of_its_days(study: pm.Study) -> None:
    members = study.members.copy()
    leaves = pd.Timestamp("1987-07-28")
    is_bolivia = (members["group"] == "NEIGHBOURS") & (members["state"] == "BOL")
    members.loc[is_bolivia, "end"] = leaves
    days = replace(study, members=members).contributions(method=Method(days=True))
    rows = days[(days["era"] == "garcia") & (days["via"] == "NEIGHBOURS")]
    share = rows.set_index(["counterpart", "event"])["days_share"]
    event = "neighbours-closer-ties-garcia"
    assert share["BRA", event] == 1
    assert share["BOL", event] == pytest.approx(2 / 5, abs=0.01)


def test_doubtful_events_may_be_left_out(study: pm.Study) -> None:
    confidence = study.events.set_index("id")["confidence"]
    for least, kept in (("high", {"high"}), ("medium", {"high", "medium"})):
        method = Method.read({"min_confidence": least}, Method())
        events = study.contributions(method=method)["event"]
        assert set(events.map(confidence)) == kept


def test_a_category_alone_is_all_but_the_others(study: pm.Study) -> None:
    categories = set(study.event_types["category"])
    alone = study.scores(method=Method(category="aid"))
    without = study.scores(method=Method(without=frozenset(categories - {"aid"})))
    assert_frame_equal(alone, without)
    assert not alone.empty


def test_nobody_without_data_has_a_score_or_events(study: pm.Study) -> None:
    assert study.scored().score("velasco", "FJI") is None
    assert study.scored().events("velasco", "FJI").empty


def test_a_rounded_score_is_never_a_negative_zero(study: pm.Study) -> None:
    own = tuple((code, -1e-9) for code in study.event_types["code"])
    scores = study.scored(Method(own_weights=own)).in_era("garcia").values()
    assert {str(score.score) for score in scores} == {"0.0"}


def test_a_method_is_scored_once_and_the_join_is_made_once_for_all(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def counted(*args: Any, **kwargs: Any) -> pd.DataFrame:
        calls.append(1)
        found: pd.DataFrame = contributions(*args, **kwargs)
        return found

    monkeypatch.setattr(module, "contributions", counted)
    study = pm.load(folder)
    assert study.scored() is study.scored(study.method)
    study.robustness()
    study.scores(method=METHODS[1])
    study.compare("velasco", "garcia")
    study.explain(era="garcia", counterpart="USA")
    assert len(calls) == 1


def test_a_study_of_many_rows_keeps_its_scores_by_fewer_methods(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = len(pm.load(folder).scored().reach)
    for most, kept in ((1, 2), (3 * rows, 3), (1_000 * rows, api.KEPT)):
        monkeypatch.setattr(api, "KEPT_ROWS", most)
        study = pm.load(folder)
        first = study.scored()
        methods = [Method(constant=10.0 + n) for n in range(1, kept + 1)]
        for method in methods[:-1]:
            study.scored(method)
        assert study.scored() is first
        for method in methods:
            study.scored(method)
        assert study.scored() is not first


@pytest.mark.parametrize(
    ("verb", "column"),
    [("scores", "score"), ("contributions", "contribution"), ("robustness", "without_one")],
)
def test_what_a_caller_does_to_a_frame_changes_no_score(
    study: pm.Study, verb: str, column: str
) -> None:
    frame = getattr(study, verb)()
    frame[column] = 0.0
    assert getattr(study, verb)()[column].ne(0).any()


def test_a_study_can_be_copied_and_sent_to_another_process(study: pm.Study) -> None:
    study.scores()
    for twin in (copy.deepcopy(study), pickle.loads(pickle.dumps(study))):  # noqa: S301 (ours)
        assert_frame_equal(twin.scores(), study.scores())


def test_a_category_that_does_not_exist_is_refused_each_time(study: pm.Study) -> None:
    wrong = Scored(study, Method(without=frozenset({"sport"})))
    for _ in range(2):
        with pytest.raises(ValueError, match="sport"):
            wrong.scores  # noqa: B018 (asking is what raises)
