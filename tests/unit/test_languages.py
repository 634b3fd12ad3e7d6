"""A study in one language, in three, or in one that the interface does not speak."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from perufr_map import borders
from perufr_map.cli import main
from perufr_map.dashboard import state
from perufr_map.dashboard.server import STUDY
from perufr_map.problems import ChoiceError
from perufr_map.resources import app_path, languages, package_text, study_dir
from perufr_map.shown.words import Words
from speaking import speak

STUDIES = {
    "English alone": ("en",),
    "French alone": ("fr",),
    "a first language that the interface does not speak": ("fr", "es"),
    "three": ("en", "es", "fr"),
    "Arabic": ("ar",),
    "tags of more than two letters": ("pt-BR", "sr-Latn"),
}


@pytest.fixture(params=STUDIES)
def spoken(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    languages = STUDIES[request.param]
    return speak(tmp_path / "study", languages), languages


def test_it_checks_loads_and_scores_as_ever(
    spoken: tuple[Path, tuple[str, ...]], study: pm.Study
) -> None:
    folder, languages = spoken
    assert pm.check(folder) == []
    found = pm.load(folder)
    assert found.languages == languages
    assert found.scores().equals(study.scores())


@pytest.mark.parametrize("ending", ["html", "csv", "events.csv", "svg", "geojson", "bib", "cff"])
def test_it_is_exported_in_each_of_its_languages(
    ending: str, spoken: tuple[Path, tuple[str, ...]], tmp_path: Path
) -> None:
    folder, languages = spoken
    found = pm.load(folder)
    for language in languages:
        path = tmp_path / f"{language}.{ending}"
        found.export(path, era="garcia", before="morales", language=language)
        assert path.stat().st_size


def test_the_command_line_explains_in_its_language(
    spoken: tuple[Path, tuple[str, ...]],
) -> None:
    folder, languages = spoken
    words = ["explain", "autogolpe", "VEN", "--study", str(folder), "--lang", languages[-1]]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert "¶ 2" in result.stdout


def test_languages_are_those_named_in_their_order(tmp_path: Path) -> None:
    folder = speak(tmp_path / "study", ("en", "fr"), named=True)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["languages"] = ["fr", "en"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    assert pm.load(folder).languages == ("fr", "en")


def test_a_language_that_is_named_and_has_no_column_is_asked_for(tmp_path: Path) -> None:
    folder = speak(tmp_path / "study", ("en",), named=True)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["languages"] = ["en", "fr"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    missing = {(p.file, p.column) for p in pm.check(folder) if p.code == "column_missing"}
    assert ("eras.csv", "name_fr") in missing
    assert ("events.csv", "narrative_fr") in missing


def test_a_study_may_leave_out_a_column_that_is_optional_but_not_half_of_it(folder: Path) -> None:
    members = folder / "members.csv"
    rows = [line.split(",")[:4] for line in members.read_text("utf-8").splitlines()]
    members.write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    assert pm.check(folder) == []
    assert set(pm.load(folder).members["reason_en"]) == {""}
    halves = [[*row, "" if number else "reason_en"] for number, row in enumerate(rows)]
    members.write_text("".join(",".join(row) + "\n" for row in halves), "utf-8")
    found = [(p.file, p.column, p.code) for p in pm.check(folder)]
    assert found == [("members.csv", "reason_es", "column_untranslated")]


def test_a_column_in_a_language_that_the_study_has_not_is_told(tmp_path: Path) -> None:
    folder = speak(tmp_path / "study", ("en", "fr"))
    shutil.copy(study_dir() / "event_types.csv", folder)  # in English and Spanish
    kinds = {(p.column, p.code) for p in pm.check(folder)}
    assert ("label_es", "column_language") in kinds
    assert ("label_fr", "column_missing") in kinds


def test_a_text_that_one_of_three_languages_lacks_is_asked_for(tmp_path: Path) -> None:
    folder = speak(tmp_path / "study", ("en", "es", "fr"))
    path = folder / "counterparts.csv"
    path.write_text(path.read_text("utf-8").replace(",Cuba,Cuba,Cuba", ",Cuba,Cuba,", 1), "utf-8")
    (problem,) = pm.check(folder)
    assert (problem.column, problem.code) == ("name_fr", "text_missing")


def test_the_page_shows_a_study_in_another_language_with_english_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = speak(tmp_path / "study", ("fr", "en"))
    monkeypatch.setenv(STUDY, str(folder))
    for view in state.VIEWS:
        app = AppTest.from_file(app_path(), default_timeout=60)
        app.query_params["lang"], app.query_params["view"] = "fr", view
        app.query_params["c"], app.query_params["era"] = "VEN", "autogolpe"
        app.run()
        assert not app.exception, view
        assert app.session_state["language"] == "fr"


TAGS = ("ast", "sr-Latn", "zh-Hant", "pt-BR", "es-PE", "ckb", "ay", "de-PE")


def test_a_study_begins_in_any_language_by_its_tag(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "study", focus="DEU", languages=TAGS)
    assert [each.message for each in pm.check(folder) if each.severity == "error"] == []
    study = pm.load(folder)
    assert study.languages == TAGS
    names = {tag: Words(study, tag).name("DEU") for tag in TAGS}
    assert names == {
        "ast": "Alemaña",
        "sr-Latn": "Nemačka",
        "zh-Hant": "德國",
        "pt-BR": "Alemanha",
        "es-PE": "Alemania",
        "ckb": "ئەڵمانیا",
        "ay": "Germany",  # of which CLDR knows but the name
        "de-PE": "Deutschland",
    }
    said = {tag: Words(study, tag).interface for tag in TAGS}
    assert said == dict.fromkeys(TAGS, "en") | {"es-PE": "es"}
    assert Words(study, "pt-BR", ("fr-CA",)).interface == "fr"
    assert [tag for tag in TAGS if Words(study, tag).direction == "rtl"] == ["ckb"]


def test_a_tag_is_on_the_pages_as_browsers_read_it(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "study", focus="DEU", languages=["ckb", "pt-BR"])
    pm.load(folder).site(tmp_path / "site")
    page = (tmp_path / "site" / "pt-BR" / "index.html").read_text("utf-8")
    assert '<html lang="pt-BR"' in page
    assert 'hreflang="ckb"' in page
    assert "Português (Brasil)" in page
    page = (tmp_path / "site" / "ckb" / "index.html").read_text("utf-8")
    assert re.search(r'<html lang="ckb"[^>]* dir="rtl"', page)


@pytest.mark.parametrize("tag", ["xx", "pt-br", "pt_BR", "PT", "qqq", "english"])
def test_a_tag_of_no_language_or_in_another_form_is_told(tag: str, tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match=r"languages.*pt-BR|BCP 47: .*pt-BR"):
        pm.new(tmp_path / "study", focus="DEU", languages=[tag])


def test_a_column_with_a_tag_in_another_form_is_told_which_is_meant(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "study", focus="DEU", languages=["pt-BR"])
    path = folder / "eras.csv"
    path.write_text(path.read_text("utf-8").replace("name_pt-BR", "name_pt_BR", 1), "utf-8")
    (problem,) = [each for each in pm.check(folder) if each.severity == "error"]
    assert (problem.column, problem.code) == ("name_pt_BR", "column_misspelt")
    assert "name_pt-BR" in problem.remedy


FRENCH = {
    "a state of today": ("DEU", "1995-01-01", "Allemagne"),
    "one of the past, which CLDR lacks": ("SUN", "1980-01-01", "Union soviétique"),
    "a former name of one of today": ("DEU", "1980-01-01", "Allemagne de l’Ouest"),
}


@pytest.mark.parametrize("case", FRENCH)
def test_a_state_has_a_name_in_a_language_that_the_ledger_lacks(case: str) -> None:
    code, day, name = FRENCH[case]
    state = borders.state_on(code, day)
    assert state is not None
    assert borders.name_in(state.name, "fr") == name


def test_a_former_name_stands_in_english_rather_than_a_later_one_in_another_language() -> None:
    zaire = borders.state_on("COD", "1980-01-01")
    assert zaire is not None
    assert borders.name_in(zaire.name, "ar") == "Zaire"
    assert borders.name_in(zaire.name, "no such language") == "Zaire"


def test_every_state_of_the_past_has_its_french_name() -> None:
    known = {state.name["en"] for state in borders.states() if state.end is None}
    past = {state.name["en"] for state in borders.states()} - known
    as_in_english = {name for name in past if borders.name_in({"en": name}, "fr") == name}
    alike = "Alaska Antigua Basutoland Bechuanaland Dahomey Goa Nyasaland Ruanda Sarawak Siam "
    alike += "Sikkim Swaziland Tanganyika Tibet Urundi Zanzibar"
    assert as_in_english == set(alike.split())


def test_what_changed_on_the_map_is_told_in_french() -> None:
    told = borders.changes("1991-06-01", "1992-08-18", languages=("fr",))
    assert told is not None
    assert told["fr"].startswith("Dissolution\u00a0: Union soviétique (15 États)\u00a0; ")


def test_a_map_names_its_states_in_the_study_s_languages_alone(tmp_path: Path) -> None:
    found = pm.load(speak(tmp_path / "study", ("fr",))).payload()
    shapes = found["topology"]["objects"]["states"]["geometries"]
    assert {tuple(shape["properties"]["name"]) for shape in shapes} == {("fr",)}
    names = {shape["properties"]["name"]["fr"] for shape in shapes}
    assert {"Haute-Volta", "Birmanie"} <= names
    assert list(found["messages"]) == ["fr"]


@pytest.mark.parametrize("language", languages())
def test_every_catalogue_is_whole(language: str) -> None:
    words, english = (
        json.loads(package_text(f"messages/{code}.json")) for code in (language, "en")
    )
    assert sorted(words) == sorted(english)


def test_french_is_set_as_french_is() -> None:
    """A space that breaks no line stands before : ; ! ? » and after «."""
    words = json.loads(package_text("messages/fr.json"))
    pairs = words["borders.names"].split("|")  # English=French
    words["borders.names"] = "|".join(pair.partition("=")[2] for pair in pairs)
    loose = re.compile('[^\u00a0"][:;!?»](?=\\s|$)')
    assert [key for key, text in words.items() if loose.search(text)] == []
    assert not [key for key, text in words.items() if "'" in text or "« " in text]
