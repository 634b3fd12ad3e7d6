"""A source is by people or by institutions, and no citation takes one for the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import perufr_map as pm
from perufr_map.exports.people import read_makers

INSTITUTIONS = (
    *("Department of State", "Office of the Historian", "Foreign Office, London", "World Bank"),
    *("Ministerio de Relaciones Exteriores", "Ministry of Trade and Industry", "Auswärtiges Amt"),
    *("Federal Research Division, Library of Congress, Washington", "U.S. Department of State"),
    *(
        "The perufr-map contributors",
        "外交部",
        "משרד החוץ",
        "وزارة الخارجية",
        "Amnesty International",
        "وزارة الخارجية، القاهرة",
        "Министерство иностранных дел, Москва",
    ),
)
PEOPLE = {
    "Rex A. Hudson": ["Hudson, Rex A."],
    "Hudson, Rex A.": ["Hudson, Rex A."],
    "Ilić, Jelena": ["Ilić, Jelena"],
    "J. van der Berg": ["van der Berg, J."],
    "García Márquez, Gabriel": ["García Márquez, Gabriel"],
    "عبد الناصر، جمال": ["عبد الناصر, جمال"],
    "هيكل، محمد حسنين؛ Hudson, Rex A.": ["هيكل, محمد حسنين", "Hudson, Rex A."],
    "Ђилас, Милован": ["Ђилас, Милован"],
    "Hudson, Rex A. and Hanratty, Dennis M.": ["Hudson, Rex A.", "Hanratty, Dennis M."],
    "A. Smith, B. C. Jones and D. Brown": ["Smith, A.", "Jones, B. C.", "Brown, D."],
    "J.-P. Sartre; Beauvoir, Simone de": ["Sartre, J.-P.", "Beauvoir, Simone de"],
}


@pytest.mark.parametrize("cell", INSTITUTIONS)
def test_an_institution_is_nobody_s_family(cell: str) -> None:
    (maker,) = read_makers(cell).makers
    assert (maker.name, maker.is_person) == (cell, False)


@pytest.mark.parametrize("cell", PEOPLE)
def test_a_person_is_known_by_a_comma_or_an_initial(cell: str) -> None:
    makers = read_makers(cell).makers
    assert [f"{each.family}, {each.given}" for each in makers] == PEOPLE[cell]


@pytest.mark.parametrize("cell", ["Rex A. Hudson (ed.)", "Hudson, Rex A. (eds.)", "R. Hudson, ed."])
def test_editors_are_told_from_authors(cell: str) -> None:
    read = read_makers(cell)
    assert read.are_editors
    assert [maker.family for maker in read.makers] == ["Hudson"]


def test_a_name_that_is_not_known_as_a_person_s_stands_as_it_is() -> None:
    (maker,) = read_makers("Jelena Ilić").makers
    assert (maker.name, maker.is_person) == ("Jelena Ilić", False)


def test_every_citation_names_people_and_institutions_as_such(
    folder: Path, edit: Callable[..., int]
) -> None:
    edit("sources.csv", {"id": "lc-peru-1993"}, author="Department of State; Hudson, Rex A.")
    study = pm.load(folder)
    written = study.cite("bibtex")
    assert "author       = {{Department of State} and Hudson, Rex A.}," in written
    source = yaml.safe_load(study.cite("cff"))["references"][0]
    assert source["authors"] == [
        {"name": "Department of State"},
        {"family-names": "Hudson", "given-names": "Rex A."},
    ]
    assert "editors" not in source
    shipped = yaml.safe_load(pm.load().cite("cff"))["references"][0]
    assert shipped["editors"] == [{"family-names": "Hudson", "given-names": "Rex A."}]
