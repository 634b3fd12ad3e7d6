"""Head a view that takes the place of the map, and bring its looks."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard._streamlit import read_style
from perufr_map.dashboard.templates import read_template
from perufr_map.shown.scale import Edges, both_themes

_TEMPLATE = read_template("heading.html")
_SHEETS = ("figures.css", "choices.css", "about.css", "your_data.css")
_STYLE = read_style(*(Path(__file__).with_name(sheet) for sheet in _SHEETS))


def show_heading(title: str, dek: str = "") -> None:
    """Show a headline, and below it a line on what is shown."""
    bring_looks(state.study().edges)
    st.html(_TEMPLATE.render(title=title, dek=dek))


def bring_looks(edges: Edges = None) -> None:
    """Bring the style sheet of these views, and the colours of both themes."""
    st.html(f"<style>:root{{{both_themes(edges)}}}</style>{_STYLE}")
