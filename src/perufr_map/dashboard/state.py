"""What a viewer has chosen, and the study that all viewers share."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import streamlit as st

from perufr_map._resources import web_text
from perufr_map.api import Study, load

STYLE = Path(__file__).with_name("page.css")

STUDY = "PERUFR_MAP_STUDY"
"""Environment variable with the folder of the study to show. Default: the shipped one."""

MAP = "map"
"""Key of the map's component."""


def study() -> Study:
    """Return the study that the server was started with, read once for all viewers."""
    folder = os.environ.get(STUDY)
    return _study(Path(folder) if folder else None)


@st.cache_resource(show_spinner=False)
def _study(folder: Path | None) -> Study:
    return load(folder)


@st.cache_resource(show_spinner=False)
def words(language: str) -> dict[str, str]:
    """Return the interface's words in a language."""
    found: dict[str, str] = json.loads(web_text(f"messages.{language}.json"))
    return found


def language() -> str:
    """Return the language chosen."""
    return str(st.session_state.setdefault("language", study().languages[0]))


def era() -> str:
    """Return the id of the era shown; the last one to begin with."""
    return str(st.session_state.setdefault("era", study().eras["id"].iloc[-1]))


def selected() -> str | None:
    """Return the id of the counterpart whose card is open, if any."""
    found: str | None = st.session_state.setdefault("selected", None)
    return found


def theme() -> str:
    """Return the page's theme: ``light`` or ``dark``."""
    return st.context.theme.type or "light"


def choose(name: str, value: Any) -> None:
    """Remember a choice of the viewer: ``era``, ``selected`` or ``language``."""
    st.session_state[name] = value
