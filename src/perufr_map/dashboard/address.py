"""Write what a viewer has chosen into the page's address, and read it from there."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard._streamlit import went_back
from perufr_map.problems import ChoiceError
from perufr_map.scoring.method import Method

_IN_ADDRESS = {
    "language": "lang",
    "view": "view",
    "era": "era",
    "before": "vs",
    "selected": "c",
    "members": "members",
    "frame": "frame",
    "present": "present",
}
"""The parameter of the page's address for each choice."""

_READ, _WRITTEN, _REFUSED = "address-read", "address-written", "address-refused"


def read() -> None:
    """Read the choices in the page's address, when it is opened or the reader goes back.

    In all other runs it is an address that we wrote, perhaps not the last one, which may not
    have reached the browser yet.
    """
    if st.session_state.get(_READ) and not went_back():
        return
    query = st.query_params.to_dict()
    st.session_state[_READ], st.session_state[_WRITTEN] = True, query
    refused = []
    for name, key in _IN_ADDRESS.items():
        st.session_state.pop(name, None)
        if key in query and query[key] in state.known(name):
            st.session_state[name] = query[key]
        elif key in query:
            refused.append(key)
    new_method = state.study().method
    for key in new_method.write().keys() & query.keys():
        try:
            candidate = Method.read({key: query[key]}, new_method)
            candidate.weigh(state.study().event_types)
        except ChoiceError:
            refused.append(key)
        else:
            new_method = candidate
    if new_method != state.method():
        st.session_state["method"] = new_method
        st.session_state["resets"] = st.session_state.get("resets", 0) + 1
    st.session_state[_REFUSED] = {key: query[key] for key in sorted(refused)}


def pop_refused() -> dict[str, str]:
    """Return the parts of the address that could not be used, and forget them."""
    query: dict[str, str] = st.session_state.pop(_REFUSED, {})
    return query


def parameters() -> dict[str, str]:
    """Return the choices as parameters of the page's address."""
    view = state.page_view()
    choices = {"view": view if view != state.VIEWS[0] else None, **state.on_map()}
    query = {_IN_ADDRESS[name]: value for name, value in choices.items() if value}
    return query | state.method().departures(state.study().method)


def write() -> None:
    """Write the choices to the page's address, if they have changed."""
    query = parameters()
    if st.session_state.get(_WRITTEN) != query:
        st.session_state[_WRITTEN] = query
        st.query_params.from_dict(query)
