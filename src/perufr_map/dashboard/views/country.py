"""Show a counterpart through all eras, and how its score is computed."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import state, told
from perufr_map.dashboard.events import show_sum
from perufr_map.dashboard.texts import era_name, escape, name, word
from perufr_map.shown.told import find_foremost


def below() -> None:
    """Show the counterpart, then the events behind its score as a table to copy."""
    told.show("country")
    code = state.selected() or find_foremost(state.scored())
    if code is None:
        return
    events = state.scored().events(state.era(), code)
    if events.empty:
        return
    with st.expander(escape(word("told.table", name=name(code), era=era_name(state.era())))):
        show_sum(events)
        st.caption(word("copy_table"))
