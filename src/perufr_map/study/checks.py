"""Check a study and list everything that is wrong with it, at once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from perufr_map.arguments import check_call
from perufr_map.problems import LANGUAGE, Problem
from perufr_map.resources import messages, study_dir
from perufr_map.study import (
    categories,
    coding,
    doubts,
    migrate,
    places,
    rules,
    schema,
    spreadsheets,
    steps,
    strays,
)
from perufr_map.study.archive import FILES
from perufr_map.study.dates import Span
from perufr_map.study.descriptor import Descriptor, check_descriptor, parse_descriptor
from perufr_map.study.languages import languages_in, languages_of
from perufr_map.study.layout import (
    CATEGORIES,
    CODING,
    DESCRIPTOR,
    NEEDED,
    OPTIONAL,
    PLACES,
    SETS,
    SHIPPED,
    TABLES,
    Layout,
    columns,
    holds_numbers,
    language_of,
    layout,
    weight_sets,
)
from perufr_map.study.spreadsheets import GUESSED, Sheet, SheetError, Written
from perufr_map.study.workbooks import WorkbookError, is_workbook, name_sheets, read_workbook

MAX_PROBLEMS = 500
"""Problems of one file that are listed: often one cause makes thousands."""


@dataclass(frozen=True, kw_only=True)
class CheckedFiles:
    """A study's files, read once and checked.

    Attributes
    ----------
    problems
        All errors and warnings, sorted by file and row.
    assumed
        The warnings about what had to be assumed to read the tables; `problems` has them too.
    descriptor
        The study's ``datapackage.json``; empty where it cannot be read.
    languages
        Codes of the languages its texts are in, the default first.
    sheets
        Its tables, those that could be read, by their path without the ending.
    spans
        The days of each event; empty if the study has errors.
    """

    problems: tuple[Problem, ...]
    assumed: tuple[Problem, ...]
    descriptor: Descriptor
    languages: tuple[str, ...]
    sheets: Mapping[str, Sheet]
    spans: tuple[Span, ...]

    @property
    def errors(self) -> list[Problem]:
        """What makes the study unusable."""
        return [problem for problem in self.problems if problem.severity == "error"]


@check_call
def check(folder: Path | str | None = None, *, language: str = LANGUAGE) -> list[Problem]:
    """List every problem of a study.

    The tables are read as spreadsheet programs write them. They are compared with the format's
    Table Schema, then with the rules that a schema cannot express: eras touch, dates are EDTF,
    groups have members on an event's date, every text exists in every language.

    Parameters
    ----------
    folder
        Folder with a ``datapackage.json`` and the tables, or a workbook with a sheet for each.
        Default: the shipped study.
    language
        Language of the problems: ``en`` or ``es``.

    Returns
    -------
    list of Problem
        Sorted by file and row; empty when all is well. Warnings do not make a
        study unusable. Of one file, the first `MAX_PROBLEMS`.

    Raises
    ------
    KeyError
        If the interface does not speak the language; says which it does.
    """
    messages(language)
    study = study_dir() if folder is None else Path(folder)
    key, files = _hash_files(study), examine(study)
    _last.clear()
    _last[key] = files
    problems: Collection[Problem] = files.problems
    if is_workbook(study):
        problems = name_sheets(problems, study.name)
    return [problem.translate(language) for problem in problems]


# What `check` found last, by the hash of its files: who then loads the study need not wait again.
_last: dict[str, CheckedFiles] = {}


def take(study: Path) -> CheckedFiles:
    """Return what `check` has just found of a study, if its files are the same, or examine them.

    Parameters
    ----------
    study
        Its folder, or a workbook.
    """
    known = _last.pop(_hash_files(study), None) if _last else None
    return known or examine(study)


def _hash_files(study: Path) -> str:
    """Return the SHA-256 of the files of a study that are read, with their names."""
    tables = (*TABLES, *OPTIONAL, *CODING)
    files = [study / DESCRIPTOR, *(study / f"{table}.csv" for table in tables)]
    found = hashlib.sha256(os.fsencode(study))
    for path in filter(Path.is_file, [study] if is_workbook(study) else files):
        with path.open("rb") as file:
            found.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


def examine(
    study: Path | Mapping[str, bytes],
    *,
    max_rows: int = spreadsheets.MAX_ROWS,
    written: Mapping[str, Written] | None = None,
    others: Collection[str] = (),
) -> CheckedFiles:
    """Read a study's files, each once, and list what is wrong with them.

    Parameters
    ----------
    study
        Its folder, or its files by name.
    max_rows
        Most rows of a table to read.
    written
        How tables were written, by their path without the ending, where that is known.
    others
        Names of other files beside them, one of which may be misnamed. Those of a folder are known.
    """
    path = _path(study)
    beside = strays.list_files(study, FILES) if isinstance(study, Path) else list(others)
    if isinstance(study, Path) and is_workbook(study):
        try:
            files = read_workbook(study.read_bytes(), others=beside)
        except WorkbookError as error:
            problem = Problem(study.name, None, None, error.code, error.values)
            return CheckedFiles(
                problems=(problem,),
                assumed=(),
                descriptor={},
                languages=SHIPPED,
                sheets={},
                spans=(),
            )
        study = files
    descriptor, problems = parse_descriptor(_bytes(study, DESCRIPTOR), _name(study))
    sheets: dict[str, Sheet] = {}
    eras = _bytes(study, "eras.csv")
    languages = languages_in(descriptor, eras)
    for table in (*TABLES, *_optional(study), *_coding(study)):
        how = (written or {}).get(table, GUESSED)
        data = eras if table == "eras" else _bytes(study, f"{table}.csv")
        sheet = _read(table, data, max_rows, how, languages)
        if isinstance(sheet, Problem):
            problems.append(sheet)
        else:
            sheets[table] = sheet
    absent = [name for name in FILES if not _has(study, name)]
    problems = strays.name_misnamed(problems, absent, beside)
    return compare(sheets, descriptor, problems, path=path)


def compare(
    sheets: Mapping[str, Sheet],
    descriptor: Descriptor,
    problems: Collection[Problem] = (),
    *,
    path: str = "STUDY",
) -> CheckedFiles:
    """Compare a study's tables with the format, and list what is wrong with them.

    Parameters
    ----------
    sheets
        Its tables, those that could be read, by their path without the ending.
    descriptor
        Its ``datapackage.json``; empty where it could not be read.
    problems
        What kept others from being read.
    path
        What names the study in a command that would mend it.
    """
    sheets, problems = dict(sheets), list(problems)
    header = sheets["eras"].header if "eras" in sheets else []
    languages = languages_of(descriptor, (language_of("eras", name) for name in header))
    found = weight_sets(sheets["event_types"].header) if "event_types" in sheets else ()
    sets = found or SETS
    if descriptor:
        own = set(sheets[PLACES].column("id")) if PLACES in sheets else set()
        problems += check_descriptor(descriptor, languages, sets, places=own)
    if CATEGORIES not in sheets:
        sheets[CATEGORIES] = categories.make_default(languages)
        if "event_types" in sheets:
            values = {"command": f"perufr-map migrate {path}"}
            file = f"{CATEGORIES}.csv"
            problems.append(Problem(file, None, None, "categories_old", values, "warning"))
    assumed = [p for table, sheet in sheets.items() for p in sheet.list_assumptions(f"{table}.csv")]
    layouts = {table: layout(table, languages, sets) for table in (*TABLES, *OPTIONAL, *CODING)}
    if sheets and "events" in sheets and migrate.is_old(sheets["events"].header):
        values = {"command": f"perufr-map migrate {path}"}
        problems.append(Problem("events.csv", 1, "paragraph", "study_old", values))
        checked = []  # all its rows would be reported
    else:
        checked = _check_headers(sheets, layouts)
        usable = {} if any(p.file == DESCRIPTOR for p in problems) else descriptor
        lost = _find_lost(checked, sheets, layouts)
        tables = rules.Tables(sheets, usable, languages, lost)
        checked += _check_rows(tables, layouts)
    problems += checked
    spans: tuple[Span, ...] = ()
    if not any(problem.severity == "error" for problem in problems):
        spans = tables.spans
    return CheckedFiles(
        problems=tuple(_sort([*problems, *assumed])),
        assumed=tuple(assumed),
        descriptor=descriptor,
        languages=languages,
        sheets=sheets,
        spans=spans,
    )


def _bytes(study: Path | Mapping[str, bytes], file: str) -> bytes | None:
    if not isinstance(study, Path):
        return study.get(file)
    return (study / file).read_bytes() if (study / file).is_file() else None


def _has(study: Path | Mapping[str, bytes], file: str) -> bool:
    return (study / file).is_file() if isinstance(study, Path) else file in study


def _optional(study: Path | Mapping[str, bytes]) -> tuple[str, ...]:
    """Return those tables that a study has of those that it may be without."""
    return tuple(table for table in OPTIONAL if _has(study, f"{table}.csv"))


def _coding(study: Path | Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the tables of two coders that a study has; none goes without its units."""
    there = [table for table in CODING if _has(study, f"{table}.csv")]
    return tuple(dict.fromkeys([coding.UNITS, *there])) if there else ()


def _name(study: Path | Mapping[str, bytes]) -> str:
    return study.resolve().name if isinstance(study, Path) else ""


def _path(study: Path | Mapping[str, bytes]) -> str:
    return shlex.quote(str(study)) if isinstance(study, Path) else "STUDY"


def _read(
    table: str,
    data: bytes | None,
    max_rows: int,
    written: Written,
    languages: tuple[str, ...],
) -> Sheet | Problem:
    """Return a table, or why it cannot be read."""
    file = f"{table}.csv"
    if data is None:
        return Problem(file, None, None, "table_missing", {"file": file})
    try:
        return spreadsheets.read(
            data,
            columns=columns(table),
            is_number=partial(holds_numbers, table),
            max_rows=max_rows,
            written=written,
            languages=languages,
        )
    except SheetError as error:
        return Problem(file, error.row, None, error.code, error.values)


def _check_headers(sheets: Mapping[str, Sheet], layouts: Mapping[str, Layout]) -> list[Problem]:
    """List what is wrong with the names of the columns, and the tables that lack rows."""
    problems = []
    for table, sheet in sheets.items():
        wrong = list(schema.check_header(table, sheet.header, layouts[table]))
        if not wrong and table in NEEDED and not sheet.rows:
            wrong = [Problem(f"{table}.csv", None, None, "rows_missing")]
        problems += wrong
    return problems


def _find_lost(
    headers: list[Problem], sheets: Mapping[str, Sheet], layouts: Mapping[str, Layout]
) -> rules.Lost:
    """Return the columns of which nothing is known, since they or their table cannot be read."""
    whole = {p.file for p in headers if p.code in schema.NO_TABLE}
    lost = {
        (table, column)
        for table, each in layouts.items()
        if table not in sheets or f"{table}.csv" in whole
        for column in each.columns
    }
    names = {f"{table}.csv": table for table in layouts}
    lost |= {
        (names[p.file], str(p.values.get("near", p.column)))
        for p in headers
        if p.code in schema.NO_COLUMN
    }
    return frozenset(lost)


def _check_rows(tables: rules.Tables, layouts: Mapping[str, Layout]) -> Iterator[Problem]:
    """Yield what is wrong with rows and cells, at most `MAX_PROBLEMS` for each file.

    Of a cell only one thing is told, the first: that its row is short, what a rule says of it, then
    what the schema says, which is more general. An error comes before a warning.
    """
    sheets, lost = tables.sheets, tables.lost
    checks = [
        *(schema.check_widths(table, sheet) for table, sheet in sheets.items()),
        *(
            _apply(rule, tables)
            for rule in (
                *rules.RULES,
                *categories.RULES,
                *doubts.RULES,
                *steps.rules(sheets),
                *places.rules(sheets),
                *coding.rules(sheets),
            )
        ),
        *(schema.check_rows(table, sheets, layouts, lost=lost) for table in sheets),
    ]
    told: dict[tuple[str, int | None, str | None], Problem] = {}
    count: Counter[tuple[str, str]] = Counter()
    for problems in checks:
        for problem in problems:
            place = problem.file, problem.row, problem.column
            before = told.get(place) if problem.column else None
            if before and (before.severity == "error" or problem.severity == "warning"):
                continue
            count[problem.file, problem.severity] += 1
            excess = count[problem.file, problem.severity] - MAX_PROBLEMS
            if excess == 1:
                values = {"n": MAX_PROBLEMS}
                yield Problem(problem.file, None, None, "problems_many", values, problem.severity)
            if excess > 0 and problem.severity == "error":
                break
            if excess > 0:
                continue  # an error may follow
            if problem.column:
                told[place] = problem
            else:
                yield problem
    yield from told.values()


def _apply(rule: rules.Rule, tables: rules.Tables) -> Iterator[Problem]:
    """Yield what a rule finds, as far as the columns that it asks for could be read."""
    with contextlib.suppress(rules.LostError):
        yield from rule(tables)


def _sort(problems: list[Problem]) -> list[Problem]:
    return sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column or "", p.message))
