"""Let the viewer see one category of statements alone, and say what it rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st

from perufr_map.api import Study
from perufr_map.characters import begin_large
from perufr_map.dashboard import state
from perufr_map.dashboard.kept import Kept
from perufr_map.dashboard.texts import escape, text, word, words
from perufr_map.scoring.categories import count_statements
from perufr_map.shown.words import Words

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
    names = dict(_offered(state.study(), state.language(), state.interface()))
    if chosen and chosen not in names:
        names = _by_name({*names, chosen}, words())
    key = f"category-{state.language()}"  # a widget keeps its words, not only its value
    st.session_state[key] = chosen or _ALL
    with st.container(key="categories"):
        st.pills(
            words().say("category.choice"),
            [_ALL, *names],
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


@Kept
def _offered(study: Study, language: str, interface: str) -> Mapping[str, str]:
    """Return the categories of which the study has a statement, and how each is written."""
    category = study.event_types.set_index("code")["category"]
    found = set(study.events["event_type"].map(category))
    return _by_name(found, Words(study, language, (interface,)))


def _by_name(categories: Collection[str], said: Words) -> dict[str, str]:
    """Return how each category is written, sorted by that."""
    names = {each: said.say(f"page.category.{each}") for each in categories}
    return {each: escape(names[each]) for each in sorted(names, key=names.__getitem__)}


def _take(category: str) -> None:
    state.choose("method", replace(state.method(), category=category or None))


def _say(key: str, category: str, **values: str) -> str:
    """Return a message about a category, with a capital letter at its start alone."""
    said = word(key, category=words().say(f"method.category.{category}"), **values)
    return begin_large(said)
