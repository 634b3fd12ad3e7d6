"""What a study is about has its article in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

import perufr_map as pm
from made_up import write_made_up
from perufr_map.shown.running import contract, running_name
from perufr_map.shown.words import Words


@pytest.mark.parametrize(
    ("code", "name", "language", "said"),
    [
        ("SUN", "Soviet Union", "en", "the Soviet Union"),
        ("GBR", "Reino Unido", "es", "el Reino Unido"),
        ("PER", "Peru", "en", "Peru"),
        ("PER", "Perú", "es", "Perú"),
        ("X", "Free Territory of Trieste", "en", "the Free Territory of Trieste"),
        ("X", "Territorio Libre de Trieste", "es", "el Territorio Libre de Trieste"),
        ("X", "República de Ragusa", "es", "la República de Ragusa"),
        ("X", "Islas de la Bahía", "es", "las Islas de la Bahía"),
        ("X", "San Juan de Arama", "es", "San Juan de Arama"),
        ("X", "The Republic of Nowhere", "en", "The Republic of Nowhere"),
        ("X", "Danzig", "en", "Danzig"),
    ],
)
def test_a_name_has_the_article_of_the_ledger_or_of_its_kind(
    code: str, name: str, language: str, said: str
) -> None:
    assert running_name(code, name, language) == said


def test_an_era_is_about_the_state_as_a_sentence_names_it(tmp_path: Path) -> None:
    eras = {"one": ("1960-01-01", "1970-01-01", "1965-01-01")}
    settings = {"focus": "GBR"}
    acts = [("FRA", "criticism", "1963")]
    write_made_up(
        tmp_path, eras=eras, counterparts={"FRA": "state"}, events=acts, settings=settings
    )
    study = pm.load(tmp_path)
    words = Words(study, "en")
    assert words.focus("one") == "United Kingdom"
    assert words.about("one") == words.about() == "the United Kingdom"
    assert "of the United Kingdom and the world" in words.dek("one", named=1, grouped=False)
    assert study.payload()["eras"][0]["about"]["en"] == "the United Kingdom"


def test_peru_needs_none(study: pm.Study) -> None:
    assert all("about" not in era for era in study.payload()["eras"])


def test_articles_are_drawn_together() -> None:
    assert contract("de el Reino Unido") == "del Reino Unido"
    assert contract("hacia el Reino Unido") == "hacia el Reino Unido"
