"""Write words, numbers and dates in the viewer's language, safe to show as Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import streamlit as st

from perufr_map import borders
from perufr_map.dashboard import state
from perufr_map.shown.words import Words

_WORDS = "words"
_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|$~:&@=^")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")

# Streamlit turns these into links, icons or arrows even if they are escaped. An empty directive
# between their parts prevents it; it is invisible and is not copied.
_REPLACED = re.compile(
    r"(?<=:)(?=//|material/|streamlit:)|(?<=www)(?=\.)|(?=@)|(?<=[-<>=~])(?=[-<>=])", re.IGNORECASE
)
_APART = ":small[]"


def words() -> Words:
    """Return the words of the study in the viewer's language; the same object until one changes."""
    study, language = state.study(), state.language()
    last: Words | None = st.session_state.get(_WORDS)
    if last is None or last.study is not study or last.language != language:
        last = st.session_state[_WORDS] = Words(study, language, state.readers())
    return last


def word(key: str, **values: str) -> str:
    """Return a message of the page, its blanks filled in."""
    return words().say(f"page.{key}", **values)


def name_category(category: str) -> str:
    """Return the study's name of a category, to be escaped as any text of a study is."""
    return word(f"category.{category}")


def escape(text: str) -> str:
    """Return a text that Streamlit's Markdown shows unchanged, on one line.

    Escape every text of a study, an upload or an address before it is shown in a title, a label,
    a caption or a table.
    """
    line = _SPACES.sub(" ", text).strip(" ")
    parts = ("".join(f"\\{c}" if c in _MARKDOWN else c for c in p) for p in _REPLACED.split(line))
    return _APART.join(parts)


def hundredths(value: float) -> str:
    """Return a number as part of a sum: with its sign and two decimals."""
    return words().signed(value, digits=2)


def unsigned(value: float) -> str:
    """Return a number with two decimals at most, without a plus sign."""
    return words().unsigned(value)


def score(value: float) -> str:
    """Return a score, or a dash if there is none."""
    return words().score(value)


def name(counterpart: str) -> str:
    """Return a counterpart's name in the viewer's language, or that of any state on the map."""
    return words().name(counterpart)


@lru_cache
def state_names(language: str) -> dict[str, str]:
    """Return the latest name of each state of the ledger, by its code, sorted by name."""
    by_code = {each.code: borders.name_in(each.name, language) for each in borders.states()}
    return dict(sorted(by_code.items(), key=lambda item: item[1].casefold()))


def era_name(era: str) -> str:
    """Return an era's name in the viewer's language."""
    return words().era(era)


def text(row: Any, stem: str) -> str:
    """Return a row's text in the viewer's language."""
    return words().of(row, stem)
