"""What a viewer has chosen, kept in the page's address, and the study that all share."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any, TypedDict

import streamlit as st

from perufr_map import borders
from perufr_map.api import Study, load
from perufr_map.dashboard._streamlit import read_style, went_back
from perufr_map.dashboard.server import STUDY
from perufr_map.problems import LANGUAGE, ChoiceError, StudyError
from perufr_map.resources import languages, messages, spoken
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Scored
from perufr_map.shown.scale import Theme

STYLE = read_style(Path(__file__).with_name("page.css"))
CONTROLS_FIRST = read_style(Path(__file__).with_name("controls_first.css"))
ICON = Path(__file__).with_name("icon.svg")

UPLOADED = "uploaded"
"""Key under which the viewer's session, and nothing else, keeps the study that was sent."""

MAP = "map"
"""Key of the map's component."""

SHARED: dict[str, Any] = {
    "show_spinner": False,
    "max_entries": 64,
    "hash_funcs": {Study: id, Method: repr},
}
"""Settings of the caches that all viewers share; an uploaded study is never cached there."""

VIEWS = ("map", "compare", "country", "method", "data", "about")
OF_CONTROLS = frozenset({"country", "method", "data"})

_IN_ADDRESS = {"language": "lang", "view": "view", "era": "era", "before": "vs", "selected": "c"}
"""Parameters of the page's address; the first can be read without a study."""

_READ, _WRITTEN, _REFUSED = "address-read", "address-written", "address-refused"
_SESSION, _TURN, _TAKEN = "session", "answers-given", "act-taken"


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


# Called hundreds of times in a run: Streamlit's caches are too slow for that.
@lru_cache
def _study(folder: Path | None) -> Study:
    return load(folder)


def words(language: str) -> Mapping[str, str]:
    """Return the interface's words in a language."""
    return messages(spoken(language))


def language() -> str:
    """Return the language chosen."""
    return _choice("language", study().languages, study().languages[0])


def language_alone() -> str:
    """Return the language chosen where there is no study to say which it has."""
    return _choice("language", languages(), LANGUAGE)


def page_view() -> str:
    """Return the view chosen, one of `VIEWS`."""
    return _choice("view", VIEWS, VIEWS[0])


def era() -> str:
    """Return the id of the era shown; the last one to begin with."""
    eras = list(study().eras["id"])
    return _choice("era", eras, eras[-1])


def before() -> str | None:
    """Return the id of the era to compare with, never the one shown; by itself the one before it.

    The first era has none before it and is compared with the second; an only one with none.
    """
    eras = list(study().eras["id"])
    chosen: str | None = st.session_state.get("before")
    if chosen in eras and chosen != era():
        return chosen
    place = eras.index(era())
    neighbours = eras[place - 1 : place] or eras[place + 1 : place + 2]
    return neighbours[0] if neighbours else None


def map_before() -> str | None:
    """Return the id of the era that the map is compared with, if it is."""
    return before() if page_view() == "compare" else None


def selected() -> str | None:
    """Return the id of the counterpart whose card is open, if any."""
    found: str | None = st.session_state.get("selected")
    return found


def method() -> Method:
    """Return the method chosen; the study's own to begin with."""
    found: Method = st.session_state.setdefault("method", study().method)
    return found


def scored() -> Scored:
    """Return the study, scored by the method chosen."""
    return study().scored(method())


def theme() -> Theme:
    """Return the page's theme."""
    return st.context.theme.type or "light"


def choose(name: str, value: Any) -> None:
    """Remember a choice of the viewer."""
    st.session_state[name] = value


class Act(TypedDict):
    """What the reader did on the map: the number of the act, and what was chosen by it."""

    n: int
    to: str | None


class Answer(TypedDict):
    """The answer to the map, from which ``exchange.js`` sees what is new."""

    session: str
    turn: int
    taken: int
    choices: dict[str, str | None]


def take(acts: Mapping[str, Act]) -> None:
    """Apply the reader's acts on the map that are newer than the last one applied."""
    taken: int = st.session_state.get(_TAKEN, 0)
    for name, act in acts.items():
        if act["n"] > taken and name in _IN_ADDRESS:
            choose(name, act["to"])
    st.session_state[_TAKEN] = max(taken, *(act["n"] for act in acts.values()), 0)


def answer() -> Answer:
    """Return the choices, and the number of the last act on the map that they include."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return {
        "session": st.session_state.setdefault(_SESSION, token_hex(8)),
        "turn": st.session_state[_TURN],
        "taken": st.session_state.get(_TAKEN, 0),
        "choices": {
            "era": era(),
            "before": map_before(),
            "selected": selected(),
            "language": language(),
        },
    }


def make_chooser(name: str, value: Any) -> Callable[[], None]:
    """Return a callback that remembers a choice."""
    return lambda: choose(name, value)


def bind_widget(name: str, shown: Any = None) -> dict[str, Any]:
    """Return the arguments that tie a widget to a choice, or to what is shown where none is made.

    Streamlit forgets a widget's value when its view is left; the choice stays.
    """
    key = f"{name}-widget"
    st.session_state[key] = shown or st.session_state.get(name)
    return {"key": key, "on_change": lambda: choose(name, st.session_state[key])}


def read_address() -> None:
    """Take over what the page's address says: when it is opened, and when the reader goes back.

    In all other runs it says what we wrote, or what stood there before: our last word may still
    be on its way to the browser.
    """
    if st.session_state.get(_READ) and not went_back():
        return
    given = st.query_params.to_dict()
    st.session_state[_READ], st.session_state[_WRITTEN] = True, given
    refused = []
    for name, key in _IN_ADDRESS.items():
        st.session_state.pop(name, None)
        if key in given and given[key] in _known(name):
            st.session_state[name] = given[key]
        elif key in given:
            refused.append(key)
    chosen = study().method
    for key in chosen.write().keys() & given.keys():
        try:
            tried = Method.read({key: given[key]}, chosen)
            tried.weigh(study().event_types)
        except ChoiceError:
            refused.append(key)
        else:
            chosen = tried
    if chosen != method():
        st.session_state["method"] = chosen
        st.session_state["resets"] = st.session_state.get("resets", 0) + 1
    st.session_state[_REFUSED] = {key: given[key] for key in sorted(refused)}


def pop_refused() -> dict[str, str]:
    """Return, once, what of the address could not be used."""
    found: dict[str, str] = st.session_state.pop(_REFUSED, {})
    return found


def _known(name: str) -> Collection[str]:
    """Return what a choice in the address may be."""
    if name == "language":
        try:
            return study().languages
        except StudyError:  # the page says what is wrong in a language of its own
            return languages()
    if name == "view":
        return VIEWS
    if name == "selected":
        return {*study().counterparts["id"], *(each.code for each in borders.states())}
    return set(study().eras["id"])


def address() -> dict[str, str]:
    """Return what the page's address says of the choices, to send to somebody."""
    chosen = {
        "view": page_view() if page_view() != VIEWS[0] else None,
        "era": era(),
        "before": map_before(),
        "selected": selected(),
        "language": language(),
    }
    said = {_IN_ADDRESS[name]: value for name, value in chosen.items() if value}
    return said | method().departures(study().method)


def write_address() -> None:
    """Write the choices to the page's address, if they have changed."""
    if st.session_state.get(_WRITTEN) != address():
        st.session_state[_WRITTEN] = address()
        st.query_params.from_dict(address())


def _choice(name: str, known: Any, default: str) -> str:
    """Return a choice if there is such a thing, else the default."""
    if st.session_state.get(name) not in known:
        st.session_state[name] = default
    return str(st.session_state[name])
