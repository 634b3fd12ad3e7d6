"""A frontier in dispute is marked where it concerns the study, and nowhere else."""

from __future__ import annotations

import csv
from pathlib import Path

import perufr_map as pm
from made_up import write_made_up
from perufr_map import borders
from perufr_map.resources import geo_dir, languages

ERAS = {
    "first": ("1970-01-01", "1980-01-01", "1975-01-01"),
    "second": ("1980-01-01", "1990-01-01", "1985-01-01"),
}


def marked(folder: Path, focus: str, events: list[tuple[str, str, str]]) -> dict[str, list[int]]:
    """Return the frontiers that a study marks, each with the eras that do."""
    write_made_up(
        folder,
        eras=ERAS,
        counterparts={code: "state" for code, _, _ in events},
        events=events,
        settings={"focus": focus},
    )
    objects = pm.load(folder).payload()["topology"]["objects"]
    lines = [line["properties"] for line in objects.get("lines", {"geometries": []})["geometries"]]
    return {line["name"]["en"]: line["eras"] for line in lines}


def test_a_frontier_of_the_focus_is_marked_in_each_era_of_the_dispute(tmp_path: Path) -> None:
    found = marked(tmp_path, "PER", [("FRA", "treaty_signed", "1975")])
    assert found == {"Peru–Ecuador frontier": [0, 1]}


def test_a_frontier_of_a_named_counterpart_is_marked_while_it_is_named(tmp_path: Path) -> None:
    found = marked(tmp_path, "FRA", [("VEN", "treaty_signed", "1985")])
    assert found == {"Guyana–Venezuela frontier": [1]}


def test_a_dispute_of_others_is_not_marked(tmp_path: Path) -> None:
    assert marked(tmp_path, "FRA", [("BRA", "treaty_signed", "1985")]) == {}


def test_lines_and_notes_are_told_in_every_language_of_the_page() -> None:
    with (geo_dir() / "lines.csv").open(encoding="utf-8", newline="") as file:
        texts = {row[name] for row in csv.DictReader(file) for name in ("name_en", "note_en")}
    texts |= {state.note["en"] for state in borders.states()} - {""}
    others = [code for code in languages() if code not in borders.LANGUAGES]
    assert others
    for code in others:
        missing = {text for text in texts if borders.name_in({"en": text}, code) == text}
        assert not missing, code


def test_the_documentation_counts_the_lines() -> None:
    count = (geo_dir() / "lines.csv").read_text("utf-8").count("\n") - 1
    page = Path(__file__).parents[2] / "docs" / "borders.md"
    assert f"has {count} lines since 1945" in page.read_text("utf-8")
