"""The example of Ecuador is a study without a fault, coded from passages and saying so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import golden_scores
import perufr_map as pm
from perufr_map.resources import study_dir

FOLDER = study_dir() / "examples" / "ecuador"
CODING = (Path(__file__).parents[2] / "docs" / "coding-ecuador.md").read_text("utf-8")


@pytest.fixture(scope="module")
def ecuador() -> pm.Study:
    return pm.load(FOLDER)


def test_check_finds_nothing() -> None:
    assert pm.check(FOLDER) == []


def test_every_score_is_the_one_that_was_written_down(ecuador: pm.Study) -> None:
    """If the change is meant, ``python tests/golden_scores.py`` writes the scores again."""
    assert golden_scores.text(ecuador) == golden_scores.FILES[FOLDER].read_text("utf-8")


def test_every_event_stands_in_the_paragraph_that_it_cites(ecuador: pm.Study) -> None:
    tables = re.findall(r"^### ([\w-]+)\n(.*?)(?=^### |\Z)", CODING, re.DOTALL | re.MULTILINE)
    listed = {
        (section, f"¶ {paragraph}", event)
        for section, rows in tables
        for paragraph, text in re.findall(r"^\| ([0-9]+) \| (.*)$", rows, re.MULTILINE)
        for event in re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text)
    }
    cited = set(ecuador.events[["section", "locator", "id"]].itertuples(index=False, name=None))
    assert cited <= listed
    assert {event for *_, event in listed} == set(ecuador.events["id"])
    # The passages at hand have no more paragraphs than these.
    assert {place[:2] for place in cited} == {
        ("general", "¶ 1"),
        *(("united-states", f"¶ {number}") for number in (1, 2)),
        *(("others", f"¶ {number}") for number in (1, 2, 3, 4)),
    }


def test_the_descriptor_says_that_it_covers_passages_alone(ecuador: pm.Study) -> None:
    assert "coded from passages of a text and covering no more" in ecuador.descriptor["description"]
    assert ecuador.title("en").endswith("passages")
    assert ecuador.title("es").endswith("pasajes")
    assert not (FOLDER / "coding").exists()  # one coder, so no agreement is claimed


def test_its_codebook_is_the_shipped_one_and_the_types_that_the_page_names(
    study: pm.Study, ecuador: pm.Study
) -> None:
    ours, own = (
        each.event_types.set_index("code").drop(columns="reference") for each in (study, ecuador)
    )
    assert own.loc[list(ours.index)].equals(ours)
    added = set(own.index) - set(ours.index)
    (said,) = re.findall(r"types that no type of Peru's fits: (.*?)\. ", CODING, re.DOTALL)
    assert added == set(re.findall(r"`(\w+)`", said))
    assert added <= set(ecuador.events["event_type"])


def test_the_page_counts_what_the_source_dwells_on(ecuador: pm.Study) -> None:
    told = (ecuador.events["counterpart"] == "USA").sum()
    assert f"{told} of {len(ecuador.events)} statements concern the United States" in CODING
