"""What Python and a notebook show of our objects is short, says something, and is safe."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

import perufr_map as pm
from perufr_map import borders
from perufr_map.scoring.pair import Pair
from perufr_map.shown.reading import readings
from perufr_map.shown.request import Request

LONGEST = 320
"""Most characters of what Python shows of an object: four lines of a terminal."""


@pytest.fixture(scope="module")
def pair(study: pm.Study) -> Pair:
    return study.pair(pm.load(Path(__file__).parents[2] / "data" / "examples" / "ecuador"))


def test_a_study_says_what_it_is_about(study: pm.Study) -> None:
    assert repr(study) == (
        f"<Study of PER, 1968-1992: {len(study.eras)} eras, {len(study.counterparts)} "
        f"counterparts, {len(study.events)} events in en, es>"
    )


def test_a_method_shows_the_choices_made_and_no_others() -> None:
    assert repr(pm.Method()) == "Method()"
    method = pm.Method(weights="cameo", without=frozenset({"aid"}))
    assert repr(method) == "Method(weights='cameo', without=frozenset({'aid'}))"
    assert eval(repr(method), {"Method": pm.Method}) == method  # noqa: S307 (our own text)


def test_everything_that_a_user_meets_is_shown_in_a_few_lines(study: pm.Study, pair: Pair) -> None:
    scored = study.scored()
    request = Request(era="garcia", language="en", method=study.method)
    met = [
        study,
        study.method,
        scored,
        scored.score("autogolpe", "VEN"),
        *readings(scored, era="autogolpe", before="garcia").values(),
        pair,
        *pair.sides,
        study.agreement(),
        study.coding,
        request,
        study.show(request),
        study.map(),
        *borders.states(),
        *borders.between("1945-09-02", "2020-01-01"),
        *borders.memberships(),
    ]
    long = {type(each).__name__: repr(each) for each in met if len(repr(each)) > LONGEST}
    assert not long
    assert all(" at 0x" not in repr(each) for each in met)


def test_a_problem_is_shown_in_words(folder: Path) -> None:
    (folder / "eras.csv").unlink()
    problem = pm.check(folder)[0]
    assert str(problem) in repr(problem)


def test_a_notebook_shows_eras_and_scores(study: pm.Study, pair: Pair) -> None:
    card = study._repr_html_()
    for era in study.eras["id"]:
        assert f"<code>{era}</code>" in card
    assert study.title("en") in card
    table = study.scored()._repr_html_()
    ven = study.scores(era="autogolpe").set_index("counterpart")["score"]["VEN"]
    assert f"{ven:+.2f}" in table
    assert "ECU" in pair._repr_html_()


def test_a_study_cannot_bring_a_script_into_a_notebook(folder: Path) -> None:
    for name in ("eras.csv", "datapackage.json", "counterparts.csv"):
        path = folder / name
        text = path.read_text("utf-8-sig")
        for word in ("García", "Peru"):
            text = text.replace(word, "<img>")
        path.write_text(text, "utf-8")
    study = pm.load(folder)
    for shown in (study._repr_html_(), study.scored()._repr_html_()):
        page = html5lib.parse(shown, namespaceHTMLElements=False)
        names = {each.tag for each in page.iter() if isinstance(each.tag, str)}
        assert not names & {"img", "script"}, shown
    assert "&lt;img" in study._repr_html_()


def test_dir_lists_what_there_is_to_use_and_nothing_else() -> None:
    code = "import perufr_map as pm; print(*dir(pm)); print(*dir(pm.borders))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours, theirs = done.stdout.splitlines()
    assert ours.split() == sorted([*pm.__all__, "__version__"])
    assert theirs.split() == sorted(borders.__all__)
