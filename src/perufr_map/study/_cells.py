"""Say what the cell of a workbook holds, as a study's tables have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from perufr_map.study.spreadsheets import MAX_COLUMNS, MAX_ROWS

Rows: TypeAlias = list[list[str]]
"""The cells of a sheet as texts, row by row; rows may differ in length."""

_ZEROS = re.compile(r"0+")
_SURE = 10**15  # larger numbers are not exact in a spreadsheet program
_WIDE, _NARROW, _LONG = 40, 14, 30


class TooLargeError(ValueError):
    """A workbook with more rows, columns, elements or bytes than are read."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much of a workbook is read.

    Attributes
    ----------
    unpacked
        Most bytes of all its parts of text, unpacked.
    elements
        Most elements of them: a cell with a text has from two to four.
    rows
        Most rows of a sheet; one more is read, so that whoever checks the table can say so.
    """

    unpacked: int = 200_000_000
    elements: int = 20_000_000
    rows: int = MAX_ROWS


def say(value: object, form: str = "") -> str:
    """Return the value of a cell as it is typed.

    A day becomes ``1985-07-28``, a number 1990, not 1990.0, with its zeros if its format, ``0000``,
    shows them.
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime():
            return value.isoformat().removesuffix("T00:00:00")
        case date():
            return value.isoformat()
        case int() | float():
            return _say_number(value, form)
    return str(value)


def _say_number(number: float, form: str) -> str:
    if abs(number) >= _SURE or not float(number).is_integer():
        return repr(float(number))
    said = str(int(number))
    return said.zfill(len(form)) if number >= 0 and _ZEROS.fullmatch(form) else said


def check_place(row: int, column: int, most: int) -> None:
    """Raise if a cell that is not empty, counted from 0, lies farther out than is read."""
    if row > most or column > MAX_COLUMNS:
        raise TooLargeError(f"row {row + 1}, column {column + 1}")


def widths(rows: Rows) -> list[int]:
    """Return how wide columns are, in characters: those of long texts are wide."""
    return [
        _WIDE if any(len(row[place]) > _LONG for row in rows if place < len(row)) else _NARROW
        for place in range(max(map(len, rows), default=0))
    ]
