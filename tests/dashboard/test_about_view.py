"""The view About says whose view this is, how it leans, and how to cite it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from perufr_map.dashboard.server import STUDY
from perufr_map.shown.density import PARTS, density
from perufr_map.shown.lean import pick_example, tell_when, tell_whom
from views import bodies, page_at, run


def opened(**address: str) -> AppTest:
    return run(page_at(view="about", **address))


def test_the_about_page_explains_the_formula_and_the_types() -> None:
    app = opened()
    assert "10 · net / (10 + |net|)" in "\n".join(each.value for each in app.markdown)
    assert "Borders" in [expander.label for expander in app.expander]
    (shown,) = [each for each in app.expander if each.label.startswith("Licences")]
    assert "BSD 2-Clause License" in shown.markdown[0].value


def test_it_says_first_that_it_is_one_book_s_view(study: pm.Study) -> None:
    shown = bodies(opened())
    assert "<h2>One book’s view of Peru and the world</h2>" in shown
    assert study.sources["title"].iloc[0] in shown
    assert "y el mundo según un libro</h2>" in bodies(opened(lang="es"))


def test_of_whom_most_is_told_is_counted_not_typed(
    study: pm.Study, folder: Path, edit: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told, rest = tell_whom(study)
    assert sum(row.statements for row in told) + rest == len(study.events)
    usa = next(row for row in told if row.counterparts == ("USA",))
    assert usa.statements == (study.events["counterpart"] == "USA").sum()
    assert f"<b>{usa.statements}</b>" in bodies(opened())
    edit("events.csv", {"counterpart": "USA"}, counterpart="CUB")
    monkeypatch.setenv(STUDY, str(folder))
    assert f"<b>{usa.statements - 1}</b>" in bodies(opened())


def test_of_when_most_is_told_is_an_edge_of_an_era(study: pm.Study) -> None:
    tilt = tell_when(study)
    assert tilt is not None
    assert tilt.day in set(study.eras["start"])
    middle = study.events["first"] + (study.events["last"] - study.events["first"]) / 2
    assert tilt.statements == (middle >= tilt.day).sum()
    assert tilt.statements / len(study.events) > tilt.time
    assert f"{tilt.statements} of {len(study.events)} statements fall" in bodies(opened())
    assert abs(sum(density(study)) - PARTS * len(study.events)) < PARTS


def test_a_study_of_one_era_leans_to_no_side(study: pm.Study) -> None:
    whole = study.eras.iloc[[0]].assign(end=pd.Timestamp("1992-10-01"))
    assert tell_when(replace(study, eras=whole)) is None


def test_the_example_of_a_colour_is_a_score_of_one_statement(study: pm.Study) -> None:
    example = pick_example(study.scored())
    assert example is not None
    era, code, score = example
    (event,) = study.explain(era=era, counterpart=code).to_dict("records")
    alone = study.scored().scores.query("basis == 'named' and events == 1")
    assert abs(score.score) == alone["score"].abs().max()
    assert event["headline_en"] in bodies(opened())


def test_citations_are_those_of_every_other_place(study: pm.Study) -> None:
    (sent,) = (
        json.loads(element.proto.json)
        for element in opened().get("bidi_component")
        if element.proto.component_name == "perufr-map.copies"
    )
    for style in ("sentence", "chicago", "apa"):
        assert f'data-copy="{study.cite(style)}"' in sent["html"]
    assert "<cite>Peru: A Country Study</cite>" in sent["html"]
