"""Mend the header of a draft's table: a column that is wrong does not take all rows away."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

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
_SAYING = ("name", "label")  # a question mark would tell nothing
_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "name": ("short", "said", "id"),
    "label": ("verb", "code"),
    "title": ("id",),
    "headline": ("narrative",),
    "narrative": ("headline",),
    "date_text": ("start", "end"),
}
"""Stems of the columns that say the same in other words, the likest first."""

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def mend_header(
    table: str, sheet: Sheet, problems: Iterable[Problem], languages: tuple[str, ...]
) -> Sheet:
    """Return a draft's table with the columns of the format, as far as that can be had.

    A misspelt name is put right, and what the format has not is left out. A text that is missing
    in one language is taken from another; one that says more of its row is a question mark. Who
    is not told how sure a statement is holds it for doubtful. A name is the id, a headline what
    is told; eras begin where others end, and statements on the day that their text says, where
    that is one. A column that weighs, or says whom a row is about, stays empty, so that its rows
    are left out in turn.

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
        if others := others or _in_other_words(table, name, cells):
            most = fields[name].get("constraints", {}).get("maxLength") if name in fields else None
            cells[name] = [
                next(filter(None, texts), "")[:most] for texts in zip(*others, strict=True)
            ]
        elif name in fields and name not in form.references:
            cells[name] = [_stand_in(table, fields[name])] * rows
        else:
            cells[name] = [""] * rows
    if table == "eras":
        _date_eras(cells, missing)
    if table == "events" and "start" in missing:
        _date_events(cells)
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


def _in_other_words(table: str, name: str, cells: Mapping[str, list[str]]) -> list[list[str]]:
    """Return the columns that say what a missing one would, first those in its language."""
    language = language_of(table, name)
    stem = name.rpartition("_")[0] if language else name
    order = [f"{other}_{language}" for other in _INSTEAD.get(stem, ()) if language]
    return [cells[other] for other in (*order, *_INSTEAD.get(stem, ())) if other in cells]


def _date_eras(cells: dict[str, list[str]], missing: Collection[str]) -> None:
    """Let eras begin where the one before ends, and end where the next begins.

    The day of their borders lies half-way.
    """
    starts, ends = cells["start"], cells["end"]
    if "start" in missing:
        starts[1:] = ends[:-1]
    if "end" in missing:
        ends[:-1] = starts[1:]
    if "reference_date" in missing:
        days = zip(starts, ends, strict=True)
        cells["reference_date"] = [_half_way(start, end) for start, end in days]


def _half_way(start: str, end: str) -> str:
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return ""
    return str(first + (last - first) / 2)


def _date_events(cells: dict[str, list[str]]) -> None:
    """Let statements begin when their text says, where that is a date, or else on their end."""
    texts = [column for name, column in cells.items() if name.startswith("date_text")]
    for column in (*texts, cells.get("end", [])):
        for place, text in enumerate(column):
            if not cells["start"][place] and _DATE.fullmatch(text):
                cells["start"][place] = text


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
