"""A frontier in dispute is marked where it concerns the study, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import perufr_map as pm
from made_up import write_made_up

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
