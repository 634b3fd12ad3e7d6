"""Options that do not go together are refused in a sentence that says which to leave out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from perufr_map.borders import AS_OF
from perufr_map.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("borders 1980-07-28 --all world", "--all writes every day: leave out DAY and --out"),
        ("borders --all world --out day.gpkg", "--all writes every day: leave out DAY and --out"),
        ("borders 1980-07-28", "give DAY and --out FILE, or --all OUT"),
        ("borders --out day.gpkg", "give DAY and --out FILE, or --all OUT"),
        ("borders 1980-07-28 --out day.gpkg --form csv", "--form is of --all"),
        ("check --encoding Windows-1252", "--encoding is for --fix"),
        ("check --fix", "--fix needs the FOLDER of a study"),
        ("template s.xlsx --study . --focus CHL", "--study takes the study as it is"),
        ("template s.xlsx --study . --lang fr", "--study takes the study as it is"),
        ("export peru.png --embed", "--embed is for .html"),
        ("export peru.png --all-eras --era garcia", "give --era or --all-eras, not both"),
        ("compare-source", "name the files: --events FILE"),
    ],
)
def test_options_that_do_not_go_together_are_refused_and_nothing_is_written(
    words: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_of_a_study_is_that_study(tmp_path: Path, folder: Path) -> None:
    book = tmp_path / "study.xlsx"
    assert run("template", str(book), "--study", str(folder)).exit_code == 0
    assert pm.load(book).scores().equals(pm.load(folder).scores())


def test_a_workbook_of_a_study_with_errors_is_not_written(tmp_path: Path, folder: Path) -> None:
    (folder / "eras.csv").write_text("id\n", "utf-8")
    book = tmp_path / "study.xlsx"
    result = run("template", str(book), "--study", str(folder))
    assert (result.exit_code, "error(s) in the study" in result.stderr) == (1, True)
    assert not book.exists()


def test_a_day_to_come_is_drawn_with_the_last_borders_and_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "world.geojson"
    result = run("borders", str(AS_OF + timedelta(days=1)), "--out", str(file))
    assert (result.exit_code, file.exists()) == (0, True)
    (line,) = result.stderr.splitlines()
    assert str(AS_OF) in line


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("chile.zip", "Unpack it, and give the folder"),
        ("events.csv", "Give the folder that it stands in: chile"),
        ("datapackage.json", "Give the folder that it stands in: chile"),
    ],
)
def test_a_file_of_a_study_that_is_given_for_the_study_is_told_what_to_give(
    name: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("chile").mkdir()
    Path("chile", name).write_bytes(b"")
    result = run("check", f"chile/{name}")
    assert result.exit_code == 2
    assert says in result.stderr
