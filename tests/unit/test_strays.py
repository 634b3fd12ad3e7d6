"""A file or a sheet whose name is nearly that of a table is told, not passed over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import perufr_map as pm
from perufr_map.resources import study_dir
from perufr_map.study.workbooks import pack_sheets


def said(study: Path) -> list[str]:
    return [str(problem) for problem in pm.check(study)]


@pytest.mark.parametrize(
    ("table", "wrong"), [("citations.csv", "citation.csv"), ("steps.csv", "Steps.CSV")]
)
def test_a_table_that_a_study_may_lack_is_missed_under_another_name(
    folder: Path, table: str, wrong: str
) -> None:
    (folder / table).rename(folder / wrong)
    (folder / "notes.csv").write_text("my,own\n")
    (told,) = said(folder)
    assert told == (
        f"warning: {wrong}: is not read: no file of a study is called so. "
        f"Rename it to {table}, if it is that table."
    )


@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        ("eras.csv", "Eras.csv"),
        ("members.csv", "member.csv"),
        ("datapackage.json", "Datapackage.json"),
    ],
)
def test_a_table_that_is_needed_is_found_under_another_name(
    folder: Path, file: str, wrong: str
) -> None:
    (folder / file).rename(folder / wrong)
    told = f"error: {file}: no such file, but there is {wrong}. Rename {wrong} to {file}."
    assert told in said(folder)


def test_a_copy_beside_its_table_is_nobodys_business(folder: Path) -> None:
    shutil.copy(folder / "events.csv", folder / "events2.csv")
    assert said(folder) == []


def test_a_coders_table_is_found_in_its_folder(folder: Path) -> None:
    shutil.copytree(study_dir() / "coding", folder / "coding", dirs_exist_ok=True)
    (folder / "coding/second.csv").rename(folder / "coding/Second.csv")
    assert any("coding/Second.csv: is not read" in each for each in said(folder))


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_workbook_is_told_of_its_sheets(ending: str, tmp_path: Path) -> None:
    book = tmp_path / f"study{ending}"
    book.write_bytes(
        pack_sheets(
            {
                "study": [["name", "value"], ["study/focus", "PER"]],
                "event": [["id"]],
                "step": [["id"]],
                "counterparts": [["id"]],
            },
            ending,
        )
    )
    told = said(book)
    place = f"study{ending}"
    assert (
        f"error: {place}, events: no such sheet, but there is event. Rename event to events."
    ) in told
    assert f"error: {place}, eras: no such sheet. Add the sheet eras." in told
    assert (
        f"warning: {place}, step: is not read: no sheet of a study is called so. "
        "Rename it to steps, if it is that table."
    ) in told


def test_an_entry_of_a_workbook_is_counted_as_its_sheet_counts(tmp_path: Path) -> None:
    rows = [
        ["name", "value"],
        ["study/focus", "PER"],
        ["contributors[1]/title", "Ana Quispe"],
        ["contributors[2]/name", "Jelena Ilić"],
        ["contributors[3]/title", "Li Wei"],
        ["contributors[3]/path", "C:/people"],
    ]
    book = tmp_path / "study.xlsx"
    book.write_bytes(pack_sheets({"study": rows, "eras": [["id"]]}, ".xlsx"))
    told = [each for each in said(book) if "contributors" in each]
    assert ["contributors[2]” has no" in each for each in told] == [True, False]
    assert ["“contributors[3]/path” is not" in each for each in told] == [False, True]
