"""What the views of a counterpart and of all statements are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map.problems import LANGUAGE
from perufr_map.resources import languages
from perufr_map.shown.told import Told, ToldCounterpart, told


@pytest.fixture(scope="module")
def given(study: pm.Study) -> Told:
    return told(study.scored(), LANGUAGE)


def test_every_score_is_there_with_all_it_is_made_of(study: pm.Study, given: Told) -> None:
    scored, eras = study.scored(), list(study.eras["id"])
    found = {
        (eras[score["era"]], each["id"]): score
        for each in given["counterparts"]
        for score in each["scores"]
    }
    keys = zip(scored.scores["era"], scored.scores["counterpart"], strict=True)
    assert found.keys() == set(keys)
    for (era, code), score in found.items():
        own = scored.score(era, code)
        assert own is not None
        assert (score["score"], score["settled"]) == (own.score, own.settled)
        assert sum(adds for _, adds, _ in score["parts"]) == pytest.approx(own.net, abs=0.001)
        assert len(score["parts"]) == own.events
        assert sum(not via for _, _, via in score["parts"]) == score["named"]


def test_cooperation_stands_first_then_conflict_and_groups_last(given: Told) -> None:
    for each in given["counterparts"]:
        for score in each["scores"]:
            order = [(bool(via), adds < 0, -abs(adds)) for _, adds, via in score["parts"]]
            assert order == sorted(order)


def test_a_statement_lies_on_the_days_that_it_can_mean(study: pm.Study, given: Told) -> None:
    spans = sorted((day(row["first"]), day(row["last"]) + 1) for _, row in study.events.iterrows())
    assert [(each["start"], each["end"]) for each in given["statements"]] == spans


def day(timestamp: object) -> int:
    return int(str(getattr(timestamp, "value", 0))) // 86_400_000_000_000


def test_one_category_alone_leaves_out_no_statement_but_counts_no_other(study: pm.Study) -> None:
    debt = told(study.scored(replace(study.method, category="debt")), LANGUAGE)
    assert debt["category"] == "debt"
    assert len(debt["statements"]) == len(study.events)
    parts = [
        debt["statements"][index]["category"]
        for each in debt["counterparts"]
        for score in each["scores"]
        for index, _, _ in score["parts"]
    ]
    assert set(parts) == {"debt"}
    assert debt["leaves_out"]


def test_what_is_left_out_for_good_is_not_listed(study: pm.Study) -> None:
    sure = told(study.scored(replace(study.method, min_confidence="high")), LANGUAGE)
    assert 0 < len(sure["statements"]) == study.events["confidence"].eq("high").sum()


@pytest.mark.parametrize("language", languages())
def test_the_numbers_of_a_formula_are_said_in_the_language(study: pm.Study, language: str) -> None:
    given = told(study.scored(), language)
    formula = by_id(given)["CHL"]["scores"][3]["formula"]
    net, score = ("9.95", "−5.0") if language == "en" else ("9,95", "−5,0")
    assert formula == f"10 × −{net} ÷ (10 + {net}) = {score}"


def test_a_view_opens_with_whom_most_is_said_of(study: pm.Study, given: Told) -> None:
    weights = study.event_types.set_index("code")["weight_weis"].astype(float).abs()
    said = study.events["event_type"].map(weights).groupby(study.events["counterpart"]).sum()
    assert given["foremost"] == said.idxmax() == "USA"


def test_a_method_by_which_nothing_counts_leaves_words(study: pm.Study) -> None:
    without = frozenset(study.event_types["category"])
    given = told(study.scored(replace(study.method, without=without)), LANGUAGE)
    assert given["statements"] == []
    assert given["foremost"] is None
    assert {each["course"] for each in given["counterparts"]} == {
        "Nothing said that counts here throughout, 1968–1992."
    }


def test_a_score_of_zero_shows_what_it_is_the_balance_of(
    folder: Path, edit: Callable[..., int]
) -> None:
    edit("event_types.csv", {"code": "relations_broken"}, weight_weis="4.1")
    edit("events.csv", {"id": "ven-relations-broken-1992"}, counterpart="ARG")
    given = told(pm.load(folder).scored(), LANGUAGE)
    last = by_id(given)["ARG"]["scores"][-1]
    assert (last["score"], last["cooperation"], last["conflict"]) == (0.0, 4.1, -4.1)
    assert "not settled" in last["said"]


def by_id(given: Told) -> dict[str, ToldCounterpart]:
    return {each["id"]: each for each in given["counterparts"]}


def test_a_state_that_a_group_alone_reaches_is_named_by_none(given: Told) -> None:
    (garcia,) = (each for each in by_id(given)["BRA"]["scores"] if each["era"] == 3)
    assert garcia["named"] == 0
    assert {via for _, _, via in garcia["parts"]} == {"Neighbouring countries"}
    assert "holds with probability 0.74: not settled" in garcia["said"]


def test_a_note_on_a_sure_statement_is_told(folder: Path, edit: Callable[..., int]) -> None:
    note = "The date stands in the source."
    sure = {"counterpart": "USA", "confidence": "high"}
    edit("events.csv", sure, confidence_note_en=note, confidence_note_es=note)
    given = told(pm.load(folder).scored(), LANGUAGE)
    assert note in {each["doubt"] for each in given["statements"]}


def test_a_statement_leads_to_its_source_on_the_web(folder: Path) -> None:
    table = folder / "sources.csv"
    head, row, *rest = table.read_text("utf-8-sig").splitlines()
    assert head.endswith(",url")
    address = "https://example.org/text"
    row = f"{row.rpartition(',')[0]},{address}"
    table.write_text("\n".join([head, row, *rest, ""]), "utf-8")
    for each in told(pm.load(folder).scored(), LANGUAGE)["statements"]:
        assert each["links"] == [(each["place"], address)]
