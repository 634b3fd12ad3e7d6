"""The codebook of a new study: acts of any century, each weight traceable to its scheme."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import perufr_map as pm
from goldstein import GOLDSTEIN
from perufr_map.resources import study_dir
from perufr_map.study import migrate

# Codes of the schemes that follow Goldstein's.
LATER = {"083": 6.0, "084": 10.0, "190": -4.0}


@pytest.fixture(scope="module")
def chile(tmp_path_factory: pytest.TempPathFactory) -> pm.Study:
    return pm.load(pm.new(tmp_path_factory.mktemp("new") / "chile", focus="CHL"))


def test_it_has_every_code_of_weis_with_goldstein_s_weight(chile: pm.Study) -> None:
    types = chile.event_types
    assert dict(zip(types["weis_code"], types["weight_weis"], strict=True)) == GOLDSTEIN | LATER


def test_it_weighs_each_type_as_the_table_for_cameo_does(chile: pm.Study) -> None:
    with (study_dir() / "crosswalks" / "cameo_events.csv").open(encoding="utf-8") as file:
        table = {row["code"]: float(row["weight"]) for row in csv.DictReader(file)}
    types = chile.event_types
    assert list(types["weight_cameo"]) == [table[code] for code in types["cameo_code"]]


def test_it_has_the_acts_of_any_century(chile: pm.Study) -> None:
    acts = {"war", "clash", "occupation", "annexation", "claim", "embargo", "expulsion", "union"}
    acts |= {"recognition", "relations_restored", "treaty_signed", "treaty_ended", "aid_given"}
    assert acts <= set(chile.event_types["code"])


def test_every_type_is_defined_and_shown_by_an_example_in_both_languages(chile: pm.Study) -> None:
    for language in ("en", "es"):
        for stem in ("label", "verb", "definition", "example"):
            texts = chile.event_types[f"{stem}_{language}"]
            assert texts.str.strip().all()
            assert list(texts[texts.str.lower().duplicated()]) == [], (stem, language)


def test_a_rule_names_types_that_there_are(chile: pm.Study) -> None:
    codes = set(chile.event_types["code"])
    for language in ("en", "es"):
        rules = chile.event_types[f"rule_{language}"].str.findall(r"`([a-z_]+)`")
        assert rules.map(len).sum() > 20
        assert {code for found in rules for code in found} <= codes


def test_a_war_of_a_new_study_scores_as_low_as_one_statement_can(chile: pm.Study) -> None:
    weights = chile.event_types.set_index("code")["weight_weis"]
    assert weights["war"] == weights.min() == -10


# --- weights and categories of one's own ----------------------------------------------


def rename_column(folder: Path, old: str, new: str) -> None:
    path = folder / "event_types.csv"
    header, rest = path.read_text("utf-8-sig").split("\n", 1)
    path.write_text(f"{header.replace(old, new)}\n{rest}", "utf-8")


def name_set(folder: Path, name: str) -> None:
    path = folder / "datapackage.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"weights": "weis"', f'"weights": "{name}"'), "utf-8")


def test_a_set_of_weights_has_any_name(folder: Path, study: pm.Study) -> None:
    rename_column(folder, "weight_cameo", "weight_azar")
    rename_column(folder, "cameo_code", "azar_code")
    assert pm.check(folder) == []
    own = pm.load(folder)
    assert own.weight_sets == ("weis", "azar")
    theirs = study.scores(method=pm.Method(weights="cameo", group_share=0.3))
    ours = own.scores(method=pm.Method(weights="azar", group_share=0.3))
    assert list(ours["score"]) == list(theirs["score"])
    assert "| WEIS | AZAR |" in own.codebook()
    with pytest.raises(pm.ChoiceError, match="choose weis or azar"):
        own.scores(method=pm.Method(weights="cameo"))


def test_one_set_of_weights_is_enough_and_is_then_the_study_s(folder: Path) -> None:
    path = folder / "event_types.csv"
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    left_out = [rows[0].index(name) for name in ("cameo_code", "weight_cameo")]
    kept = [[cell for at, cell in enumerate(row) if at not in left_out] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(kept)
    rename_column(folder, "weight_weis", "weight_mine")
    rename_column(folder, "weis_code", "mine_code")
    (problem,) = pm.check(folder)
    assert (problem.code, problem.remedy) == ("weights_unknown", "Choose one of mine")
    name_set(folder, "mine")
    assert pm.check(folder) == []
    study = pm.load(folder)
    assert study.method.weights == "mine"
    assert study.scores()["score"].tolist()[:3] == pm.load().scores()["score"].tolist()[:3]
    assert len(study.robustness()) == len(study.scores())


def test_a_third_set_is_compared_with_the_others(folder: Path) -> None:
    path = folder / "event_types.csv"
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    at = rows[0].index("weight_weis")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", delimiter=";")
        writer.writerow([*rows[0], "weight_turned"])
        # A comma in a number is a decimal comma, in a set of any name too.
        writer.writerows([*row, f"{-float(row[at])}".replace(".", ",")] for row in rows[1:])
    with pytest.warns(pm.StudyWarning, match="“;”"):
        study = pm.load(folder)
    assert study.weight_sets == ("weis", "cameo", "turned")
    turned = study.robustness()["turned_by"].dropna()
    assert turned.str.contains("weights=turned").sum() > len(turned) / 2


def test_a_slip_in_a_known_set_s_name_is_no_new_set(folder: Path) -> None:
    rename_column(folder, "weight_weis", "weight_wies")
    codes = {problem.column: problem.code for problem in pm.check(folder)}
    assert codes["weight_wies"] == "column_misspelt"


def test_categories_are_the_study_s_own(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "chile", focus="CHL")
    for name in ("categories.csv", "event_types.csv"):
        path = folder / name
        text = path.read_text("utf-8-sig").replace("agreement,Agreements", "pact,Pacts")
        path.write_text(text.replace(",agreement,", ",pact,"), "utf-8")
    assert {problem.code for problem in pm.check(folder)} <= {"placeholder"}
    study = pm.load(folder)
    words = study.payload()["messages"]["en"]
    named = {key for key in words if key.startswith("method.category.")}
    assert named == {f"method.category.{each}" for each in study.categories["id"]}
    assert "[Pacts](#category-pact)" in study.codebook()


def test_a_category_that_there_is_not_is_told_by_row(folder: Path) -> None:
    path = folder / "categories.csv"
    path.write_text(path.read_text("utf-8").replace("aid,Aid", "help,Help"), "utf-8")
    found = {(problem.file, problem.column, problem.code) for problem in pm.check(folder)}
    assert found == {("event_types.csv", "category", "reference_unknown")}


def test_an_older_study_opens_as_it_was_and_migrates(folder: Path, study: pm.Study) -> None:
    (folder / "categories.csv").unlink()
    (problem,) = pm.check(folder)
    assert (problem.code, problem.severity) == ("categories_old", "warning")
    assert f"perufr-map migrate {folder}" in problem.remedy
    assert pm.load(folder).payload() == study.payload()
    migrate.migrate(folder)
    assert pm.check(folder) == []
    shipped = (study_dir() / "categories.csv").read_text("utf-8")
    assert (folder / "categories.csv").read_text("utf-8-sig") == shipped
    assert migrate.migrate(folder) == []
