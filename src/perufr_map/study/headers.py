"""Mend the header of a draft's table: a column that is wrong does not take all rows away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from perufr_map.problems import Problem
from perufr_map.study.layout import FieldSchema, language_of, layout
from perufr_map.study.schema import NO_COLUMN
from perufr_map.study.spreadsheets import Sheet

MENDED = (
    *NO_COLUMN,
    *("column_unknown", "column_nameless", "column_language"),
)
"""Problems of a header that a draft survives."""

_UNKNOWN = "?"
_DOUBT, _NOTE = "confidence", "confidence_note"
_NEUTRAL: Mapping[str, str] = {"direction": "none", _DOUBT: "low"}
_SAYING = ("name", "label", "headline", "narrative")  # without them nothing may be shown


def mend_header(
    table: str, sheet: Sheet, problems: Iterable[Problem], languages: tuple[str, ...]
) -> Sheet:
    """Return a draft's table with the columns of the format, as far as that can be had.

    A misspelt name is put right, and what the format has not is left out. A text that is missing
    in one language is taken from another; one that says more of its row is a question mark. Who
    is not told how sure a statement is holds it for doubtful. A column that names, dates or
    weighs stays empty, so that its rows are left out in turn.

    Parameters
    ----------
    table
        The table.
    sheet
        What it holds.
    problems
        Problems of its header, whose codes are among `MENDED`.
    languages
        The study's languages.
    """
    renamed: dict[str, str] = {}
    dropped, missing = set[str](), []
    for problem in problems:
        name = problem.column or ""
        if problem.code == "column_misspelt":
            renamed[name] = str(problem.values["near"])
        elif problem.code not in NO_COLUMN:
            dropped.add(name)
        elif problem.code != "column_twice":
            missing.append(name)
    cells: dict[str, list[str]] = {}
    for name, column in zip(sheet.header, sheet.columns, strict=True):
        if name not in dropped:
            cells.setdefault(renamed.get(name, name), list(column))
    _fill(table, cells, missing, languages, len(sheet.rows))
    return replace(sheet, header=list(cells), columns=list(cells.values()))


def _fill(
    table: str,
    cells: dict[str, list[str]],
    missing: Collection[str],
    languages: tuple[str, ...],
    rows: int,
) -> None:
    """Add the columns that are missing."""
    form = layout(table, languages)
    fields = {field["name"]: field for field in form.fields}
    for name in missing:
        others = _in_other_languages(table, name, cells)
        if others:
            cells[name] = [next(filter(None, texts), "") for texts in zip(*others, strict=True)]
        elif name in fields and name not in form.references:
            cells[name] = [_stand_in(table, fields[name])] * rows
        else:
            cells[name] = [""] * rows
    if _DOUBT in missing:
        notes = [cells[name] for language in languages if (name := f"{_NOTE}_{language}") in cells]
        for place in range(rows):
            if not any(note[place] for note in notes):
                for note in notes:
                    note[place] = _UNKNOWN


def _in_other_languages(table: str, name: str, cells: Mapping[str, list[str]]) -> list[list[str]]:
    """Return the columns that hold a text in other languages."""
    stem = name.rpartition("_")[0]
    return [
        column
        for other, column in cells.items()
        if language_of(table, name)
        and language_of(table, other)
        and other.rpartition("_")[0] == stem
    ]


def _stand_in(table: str, field: FieldSchema) -> str:
    """Return what stands in a column that is missing; nothing where nothing can be known."""
    name, bounds = field["name"], field.get("constraints", {})
    if name in _NEUTRAL:
        return _NEUTRAL[name]
    stem = name.rpartition("_")[0] if language_of(table, name) else name
    says_more = stem not in _SAYING and field["type"] == "string" and not bounds.get("unique")
    free = says_more and "pattern" not in bounds and "enum" not in bounds
    dated = table == "events" and name in {"start", "end"}
    return _UNKNOWN if bounds.get("required") and free and not dated else ""
