"""Keep what a viewer has chosen, and the study that it is chosen of."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any, TypedDict

import streamlit as st

from perufr_map import borders
from perufr_map.api import Study
from perufr_map.dashboard import shared
from perufr_map.dashboard._streamlit import read_languages
from perufr_map.dashboard.server import PAIR
from perufr_map.problems import ChoiceError, StudyError
from perufr_map.resources import languages, messages, spoken
from perufr_map.scoring.method import Method
from perufr_map.scoring.pair import Pair, pair
from perufr_map.scoring.scored import Scored
from perufr_map.shown.frame import FRAMES
from perufr_map.shown.scale import Theme

UPLOADED = "uploaded"
"""Key of the uploaded study in the viewer's session; it is kept nowhere else."""

MAP = "map"
"""Key of the map's component."""

CITING = "citing"
"""Key of the wish to see how to cite what is shown, until that is shown."""

VIEWS = ("map", "overview", "compare", "story", "country", "events", "method", "data", "about")
BOTH_SIDES = "pair"
"""The view of two studies, for a server that was started with a second one."""

OF_MAP = frozenset({"overview", "compare", "story"})
"""The views besides the map that the map's component draws, in the whole width of the page."""

OF_THEIR_OWN = frozenset({"about", "country", "events", "method", BOTH_SIDES})
"""The views that take the place of the map."""

CHOICES = ("language", "view", "era", "before", "selected", "members", "frame", "present")
"""What a viewer chooses, besides the method; the first one needs no study to be read."""

YES = "1"
"""The value of a choice that is made or not."""

_SHARED = "study-shared"
_SESSION, _TURN, _TAKEN = "session", "answers-given", "act-taken"


def study() -> Study:
    """Return the study that the viewer has uploaded, else the one that all share."""
    upload = st.session_state.get(UPLOADED)
    return upload.study if upload else shared_study()


def is_shared() -> bool:
    """Say whether the study shown is the one that all viewers share."""
    return st.session_state.get(UPLOADED) is None


def shared_study() -> Study:
    """Return the study that the server was started with, as its files were when the run began."""
    held: Study | None = st.session_state.get(_SHARED)
    return held or shared.read(shared.folder())


def look_again() -> None:
    """Take the server's study as its files are now, and of the choices those that it still has.

    If nothing of it can be drawn, whoever asks for it is told.
    """
    before: Study | None = st.session_state.pop(_SHARED, None)
    try:
        now = st.session_state[_SHARED] = shared.read(shared.folder())
    except StudyError:
        return
    if before is None or before is now or not is_shared():
        return
    if selected() not in known("selected"):
        st.session_state.pop("selected", None)
    departures = method().departures(before.method)
    st.session_state["method"] = read_choices(departures, now, now.method)


def words(language: str) -> Mapping[str, str]:
    """Return the interface's words for a language of the study; see `interface`."""
    return messages(interface(language))


def readers() -> tuple[str, ...]:
    """Return the languages of the viewer's browser, the dearest first."""
    return read_languages()


def interface(wanted: str | None = None) -> str:
    """Return the interface's language: the one wanted, else the viewer's own, else English.

    Wanted is one of the study's languages. Default: the one chosen.
    """
    return spoken(language() if wanted is None else wanted, readers())


def language() -> str:
    """Return the language chosen."""
    return _choice("language", study().languages, study().languages[0])


def language_alone() -> str:
    """Return the language chosen if no study can be read; the viewer's own to begin with."""
    return _choice("language", languages(), spoken("", readers()))


def views() -> list[str]:
    """Return those of `VIEWS` that the study has, and `BOTH_SIDES` if it is one of a pair.

    One with a single era has nothing to compare, and one without steps tells no story.
    """
    missing = {"compare"} if len(study().eras) < 2 else set()  # noqa: PLR2004
    if study().steps.empty:
        missing.add("story")
    views = [view for view in VIEWS if view not in missing]
    if _second_study():
        views.insert(views.index("country") + 1, BOTH_SIDES)
    return views


def _second_study() -> Study | None:
    """Return the server's second study, if the study shown is a pair with it."""
    folder = os.environ.get(PAIR)
    if not folder:
        return None
    try:
        other = shared.read(Path(folder))
        study().pair(other)
    except (ChoiceError, StudyError):
        return None
    return other


def both_sides() -> Pair | None:
    """Return the study shown and the server's second one as a pair, if they are one.

    Both are scored by the method chosen, the second by its own if its codebook does not allow that.
    """
    other = _second_study()
    if other is None:
        return None
    try:
        chosen = Method.read(method().departures(study().method), other.method)
        chosen.weigh(other.event_types)
    except ChoiceError:
        chosen = other.method
    return pair(scored(), other.scored(chosen))


def page_view() -> str:
    """Return the view chosen, one of `views`."""
    return _choice("view", views(), VIEWS[0])


def era() -> str:
    """Return the id of the era shown; the last one to begin with."""
    eras = list(study().eras["id"])
    return _choice("era", eras, eras[-1])


def before() -> str | None:
    """Return the id of the era to compare with, never the one shown. Default: the previous one.

    The default for the first era is the second one. If there is only one era, it is None.
    """
    eras = list(study().eras["id"])
    choice: str | None = st.session_state.get("before")
    if choice in eras and choice != era():
        return choice
    place = eras.index(era())
    neighbours = eras[place - 1 : place] or eras[place + 1 : place + 2]
    return neighbours[0] if neighbours else None


def map_before() -> str | None:
    """Return the id of the era that the map is compared with, if it is: as a step may ask."""
    if page_view() == "story":
        return before() if st.session_state.get("before") else None
    return before() if page_view() == "compare" else None


def selected() -> str | None:
    """Return the id of the counterpart whose card is open, if any."""
    code: str | None = st.session_state.get("selected")
    return code


def members() -> bool:
    """Say whether members of groups that no event names are filled one by one."""
    return bool(st.session_state.get("members") == YES)


def frame() -> str | None:
    """Return the part of the world that the map shows; None for the study's own."""
    name: str | None = st.session_state.get("frame")
    return name


def presenting() -> bool:
    """Say whether the map is presented on the whole screen."""
    return bool(st.session_state.get("present") == YES)


def mending() -> bool:
    """Say whether the map is a draft of a study, with its problems beside it."""
    return study().draft is not None and page_view() == "map"


def method() -> Method:
    """Return the method chosen; the study's own to begin with."""
    choice: Method = st.session_state.setdefault("method", study().method)
    return choice


def scored() -> Scored:
    """Return the study, scored by the method chosen."""
    return study().scored(method())


def read_choices(chosen: Mapping[str, str], study: Study, now: Method) -> Method:
    """Return the method chosen in the form; the one so far if a choice does not exist."""
    try:
        method = Method.read(chosen, now)
        method.weigh(study.event_types)
    except ChoiceError:
        return now
    return method


def theme() -> Theme:
    """Return the page's theme."""
    return st.context.theme.type or "light"


def choose(name: str, value: Any) -> None:
    """Remember a choice of the viewer."""
    st.session_state[name] = value


def on_map() -> dict[str, str | None]:
    """Return what is chosen of the map, in whichever view."""
    return {
        "era": era(),
        "before": map_before(),
        "selected": selected(),
        "language": language(),
        "members": YES if members() else None,
        "frame": frame(),
        "present": YES if presenting() else None,
    }


def known(name: str) -> Collection[str]:
    """Return the possible values of a choice."""
    if name == "language":
        try:
            return study().languages
        except StudyError:  # the problems are shown in a language of the interface
            return languages()
    if name == "selected":
        own = {*study().counterparts["id"], *study().places["id"]}
        return own | {each.code for each in borders.states()}
    listed = {"view": (*VIEWS, BOTH_SIDES), "members": (YES,), "frame": FRAMES, "present": (YES,)}
    return listed.get(name) or set(study().eras["id"])


class Act(TypedDict):
    """An act of the reader on the map: its number, and what was chosen."""

    n: int
    to: str | None


class Answer(TypedDict):
    """The answer to the map; ``exchange.js`` finds out from it what is new."""

    session: str
    turn: int
    taken: int
    choices: dict[str, str | None]


def take(acts: Mapping[str, Act]) -> None:
    """Apply the reader's acts on the map that are newer than the last one applied."""
    last: int = st.session_state.get(_TAKEN, 0)
    for name, act in acts.items():
        if act["n"] > last and name in CHOICES:
            choose(name, act["to"])
    st.session_state[_TAKEN] = max(last, *(act["n"] for act in acts.values()), 0)


def answer() -> Answer:
    """Return the choices, and the number of the last act on the map that they include."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return {
        "session": st.session_state.setdefault(_SESSION, token_hex(8)),
        "turn": st.session_state[_TURN],
        "taken": st.session_state.get(_TAKEN, 0),
        "choices": {
            "view": page_view() if page_view() in OF_MAP and not presenting() else None,
            **on_map(),
        },
    }


def make_chooser(name: str, value: Any) -> Callable[[], None]:
    """Return a callback that remembers a choice."""
    return lambda: choose(name, value)


def bind_widget(name: str, shown: Any = None) -> dict[str, Any]:
    """Return the arguments that connect a widget with a choice; it starts with `shown`, if given.

    Streamlit forgets a widget's value when its view is left; the choice is kept here.
    """
    key = f"{name}-widget"
    st.session_state[key] = shown or st.session_state.get(name)
    return {"key": key, "on_change": lambda: choose(name, st.session_state[key])}


def _choice(name: str, known: Any, default: str) -> str:
    """Return a choice if it is possible, else the default."""
    if st.session_state.get(name) not in known:
        st.session_state[name] = default
    return str(st.session_state[name])
