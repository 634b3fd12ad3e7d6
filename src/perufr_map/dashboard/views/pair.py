"""Show what two studies say of each other's state, on one axis of time."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.heading import bring_looks
from perufr_map.dashboard.offer import offer
from perufr_map.dashboard.texts import word
from perufr_map.exports.pair import article, page, style


def below() -> None:
    """Show the pair of the study and the server's second one, and offer it as a file."""
    pair = state.both_sides()
    if pair is None:
        return
    bring_looks()
    st.html(f"<style>{style()}</style>")
    language = state.language()
    st.html(article(pair, language, level=2, readers=state.readers()))
    codes = "-".join(side.study.focus.lower() for side in pair.sides)
    offer(
        word("pair.download"),
        lambda: page(pair, language=language),
        name=f"{codes}-{language}.html",
        mime="text/html",
    )
