"""Convert the codes of states from one list to another."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from perufr_map.arguments import check_call
from perufr_map.borders._ledger import LEDGER, UnknownError, as_day, states
from perufr_map.borders._members import LISTS, check_system, members_on, to_come
from perufr_map.problems import Problem

System = Literal["iso", "gw", "cow"]

COLUMNS = {"iso": "code", "gw": "gw_code", "cow": "cow_code"}


@check_call
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
        If no state has the code on that day, or there is no such list.

    Examples
    --------
    >>> convert(260, source="gw", target="iso", day="1980-07-28")
    'DEU'
    >>> convert("DEU", source="iso", target="cow", day="1992-01-01")
    255
    """
    for system in (source, target):
        check_system(system, get_args(System))
    when = as_day(day)
    standing = [state.code for state in states() if state.stands_on(when)]
    members = [member for system in LISTS for member in to_come(when, system)]
    for each in (*standing, *members):
        if _code(each, source, when) == code:
            return _code(each, target, when)
    column = COLUMNS[source]
    values = {"column": column, "code": code, "day": when}
    raise UnknownError([Problem(LEDGER, None, column, "code_unknown", values)])


def _code(code: str, system: System, day: date) -> str | int | None:
    return code if system == "iso" else members_on(day, system).get(code)
