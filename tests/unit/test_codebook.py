"""The codebook: what its types weigh, and why."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import perufr_map as pm

# Goldstein (1992): the codes that his table has, without the headings of later schemes.
GOLDSTEIN = {
    "011": 0.6, "012": 0.6, "013": 2.0,
    "021": -0.1, "022": -0.4, "023": -0.2, "024": 0.4, "025": 0.0,
    "031": 1.0, "032": 1.9, "033": 2.8,
    "041": 3.4, "042": 3.6,
    "051": 4.5, "052": 5.2, "054": 2.8,
    "061": 1.8, "062": 2.5, "063": -1.1, "064": 5.4, "065": 2.9, "066": 1.9,
    "071": 7.4, "072": 8.3, "073": 6.5,
    "081": 6.5, "082": 3.0,
    "091": 0.1, "092": 3.4, "093": 3.4, "094": -0.1, "095": 1.2,
    "101": 1.5, "102": -0.1,
    "111": -4.0, "112": -4.0,
    "121": -2.2, "122": -3.4,
    "131": -1.9, "132": -2.4,
    "141": -0.9, "142": -1.1,
    "150": -4.9, "160": -3.0,
    "171": -4.4, "172": -5.8, "173": -7.0, "174": -6.9,
    "181": -5.2, "182": -7.6,
    "191": -2.2, "192": -4.1, "193": -5.6, "194": -3.8, "195": -7.0,
    "201": -5.0, "202": -4.9,
    "211": -9.2, "212": -4.4,
    "221": -8.3, "222": -8.7, "223": -10.0,
}  # fmt: skip

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
