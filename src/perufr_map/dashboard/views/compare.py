"""Two eras beside each other: who moved most, and the events that moved them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.texts import era_name, name, plain, score, show_event, signed, word

_MOST = 12
"""How many movers are listed."""


def beside() -> None:
    """Let the viewer choose the era to compare with, and list the biggest movers."""
    eras = list(state.study().eras["id"])
    before, after = state.before(), state.era()
    st.selectbox(word("compare_with"), eras, format_func=era_name, **state.bound("before"))
    st.caption(plain(f"{era_name(before)} → {era_name(after)}"))
    if before == after:
        st.info(word("same_era"))
        return
    moved = state.study().compare(before, after, method=state.method())
    changed = moved[moved["status"] == "changed"]
    st.markdown(f"**{word('movers')}**")
    if changed.empty:
        st.info(word("nobody_moved"))
    for _, row in changed.head(_MOST).iterrows():
        _mover(row, before, after)
    for status in ("new", "gone"):
        names = moved.loc[moved["status"] == status, "counterpart"].map(name)
        if not names.empty:
            st.caption(f"**{word(status)}**: {plain(', '.join(sorted(names)))}")


def _mover(row: pd.Series[float], before: str, after: str) -> None:
    """Show one mover, and in its drawer the events of either era that the other lacks."""
    code = str(row["counterpart"])
    moved = f"{score(row['before'])} → {score(row['after'])}"
    label = f"{plain(name(code))} **{plain(signed(row['change']))}** ({plain(moved)})"
    with st.expander(label):
        study, method = state.study(), state.method()
        events = {
            era: study.explain(era=era, counterpart=code, method=method) for era in (before, after)
        }
        for era, other in ((before, after), (after, before)):
            only = events[era][~events[era]["event"].isin(events[other]["event"])]
            if not only.empty:
                st.caption(plain(era_name(era)))
            for _, event in only.iterrows():
                show_event(event)
        st.button(
            word("show_on_map"), key=f"mover-{code}", on_click=state.chooser("selected", code)
        )
