"""Two eras beside each other: who moved most, and the events that moved them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.events import show_events
from perufr_map.dashboard.texts import era_name, escape, name, score, signed, word

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
    moved = state.scored().compare(before, after)
    if (moved["status"] != "changed").all():
        st.info(word("nobody_moved"))
    size = moved["change"].fillna(moved["after"]).fillna(moved["before"]).abs()
    largest_first = moved.loc[size.sort_values(ascending=False, kind="stable").index]
    for status, title in (("changed", "movers"), ("new", "new"), ("gone", "gone")):
        _show(largest_first[largest_first["status"] == status], word(title), before, after)


def _show(moved: pd.DataFrame, title: str, before: str, after: str) -> None:
    """List those that moved most, each with its events, and name the others."""
    if moved.empty:
        return
    st.markdown(f"**{title}**")
    for _, row in moved.head(_MOST).iterrows():
        _mover(row, before, after)
    others = sorted(moved["counterpart"].iloc[_MOST:].map(name))
    if others:
        st.caption(escape(f"{word('others')}: {', '.join(others)}"))


def _mover(row: pd.Series[float], before: str, after: str) -> None:
    """Show one mover, and in its drawer the events of either era that the other lacks."""
    code = str(row["counterpart"])
    moved = f"{score(row['before'])} → {score(row['after'])}"
    change = "" if pd.isna(row["change"]) else f" **{escape(signed(row['change']))}**"
    label = f"{escape(name(code))}{change} ({escape(moved)})"
    # A closed drawer is empty: the events of all of them are most of the page.
    with st.expander(label, key=f"drawer-{code}", on_change="rerun") as drawer:
        if drawer.open:
            _events(code, before, after)


def _events(code: str, before: str, after: str) -> None:
    """Show the events of either era that the other lacks."""
    events = {era: state.scored().events(era, code) for era in (before, after)}
    for era, other in ((before, after), (after, before)):
        only = events[era][~events[era]["event"].isin(events[other]["event"])]
        if not only.empty:
            st.caption(escape(era_name(era)))
            show_events(only)
    st.button(
        word("show_on_map"), key=f"mover-{code}", on_click=state.make_chooser("selected", code)
    )
