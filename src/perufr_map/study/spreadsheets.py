"""Read a table as spreadsheet programs write it, and say what had to be assumed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from perufr_map.problems import UnreadableError

SEPARATORS = (",", ";", "\t")


class SheetError(UnreadableError):
    """Bytes that are no table of text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, and how it was written.

    Attributes
    ----------
    text
        The table in plain CSV: commas, one line for each row.
    encoding
        What the bytes were taken for: ``UTF-8``, ``UTF-16``, ``Windows-1252`` or ``Mac Roman``.
    separator
        What stood between the columns.
    """

    text: str
    encoding: str
    separator: str

    @property
    def is_plain(self) -> bool:
        """Say whether nothing had to be assumed."""
        return self.encoding == "UTF-8" and self.separator == ","


def read(data: bytes, *, columns: Sequence[str], numbers: Collection[str] = ()) -> Sheet:
    """Read a table whatever program saved it.

    Rows keep their place, so that row 7 is row 7 in the spreadsheet too. Spaces around a
    cell, line breaks inside one, and empty rows and columns at the end are left out.

    Parameters
    ----------
    data
        The file.
    columns
        Names that its columns may have; they tell which separator it uses.
    numbers
        Names of the columns that hold numbers: where a comma does not separate columns, it is
        read as a decimal comma.

    Raises
    ------
    SheetError
        If the bytes are no text, or a cell is longer than the csv module reads.
    """
    text, encoding = _decode(data)
    # Lines as the csv module sees them: str.splitlines knows more ends of a line.
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    separator = max(SEPARATORS, key=lambda each: _known(first, each, columns))
    try:
        read_rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise SheetError("table_unreadable", limit=csv.field_size_limit()) from error
    rows = _trimmed([[" ".join(cell.split()) for cell in row] for row in read_rows])
    if separator != "," and rows:
        at = [place for place, name in enumerate(rows[0]) if name in numbers]
        for row in rows[1:]:
            for place in (place for place in at if place < len(row)):
                if re.fullmatch(r"[-+]?\d+,\d+", row[place]):
                    row[place] = row[place].replace(",", ".")
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return Sheet(written.getvalue(), encoding, separator)


def _decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = [("utf-16", "UTF-16")]
    else:
        encodings = [("utf-8-sig", "UTF-8"), _guess(data)]
    for codec, name in encodings:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise SheetError("file_not_text")


def _guess(data: bytes) -> tuple[str, str]:
    """Return the encoding that older spreadsheet programs used, on Windows or on a Mac."""
    from chardet import detect  # noqa: PLC0415 (mostly not needed)

    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:50_000]
    if detect(telling)["encoding"] == "MacRoman":
        return "mac_roman", "Mac Roman"
    return "cp1252", "Windows-1252"


def _known(line: str, separator: str, columns: Sequence[str]) -> tuple[int, int]:
    """Count the names of columns, and the cells, of a header if this is what separates them."""
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return 0, 0
    return len({cell.strip() for cell in cells} & set(columns)), len(cells)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Leave out the empty rows and columns that spreadsheets append."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    used = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    return [row[:used] if len(row) == width else row for row in rows] if used < width else rows
