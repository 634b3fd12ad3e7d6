"""Read and write workbooks of Excel (.xlsx) with openpyxl: cells as texts."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from perufr_map.characters import replace_odd
from perufr_map.problems import ChoiceError
from perufr_map.study._cells import Rows, check_place, say, widths
from perufr_map.study._packed import Metered, pack_parts

_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 (fixed, so that the same study gives the same bytes)
_LONGEST = 32_767  # characters of a cell
_TEXT = "@"
_LAST = 1_048_576  # row of a sheet


def read(
    parts: Mapping[str, bytes], wanted: Callable[[str], bool], *, rows: int
) -> Iterator[tuple[str, Rows]]:
    """Yield the name of each sheet of a workbook, and its cells; of those not wanted none.

    Parameters
    ----------
    parts
        The parts of the workbook.
    wanted
        Says by its name whether a sheet is wanted.
    rows
        Most rows of a sheet.
    """
    with warnings.catch_warnings():  # of what a workbook has besides cells
        warnings.simplefilter("ignore")
        book = load_workbook(Metered(parts), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield sheet.title, list(_rows(sheet, rows)) if wanted(sheet.title) else []


def _rows(sheet: ReadOnlyWorksheet, most: int) -> Iterator[list[str]]:
    """Yield the rows of a sheet, down to the last that is not empty."""
    sheet.reset_dimensions()  # what a workbook says of its own size may be false
    empty = 0
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST)):
        cells: list[str] = []
        for place, cell in enumerate(row):
            if cell.value is not None:
                check_place(number, place, most)
                form = cell.number_format if isinstance(cell.value, int) else ""
                cells += [""] * (place - len(cells)) + [say(cell.value, form)]
        if cells:
            yield from ([] for _ in range(empty))
            yield cells
            empty = 0
        else:
            empty += 1


def write(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook whose cells are all texts, the same bytes each time.

    The empty cells of its columns are texts as well, so that nothing typed there is rewritten.

    Raises
    ------
    ChoiceError
        If a text is longer than a cell of Excel may be.
    """
    book = Workbook(write_only=True)
    head = Font(bold=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, wide in enumerate(widths(rows), start=1):
            column = sheet.column_dimensions[get_column_letter(number)]
            column.width, column.number_format = wide, _TEXT
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, each, None if number else head) for each in row])
    book.properties.created = book.properties.modified = _MADE
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        ExcelWriter(book, packed).save()
    with zipfile.ZipFile(buffer) as packed:
        return pack_parts({name: packed.read(name) for name in packed.namelist()})


def _cell(sheet: WriteOnlyWorksheet, text: str, font: Font | None) -> WriteOnlyCell | None:
    if not text:
        return None
    if len(text) > _LONGEST:
        message = f"“{text[:30]}…” is longer than a cell of .xlsx may be; write an .ods"
        raise ChoiceError(message)
    cell = WriteOnlyCell(sheet, replace_odd(text))
    cell.data_type = "s"  # and no formula, whatever it begins with
    cell.number_format = _TEXT
    if font:
        cell.font = font
    return cell
