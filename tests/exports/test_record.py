"""A file with a record of how it was made is made again, or it is said why it cannot be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.exports.record import record_of

MADE = ("--era", "garcia", "--lang", "es", "--weights", "cameo", "--share", "0.3")


@pytest.fixture(params=["scores.csv", "peru.bib", "peru.html"])
def made(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Path:
    """A file with its record, of a copy of the shipped study."""
    path = tmp_path / str(request.param)
    result = run("export", path, *MADE, "--record", "--study", folder)
    assert result[0] == 0, result
    return path


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    return result.exit_code, result.output


def test_a_file_is_made_again_the_same(made: Path, folder: Path, tmp_path: Path) -> None:
    record = json.loads(record_of(made).read_text("utf-8"))
    assert record["perufr-map"] == pm.__version__
    assert record["settings"]["method"]["weights"] == "cameo"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = [shutil.move(each, elsewhere) for each in (made, record_of(made))]
    code, said = run("verify", moved[0], "--study", folder)
    assert (code, "can be made again" in said) == (0, True), said


def test_a_changed_file_is_told_from_a_changed_study_and_another_version(
    made: Path, folder: Path, edit: Callable[..., int]
) -> None:
    record, whole = record_of(made), made.read_bytes()
    made.write_bytes(whole + b" ")
    code, said = run("verify", made, "--study", folder)
    assert (code, "was changed since" in said) == (1, True)
    made.write_bytes(whole)
    text = record.read_text("utf-8")
    record.write_text(text.replace(f'"{pm.__version__}"', '"0.0.1"'), "utf-8")
    code, said = run("verify", made, "--study", folder)
    assert (code, "made by perufr-map 0.0.1" in said) == (1, True)
    record.write_text(text, "utf-8")
    edit("events.csv", {"counterpart": "USA"}, headline_en="Another headline")
    code, said = run("verify", made, "--study", folder, "--lang", "es")
    assert (code, "otro estado del estudio" in said) == (1, True)
    assert json.loads(text)["study_sha256"] in said


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


def test_settings_that_make_another_file_are_told(made: Path, folder: Path) -> None:
    record = record_of(made)
    text = record.read_text("utf-8").replace('"share": "0.3"', '"share": "0.9"')
    record.write_text(text, "utf-8")
    code, said = run("verify", made, "--study", folder)
    assert (code, "comes out otherwise" in said) == (1, True)
