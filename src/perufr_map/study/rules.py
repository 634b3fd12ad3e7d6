"""The rules of a study that a Table Schema cannot express."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import pairwise
from typing import Any, TypeAlias

from perufr_map import borders
from perufr_map.formulas import is_formula
from perufr_map.problems import Problem
from perufr_map.similar import Guesses, nearest
from perufr_map.study import dates
from perufr_map.study.codes import suggest_state
from perufr_map.study.descriptor import EDGES, Descriptor, Settings
from perufr_map.study.focus import Term, focus_on, terms_of
from perufr_map.study.layout import (
    CONSTANT,
    DESCRIPTOR,
    GROUP_SHARE,
    PLACES,
    SETS,
    TABLES,
    layout,
    stems,
    weight_sets,
)
from perufr_map.study.spreadsheets import Sheet

MOST_ERAS = 100
"""Most eras of a study."""

_LONGEST_DATE = 60
_NEAR = 0.02  # of an edge between two classes
_MOST_RARE = 400  # different dates that the library must read: it takes some ms for each

Era: TypeAlias = tuple[int, date, date]
"""The row of an era, its first day, and the first day after it."""


Lost: TypeAlias = Collection[tuple[str, str]]
"""Pairs of a table and a column of it of which nothing is known."""


class LostError(Exception):
    """What a rule asks for could not be read, which has been told elsewhere."""


@dataclass(frozen=True)
class Tables:
    """A study's tables as text, and its descriptor, as far as they could be read.

    Attributes
    ----------
    sheets
        The tables that could be read.
    descriptor
        The study's ``datapackage.json``; empty if anything is wrong with it.
    languages
        Codes of the languages of its texts.
    lost
        Columns of which nothing is known; whoever asks for one gets a `LostError`.
    """

    sheets: Mapping[str, Sheet]
    descriptor: Descriptor
    languages: tuple[str, ...]
    lost: Lost = ()

    def rows(self, table: str, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield the number of each row, and its cells in certain columns."""
        sheet = self.sheet(table, *names)
        yield from zip(sheet.rows, *map(sheet.column, names), strict=True)

    def find(
        self, table: str, name: str, is_such: Callable[[str], bool]
    ) -> Iterator[tuple[int, str]]:
        """Yield the number and the text of each such cell; of equal ones, one is asked."""
        sheet = self.sheet(table, name)
        column = sheet.column(name)
        found = set(filter(is_such, set(column)))
        if found:
            yield from (
                (row, cell) for row, cell in zip(sheet.rows, column, strict=True) if cell in found
            )

    def sheet(self, table: str, *names: str) -> Sheet:
        """Return a table in which certain columns could be read."""
        if any((table, name) in self.lost for name in names):
            raise LostError
        return self.sheets[table]

    @property
    def settings(self) -> Settings:
        """The study's own choices."""
        if not self.descriptor:
            raise LostError
        return self.descriptor["study"]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The states that the study is about, one after the other."""
        return terms_of(self.settings["focus"])

    @property
    def weight_sets(self) -> tuple[str, ...]:
        """Names of the codebook's sets of weights."""
        return weight_sets(self.sheet("event_types").header) or SETS

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each counterpart."""
        return {name: kind for _, name, kind in self.rows("counterparts", "id", "kind")}

    @cached_property
    def places(self) -> set[str]:
        """Ids of the study's own places."""
        has = PLACES in self.sheets and (PLACES, "id") not in self.lost
        return {name for _, name in self.rows(PLACES, "id")} if has else set()

    @cached_property
    def eras(self) -> list[Era]:
        """The eras whose dates can be read."""
        eras: list[Era] = []
        if {("eras", "start"), ("eras", "end")} & set(self.lost):
            return eras  # dates of events are checked all the same
        for row, first, last in self.rows("eras", "start", "end"):
            start, end = _day(first), _day(last)
            if start and end:
                eras.append((row, start, end))
        return eras

    @cached_property
    def days(self) -> dict[tuple[str, str], dates.Span | dates.DateError]:
        """The days of each start and end of an event, or why they cannot be read."""
        pairs = dict.fromkeys((s, e) for _, s, e in self.rows("events", "start", "end"))
        rare: set[str] = set()
        days: dict[tuple[str, str], dates.Span | dates.DateError] = {}
        for pair in pairs:
            rare |= {text for text in pair if text and not dates.is_plain(text)}
            many = len(rare) > _MOST_RARE and rare.intersection(pair)
            days[pair] = _refuse_rare(pair) if many else _span(*pair)
        return days

    @property
    def spans(self) -> tuple[dates.Span, ...]:
        """The days of each event whose dates can be read."""
        days = (self.days[start, end] for _, start, end in self.rows("events", "start", "end"))
        return tuple(span for span in days if isinstance(span, dates.Span))


def _day(text: str) -> date | None:
    """Return an ISO day, or None if it is none (the schema reports that)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _refuse_rare(pair: tuple[str, str]) -> dates.DateError:
    """Return why dates of rare forms are not read, where there are very many of them."""
    text = next(text for text in pair if text and not dates.is_plain(text))
    return dates.DateError("date_rare", text=text[:_LONGEST_DATE], n=_MOST_RARE)


def _span(start: str, end: str) -> dates.Span | dates.DateError:
    """Return the days of an event; a text much too long for a date is not read."""
    for text in (start, end):
        if len(text) > _LONGEST_DATE:
            return dates.DateError("date_long", text=f"{text[:_LONGEST_DATE]}…")
    try:
        return dates.between(start, end)
    except dates.DateError as error:
        return error


def texts_in_every_language(table: str, tables: Tables) -> Iterator[Problem]:
    """Check that a text stands in all languages or in none."""
    for stem in stems(table):
        names = [f"{stem}_{language}" for language in tables.languages]
        if any((table, name) in tables.lost for name in names):
            continue
        for row, *texts in tables.rows(table, *names):
            if any(texts) and not all(texts):
                for name, text in zip(names, texts, strict=True):
                    if not text:
                        yield Problem(f"{table}.csv", row, name, "text_missing")


def texts_are_no_formulas(table: str, tables: Tables) -> Iterator[Problem]:
    """Warn of a text that a spreadsheet program calculates when it opens the table."""
    for field in layout(table, tables.languages).fields:
        name = field["name"]
        if field["type"] != "string" or (table, name) in tables.lost:
            continue
        for row, text in tables.find(table, name, is_formula):
            shown = text if len(text) <= _LONGEST_DATE else f"{text[:_LONGEST_DATE]}…"
            yield Problem(f"{table}.csv", row, name, "formula", {"text": shown}, "warning")


def _eras_are_few(tables: Tables) -> Iterator[Problem]:
    """Refuse more eras than a map and its files can hold: each is drawn."""
    for row, *_ in tables.eras[MOST_ERAS:]:
        yield Problem("eras.csv", row, None, "eras_many", {"n": MOST_ERAS})
        return


def _eras_touch(tables: Tables) -> Iterator[Problem]:
    """Check that eras have no gap and no overlap, and contain their reference dates."""
    references = {row: _day(text) for row, text in tables.rows("eras", "reference_date")}
    for row, start, end in tables.eras:
        if start >= end:
            yield Problem("eras.csv", row, "end", "era_end", {"start": start, "end": end})
        reference = references[row]
        if reference and not start <= reference < end:
            values = {"day": reference, "first": start, "last": end - timedelta(days=1)}
            yield Problem("eras.csv", row, "reference_date", "reference_outside", values)
    for (_, _, end), (row, start, _) in pairwise(tables.eras):
        if start != end:
            code = "era_gap" if start > end else "era_overlap"
            yield Problem("eras.csv", row, "start", code, {"start": start, "end": end})


def _borders_are_known(tables: Tables) -> Iterator[Problem]:
    """Warn of an era that has no map, since the borders begin later."""
    if "borders" in tables.settings:
        return
    for row, text in tables.rows("eras", "reference_date"):
        reference = _day(text)
        if reference and reference < borders.HORIZON:
            values = {"day": reference, "horizon": borders.HORIZON}
            yield Problem("eras.csv", row, "reference_date", "reference_early", values, "warning")


def _focus_is_on_the_map(tables: Tables) -> Iterator[Problem]:
    """Warn of an era in which the focus was not a state, or not under this code."""
    for row, text in tables.rows("eras", "reference_date"):
        reference = _day(text)
        focus = None if reference is None else focus_on(tables.terms, reference)
        if reference is None or reference < borders.HORIZON or focus is None:
            continue  # the ledger does not say, or there is no focus
        if focus not in tables.places and borders.state_on(focus, reference) is None:
            values = {"focus": focus, "day": reference}
            code = "focus_not_on_map"
            yield Problem("eras.csv", row, "reference_date", code, values, "warning")


def _every_era_has_a_focus(tables: Tables) -> Iterator[Problem]:
    """Check that the study is about some state on the reference date of each era."""
    for row, text in tables.rows("eras", "reference_date"):
        reference = _day(text)
        if reference and focus_on(tables.terms, reference) is None:
            first, last = tables.terms[0], tables.terms[-1]
            code = "focus_early" if reference.isoformat() < first.get("start", "") else "focus_late"
            values = {
                "day": reference,
                "first": first["code"],
                "start": first.get("start", ""),
                "last": last["code"],
                "end": last.get("end", ""),
            }
            yield Problem("eras.csv", row, "reference_date", code, values)


# Where a counterpart is named, which a study's only focus is not.
_NOT_OF_FOCUS = ("counterparts", "id"), ("events", "counterpart"), ("members", "state")


def _focus_is_no_counterpart(tables: Tables) -> Iterator[Problem]:
    """Check that nobody has relations with themselves: no row, or no event of that time."""
    codes = {term["code"] for term in tables.terms}
    if len(codes) == 1:
        for table, column in _NOT_OF_FOCUS:
            for row, name in tables.rows(table, column):
                if name in codes:
                    values = {"focus": name}
                    yield Problem(f"{table}.csv", row, column, "focus_as_counterpart", values)
        return
    whose = _focus_of_eras(tables)
    for row, name, start, end in tables.rows("events", "counterpart", "start", "end"):
        span = tables.days[start, end]
        if name not in codes or isinstance(span, dates.DateError):
            continue
        for first, last, focus in whose:
            if focus == name and span.overlaps(first, last):
                values = {"focus": name, "start": first, "end": last - timedelta(days=1)}
                yield Problem("events.csv", row, "counterpart", "focus_in_event", values)
                break


def _focus_of_eras(tables: Tables) -> list[tuple[date, date, str | None]]:
    """Return first day, first day after it, and focus of each era whose dates can be read."""
    references = {row: _day(text) for row, text in tables.rows("eras", "reference_date")}
    return [
        (start, end, focus_on(tables.terms, reference))
        for row, start, end in tables.eras
        if (reference := references[row])
    ]


def _only_states_have_codes_of_states(tables: Tables) -> Iterator[Problem]:
    """Check that a state's code is on the map, and that no other kind uses such a code."""
    codes = {state.code for state in borders.states()}
    titles = [f"name_{language}" for language in tables.languages]
    titles = [title for title in titles if ("counterparts", title) not in tables.lost]
    guess = Guesses(sorted(tables.places - tables.kinds.keys()))
    for row, name, kind, *called in tables.rows("counterparts", "id", "kind", *titles):
        values = {"id": name, "kind": kind}
        if kind == "state" and name not in codes and name not in tables.places:
            values["meant"] = (
                guess(name)
                or (suggest_state(called[0]) if any(called) else "")
                or suggest_state(name)
            )
            yield Problem("counterparts.csv", row, "id", "state_unknown", values)
        if kind != "state" and name in codes:
            yield Problem("counterparts.csv", row, "id", "state_code_taken", values)


def _members_are_states_of_groups(tables: Tables) -> Iterator[Problem]:
    for row, group, state, first, last in tables.rows("members", "group", "state", "start", "end"):
        for column, name, kind in (("group", group, "group"), ("state", state, "state")):
            if name in tables.kinds and tables.kinds[name] != kind:
                values = {"id": name, "kind": tables.kinds[name], "wanted": kind}
                yield Problem("members.csv", row, column, "member_kind", values)
        start, end = _day(first), _day(last)
        if start and end and start >= end:
            yield Problem("members.csv", row, "end", "member_end", {"start": start, "end": end})


def _events_are_dated(tables: Tables) -> Iterator[Problem]:
    """Check that dates are EDTF, in order, within the eras, and not vague about the era."""
    wrong = {pair: list(_date_faults(tables, *pair)) for pair in tables.days}
    wrong = {pair: faults for pair, faults in wrong.items() if faults}
    if wrong:
        for row, start, end in tables.rows("events", "start", "end"):
            for fault in wrong.get((start, end), ()):
                yield Problem(
                    "events.csv", row, fault.column, fault.code, fault.values, fault.severity
                )


def _date_faults(tables: Tables, start: str, end: str) -> Iterator[Problem]:
    """Yield what is wrong with a start and an end, without the number of a row."""
    span = tables.days[start, end]
    if isinstance(span, dates.DateError):
        rare = span.code == "date_rare"
        column = "end" if (dates.is_plain(start) if rare else _is_date(start)) else "start"
        fault = dates.find_rewritten(str(span.values.get("text", ""))) or span
        yield Problem("events.csv", None, column, fault.code, fault.values)
        return
    if not tables.eras:
        return
    if not any(span.overlaps(first, last) for _, first, last in tables.eras):
        first_last = {"first": span.first, "last": span.last}
        yield Problem("events.csv", None, "start", "event_outside", first_last)
    columns = (("start", start), ("end", end))
    # An interval may lie across eras on purpose; each of its sides may not.
    sides = [(name, side.strip()) for name, text in columns for side in text.split("/") if side]
    for column, side in sides:
        days = dates.parse(side)
        for _, edge, _ in tables.eras[1:]:
            if days.first < edge <= days.last:
                values = {"text": side, "day": edge}
                yield Problem("events.csv", None, column, "date_vague", values, "warning")


def _is_date(text: str) -> bool:
    try:
        dates.parse(text[:_LONGEST_DATE])
    except dates.DateError:
        return False
    return True


def _groups_have_members(tables: Tables) -> Iterator[Problem]:
    """Check that a group has a member on the days of each of its events."""
    members: dict[str, list[tuple[date, date]]] = {}
    for _, group, first, last in tables.rows("members", "group", "start", "end"):
        stay = _day(first) or date.min, _day(last) or date.max
        members.setdefault(group, []).append(stay)
    for row, group, start, end in tables.rows("events", "counterpart", "start", "end"):
        if tables.kinds.get(group) != "group":
            continue
        span = tables.days[start, end]
        if isinstance(span, dates.DateError):
            continue
        if not any(span.overlaps(*stay) for stay in members.get(group, [])):
            values = {"group": group, "first": span.first, "last": span.last}
            yield Problem("events.csv", row, "counterpart", "group_empty", values)


def _doubts_are_explained(tables: Tables) -> Iterator[Problem]:
    notes = [f"confidence_note_{language}" for language in tables.languages]
    for row, confidence, *texts in tables.rows("events", "confidence", *notes):
        if confidence in ("medium", "low") and not any(texts):
            values = {"confidence": confidence}
            yield Problem("events.csv", row, notes[0], "doubt_unexplained", values)


def _emphasis_is_on_counterparts(tables: Tables) -> Iterator[Problem]:
    for each in tables.settings.get("emphasis", []):
        for code in each["counterparts"]:
            if code not in tables.kinds:
                values = {"code": code, "meant": nearest(code, tables.kinds)}
                yield Problem(DESCRIPTOR, None, None, "emphasis_unknown", values)


def _marks_are_in_the_eras(tables: Tables) -> Iterator[Problem]:
    """Check that the days that are marked lie on the line of time."""
    if not tables.eras:
        return
    start, end = min(first for _, first, _ in tables.eras), max(last for *_, last in tables.eras)
    for mark in tables.settings.get("marks", []):
        if not start <= date.fromisoformat(mark["day"]) < end:
            values = {"day": mark["day"], "start": start, "end": end - timedelta(days=1)}
            yield Problem(DESCRIPTOR, None, None, "mark_outside", values)


def _edges_are_off_single_statements(tables: Tables) -> Iterator[Problem]:
    """Warn of an edge between two classes on which a single statement lies."""
    settings = tables.settings
    share = settings.get("group_share", GROUP_SHARE)
    constant = settings.get("constant", CONSTANT)
    weights = {
        code: (row, _number(weight))
        for row, code, weight in tables.rows(
            "event_types", "code", f"weight_{settings.get('weights') or tables.weight_sets[0]}"
        )
    }
    used = {
        (code, share if tables.kinds.get(counterpart) == "group" else 1)
        for _, code, counterpart in tables.rows("events", "event_type", "counterpart")
        if code in weights
    }
    for code, part in sorted(used):
        row, weight = weights[code]
        score = 10 * weight * part / (constant + abs(weight * part))
        for edge in settings.get("classes", EDGES):
            if abs(score - edge) < _NEAR:
                values = {"type": code, "score": round(score, 2), "edge": edge, "least": _NEAR}
                yield Problem("event_types.csv", row, None, "edge_near", values, "warning")


def _number(text: str) -> float:
    """Return a weight, or 0 if it is none (the schema reports that)."""
    try:
        return float(text)
    except ValueError:
        return 0.0


Rule: TypeAlias = Callable[[Tables], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *(partial(texts_in_every_language, table) for table in TABLES),
    *(partial(texts_are_no_formulas, table) for table in TABLES),
    _eras_are_few,
    _eras_touch,
    _borders_are_known,
    _every_era_has_a_focus,
    _focus_is_on_the_map,
    _focus_is_no_counterpart,
    _only_states_have_codes_of_states,
    _members_are_states_of_groups,
    _events_are_dated,
    _groups_have_members,
    _doubts_are_explained,
    _emphasis_is_on_counterparts,
    _marks_are_in_the_eras,
    _edges_are_off_single_statements,
)
"""Each checks one thing, and yields what is wrong."""
