"""Look up who is on the list of Gleditsch and Ward, or of the Correlates of War, on a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from perufr_map.borders._ledger import LEDGER, UnknownError, covers
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


def check_system(system: str, known: tuple[str, ...]) -> None:
    """Raise an error if there is no such list of codes."""
    if system not in known:
        values = {"system": system, "known": ", ".join(known)}
        raise UnknownError([Problem(LEDGER, None, None, "system_unknown", values)])
