"""Say what the cell of a workbook holds, as a study's tables have it."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime, timedelta
from typing import TypeAlias
from xml.etree import ElementTree as ET

from perufr_map.study.spreadsheets import MAX_COLUMNS, MAX_ROWS

Rows: TypeAlias = list[list[str]]
"""The cells of a sheet as texts, row by row; rows may differ in length."""

MOST = 200_000_000
"""Most bytes of a part of a workbook that are read."""

_ZEROS = re.compile(r"0+")


class TooLargeError(ValueError):
    """A workbook with more rows, columns or bytes than are read."""


def part(packed: zipfile.ZipFile, name: str) -> ET.Element:
    """Return a part of a workbook as XML.

    Raises
    ------
    KeyError
        If there is no such part.
    ValueError
        If it is too large, or declares entities, which no spreadsheet program writes.
    """
    with packed.open(name) as file:
        data = file.read(MOST + 1)
    if len(data) > MOST or b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise TooLargeError(name)
    return ET.fromstring(data)  # noqa: S314 (no entities: see above)


def put(rows: Rows, row: int, column: int, text: str) -> None:
    """Put a text into a sheet, at a row and column counted from 0; an empty one needs no room."""
    if not text:
        return
    if row > 2 * MAX_ROWS or column > 2 * MAX_COLUMNS:
        raise TooLargeError(f"row {row + 1}, column {column + 1}")
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = text


def say_number(text: str, form: str = "") -> str:
    """Return a number as it is typed: 1990, not 1990.0; with its zeros if its format shows them."""
    number = float(text)
    whole = number.is_integer() and abs(number) < 10**15
    said = str(int(number)) if whole else repr(number)
    if whole and number >= 0 and _ZEROS.fullmatch(form):
        return said.zfill(len(form))
    return said


def say_day(text: str) -> str:
    """Return a day, with its time where it has one, as ISO 8601: ``1985-07-28``."""
    return text.removesuffix("T00:00:00").removesuffix("T00:00")


def count_day(days: float, *, from_1904: bool) -> str:
    """Return the day that a workbook counts, from 1900 or from 1904."""
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 (no zone)
    if not from_1904 and days < 60:  # noqa: PLR2004 (Excel knows a 29 February 1900)
        days += 1
    moment = first + timedelta(seconds=round(days * 86_400))
    return say_day(moment.isoformat())
