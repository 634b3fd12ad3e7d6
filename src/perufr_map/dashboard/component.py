"""Mount the map in the page, once; its geometry travels once."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st
from streamlit.runtime import get_instance

from perufr_map.api import Study
from perufr_map.dashboard import state
from perufr_map.exports.html import compact, leaflet
from perufr_map.scoring.method import Method

_map = st.components.v2.component("perufr-map.map", js="streamlit.js", css="relations.css")


def show_map() -> None:
    """Show the map, with what the viewer has chosen."""
    make = _shared_payload if state.is_shared() else _payload
    payload, topology = make(state.study(), state.method())
    _map(
        key=state.MAP,
        data={
            "leaflet": _publish("leaflet.js", leaflet("leaflet.js"), "text/javascript"),
            "leaflet_css": _publish("leaflet.css", leaflet("leaflet.css"), "text/css"),
            "payload": _publish("payload", payload, "application/json"),
            "topology": _publish("topology", topology, "application/json"),
            "era": state.era(),
            "before": state.compared(),
            "selected": state.selected(),
            "language": state.language(),
            "turn": state.turn(),
        },
        on_era_change=_follow("era"),
        on_selected_change=_follow("selected"),
    )


def _follow(name: str) -> Callable[[], None]:
    """Return a callback that takes over a choice made on the map."""
    return lambda: state.choose(name, st.session_state[state.MAP][name])


def _payload(study: Study, method: Method) -> tuple[str, str]:
    """Return the study's payload and its topology as JSON."""
    payload = compact(study.payload(method=method))
    topology = payload.pop("topology")
    return _json(payload), _json(topology)


_shared_payload = st.cache_data(**state.SHARED)(_payload)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _publish(name: str, text: str, mimetype: str) -> str:
    """Return the address from which the browser fetches a text, once.

    The address holds a hash of the text: all viewers share it, and it stays the same
    from rerun to rerun.
    """
    return get_instance().media_file_mgr.add(text.encode(), mimetype, f"{state.MAP}.{name}")
