"""Show the views of one counterpart and of all statements, each as one element drawn by us."""

from __future__ import annotations

import json
from typing import Literal, TypeAlias

import streamlit as st

from perufr_map.api import Study
from perufr_map.dashboard import state
from perufr_map.dashboard._streamlit import publish
from perufr_map.dashboard.kept import Kept
from perufr_map.dashboard.texts import name, word
from perufr_map.scoring.method import Method
from perufr_map.shown.told import told

Drawn: TypeAlias = Literal["country", "statements"]

_drawn = {
    view: st.components.v2.component(f"perufr-map.{view}", js=f"{view}.js", css=f"{view}.css")
    for view in ("country", "statements")
}


def show(view: Drawn) -> None:
    """Show a view, with what the viewer has chosen; a choice made there is the page's."""
    text = _json(state.study(), state.method(), state.language(), state.interface())
    code = state.selected()
    _drawn[view](
        key=view,
        data={
            "told": publish(f"{view}.told", text, "application/json"),
            "answer": state.answer(),
            "name": name(code) if code else "",
            "words": {
                "failed": word("told.failed", what="{what}"),
                "again": word("map.again"),
            },
        },
        on_acts_change=lambda: state.take(st.session_state[view]["acts"]),
        on_cite_change=lambda: state.choose(state.CITING, value=True),
    )


@Kept
def _json(study: Study, method: Method, language: str, interface: str) -> str:
    """Return what both views are given as JSON; it is the same in every era."""
    return json.dumps(
        told(study.scored(method), language, (interface,)),
        ensure_ascii=False,
        separators=(",", ":"),
    )
