"""Detect the layout of a text file of events, whatever program saved it."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from pathlib import Path
from typing import Literal, NamedTuple, TextIO, cast

from perufr_map.scoring.bulk.layouts import EXPORTED, STUDY, Layout
from perufr_map.scoring.bulk.problems import EventFileError
from perufr_map.study.encodings import ENCODINGS, guess
from perufr_map.study.spreadsheets import DIRECTIVE, find_sample

ENDINGS = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}
"""Endings of text files, and the usual character between the columns of each."""

_DELIMITERS = (",", ";", "\t", "|")
_BETWEEN = "".join(_DELIMITERS) + '" \r\n\ufeff'
"""What an empty line may consist of."""

_WRAPPED = re.compile(r'\s*"(.*)"\s*')
_CELL_ENDS = re.compile(r'[,;\t|"\n]')
_HEAD = 1 << 22  # bytes from which the encoding is guessed
_FIRST_ROWS = 1000  # rows from which the form of days and numbers is guessed


class Preamble(NamedTuple):
    """The lines before a header: see `count_preamble`."""

    lines: int = 0
    separator: str | None = None
    has_empty: bool = False


@dataclass(frozen=True)
class Shape:
    """The layout of a text file.

    Attributes
    ----------
    columns
        The names of its columns.
    delimiter
        The character between them.
    quoted
        Whether a value may stand in quotation marks.
    header
        Whether the first line names the columns.
    varied_days
        Whether days are written otherwise than usual: with a time of day
        (``1992-04-05T10:00:00Z``), or in another format of the layout.
    commas
        Whether numbers have a decimal comma.
    trimmed
        Whether it has columns at its edge without a name, which are empty in its first rows.
    unnamed
        The names that were given to columns without one.
    """

    columns: tuple[str, ...]
    delimiter: str
    quoted: bool
    header: bool
    varied_days: bool = False
    commas: bool = False
    trimmed: bool = False
    unnamed: frozenset[str] = frozenset()


def ending(path: Path) -> str:
    """Return the ending that shows a file's format: ``.csv`` of ``events.csv.gz``."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def is_packed(path: Path) -> bool:
    """Say whether a file is packed with gzip, by its ending."""
    return path.suffix.lower() == ".gz"


def detect_encoding(path: Path) -> tuple[str, str]:
    """Return the encoding of a text file, one of `ENCODINGS`, and a word that shows it.

    Only its first megabytes tell. Where they have a line with accents in UTF-8, the file is
    UTF-8, and other lines are damaged.
    """
    # Latin-1 maps every byte to one character.
    with _report_damage(path.name), open_text(path, encoding="latin-1") as file:
        head = file.read(_HEAD).encode("latin-1")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
        return "UTF-16", find_sample([text])
    # The last line may end in the middle of a character.
    whole = head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1]
    if whole.isascii() or b"\0" in whole or whole.startswith(codecs.BOM_UTF8):
        return "UTF-8", ""
    accents = b"\n".join(line for line in whole.splitlines() if not line.isascii())
    if any(_is_text(line, "utf-8") for line in accents.splitlines()):
        return "UTF-8", ""
    encoding = guess(accents).encoding
    if not _is_text(accents, ENCODINGS[encoding]):
        return "UTF-8", ""
    return encoding, find_sample(_CELL_ENDS.split(accents.decode(ENCODINGS[encoding])))


def _is_text(data: bytes, codec: str) -> bool:
    """Say whether bytes are text in an encoding."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def open_text(path: Path, *, encoding: str = "utf-8-sig") -> TextIO:
    """Open a text file, packed or not; bytes that are not text become replacement characters."""
    if is_packed(path):
        return cast(
            "TextIO", gzip.open(path, "rt", encoding=encoding, errors="replace", newline="")
        )
    return path.open(encoding=encoding, errors="replace", newline="")


def count_preamble(path: Path, *, encoding: str) -> Preamble:
    """Count the lines before the header: empty ones, and Excel's ``sep=;``.

    Returns
    -------
    Preamble
        How many there are; the separator that one of them names; whether any is empty.
    """
    lines, separator, has_empty = 0, None, False
    with _report_damage(path.name), open_text(path, encoding=encoding) as file:
        for line in file:
            if said := DIRECTIVE.fullmatch(line):
                separator = said[1]
            elif not is_empty(line):
                return Preamble(lines, separator, has_empty)
            else:
                has_empty = True
            lines += 1
    return Preamble()  # nothing else is there


def is_empty(line: str) -> bool:
    """Say whether a line has no cell that holds something."""
    return not line.strip(_BETWEEN)


def look(path: Path, layout: Layout, *, name: str) -> Shape:
    """Return the layout of a text file, from its first line.

    Raises
    ------
    EventFileError
        If it has no known header, and not the number of columns of a file without one.
    """
    with _report_damage(name), open_text(path) as file:
        line = file.readline()
    if "\0" in line:
        raise EventFileError(
            f"{name} is no text in UTF-8, nor in UTF-16 with a byte order mark; save it as UTF-8"
        )
    if is_empty(line):
        raise EventFileError(f"{name} is empty")
    usual = layout.delimiter or ENDINGS[ending(path)]
    delimiters = [usual, *(each for each in _DELIMITERS if each != usual)]
    shapes = [_shape(line, delimiter, layout) for delimiter in delimiters]
    shape = max(shapes, key=lambda each: _count_fitting(each, layout))
    if shape.header:
        match(shape.columns, layout.roles, name=name)  # raises if a column is named twice
        columns = _tell_apart(shape.columns)
        given = zip(columns, shape.columns, strict=True)
        unnamed = frozenset(name for name, written in given if not written.strip())
        return replace(shape, columns=columns, unnamed=unnamed)
    for columns in layout.columns:
        if len(columns) == len(shape.columns):
            return replace(shape, columns=columns)
    *fewer, most = sorted(map(len, layout.columns))
    count = len(shapes[0].columns)
    raise EventFileError(
        f"{name} has {count} {'column' if count == 1 else 'columns'}; {layout.source} has "
        f"{', '.join(map(str, fewer))} or {most}, or else a header with "
        f"{', '.join(name for role, name in layout.roles.items() if role not in layout.optional)}"
    )


def match(columns: Sequence[str], roles: Mapping[str, str], *, name: str) -> dict[str, str]:
    """Return the column of each role that a file has; the case of names does not matter.

    Raises
    ------
    EventFileError
        If several columns have the name of one role.
    """
    by_role = {}
    for role, usual_name in roles.items():
        same = [column for column in columns if _normalise(column) == _normalise(usual_name)]
        if len(same) > 1:
            raise EventFileError(f"{name} names the column “{usual_name}” {len(same)} times")
        if same:
            by_role[role] = same[0]
    return by_role


def add_values(path: Path, shape: Shape, roles: Mapping[str, str], layout: Layout) -> Shape:
    """Return the layout completed by how the first rows write days and numbers."""
    with _report_damage(path.name), open_text(path) as file:
        rows = [row for _, row in islice(records(file, shape), _FIRST_ROWS)]
    days = [row.get(roles[role], "") for role in ("first", "last") if role in roles for row in rows]
    weights = [row.get(roles["weight"], "") for row in rows] if "weight" in roles else []
    return replace(
        shape,
        varied_days=any(_is_varied(day.strip(), layout) for day in days),
        commas=shape.delimiter != "," and any("," in weight for weight in weights),
        trimmed=any(
            not any(row.get(name, "").strip() for row in rows) for name in _unnamed_edges(shape)
        ),
    )


def wraps_cells(path: Path, shape: Shape, roles: Mapping[str, str]) -> bool:
    """Say whether cells of a file whose quotation marks mean nothing stand in them all the same.

    Only days, weights and codes tell: a name may be written in either way.
    """
    told = [column for role, column in roles.items() if role not in {"actor", "recipient"}]
    if shape.quoted:
        return False
    with _report_damage(path.name), open_text(path) as file:
        rows = [row for _, row in islice(records(file, shape), _FIRST_ROWS)]
    return any(_WRAPPED.fullmatch(row.get(column, "")) for row in rows for column in told)


def unwrap(path: Path, target: Path, shape: Shape) -> None:
    """Copy a file, line by line, without the quotation marks around its cells."""
    with open_text(path) as file, target.open("w", encoding="utf-8", newline="") as copy:
        for line in file:
            text = line.rstrip("\r\n")
            copy.write(shape.delimiter.join(_bare_cells(text, shape)) + line[len(text) :])


def _bare_cells(line: str, shape: Shape) -> list[str]:
    cells = line.split(shape.delimiter)
    if len(cells) != len(shape.columns):  # a delimiter may stand within quotation marks
        quoted = next(csv.reader([line], delimiter=shape.delimiter), [])
        if len(quoted) == len(shape.columns):
            return [cell.replace(shape.delimiter, " ") for cell in quoted]
    found = [(cell, _WRAPPED.fullmatch(cell)) for cell in cells]
    return [wrapped[1].replace('""', '"') if wrapped else cell for cell, wrapped in found]


def _unnamed_edges(shape: Shape) -> Iterator[str]:
    """Yield the columns at either edge whose header is empty, by the names given to them."""
    for columns in (shape.columns, shape.columns[::-1]):
        yield from takewhile(shape.unnamed.__contains__, columns)


def _is_varied(day: str, layout: Layout) -> bool:
    """Say whether a day is not in the layout's usual format, but in another one that is read."""
    has_time = "-" in layout.date_format and day[10:11] in {"T", " "}
    return has_time or any("/" in day and "/" in form for form in layout.date_formats[1:])


def records(
    file: Iterable[str], shape: Shape, *, strict: bool = False
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a text file by column, each with the line it ends on.

    If `strict`, an open quotation mark raises `csv.Error`.
    """
    quoting = _quoting(quoted=shape.quoted)
    reader = csv.reader(file, delimiter=shape.delimiter, quoting=quoting, strict=strict)
    if shape.header:
        next(reader, None)
    for cells in reader:
        yield reader.line_num, dict(zip(shape.columns, cells, strict=False))


def _shape(line: str, delimiter: str, layout: Layout) -> Shape:
    # A program that changes the delimiter may also add quotation marks.
    quoted = layout.quoted or line.startswith('"') or delimiter != layout.delimiter
    columns = next(csv.reader([line], delimiter=delimiter, quoting=_quoting(quoted=quoted)), [])
    names = {_normalise(column) for column in columns}
    header = (
        not layout.columns or {_normalise(layout.roles[r]) for r in ("first", "actor")} <= names
    )
    return Shape(tuple(columns), delimiter, quoted, header)


def _count_fitting(shape: Shape, layout: Layout) -> int:
    """Count the columns of a shape that the layout knows."""
    if not shape.header:
        return int(len(shape.columns) in map(len, layout.columns))
    known = {*layout.roles.values(), *(() if layout.is_dyadic else STUDY | EXPORTED)}
    return len(
        {_normalise(column) for column in shape.columns} & {_normalise(name) for name in known}
    )


def _tell_apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Make the names of columns unique, since the engines need unique names.

    An empty name, as after a delimiter at the end of a header, is replaced too.
    """
    names = [name.strip() for name in columns]
    normal = [_normalise(name) for name in names]
    return tuple(
        name if name and (normal.count(_normalise(name)) == 1) else f"{name} column {place}".strip()
        for place, name in enumerate(names, 1)
    )


def _normalise(column: str) -> str:
    return " ".join(column.split()).casefold()


def _quoting(*, quoted: bool) -> Literal[0, 3]:
    return csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE


@contextmanager
def _report_damage(name: str) -> Iterator[None]:
    """Turn errors of a damaged gzip file or table into errors that name the file."""
    try:
        yield
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise EventFileError(f"{name} is no gzip file, or not a whole one") from error
    except csv.Error as error:
        raise EventFileError(f"{name} cannot be read as a table: {error}") from error
