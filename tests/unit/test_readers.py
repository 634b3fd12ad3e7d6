"""Where a study's language has no catalogue, its reader's own is spoken, else English."""

from __future__ import annotations

from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map.resources import all_spoken, spoken
from perufr_map.shown.told import told
from perufr_map.shown.words import Words
from speaking import speak


@pytest.mark.parametrize(
    ("language", "readers", "found"),
    [
        ("fr", ("es-PE",), "fr"),
        ("de", ("ru-RU", "es-PE", "fr"), "es"),
        ("de", ("ru",), "en"),
        ("de", (), "en"),
    ],
)
def test_the_interface_speaks_the_study_s_language_else_the_reader_s_else_english(
    language: str, readers: tuple[str, ...], found: str
) -> None:
    assert spoken(language, readers) == found


def test_a_file_brings_the_words_of_its_own_languages_and_all_only_where_it_must() -> None:
    assert all_spoken(("en", "es")) == ("en", "es")
    assert all_spoken(("fr",)) == ("fr",)
    assert all_spoken(("de", "fr")) == ("fr", "en", "es")


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return speak(tmp_path_factory.mktemp("german") / "study", ("de",))


def test_numbers_dates_and_plurals_are_those_of_the_words_around_them(german: Path) -> None:
    study = pm.load(german)
    for readers, said in {("es",): "12.500 enunciados", ("ru",): "12,500 statements"}.items():
        assert Words(study, "de", readers).count("statements", 12_500) == said


def test_what_the_program_writes_is_in_its_own_languages_and_names_are_in_the_study_s(
    german: Path,
) -> None:
    payload = pm.load(german).payload()
    assert payload["spoken"] == ["en", "es", "fr"]
    assert list(payload["colophon"]) == ["en", "es", "fr"]
    assert {key.partition(".")[0] for key in payload["messages"]["de"]} == {"method"}
    changed = [changes for era in payload["eras"] if (changes := era["changes"])]
    assert changed
    assert {tuple(each) for each in changed} == {("en", "es", "fr")}
    states = [each["properties"] for each in payload["topology"]["objects"]["states"]["geometries"]]
    assert {tuple(each["name"]) for each in states} == {("de",)}
    assert {tuple(each["note"]) for each in states if each["note"]} == {("en", "es", "fr")}
    assert "spoken" not in pm.load().payload()


def test_a_day_stays_before_its_month_beside_a_name_that_runs_from_right_to_left(
    german: Path, tmp_path: Path
) -> None:
    arabic = pm.load(speak(tmp_path / "study", ("ar",)))
    assert all(era["dates"].startswith("\u200e") for era in told(arabic.scored(), "ar")["eras"])
    assert not any("\u200e" in era["dates"] for era in told(pm.load(german).scored(), "de")["eras"])
