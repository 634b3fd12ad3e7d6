"""A file or a sheet whose name is nearly that of a table is told, not passed over."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import perufr_map as pm
from perufr_map.dashboard import bundle
from perufr_map.problems import Problem
from perufr_map.resources import messages, study_dir
from perufr_map.study.archive import files_of, pack
from perufr_map.study.workbooks import name_sheets, pack_sheets


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


def sent(data: bytes, ending: str) -> list[str]:
    """Return what is told of a study that was sent."""
    read = bundle.read_zip if ending == ".zip" else bundle.read_book
    try:
        sent = read(data, name=f"study{ending}")
    except pm.StudyError as error:
        return [str(each) for each in error.problems]
    return [str(each) for each in sent.warnings]


@pytest.mark.parametrize("inside", ["", "peru/"])
def test_a_misnamed_file_is_told_of_a_zip_that_was_sent(inside: str) -> None:
    files = files_of(study_dir())
    files["citation.csv"] = files.pop("citations.csv")
    packed = pack({f"{inside}{name}": data for name, data in files.items()})
    assert any(
        each.startswith("warning: citation.csv: is not read") for each in sent(packed, ".zip")
    )
    files["Eras.csv"] = files.pop("eras.csv")
    packed = pack({f"{inside}{name}": data for name, data in files.items()})
    told = "error: eras.csv: no such file, but there is Eras.csv. Rename Eras.csv to eras.csv."
    assert told in sent(packed, ".zip")


def test_a_misnamed_descriptor_is_told_of_a_zip_that_was_sent() -> None:
    files = files_of(study_dir())
    files["DataPackage.json"] = files.pop("datapackage.json")
    (told,) = sent(pack(files), ".zip")
    assert "Rename DataPackage.json to datapackage.json" in told


def test_a_misnamed_sheet_is_told_of_a_workbook_that_was_sent(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("study", "era", "events"):
        book.create_sheet(name).append(["id"])
    book.save(tmp_path / "study.xlsx")
    problems = [each for each in pm.check(tmp_path / "study.xlsx") if each.code == "sheet_misnamed"]
    with pytest.raises(pm.StudyError) as caught:
        bundle.read_book((tmp_path / "study.xlsx").read_bytes(), name="study.xlsx")
    named = name_sheets(caught.value.problems, "study.xlsx")
    assert problems
    assert [each for each in named if each.code == "sheet_misnamed"] == problems


CELLS = {
    "focus_missing": "study/focus = PER",
    "licence_missing": "licenses[1]/name = CC-BY-4.0",
    "title_missing": "study/title_en = …",
    "entries_wrong": "sources[1]/title = Papers on Foreign Affairs IV",
    "marks_wrong": "study/marks[1]/day = 1992-04-05; study/marks[1]/name/en = Self-coup",
}
VALUES: dict[str, dict[str, object]] = {
    "title_missing": {"title": "title_en"},
    "entries_wrong": {"field": "sources", "example": '{"title": "Papers on Foreign Affairs IV"}'},
    "marks_wrong": {"field": "marks", "most": 40},
}


@pytest.mark.parametrize("code", CELLS)
def test_a_remedy_for_a_sheet_shows_its_rows(code: str) -> None:
    problem = Problem("datapackage.json", None, None, code, VALUES.get(code, {}))
    (told,) = name_sheets([problem], "study.xlsx")
    assert told.message == problem.message
    assert told.remedy == f"Write rows like {CELLS[code]}"


def test_no_remedy_for_a_sheet_shows_json() -> None:
    """Every code whose remedy for a descriptor has braces or brackets is shown in rows instead."""
    said = {
        key.split(".")[1]: text
        for key, text in messages("en").items()
        if key.startswith("problem.") and key.endswith(".right")
    }
    shows = {code for code, text in said.items() if "{{" in text or "[" in text}
    values = {"field": "sources", "example": '{"title": "Papers"}', "title": "title_en"}
    for code in shows:
        problem = Problem("datapackage.json", None, None, code, values)
        (told,) = name_sheets([problem], "study.xlsx")
        assert "cells" in told.values, code
