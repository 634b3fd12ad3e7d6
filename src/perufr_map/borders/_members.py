"""Look up who is on the list of Gleditsch and Ward, or of the Correlates of War, on a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from perufr_map.borders._ledger import HORIZON, LEDGER, UnknownError, covers, states
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


@lru_cache(maxsize=1)
def later_numbers() -> tuple[Membership, ...]:
    """Return the periods in which a territory is not on a list yet, with its number to come.

    Algeria, for instance, is 615 of both lists from its independence on.
    """
    found: list[Membership] = []
    begun: dict[str, date | None] = {}
    for state in states():
        first = begun.setdefault(state.code, state.start)
        begun[state.code] = first and state.start and min(first, state.start)
    since: dict[tuple[str, str], date | None] = {}
    for one in sorted(memberships(), key=lambda one: one.start or HORIZON):
        start = since.get((one.code, one.system), begun[one.code])
        if one.start and (start is None or start < one.start):
            found.append(Membership(one.code, one.system, one.number, start, one.start))
        since[one.code, one.system] = one.end
    return tuple(found)


def number_on(code: str, system: str, day: date) -> int | None:
    """Return a state's number on a list on a day, or else the one that it has later."""
    every = (*memberships(), *later_numbers())
    of_code = (one for one in every if (one.code, one.system) == (code, system))
    return next((one.number for one in of_code if covers(one.start, one.end, day)), None)


def check_system(system: str, known: tuple[str, ...]) -> None:
    """Raise an error if there is no such list of codes."""
    if system not in known:
        values = {"system": system, "known": ", ".join(known)}
        raise UnknownError([Problem(LEDGER, None, None, "system_unknown", values)])
