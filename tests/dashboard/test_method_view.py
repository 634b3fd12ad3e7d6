"""The view of the method shows what is chosen, what departs, and what becomes of the scores."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from perufr_map.dashboard.server import STUDY
from perufr_map.dashboard.state import read_choices
from perufr_map.scoring.method import Method
from perufr_map.shown.departed import borne_out, compare_methods, try_alternatives
from perufr_map.shown.scale import Scale
from views import bodies, page_at, run


def opened(*, table: bool = False, **address: str) -> AppTest:
    """Open the view at an address, with or without the table of what turns each sign."""
    app = page_at(view="method", **address)
    app.session_state["robustness"] = table
    return run(app)


def lines(app: AppTest) -> list[list[str]]:
    """Return the lines of the tables that the page shows, as texts."""
    return [
        ["".join(cell.itertext()) for cell in line]
        for element in app.get("html")
        if "<table>" in element.proto.body
        for line in ET.fromstring(element.proto.body).iter("tr")  # noqa: S314 (our own)
    ]


def form(app: AppTest) -> dict[str, Any]:
    """Return what the form of the method shows."""
    (sent,) = (
        json.loads(element.proto.json)
        for element in app.get("bidi_component")
        if element.proto.component_name == "perufr-map.choices"
    )
    shown: dict[str, Any] = sent
    return shown


def test_a_link_carries_the_method_and_its_form_marks_and_lists_what_departs(
    study: pm.Study,
) -> None:
    app = opened(weights="cameo", share="0.25", own="relations_broken:-9")
    shown = form(app)
    assert shown["chosen"]["weights"] == "cameo"
    assert shown["departs"] == ["weights", "share", "own"]
    chips = re.findall(r'data-remove="(\w+)', shown["box"])
    assert chips == shown["departs"]
    assert "Weights CAMEO" in shown["box"]
    assert Method.read(shown["own"], Method()) == study.method
    cameo = study.event_types.set_index("code")["weight_cameo"].astype(float)
    assert float(shown["defaults"]["relations_broken"]) == cameo["relations_broken"]
    plain = form(opened())
    assert (plain["departs"], "data-remove" in plain["box"]) == ([], False)


def test_what_the_form_sends_is_a_method_and_what_no_form_sends_is_passed_over(
    study: pm.Study,
) -> None:
    chosen = study.method.write() | {"weights": "cameo", "without": "aid,debt", "days": "1"}
    method = read_choices(chosen, study, study.method)
    assert method == replace(
        study.method, weights="cameo", without=frozenset({"aid", "debt"}), days=True
    )
    for wrong in ({"weights": "gold"}, {"without": "love"}, {"own": "x:1"}, {"share": "2"}):
        assert read_choices(chosen | wrong, study, method) == method


def test_the_method_view_counts_the_signs_that_turn_and_the_classes_that_change(
    study: pm.Study,
) -> None:
    own, cameo = study.scored(), study.scored(replace(study.method, weights="cameo"))
    kinds = study.counterparts.set_index("id")["kind"]
    cells = own.scores[
        (own.scores["basis"] == "named") | own.scores["counterpart"].map(kinds).eq("group")
    ]
    both = cells.merge(cameo.scores, on=["era", "counterpart"], suffixes=("", "_cameo"))
    turned = (both["score"] * both["score_cameo"] < 0).sum()
    classes = Scale.of("light", study.edges).score_ramp.class_of
    changed = (both["score"].map(classes) != both["score_cameo"].map(classes)).sum()
    shown = bodies(opened(weights="cameo"))
    assert f"{turned} of {len(cells)} signs turn" in shown
    assert f"{changed} change class" in shown
    assert shown.count("mark circle open") > 0
    unsure = both["sign_probability_cameo"].min()
    assert f"{unsure:.2f}" in shown


def test_a_share_that_was_chosen_is_said_in_the_language() -> None:
    assert "0,3" in form(opened(lang="es", share="0.3"))["box"]


def test_a_table_says_a_number_as_the_rest_of_the_page_does() -> None:
    app = opened(table=True, lang="es", own="relations_broken:-0.03")
    assert "−0,03" in {cell for line in lines(app) for cell in line}


def test_the_table_has_every_score_that_a_statement_bears_out(study: pm.Study) -> None:
    names = set(study.counterparts["name_en"])
    rows = [line for line in lines(opened(table=True)) if line[0] in names]
    assert len(rows) == len(list(borne_out(study.scored())))


def test_the_table_holds_no_formula(
    folder: Path, edit: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit("counterparts.csv", {"id": "VEN"}, name_en="@SUM(1+1)")
    monkeypatch.setenv(STUDY, str(folder))
    names = {line[0] for line in lines(opened(table=True))}
    assert "'@SUM(1+1)" in names
    assert "@SUM(1+1)" not in names


def test_signs_that_turn_come_first_then_what_moves_most(study: pm.Study) -> None:
    chosen = study.scored(replace(study.method, weights="cameo"))
    cells = compare_methods(study.scored(), chosen)
    order = [(not cell.turned, -cell.change) for cell in cells]
    assert order == sorted(order)
    assert compare_methods(chosen, chosen)[0].change == 0


def test_a_score_of_which_no_statement_counts_any_more_is_neither_turned_nor_forgotten(
    study: pm.Study,
) -> None:
    chosen = study.scored(replace(study.method, without=frozenset({"debt"})))
    gone = [cell for cell in compare_methods(study.scored(), chosen) if cell.chosen is None]
    assert gone
    assert not any(cell.turned or cell.reclassed for cell in gone)
    assert f"{len(gone)} have no statement left" in bodies(opened(without="debt"))


def test_each_choice_by_itself_is_tried_on_the_study(study: pm.Study) -> None:
    tried = {tuple(each.departures.items()): each for each in try_alternatives(study.scored())}
    assert (("weights", "cameo"),) in tried
    assert (("days", "1"),) in tried
    assert all(len(each.departures) == 1 for each in tried.values())
    cells = compare_methods(study.scored(), study.scored(replace(study.method, weights="cameo")))
    assert tried[("weights", "cameo"),].turned == sum(cell.turned for cell in cells)


def test_what_a_study_calls_its_categories_and_types_is_no_markup_in_the_form(
    folder: Path, edit: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = '<img src=x onerror=alert(1)>" onfocus="alert(2)'
    edit("categories.csv", {"id": "debt"}, name_en=hostile, said_en=hostile)
    edit("event_types.csv", {"code": "relations_broken"}, label_en=hostile)
    monkeypatch.setenv(STUDY, str(folder))
    shown = form(opened(without="debt", own="relations_broken:-9"))
    for html in (shown["form"], shown["box"]):
        assert "onerror" in html.casefold()
        elements = list(html5lib.parse(html, namespaceHTMLElements=False).iter())
        assert len(elements) > 5
        assert "img" not in {each.tag for each in elements}
        assert not [name for each in elements for name in each.attrib if name.startswith("on")]
