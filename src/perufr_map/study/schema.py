"""Compare a study's tables with the format, and say in plain words where they differ from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import partial
from math import inf
from typing import NamedTuple, TypeAlias

from perufr_map.characters import has_odd
from perufr_map.problems import Problem
from perufr_map.similar import Guesses, nearest
from perufr_map.study.dates import find_rewritten
from perufr_map.study.layout import Constraints, FieldSchema, Layout, language_of
from perufr_map.study.spreadsheets import Sheet

LONGEST_TEXT = 2_000
"""Most characters of a text for which the format has no bound of its own."""

_LONGEST = 60

_PATTERNS = {
    "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$": "pattern_name",
    "^[a-z]+(_[a-z]+)*$": "pattern_type",
    "^[a-z0-9]+(-[a-z0-9]+)+$": "pattern_event",
    "^[A-Z][A-Z0-9_]+$": "pattern_counterpart",
    "^[0-9]{3}$": "pattern_weis",
    "^[0-9]{2,4}$": "pattern_cameo",
    '^https?://[^\\s{}<>"\\\\]+$': "pattern_address",
}
_WRITTEN = {
    "integer": re.compile(r"[-+]?[0-9]{1,9}"),
    "number": re.compile(r"[-+]?([0-9]{1,9}(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,2})?"),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_NUMBERS = {"integer": "integer_wrong", "number": "number_wrong"}


NO_TABLE = ("file_empty", "header_missing", "rows_missing")
"""Problems of a header after which nothing is known of the table."""

_LACKING = ("column_missing", "column_untranslated", "column_blank")
NO_COLUMN = (*_LACKING, "column_misspelt", "column_twice")
"""Problems of a header after which nothing is known of the column."""


class Fault(NamedTuple):
    """The code of a problem, and the values that fill its words."""

    code: str
    values: dict[str, object]


FaultOf: TypeAlias = Callable[[str], Fault | None]
"""Finds what is wrong with a cell."""


# --- the header ----------------------------------------------------------------------


def check_header(table: str, header: list[str], layout: Layout) -> Iterator[Problem]:
    """Compare the names of the columns with those of the format; their order is free."""
    file, expected = f"{table}.csv", layout.columns
    names = {"columns": ", ".join(expected)}
    if not header:
        yield Problem(file, None, None, "file_empty", names)
        return
    if not set(header) & set(expected):
        yield Problem(file, 1, None, "header_missing", names)
        return
    near = _near(table, header, expected)
    misspelt = set(near.values())
    for name in _missing(table, header, layout, misspelt):
        yield Problem(file, 1, name, _code_of_missing(table, name, header, layout))
    for place, name in enumerate(header):
        if not name:
            yield Problem(file, 1, None, "column_nameless", {"n": place + 1})
        elif name not in expected and (language := language_of(table, name)):
            yield Problem(file, 1, name, "column_language", {"language": language})
        elif name in near:
            yield Problem(file, 1, name, "column_misspelt", {"near": near[name]})
        elif name not in expected:
            yield Problem(file, 1, name, "column_unknown")
        elif name in header[:place]:
            yield Problem(file, 1, name, "column_twice")


def _near(table: str, header: list[str], expected: list[str]) -> dict[str, str]:
    """Return the names that are like one of the format's that is absent, with that one."""
    absent = [name for name in expected if name not in header]
    strange = [name for name in header if name not in expected and not language_of(table, name)]
    found = {name: nearest(name, absent) for name in strange}
    return {name: near for name, near in found.items() if near}


def _missing(
    table: str, header: list[str], layout: Layout, misspelt: Collection[str]
) -> Iterator[str]:
    """Yield the columns that are needed: always, or since the header has them in a language."""
    given = {_stem(table, name) for name in header}
    absent = (name for name in layout.columns if name not in header and name not in misspelt)
    for name in absent:
        if name in layout.needed or _stem(table, name) in given:
            yield name


def _code_of_missing(table: str, name: str, header: list[str], layout: Layout) -> str:
    """Return what is wrong where a column is missing, by whether it may stay empty."""
    (field,) = (each for each in layout.fields if each["name"] == name)
    given = {_stem(table, each) for each in header if language_of(table, each)}
    if field.get("constraints", {}).get("required"):
        code = "column_missing"
    elif _stem(table, name) in given:
        code = "column_untranslated"
    else:
        code = "column_blank"
    return code


def _stem(table: str, column: str) -> str:
    """Return a column's name without its language: texts are given in every language or none."""
    return column.rpartition("_")[0] if language_of(table, column) else column


# --- the rows ------------------------------------------------------------------------


def check_rows(
    table: str,
    sheets: Mapping[str, Sheet],
    layouts: Mapping[str, Layout],
    *,
    lost: Collection[tuple[str, str]] = (),
) -> Iterator[Problem]:
    """List the cells of a table that the format does not allow.

    Nothing is said of columns that are `lost`: pairs of a table and one of its columns.
    """
    file, sheet, layout = f"{table}.csv", sheets[table], layouts[table]
    for row in sheet.blank:
        yield Problem(file, row, None, "row_empty")
    for field in layout.fields:
        name = field["name"]
        if (table, name) in lost:
            continue
        other, key = layout.references.get(name, ("", ""))
        known = set(sheets[other].column(key)) if other and (other, key) not in lost else None
        for index, (code, values) in _faults(field, sheet.column(name), known, other):
            yield Problem(file, sheet.rows[index], name, code, values)
    if not any((table, name) in lost for name in layout.key):
        yield from _check_key(file, sheet, layout)


def check_widths(table: str, sheet: Sheet) -> Iterator[Problem]:
    """List the rows that are longer or shorter than the header."""
    for row, cells in sheet.ragged.items():
        for cell in filter(None, cells[len(sheet.header) :]):
            yield Problem(f"{table}.csv", row, None, "cell_extra", {"cell": _cut(cell)})
        for name in sheet.header[len(cells) :]:
            if sheet.header.count(name) > 1:
                continue  # that the header has it twice is told of the header
            yield Problem(f"{table}.csv", row, name, "cell_missing")


def _check_key(file: str, sheet: Sheet, layout: Layout) -> Iterator[Problem]:
    """List the rows whose key of several columns stands in an earlier row too."""
    if len(layout.key) == 1:  # the schema calls such a column unique
        return
    column = ", ".join(layout.key)
    seen: set[tuple[str, ...]] = set()
    for row, *key in zip(sheet.rows, *map(sheet.column, layout.key), strict=True):
        if tuple(key) in seen:
            yield Problem(file, row, column, "key_twice", {"key": column})
        seen.add(tuple(key))


def _faults(
    field: FieldSchema, column: list[str], known: set[str] | None, other: str
) -> Iterator[tuple[int, Fault]]:
    """Yield the index of each wrong cell and what is wrong; equal cells are checked once."""
    cells = set(column)
    fault_of = _fault_of(field)
    wrong = {cell: fault for cell in cells if (fault := fault_of(cell))}
    if known is not None:
        # That a name is not there says more than that no such name could be.
        patterns = {cell for cell, fault in wrong.items() if fault.code in _PATTERNS.values()}
        wrong |= {
            cell: Fault("reference_unknown", {"cell": _cut(cell), "other": f"{other}.csv"})
            for cell in cells - known - {""} - (wrong.keys() - patterns)
        }
    if wrong:
        listed = field.get("constraints", {}).get("enum", ())
        advised = _Advised({"value_unlisted": listed, "reference_unknown": known or ()})
        yield from (
            (index, advised(wrong[cell])) for index, cell in enumerate(column) if cell in wrong
        )
    if field.get("constraints", {}).get("unique") and len(cells) < len(column):
        seen: set[str] = set()
        for index, cell in enumerate(column):
            if cell and cell in seen:
                yield index, Fault("value_twice", {"cell": _cut(cell)})
            seen.add(cell)


class _Advised:
    """Add to what is wrong with a cell the word that was meant: of so many cells as are read."""

    def __init__(self, known: Mapping[str, Collection[str]]) -> None:
        self._guesses = {code: Guesses(words) for code, words in known.items()}

    def __call__(self, fault: Fault) -> Fault:
        guess = self._guesses.get(fault.code)
        meant = guess(str(fault.values.get("cell"))) if guess else ""
        return fault._replace(values={**fault.values, "meant": meant}) if meant else fault


def _fault_of(field: FieldSchema) -> FaultOf:
    """Return what finds the fault of a cell of a field, whatever the other cells are."""
    bounds = field.get("constraints", {})
    empty = Fault("cell_empty", {}) if bounds.get("required") else None
    others: dict[str, FaultOf] = {"string": _text_fault_of(bounds), "date": _day_fault}
    fault_of = others.get(field["type"]) or partial(_number_fault, field)

    def find(cell: str) -> Fault | None:
        if not cell:
            return empty
        if has_odd(cell):
            return Fault("text_odd", {"text": _cut(cell)})
        return fault_of(cell)

    return find


def _text_fault_of(bounds: Constraints) -> FaultOf:
    pattern, listed = bounds.get("pattern", ""), bounds.get("enum")
    is_formed = re.compile(pattern).fullmatch
    bound = bounds.get("maxLength", LONGEST_TEXT)

    def find(cell: str) -> Fault | None:
        if pattern and not is_formed(cell):
            return Fault(_PATTERNS[pattern], {"cell": _cut(cell)})
        if listed is not None and cell not in listed:
            return Fault("value_unlisted", {"cell": _cut(cell), "bound": ", ".join(listed)})
        return Fault("text_long", {"bound": bound}) if len(cell) > bound else None

    return find


def _day_fault(cell: str) -> Fault | None:
    if _is_day(cell):
        return None
    rewritten = find_rewritten(cell)
    if rewritten:
        return Fault(rewritten.code, dict(rewritten.values))
    return Fault("day_wrong", {"cell": _cut(cell)})


def _number_fault(field: FieldSchema, cell: str) -> Fault | None:
    bounds, values = field.get("constraints", {}), {"cell": _cut(cell)}
    if not _WRITTEN[field["type"]].fullmatch(cell):
        return Fault(_NUMBERS[field["type"]], {**values})
    if float(cell) < bounds.get("minimum", -inf):
        return Fault("number_low", {**values, "bound": bounds["minimum"]})
    if float(cell) > bounds.get("maximum", inf):
        return Fault("number_high", {**values, "bound": bounds["maximum"]})
    return None


def _cut(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…"


def _is_day(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return bool(_DAY.fullmatch(cell))
