"""Update a study of an earlier version to today's format, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from perufr_map.files import workspace
from perufr_map.problems import Problem, StudyError
from perufr_map.study import categories, spreadsheets
from perufr_map.study.descriptor import MAX_SIZE, parse_descriptor
from perufr_map.study.encodings import ENCODINGS, UNICODE
from perufr_map.study.languages import languages_in
from perufr_map.study.layout import DESCRIPTOR, columns, schemas

_EVENTS = "events.csv"
_OLD, _NEW = "paragraph", "locator"
_MOST_NAMED, _SHOWN = 10, 20  # rows that are named, and characters of each


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to a file of a study.

    Attributes
    ----------
    file
        Name of the file.
    done
        What was done to it, in a sentence.
    """

    file: str
    done: str


def is_old(header: Sequence[str]) -> bool:
    """Say whether a table of events still has the column of paragraphs, not that of locators."""
    return _OLD in header and _NEW not in header


def migrate(folder: Path | str) -> list[Step]:
    """Update a study to today's format; entirely or not at all.

    Version 0.1.0 cited by the number of a paragraph; now a locator fits its source:
    ``¶ 3``, ``pp. 123-125``, ``fol. 12v``. Its categories were fixed; now they are a table.

    Parameters
    ----------
    folder
        The study's folder.

    Returns
    -------
    list of Step
        What was done; nothing if the study has today's format already.

    Raises
    ------
    StudyError
        If its table of events is missing or cannot be read.
    OSError
        If the folder cannot be read or written.
    """
    folder = Path(folder)
    names = (DESCRIPTOR, _EVENTS, "eras.csv", "event_types.csv")
    files = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    if _EVENTS not in files:
        raise StudyError([Problem(_EVENTS, None, None, "table_missing", {"file": _EVENTS})])
    new, steps = renew(files)
    if not (folder / categories.FILE).is_file():
        try:
            new |= categories.add(new)
        except spreadsheets.SheetError as error:
            problem = Problem(categories.FILE, error.row, None, error.code, error.values)
            raise StudyError([problem]) from error
        steps.append(Step(categories.FILE, "names the categories of the event types"))
    if steps:
        changed = {name: data for name, data in new.items() if data != files.get(name)}
        replace_files(folder, changed)
    return steps


def renew(
    files: Mapping[str, bytes],
    *,
    max_rows: int = spreadsheets.MAX_ROWS,
    encoding: str | None = None,
) -> tuple[dict[str, bytes], list[Step]]:
    """Return a study's files in today's format, and what was done to them.

    Parameters
    ----------
    files
        The files by name; missing ones are not added.
    max_rows
        Most events to read.
    encoding
        The encoding of the events if they are not UTF-8. Default: the most likely one.

    Raises
    ------
    StudyError
        If its table of events cannot be read, or it is not sure in which encoding.
    """
    new, steps = dict(files), []
    if _EVENTS in files and _may_be_old(files[_EVENTS]):
        try:
            # The names of the columns, the old one too, tell which separator the file uses.
            names = [*columns("events"), _OLD]
            sheet = _read(files, names, max_rows, encoding)
        except spreadsheets.SheetError as error:
            problem = Problem(_EVENTS, error.row, None, error.code, error.values)
            raise StudyError([problem]) from error
        if is_old(sheet.header):
            if doubtful := list(list_doubts(sheet, _EVENTS)):
                raise StudyError(doubtful)
            new[_EVENTS] = _rewrite(files[_EVENTS], sheet)
            steps.append(Step(_EVENTS, _say_renumbered(sheet)))
    if DESCRIPTOR in files:
        data = _update_schema(files[DESCRIPTOR])
        if data is not None:
            new[DESCRIPTOR] = data
            steps.append(Step(DESCRIPTOR, f"describes the column “{_NEW}”"))
    return new, steps


def _read(
    files: Mapping[str, bytes], names: Sequence[str], max_rows: int, encoding: str | None
) -> spreadsheets.Sheet:
    """Return the table of events, in an encoding where it is not UTF-8 and that is known."""
    languages = languages_in(parse_descriptor(files.get(DESCRIPTOR))[0], files.get("eras.csv"))
    read = partial(
        spreadsheets.read, files[_EVENTS], columns=names, max_rows=max_rows, languages=languages
    )
    sheet = read()
    known = encoding is not None and sheet.encoding not in UNICODE
    return read(written=spreadsheets.Written(encoding=encoding)) if known else sheet


def list_doubts(sheet: spreadsheets.Sheet, file: str) -> Iterator[Problem]:
    """Say, as an error, that a table may be in another encoding than it was read in."""
    for problem in sheet.list_assumptions(file):
        if problem.code == "encoding_doubtful":
            yield replace(problem, severity="error")


def _say_renumbered(sheet: spreadsheets.Sheet) -> str:
    """Say in how many rows a paragraph became a locator, and in which there is no number."""
    cells = list(zip(sheet.rows, sheet.column(_OLD), strict=True))
    others = [f"{row} (“{cell[:_SHOWN]}”)" for row, cell in cells if not cell.isdecimal()]
    count = len(cells) - len(others)
    done = f"“{_OLD}” is now “{_NEW}”: 3 became ¶ 3, in {count} row(s)"
    if not others:
        return done
    more = ", …" if len(others) > _MOST_NAMED else ""
    return f"{done}; no number, and as before: row(s) {', '.join(others[:_MOST_NAMED])}{more}"


def _may_be_old(data: bytes) -> bool:
    """Say quickly whether a table could have the old column: most do not."""
    start = data[: spreadsheets.LONGEST_ROW].replace(b"\0", b"")  # UTF-16 has zeros between
    return _OLD.encode() in start


def _rewrite(data: bytes, sheet: spreadsheets.Sheet) -> bytes:
    """Return the table with locators; every other cell stays as it is.

    It becomes UTF-8, with a byte order mark if it had one or had another encoding:
    spreadsheet programs recognise UTF-8 by it.
    """
    with_mark = sheet.encoding != "UTF-8" or data.startswith(b"\xef\xbb\xbf")
    text = data.decode(ENCODINGS[sheet.encoding])
    at, ending = sheet.header.index(_OLD), "\r\n" if "\r\n" in text else "\n"
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=sheet.separator, lineterminator=ending)
    is_header = True
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=sheet.separator):
        if len(row) > at and row[at].strip():
            row[at] = _NEW if is_header else _locator(row[at].strip())
            is_header = False
        writer.writerow(row)
    return table.getvalue().encode("utf-8-sig" if with_mark else "utf-8")


def _locator(paragraph: str) -> str:
    return f"¶ {paragraph}" if paragraph.isdecimal() else paragraph


def _update_schema(data: bytes) -> bytes | None:
    """Return the descriptor with today's schema of the events; None where it has none."""
    if len(data) > MAX_SIZE:
        return None
    try:
        descriptor: Any = json.loads(data.decode("utf-8-sig"))
        resources = descriptor["resources"]
        resource = next(each for each in resources if each["name"] == "events")
        fields: list[Any] = resource["schema"]["fields"]
        at = next(at for at, field in enumerate(fields) if field["name"] == _OLD)
    except (ValueError, RecursionError, LookupError, TypeError, StopIteration):
        return None  # `check` says what is wrong with it
    today = {field["name"]: field for field in schemas()["events"]["fields"]}
    fields[at] = today[_NEW]
    for place, field in enumerate(fields):
        if field.get("name") == "section":
            fields[place] = today["section"]
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files by those of the same name, or add them: all, or none."""
    with workspace(folder) as room:
        backup, fresh = room / "backup", room / "fresh"
        backup.mkdir()
        fresh.mkdir()
        for name, data in files.items():
            (fresh / name).write_bytes(data)
            if (folder / name).exists():
                shutil.copy2(folder / name, backup / name)
                shutil.copymode(folder / name, fresh / name)
        replaced: list[str] = []
        try:
            for name in files:
                # Of a symbolic link, the file it points to is replaced.
                (fresh / name).replace(os.path.realpath(folder / name))
                replaced.append(name)
        except BaseException:
            for name in replaced:
                if (backup / name).exists():
                    (backup / name).replace(os.path.realpath(folder / name))
                else:
                    (folder / name).unlink()
            raise
