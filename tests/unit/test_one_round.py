"""A broken file is told all that is wrong with it in one round, and each thing once."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map.dashboard import bundle

Edit = Callable[..., int]

CHILE = {"group": "NEIGHBOURS", "state": "CHL"}
EVENT = {"id": "ven-relations-broken-1992"}
OTHER = {"id": "usa-influence-opposed-velasco"}


def errors(folder: Path) -> list[tuple[str, int | None, str | None, str]]:
    """Return where the errors of a study are, and their codes."""
    found = [p for p in pm.check(folder) if p.severity == "error"]
    return [(p.file, p.row, p.column, p.code) for p in found]


def write(rows: list[list[str]], separator: str, *, first: str = "") -> str:
    """Return a table, with another line before its first row."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return f"{first}\r\n{text.getvalue()}" if first else text.getvalue()


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_that_names_the_separator_is_read_and_counts_as_no_row(
    line: str, folder: Path, study: pm.Study
) -> None:
    path = folder / "members.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    path.write_text(write(rows, ";", first=line), "utf-8")
    (told,) = pm.check(folder)
    assert (told.code, told.severity, told.values) == (
        "separator_named",
        "warning",
        {"separator": ";"},
    )
    with pytest.warns(pm.StudyWarning, match="as its first line asks"):
        assert pm.load(folder).members.equals(study.members)
    assert bundle.read_zip(bundle.pack(folder)).study.members.equals(study.members)
    rows[3][1] = "NARNIA"
    path.write_text(write(rows, ","), "utf-8")
    before = errors(folder)
    path.write_text(write(rows, ";", first=line), "utf-8")
    assert errors(folder) == before != []


def test_empty_columns_before_the_first_are_left_out_and_said(folder: Path, edit: Edit) -> None:
    line = edit("members.csv", CHILE, start="soon")
    path = folder / "members.csv"
    rows = path.read_text("utf-8").splitlines()
    path.write_text("".join(f",,{row}\n" for row in rows), "utf-8")
    said = {(p.row, p.column, p.code) for p in pm.check(folder)}
    assert said == {(None, None, "edges_trimmed"), (line, "start", "day_wrong")}
    path.write_text("".join(f",,{row}\n" for row in rows).replace("soon", ""), "utf-8")
    assert errors(folder) == []


def test_a_wrong_name_of_a_column_hides_no_row_and_is_told_once(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, start="soon", confidence="sure")
    other = edit("members.csv", CHILE, state="NARNIA")
    path = folder / "events.csv"
    path.write_text(path.read_text("utf-8").replace("confidence,", "confidense,", 1), "utf-8")
    assert errors(folder) == [
        ("events.csv", 1, "confidense", "column_misspelt"),
        ("events.csv", line, "start", "date_unreadable"),
        ("members.csv", other, "state", "reference_unknown"),
    ]


@pytest.mark.parametrize("file", ["counterparts.csv", "eras.csv", "event_types.csv"])
def test_a_table_that_is_not_there_hides_no_row_of_another_and_invents_no_problem(
    file: str, folder: Path, edit: Edit
) -> None:
    line = edit("events.csv", EVENT, start="soon")
    (folder / file).unlink()
    told = errors(folder)
    assert (file, None, None, "table_missing") in told
    assert ("events.csv", line, "start", "date_unreadable") in told
    assert {name for name, *_ in told} == {file, "events.csv"}
    assert len(told) == 2


def test_a_broken_descriptor_hides_no_row(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, start="soon")
    (folder / "datapackage.json").write_text("{", "utf-8")
    assert ("events.csv", line, "start", "date_unreadable") in errors(folder)


def test_of_one_cell_one_thing_is_told_the_first_cause(folder: Path, edit: Edit) -> None:
    edit("events.csv", EVENT, counterpart="Nicaragua")
    edit("events.csv", OTHER, start="")
    edit("counterparts.csv", {"id": "IMF"}, id="PER")
    path = folder / "members.csv"
    path.write_text(path.read_text("utf-8").replace("NEIGHBOURS,CHL,,,,", "NEIGHBOURS"), "utf-8")
    told = errors(folder)
    cells = [(file, row, column) for file, row, column, _ in told if column]
    assert len(cells) == len(set(cells))
    codes = {(file, column): code for file, _, column, code in told}
    assert codes["events.csv", "counterpart"] == "reference_unknown"
    assert codes["members.csv", "state"] == "cell_missing"
    assert codes["counterparts.csv", "id"] == "focus_as_counterpart"


def test_an_error_is_never_hidden_by_a_warning_about_the_same_cell(
    folder: Path, edit: Edit
) -> None:
    line = edit("eras.csv", {"id": "velasco"}, reference_date="2000-01-01")
    focus = folder / "datapackage.json"
    focus.write_text(focus.read_text("utf-8").replace('"focus": "PER"', '"focus": "SUN"'), "utf-8")
    found = [p for p in pm.check(folder) if (p.file, p.row) == ("eras.csv", line)]
    assert [(p.code, p.severity) for p in found] == [("reference_outside", "error")]


def test_who_names_the_focus_as_a_counterpart_is_not_told_to_add_it(
    folder: Path, edit: Edit
) -> None:
    line = edit("events.csv", EVENT, counterpart="PER")
    other = edit("members.csv", CHILE, state="PER")
    assert errors(folder) == [
        ("events.csv", line, "counterpart", "focus_as_counterpart"),
        ("members.csv", other, "state", "focus_as_counterpart"),
    ]
