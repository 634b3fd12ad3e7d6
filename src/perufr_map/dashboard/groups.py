"""List a group once, with those of its members inside that no statement names."""

from __future__ import annotations

from collections.abc import Mapping

from perufr_map.dashboard import state
from perufr_map.dashboard.texts import word, words
from perufr_map.shown.regions import listed_under

_MOST = 12
"""How many members are named."""


def find_inside(era: str, before: str | None = None) -> dict[str, str]:
    """Return the group under which each state is listed that no statement names.

    None is, where the viewer has asked for members one by one.
    """
    return {} if state.members() else listed_under(state.scored(), era=era, before=before)


def name_inside(group: str, inside: Mapping[str, str], era: str) -> str:
    """Return the names, as of an era, of the states that are listed under a group."""
    members = sorted(words().name(code, era) for code, home in inside.items() if home == group)
    more = [word("and_more", n=str(len(members) - _MOST))] if len(members) > _MOST else []
    return ", ".join([*members[:_MOST], *more])
