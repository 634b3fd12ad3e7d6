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

from perufr_map.descriptor import TABLES, columns, schemas
from perufr_map.problems import Problem

NEEDED = ("eras", "event_types", "events")
"""The tables without a row of which there is nothing to draw."""

SEPARATORS = {";": "semicolons", "\t": "tabs", ",": "commas"}


# --- the header ----------------------------------------------------------------------


def check_headers(folder: Path) -> Iterator[Problem]:
    """List the tables that cannot be read, and the columns that are missing or too many."""
    for table in TABLES:
        file = f"{table}.csv"
        try:
            rows = [row for row in _rows(folder / file) if any(row)]
        except UnicodeDecodeError:
            remedy = "Save it as “CSV UTF-8”; other encodings lose accents"
            yield Problem(file, None, None, "is not in UTF-8", remedy)
        except csv.Error as error:
            remedy = "Look for a quotation mark that is opened and never closed"
            yield Problem(file, None, None, f"cannot be read: {error}", remedy)
        else:
            wrong = list(_check_header(file, rows[0] if rows else [], columns(table)))
            if not wrong and table in NEEDED and len(rows) == 1:
                wrong = [Problem(file, None, None, "has no rows", "Add at least one")]
            yield from wrong


def _check_header(file: str, header: list[str], expected: list[str]) -> Iterator[Problem]:
    """Compare the names of the columns with those of the format."""
    first = f"Let the first row be {', '.join(expected)}"
    if not header:
        yield Problem(file, None, None, "is empty", first)
        return
    for separator in (";", "\t"):
        if len(header) == 1 and separator in header[0]:
            message = f"its columns are separated by {SEPARATORS[separator]}"
            yield Problem(file, None, None, message, "Save it with commas between the columns")
            return
    if not set(header) & set(expected):
        yield Problem(file, 1, None, "holds none of the columns' names", first)
        return
    if sorted(header) == sorted(expected):
        if header != expected:
            yield Problem(file, 1, None, "the columns stand in another order", first)
        return
    missing = [name for name in expected if name not in header]
    for name in missing:
        yield Problem(file, 1, name, "the column is missing", "Add it, even if it stays empty")
    yield from _strangers(file, header, expected, missing)


def _strangers(
    file: str, header: list[str], expected: list[str], missing: list[str]
) -> Iterator[Problem]:
    """List the columns that the format does not have, or has once."""
    for place, name in enumerate(header):
        if not name:
            message = f"column {place + 1} has no name"
            yield Problem(file, 1, None, message, "Remove it, or name it")
        elif name not in expected:
            near = get_close_matches(name, missing, n=1)
            remedy = f"Call it {near[0]}" if near else "Remove it"
            yield Problem(file, 1, name, "there is no such column", remedy)
        elif name in header[:place]:
            yield Problem(file, 1, name, "the column stands twice", "Remove one of them")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


# --- the rows, by Frictionless -------------------------------------------------------

_LONGEST = 60

# What is wrong and what would be right, by kind of error, broken constraint and type.
_ERRORS = {
    "blank-row": ("the row is empty", "Delete it"),
    "extra-cell": ("{cell} stands beyond the last column", "Remove it; quote texts with a comma"),
    "missing-cell": ("the row ends before this column", "Fill the row up to the last column"),
    "primary-key": ("another row has the same {key}", "Delete one of the two, or change it"),
    "unique-error": ("{cell} stands in another row too", "Give each row its own"),
    "foreign-key": ("{cell} is not found in {other}", "Use one that is, or add it to {other}"),
}
_CONSTRAINTS = {
    "required": ("is empty", "Fill it in"),
    "unique": _ERRORS["unique-error"],
    "enum": ("{cell} is none of {bound}", "Choose one of them"),
    "minimum": ("{cell} is below {bound}", "Give {bound} or more"),
    "maximum": ("{cell} is above {bound}", "Give {bound} or less"),
    "maxLength": ("is longer than {bound} characters", "Shorten it"),
    "pattern": ("{cell} is not written as it should be", "Write {bound}"),
}
_TYPES = {
    "date": ("{cell} is no day", "Write year, month and day: 1992-04-05"),
    "integer": ("{cell} is no whole number", "Write digits only: 3"),
    "number": ("{cell} is no number", "Write digits, with a point before decimals: -5.6"),
}

_PATTERNS = {
    "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$": "lower-case letters and digits, joined by - or _: part-1",
    "^[a-z]+(_[a-z]+)*$": "lower-case letters, joined by _: aid_suspended",
    "^[a-z0-9]+(-[a-z0-9]+)+$": "at least two words in lower case, joined by -: usa-aid-cut-1992",
    "^[A-Z][A-Z0-9_]+$": "capital letters, digits and _: VEN or ANDEAN_PACT",
    "^[0-9]{3}$": "three digits: 071",
    "^[0-9]{2,4}$": "two to four digits: 057",
}


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
    message, remedy = _words(table, error, field)
    names = getattr(error, "field_names", None)  # a key may have several columns
    return Problem(
        file=f"{table}.csv",
        row=getattr(error, "row_number", None),
        column=", ".join(names) if names else field.get("name"),
        message=message,
        remedy=remedy,
    )


def _words(table: str, error: Any, field: dict[str, Any]) -> tuple[str, str]:
    """Return what is wrong and what would be right."""
    note = str(error.note or error.message).replace("{", "{{").replace("}", "}}")
    constraints = field.get("constraints", {})
    broken = next((name for name in constraints if f'"{name}"' in note), "")
    bound = constraints.get(broken, "")
    cell = str(getattr(error, "cell", "")) or ", ".join(getattr(error, "field_cells", []))
    if error.type == "constraint-error":
        message, remedy = _CONSTRAINTS.get(broken, (note, "Give a value that the column allows"))
        if broken in ("minimum", "maximum") and not any(map(str.isdigit, cell)):
            message, remedy = _TYPES["number"]  # Frictionless takes NaN and INF for numbers
    elif error.type == "type-error":
        message, remedy = _TYPES.get(field.get("type", ""), (note, "Mend the cell"))
    else:
        message, remedy = _ERRORS.get(error.type, (note, "Mend the file"))
    values = {
        "cell": f"“{cell}”" if len(cell) <= _LONGEST else f"“{cell[:_LONGEST]}…”",
        "bound": ", ".join(bound) if isinstance(bound, list) else _PATTERNS.get(bound, bound),
        "key": ", ".join(_listed(schemas()[table]["primaryKey"])),
        "other": f"{getattr(error, 'reference_name', '')}.csv",
    }
    return message.format_map(values), remedy.format_map(values)


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
