"""The edges of the classes are a study's own, and lie where no single statement does."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map.resources import study_dir
from perufr_map.shown.scale import Scale, scale_data
from perufr_map.study.descriptor import EDGES

OWN = [-6.0, -4.0, -1.0, 1.0, 4.0, 6.0]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classes") / "study"
    shutil.copytree(study_dir(), folder)
    return set_in_study(folder, "classes", OWN)


def set_in_study(folder: Path, name: str, value: object) -> Path:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["study"][name] = value
    path.write_text(json.dumps(descriptor), "utf-8")
    return folder


def test_the_check_knows_the_edges_that_the_map_draws() -> None:
    assert list(EDGES) == scale_data()["thresholds"]


def test_no_statement_of_the_shipped_study_lies_on_an_edge() -> None:
    assert not [problem for problem in pm.check() if problem.code == "edge_near"]


@pytest.mark.parametrize("constant", [10, 5])
def test_a_statement_near_an_edge_has_the_score_that_the_check_says(
    constant: int, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(study_dir(), folder)
    set_in_study(folder, "constant", constant)
    score = pm.load(folder).scored().score("autogolpe", "VEN")  # of one statement
    assert score is not None
    set_in_study(folder, "classes", [round(score.score, 2), *EDGES[1:]])
    told = [each.values for each in pm.check(folder) if each.code == "edge_near"]
    broken = [each["score"] for each in told if each["type"] == "relations_broken"]
    assert broken == [round(score.score, 2)]


def test_a_study_s_own_edges_part_its_scores_on_every_map(own: Path, tmp_path: Path) -> None:
    study = pm.load(own)
    assert study.payload()["scale"]["thresholds"] == OWN
    score = study.scored().score("velasco", "USA")
    assert score is not None
    assert -4 < score.score < -1
    ramp = Scale.of("light", tuple(OWN)).score_ramp
    assert ramp.class_of(score.score) == 2
    assert Scale.of("light").score_ramp.class_of(score.score) == 1
    picture = tmp_path / "velasco.svg"
    study.export(picture, era="velasco")
    drawn = re.search(r'id="state-USA">.*?fill: (#\w+)', picture.read_text("utf-8"), re.DOTALL)
    assert drawn
    assert drawn[1] == ramp.colours[2]


def test_a_study_with_its_own_edges_is_still_valid(own: Path) -> None:
    assert not [problem for problem in pm.check(own) if problem.severity == "error"]


@pytest.mark.parametrize(
    "classes",
    [[], [1, 2, 3, 4, 5, 6], [-3, -2, -1, 1, 2], [-3, -2, -1, 1, 3, 2], [-11, -2, -1, 1, 2, 3]],
)
def test_edges_that_make_no_seven_classes_are_refused(tmp_path: Path, classes: list[float]) -> None:
    folder = tmp_path / "study"
    shutil.copytree(study_dir(), folder)
    problems = pm.check(set_in_study(folder, "classes", classes))
    assert [problem.code for problem in problems if problem.severity == "error"] == [
        "classes_wrong"
    ]


@pytest.mark.parametrize("constant", [10.0, 25.0])
def test_the_legend_marks_what_one_such_statement_scores(study: pm.Study, constant: float) -> None:
    weights = study.event_types.set_index("code")["weight_weis"]
    types = study.payload(method=pm.Method(constant=constant))["types"]
    marked = {code: each["reference"] for code, each in types.items() if "reference" in each}
    assert set(marked) == set(weights.index[study.event_types["reference"] == "yes"])
    for code, score in marked.items():
        weight = weights[code]
        assert score == pytest.approx(10 * weight / (constant + abs(weight)), abs=1e-4), code
