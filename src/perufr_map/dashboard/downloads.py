"""Offer what is on screen as a file."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import state


def map_button() -> None:
    """Offer the map as one HTML file, opened at the era and counterpart on screen."""
    study, era, selected, language = (
        state.study(),
        state.era(),
        state.selected(),
        state.language(),
    )
    st.download_button(
        state.words(language)["page.download_map"],
        data=lambda: study.map(era=era, selected=selected, language=language).to_html(),
        file_name=f"{study.descriptor['name']}.html",
        mime="text/html",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
