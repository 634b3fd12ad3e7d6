"""Two eras beside each other: who moved most, and the events that moved them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.groups import find_inside
from perufr_map.dashboard.movers import Group, make_mover, show_movers
from perufr_map.dashboard.texts import era_name, escape, name, word

_MOST = 12
"""How many movers are listed."""


def beside() -> None:
    """Let the viewer choose the era to compare with, and list the biggest movers."""
    before, after = state.before(), state.era()
    if before is None:
        st.info(word("only_era"))
        return
    others = [era for era in state.study().eras["id"] if era != after]
    chooser = state.bind_widget("before", before)
    st.selectbox(word("compare_with"), others, format_func=era_name, **chooser)
    st.caption(escape(f"{era_name(before)} → {era_name(after)}"))
    inside = find_inside(after, before)
    every = state.scored().compare(before, after)
    moved = every[~every["counterpart"].isin(list(inside))]
    if (moved["status"] != "changed").all():
        st.info(word("nobody_moved"))
    size = moved["change"].fillna(moved["after"]).fillna(moved["before"]).abs()
    largest_first = moved.loc[size.sort_values(ascending=False, kind="stable").index]
    titles = (("changed", "movers"), ("new", "new"), ("gone", "gone"))
    groups = (_group(largest_first[largest_first["status"] == s], word(t)) for s, t in titles)
    show_movers(filter(None, groups), before=before, after=after, inside=inside)


def _group(moved: pd.DataFrame, title: str) -> Group | None:
    """Return those that moved most, and the names of the others; nothing of nobody."""
    if moved.empty:
        return None
    others = sorted(moved["counterpart"].iloc[_MOST:].map(name))
    return Group(
        title,
        [make_mover(row) for _, row in moved.head(_MOST).iterrows()],
        f"{word('others')}: {', '.join(others)}" if others else "",
    )
