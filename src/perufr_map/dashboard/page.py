"""Lay out the page, and each of its views."""

from __future__ import annotations

from pathlib import Path

from perufr_map.dashboard import state
from perufr_map.dashboard._streamlit import read_style

STYLE = read_style(
    *(Path(__file__).with_name(name) for name in ("page.css", "phone.css", "print.css"))
)
_MAP_ALONE = read_style(Path(__file__).with_name("map_alone.css"))
_CONTROLS_FIRST = "".join(
    read_style(Path(__file__).with_name(name)) for name in ("controls_first.css", "data.css")
)
_MAP_AWAY = read_style(Path(__file__).with_name("map_away.css"))
_PRESENTING = read_style(Path(__file__).with_name("presenting.css"))
ICON = Path(__file__).with_name("icon.svg")

OF_CONTROLS = frozenset({"data"})


def style_of_view() -> str:
    """Return what lays out the view chosen, as an HTML element: one whatever the view."""
    view, styles = state.page_view(), ["<style></style>"]
    if view in {"map", *state.OF_MAP} and not state.mending():
        styles.append(_MAP_ALONE)
    if view in OF_CONTROLS:
        styles.append(_CONTROLS_FIRST)
    if state.presenting():
        styles.append(_PRESENTING)
    elif view in state.OF_THEIR_OWN:
        styles.append(_MAP_AWAY)
    return "".join(styles)
