"""Show and change the method, and how settled each sign is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from perufr_map.dashboard import coders, state
from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.texts import (
    era_name,
    escape,
    name,
    score,
    signed,
    unsigned,
    word,
    words,
)
from perufr_map.formulas import disarm
from perufr_map.scoring.method import CONFIDENCES, WEIGHT_SETS, Method
from perufr_map.scoring.scores import AGGREGATIONS, LIMIT
from perufr_map.shown.words import NOTHING

_NAMED = {
    "aggregation": "aggregation",
    "weights": "weights",
    "min_confidence": "confidence",
    "category": "category",
}
"""Choices whose values have names, each with the key of its words."""


def beside() -> None:
    """Show the choices, those that differ from the study's own, and a button to reset them."""
    st.header(word("method"), anchor=False)
    st.caption(word("method_hint"))
    now, round_ = state.method(), st.session_state.setdefault("resets", 0)
    codebook = state.study().event_types
    aggregation = st.selectbox(
        word("aggregation"),
        AGGREGATIONS,
        index=AGGREGATIONS.index(now.aggregation),
        format_func=lambda choice: word(f"aggregation.{choice}"),
        key=f"aggregation-{round_}",
    )
    weights = st.segmented_control(
        word("weights"),
        WEIGHT_SETS,
        default=now.weights,
        required=True,
        format_func=lambda choice: word(f"weights.{choice}"),
        key=f"weights-{round_}",
    )
    share = st.slider(
        word("group_share"),
        0.0,
        1.0,
        now.group_share,
        0.05,
        key=f"share-{round_}",
        help=word("group_share_help"),
    )
    categories = sorted(codebook["category"].unique())
    selection = st.multiselect(
        word("categories"),
        categories,
        default=[c for c in categories if c not in now.without],
        format_func=lambda category: word(f"category.{category}"),
        placeholder=word("no_category"),
        key=f"categories-{round_}",
        disabled=now.category is not None,
    )
    confidence = st.selectbox(
        word("confidence"),
        CONFIDENCES[::-1],
        index=CONFIDENCES[::-1].index(now.min_confidence),
        format_func=lambda choice: word(f"confidence.{choice}"),
        key=f"confidence-{round_}",
    )
    constant = st.number_input(
        word("constant"),
        min_value=min(0.5, now.constant),
        value=now.constant,
        step=0.5,
        format="%g",
        key=f"constant-{round_}",
        help=word("constant_help"),
        disabled=aggregation != "saturating",
    )
    days = st.toggle(word("days"), now.days, key=f"days-{round_}", help=word("days_help"))
    method = replace(
        now,
        aggregation=aggregation,
        weights=weights,
        group_share=share,
        without=frozenset(categories) - frozenset(selection),
        min_confidence=confidence,
        constant=constant,
        days=days,
    )
    method = replace(method, own_weights=_own_weights(method, f"own-{round_}"))
    if method != now:
        state.choose("method", method)
        st.rerun()
    _departures()


def _own_weights(method: Method, key: str) -> tuple[tuple[str, float], ...]:
    """Show the codebook's weights as a table to edit; return the changed ones."""
    codebook = state.study().event_types
    every = replace(method, own_weights=(), without=frozenset(), category=None)
    default = every.weigh(codebook)
    own = dict(method.own_weights)
    labels = disarm(codebook).set_index("code")[f"label_{state.language()}"]
    with st.expander(word("own_weights"), expanded=bool(own)):
        edited = st.data_editor(
            pd.DataFrame(
                {
                    "label": labels,
                    "default": default,
                    "own": pd.Series({code: own.get(code, default[code]) for code in labels.index}),
                }
            ),
            hide_index=True,
            disabled=["label", "default"],
            column_config={
                "label": st.column_config.TextColumn(word("event_type"), width=170),
                "default": st.column_config.NumberColumn(word("default"), width=70, format="%.1f"),
                "own": st.column_config.NumberColumn(
                    word("own"),
                    width=70,
                    min_value=-LIMIT,
                    max_value=LIMIT,
                    step=0.1,
                    format="%.1f",
                ),
            },
            key=f"{key}-{method.weights}-{state.language()}",
        )
    changed = edited["own"].fillna(edited["default"])
    return tuple(changed[changed.round(6) != edited["default"].round(6)].items())  # type: ignore[arg-type]


def _departures() -> None:
    """List what differs from the study's own method, with a button to reset it."""
    departures = state.method().departures(state.study().method)
    if not departures:
        st.caption(word("no_departure"))
        return
    st.markdown(f"**{word('departures')}**")
    lines = (
        f"- {word(f'departure.{key}')}: {escape(_describe(key, departures[key]))}"
        for key in departures
    )
    st.markdown("\n".join(lines))
    st.button(word("reset"), on_click=_reset, icon=":material/undo:")


def _describe(key: str, value: str) -> str:
    """Return a departure's value in the viewer's language."""
    if key in _NAMED:
        return word(f"{_NAMED[key]}.{value}") if value else word("all_categories")
    if key == "without":
        return ", ".join(word(f"category.{name}") for name in value.split(",") if name) or NOTHING
    if key == "own":
        label = state.study().event_types.set_index("code")[f"label_{state.language()}"]
        weights = state.method().own_weights
        return "; ".join(f"{label[code]} {signed(weight)}" for code, weight in weights) or NOTHING
    if key == "days":
        return word("yes" if value == "1" else "no")
    return unsigned(float(value))


def _reset() -> None:
    state.choose("method", state.study().method)
    st.session_state["resets"] += 1  # widgets with new keys start with the new values


def below() -> None:
    """Show how settled each sign of the era is, and how clear the rules are to two coders."""
    label = word("robustness", era=era_name(state.era()))
    st.header(escape(label), anchor=False)
    st.caption(word("robustness_help"))
    all_rows = state.scored().robustness
    rows = all_rows[all_rows["era"] == state.era()]
    rows = rows.assign(name=rows["counterpart"].map(name))
    rows["without_one"] = rows["without_one"].where(rows["events"] > 1)
    rows = rows.sort_values(["sign_probability", "without_one", "name"], na_position="first")
    table = pd.DataFrame(
        {
            word("counterpart"): rows["name"],
            word("score"): rows["score"].map(score),
            word("events"): rows["events"].map(str),
            word("probability"): rows["sign_probability"].map(words().probability),
            word("turned_by"): [
                _say_trials(others, turned_by)
                for others, turned_by in zip(rows["others"], rows["turned_by"], strict=True)
            ],
            word("without_one"): rows["without_one"].map(_percent),
        }
    )
    numbers = [word(key) for key in ("score", "events", "probability", "without_one")]
    show_table(table, label=label, numbers=numbers)
    coders.show_agreement()


def _say_trials(others: int, turned_by: str | float) -> str:
    """Say which other methods turn a sign, of how many that differ for the score."""
    if not others:
        return NOTHING
    if not isinstance(turned_by, str):
        return words().count("page.turned_none", others)
    ways = (
        ", ".join(words().choices(dict(pair.split("=") for pair in way.split())))
        for way in turned_by.split("; ")
    )
    return word("turned_some", ways="; ".join(ways), n=str(others))


def _percent(share: float) -> str:
    return "–" if pd.isna(share) else f"{share:.0%}"
