"""Write a study's tables as they were read: UTF-8, commas, dates as EDTF, without empty edges."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from perufr_map.problems import Problem, StudyError
from perufr_map.study import spreadsheets
from perufr_map.study.archive import files_of
from perufr_map.study.dates import REWRITTEN, read_rewritten
from perufr_map.study.described import describe
from perufr_map.study.descriptor import parse_descriptor
from perufr_map.study.encodings import UNICODE
from perufr_map.study.languages import languages_in
from perufr_map.study.layout import CODING, DESCRIPTOR, OPTIONAL, TABLES, columns, holds_numbers
from perufr_map.study.migrate import Step, list_doubts, renew, replace_files
from perufr_map.study.spreadsheets import Sheet, SheetError, Written

_DATES = ("start", "end", "reference_date")


def repair(folder: Path | str, *, encoding: str | None = None) -> list[Step]:
    """Write a study's tables as they can be read; all of them or none.

    A table becomes UTF-8 with commas, without empty rows and edges; decimal commas become points.
    Days such as 28/7/1985 become 1985-07-28 where the column shows which number is the day. A
    table with a row of more or fewer cells than the header is left as it is, since nobody can
    know which cell is whose; so is what cannot be read at all. Where it is not sure what a table
    is in, or it does not look like the study's languages, nothing is written. The descriptor lists
    the tables and columns that there are, as other programs want it. A study of an earlier version
    gets today's format.

    Parameters
    ----------
    folder
        The study's folder.
    encoding
        The encoding of the tables that are not UTF-8, one of `ENCODINGS` of
        `perufr_map.study.encodings`. Default: the most likely one, which is told.

    Returns
    -------
    list of Step
        What was done; nothing if there was nothing to do.

    Raises
    ------
    StudyError
        If the table of events cannot be read, or a table not in the encoding given; if no
        encoding is given, and it is not sure what a table is in.
    OSError
        If the folder cannot be read or written.
    """
    folder = Path(folder)
    files = files_of(folder)
    new, steps = mend(files, encoding=encoding)
    changed = {name: data for name, data in new.items() if data != files[name]}
    if changed:
        replace_files(folder, changed)
    return steps


def mend(
    files: Mapping[str, bytes], *, encoding: str | None = None
) -> tuple[dict[str, bytes], list[Step]]:
    """Return a study's files as `repair` writes them, and what was done to them.

    Parameters
    ----------
    files
        The files by their path; missing ones are not added.
    encoding
        The encoding of the tables that are not UTF-8. Default: the most likely one.

    Raises
    ------
    StudyError
        As `repair` does.
    """
    new, steps = renew(files, encoding=encoding)
    languages = languages_in(parse_descriptor(files.get(DESCRIPTOR))[0], files.get("eras.csv"))
    doubtful: list[Problem] = []
    for table in (*TABLES, *OPTIONAL, *CODING):
        file = f"{table}.csv"
        if file not in new:
            continue
        try:
            sheet, done = _read(new[file], table, encoding, languages)
        except SheetError as error:
            if error.code != "file_not_in":
                continue  # `check` tells it
            problem = Problem(file, error.row, None, error.code, error.values)
            raise StudyError([problem]) from error
        doubtful += list_doubts(sheet, file)
        if done and not sheet.ragged:
            new[file] = _write(sheet)
            steps += [Step(file, each) for each in done]
    if doubtful:
        raise StudyError(doubtful)
    if described := describe(new):
        new[DESCRIPTOR] = described
        steps.append(Step(DESCRIPTOR, "lists the tables and columns that the study has"))
    return new, steps


def _read(
    data: bytes, table: str, encoding: str | None, languages: Sequence[str]
) -> tuple[Sheet, list[str]]:
    """Return a table with its dates and numbers put right, and what that changes."""
    read = partial(spreadsheets.read, data, columns=columns(table), languages=languages)
    raw = read()
    written = Written()
    if encoding is not None and raw.encoding not in UNICODE:
        written = Written(encoding=encoding)
        raw = read(written=written)
    sheet = read(is_number=partial(holds_numbers, table), written=written)
    done = []
    if sheet.encoding != "UTF-8":
        how = "was given as" if written.encoding else "was read as"
        shown = f": “{sheet.sample}”" if sheet.sample else ""
        done.append(f"{how} {sheet.encoding}{shown}; it is UTF-8 now")
    if sheet.separator != "," or sheet.directive:
        sign = sheet.separator.replace("\t", "⇥")
        done.append(f"had “{sign}” between its columns; it has commas now")
    if sheet.blank or sheet.trimmed:
        done.append("had empty rows or columns; they are left out")
    points = sum(
        a != b
        for pair in zip(raw.columns, sheet.columns, strict=True)
        for a, b in zip(*pair, strict=True)
    )
    if points:
        done.append(f"{points} decimal comma(s) became points")
    days = _put_dates_right(sheet)
    if days:
        done.append(days)
    return sheet, done


def _put_dates_right(sheet: Sheet) -> str:
    """Write days as EDTF where it is sure which number is the day; say what was done."""
    cells = [
        (column, place, cell)
        for name, column in zip(sheet.header, sheet.columns, strict=True)
        if name in _DATES
        for place, cell in enumerate(column)
        if REWRITTEN.fullmatch(cell)
    ]
    readings = [
        days
        for day_first in (True, False)
        if None not in (days := [read_rewritten(cell, day_first=day_first) for *_, cell in cells])
    ]
    if not cells or not readings or readings[0] != readings[-1]:  # neither order fits, or both
        return ""
    for (column, place, _), day in zip(cells, readings[0], strict=True):
        column[place] = str(day)
    first = cells[0][2]
    return f"{len(cells)} date(s) were written anew: {first} became {readings[0][0]}"


def _write(sheet: Sheet) -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(sheet.header)
    writer.writerows(zip(*sheet.columns, strict=True))
    return table.getvalue().encode("utf-8-sig")  # by its mark spreadsheet programs know UTF-8
