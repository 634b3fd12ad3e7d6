"""Offer what is on screen as a file."""

from __future__ import annotations

from typing import Any

import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.texts import word


def show() -> None:
    """Offer the map as one HTML file, opened at the era and counterpart on screen."""
    study, language = state.study(), state.language()
    choices: dict[str, Any] = {
        "era": state.era(),
        "selected": state.selected(),
        "method": state.method(),
    }
    st.download_button(
        word("download_map"),
        data=lambda: study.map(language=language, **choices).to_html(),
        file_name=f"{study.descriptor['name']}.html",
        mime="text/html",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
