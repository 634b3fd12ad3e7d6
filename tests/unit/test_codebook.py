"""The codebook: what its types weigh, and why."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import perufr_map as pm
from goldstein import GOLDSTEIN as WEIGHTS

# Without 053: no type of this study has it.
GOLDSTEIN = {code: weight for code, weight in WEIGHTS.items() if code != "053"}

NAMING = ("rule", "counterexample")
"""The texts that say which other type a case is."""


def test_a_type_with_a_goldstein_code_has_the_weight_of_his_table(study: pm.Study) -> None:
    coded = study.event_types.query("weis_code != ''").set_index("weis_code")["weight_weis"]
    assert [
        (code, weight) for code, weight in coded.items() if GOLDSTEIN.get(str(code)) != weight
    ] == []


def test_a_type_says_where_its_weight_comes_from_or_why_the_sets_differ(study: pm.Study) -> None:
    types = study.event_types
    far = (types["weight_weis"] - types["weight_cameo"]).abs() > 0.95
    unexplained = types[far | (types["weis_code"] == "") | (types["cameo_code"] == "")]
    for language in study.languages:
        silent = unexplained[unexplained[f"weight_note_{language}"] == ""]
        assert list(silent["code"]) == []


def test_a_weight_without_a_code_is_what_its_note_says(study: pm.Study) -> None:
    derived = study.event_types.query("weis_code == ''")
    for row in derived.to_dict("records"):
        named = re.findall(r"\((?:WEIS )?(\d{3})[^)]*\)", row["weight_note_en"])
        parts = named[: 2 if "mean of" in row["weight_note_en"] else 1]
        exact = sum((Decimal(str(GOLDSTEIN[code])) for code in parts), Decimal(0)) / 2
        rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert Decimal(str(row["weight_weis"])) == rounded, row["code"]
    assert len(derived) > 10


@pytest.mark.parametrize("stem", ["label", "definition"])
def test_no_two_types_are_called_or_defined_alike(study: pm.Study, stem: str) -> None:
    for language in study.languages:
        texts = study.event_types[f"{stem}_{language}"]
        assert list(texts[texts.str.lower().duplicated()]) == []


def test_decision_rules_and_counterexamples_name_other_types_that_exist(study: pm.Study) -> None:
    types = study.event_types.set_index("code")
    for language in study.languages:
        for code, row in types.iterrows():
            near = [set(re.findall(r"`(.+?)`", row[f"{stem}_{language}"])) for stem in NAMING]
            assert all(near), f"{code} is told apart from no other type"
            assert set().union(*near) <= set(types.index) - {code}


def test_a_decision_rule_names_the_same_types_in_every_language(study: pm.Study) -> None:
    first, *others = (f"rule_{language}" for language in study.languages)
    for row in study.event_types.to_dict("records"):
        for other in others:
            assert re.findall(r"`.+?`", row[first]) == re.findall(r"`.+?`", row[other]), row["code"]


def test_an_optional_column_that_is_misspelt_is_told_what_it_is_like(folder: Path) -> None:
    path = folder / "event_types.csv"
    path.write_text(path.read_text("utf-8").replace(",mark,", ",marks,", 1), "utf-8")
    (problem,) = pm.check(folder)
    assert (problem.column, problem.code) == ("marks", "column_misspelt")
    assert problem.values == {"near": "mark"}
