"""What a reader types finds its code, and a wrong word is answered with the one that was meant."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from perufr_map import borders
from perufr_map.cli import main
from perufr_map.resources import languages, study_dir
from perufr_map.similar import nearest, suggest
from perufr_map.study.checks import check


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def found(*words: str) -> list[list[object]]:
    result = run("codes", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    columns = ("code", "kind", "name", "start", "end", "gw_code")
    return [[row[column] for column in columns] for row in json.loads(result.stdout)]


GERMANY = ["DEU", "state", "Germany", "1990-10-03", None, 260]


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("germany", GERMANY),
        ("ALEMANIA", GERMANY),
        ("Deutschland", GERMANY),  # no catalogue of the interface has it
        ("ドイツ", GERMANY),
        ("260", GERMANY),
        ("deu", GERMANY),
        ("cote d’ivoire", ["CIV", "state", "Côte d'Ivoire", "1960-08-07", None, 437]),
        ("Yougoslavie", ["YUG", "state", "Yugoslavia", None, "2003-02-04", 345]),
        ("UAR", ["EGY", "state", "United Arab Republic", "1958-02-22", "1971-09-02", 651]),
        ("gold coast", ["GHA", "colony", "Gold Coast", None, "1957-03-06", None]),
        ("neighbouring", ["NEIGHBOURS", "group", "Neighbouring countries", None, None, None]),
    ],
)
def test_a_name_in_any_language_a_number_and_initials_find_a_code_and_its_dates(
    word: str, row: list[object]
) -> None:
    assert row in found(word)


def test_a_code_itself_comes_before_names_that_hold_it() -> None:
    assert found("per")[0][0] == "PER"


def test_names_are_in_the_language_that_is_asked_for() -> None:
    assert [row[2] for row in found("260", "--lang", "fr")] == [
        *("Allemagne de l’Ouest", "Allemagne de l’Ouest"),  # occupied, then a state
        "Allemagne",
    ]


def test_all_codes_are_listed_without_a_word() -> None:
    codes = {row[0] for row in found()}
    assert {"PER", "SUN", "DDR", "HKG", "IMF"} <= codes


def test_a_word_that_finds_nothing_is_answered_with_what_is_like_it() -> None:
    result = run("codes", "Yugoslvia")
    assert result.exit_code == 2
    assert "did you mean YUG (Yugoslavia)" in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["scores", "--era", "Alan Garcia"], "did you mean garcia ("),
        (["scores", "--aggregation", "saturated"], "did you mean saturating?"),
        (["scores", "--category", "trad"], "did you mean trade?"),
        (["scores", "--own", "aid_suspend:-8"], "did you mean aid_suspended?"),
        (["scores", "--min-confidence", "hi"], "did you mean high?"),
        (["scores", "--events", "x.csv", "--engine", "dukdb"], "Did you mean duckdb?"),
        (["export", "map.htm"], "did you mean .html?"),
        (["export", "map.html", "--frame", "afrika"], "did you mean africa?"),
        (["cite", "--style", "chicgo"], "Did you mean chicago?"),
        (["borders", "1980-07-28", "--out", "world.geojso"], "did you mean .geojson?"),
        (["new", "x", "--focus", "UAR"], "did you mean EGY (Egypt)"),
    ],
)
def test_a_wrong_word_is_answered_with_the_one_that_was_meant(
    words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("file", "old", "new", "meant"),
    [
        ("events.csv", ",aid_suspended,", ",aid_suspnded,", "aid_suspended"),
        ("events.csv", ",USA,", ",UAS,", "USA"),
        ("events.csv", ",medium,", ",medum,", "medium"),
        ("counterparts.csv", "\nCHL,state,", "\nCHI,state,", "CHL (Chile)"),
        ("datapackage.json", '"weights": "weis"', '"weights": "wes"', "weis"),
        ("datapackage.json", '"focus": "PER"', '"focus": "PRU"', "PER (Peru)"),
    ],
)
def test_a_wrong_cell_is_answered_with_the_word_that_was_meant(
    file: str, old: str, new: str, meant: str, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(study_dir(), folder)
    text = (folder / file).read_text("utf-8-sig")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    problems = [each for each in check(folder) if each.file == file]
    assert any(f"Did you mean {meant}" in str(problem) for problem in problems), problems
    for language in languages():
        assert meant in problems[0].translate(language).remedy


def test_what_is_like_nothing_is_answered_with_nothing() -> None:
    assert nearest("zzzz", ["trade", "aid"]) == ""
    assert suggest("1", [("CHL", "Chile")], {"CHL": "Chile"}) == ""


def test_a_form_without_all_is_refused_as_the_ending_says_it(tmp_path: Path) -> None:
    file = tmp_path / "world.gpkg"
    result = run("borders", "1980-07-28", "--form", "csv", "--out", str(file))
    assert result.exit_code == 2
    assert "--form is of --all" in " ".join(result.stderr.split())
    assert not file.exists()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("USSR", "SUN"),
        ("UdSSR", "SUN"),
        ("СССР", "SUN"),  # noqa: RUF001
        ("GDR", "DDR"),
        ("FRG", "DEU"),
        ("Bundesrepublik", "DEU"),
        ("Westdeutschland", "DEU"),
        ("PRC", "CHN"),
        ("DPRK", "PRK"),
    ],
)
def test_what_a_state_is_called_for_short_or_was_called_once_finds_it(word: str, code: str) -> None:
    assert {row[0] for row in found(word)} == {code}


@pytest.mark.parametrize(("word", "hint"), [("USSR", "SUN (Soviet Union)"), ("PRC", "CHN (China)")])
def test_a_focus_by_an_abbreviation_is_told_its_code(word: str, hint: str, tmp_path: Path) -> None:
    result = run("new", str(tmp_path / "study"), "--focus", word)
    assert f"did you mean {hint}?" in " ".join(result.stderr.split())


def test_what_states_are_called_besides_is_of_names_of_the_ledger() -> None:
    assert set(borders.CALLED_TOO) <= {state.name["en"] for state in borders.states()}
