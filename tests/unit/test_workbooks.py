"""A study can be one workbook of a spreadsheet program, and comes out of it as it went in."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.resources import study_dir
from perufr_map.study.archive import files_of
from perufr_map.study.workbooks import ENDINGS, read_workbook, write_workbook

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
        assert (of_book.exit_code, of_book.output) == (0, of_folder.output)
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
        ("events.csv", 3, "direction")
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

    def edit(parts: Parts) -> None:
        name = next(n for n, text in parts.items() if n.startswith("xl/w") and ">gw_code<" in text)
        rows = f'<sheetData><row r="1">{cells.replace("2", "1")[:0]}</row><row r="2">{cells}</row>'
        parts[name] = re.sub(r"<sheetData>.*</sheetData>", f"{rows}</sheetData>", parts[name])
        parts["xl/sharedStrings.xml"] = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>'
            "<r><t>00</t></r><r><t>7</t></r><rPh><t>x</t></rPh></si></sst>"
        )
        form = '<numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" '
        parts["xl/styles.xml"] = (
            parts["xl/styles.xml"]
            .replace("<fonts", f'<numFmts>{form}formatCode="d.m.yy h:mm"/></numFmts><fonts')
            .replace(
                "</cellXfs>",
                '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>',
            )
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
