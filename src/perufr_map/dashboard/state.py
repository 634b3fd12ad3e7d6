"""What a viewer has chosen, kept in the page's address, and the study that all share."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from perufr_map._resources import languages, messages
from perufr_map.api import Study, load
from perufr_map.method import Method
from perufr_map.problems import LANGUAGE
from perufr_map.view import Theme

STYLE = Path(__file__).with_name("page.css")
ICON = Path(__file__).with_name("icon.svg")

STUDY = "PERUFR_MAP_STUDY"
"""Environment variable with the folder of the study to show. Default: the shipped one."""

UPLOADED = "uploaded"
"""Key under which the viewer's session, and nothing else, keeps the study that was sent."""

MAP = "map"
"""Key of the map's component."""

SHARED: dict[str, Any] = {
    "show_spinner": False,
    "max_entries": 64,
    "hash_funcs": {Study: id, Method: repr},
}
"""How what all viewers share is kept; nothing of a study that a viewer sent is."""

VIEWS = ("map", "compare", "country", "method", "data", "about")

_IN_ADDRESS = {"view": "view", "era": "era", "before": "vs", "selected": "c", "language": "lang"}
"""How the choices are called in the page's address."""


def study() -> Study:
    """Return the study that the viewer sent, or else the one that all share."""
    sent = st.session_state.get(UPLOADED)
    return sent.study if sent else shared_study()


def is_shared() -> bool:
    """Say whether the study shown is the one that all viewers share."""
    return st.session_state.get(UPLOADED) is None


def shared_study() -> Study:
    """Return the study that the server was started with, read once for all viewers."""
    folder = os.environ.get(STUDY)
    return _study(Path(folder) if folder else None)


# Asked for hundreds of times in a run, which Streamlit's own caches are too slow for.
@lru_cache
def _study(folder: Path | None) -> Study:
    return load(folder)


def words(language: str) -> Mapping[str, str]:
    """Return the interface's words in a language."""
    return messages(language)


def language() -> str:
    """Return the language chosen."""
    return _chosen("language", study().languages, study().languages[0])


def language_alone() -> str:
    """Return the language chosen where there is no study to say which it has."""
    return _chosen("language", languages(), LANGUAGE)


def view() -> str:
    """Return the view chosen, one of `VIEWS`."""
    return _chosen("view", VIEWS, VIEWS[0])


def era() -> str:
    """Return the id of the era shown; the last one to begin with."""
    eras = list(study().eras["id"])
    return _chosen("era", eras, eras[-1])


def before() -> str:
    """Return the id of the era to compare with; the one before the last to begin with."""
    eras = list(study().eras["id"])
    return _chosen("before", eras, eras[-2] if len(eras) > 1 else eras[-1])


def compared() -> str | None:
    """Return the id of the era that the map is compared with, if it is: never itself."""
    return before() if view() == "compare" and before() != era() else None


def selected() -> str | None:
    """Return the id of the counterpart whose card is open, if any."""
    found: str | None = st.session_state.get("selected")
    return found


def method() -> Method:
    """Return the method chosen; the study's own to begin with."""
    found: Method = st.session_state.setdefault("method", study().method)
    return found


def scores() -> pd.DataFrame:
    """Return the scores of all eras, under the method chosen."""
    find = _shared_scores if is_shared() else _scores
    return find(study(), method())


def _scores(study: Study, method: Method) -> pd.DataFrame:
    return study.scores(method=method)


_shared_scores = st.cache_data(**SHARED)(_scores)


def robustness() -> pd.DataFrame:
    """Return how often each sign survives, under the method chosen."""
    find = _shared_robustness if is_shared() else _robustness
    return find(study(), method())


def _robustness(study: Study, method: Method) -> pd.DataFrame:
    return study.robustness(method=method)


_shared_robustness = st.cache_data(**SHARED)(_robustness)


def theme() -> Theme:
    """Return the page's theme."""
    return st.context.theme.type or "light"


def choose(name: str, value: Any) -> None:
    """Remember a choice of the viewer."""
    st.session_state[name] = value


def chooser(name: str, value: Any) -> Callable[[], None]:
    """Return a callback that remembers a choice."""
    return lambda: choose(name, value)


def bound(name: str) -> dict[str, Any]:
    """Return the arguments that tie a widget to a choice.

    Streamlit forgets a widget's value when its view is left; the choice stays.
    """
    key = f"{name}-widget"
    st.session_state[key] = st.session_state.get(name)
    return {"key": key, "on_change": lambda: choose(name, st.session_state[key])}


def read_address() -> None:
    """Take over what the page's address says, when the page is opened."""
    if "opened" in st.session_state:
        return
    st.session_state["opened"] = True
    given = st.query_params.to_dict()
    for name, key in _IN_ADDRESS.items():
        if key in given:
            st.session_state[name] = given[key]
    try:
        chosen = Method.read(given, study().method)
        chosen.weigh(study().event_types)
    except ValueError:
        return  # an address from elsewhere, or of another study
    st.session_state["method"] = chosen


def address() -> dict[str, str]:
    """Return what the page's address says of the choices, to send to somebody."""
    chosen = {
        "view": view() if view() != VIEWS[0] else None,
        "era": era(),
        "before": before() if view() == "compare" else None,
        "selected": selected(),
        "language": language(),
    }
    said = {_IN_ADDRESS[name]: value for name, value in chosen.items() if value}
    return said | method().departures(study().method)


def write_address() -> None:
    """Let the page's address say what is chosen."""
    if st.query_params.to_dict() != address():
        st.query_params.from_dict(address())


def _chosen(name: str, known: Any, default: str) -> str:
    """Return a choice if there is such a thing, else the default."""
    if st.session_state.get(name) not in known:
        st.session_state[name] = default
    return str(st.session_state[name])
