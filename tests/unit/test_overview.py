"""All eras at once: who turned, who kept its sign, and how firm each turn is."""

from __future__ import annotations

import pytest

import perufr_map as pm
from perufr_map.shown.overview import SECTIONS, overview


@pytest.fixture(scope="module")
def sections(study: pm.Study) -> dict[str, list[str]]:
    return {
        section: [row.counterpart for row in rows]
        for section, rows in overview(study.scored()).items()
    }


def test_every_counterpart_that_a_statement_names_has_one_row(
    study: pm.Study, sections: dict[str, list[str]]
) -> None:
    scores = study.scored().scores
    named = set(scores.loc[scores["basis"] == "named", "counterpart"])
    listed = [code for codes in sections.values() for code in codes]
    assert len(listed) == len(set(listed))
    assert set(listed) == named


def test_the_sections_say_what_holds_of_the_signs(study: pm.Study) -> None:
    signs = study.scored().scores.assign(sign=lambda scores: scores["score"] > 0)
    for section, rows in overview(study.scored()).items():
        for row in rows:
            own = signs[signs["counterpart"] == row.counterpart]
            by_name = own.loc[own["basis"] == "named", "sign"].nunique()
            first = own.iloc[0]["basis"]  # scores are in order of the eras
            assert section == (
                "once"
                if len(own) == 1
                else "kept"
                if own["sign"].nunique() == 1
                else "group_first"
                if by_name == 1 and first == "group"
                else "turned"
            )


def test_a_section_is_in_order_of_swing_and_what_is_told_once_in_order_of_the_era(
    study: pm.Study,
) -> None:
    found = overview(study.scored())
    assert tuple(found) == SECTIONS
    for section in SECTIONS[:3]:
        swings = [row.swing for row in found[section]]
        assert swings == sorted(swings, reverse=True)
    once = [(next(iter(row.scores)), row.swing) for row in found["once"]]
    assert once == sorted(once)


def test_the_united_states_turned_twice_and_both_turns_are_firm(study: pm.Study) -> None:
    row = next(r for r in overview(study.scored())["turned"] if r.counterpart == "USA")
    eras = list(study.eras["id"])
    assert {eras[place]: firm for place, firm in row.turns.items()} == {
        "belaunde": True,
        "autogolpe": True,
    }


def test_a_turn_from_a_group_is_not_firm(study: pm.Study) -> None:
    for row in overview(study.scored())["group_first"]:
        assert list(row.turns.values()) == [False]
