"""Show the map in the page; the browser loads it and its geometry only once."""

from __future__ import annotations

import streamlit as st

from perufr_map.api import Study
from perufr_map.dashboard import state
from perufr_map.dashboard._streamlit import publish
from perufr_map.dashboard.drawn import draw
from perufr_map.dashboard.texts import word
from perufr_map.exports.html import leaflet
from perufr_map.scoring.method import Method

SPOT = '<div id="perufr-find"></div>'
"""Where the map's search stands in the bar of the page: ``spot.js`` puts it there."""

_DRAWN = "map-drawn"

_map = st.components.v2.component("perufr-map.map", js="streamlit.js", css="map.css")


def show_map(*, beside: bool) -> None:
    """Show the map, with what the viewer has chosen.

    Parameters
    ----------
    beside
        Whether the page has something of its own beside it; else the map brings the ranking.
    """
    payload, topology = draw(state.study(), _method())
    _map(
        key=state.MAP,
        data={
            "leaflet": _publish("leaflet.js", leaflet("leaflet.js"), "text/javascript"),
            "leaflet_css": _publish("leaflet.css", leaflet("leaflet.css"), "text/css"),
            "payload": _publish("payload", payload, "application/json"),
            "topology": _publish("topology", topology, "application/json"),
            "answer": state.answer(),
            "readers": state.readers(),
            "beside": beside,
            "words": {
                "failed": word("map.failed", what="{what}"),
                "again": word("map.again"),
            },
        },
        on_acts_change=lambda: state.take(st.session_state[state.MAP]["acts"]),
        on_cite_change=lambda: state.choose(state.CITING, value=True),
    )


def _method() -> Method:
    """Return the method chosen; out of sight the map keeps the one that it was last drawn by."""
    study, method = state.study(), state.method()
    if state.page_view() in state.OF_THEIR_OWN:
        last: tuple[Study, Method] | None = st.session_state.get(_DRAWN)
        return last[1] if last and last[0] is study else study.method
    st.session_state[_DRAWN] = study, method
    return method


def _publish(name: str, text: str, mimetype: str) -> str:
    """Return the address from which the browser fetches a text, the same in every rerun."""
    return publish(f"{state.MAP}.{name}", text, mimetype)
