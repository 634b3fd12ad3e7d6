"""The command line says what Python says, and never shows a traceback."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from perufr_map import borders
from perufr_map.cli import main
from perufr_map.exports import FORMATS
from perufr_map.resources import messages, study_dir
from perufr_map.shown.request import Shown
from perufr_map.shown.words import Words


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_check_is_content_with_the_shipped_study() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "0 error(s), 0 warning(s)\n")


@pytest.mark.parametrize("words", [["new", "study"], ["template", "study.xlsx"]])
def test_a_new_study_says_which_languages_its_texts_are_not_in(
    words: list[str], tmp_path: Path
) -> None:
    name, file = words[0], str(tmp_path / words[1])
    result = run(name, file, "--focus", "DEU", "--lang", "fr", "--lang", "de", "--lang", "he")
    assert "no translation into German (de) and Hebrew (he) yet" in result.stderr
    assert "name_de and name_he" in result.stderr
    spoken = run(name, str(tmp_path / f"more-{words[1]}"), "--focus", "DEU", "--lang", "fr")
    assert (spoken.exit_code, spoken.stderr) == (0, "")


def test_check_lists_every_problem_and_fails(folder: Path, edit: Callable[..., int]) -> None:
    line = edit("events.csv", {"counterpart": "VEN"}, start="soon", headline_es="")
    result = run("check", str(folder))
    assert result.exit_code == 1
    assert f"events.csv, row {line}, column start" in result.stderr
    assert f"events.csv, row {line}, column headline_es" in result.stderr
    assert result.stdout == "2 error(s), 0 warning(s)\n"


def test_scores_prints_the_same_numbers_in_each_format(study: pm.Study) -> None:
    expected = study.scores(era="garcia")
    csv = pd.read_csv(StringIO(run("scores", "--era", "garcia", "--format", "csv").stdout))
    pd.testing.assert_frame_equal(csv, expected, check_dtype=False)
    rows = json.loads(run("scores", "--era", "garcia", "--format", "json").stdout)
    assert [row["counterpart"] for row in rows] == list(expected["counterpart"])
    table = run("scores", "--era", "garcia").stdout
    assert all(code in table for code in expected["counterpart"])


def test_commands_use_the_choices_that_a_study_makes(folder: Path) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["study"] |= {"min_confidence": "high", "days": True}
    path.write_text(json.dumps(descriptor), "utf-8")
    printed = run("scores", "--study", str(folder), "--format", "csv").stdout
    found = pd.read_csv(StringIO(printed))
    pd.testing.assert_frame_equal(found, pm.load(folder).scores(), check_dtype=False)
    every = run(
        "scores", "--study", str(folder), "--min-confidence", "low", "--format", "csv"
    ).stdout
    assert len(every.splitlines()) > len(printed.splitlines())


def test_pair_prints_both_directions_and_writes_a_page(study: pm.Study, tmp_path: Path) -> None:
    folder = str(study_dir() / "examples" / "ecuador")
    expected = pm.load(folder).pair(study)
    assert run("pair", folder, "--format", "csv").stdout == expected.scores.to_csv(index=False)
    words = ("pair", folder, str(study_dir()), "--statements", "--format", "json")
    rows = json.loads(run(*words).stdout)
    assert [row["event"] for row in rows] == list(expected.statements["event"])
    assert {"source", "section", "locator"} <= rows[0].keys()
    table = run("pair", folder, "--lang", "es").stdout
    assert "El Perú, en el estudio sobre Ecuador" in table
    assert "Gobiernos militares" in table
    assert "Ecuador wants the Rio Protocol" in run("pair", folder, "--statements").stdout
    file = tmp_path / "pair.html"
    written = run("pair", folder, "--html", str(file)).stdout
    assert written == f"{file}: {file.stat().st_size / 1000:.0f} KB\n"
    assert "Ecuador and Peru, from both sides" in file.read_text("utf-8")
    refused = run("pair", str(study_dir()))
    assert refused.exit_code == 2
    assert "both studies are about PER; give two of different states" in refused.stderr
    assert "both studies are about PER" in run("serve", "--pair", str(study_dir())).stderr


def test_compare_and_robustness_print_what_python_returns(study: pm.Study) -> None:
    moved = pd.read_csv(StringIO(run("compare", "garcia", "fujimori", "--format", "csv").stdout))
    pd.testing.assert_frame_equal(moved, study.compare("garcia", "fujimori"), check_dtype=False)
    found = pd.read_csv(StringIO(run("robustness", "--format", "csv").stdout))
    pd.testing.assert_frame_equal(found, study.robustness(), check_dtype=False)


def test_explain_adds_up_to_the_score(study: pm.Study) -> None:
    result = run("explain", "autogolpe", "VEN", "--lang", "es")
    score = study.scores(era="autogolpe").set_index("counterpart")["score"]["VEN"]
    assert result.exit_code == 0
    assert f"puntaje {Words(study, 'es').signed(score, digits=2)}" in result.stdout
    assert "durante el gobierno de Fujimori ¶ 2" in result.stdout


def test_explain_says_who_carries_a_score_and_whether_its_sign_is_settled() -> None:
    said = run("explain", "garcia", "ECU").stdout.splitlines()[-1]
    assert said == (
        "5 event(s) name ECU, 4 count through groups; "
        "the sign holds with probability 0.38: not settled"
    )
    inherited = run("explain", "garcia", "BRA").stdout.splitlines()[-1]
    assert inherited.startswith("no event names BRA, 4 count through groups")


def test_choices_of_the_method_have_options(study: pm.Study) -> None:
    chosen = ("--category", "security", "--min-confidence", "medium", "--constant", "5", "--days")
    found = pd.read_csv(StringIO(run("scores", *chosen, "--format", "csv").stdout))
    method = pm.Method(category="security", min_confidence="medium", constant=5.0, days=True)
    assert found["score"].tolist() == study.scores(method=method)["score"].tolist()
    wrong = run("scores", "--constant", "0")
    assert wrong.exit_code == 2
    assert "give a number above 0" in wrong.output


def test_explain_says_that_no_data_is_not_zero() -> None:
    assert "no data, which is not zero" in run("explain", "fujimori", "VEN").stdout


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "parquet"])
def test_the_borders_of_a_day_are_written_in_each_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"world.{ending}"
    result = run("borders", "1980-07-28", "--out", str(path))
    assert result.exit_code == 0, result.output
    world = gpd.read_parquet(path) if ending == "parquet" else gpd.read_file(path)
    assert world.crs.to_epsg() == 4326
    assert {"DDR", "SUN", "PER"} <= set(world["code"])
    assert "RUS" not in set(world["code"])
    assert world["code"].is_unique
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["scores", "--era", "leguia"], "there are velasco, morales"),
        (["scores", "--aggregation", "median"], "choose saturating"),
        (["scores", "--weights", "mine"], "choose weis or cameo"),
        (["explain", "garcia", "NARNIA"], "no counterpart “NARNIA”"),
        (["explain", "garcia", "Brasil"], "no counterpart “Brasil”; did you mean BRA (Brazil)?"),
        (["explain", "garcia", "usa"], "did you mean USA (United States)?"),
        (["export", "map.csv", "--select", "IMFF"], "did you mean IMF (International Monetary"),
        (["explain", "garcia", "USA", "--lang", "qu"], "there are en, es"),
        (["export", "map.docx"], "does not end in .html"),
        (["export", "map.html", "--era", "leguia"], "there are velasco, morales"),
        (["borders", "1980-07-28", "--out", "world.shp"], "none of .gpkg, .geojson, .parquet"),
        (["borders", "yesterday", "--out", "world.gpkg"], "yesterday"),
        (["borders", "1900-01-01", "--out", "world.gpkg"], "1945-09-02"),
        (["export", "no/such/folder/map.html"], "No such file or directory"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(
    words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code != 0
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_broken_study_is_told_by_every_command(folder: Path, edit: Callable[..., int]) -> None:
    edit("events.csv", {"counterpart": "VEN"}, start="soon")
    # But for serve, whose page tells it.
    for words in (["scores"], ["explain", "garcia", "USA"], ["export", "map.html"]):
        result = run(*words, "--study", str(folder))
        assert result.exit_code == 1
        assert "column start" in result.stderr


def test_a_choice_that_cannot_be_met_is_what_version_0_1_0_raised(study: pm.Study) -> None:
    choices: list[Callable[[], object]] = [
        lambda: study.scores(era="leguia"),
        lambda: study.explain(era="garcia", counterpart="NARNIA"),
        lambda: study.export("map.docx"),
        lambda: study.export("map.svg", language="qu"),
        lambda: study.export("map.svg", theme=cast("Any", "sepia")),
        lambda: study.site("site", base_url="example.org"),
        lambda: study.score_events("no.csv"),
        lambda: study.score_events([str(study_dir() / "events.csv")], engine=cast("Any", "sql")),
        lambda: pm.Method(aggregation=cast("Any", "median")),
        lambda: pm.Method(group_share=2),
        lambda: pm.Method.read({"share": "half"}, study.method),
        lambda: study.scores(method=pm.Method(without=frozenset({"sport"}))),
        lambda: pm.new("study", focus="x'x"),
        lambda: borders.on("yesterday"),
        lambda: borders.convert("KAZ", source="iso", target="gw", day="1980-07-28"),
        lambda: messages("qu"),
    ]
    for choose in choices:
        with pytest.raises(pm.ChoiceError) as raised:
            choose()
        assert isinstance(raised.value, KeyError)
        assert isinstance(raised.value, ValueError)
        said = str(raised.value)
        assert (said[0], said[-1]) != ("'", "'"), said


@pytest.mark.parametrize("fault", [KeyError("confidence.high"), ValueError("too many values")])
def test_a_fault_of_ours_is_shown_as_one(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_shown: Shown, _eras: Iterable[str], path: Path) -> None:
        path.write_text("half")
        raise fault

    monkeypatch.setitem(FORMATS, ".csv", replace(FORMATS[".csv"], write=stumble))
    result = run("export", str(tmp_path / "peru.csv"))
    assert result.exit_code == 70
    assert f"{type(fault).__name__}: {fault}" in result.stderr
    assert "in stumble" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("This is a fault of perufr-map")
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_enough_memory_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise MemoryError

    monkeypatch.setitem(FORMATS, ".csv", replace(FORMATS[".csv"], write=stumble))
    result = run("export", str(tmp_path / "peru.csv"))
    said = "Error: this needs more memory than there is\n"
    assert (result.exit_code, result.stderr) == (1, said)


@pytest.mark.parametrize("memory", ["lots", "-1GB", "4", "4 Gbit", ""])
def test_what_is_no_amount_of_memory_is_told(memory: str, tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("date,counterpart,weight\n1986-01-01,USA,-3\n")
    result = run("scores", "--events", str(tmp_path / "events.csv"), "--memory", memory)
    assert result.exit_code == 2
    assert f"“{memory}” is no amount of memory; give one such as 4GB" in result.stderr


@pytest.mark.parametrize("memory", ["0B", "1KB", "7999 kb", "1MB"])
def test_an_amount_of_memory_that_no_file_can_be_read_in_is_told(
    memory: str, tmp_path: Path
) -> None:
    (tmp_path / "events.csv").write_text("date,counterpart,weight\n1986-01-01,USA,-3\n")
    words = ("scores", "--events", str(tmp_path / "events.csv"), "--memory")
    result = run(*words, memory)
    assert result.exit_code == 2
    assert f"“{memory}” is too little memory; give at least 8MB" in result.stderr
    assert run(*words, "8MB").exit_code == 0


def test_an_engine_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    (tmp_path / "events.csv").write_text("date,counterpart,weight\n1986-01-01,USA,-3\n")
    result = run("scores", "--events", str(tmp_path / "events.csv"), "--engine", "spark")
    assert result.exit_code == 2
    assert "Spark is not installed; pip install 'perufr-map[spark]'" in result.stderr


def test_a_file_that_the_system_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "eras.csv")

    monkeypatch.setattr("perufr_map.api.load", refuse)
    result = run("scores")
    assert (result.exit_code, result.stderr) == (1, "Error: eras.csv: Permission denied\n")


def test_a_reader_of_the_output_that_has_ended_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("perufr_map.cli._numbers.print_frame", refuse)
    result = run("scores")
    assert (result.exit_code, result.output) == (1, "")


def test_what_the_system_refuses_without_a_name_is_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr("perufr_map.cli._numbers.print_frame", refuse)
    result = run("scores")
    assert result.exit_code == 70
    assert result.stderr.splitlines()[-1].startswith("This is a fault of perufr-map")


@pytest.mark.parametrize("category", [UserWarning, DeprecationWarning])
def test_a_warning_for_the_user_is_a_line_and_one_for_developers_stays_as_it_is(
    category: type[Warning], monkeypatch: pytest.MonkeyPatch
) -> None:
    def warn(*_: object, **__: object) -> None:
        warnings.warn("take care", category, stacklevel=1)

    monkeypatch.setattr("perufr_map.cli._numbers.print_frame", warn)
    with warnings.catch_warnings(record=True) as passed_on:
        warnings.simplefilter("always")
        result = run("scores")
    ours = category is UserWarning
    assert (result.exit_code, result.stderr) == (0, "warning: take care\n" if ours else "")
    assert [each.category for each in passed_on] == ([] if ours else [category])


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
from perufr_map.cli import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="no limit of a file's size to set")
@pytest.mark.parametrize("name", ["world.gpkg", "world.geojson", "world.parquet"])
def test_a_disk_that_is_full_is_told_in_a_sentence(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, "borders", "1980-07-28", "--out", name]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    (line,) = done.stderr.splitlines()
    assert (done.returncode, line.startswith(f"Error: cannot write {name}: ")) == (1, True), line
    assert "too large" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_an_output_that_is_full_is_told_in_a_sentence(form: str) -> None:
    command = [sys.executable, "-m", "perufr_map", "scores", "--format", form]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False
        )
    assert done.stderr == "Error: cannot write the output: No space left on device\n"
    assert done.returncode == 1
