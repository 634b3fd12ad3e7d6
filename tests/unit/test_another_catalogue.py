"""Another language of the interface is one file in messages/, and nothing else knows of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map import borders, resources
from perufr_map.exports.styles import STYLES

MADE_UP = "eo"  # Esperanto, of which CLDR has names, numbers and dates
MARK = "º"
PLAIN = ("borders.contractions", "borders.names", "articles")


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Add a catalogue whose every text begins with a mark, as a file in the package's folder."""
    package = tmp_path / "package"
    package.mkdir()
    for each in Path(resources.__file__).parent.iterdir():
        if each.name != "messages":
            (package / each.name).symlink_to(each)
    english = json.loads(resources.package_text("messages/en.json"))
    words = {key: text if key in PLAIN else MARK + text for key, text in english.items()}
    (package / "messages").mkdir()
    for language, texts in {"en": english, MADE_UP: words}.items():
        path = package / "messages" / f"{language}.json"
        path.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    _forget()
    yield english
    _forget()


def _forget() -> None:
    resources.languages.cache_clear()
    resources.messages.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, catalogue: dict[str, str]) -> Path:
    assert catalogue
    return pm.new(tmp_path / "study", focus="PER", languages=[MADE_UP])


def unmarked(text: str, english: dict[str, str]) -> list[str]:
    """Return the sentences of the English catalogue that stand in a text without the mark."""
    said = {each for each in english.values() if len(each) > 15 and "{" not in each}
    parts = {each for each in said if any(each in other[1:] for other in english.values())}
    return sorted(each for each in said - parts if text.count(each) > text.count(MARK + each))


def test_a_new_study_in_it_is_valid_and_all_its_texts_are_from_the_catalogue(folder: Path) -> None:
    assert {problem.severity for problem in pm.check(folder)} <= {"warning"}
    study = pm.load(folder)
    assert study.languages == (MADE_UP,)
    assert study.title(MADE_UP).startswith(f"{MARK}Peruo")
    columns = [
        name for name in map(str, study.eras) if name.endswith((f"_{MADE_UP}", "_en", "_es"))
    ]
    assert columns == [
        f"{stem}_{MADE_UP}" for stem in ("name", "short", "said", "headline", "summary")
    ]
    assert study.eras[f"name_{MADE_UP}"].str.startswith(MARK).all()
    assert list(study.counterparts[f"name_{MADE_UP}"])[:3] == ["Brazilo", "Francujo", "Hindujo"]


def test_borders_are_told_in_it(catalogue: dict[str, str]) -> None:
    assert catalogue
    told = borders.changes("1991-06-01", "1992-08-18", languages=[MADE_UP])
    assert told == {
        MADE_UP: f"{MARK}Soviet Union dissolved into {MARK}15 states{MARK}; "
        f"{MARK}{MARK}4 states separated from Yugoslavia"
    }


def test_problems_are_told_in_it(folder: Path) -> None:
    (folder / "eras.csv").unlink()
    told = {problem.message for problem in pm.check(folder, language=MADE_UP)}
    assert told
    assert all(message.startswith(MARK) for message in told)


@pytest.mark.parametrize("ending", ["html", "svg", "overview.svg", "multiples.svg"])
def test_a_file_has_no_word_of_another_language(
    ending: str, folder: Path, catalogue: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / f"map.{ending}"
    pm.load(folder).export(path)
    text = path.read_text("utf-8")
    assert MARK in text
    assert unmarked(text, catalogue) == []


def test_a_site_has_no_word_of_another_language(
    folder: Path, catalogue: dict[str, str], tmp_path: Path
) -> None:
    pm.load(folder).site(tmp_path / "site")
    pages = set((tmp_path / "site").rglob("*.html"))
    pages -= set((tmp_path / "site").rglob("method/*"))  # the documentation, which is English
    assert len(pages) > 8
    for page in pages:
        assert unmarked(page.read_text("utf-8"), catalogue) == [], page


@pytest.mark.parametrize("style", [name for name in STYLES if name not in {"bibtex", "cff"}])
def test_a_citation_is_written_with_its_words(style: str, folder: Path) -> None:
    assert MARK in pm.load(folder).cite(style)
