"""Show who moved between two eras as one element: a drawer for each, empty until it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.events import collect_texts
from perufr_map.dashboard.groups import name_inside
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import word, word_of_none, words

_KEY, _OPEN = "movers", "open-drawers"
_LIST, _DRAWER = read_template("movers.html"), read_template("moved_by.html")

# Thirty of Streamlit's own drawers take as long as all the rest of the page.
_drawers = st.components.v2.component(
    "perufr-map.movers",
    html='<div class="movers"></div>',
    js="movers.js",
    isolate_styles=False,
)


@dataclass(frozen=True)
class Mover:
    """One counterpart: its name, by how much it moved, and from which score to which."""

    code: str
    name: str
    change: str
    moved: str


@dataclass(frozen=True)
class Group:
    """What became of some counterparts, and a line that names those without a drawer."""

    title: str
    movers: list[Mover]
    others: str


def make_mover(row: pd.Series[float]) -> Mover:
    """Put a row of `perufr_map.scoring.scored.Scored.compare` into words."""
    viewer_words, code = words(), str(row["counterpart"])
    change = "" if pd.isna(row["change"]) else viewer_words.signed(row["change"])
    moved = f"{viewer_words.score(row['before'])} → {viewer_words.score(row['after'])}"
    return Mover(code, viewer_words.name(code), change, moved)


def show_movers(
    groups: Iterable[Group], *, before: str, after: str, inside: Mapping[str, str]
) -> None:
    """Show the groups, and in an open drawer the events of either era that the other lacks.

    `inside` has the group of states under which each is listed that no statement names.
    """
    groups = list(groups)
    listed = {mover.code for group in groups for mover in group.movers}
    opened = st.session_state.get(_OPEN, [])
    _drawers(
        key=_KEY,
        data={
            "list": _LIST.render(groups=groups),
            "open": opened,
            "events": {
                code: _tell_apart(code, before, after, name_inside(code, inside, after))
                for code in listed & {*opened}
            },
        },
        on_open_change=lambda: state.choose(_OPEN, st.session_state[_KEY]["open"]),
        on_shown_change=lambda: state.choose("selected", st.session_state[_KEY]["shown"]),
    )


def _tell_apart(code: str, before: str, after: str, members: str) -> str:
    """Return members inside, events of one era alone, and a button for the map, as HTML."""
    viewer_words, eras = words(), []
    events = {era: state.scored().events(era, code) for era in (before, after)}
    for era, other in ((before, after), (after, before)):
        only = events[era][~events[era]["event"].isin(events[other]["event"])]
        if not only.empty:
            texts = [collect_texts(event) for _, event in only.iterrows()]
            eras.append({"name": viewer_words.era(era), "events": texts})
    inside = f"{word_of_none('inside')}: {members}" if members else ""
    return _DRAWER.render(eras=eras, code=code, show=word("show_on_map"), inside=inside)
