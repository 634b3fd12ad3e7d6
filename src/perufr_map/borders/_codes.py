"""Convert the codes of states from one list to another."""

from __future__ import annotations

from datetime import date
from typing import Literal

from perufr_map.borders._ledger import LEDGER, State, UnknownError, as_day, states
from perufr_map.problems import Problem

System = Literal["iso", "gw", "cow"]

COLUMNS = {"iso": "code", "gw": "gw_code", "cow": "cow_code"}


def convert(
    code: str | int, *, source: System, target: System, day: date | str
) -> str | int | None:
    """Convert the code of a state on one list to its code on another list, on a day.

    Parameters
    ----------
    code
        ISO 3166 alpha-3 (text), or a number of Gleditsch and Ward or Correlates of War.
    source, target
        ``iso``, ``gw`` or ``cow``.
    day
        The day; lists use a code again: 678 is North Yemen, and after 1990 Yemen.

    Returns
    -------
    str or int or None
        None when the target list does not have the state.

    Raises
    ------
    BordersError
        If no state has the code on that day.

    Examples
    --------
    >>> convert(260, source="gw", target="iso", day="1980-07-28")
    'DEU'
    >>> convert("DEU", source="iso", target="cow", day="1992-01-01")
    255
    """
    when = as_day(day)
    for state in states():
        if state.stands_on(when) and _code(state, source) == code:
            return _code(state, target)
    column = COLUMNS[source]
    values = {"column": column, "code": code, "day": when}
    raise UnknownError([Problem(LEDGER, None, column, "code_unknown", values)])


def _code(state: State, system: System) -> str | int | None:
    codes: dict[str, str | int | None] = {
        "iso": state.code,
        "gw": state.gw_code,
        "cow": state.cow_code,
    }
    return codes[system]
