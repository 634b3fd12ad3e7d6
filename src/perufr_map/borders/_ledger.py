"""Read the ledger of states: one row for each period in which nothing changed."""

from __future__ import annotations

import csv
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from perufr_map.arguments import check_call, level_outside
from perufr_map.moved import warn_renamed
from perufr_map.problems import ChoiceError, Problem, ProblemsError
from perufr_map.resources import geo_dir, messages

Text = dict[str, str]

HORIZON = date(1945, 9, 2)
"""The first day that the ledger covers."""

AS_OF = date(2026, 11, 28)
"""The last day for which the ledger was checked."""

LEDGER = "states.csv"
LANGUAGES = ("en", "es")
"""The languages of the ledger's own names, one column each; `name_in` knows those of others."""

STATUSES = ("independent", "dependent", "disputed")
KINDS = (
    "state",
    "colony",
    "mandate",
    "trust",
    "protectorate",
    "occupied",
    "leased",
    "condominium",
    "department",
    "territory",
    "international",
)
CERTAINTIES = ("high", "medium", "low")


class BordersError(ProblemsError):
    """A day or code that the ledger does not have, or a ledger that cannot be read."""


class UnknownError(BordersError, ChoiceError):
    """A day or code that the ledger does not have."""

    def __str__(self) -> str:
        """Return message and remedy without file and row, since the ledger is not wrong."""
        return "; ".join(f"{problem.message}. {problem.remedy}" for problem in self.problems)


class LaterWarning(UserWarning):
    """A day lies after the last one for which the ledger was checked."""


@dataclass(frozen=True, slots=True)
class State:
    """One row of the ledger: a state in a period without a change of land, status or name.

    Attributes
    ----------
    id
        The code and the beginning of the period, ``SUN-1945``.
    code
        ISO 3166-1 alpha-3; for former states, their alpha-3 code of that time.
    gw_code, cow_code
        Numbers on Gleditsch and Ward's list and on the Correlates of War list; None
        where the list does not have the state.
    name
        The name of that time, by language.
    article
        The article before the name in running text, by language; mostly empty.
    start, end
        The half-open period. The start is None if it lies before the horizon, the end if the
        period still lasts.
    status
        ``independent``, ``dependent`` or ``disputed``.
    kind
        One of `KINDS`: ``colony``, ``trust``, ``occupied`` …; ``state`` if independent.
    sovereign
        Codes of the states that had title to it; empty for an independent state, which is its
        own, and where nobody's title was settled.
    administrator
        Codes of the states that governed or held it; empty for an independent state, and under
        the United Nations.
    predecessor, successor
        Ids of the rows that had land of this one before, or have it after.
    composition
        The territory as a sum of today's units (the column ``recipe``); see ``geo/README.md``.
    basis
        What the holder's right, or its lack, rests on; empty for an independent state.
    certainty
        ``high``, ``medium`` or ``low``: see ``geo/README.md``.
    source, other_dates
        Where the dates come from, and what other lists say.
    note
        A remark, by language; empty when there is none.
    """

    id: str
    code: str
    gw_code: int | None
    cow_code: int | None
    name: Text
    article: Text
    start: date | None
    end: date | None
    status: str
    kind: str
    sovereign: tuple[str, ...]
    administrator: tuple[str, ...]
    predecessor: tuple[str, ...]
    successor: tuple[str, ...]
    composition: str
    basis: str
    certainty: str
    source: str
    other_dates: str
    note: Text

    def __repr__(self) -> str:
        """Return the row's id, name and period."""
        since = f" from {self.start}" if self.start else ""
        until = f" to {self.end}" if self.end else ""
        return f"<State {self.id}: {self.name[LANGUAGES[0]]}, {self.kind}{since}{until}>"

    @property
    def owner(self) -> tuple[str, ...]:
        """The administrator, by its name in 0.1.0."""
        warn_renamed("State.owner", "State.administrator")
        return self.administrator

    @property
    def recipe(self) -> str:
        """The composition, by its name in 0.1.0."""
        warn_renamed("State.recipe", "State.composition")
        return self.composition

    def stands_on(self, day: date) -> bool:
        """Say whether the period covers a day.

        Parameters
        ----------
        day
            The day.

        Returns
        -------
        bool
        """
        return covers(self.start, self.end, day)


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """Return the whole ledger.

    Raises
    ------
    BordersError
        If a row of the ledger cannot be read.
    """
    problems: list[Problem] = []
    rows: list[State] = []
    with (geo_dir() / LEDGER).open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            try:
                rows.append(_state(row))
            except (KeyError, ValueError) as error:
                problems.append(Problem(LEDGER, line, None, "ledger_row", {"error": str(error)}))
    if problems:
        raise BordersError(problems)
    return tuple(rows)


@lru_cache(maxsize=1)
def states_by_id() -> dict[str, State]:
    """Return the whole ledger by the ids of its rows."""
    return {row.id: row for row in states()}


@check_call
def state_on(code: str, day: date | str) -> State | None:
    """Return the state with a code on a day; None if there was none.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-3, or a former state's code of that time.
    day
        A date, or its ISO 8601 text.

    Returns
    -------
    State or None
        The row of the ledger that holds on that day.
    """
    day = as_day(day)
    return next((s for s in states() if s.code == code and s.stands_on(day)), None)


def covers(start: date | None, end: date | None, day: date) -> bool:
    """Say whether a half-open period covers a day; None is an open start or end."""
    return (start is None or start <= day) and (end is None or day < end)


def as_day(day: date | str) -> date:
    """Return a date that the ledger covers; warn of one for which it was not checked.

    Raises
    ------
    BordersError
        If it is no date or lies before 1945-09-02.
    """
    if isinstance(day, datetime):
        day = day.date()
    elif not isinstance(day, date):
        try:
            day = date.fromisoformat(day)
        except (TypeError, ValueError) as error:
            problem = Problem(LEDGER, None, "start", "day_unreadable", {"day": day})
            raise UnknownError([problem]) from error
    if day < HORIZON:
        values = {"day": day, "horizon": HORIZON}
        raise UnknownError([Problem(LEDGER, None, "start", "day_early", values)])
    if day > AS_OF:
        text = messages("en")["problem.day_late.warned"].format(day=day, as_of=AS_OF)
        warnings.warn(text, LaterWarning, stacklevel=level_outside())
    return day


def check_order(first: date, last: date) -> None:
    """Raise an error if the first of two days lies after the last."""
    if last < first:
        raise UnknownError([Problem(LEDGER, None, "start", "days_turned", {"a": first, "b": last})])


def check_years(first: int, last: int) -> None:
    """Raise an error unless the ledger covers the years, and the first is not after the last."""
    if not HORIZON.year <= first <= last <= AS_OF.year:
        values = {"a": first, "b": last, "first": HORIZON.year, "last": AS_OF.year}
        raise UnknownError([Problem(LEDGER, None, "start", "years_outside", values)])


def _state(row: dict[str, str]) -> State:
    for column, allowed in (("status", STATUSES), ("kind", KINDS), ("certainty", CERTAINTIES)):
        if row[column] not in allowed:
            raise ValueError(f"{column} “{row[column]}” is none of {', '.join(allowed)}")
    return State(
        id=row["id"],
        code=row["code"],
        gw_code=_number(row["gw_code"]),
        cow_code=_number(row["cow_code"]),
        name=_text(row, "name"),
        article=_text(row, "article"),
        start=_date(row["start"]),
        end=_date(row["end"]),
        status=row["status"],
        kind=row["kind"],
        sovereign=tuple(row["sovereign"].split()),
        administrator=tuple(row["administrator"].split()),
        predecessor=tuple(row["predecessor"].split()),
        successor=tuple(row["successor"].split()),
        composition=row["recipe"],
        basis=row["basis"],
        certainty=row["certainty"],
        source=row["source"],
        other_dates=row["other_dates"],
        note=_text(row, "note"),
    )


def _text(row: dict[str, str], column: str) -> Text:
    return {language: row[f"{column}_{language}"] for language in LANGUAGES}


def _number(text: str) -> int | None:
    return int(text) if text else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
