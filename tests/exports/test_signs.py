"""A picture of one category alone shows the signs of its acts, as the map does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import perufr_map as pm

SVG = "{http://www.w3.org/2000/svg}"


def signs_in(
    study: pm.Study, folder: Path, category: str | None, **view: str
) -> tuple[set[str], str]:
    """Return whose signs a picture shows, and its texts."""
    path = folder / "map.svg"
    study.export(path, method=replace(study.method, category=category), **view)  # type: ignore[arg-type]
    root = ET.parse(path).getroot()  # noqa: S314 (our own file)
    ids = {name for node in root.iter() if (name := node.get("id", "")).startswith("sign-")}
    texts = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
    return {name.removeprefix("sign-") for name in ids}, texts


@pytest.mark.parametrize(
    ("category", "era", "signed", "said"),
    [
        ("aid", "autogolpe", {"USA", "DEU", "ESP"}, "Suspension of aid or of access to funds"),
        ("border", "garcia", {"CHL", "ECU", "NEIGHBOURS"}, "Trouble across the border"),
        ("diplomatic", "autogolpe", {"VEN", "ARG"}, "Break of diplomatic relations"),
    ],
)
def test_one_category_alone_shows_and_explains_the_signs_of_its_acts(
    study: pm.Study, tmp_path: Path, category: str, era: str, signed: set[str], said: str
) -> None:
    found, texts = signs_in(study, tmp_path, category, era=era)
    assert found == signed
    assert said in texts
    assert "Without a label" not in texts


def test_there_are_no_signs_in_all_categories_nor_in_a_comparison(
    study: pm.Study, tmp_path: Path
) -> None:
    assert signs_in(study, tmp_path, None, era="autogolpe")[0] == set()
    assert signs_in(study, tmp_path, "aid", era="autogolpe", before="garcia")[0] == set()


def test_a_printed_sheet_marks_the_day_of_the_self_coup(study: pm.Study, tmp_path: Path) -> None:
    _, texts = signs_in(study, tmp_path, None, era="garcia")
    assert "Self-coup, 5 April 1992" in texts
