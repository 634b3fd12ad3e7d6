"""Read a table saved by a spreadsheet program, and say what had to be assumed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from perufr_map.problems import Problem, UnreadableError
from perufr_map.study.assumptions import Assumed
from perufr_map.study.encodings import ENCODINGS, Guess, guess

SEPARATORS = (",", ";", "\t")

MAX_ROWS = 200_000
"""Most rows of a table that are read; the dashboard reads fewer of an upload."""

MAX_COLUMNS = 200
"""Most columns of a table that are read: each row is filled up to them."""

LONGEST_ROW = 131_072
"""Most characters of a row that are read: in a longer one a quotation mark is missing."""

_BREAKS = re.compile(r"\s*[\r\n]+\s*")

# Excel takes such a first line as the name of the separator, and shows no row of it.
DIRECTIVE = re.compile(r"\ufeff?\"?sep=([,;\t])\"?[,;\t]*[\r\n]*", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")

# Most lines for each row: a cell may hold a few of them.
_LINES_A_ROW = 4

_MOST_SHARED = 50_000


class SheetError(UnreadableError):
    """Bytes that are no table of text, or a table too large to read.

    Attributes
    ----------
    row
        The row that cannot be read; None if it is the whole table.
    """

    def __init__(self, code: str, *, row: int | None = None, **values: object) -> None:
        self.row = row
        super().__init__(code, **values)


class Written(NamedTuple):
    """How a table was written, where its reader knows better than a guess: see `read`."""

    encoding: str | None = None
    separator: str | None = None


GUESSED = Written()
"""Nothing is known: both are guessed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text, and how its file was written.

    Attributes
    ----------
    header
        The first row that is not empty.
    columns
        The cells below it, column by column; each as long as `rows`.
    rows
        Number of each row in the spreadsheet, the first one being 1.
    blank
        Numbers of empty rows between others, which `rows` leaves out.
    ragged
        Rows with more or fewer cells than the header, and those cells.
    encoding
        The encoding assumed, one of `ENCODINGS`.
    separator
        The character between the columns.
    directive
        Whether a first line ``sep=;`` names it; no row is counted for that line.
    trimmed
        Whether empty rows or columns at the edge were left out.
    sample
        The first word with an accent, else the first word, unless the encoding is UTF-8.
    doubts
        A word in this encoding and in others that are about as likely; none if it is sure.
    """

    header: list[str]
    columns: list[list[str]]
    rows: list[int]
    blank: list[int]
    ragged: dict[int, list[str]]
    encoding: str
    separator: str
    directive: bool
    trimmed: bool
    sample: str
    doubts: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> list[str]:
        """Return the cells of a column; empty cells if there is no such column."""
        if name in self.header:
            return self.columns[self.header.index(name)]
        return [""] * len(self.rows)

    def without(self, rows: Collection[int]) -> Sheet:
        """Return the table without some rows, by their numbers; the others keep theirs."""
        kept = [place for place, row in enumerate(self.rows) if row not in rows]
        return replace(
            self,
            columns=[[column[place] for place in kept] for column in self.columns],
            rows=[self.rows[place] for place in kept],
            blank=[row for row in self.blank if row not in rows],
            ragged={row: cells for row, cells in self.ragged.items() if row not in rows},
        )

    def list_assumptions(self, file: str) -> Iterator[Problem]:
        """Say what had to be assumed, as warnings about the file."""
        assumed = Assumed(
            encoding=self.encoding,
            sample=self.sample,
            doubts=self.doubts,
            separator=self.separator,
            directive=self.directive,
            trimmed=self.trimmed,
        )
        return assumed.list_for(file)


def read(
    data: bytes,
    *,
    columns: Collection[str],
    is_number: Callable[[str], bool] = lambda _: False,
    max_rows: int = MAX_ROWS,
    written: Written = GUESSED,
    languages: Sequence[str] = (),
) -> Sheet:
    """Read a table, whatever program saved it.

    Rows keep their number, so that row 7 is row 7 in the spreadsheet too. Spaces around a
    cell, line breaks inside one, empty rows and columns at the edges, and a first line ``sep=;``
    are left out.

    Parameters
    ----------
    data
        The file.
    columns
        Names that its columns may have; they tell which separator it uses.
    is_number
        Whether the column of a name holds numbers: a comma in them is a decimal comma, unless
        commas separate the columns.
    max_rows
        Most rows to read.
    written
        Its encoding, one of `perufr_map.study.encodings.ENCODINGS`; default: the most likely one
        that can be read. Its separator, one of `SEPARATORS`; default: the one named in a first
        line ``sep=;``, or the one that separates most of the names in `columns`.
    languages
        Codes of the languages that its texts are likely in, by which an encoding is guessed.

    Raises
    ------
    SheetError
        If the bytes are no text, the table has too many rows or columns, or a row is too long or
        does not end.
    """
    # Count lines before parsing: a few compressed KB can hold millions of them.
    if max(data.count(b"\n"), data.count(b"\r")) > _LINES_A_ROW * (max_rows + 250):
        raise SheetError("rows_many", n=max_rows)
    encoding, separator = written
    for each in _guesses(data, languages) if encoding is None else [Guess(encoding)]:
        how = _How(each.encoding, separator, columns, is_number, max_rows)
        try:
            return replace(_parse(data, how), doubts=each.doubts)
        except UnicodeError:  # also without a byte order mark where there must be one
            continue
    if encoding is not None:
        raise SheetError("file_not_in", encoding=encoding)
    raise SheetError("file_not_text")


# --- the encoding --------------------------------------------------------------------


def _guesses(data: bytes, languages: Sequence[str]) -> Iterator[Guess]:
    """Yield the encodings that the bytes may have, most likely first."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield Guess("UTF-16")
    elif b"\0" not in data:
        yield Guess("UTF-8")
        yield guess(data, languages)


# --- the cells -----------------------------------------------------------------------


class _Clean(dict[str, str]):
    """Clean cells by the cells as read; equal cells share one text, which saves memory.

    It forgets them where they are very many: most of them then stand in one row alone.
    """

    def __missing__(self, cell: str) -> str:
        if len(self) >= _MOST_SHARED:
            self.clear()
        clean = cell.strip()
        if "\n" in clean or "\r" in clean:
            clean = _BREAKS.sub(" ", clean)
        self[cell] = clean
        return clean


@dataclass(slots=True)
class _Lines:
    """The lines of a text; raises an error if one row is too long, or the last one has no end."""

    text: Iterator[str]
    row: int = 1
    pending: int = 0

    def __iter__(self) -> Iterator[str]:
        for line in self.text:
            self.pending += len(line)
            if self.pending > LONGEST_ROW:
                raise SheetError("table_unreadable", row=self.row, limit=LONGEST_ROW)
            yield line
        # The csv module would take all that follows the quotation mark as one cell.
        if self.pending:
            raise SheetError("quote_open", row=self.row)

    def end_row(self) -> None:
        """Note that the csv module has read a whole row."""
        self.row += 1
        self.pending = 0


@dataclass(frozen=True, slots=True)
class _How:
    """How to read a table: an encoding, and the arguments of `read`."""

    encoding: str
    separator: str | None
    columns: Collection[str]
    is_number: Callable[[str], bool]
    max_rows: int


@dataclass(slots=True)
class _Rows:
    """The rows of a sheet read so far."""

    header: list[str]
    columns: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    ragged: dict[int, list[str]] = field(default_factory=dict)
    trimmed: bool = False


def _parse(data: bytes, how: _How) -> Sheet:
    """Read the bytes in an encoding, row by row."""
    codec = ENCODINGS[how.encoding]
    directive = _directive(data, codec)
    separator = how.separator or directive or _separator(data, codec, how.columns)
    text = _open(data, codec)
    if directive:
        next(text)
    lines = _Lines(text)
    clean, rows, after, trailing = _Clean(), None, 0, False
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1):
            lines.end_row()
            cells = list(map(clean.__getitem__, row))
            if rows is None:
                if any(cells):
                    header = _limit_columns(cells, number)
                    is_trimmed = number > 1 or len(header) < len(cells)
                    rows = _Rows(header, [[] for _ in header], trimmed=is_trimmed)
                continue
            if not any(cells):
                rows.blank.append(number)
                trailing |= bool(cells)
                continue
            after, trailing = len(rows.blank), False
            _add(rows, number, cells)
            if len(rows.numbers) > how.max_rows:
                raise SheetError("rows_many", n=how.max_rows)
    except csv.Error as error:
        raise SheetError("table_unreadable", row=lines.row, limit=LONGEST_ROW) from error
    rows = rows or _Rows([])
    sample = "" if how.encoding == "UTF-8" else find_sample(_cells(rows))
    _trim(rows)
    if separator != ",":
        _read_decimal_commas(rows.header, rows.columns, how.is_number)
    return Sheet(
        header=rows.header,
        columns=rows.columns,
        rows=rows.numbers,
        blank=rows.blank[:after],
        ragged=rows.ragged,
        encoding=how.encoding,
        separator=separator,
        directive=directive is not None and separator == directive,
        trimmed=rows.trimmed or trailing,
        sample=sample,
    )


def _limit_columns(header: list[str], row: int) -> list[str]:
    """Leave out empty cells at the end of a header that is too long; refuse it if it still is."""
    if len(header) <= MAX_COLUMNS:
        return header
    last = max(place for place, cell in enumerate(header) if cell)
    if last >= MAX_COLUMNS:
        raise SheetError("columns_many", row=row, n=MAX_COLUMNS)
    return header[: last + 1]


def _add(rows: _Rows, number: int, cells: list[str]) -> None:
    """Add a row, cut or filled to the width of the header; note it if that was needed."""
    width = len(rows.header)
    if len(cells) > width and not any(cells[width:]):
        rows.trimmed = True
    elif len(cells) != width:
        rows.ragged[number] = cells
    if len(cells) != width:
        cells = [*cells[:width], *[""] * (width - len(cells))]
    for column, cell in zip(rows.columns, cells, strict=True):
        column.append(cell)
    rows.numbers.append(number)


def _cells(rows: _Rows) -> Iterator[str]:
    """Yield the cells in the order in which they are read."""
    yield from rows.header
    for row in zip(*rows.columns, strict=True):
        yield from row


def _trim(rows: _Rows) -> None:
    """Leave out columns at both edges that have neither a name nor a cell."""
    header, columns = rows.header, rows.columns
    used = [place for place, name in enumerate(header) if name or any(columns[place])]
    first, last = (used[0], used[-1] + 1) if used else (0, 0)
    if (first, last) == (0, len(header)):
        return
    rows.trimmed = True
    rows.ragged = {row: cells[first:] for row, cells in rows.ragged.items()}
    rows.header, rows.columns = header[first:last], columns[first:last]


def _open(data: bytes, codec: str) -> Iterator[str]:
    """Return the lines of a text, as the csv module wants them."""
    return iter(io.TextIOWrapper(io.BytesIO(data), codec, newline=""))


def _directive(data: bytes, codec: str) -> str | None:
    """Return the separator that a first line ``sep=;`` names, if there is such a line."""
    said = DIRECTIVE.fullmatch(next(_open(data[:LONGEST_ROW], codec), ""))
    return said[1] if said else None


def _separator(data: bytes, codec: str, columns: Collection[str]) -> str:
    """Return what separates most of the names that its columns may have."""
    first = next((line for line in _open(data[:LONGEST_ROW], codec) if line.strip()), "")
    return max(SEPARATORS, key=lambda each: _known(first, each, columns))


def _known(line: str, separator: str, columns: Collection[str]) -> tuple[int, int]:
    """Count the known names, and all cells, of a header that is split at a separator."""
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return 0, 0
    return len({cell.strip() for cell in cells} & set(columns)), len(cells)


def _read_decimal_commas(
    header: Sequence[str], columns: Sequence[list[str]], is_number: Callable[[str], bool]
) -> None:
    for name, column in zip(header, columns, strict=True):
        if is_number(name):
            column[:] = [
                cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell
                for cell in column
            ]


def find_sample(cells: Iterable[str]) -> str:
    """Return the first word with a letter outside ASCII: a reader sees whether it is right.

    If there is none, return the first word.
    """
    first = ""
    for word in (word for cell in cells for word in cell.split()):
        if not word.isascii():
            return word[:30]
        first = first or word[:30]
    return first
