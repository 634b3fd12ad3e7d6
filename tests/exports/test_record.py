"""A file says how it was made, and is made again from that, or it is said why it cannot be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from exporting import name_file
from perufr_map.cli import main
from perufr_map.exports import FORMATS
from perufr_map.exports.made import Made
from perufr_map.exports.record import record_of
from perufr_map.shown.credit import Credit, metadata

MADE = ("--era", "garcia", "--lang", "es", "--weights", "cameo", "--share", "0.3")
CSV = {".csv", "events.csv"}
QUICK = [".html", ".geojson", ".parquet", ".zip", ".bib", ".cff", *sorted(CSV)]


@pytest.fixture(params=["scores.csv", "peru.bib", "peru.html"])
def made(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Path:
    """A file of a copy of the shipped study; if it is a CSV, with its record."""
    path = tmp_path / str(request.param)
    result = run("export", path, *MADE, "--record", "--study", folder)
    assert result[0] == 0, result
    return path


@pytest.fixture
def table(folder: Path, tmp_path: Path) -> Path:
    """A CSV of a copy of the shipped study, with its record."""
    path = tmp_path / "table.csv"
    assert run("export", path, *MADE, "--record", "--study", folder)[0] == 0
    return path


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_a_file_is_made_again_the_same(made: Path, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    beside = [path for path in (made, record_of(made)) if path.exists()]
    assert (len(beside) == 2) == (made.suffix == ".csv")
    moved = [shutil.move(each, elsewhere) for each in beside]
    code, said = run("verify", moved[0], "--study", folder)
    assert (code, "can be made again" in said) == (0, True), said


@pytest.mark.parametrize("ending", QUICK)
def test_a_file_says_inside_how_it_was_made(ending: str, study: pm.Study, tmp_path: Path) -> None:
    method = pm.Method(weights="cameo")
    of_view = FORMATS[ending].compares
    era, before = ("garcia", "velasco") if of_view else (None, None)
    (path,) = study.export(
        tmp_path / name_file(ending), era=era, before=before, language="es", method=method
    )
    found = Made.find(path)
    if ending in CSV:
        assert found is None
        return
    assert found is not None
    assert (found.version, found.study) == (pm.__version__, study.descriptor["name"])
    assert found.sha256 == study.sha256
    of_method = {} if ending == ".zip" else {"weights": "cameo"}
    view = {"era": "garcia", "before": "velasco"} if of_view else {}
    assert found.settings == {"language": "es", **view, **of_method}
    assert study.verify(path).outcome == "same"


def test_each_picture_of_a_series_is_made_again_alone(study: pm.Study, tmp_path: Path) -> None:
    *_, last = study.export(tmp_path / "peru.geojson", all_eras=True)
    assert study.verify(last).outcome == "same"


def test_what_was_chosen_stands_in_any_characters(tmp_path: Path) -> None:
    one = Made(version="1", study="a b;%\"'<&>é\n", sha256="0" * 64, settings={"own": "a:1,b:-2"})
    path = tmp_path / "a.txt"
    path.write_text(f"before {one} after")
    assert Made.find(path) == one
    assert str(one).isascii()


def test_a_changed_file_is_told_from_a_changed_study_and_another_version(
    table: Path, folder: Path, edit: Callable[..., int]
) -> None:
    record, whole = record_of(table), table.read_bytes()
    table.write_bytes(whole + b" ")
    code, said = run("verify", table, "--study", folder)
    assert (code, "was changed since" in said) == (1, True)
    table.write_bytes(whole)
    text = record.read_text("utf-8")
    record.write_text(text.replace(f'"{pm.__version__}"', '"0.0.1"'), "utf-8")
    code, said = run("verify", table, "--study", folder)
    assert (code, "made by perufr-map 0.0.1" in said) == (1, True)
    record.write_text(text, "utf-8")
    edit("events.csv", {"counterpart": "USA"}, headline_en="Another headline")
    code, said = run("verify", table, "--study", folder, "--lang", "es")
    assert (code, "otro estado del estudio" in said) == (1, True)
    assert json.loads(text)["sha256"] in said


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("</title>", " </title>", "comes out otherwise"),
        (f"perufr-map/{pm.__version__}", "perufr-map/0.0.1", "made by perufr-map 0.0.1"),
        (" sha256=", " sha256=0", "not known"),
        ("era=garcia", "era=nobody", "not known"),
    ],
)
def test_a_page_that_was_changed_cannot_be_made_again(
    study: pm.Study, tmp_path: Path, old: str, new: str, answer: str
) -> None:
    (path,) = study.export(tmp_path / "peru.html", era="garcia")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert answer in study.verify(path).sentence


def test_a_record_is_not_of_the_file_that_was_there_before(table: Path, folder: Path) -> None:
    assert run("export", table, "--era", "velasco", "--study", folder)[0] == 0
    code, said = run("verify", table, "--study", folder)
    assert (code, "can be made again" in said) == (0, True), said


def test_a_study_is_the_same_in_whatever_form_its_files_are(folder: Path) -> None:
    before = pm.load(folder).sha256
    for file in folder.glob("*.csv"):
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert pm.load(folder).sha256 == before


@pytest.mark.parametrize("text", [None, "{", "[]", '{"settings": {}}'])
def test_a_file_without_a_record_cannot_be_judged(
    folder: Path, tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "peru.csv"
    path.write_text("a\n")
    if text is not None:
        record_of(path).write_text(text)
    code, said = run("verify", path, "--study", folder)
    assert (code, "not known" in said) == (2, True)


def test_settings_that_make_another_file_are_told(table: Path, folder: Path) -> None:
    record = record_of(table)
    text = record.read_text("utf-8").replace('"share": "0.3"', '"share": "0.9"')
    record.write_text(text, "utf-8")
    code, said = run("verify", table, "--study", folder)
    assert (code, "comes out otherwise" in said) == (1, True)


def test_a_record_says_who_made_the_study_when_and_who_may_use_it(
    study: pm.Study, tmp_path: Path
) -> None:
    study.export(tmp_path / "peru.csv", record=True)
    record = json.loads((tmp_path / "peru.csv.made.json").read_text("utf-8"))
    told = metadata(Credit(study.descriptor, "en"))
    assert told.keys() == {"author", "date", "license"}
    assert record.items() >= told.items()
