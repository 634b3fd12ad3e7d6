"""A group's statements are drawn on those of its members that no statement names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import perufr_map as pm
from perufr_map import borders
from perufr_map.scoring.method import Method
from perufr_map.shown.payload import payload as make_payload
from perufr_map.shown.regions import groups_told_of, homes, listed_under, regions
from perufr_map.shown.words import Words
from perufr_map.study.descriptor import Settings


@pytest.fixture(params=["velasco", "garcia", "fujimori", "autogolpe"])
def era(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_state_in_a_region_is_named_by_no_event_of_the_era(study: pm.Study, era: str) -> None:
    scored = study.scored()
    for group, states in regions(scored, era).items():
        assert scored.score(era, group)
        for code in states:
            score = scored.score(era, code)
            assert score is None or score.basis == "group"


def test_a_region_has_all_members_of_the_reference_date_that_stand_then(
    study: pm.Study, era: str
) -> None:
    scored, day = study.scored(), study.era(era)["reference_date"]
    scores = scored.in_era(era)
    found = [code for states in regions(scored, era).values() for code in states]
    members = {
        row["state"]
        for row in study.members.to_dict("records")
        if row["group"] in scores
        and (pd.isna(row["start"]) or row["start"] <= day)
        and (pd.isna(row["end"]) or day < row["end"])
        and borders.state_on(row["state"], day.date())
    }
    named = {code for code, score in scores.items() if score.basis == "named"}
    assert sorted(found) == sorted(members - named - {study.focus})


def test_a_state_of_two_groups_is_drawn_in_the_smaller_one(study: pm.Study) -> None:
    found = regions(study.scored(), "velasco")
    assert "POL" in found["EAST_EUROPE"]
    assert "POL" not in found["COMMUNIST_WORLD"]
    assert "CHN" in found["COMMUNIST_WORLD"]


def test_a_region_leaves_out_who_joined_its_group_after_the_last_event(
    folder: Path, edit: Callable[..., int]
) -> None:
    edit("events.csv", {"id": "east-europe-military-ties-velasco"}, end="1971-12-31")
    edit("members.csv", {"group": "EAST_EUROPE", "state": "POL"}, start="1972-01-01")
    scored = pm.load(folder).scored()
    assert set(scored.events("velasco", "POL")["via"]) == {"COMMUNIST_WORLD"}
    found = regions(scored, "velasco")
    assert "POL" not in found["EAST_EUROPE"]
    assert "POL" in found["COMMUNIST_WORLD"]
    assert homes(scored, era="velasco")["POL"] == "COMMUNIST_WORLD"


def test_where_groups_count_nothing_for_their_members_no_region_is_drawn(study: pm.Study) -> None:
    assert regions(study.scored(Method(group_share=0)), "velasco") == {}


def test_the_map_is_told_that_a_study_leaves_statements_out_by_its_own_method(
    study: pm.Study,
) -> None:
    assert not make_payload(study.scored())["leaves_out"]
    settings: Settings = {**study.settings, "min_confidence": "medium"}
    careful = replace(study, descriptor={**study.descriptor, "study": settings})
    payload = make_payload(careful.scored())
    assert payload["method"] == {}  # no departure from the study's own
    assert payload["leaves_out"]


def test_where_the_events_that_name_a_state_do_not_count_its_group_holds_it(
    study: pm.Study,
) -> None:
    scored = study.scored()
    (event, *_) = scored.events("fujimori", "COL").query("via.isna()")["event_type"]
    codebook = study.event_types.set_index("code")["category"]
    method = Method(without=frozenset({codebook[event]}))
    assert "COL" not in regions(scored, "fujimori")["NEIGHBOURS"]
    assert "COL" in regions(study.scored(method), "fujimori").get("NEIGHBOURS", ["COL"])


def test_a_state_that_no_statement_names_is_at_home_in_its_region(
    study: pm.Study, era: str
) -> None:
    scored = study.scored()
    found = regions(scored, era)
    in_regions = {code: group for group, states in found.items() for code in states}
    placed = homes(scored, era=era)
    assert {code for code, score in scored.in_era(era).items() if score.basis == "group"} == set(
        placed
    )
    assert placed == {code: in_regions.get(code) for code in placed}
    assert set(in_regions) <= set(placed)


def test_a_comparison_draws_the_regions_of_the_later_era_and_those_that_are_gone(
    study: pm.Study,
) -> None:
    placed = homes(study.scored(), era="garcia", before="velasco")
    assert placed["BRA"] == "NEIGHBOURS"
    assert placed["MEX"] == "LATAM"  # no statement of the later era speaks of it
    assert "COL" not in placed  # named in the later era
    assert "LATAM" not in study.scored().in_era("garcia")


def test_lists_name_each_state_that_no_statement_names_under_one_group(
    study: pm.Study, era: str
) -> None:
    scored = study.scored()
    listed = listed_under(scored, era=era)
    assert set(listed) == set(homes(scored, era=era))
    for code, group in listed.items():
        told = groups_told_of(scored, era, code)
        assert group in told
        assert sum(told.values()) == scored.in_era(era)[code].events


def test_a_state_that_no_statement_names_is_said_to_be_told_of_through_groups(
    study: pm.Study,
) -> None:
    told = groups_told_of(study.scored(), "velasco", "POL")
    english, spanish = (
        Words(study, language).unnamed("POL", told, method=study.method)
        for language in ("en", "es")
    )
    assert english.startswith("No statement names Poland; ")
    assert "one speaks of Eastern Europe" in english
    assert "Communist countries" in english
    assert spanish.startswith("Ningún enunciado nombra a Polonia; ")


def test_where_some_statements_do_not_count_it_is_said_of_those_that_do(study: pm.Study) -> None:
    words, told = Words(study, "en"), {"LATAM": 1}
    left_out = [Method(category="aid"), Method(without=frozenset({"aid"}))]
    left_out.append(Method(min_confidence="high"))
    for method in left_out:
        said = words.unnamed("BRA", told, method=method)
        assert said.startswith("Of the statements that count here none names Brazil; one speaks")
    assert words.unnamed("BRA", told, method=Method(weights="cameo")).startswith("No statement")
