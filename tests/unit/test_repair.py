"""`check --fix` writes a study as it can be read, says what it did, and guesses no day."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from frictionless import Package

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.resources import study_dir


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(study_dir(), tmp_path / "study")


def fix(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["check", str(folder), "--fix", *words])


def change(folder: Path, file: str, *, codec: str = "utf-8", **cells: str) -> bytes:
    path = folder / file
    text = path.read_text("utf-8-sig")
    for old, new in cells.items():
        assert old.removeprefix("_") in text
        text = text.replace(old.removeprefix("_"), new)
    path.write_bytes(text.encode(codec, "replace"))
    return path.read_bytes()


def test_a_table_of_excel_becomes_utf_8_with_commas_and_what_was_read_is_shown(
    folder: Path,
) -> None:
    scores = pm.load(folder).scores()
    text = (folder / "members.csv").read_text("utf-8-sig")
    table = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(text, newline=""))
    csv.writer(table, delimiter=";").writerows([[], *([*row, "", ""] for row in rows)])
    path = folder / "members.csv"
    path.write_bytes(table.getvalue().encode("cp1252"))
    result = fix(folder)
    assert result.exit_code == 0, result.output
    told = result.stdout
    assert "members.csv: had “;” between its columns; it has commas now" in told
    assert "members.csv: had empty rows or columns; they are left out" in told
    assert "members.csv: was read as Windows-1252: “diplomáticas”; it is UTF-8 now" in told
    assert path.read_text("utf-8-sig").splitlines()[0] == text.splitlines()[0]
    assert pm.check(folder) == []
    assert pm.load(folder).scores().equals(scores)


def test_an_encoding_is_told_with_a_word_of_it_and_can_be_given(folder: Path) -> None:
    text = (folder / "sources.csv").read_text("utf-8-sig") + "ilic,Perú’s debt,,,,,Open,,\n"
    (folder / "sources.csv").write_bytes(text.encode("mac_roman", "replace"))
    result = fix(folder, "--encoding", "Mac Roman")
    assert "sources.csv: was given as Mac Roman: “" in result.stdout
    assert "Perú’s debt" in (folder / "sources.csv").read_text("utf-8-sig")
    assert "Did you mean Mac Roman?" in fix(folder, "--encoding", "Mac Romn").stderr


@pytest.mark.parametrize(
    ("first", "second", "became"),
    [
        ("05/04/1992", "28/07/1990", "1992-04-05"),
        ("04/05/1992", "07/28/1990", "1992-04-05"),
        ("5.4.1992", "28.7.1990", "1992-04-05"),
    ],
)
def test_days_are_written_anew_where_a_day_above_12_shows_their_order(
    first: str, second: str, became: str, folder: Path
) -> None:
    change(folder, "eras.csv", **{"_1992-04-05": first, "_1990-07-28": second})
    result = fix(folder)
    assert result.exit_code == 0, result.output
    assert "date(s) were written anew: " in result.stdout
    assert f",{became}," in (folder / "eras.csv").read_text("utf-8-sig")
    assert pm.check(folder) == []


def test_days_of_either_order_are_left_and_told(folder: Path) -> None:
    before = change(folder, "eras.csv", **{"_1992-04-05": "05/04/1992"})
    result = fix(folder)
    assert result.exit_code == 1
    assert "05/04/1992" in result.stderr
    assert (folder / "eras.csv").read_bytes() == before


def test_a_table_whose_rows_do_not_fit_their_header_is_left(folder: Path) -> None:
    path = folder / "members.csv"
    before = path.read_bytes().replace(b",", b";") + b"a;b;c;d;e;f;g;h\n"
    path.write_bytes(before)
    assert fix(folder).exit_code == 1
    assert path.read_bytes() == before


def test_a_study_without_faults_is_not_touched(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    result = fix(folder)
    assert (result.exit_code, result.stdout) == (0, "0 error(s), 0 warning(s)\n")
    assert {path: path.read_bytes() for path in before} == before


def test_where_one_table_cannot_be_replaced_none_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("eras.csv", "sources.csv"):
        path = folder / name
        path.write_bytes(path.read_bytes() + b",,,,\n")
    before = {path: path.read_bytes() for path in folder.glob("*.csv")}
    whole = os.path.realpath

    def realpath(path: Path) -> str:
        if Path(path).name == "sources.csv":
            monkeypatch.setattr(os.path, "realpath", whole)
            raise OSError(28, "No space left on device")
        return str(whole(path))

    monkeypatch.setattr(os.path, "realpath", realpath)
    result = fix(folder)
    assert result.exit_code == 1
    assert "nothing was changed" in result.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_the_shipped_study_is_not_fixed() -> None:
    result = CliRunner().invoke(main, ["check", "--fix"])
    assert result.exit_code == 2
    assert "needs the FOLDER" in result.stderr


def drop_columns(path: Path, *stems: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    kept = [place for place, name in enumerate(rows[0]) if not name.startswith(stems)]
    assert len(kept) < len(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[row[place] for place in kept] for row in rows])


def test_other_programs_read_a_study_without_the_columns_that_may_be_left_out(
    tmp_path: Path,
) -> None:
    folder = pm.new(tmp_path / "study", focus="CHL", languages=["de"])
    drop_columns(folder / "counterparts.csv", "short_", "said_")
    drop_columns(folder / "event_types.csv", "weight_cameo", "cameo_code", "rule_")
    (folder / "places.csv").unlink()
    told = pm.check(folder)
    assert not [each for each in told if each.severity == "error"]
    assert not Package(str(folder / "datapackage.json")).validate().valid
    scores = pm.load(folder).scores()
    line = "datapackage.json: lists the tables and columns that the study has\n"
    assert line in fix(folder).stdout
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note"])
    assert pm.check(folder) == told
    assert pm.load(folder).scores().equals(scores)
    assert line not in fix(folder).stdout


def test_a_descriptor_that_lists_no_tables_is_left(folder: Path) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    del descriptor["resources"]
    path.write_text(json.dumps(descriptor), "utf-8")
    assert "lists the tables" not in fix(folder).stdout


def test_a_column_that_the_format_has_not_is_not_described(folder: Path) -> None:
    before = change(folder, "sources.csv", licence="licenze")
    assert "lists the tables" not in fix(folder).stdout
    assert (folder / "sources.csv").read_bytes() == before
