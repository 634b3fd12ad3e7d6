"""What the shipped study says, and that each number leads back to cited events."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import perufr_map as pm
from perufr_map.scoring.method import WEIGHT_SETS, WeightSet
from perufr_map.study import steps
from perufr_map.study.layout import KINDS, layout

WORSENED_AFTER_THE_SELF_COUP = ["VEN", "USA", "ARG", "DEU", "ESP"]


def test_the_study_is_as_large_as_its_text(study: pm.Study) -> None:
    assert len(study.events) >= 70
    assert len(study.eras) == 6
    assert {"state", "organisation", "group"} <= set(study.counterparts["kind"])


@pytest.mark.parametrize("weights", WEIGHT_SETS)
def test_the_self_coup_worsened_relations_with_those_who_reacted(
    study: pm.Study, weights: WeightSet
) -> None:
    before, after = (
        study.scores(era=era, method=pm.Method(weights=weights)).set_index("counterpart")["score"]
        for era in ("fujimori", "autogolpe")
    )
    for code in WORSENED_AFTER_THE_SELF_COUP:
        assert after[code] < -1
        assert code not in before or after[code] < before[code]


def test_the_self_coup_did_not_worsen_relations_with_japan(study: pm.Study) -> None:
    assert study.scores(era="fujimori").set_index("counterpart")["score"]["JPN"] > 0
    after = study.scores(era="autogolpe").set_index("counterpart")["score"]
    assert "JPN" not in after or after["JPN"] >= 0


def test_relations_with_the_united_states_were_good_and_strained_under_garcia(
    study: pm.Study,
) -> None:
    row = study.scores(era="garcia").set_index("counterpart").loc["USA"]
    assert row["cooperation"] > 0 > row["conflict"]


def test_every_score_is_the_sum_of_its_cited_events(study: pm.Study) -> None:
    for _, row in study.scores().iterrows():
        events = study.explain(era=row["era"], counterpart=row["counterpart"])
        assert len(events) == row["events"]
        assert events["contribution"].sum() == pytest.approx(row["net"])
        assert (events[["source", "section"]] != "").all(axis=None)
        assert events["locator"].str.fullmatch(r"¶ [1-9]\d*").all()


def test_reactions_to_the_coup_do_not_colour_the_era_before_it(study: pm.Study) -> None:
    coup = study.events[study.events["id"] == "ven-relations-broken-1992"].iloc[0]
    assert coup["first"] == pd.Timestamp("1992-04-05")


def test_scores_are_sorted_by_era_in_time(study: pm.Study) -> None:
    assert list(study.scores()["era"].unique()) == list(study.eras["id"])


def test_nothing_coded_means_no_score(study: pm.Study) -> None:
    assert "VEN" not in set(study.scores(era="fujimori")["counterpart"])


def test_the_focus_has_no_relation_with_itself(study: pm.Study) -> None:
    assert study.focus not in set(study.scores()["counterpart"])


def test_every_state_with_a_score_is_one_feature_on_its_era_s_map(study: pm.Study) -> None:
    states = set(study.counterparts.query("kind == 'state'")["id"])
    for era in study.eras["id"]:
        scored = study.scores(era=era).set_index("counterpart")["score"]
        drawn = study.states(era=era)
        assert drawn["code"].is_unique
        found = drawn.dropna(subset="score").set_index("code")["score"]
        pd.testing.assert_series_equal(
            found.sort_index(),
            scored[scored.index.isin(states)],
            check_names=False,
            check_index_type=False,
        )


def test_every_era_s_map_has_the_focus_and_nobody_takes_its_place(study: pm.Study) -> None:
    for era in study.eras["id"]:
        drawn = study.states(era=era).set_index("code")
        assert drawn.loc[study.focus, "status"] == "independent"
        assert pd.isna(drawn.loc[study.focus, "score"])


def test_the_kinds_of_counterparts_are_those_of_the_format() -> None:
    (field,) = (f for f in layout("counterparts").fields if f["name"] == "kind")
    assert list(KINDS) == field["constraints"]["enum"]


def test_every_era_has_a_headline_that_fits_and_every_step_is_short(study: pm.Study) -> None:
    for language in study.languages:
        headlines = study.eras[f"headline_{language}"]
        assert headlines.str.len().between(1, 64).all()
        assert study.eras[f"short_{language}"].str.len().between(1, 28).all()
        assert all(
            len(text.split()) <= steps.MOST_WORDS for text in study.steps[f"text_{language}"]
        )
    assert 8 <= len(study.steps) <= 10


def test_only_the_last_step_has_no_events_and_leaves_the_map_to_the_reader(study: pm.Study) -> None:
    *told, last = study.steps["events"]
    assert all(told)
    assert last == ""


def test_a_step_speaks_of_whom_its_events_are_about(study: pm.Study) -> None:
    counterparts = study.events.set_index("id")["counterpart"]
    for events, selected in study.steps[["events", "selected"]].to_numpy():
        about = {counterparts[name] for name in events.split()}
        assert set(selected.split()) <= about


def test_a_study_may_be_without_a_story(folder: Path) -> None:
    (folder / "steps.csv").unlink()
    assert pm.check(folder) == []
    assert pm.load(folder).steps.empty


def test_what_is_done_to_an_eras_row_leaves_the_study_alone() -> None:
    study = pm.load()
    row = study.era("garcia")
    row["id"] = "other"
    assert study.era("garcia")["id"] == "garcia"
