"""Let the viewer see one category of statements alone, and say what it rests on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from perufr_map.characters import begin_large
from perufr_map.dashboard import state
from perufr_map.dashboard.texts import escape, name_category, text, word, words
from perufr_map.scoring.categories import count_statements

_MOST = 4
"""How many types are named."""

_ALL = ""
_ELSEWHERE = frozenset({"story", "events", "method", "data", "about"})
"""The views that have a choice of categories of their own, or nothing that one would change."""


def choose_category() -> None:
    """Show a chip for each category and one for all, above the views that show scores."""
    chosen = state.method().category
    if state.page_view() in _ELSEWHERE and not chosen:
        return
    categories = sorted(_offered(), key=name_category)
    key = f"category-{state.language()}"  # a widget keeps its words, not only its value
    st.session_state[key] = chosen or _ALL
    names = {category: escape(name_category(category)) for category in categories}
    with st.container(key="categories"):
        st.pills(
            words().say("category.choice"),
            [_ALL, *categories],
            format_func={_ALL: words().say("category.all"), **names}.__getitem__,
            required=True,
            label_visibility="collapsed",
            key=key,
            on_change=lambda: _take(st.session_state[key]),
        )


def say_what_it_rests_on() -> None:
    """Say how many types and statements a category has, if one is chosen."""
    category = state.method().category
    if category is None:
        return
    counts = count_statements(state.scored(), category)
    if not counts:
        st.caption(escape(_say("rests_on_nothing", category)))
        return
    types = state.study().event_types.set_index("code", drop=False)
    named = [f"{text(types.loc[code], 'label')} ({counts[code]})" for code in list(counts)[:_MOST]]
    said = _say(
        "rests_on",
        category,
        statements=words().count("page.statements", sum(counts.values())),
        types=words().count("page.types", len(counts)),
        list="; ".join([*named, *(["…"] if len(counts) > _MOST else [])]),
    )
    st.caption(escape(said))


def _offered() -> set[str]:
    """Return the categories of which the study has a statement, and the one chosen."""
    study, chosen = state.study(), state.method().category
    category = study.event_types.set_index("code")["category"]
    return {*study.events["event_type"].map(category), *filter(None, [chosen])}


def _take(category: str) -> None:
    state.choose("method", replace(state.method(), category=category or None))


def _say(key: str, category: str, **values: str) -> str:
    """Return a message about a category, with a capital letter at its start alone."""
    said = word(key, category=words().say(f"method.category.{category}"), **values)
    return begin_large(said)
