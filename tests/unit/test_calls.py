"""A call with wrong arguments is answered with a sentence that says what to write."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import perufr_map as pm
from perufr_map import borders

Call = Callable[[Any], object]

WRONG: list[tuple[Call, str]] = [
    (lambda study: study.map("garcia"), "map takes era by name: write map(era='garcia')"),
    (
        lambda study: study.explain("garcia", "SUN"),
        "explain takes era and counterpart by name: write explain(era='garcia', counterpart='SUN')",
    ),
    (
        lambda study: study.explain(counterpart="SUN"),
        "explain needs era: write explain(counterpart='SUN', era=…)",
    ),
    (
        lambda study: study.compare("garcia"),
        "compare needs after: write compare('garcia', after=…)",
    ),
    (
        lambda study: study.export("a.html", "garcia"),
        "export takes era by name: write export('a.html', era='garcia')",
    ),
    (
        lambda study: study.scores(eras="garcia"),
        "scores has no argument “eras”; there are era, category, method; did you mean era?",
    ),
    (lambda study: study.states(era=5), "states takes a text as era, not 5"),
    (lambda study: study.era(5), "era takes a text as name, not 5"),
    (lambda study: study.map(era=["garcia"]), "map takes a text as era, not ['garcia']"),
    (lambda study: study.map(era=study.eras), "map takes a text as era, not <DataFrame>"),
    (lambda study: study.map(members="no"), "map takes True or False as members, not 'no'"),
    (
        lambda study: study.scores(method="cameo"),
        (
            "scores takes a perufr_map.Method as method, not 'cameo'; "
            'write method=perufr_map.Method(weights="cameo")'
        ),
    ),
    (
        lambda _: pm.Method("cameo"),  # type: ignore[arg-type, call-arg]
        "Method takes aggregation by name: write Method(aggregation='cameo')",
    ),
    (
        lambda _: pm.Method(weight="cameo"),  # type: ignore[call-arg]
        (
            "Method has no argument “weight”; there are aggregation, weights, group_share, "
            "own_weights, without, category, min_confidence, constant, days; did you mean weights?"
        ),
    ),
    (
        lambda _: pm.Method(without="aid"),  # type: ignore[arg-type]
        "Method takes a set of texts as without, not 'aid'; write without=frozenset(['aid'])",
    ),
    (
        lambda _: pm.Method(group_share="half"),  # type: ignore[arg-type]
        "Method takes a number as group_share, not 'half'",
    ),
    (lambda _: pm.load(5), "load takes a path or a text as folder, not 5"),  # type: ignore[arg-type]
    (
        lambda _: pm.new("chile", "CHL"),  # type: ignore[call-arg]
        "new takes focus by name: write new('chile', focus='CHL')",
    ),
    (
        lambda _: pm.new("chile", focus="CHL", languages="fr"),
        "new takes a list of texts as languages, not 'fr'; write languages=['fr']",
    ),
    (
        lambda _: borders.on(date="1980-07-28"),  # type: ignore[call-arg]
        "on has no argument “date”; there are day, system",
    ),
    (lambda _: borders.on(1980), "on takes a date or a text as day, not 1980"),  # type: ignore[arg-type]
    (
        lambda _: borders.panel(1950),  # type: ignore[call-arg]
        "panel needs last: write panel(1950, last=…)",
    ),
    (
        lambda study: study.compare("garcia", "fujimori", "velasco", "morales"),
        "compare takes at most 3 arguments, not 4",
    ),
]


@pytest.mark.parametrize(("call", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_call_is_told_what_to_write(call: Call, said: str, study: pm.Study) -> None:
    with pytest.raises(TypeError) as caught:
        call(study)
    assert str(caught.value) == said


def test_a_name_that_the_package_does_not_have_is_answered_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match="perufr_map has no “lod”; did you mean load"):
        pm.lod  # noqa: B018 (the look-up is what is tried)


def test_right_values_of_other_types_are_taken(study: pm.Study, tmp_path: Path) -> None:
    assert len(borders.on(study.eras["reference_date"].iloc[0])) > 150
    assert borders.state_on("PER", date(1980, 7, 28)) is not None
    pm.Method(group_share=np.float64(0.5), days=np.True_)  # type: ignore[arg-type]
    assert study.export(tmp_path / "a.csv", era=study.eras["id"].iloc[0], record=False)


@pytest.mark.parametrize("owner", [pm.Study, pm.Method])
def test_every_public_call_is_checked(owner: type) -> None:
    names = [name for name, each in inspect.getmembers(owner, inspect.isfunction) if name[0] != "_"]
    assert names
    for call in (getattr(owner, name) for name in names):
        assert inspect.signature(call) == inspect.signature(inspect.unwrap(call))
        if owner is pm.Study:
            assert hasattr(call, "__wrapped__"), call


@pytest.mark.parametrize(
    "call", [partial(borders.on, "2090-01-01"), partial(borders.state_on, "PER", "2090-01-01")]
)
def test_a_warning_points_at_the_line_that_asked(call: Callable[[], object]) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    assert {each.filename for each in caught} == {__file__}


def test_an_assumption_in_reading_a_study_is_told_of_the_line_that_loads_it(folder: Path) -> None:
    path = folder / "eras.csv"
    path.write_text(path.read_text("utf-8-sig"), "utf-16")
    with pytest.warns(pm.StudyWarning) as caught:
        pm.load(folder)
    assert {each.filename for each in caught} == {__file__}
