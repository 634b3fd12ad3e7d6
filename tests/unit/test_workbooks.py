"""A study can be one workbook of a spreadsheet program, and comes out of it as it went in."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.resources import study_dir
from perufr_map.study.archive import files_of
from perufr_map.study.workbooks import (
    ANY_SIZE,
    ENDINGS,
    WorkbookError,
    read_workbook,
    write_workbook,
)

Parts = dict[str, str]


def rewrite(path: Path, edit: Callable[[Parts], object]) -> None:
    """Change the parts of a workbook, as a spreadsheet program would write them."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    edit(parts)
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


@pytest.fixture
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"study{request.param}"
    result = CliRunner().invoke(main, ["template", str(path), "--focus", "CHL", "--lang", "fr"])
    assert result.exit_code == 0, result.output
    return path


each_ending = pytest.mark.parametrize("book", ENDINGS, indirect=True)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("folder", ["", "examples/ecuador"], ids=["peru", "ecuador"])
def test_a_study_comes_out_of_a_workbook_as_it_went_in(
    folder: str, ending: str, tmp_path: Path
) -> None:
    whole = pm.load(study_dir() / folder)
    path = tmp_path / f"study{ending}"
    write_workbook(files_of(study_dir() / folder), path)
    assert pm.check(path) == pm.check(study_dir() / folder)
    again = pm.load(path)
    assert again.events.equals(whole.events)
    assert again.event_types.equals(whole.event_types)
    assert {**again.descriptor, "resources": 0} == {**whole.descriptor, "resources": 0}
    assert again.scores().equals(whole.scores())
    first = path.read_bytes()
    write_workbook(files_of(path), path)
    assert path.read_bytes() == first


@each_ending
def test_a_template_is_checked_scored_and_exported_as_a_folder_is(
    book: Path, tmp_path: Path
) -> None:
    folder = pm.new(tmp_path / "folder", focus="CHL", languages=["fr"])
    for command in (["check"], ["scores", "--format", "csv", "--study"], ["codebook", "--study"]):
        of_book = CliRunner().invoke(main, [*command, str(book)])
        of_folder = CliRunner().invoke(main, [*command, str(folder)])
        by_files = re.sub(r"study\.[a-z]+, (\w+)", r"\1.csv", of_book.output)
        by_files = by_files.replace("study.csv", "datapackage.json")
        assert (of_book.exit_code, by_files) == (0, of_folder.output)
    file = tmp_path / "study.zip"
    assert CliRunner().invoke(main, ["export", str(file), "--study", str(book)]).exit_code == 0
    shutil.unpack_archive(file, tmp_path / "unpacked")
    assert pm.load(tmp_path / "unpacked").scores().equals(pm.load(folder).scores())


def test_a_template_without_a_state_is_of_the_shipped_one_s(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    assert CliRunner().invoke(main, ["template", str(path)]).exit_code == 0
    assert pm.load(path).focus == pm.load().focus


@each_ending
def test_a_row_has_the_number_that_the_spreadsheet_program_shows(book: Path) -> None:
    files = read_workbook(book.read_bytes())
    head, *rows = files["events.csv"].decode().splitlines()
    rows[1] = rows[1].replace("towards_focus", "both")
    write_workbook({**files, "events.csv": "\n".join([head, *rows, ""]).encode()}, book)
    found = [each for each in pm.check(book) if each.severity == "error"]
    assert [(each.file, each.row, each.column) for each in found] == [
        (f"{book.name}, events", 3, "direction")
    ]


def cells_of(book: Path, table: str) -> list[str]:
    return read_workbook(book.read_bytes())[f"{table}.csv"].decode().splitlines()[-1].split(",")


def test_dates_and_codes_of_excel_keep_their_form(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    write_workbook(files_of(study_dir()), path)
    cells = (
        '<c r="A2" t="s"><v>0</v></c><c r="B2" s="3"><v>31256</v></c><c r="C2" s="4"><v>45</v></c>'
        '<c r="D2"><v>1990</v></c><c r="E2"><v>0.3</v></c><c r="F2" s="5"><v>31256.5</v></c>'
        '<c r="H2" t="str"><f>A1</f><v>0045</v></c>'
    )

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    numbers = '<numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" '
    styles = "".join(f'<xf numFmtId="{each}"/>' for each in (0, 0, 0, 14, 164, 165))

    def edit(parts: Parts) -> None:
        for name in parts:
            if "worksheets" in name:
                parts[name] = f'<worksheet xmlns="{main}"><sheetData/></worksheet>'
        parts["xl/worksheets/sheet3.xml"] = (
            f'<worksheet xmlns="{main}"><dimension ref="A1"/><sheetData><row r="1"/>'
            f'<row r="2">{cells}</row></sheetData></worksheet>'
        )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            "</Types>",
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        )
        parts["xl/sharedStrings.xml"] = (
            f'<sst xmlns="{main}"><si><r><t>00</t></r><r><t>7</t></r>'
            '<rPh sb="0" eb="1"><t>x</t></rPh></si></sst>'
        )
        parts["xl/styles.xml"] = (
            f'<styleSheet xmlns="{main}"><numFmts>{numbers}formatCode="d.m.yy h:mm"/></numFmts>'
            f"<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
            f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>"
        )

    rewrite(path, edit)
    assert cells_of(path, "counterparts") == [
        *("007", "1985-07-28", "0045", "1990", "0.3", "1985-07-28T12:00:00", "", "0045")
    ]


def test_dates_and_codes_of_libreoffice_keep_their_form(tmp_path: Path) -> None:
    path = tmp_path / "study.ods"
    write_workbook(files_of(study_dir()), path)

    def edit(parts: Parts) -> None:
        table = '<table:table table:name="counterparts">'
        cell = "<table:table-cell office:value-type="
        cells = (
            f'{cell}"string"><office:annotation><text:p>note</text:p></office:annotation>'
            "<text:p>a<text:s/><text:span>b</text:span></text:p></table:table-cell>"
            f'{cell}"date" office:date-value="1985-07-28"><text:p>28.7.85</text:p>'
            "</table:table-cell>"
            f'{cell}"float" office:value="45"><text:p>0045</text:p></table:table-cell>'
            '<table:table-cell table:number-columns-repeated="2"/>'
            f'{cell}"float" office:value="1990"><text:p>1990</text:p></table:table-cell>'
            '<table:table-cell table:number-columns-repeated="1000"/>'
        )
        empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        parts["content.xml"] = re.sub(
            rf"{table}.*?</table:table>",
            f"{table}<table:table-row>{cells}</table:table-row>{empty}</table:table-row>"
            "</table:table>",
            parts["content.xml"],
        )

    rewrite(path, edit)
    assert cells_of(path, "counterparts") == ["a b", "1985-07-28", "0045", "", "", "1990"]


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        b"PK\x03\x04 cut",
        zipfile.ZipFile,
    ],
    ids=["text", "cut", "another zip"],
)
def test_a_file_that_is_no_workbook_is_told_in_a_sentence(data: object, tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    if not isinstance(data, bytes):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as packed:
            packed.writestr("readme.txt", "hello")
        data = buffer.getvalue()
    path.write_bytes(data)
    (problem,) = pm.check(path)
    assert (problem.file, problem.code) == ("study.xlsx", "workbook_unreadable")
    result = CliRunner().invoke(main, ["export", "map.csv", "--study", str(path)])
    assert result.exit_code == 1
    assert "study.xlsx" in result.stderr


def lock(path: Path) -> None:
    """Say of each part of a zip that it wants a password."""
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 1)
    path.write_bytes(data)


@each_ending
def test_a_workbook_with_a_password_is_told_in_a_sentence(book: Path) -> None:
    lock(book)
    assert [each.code for each in pm.check(book)] == ["workbook_unreadable"]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SMALL = replace(ANY_SIZE, unpacked=4_000_000, elements=60_000, rows=500)
BOMBS: dict[str, tuple[str, str, Parts]] = {
    "rows that are said to be there": (
        *(".xlsx", ""),
        {
            "xl/worksheets/sheet2.xml": f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/>'
            '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            "</worksheet>"
        },
    ),
    "texts that no cell names": (
        *(".xlsx", ""),
        {"xl/sharedStrings.xml": f"<sst {MAIN}>{'<si><t/></si>' * 40_000}</sst>"},
    ),
    "forms of cells": (
        *(".xlsx", ""),
        {"xl/styles.xml": f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 40_000}</cellXfs></styleSheet>"},
    ),
    "cells that are merged": (
        *(".xlsx", "</sheetData>"),
        {
            "xl/worksheets/sheet2.xml": "</sheetData><mergeCells>"
            f"{'<mergeCell/>' * 40_000}</mergeCells>"
        },
    ),
    "a text": (".xlsx", "", {"xl/sharedStrings.xml": f"<sst {MAIN}>{' ' * 5_000_000}</sst>"}),
    "one sheet under many names": (
        *(".xlsx", ""),
        {
            "xl/worksheets/sheet2.xml": f"<worksheet {MAIN}><sheetData>{'<row/>' * 40_000}"
            "</sheetData></worksheet>",
            "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships"><sheets>'
            + "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId2"/>' for n in range(1, 100))
            + "</sheets></workbook>",
        },
    ),
    "a cell that is repeated": (
        *(".ods", r"<table:table-row>.*?</table:table-row>"),
        {
            "content.xml": '<table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
            "</table:table-cell></table:table-row>"
        },
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_workbook_that_would_fill_the_memory_is_told_in_a_sentence(
    bomb: str, tmp_path: Path
) -> None:
    ending, place, bombs = BOMBS[bomb]
    path = tmp_path / f"study{ending}"
    write_workbook(files_of(study_dir()), path)

    def edit(parts: Parts) -> None:
        for name, text in bombs.items():
            parts[name] = re.sub(place, text, parts[name], count=1) if place else text

    rewrite(path, edit)
    with pytest.raises(WorkbookError) as raised:
        read_workbook(path.read_bytes(), limits=SMALL)
    assert raised.value.code in {"workbook_large", "workbook_unreadable"}


def test_a_workbook_is_read_as_far_as_it_goes_whatever_it_says_of_its_size(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    write_workbook(files_of(study_dir()), path)
    name = "xl/worksheets/sheet2.xml"

    def edit(parts: Parts) -> None:
        parts[name] = parts[name].replace("<sheetData>", '<dimension ref="A1"/><sheetData>')

    rewrite(path, edit)
    assert len(pm.load(path).eras) == len(pm.load().eras)


def test_a_text_too_long_for_excel_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    files = files_of(study_dir())
    eras = files["eras.csv"].replace(b"1968", b"x" * 32_768, 1)
    with pytest.raises(pm.problems.ChoiceError, match=r"write an \.ods"):
        write_workbook({**files, "eras.csv": eras}, path)
    assert not path.exists()


def test_a_workbook_that_defines_entities_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "study.ods"
    write_workbook(files_of(study_dir()), path)
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>'
    rewrite(path, lambda parts: parts.update({"content.xml": bomb + parts["content.xml"]}))
    assert [each.code for each in pm.check(path)] == ["workbook_unreadable"]


def test_what_is_neither_a_folder_nor_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id\n", "utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    assert result.exit_code == 2
    assert "neither a folder nor a workbook" in result.stderr
    result = CliRunner().invoke(main, ["template", str(tmp_path / "study.xls")])
    assert "does not end in .xlsx or .ods" in result.stderr
