"""Keep of a study with errors the rows that can be used: a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from perufr_map.problems import Problem, StudyError
from perufr_map.resources import messages, spoken
from perufr_map.study.checks import CheckedFiles, compare
from perufr_map.study.descriptor import Descriptor, Settings
from perufr_map.study.headers import MENDED, mend_header
from perufr_map.study.layout import CODING, DESCRIPTOR, OPTIONAL, language_of
from perufr_map.study.spreadsheets import Sheet

_ROUNDS = 12  # a row that is left out may be one that others name, and those are named in turn
_ERAS = "eras"
_BREAKS = ("era_gap", "era_overlap")
_SLIP = timedelta(days=1)  # by so much eras miss each other whose end is given as their last day
_UNTRANSLATED = "text_missing"
_CUT = "problems_many"  # it tells of no row: there are more of them


@dataclass(frozen=True)
class Draft:
    """What a draft lacks.

    Attributes
    ----------
    problems
        All errors and warnings of its files, by file, row and column.
    left_out
        How many rows are not in it: those with an error, and those that name such a row.
    """

    problems: tuple[Problem, ...]
    left_out: int

    @property
    def errors(self) -> list[Problem]:
        """What keeps the study from being whole."""
        return [problem for problem in self.problems if problem.severity == "error"]


def keep_valid(files: CheckedFiles) -> tuple[CheckedFiles, Draft]:
    """Return a study of the rows without an error, its title marked as a draft's.

    A text that stands in some languages only is taken from the first that has it, and what a
    column that is missing can do without is as `mend_header` says. An era that misses the one
    before it by a day begins where that one ends. Of eras that no longer touch, the longest run
    that does is kept. What the descriptor says of rows that are left out is left out too, and so
    is a whole table that a study may be without.

    Parameters
    ----------
    files
        A study's files, read and checked.

    Returns
    -------
    CheckedFiles, Draft
        The files without an error, and what was left out.

    Raises
    ------
    StudyError
        If too little can be used to draw anything; carries every error.
    """
    now = files
    for _ in range(_ROUNDS):
        if not now.errors:
            break
        try:
            sheets, descriptor = _leave_out(now)
        except StudyError:
            raise StudyError(files.errors) from None
        now = compare(sheets, descriptor)
    if now.errors:
        raise StudyError(files.errors)
    kept = sum(len(sheet.rows) for sheet in now.sheets.values())
    rows = sum(len(sheet.rows) for name, sheet in files.sheets.items() if name in now.sheets)
    left_out = rows - kept
    return replace(now, descriptor=_mark(now.descriptor)), Draft(files.problems, left_out)


def _leave_out(files: CheckedFiles) -> tuple[dict[str, Sheet], Descriptor]:
    """Return the tables and the descriptor without that of which an error is told.

    Raises
    ------
    StudyError
        If an error is of something that no study can be without.
    """
    sheets, descriptor = dict(files.sheets), files.descriptor
    by_file: dict[str, list[Problem]] = {}
    for problem in files.errors:
        if problem.code != _CUT:
            by_file.setdefault(problem.file, []).append(problem)
    for file, told in by_file.items():
        problems, table = told, file.removesuffix(".csv")
        header = [each for each in told if each.code in MENDED]
        if header and table in sheets and table not in (*OPTIONAL, *CODING):
            sheets[table] = mend_header(table, sheets[table], header, files.languages)
            problems = [each for each in told if each not in header]
        if file == DESCRIPTOR:
            descriptor = _leave_out_settings(descriptor, problems)
        elif {problem.row for problem in problems} <= _rows_of(sheets.get(table)):
            sheets[table] = _leave_out_rows(table, sheets[table], problems)
        elif table in OPTIONAL:
            sheets.pop(table, None)
        elif table in CODING:
            sheets = {name: sheet for name, sheet in sheets.items() if name not in CODING}
        else:
            raise StudyError(files.errors)
    return sheets, descriptor


def _rows_of(sheet: Sheet | None) -> set[int | None]:
    return set() if sheet is None else {*sheet.rows, *sheet.blank}


def _leave_out_rows(table: str, sheet: Sheet, problems: Iterable[Problem]) -> Sheet:
    """Return a table without rows that have an error, but for those that can be mended."""
    untranslated, breaks, wrong = set[tuple[int, str]](), set[int](), set[int]()
    for problem in problems:
        row = cast("int", problem.row)
        if problem.code == _UNTRANSLATED and problem.column:
            untranslated.add((row, problem.column))
        elif problem.code in _BREAKS and _is_slip(problem):
            sheet = _begin(sheet, row, str(problem.values["end"]))
        elif problem.code in _BREAKS:
            breaks.add(row)
        else:
            wrong.add(row)
    if untranslated:
        sheet = _translate(table, sheet, untranslated)
    if table == _ERAS and breaks and not wrong:
        wrong = _outside_the_longest_run(sheet.rows, breaks)
    return sheet.without(wrong)


def _is_slip(problem: Problem) -> bool:
    """Say whether an era misses the one before it by a day."""
    start, end = cast("date", problem.values["start"]), cast("date", problem.values["end"])
    return abs(start - end) <= _SLIP


def _begin(sheet: Sheet, row: int, day: str) -> Sheet:
    """Return a table in which an era begins on a day."""
    columns = [list(column) for column in sheet.columns]
    columns[sheet.header.index("start")][sheet.rows.index(row)] = day
    return replace(sheet, columns=columns)


def _translate(table: str, sheet: Sheet, cells: Iterable[tuple[int, str]]) -> Sheet:
    """Return a table with the cells of texts filled by those of another language."""
    columns = [list(column) for column in sheet.columns]
    for row, name in cells:
        place, stem = sheet.rows.index(row), name.rpartition("_")[0]
        others = (
            column[place]
            for other, column in zip(sheet.header, sheet.columns, strict=True)
            if language_of(table, other) and other.rpartition("_")[0] == stem
        )
        columns[sheet.header.index(name)][place] = next(filter(None, others), "")
    return replace(sheet, columns=columns)


def _outside_the_longest_run(rows: list[int], breaks: set[int]) -> set[int]:
    """Return the eras outside the longest run; a new one begins at each break."""
    runs: list[list[int]] = [[]]
    for row in rows:
        if row in breaks:
            runs.append([])
        runs[-1].append(row)
    longest: list[int] = max(runs, key=len)
    return set(rows) - set(longest)


def _leave_out_settings(descriptor: Descriptor, problems: Iterable[Problem]) -> Descriptor:
    """Return a descriptor without marks and emphasis of what is not there.

    Raises
    ------
    StudyError
        If anything else is wrong with it.
    """
    settings = cast("Settings", dict(descriptor.get("study", {})))
    for problem in problems:
        match problem.code, problem.values:
            case "mark_outside", {"day": day}:
                settings["marks"] = [m for m in settings["marks"] if m["day"] != day]
            case "emphasis_unknown", {"code": code}:
                settings["emphasis"] = [
                    each for each in settings["emphasis"] if code not in each["counterparts"]
                ]
            case _:
                raise StudyError([problem])
    return {**descriptor, "study": settings}


def _mark(descriptor: Descriptor) -> Descriptor:
    """Return a descriptor whose titles say that it is a draft's."""

    def mark(title: object, language: str) -> str:
        return messages(spoken(language))["colophon.draft_title"].format(title=title)

    settings = {
        key: mark(value, key.removeprefix("title_")) if key.startswith("title_") else value
        for key, value in descriptor["study"].items()
    }
    return {**descriptor, "study": cast("Settings", settings)}
