"""Two coders' passes over the units of a text, as a study may have them in its folder ``coding``.

``units.csv`` lists the parts of the text, fixed before the coding; ``first.csv`` and ``second.csv``
hold a row for each unit and counterpart, and one with `NOBODY` for a unit in which a coder finds
nothing to code; ``rulings.csv`` decides where the two differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from perufr_map.problems import Problem
from perufr_map.similar import Guesses
from perufr_map.study.rules import Rule, Tables, texts_in_every_language
from perufr_map.study.spreadsheets import Sheet

if TYPE_CHECKING:
    import pandas as pd

UNITS, FIRST, SECOND, RULINGS = "coding/units", "coding/first", "coding/second", "coding/rulings"

NOBODY = "-"
"""Stands in place of a counterpart where a unit has nothing to code."""


class Coded(NamedTuple):
    """What a coder says of one unit and counterpart."""

    event_type: str
    sign: str
    eras: str
    direction: str


VARIABLES = Coded._fields

Pass: TypeAlias = dict[str, dict[str, Coded]]
"""What a coder says of each unit, by counterpart; nothing, where the unit has nothing to code."""


@dataclass(frozen=True, kw_only=True)
class Coding:
    """What two coders made of the same units.

    Attributes
    ----------
    units
        One row per unit: ``id``, ``section``, ``paragraph``, ``sentence``, ``clause``, ``gist_*``.
    first, second
        What each coder says of each unit.
    rulings
        One row per ruling: ``unit``, ``counterpart``, ``event_type``, ``sign``, ``eras``,
        ``direction``, ``reason_*``; without a type, nothing is to be coded.
    """

    units: pd.DataFrame
    first: Pass
    second: Pass
    rulings: pd.DataFrame

    def __repr__(self) -> str:
        """Return how much each has coded."""
        passes = f"{len(self.first)} and {len(self.second)} coded"
        return f"<Coding of {len(self.units)} units: {passes}, {len(self.rulings)} rulings>"


def read_pass(sheet: Sheet) -> Pass:
    """Return what a coder says of each unit that has a row."""
    said: Pass = {}
    rows = zip(*(sheet.column(name) for name in ("unit", "counterpart", *VARIABLES)), strict=True)
    for unit, counterpart, *cells in rows:
        of_unit = said.setdefault(unit, {})
        if counterpart != NOBODY:
            of_unit[counterpart] = Coded(*cells)
    return said


def differences(first: Pass, second: Pass) -> Iterator[tuple[str, str]]:
    """Yield each unit and counterpart of which two coders do not say the same."""
    for unit, one in first.items():
        other = second.get(unit)
        if other is None:
            continue
        for counterpart in dict.fromkeys([*one, *other]):
            if one.get(counterpart) != other.get(counterpart):
                yield unit, counterpart


# --- what a schema cannot say ----------------------------------------------------------


def _rows_are_whole(table: str, tables: Tables) -> Iterator[Problem]:
    """Check that a row is filled, or says with `NOBODY` that there is nothing to code."""
    file, guess = f"{table}.csv", Guesses(tables.kinds)
    for row, counterpart, *cells in tables.rows(table, "counterpart", *VARIABLES):
        if counterpart not in {NOBODY, "", *tables.kinds}:
            cell, other = counterpart[:60], "counterparts.csv"
            values = {"cell": cell, "other": other, "meant": guess(cell)}
            yield Problem(file, row, "counterpart", "reference_unknown", values)
        if table == RULINGS and not any(cells):
            continue  # nothing is to be coded of this counterpart
        for name, cell in zip(VARIABLES, cells, strict=True):
            if counterpart == NOBODY and cell:
                yield Problem(file, row, name, "coding_filled", {"nobody": NOBODY})
            elif counterpart != NOBODY and not cell:
                yield Problem(file, row, name, "cell_empty")


def _eras_are_in_order(table: str, tables: Tables) -> Iterator[Problem]:
    eras = {name: place for place, (_, name) in enumerate(tables.rows("eras", "id"))}
    guess = Guesses(eras)
    for row, text in tables.rows(table, "eras"):
        places = {name: eras.get(name, -1) for name in text.split()}
        strange = next((name[:60] for name, place in places.items() if place < 0), "")
        if strange or [eras[name] for name in text.split()] != sorted(places.values()):
            meant = guess(strange) if strange else ""
            values = {"cell": text[:60], "eras": ", ".join(eras), "meant": meant}
            yield Problem(f"{table}.csv", row, "eras", "coding_eras", values)


def _units_are_coded_once(table: str, tables: Tables) -> Iterator[Problem]:
    """Check that no unit is both coded and not, and warn of those that a coder has left out."""
    file = f"{table}.csv"
    count = Counter(unit for _, unit in tables.rows(table, "unit"))
    for row, unit, counterpart in tables.rows(table, "unit", "counterpart"):
        if counterpart == NOBODY and count[unit] > 1:
            yield Problem(file, row, "counterpart", "coding_both", {"unit": unit, "nobody": NOBODY})
    for _, unit in tables.rows(UNITS, "id"):
        if count and unit not in count:
            values = {"unit": unit, "nobody": NOBODY}
            yield Problem(file, None, None, "coding_missing", values, "warning")


def _differences_are_ruled_on(tables: Tables) -> Iterator[Problem]:
    """Warn of a difference between the coders without a ruling, where there are rulings."""
    if not {FIRST, SECOND, RULINGS} <= tables.sheets.keys():
        return
    ruled = {(unit, name) for _, unit, name in tables.rows(RULINGS, "unit", "counterpart")}
    if not ruled:
        return
    columns = ("unit", "counterpart", *VARIABLES)
    passes = (read_pass(tables.sheet(table, *columns)) for table in (FIRST, SECOND))
    for unit, counterpart in differences(*passes):
        if not {(unit, counterpart), (unit, NOBODY)} & ruled:
            values = {"unit": unit, "counterpart": counterpart}
            yield Problem(f"{RULINGS}.csv", None, None, "ruling_missing", values, "warning")


def rules(sheets: Mapping[str, Sheet]) -> Iterator[Rule]:
    """Yield the rules for those of the coders' tables that a study has."""
    for table in filter(sheets.__contains__, (UNITS, RULINGS)):
        yield partial(texts_in_every_language, table)
    for table in filter(sheets.__contains__, (FIRST, SECOND, RULINGS)):
        yield partial(_rows_are_whole, table)
        yield partial(_eras_are_in_order, table)
    for table in filter(sheets.__contains__, (FIRST, SECOND)):
        yield partial(_units_are_coded_once, table)
    yield _differences_are_ruled_on
