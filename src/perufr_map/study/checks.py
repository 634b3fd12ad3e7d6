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

from perufr_map import borders
from perufr_map.problems import LANGUAGE, Problem
from perufr_map.resources import messages, study_dir
from perufr_map.study import dates, schema
from perufr_map.study.descriptor import DESCRIPTOR, TABLES, check_descriptor, read_descriptor

__all__ = ["DESCRIPTOR", "TABLES", "check", "read_descriptor"]

Row: TypeAlias = dict[str, str]

_LONGEST_DATE = 60

# A day as spreadsheets rewrite what was right.
_REWRITTEN = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")


def check(folder: Path | str | None = None, *, language: str = LANGUAGE) -> list[Problem]:
    """List every problem of a study.

    The tables are held against the format's Table Schema with Frictionless, then
    against the rules a schema cannot say: eras touch, dates are EDTF, groups have
    members on an event's date, every text exists in every language.

    Parameters
    ----------
    folder
        Folder with a ``datapackage.json`` and the six tables. Default: the shipped study.
    language
        Language in which the problems are told: ``en`` or ``es``.

    Returns
    -------
    list of Problem
        Sorted by file and row; empty when all is well. Warnings do not make a
        study unusable.

    Raises
    ------
    KeyError
        If the interface does not speak the language; says which it does.
    """
    messages(language)
    folder = study_dir() if folder is None else Path(folder)
    # A table whose columns are wrong would only fill the list with what follows from that.
    problems = check_descriptor(folder) or list(schema.check_headers(folder))
    if not problems:
        tables = _Tables(folder)
        problems = [problem for rule in _RULES for problem in rule(tables)]
        told = {(p.file, p.row, p.column) for p in problems}
        # Where one of our rules speaks of a cell, the schema's drier word is left out.
        problems += [p for p in schema.check_rows(folder) if (p.file, p.row, p.column) not in told]
    ordered = sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column or "", p.message))
    return [problem.said(language) for problem in ordered]


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
                        yield Problem(f"{table}.csv", line, column, "text_missing")


def _eras_touch(tables: _Tables) -> Iterator[Problem]:
    """Ask for eras without gap or overlap, each with its reference date inside."""
    for line, row, start, end in tables.eras:
        if start >= end:
            yield Problem("eras.csv", line, "end", "era_end", {"start": start, "end": end})
        reference = _day(row.get("reference_date"))
        if reference and reference < borders.HORIZON:
            values = {"day": reference, "horizon": borders.HORIZON}
            yield Problem("eras.csv", line, "reference_date", "reference_early", values)
        elif reference and not start <= reference < end:
            values = {"day": reference, "first": start, "last": end - timedelta(days=1)}
            yield Problem("eras.csv", line, "reference_date", "reference_outside", values)
    for (_, _, _, end), (line, _, start, _) in pairwise(tables.eras):
        if start != end:
            kind = "era_gap" if start > end else "era_overlap"
            yield Problem("eras.csv", line, "start", kind, {"start": start, "end": end})


def _focus_is_on_the_map(tables: _Tables) -> Iterator[Problem]:
    """Warn of an era in which the focus was not a state, or not under this code."""
    for line, row, _, _ in tables.eras:
        reference = _day(row.get("reference_date"))
        if reference is None or reference < borders.HORIZON:
            continue
        if borders.state_on(tables.focus, reference) is None:
            values = {"focus": tables.focus, "day": reference}
            kind = "focus_not_on_map"
            yield Problem("eras.csv", line, "reference_date", kind, values, "warning")


def _focus_is_no_counterpart(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables.rows["counterparts"]:
        if row.get("id") == tables.focus:
            values = {"focus": tables.focus}
            yield Problem("counterparts.csv", line, "id", "focus_as_counterpart", values)


def _only_states_have_codes_of_states(tables: _Tables) -> Iterator[Problem]:
    """Ask that a state can be found on the map, and that nobody else takes its colour."""
    codes = {state.code for state in borders.states()}
    for line, row in tables.rows["counterparts"]:
        values = {"id": row.get("id", ""), "kind": row.get("kind", "")}
        if values["kind"] == "state" and values["id"] not in codes:
            yield Problem("counterparts.csv", line, "id", "state_unknown", values)
        if values["kind"] != "state" and values["id"] in codes:
            yield Problem("counterparts.csv", line, "id", "state_code_taken", values)


def _members_are_states_of_groups(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables.rows["members"]:
        for column, kind in (("group", "group"), ("state", "state")):
            name = row.get(column, "")
            if name in tables.kinds and tables.kinds[name] != kind:
                values = {"id": name, "kind": tables.kinds[name], "wanted": kind}
                yield Problem("members.csv", line, column, "member_kind", values)
        start, end = _day(row.get("start")), _day(row.get("end"))
        if start and end and start >= end:
            yield Problem("members.csv", line, "end", "member_end", {"start": start, "end": end})


def _events_are_dated(tables: _Tables) -> Iterator[Problem]:
    """Ask for dates in EDTF, in order, inside the eras and clear about the era."""
    for line, row in tables.rows["events"]:
        span = None
        try:
            span = _span(row)
        except dates.DateError as error:
            column = "end" if _is_date(row.get("start", "")) else "start"
            text = str(error.values.get("text", ""))
            kind = "date_rewritten" if _REWRITTEN.fullmatch(text) else error.kind
            yield Problem("events.csv", line, column, kind, error.values)
        if span is None or not tables.eras:
            continue
        if not any(span.overlaps(start, end) for _, _, start, end in tables.eras):
            values = {"first": span.first, "last": span.last}
            yield Problem("events.csv", line, "start", "event_outside", values)
        yield from _vague_edges(tables, line, row)


def _span(row: Row) -> dates.Span:
    """Return the days of an event; what is far too long for a date is not even read."""
    for text in (row["start"], row["end"]):
        if len(text) > _LONGEST_DATE:
            raise dates.DateError("date_long", text=f"{text[:_LONGEST_DATE]}…")
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
                values = {"text": text, "day": edge}
                yield Problem("events.csv", line, column, "date_vague", values, "warning")


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
            values = {"group": group, "first": span.first, "last": span.last}
            yield Problem("events.csv", line, "counterpart", "group_empty", values)


def _doubts_are_explained(tables: _Tables) -> Iterator[Problem]:
    for line, row in tables.rows["events"]:
        confidence = row.get("confidence", "")
        notes = [column for column in row if column.startswith("confidence_note_")]
        if confidence in ("medium", "low") and not any(row[note] for note in notes):
            column = notes[0] if notes else None
            values = {"confidence": confidence}
            yield Problem("events.csv", line, column, "doubt_unexplained", values)


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
