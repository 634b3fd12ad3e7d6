"""Hold a study's tables against the format, and say in plain words where they depart from it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import Any

from perufr_map.problems import Problem
from perufr_map.study.descriptor import TABLES, columns, schemas

NEEDED = ("eras", "event_types", "events")
"""The tables without a row of which there is nothing to draw."""

_SEPARATED = {";": "separated_by_semicolons", "\t": "separated_by_tabs"}


# --- the header ----------------------------------------------------------------------


def check_headers(folder: Path) -> Iterator[Problem]:
    """List the tables that cannot be read, and the columns that are missing or too many."""
    for table in TABLES:
        file = f"{table}.csv"
        try:
            rows = [row for row in _rows(folder / file) if any(row)]
        except UnicodeDecodeError:
            yield Problem(file, None, None, "file_not_utf8")
        except csv.Error:
            values = {"limit": csv.field_size_limit()}
            yield Problem(file, None, None, "table_unreadable", values)
        else:
            wrong = list(_check_header(file, rows[0] if rows else [], columns(table)))
            if not wrong and table in NEEDED and len(rows) == 1:
                wrong = [Problem(file, None, None, "rows_missing")]
            yield from wrong


def _check_header(file: str, header: list[str], expected: list[str]) -> Iterator[Problem]:
    """Compare the names of the columns with those of the format."""
    names = {"columns": ", ".join(expected)}
    if not header:
        yield Problem(file, None, None, "file_empty", names)
        return
    for separator, kind in _SEPARATED.items():
        if len(header) == 1 and separator in header[0]:
            yield Problem(file, None, None, kind)
            return
    if not set(header) & set(expected):
        yield Problem(file, 1, None, "header_missing", names)
        return
    if sorted(header) == sorted(expected):
        if header != expected:
            yield Problem(file, 1, None, "header_order", names)
        return
    missing = [name for name in expected if name not in header]
    for name in missing:
        yield Problem(file, 1, name, "column_missing")
    yield from _strangers(file, header, expected, missing)


def _strangers(
    file: str, header: list[str], expected: list[str], missing: list[str]
) -> Iterator[Problem]:
    """List the columns that the format does not have, or has once."""
    for place, name in enumerate(header):
        if not name:
            yield Problem(file, 1, None, "column_nameless", {"n": place + 1})
        elif name not in expected and (near := get_close_matches(name, missing, n=1)):
            yield Problem(file, 1, name, "column_misspelt", {"near": near[0]})
        elif name not in expected:
            yield Problem(file, 1, name, "column_unknown")
        elif name in header[:place]:
            yield Problem(file, 1, name, "column_twice")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


# --- the rows, by Frictionless -------------------------------------------------------

_LONGEST = 60

# Kinds of problem, by kind of error, broken constraint and type.
_ERRORS = {
    "blank-row": "row_empty",
    "extra-cell": "cell_extra",
    "missing-cell": "cell_missing",
    "primary-key": "key_twice",
    "unique-error": "value_twice",
    "foreign-key": "reference_unknown",
}
_CONSTRAINTS = {
    "required": "cell_empty",
    "unique": "value_twice",
    "enum": "value_unlisted",
    "minimum": "number_low",
    "maximum": "number_high",
    "maxLength": "text_long",
}
_TYPES = {"date": "day_wrong", "integer": "integer_wrong", "number": "number_wrong"}
_PATTERNS = {
    "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$": "pattern_name",
    "^[a-z]+(_[a-z]+)*$": "pattern_type",
    "^[a-z0-9]+(-[a-z0-9]+)+$": "pattern_event",
    "^[A-Z][A-Z0-9_]+$": "pattern_counterpart",
    "^[0-9]{3}$": "pattern_weis",
    "^[0-9]{2,4}$": "pattern_cameo",
}
_OTHER = "format_broken"


def check_rows(folder: Path) -> Iterator[Problem]:
    """List the cells that the format does not allow, whatever the study's own schema says."""
    tables = {table: _rows(folder / f"{table}.csv") for table in schemas()}
    if _plainly_fit(tables):
        return
    from frictionless import Package, Resource, Schema  # noqa: PLC0415 (a slow import)

    package = Package(
        name="study",
        resources=[
            # Rows, not a path: Frictionless would guess at the separator and the quotes.
            Resource(
                name=table,
                data=tables[table],
                schema=Schema.from_descriptor(schema),
            )
            for table, schema in schemas().items()
        ],
    )
    for task in package.validate().tasks:
        errors = task.errors
        # A blank row breaks its key too, and a doubled id is found twice: once will do.
        told = {e.row_number for e in errors if e.type in ("blank-row", "unique-error")}
        for error in errors:
            if error.type != "primary-key" or error.row_number not in told:
                yield _problem(task.name, error)


def _problem(table: str, error: Any) -> Problem:
    field: dict[str, Any] = next(
        (f for f in schemas()[table]["fields"] if f["name"] == getattr(error, "field_name", "")), {}
    )
    names = getattr(error, "field_names", None)  # a key may have several columns
    column = ", ".join(names) if names else field.get("name")
    kind, values = _said(table, error, field)
    return Problem(f"{table}.csv", getattr(error, "row_number", None), column, kind, values)


def _said(table: str, error: Any, field: dict[str, Any]) -> tuple[str, dict[str, object]]:
    """Return the kind of problem that an error is, and what fills the blanks in its words."""
    note = str(error.note or error.message)
    constraints = field.get("constraints", {})
    broken = next((name for name in constraints if f'"{name}"' in note), "")
    bound = constraints.get(broken, "")
    cell = str(getattr(error, "cell", "")) or ", ".join(getattr(error, "field_cells", []))
    if error.type == "constraint-error":
        kind = _CONSTRAINTS.get(broken) or _PATTERNS.get(bound, _OTHER)
        if broken in ("minimum", "maximum") and not any(map(str.isdigit, cell)):
            kind = "number_wrong"  # Frictionless takes NaN and INF for numbers
    elif error.type == "type-error":
        kind = _TYPES.get(field.get("type", ""), _OTHER)
    else:
        kind = _ERRORS.get(error.type, _OTHER)
    values = {
        "cell": cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…",
        "bound": ", ".join(bound) if isinstance(bound, list) else bound,
        "key": ", ".join(_listed(schemas()[table]["primaryKey"])),
        "other": f"{getattr(error, 'reference_name', '')}.csv",
    }
    return kind, values | ({"note": note} if kind == _OTHER else {})


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names


# --- a first look, which spares a sound study the wait for Frictionless ---------------

_LOOKED_AT = {"required", "unique", "enum", "pattern", "maxLength", "minimum", "maximum"}
_WRITTEN = {
    "string": r"(?s:.*)",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "integer": r"-?[0-9]{1,9}",
    "number": r"-?[0-9]{1,9}(\.[0-9]{1,9})?",
}


def _plainly_fit(tables: dict[str, list[list[str]]]) -> bool:
    """Say whether the tables fit the format beyond doubt; where in doubt, say no."""
    known: dict[tuple[str, str], set[str]] = {}
    for table, (header, *rows) in tables.items():
        if not all(len(row) == len(header) and any(row) for row in rows):
            return False
        cells = {name: [row[at] for row in rows] for at, name in enumerate(header)}
        if not all(
            _column_fits(field, cells[field["name"]]) for field in schemas()[table]["fields"]
        ):
            return False
        known |= {(table, name): set(column) for name, column in cells.items()}
        key = [cells[name] for name in _listed(schemas()[table]["primaryKey"])]
        if len(set(zip(*key, strict=True))) < len(rows):
            return False
    return all(
        known[table, one] <= known[foreign["reference"]["resource"], other]
        for table, schema in schemas().items()
        for foreign in schema.get("foreignKeys", [])
        for one, other in zip(
            _listed(foreign["fields"]), _listed(foreign["reference"]["fields"]), strict=True
        )
    )


def _column_fits(field: dict[str, Any], column: list[str]) -> bool:
    bounds = field.get("constraints", {})
    if not bounds.keys() <= _LOOKED_AT or field["type"] not in _WRITTEN:
        return False
    filled = [cell for cell in column if cell]
    if bounds.get("required") and len(filled) < len(column):
        return False
    if bounds.get("unique") and len(set(filled)) < len(filled):
        return False
    return all(_cell_fits(field["type"], bounds, cell) for cell in set(filled))


def _cell_fits(kind: str, bounds: dict[str, Any], cell: str) -> bool:
    if not re.fullmatch(_WRITTEN[kind], cell) or not re.fullmatch(
        bounds.get("pattern", "(?s:.*)"), cell
    ):
        return False
    if kind == "date":
        return _is_day(cell) and not {"minimum", "maximum"} & bounds.keys()
    if kind in ("integer", "number"):
        return bool(bounds.get("minimum", -inf) <= float(cell) <= bounds.get("maximum", inf))
    return cell in bounds.get("enum", [cell]) and len(cell) <= bounds.get("maxLength", len(cell))


def _is_day(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True
