"""Look up who is on the list of Gleditsch and Ward, or of the Correlates of War, on a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from perufr_map.borders._ledger import HORIZON, LEDGER, State, UnknownError, covers, states
from perufr_map.problems import Problem
from perufr_map.resources import geo_dir

List = Literal["gw", "cow"]
LISTS: tuple[List, ...] = get_args(List)


@dataclass(frozen=True, slots=True)
class Membership:
    """A period in which a state is on a list: half-open, as in the ledger.

    Attributes
    ----------
    code
        The state's code in the ledger.
    system
        ``gw`` or ``cow``.
    number
        Its number on the list.
    start, end
        None where the period begins before 1945-09-02, or lasts.
    """

    code: str
    system: str
    number: int
    start: date | None
    end: date | None


@lru_cache(maxsize=1)
def memberships() -> tuple[Membership, ...]:
    """Return all periods of membership, by code, list and day."""
    with (geo_dir() / "membership.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Membership(
                row["code"],
                row["system"],
                int(row["number"]),
                date.fromisoformat(row["start"]) if row["start"] else None,
                date.fromisoformat(row["end"]) if row["end"] else None,
            )
            for row in csv.DictReader(file)
        )


@lru_cache(maxsize=512)
def members_on(day: date, system: str) -> dict[str, int]:
    """Return the number of each state that is on a list on a day, by code."""
    check_system(system, LISTS)
    return {
        one.code: one.number
        for one in memberships()
        if one.system == system and covers(one.start, one.end, day)
    }


@lru_cache(maxsize=512)
def to_come(day: date, system: str) -> dict[str, State]:
    """Return the row that each member has later, if the ledger has none of it yet on the day.

    The Correlates of War list has Slovenia, Croatia and Bosnia in 1992 before the ledger, which
    follows Gleditsch and Ward.
    """
    rows = {state.code for state in states() if state.stands_on(day)}
    missing = members_on(day, system).keys() - rows
    found: dict[str, State] = {}
    for state in sorted(states(), key=lambda one: one.start or HORIZON):
        if state.code in missing and state.start and day < state.start:
            found.setdefault(state.code, state)
    return found


@lru_cache(maxsize=1)
def standing() -> dict[str, list[tuple[date | None, date | None]]]:
    """Return the periods in which the ledger has each code, half-open and in order.

    Eritrea, for instance, has two: it was part of Ethiopia in between.
    """
    found: dict[str, list[tuple[date | None, date | None]]] = {}
    for state in sorted(states(), key=lambda one: one.start or HORIZON):
        periods = found.setdefault(state.code, [])
        if periods and periods[-1][1] == state.start:
            periods[-1] = periods[-1][0], state.end
        else:
            periods.append((state.start, state.end))
    return found


@lru_cache(maxsize=1)
def later_numbers() -> tuple[Membership, ...]:
    """Return the periods in which a territory is not on a list yet, with its number to come.

    Algeria, for instance, is 615 of both lists from its independence on.
    """
    found: list[Membership] = []
    since: dict[tuple[str, str], date] = {}
    for one in sorted(memberships(), key=lambda one: one.start or HORIZON):
        after = since.get((one.code, one.system), date.min)
        begun = one.start or date.min
        for start, end in standing()[one.code]:
            first, last = max(start or date.min, after), min(end or date.max, begun)
            if first < last:
                shown = None if first == date.min else first
                found.append(Membership(one.code, one.system, one.number, shown, last))
        since[one.code, one.system] = one.end or date.max
    return tuple(found)


@lru_cache(maxsize=1)
def entity_numbers() -> tuple[Membership, ...]:
    """Return the numbers of territories that never come onto the list of the Correlates of War.

    They are those of the entities in its list of territorial changes: Newfoundland is 21.
    """
    with (geo_dir() / "entities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Membership(row["code"], "cow_entity", int(row["number"]), start, end)
            for row in csv.DictReader(file)
            for start, end in standing()[row["code"]]
        )


def number_on(code: str, system: List, day: date) -> int | None:
    """Return a state's number on a list on a day, else the one that it has later.

    Of what never comes onto the list of the Correlates of War, the number as an entity.
    """
    periods = _numbers().get((code, system), ())
    return next((one.number for one in periods if covers(one.start, one.end, day)), None)


@lru_cache(maxsize=1)
def _numbers() -> dict[tuple[str, str], list[Membership]]:
    found: dict[tuple[str, str], list[Membership]] = {}
    for one in (*memberships(), *later_numbers(), *entity_numbers()):
        system = "cow" if one.system == "cow_entity" else one.system
        found.setdefault((one.code, system), []).append(one)
    return found


def check_system(system: str, known: tuple[str, ...]) -> None:
    """Raise an error if there is no such list of codes."""
    if system not in known:
        values = {"system": system, "known": ", ".join(known)}
        raise UnknownError([Problem(LEDGER, None, None, "system_unknown", values)])
