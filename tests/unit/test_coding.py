"""The shipped study keeps the rules of ``docs/coding.md``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import perufr_map as pm

CODING = (Path(__file__).parents[2] / "docs" / "coding.md").read_text("utf-8")
SECTIONS = dict(
    re.findall(r"^## ([0-9])\. [^\n]*\n(.*?)(?=^## |\Z)", CODING, re.DOTALL | re.MULTILINE)
)


def paragraphs() -> set[tuple[str, str, str]]:
    """Return section, paragraph and event, as section 4 lists them, with those told elsewhere."""
    return {
        (section, f"¶ {paragraph}", event)
        for section, rows in re.findall(
            r"^### (\w+)\n(.*?)(?=^### |\Z)", SECTIONS["4"], re.DOTALL | re.MULTILINE
        )
        for paragraph, text in re.findall(r"^\| ([0-9]+) \| (.*)$", rows, re.MULTILINE)
        for event in re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text)
    }


def test_every_event_stands_in_the_paragraph_that_it_cites(study: pm.Study) -> None:
    cited = study.events[["section", "locator", "id"]].itertuples(index=False, name=None)
    listed = paragraphs()
    assert set(cited) <= listed
    assert {event for *_, event in listed} == set(study.events["id"])


def test_conditions_and_nothing_else_have_no_direction(study: pm.Study) -> None:
    (rule,) = re.findall(
        r"These types are conditions and always have `none`: (.*?)\.", SECTIONS["1"]
    )
    conditions = set(re.findall(r"`(\w+)`", rule))
    assert len(conditions) > 1
    events = study.events
    assert (events["direction"].eq("none") == events["event_type"].isin(conditions)).all()


def test_the_study_ends_with_its_source(study: pm.Study) -> None:
    assert study.eras["end"].max().date() == date(1992, 10, 1)
    assert study.events["last"].max().date() == date(1992, 9, 30)


def test_the_rules_can_be_read_without_the_text_s_own_cases(study: pm.Study) -> None:
    """A second coder reads sections 1 and 2 without the lines that begin with ">"."""
    rules = re.sub(r"^>.*$", "", SECTIONS["1"] + SECTIONS["2"], flags=re.MULTILINE)
    assert not [event for event in study.events["id"] if event in rules]
    assert not [name for name in study.eras["leader"] if name.split()[1] in rules]
    names = study.counterparts.query("kind == 'state'")["name_en"]
    assert not [name for name in names if re.search(rf"\b{name}\b", rules)]


def test_communist_states_count_only_while_relations_stood(study: pm.Study) -> None:
    group = study.members.query("group == 'COMMUNIST_WORLD'")
    since = group.set_index("state")["start"].dt.strftime("%Y-%m-%d").to_dict()
    assert (since["CHN"], since["CUB"]) == ("1971-11-02", "1972-07-08")
    assert not {"VDR", "VNM", "PRK"} & since.keys()
    assert (group.loc[group["start"].notna(), "reason_en"] != "").all()
