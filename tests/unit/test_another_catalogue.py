"""Another language of the interface is one file in messages/, and nothing else knows of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from marking import (
    MADE_UP,
    MARK,
    bare_words,
    forget_catalogues,
    known_words,
    mark_study,
    write_catalogue,
)
from perufr_map import borders, resources
from perufr_map.cli import main
from perufr_map.exports.styles import STYLES
from perufr_map.resources import page_text

HIDDEN = re.compile(r"<(script|style|pre)\b.*?</\1>|<(?:meta|link)\b[^>]*>", re.DOTALL)
SAID_IN = re.compile(r'(?:title|alt|aria-label|placeholder)="([^"]*)"')
FILES = {"CITATION", "bib", "cff", "citation", "csv", "datapackage", "events", "geojson", "json"}
FILES |= {"scores", "states", "study", "zip"}
NAMES = {"Natural", "Earth", "Equal", "perufr", "map", "Crimea", "Serbia"}


@pytest.fixture
def _catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a catalogue whose every word bears a mark, as a file in the package's folder."""
    write_catalogue(tmp_path / "package")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "package")
    forget_catalogues()
    yield
    forget_catalogues()


@pytest.fixture
def fresh(tmp_path: Path, _catalogue: None) -> Path:
    return pm.new(tmp_path / "study", focus="PER", languages=[MADE_UP])


@pytest.fixture
def folder(fresh: Path) -> Path:
    """Return a new study whose own texts bear the mark, too: those of its codebook are English."""
    return mark_study(fresh)


def strange(page: str, study: pm.Study) -> list[str]:
    """Return the words of a page that neither the catalogue, the study nor CLDR has."""
    plain = HIDDEN.sub("", page)
    shown = html.unescape(re.sub("<[^>]+>", " ", plain) + " ".join(SAID_IN.findall(plain)))
    own = (*study.sources.iloc[0].astype(str), *study.eras["leader"])
    return bare_words(shown, known_words(own) | NAMES)


def test_a_new_study_in_it_is_valid_and_its_example_rows_are_from_the_catalogue(
    fresh: Path,
) -> None:
    assert {problem.severity for problem in pm.check(fresh)} <= {"warning"}
    study = pm.load(fresh)
    assert study.languages == (MADE_UP,)
    assert study.title(MADE_UP).startswith("Peruo")
    columns = [
        name for name in map(str, study.eras) if name.endswith((f"_{MADE_UP}", "_en", "_es"))
    ]
    assert columns == [
        f"{stem}_{MADE_UP}" for stem in ("name", "short", "said", "headline", "summary")
    ]
    for table in (study.eras, study.events, study.members):
        said = [name for name in map(str, table) if name.endswith(f"_{MADE_UP}")]
        assert bare_words(" ".join(table[said].to_numpy().ravel())) == []
    assert study.sources["author"].str.startswith(MARK).all()
    assert study.eras["leader"].str.startswith(MARK).all()
    assert list(study.counterparts[f"name_{MADE_UP}"])[:3] == ["Brazilo", "Francujo", "Hindujo"]


@pytest.mark.usefixtures("_catalogue")
def test_borders_are_told_in_it() -> None:
    told = borders.changes("1991-06-01", "1992-08-18", languages=[MADE_UP])
    assert told is not None
    assert bare_words(told[MADE_UP], ["Soviet", "Union", "Yugoslavia"]) == []


def test_problems_are_told_in_it(folder: Path) -> None:
    (folder / "eras.csv").unlink()
    told = {problem.message for problem in pm.check(folder, language=MADE_UP)}
    assert told
    assert {word for message in told for word in bare_words(message)} <= {"eras", "csv", "era"}


@pytest.mark.parametrize("counterpart", ["BRA", "EXAMPLE_ORGANISATION", "FRA"])
def test_a_score_is_explained_in_it(counterpart: str, folder: Path) -> None:
    done = CliRunner().invoke(main, ["explain", "era-2", counterpart, "--study", str(folder)])
    assert done.exit_code == 0
    said = done.stdout if "\n" not in done.stdout.strip() else done.stdout.split("\n", 1)[1]
    said = said.replace(counterpart, "").replace("EXAMPLE_GROUP", "")
    assert bare_words(said, known_words(pm.load(folder).sources["title"])) in ([], ["era"])


@pytest.mark.parametrize("ending", ["html", "svg", "overview.svg", "multiples.svg"])
def test_a_file_has_no_word_of_another_language(ending: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / f"map.{ending}"
    study = pm.load(folder)
    study.export(path)
    text = re.sub("<metadata>.*?</metadata>", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert MARK in text
    assert strange(text, study) == []


def test_a_site_has_no_word_of_another_language(folder: Path, tmp_path: Path) -> None:
    study = pm.load(folder)
    study.site(tmp_path / "site")
    pages = set((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 8
    known = {
        "method": set(re.findall("[A-Za-z]+", page_text("methodology", MADE_UP))),  # in English
        "data": FILES,
    }
    for page in pages:
        found = set(strange(page.read_text("utf-8"), study))
        assert found <= known.get(page.parent.name, set()), page


@pytest.mark.parametrize("style", [name for name in STYLES if name not in {"bibtex", "cff"}])
def test_a_citation_is_written_with_its_words(style: str, folder: Path) -> None:
    study = pm.load(folder)
    assert strange(study.cite(style), study) == []
