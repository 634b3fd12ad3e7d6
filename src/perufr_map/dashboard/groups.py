"""List a group once, with those of its members inside that no statement names."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import word, word_of_none, words
from perufr_map.shown.regions import listed_under

_MOST = 12
"""How many members are named where there is little room."""

_TEMPLATE = read_template("inside.html")


def groups() -> set[str]:
    """Return the groups that are drawn as groups."""
    kinds = state.study().counterparts.set_index("id")["kind"]
    return set() if state.members() else set(kinds[kinds == "group"].index)


def find_inside(era: str) -> dict[str, str]:
    """Return the group under which each state is listed that no statement names.

    None is, where the viewer has asked for members one by one.
    """
    return {} if state.members() else listed_under(state.scored(), era=era)


def name_inside(group: str, inside: Mapping[str, str], era: str) -> str:
    """Return the names, as of an era, of the states that are listed under a group."""
    members = _names(group, inside, era)
    more = [word("and_more", n=str(len(members) - _MOST))] if len(members) > _MOST else []
    return ", ".join([*members[:_MOST], *more])


def show_inside(inside: Mapping[str, str], era: str) -> None:
    """Show a drawer for each group, with the names of all states that are listed under it."""
    if not inside:
        return
    rows = [
        (words().name(group, era), ", ".join(_names(group, inside, era)))
        for group in dict.fromkeys(inside.values())
    ]
    st.html(_TEMPLATE.render(title=word_of_none("inside"), groups=sorted(rows)))


def _names(group: str, inside: Mapping[str, str], era: str) -> list[str]:
    return sorted(words().name(code, era) for code, home in inside.items() if home == group)
