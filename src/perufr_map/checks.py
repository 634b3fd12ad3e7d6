"""Check a study and list everything that is wrong with it, at once."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from perufr_map import borders, dates, schema
from perufr_map._resources import study_dir
from perufr_map.descriptor import DESCRIPTOR, TABLES, check_descriptor, read_descriptor
from perufr_map.problems import Problem

__all__ = ["DESCRIPTOR", "TABLES", "check", "read_descriptor"]

Row: TypeAlias = dict[str, str]

_LONGEST_DATE = 60


def check(folder: Path | str | None = None) -> list[Problem]:
    """List every problem of a study.

    The tables are held against the format's Table Schema with Frictionless, then
    against the rules a schema cannot say: eras touch, dates are EDTF, groups have
    members on an event's date, every text exists in every language.

    Parameters
    ----------
    folder
        Folder with a ``datapackage.json`` and the six tables. Default: the shipped study.

    Returns
    -------
    list of Problem
        Sorted by file and row; empty when all is well. Warnings do not make a
        study unusable.
    """
    folder = study_dir() if folder is None else Path(folder)
    # A table whose columns are wrong would only fill the list with what follows from that.
    problems = check_descriptor(folder) or list(schema.check_headers(folder))
    if not problems:
        tables = _Tables(folder)
        problems = [problem for rule in _RULES for problem in rule(tables)]
        told = {(p.file, p.row, p.column) for p in problems}
        # Where one of our rules speaks of a cell, the schema's drier word is left out.
        problems += [p for p in schema.check_rows(folder) if (p.file, p.row, p.column) not in told]
    return sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column or "", p.message))


# --- the rules a schema cannot say ---------------------------------------------------


@dataclass
class _Tables:
    """The study's rows as text, with the line each stands on."""

    folder: Path
    rows: dict[str, list[tuple[int, Row]]] = field(init=False)
    focus: str = field(init=False)

    def __post_init__(self) -> None:
        self.rows = {table: list(_read(self.folder / f"{table}.csv")) for table in TABLES}
        self.focus = read_descriptor(self.folder)["study"]["focus"]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each counterpart."""
        return {row.get("id", ""): row.get("kind", "") for _, row in self.rows["counterparts"]}

    @cached_property
    def eras(self) -> list[tuple[int, Row, date, date]]:
        """The eras whose dates can be read, with start and end."""
        found = []
        for line, row in self.rows["eras"]:
            start, end = _day(row.get("start")), _day(row.get("end"))
            if start and end:
                found.append((line, row, start, end))
        return found


def _read(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield each row with the line it begins on, cells as text; blank rows are left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield line, dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
            line = reader.line_num + 1


def _day(text: str | None) -> date | None:
    """Return an ISO day, or None where there is none (the schema speaks of it)."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _texts_in_every_language(tables: _Tables) -> Iterator[Problem]:
    """Ask for a text in all languages or in none."""
    for table, rows in tables.rows.items():
        for line, row in rows:
            texts: dict[str, dict[str, str]] = {}
            for column, value in row.items():
                stem, _, language = column.rpartition("_")
                if stem and len(language) == 2:  # noqa: PLR2004 (ISO 639-1)
                    texts.setdefault(stem, {})[column] = (value or "").strip()
            for versions in texts.values():
                if any(versions.values()):
                    for column in (name for name, value in versions.items() if not value):
                        remedy = "Fill the text in every language"
                        yield Problem(f"{table}.csv", line, column, "is empty", remedy)


def _eras_touch(tables: _Tables) -> Iterator[Problem]:
    """Ask for eras without gap or overlap, each with its reference date inside."""
    for line, row, start, end in tables.eras:
        if start >= end:
            remedy = f"Give a day after {start}"
            yield Problem("eras.csv", line, "end", f"{end} is not after the start", remedy)
        reference = _day(row.get("reference_date"))
        if reference and reference < borders.HORIZON:
            message = f"{reference} lies before the borders begin"
            remedy = f"Give a day of the era from {borders.HORIZON} on"
            yield Problem("eras.csv", line, "reference_date", message, remedy)
        elif reference and not start <= reference < end:
            remedy = f"Give a day from {start} to {end - timedelta(days=1)}"
            message = f"{reference} lies outside the era"
            yield Problem("eras.csv", line, "reference_date", message, remedy)
    for (_, _, _, end), (line, _, start, _) in pairwise(tables.eras):
        if start != end:
            message = f"{start} leaves {'a gap' if start > end else 'an overlap'} after {end}"
            remedy = f"Let the era start on {end}, the day the one before it ends"
            yield Problem("eras.csv", line, "start", message, remedy)


def _focus_is_on_the_map(tables: _Tables) -> Iterator[Problem]:
    """Warn of an era in which the focus was not a state, or not under this code."""
    for line, row, _, _ in tables.eras:
        reference = _day(row.get("reference_date"))
        if reference is None or reference < borders.HORIZON:
            continue
        if borders.state_on(tables.focus, reference) is None:
            message = f"{tables.focus} is not on the map of {reference}"
            remedy = "Look its dates up in geo/states.csv; the focus would not be drawn"
            yield Problem("eras.csv", line, "reference_date", message, remedy, "warning")


def _focus_is_no_counterpart(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables.rows["counterparts"]:
        if row.get("id") == tables.focus:
            remedy = "Remove the row: the study is about this state's relations with others"
            yield Problem("counterparts.csv", line, "id", f"{tables.focus} is the focus", remedy)


def _only_states_have_codes_of_states(tables: _Tables) -> Iterator[Problem]:
    """Ask that a state can be found on the map, and that nobody else takes its colour."""
    codes = {state.code for state in borders.states()}
    for line, row in tables.rows["counterparts"]:
        name, kind = row.get("id", ""), row.get("kind", "")
        if kind == "state" and name not in codes:
            message = f"{name} is no state's code"
            remedy = "Use the state's alpha-3 code, as in geo/states.csv"
            yield Problem("counterparts.csv", line, "id", message, remedy)
        if kind != "state" and name in codes:
            message = f"{name} is the code of a state, but the kind is “{kind}”"
            remedy = "Give it an id that no state has"
            yield Problem("counterparts.csv", line, "id", message, remedy)


def _members_are_states_of_groups(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables.rows["members"]:
        for column, kind in (("group", "group"), ("state", "state")):
            name = row.get(column, "")
            if name in tables.kinds and tables.kinds[name] != kind:
                message = f"{name} is of the kind “{tables.kinds[name]}”"
                remedy = f"Name a counterpart of the kind “{kind}”"
                yield Problem("members.csv", line, column, message, remedy)
        start, end = _day(row.get("start")), _day(row.get("end"))
        if start and end and start >= end:
            remedy = f"Give a day after {start}, or leave it empty"
            yield Problem("members.csv", line, "end", f"{end} is not after the start", remedy)


def _events_are_dated(tables: _Tables) -> Iterator[Problem]:
    """Ask for dates in EDTF, in order, inside the eras and clear about the era."""
    for line, row in tables.rows["events"]:
        span = None
        try:
            span = _span(row)
        except dates.DateError as error:
            column = "end" if _is_date(row.get("start", "")) else "start"
            yield Problem("events.csv", line, column, str(error), _date_remedy(row[column]))
        if span is None or not tables.eras:
            continue
        if not any(span.overlaps(start, end) for _, _, start, end in tables.eras):
            message = f"{span.first} to {span.last} lies outside every era"
            remedy = "Correct the date, or add an era that holds it"
            yield Problem("events.csv", line, "start", message, remedy)
        yield from _vague_edges(tables, line, row)


def _span(row: Row) -> dates.Span:
    """Return the days of an event; what is far too long for a date is not even read."""
    for text in (row["start"], row["end"]):
        if len(text) > _LONGEST_DATE:
            raise dates.DateError(f"“{text[:_LONGEST_DATE]}…” is too long for a date")
    return dates.between(row["start"], row["end"])


def _vague_edges(tables: _Tables, line: int, row: Row) -> Iterator[Problem]:
    """Warn of a date that reaches into another era only because it is vague."""
    for column in ("start", "end"):
        text = row.get(column, "")
        if not text or "/" in text:  # an interval names its ends on purpose
            continue
        vague = dates.parse(text)
        for _, _, edge, _ in tables.eras[1:]:
            if vague.first < edge <= vague.last:
                message = f"“{text}” can mean days before and after {edge}, where an era begins"
                remedy = "Say the date more closely, so that the event counts in the right era"
                yield Problem("events.csv", line, column, message, remedy, "warning")


def _date_remedy(text: str) -> str:
    """Say how to write a date; a spreadsheet may have rewritten what was right."""
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text):
        return "Write it like 1992-04-05, in a column whose cells are text, not dates"
    return "Write it like 1992-04-05, 1985-10, 1985, 197X, 1989~ or 1985/1990"


def _is_date(text: str) -> bool:
    try:
        dates.parse(text[:_LONGEST_DATE])
    except dates.DateError:
        return False
    return True


def _groups_have_members(tables: _Tables) -> Iterator[Problem]:
    """Ask that somebody belongs to a group on the days of each of its events."""
    members: dict[str, list[tuple[date, date]]] = {}
    for _, row in tables.rows["members"]:
        stay = _day(row.get("start")) or date.min, _day(row.get("end")) or date.max
        members.setdefault(row.get("group", ""), []).append(stay)
    for line, row in tables.rows["events"]:
        group = row.get("counterpart", "")
        if tables.kinds.get(group) != "group":
            continue
        try:
            span = _span(row)
        except dates.DateError:
            continue
        if not any(span.overlaps(*stay) for stay in members.get(group, [])):
            message = f"the group {group} has no member from {span.first} to {span.last}"
            remedy = "Add its members of that time to members.csv"
            yield Problem("events.csv", line, "counterpart", message, remedy)


def _doubts_are_explained(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables.rows["events"]:
        confidence = row.get("confidence", "")
        notes = [column for column in row if column.startswith("confidence_note_")]
        if confidence in ("medium", "low") and not any(row[note] for note in notes):
            message = f"is empty, though the confidence is {confidence}"
            yield Problem("events.csv", line, notes[0] if notes else None, message, "Say the doubt")


_RULES: tuple[Callable[[_Tables], Iterator[Problem]], ...] = (
    _texts_in_every_language,
    _eras_touch,
    _focus_is_on_the_map,
    _focus_is_no_counterpart,
    _only_states_have_codes_of_states,
    _members_are_states_of_groups,
    _events_are_dated,
    _groups_have_members,
    _doubts_are_explained,
)
