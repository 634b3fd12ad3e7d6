"""Read and write a study as a workbook of a spreadsheet program, one sheet a table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from perufr_map.files import whole
from perufr_map.problems import ChoiceError, Problem, UnreadableError
from perufr_map.resources import study_dir
from perufr_map.similar import advise
from perufr_map.study import spreadsheets
from perufr_map.study._cells import Limits, Rows, TooLargeError
from perufr_map.study.examples import example_of
from perufr_map.study.languages import languages_in
from perufr_map.study.layout import (
    CODING,
    DESCRIPTOR,
    OPTIONAL,
    SHIPPED,
    TABLES,
    columns,
    holds_numbers,
    language_of,
    layout,
)

# What reads and writes workbooks is imported where it is done: it is slow, and seldom needed.

MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""The media types of workbooks, by the endings of their names."""

ENDINGS = tuple(MEDIA_TYPES)
"""The endings of the names of workbooks."""

SETTINGS = "study"
"""The sheet of what is said of the study as a whole: a name and a value in each row."""

_HEADER = ["name", "value"]
_ESCAPES = {"~": "~0", "/": "~1", "[": "~2"}
_PART = re.compile(r"/?([^/\[]+)|\[([1-9][0-9]{0,3})\]")
_COUNTED = re.compile(r"\[([0-9]+)\]")
_NUMBERS = re.compile(r"study/(group_share|constant|(classes|home_view)\[[0-9]+\])")
_EMPTY: Mapping[str, object] = {"[]": [], "{}": {}}
# Problems of files, which a workbook has for sheets.
_OF_SHEETS = {
    "table_missing": "sheet_missing",
    "descriptor_missing": "sheet_missing",
    "file_misnamed": "sheet_misnamed",
    "file_unread": "sheet_unread",
}
_NOT_SAID = "resources"  # the format of the tables, the same in every study


ANY_SIZE = Limits()
"""What is read of a workbook on one's own machine."""


class WorkbookError(UnreadableError):
    """A file that is no workbook, holds no study, or too much."""


def is_workbook(path: Path) -> bool:
    """Say whether a path is that of a workbook, by the ending of its name."""
    return path.suffix.lower() in ENDINGS and not path.is_dir()


# --- in ---------------------------------------------------------------------------------


def read_workbook(
    data: bytes, *, limits: Limits = ANY_SIZE, others: list[str] | None = None
) -> dict[str, bytes]:
    """Return the files of the study in a workbook, by their path in a study's folder.

    Sheets are found by their names, whatever their order; others are left alone. A day becomes
    ``1985-07-28``, a number keeps the zeros that its format shows before it, and each row keeps
    its number.

    Parameters
    ----------
    data
        The workbook.
    limits
        How much of it is read.
    others
        A list to which the names of its other sheets are added, as if they were files.

    Raises
    ------
    WorkbookError
        If it is no workbook, holds more than is read, or has none of a study's sheets.
    """
    try:
        sheets, rest = _read_sheets(data, limits)
    except TooLargeError as error:
        raise WorkbookError(
            "workbook_large",
            mb=limits.unpacked // 1_000_000,
            rows=limits.rows,
            columns=spreadsheets.MAX_COLUMNS,
        ) from error
    except Exception as error:  # whatever a library raises that is sent garbage
        raise WorkbookError("workbook_unreadable") from error
    tables = [table for table in (*TABLES, *OPTIONAL, *CODING) if _sheet(table) in sheets]
    if not tables:
        raise WorkbookError("workbook_unreadable")
    if others is not None:
        others += [f"{name}.csv" for name in rest]
    files = {f"{table}.csv": _as_csv(sheets[_sheet(table)]) for table in tables}
    if SETTINGS in sheets:
        descriptor = _parse_settings(sheets[SETTINGS])
        header = sheets.get("eras") or [[]]
        found = dict.fromkeys(language_of("eras", name.strip()) for name in header[0])
        languages = tuple(code for code in found if code) or SHIPPED
        descriptor[_NOT_SAID] = _resources(tables, languages)
        files[DESCRIPTOR] = json.dumps(descriptor, ensure_ascii=False, indent=2).encode()
    return files


def name_sheets(problems: Iterable[Problem], book: str) -> list[Problem]:
    """Return problems of a workbook's tables as those of its sheets: ``study.xlsx, events``."""
    sheets = {f"{table}.csv": _sheet(table) for table in (*TABLES, *OPTIONAL, *CODING)}
    sheets[DESCRIPTOR] = SETTINGS
    return [_name_sheet(each, book, sheets) for each in problems]


def _name_sheet(problem: Problem, book: str, sheets: Mapping[str, str]) -> Problem:
    """Return a problem of a table as that of its sheet."""
    file, code, values = problem.file, problem.code, dict(problem.values)
    if code in _OF_SHEETS:
        code = _OF_SHEETS[code]
        values = {
            name: sheets.get(str(each), str(each).removesuffix(".csv"))
            for name, each in values.items()
        }
        sheets = {file: file.removesuffix(".csv"), **sheets}
    if file == DESCRIPTOR and (example := example_of(problem)):
        values["cells"] = "; ".join(f"{name} = {text}" for name, text in _flatten(example))
    if file == DESCRIPTOR and "field" in values:
        values["field"] = _name_row(str(values["field"]))
    if file in sheets:
        file = f"{book}, {sheets[file]}"
    return replace(problem, file=file, code=code, values=values)


def _name_row(field: str) -> str:
    """Return the place of a descriptor's entry as the sheet has it, which counts from one."""
    counted = _COUNTED.sub(lambda found: f"[{int(found[1]) + 1}]", field)
    return counted.replace(".", "/")


def _read_sheets(data: bytes, limits: Limits) -> tuple[dict[str, Rows], list[str]]:
    """Return the sheets of a study in a workbook, by their names in small letters, and others."""
    import zipfile  # noqa: PLC0415

    from perufr_map.study._packed import look_through  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = look_through(packed, limits)
    if "content.xml" in parts:
        from perufr_map.study._ods import read  # noqa: PLC0415
    else:
        from perufr_map.study._xlsx import read  # noqa: PLC0415
    names = {SETTINGS, *map(_sheet, (*TABLES, *OPTIONAL, *CODING))}
    others: list[str] = []

    def is_ours(name: str) -> bool:
        if _plain(name) not in names:
            others.append(name.strip())
        return _plain(name) in names

    found = read(parts, is_ours, rows=limits.rows + 1)
    return {_plain(name): rows for name, rows in found if rows}, others


def _plain(name: str) -> str:
    return name.strip().casefold()


def _sheet(table: str) -> str:
    """Return the name of a table's sheet, which may hold no slash."""
    return table.replace("/", "_")


def _as_csv(rows: Rows) -> bytes:
    """Return a sheet as CSV; an empty row stays, so that all others keep their number."""
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    header = next((row for row in rows if any(row)), [])
    width = max((place for place, cell in enumerate(header, start=1) if cell), default=0)
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    for row in rows:
        filled = max((place for place, cell in enumerate(row, start=1) if cell), default=0)
        cells = [*row, *[""] * (width - len(row))][: max(width, filled)]
        writer.writerow(cells if filled else [])
    return table.getvalue().encode()


def _resources(tables: list[str], languages: tuple[str, ...]) -> list[object]:
    """Return what a descriptor says of tables in certain languages."""
    shipped = json.loads((study_dir() / DESCRIPTOR).read_text("utf-8-sig"))["resources"]
    found = [each for each in shipped if each["path"].removesuffix(".csv") in tables]
    if languages != SHIPPED:
        for each in found:
            table = each["path"].removesuffix(".csv")
            each["schema"]["fields"] = list(layout(table, languages).fields)
    return found


# --- out --------------------------------------------------------------------------------


def write_workbook(files: Mapping[str, bytes], path: Path) -> None:
    """Write a study as a workbook, whole or not at all; its cells are texts, and stay as typed.

    Parameters
    ----------
    files
        The study's files by their path.
    path
        File to write: ``.xlsx`` or ``.ods``.

    Raises
    ------
    ChoiceError
        If its name has another ending.
    OSError
        If it cannot be written.
    """
    if path.suffix.lower() not in ENDINGS:
        message = f"“{path.name}” does not end in {' or '.join(ENDINGS)}"
        raise ChoiceError(advise(message, path.suffix, ENDINGS))
    data = pack_workbook(files, path.suffix.lower())
    with whole(path) as unfinished:
        unfinished.write_bytes(data)


def pack_workbook(files: Mapping[str, bytes], ending: str) -> bytes:
    """Return a study as a workbook, by the ending that its name will have."""
    return pack_sheets(dict(_sheets(files)), ending)


def pack_sheets(sheets: Mapping[str, Rows], ending: str) -> bytes:
    """Return sheets, the cells of each by its name, as a workbook."""
    if ending == ".ods":
        from perufr_map.study._ods import write  # noqa: PLC0415
    else:
        from perufr_map.study._xlsx import write  # noqa: PLC0415
    return write(sheets)


def _sheets(files: Mapping[str, bytes]) -> Iterator[tuple[str, Rows]]:
    """Yield the sheets of a study: what is said of it as a whole, then its tables."""
    descriptor: dict[str, object] = json.loads(files[DESCRIPTOR].decode("utf-8-sig"))
    languages = languages_in(descriptor, files.get("eras.csv"))
    descriptor.pop(_NOT_SAID, None)
    yield SETTINGS, [_HEADER, *([name, text] for name, text in _flatten(descriptor))]
    for table in (*TABLES, *OPTIONAL, *CODING):
        if data := files.get(f"{table}.csv"):
            sheet = spreadsheets.read(
                data,
                columns=columns(table),
                is_number=partial(holds_numbers, table),
                languages=languages,
            )
            yield _sheet(table), [sheet.header, *map(list, zip(*sheet.columns, strict=True))]


# --- what is said of the study as a whole --------------------------------------------------


def _flatten(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text in a descriptor with its place: ``contributors[1]/title``."""
    match value:
        case {} | [] if not value:
            yield name, "{}" if isinstance(value, dict) else "[]"
        case dict():
            for key, each in value.items():
                yield from _flatten(each, f"{name}/{_escape(key)}" if name else _escape(key))
        case list():
            for number, each in enumerate(value, start=1):
                yield from _flatten(each, f"{name}[{number}]")
        case bool():
            yield name, str(value).lower()
        case None:
            pass
        case _:
            yield name, str(value)


def _escape(key: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in key)


def _unescape(key: str) -> str:
    for sign, escaped in reversed(_ESCAPES.items()):
        key = key.replace(escaped, sign)
    return key


def _parse_settings(rows: Rows) -> dict[str, object]:
    """Return a descriptor from names and values; a row without a name is left alone."""
    root: dict[str, object] = {}
    for row in rows:
        name, value = ([cell.strip() for cell in row] + ["", ""])[:2]
        if name and [name, value] != _HEADER and value:
            _put(root, name, _value(name, value))
    return {key: _listed(value) for key, value in root.items()}


def _put(root: dict[str, object], name: str, value: object) -> None:
    """Put a value into its place; members of a list are known by their number until `_listed`."""
    parts: list[object] = [
        _unescape(found[1]) if found[1] else int(found[2]) for found in _PART.finditer(name)
    ]
    place: dict[object, object] = root  # type: ignore[assignment]
    for part in parts[:-1]:
        inner = place.get(part)
        if not isinstance(inner, dict):
            inner = place[part] = {}
        place = inner
    if parts:
        place[parts[-1]] = value


def _listed(value: object) -> object:
    """Return a value in which what is known by numbers is a list."""
    if not isinstance(value, dict) or not value:
        return value
    if all(isinstance(key, int) for key in value):
        return [_listed(value[key]) for key in sorted(value)]
    return {str(key): _listed(each) for key, each in value.items()}


def _value(name: str, text: str) -> object:
    """Return a value of a descriptor: a number or yes or no where that is what it has to be."""
    if text in _EMPTY:
        return _EMPTY[text]
    if name == "study/days" and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if _NUMBERS.fullmatch(name):
        try:
            return json.loads(text.replace(",", "."))
        except ValueError:
            return text
    return text
