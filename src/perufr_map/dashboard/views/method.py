"""Show and change the method, and how often each sign stays the same."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from perufr_map.dashboard import coders, state
from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.texts import era_name, escape, name, score, signed, unsigned, word
from perufr_map.formulas import disarm
from perufr_map.scoring.method import WEIGHT_SETS, Method
from perufr_map.scoring.scores import AGGREGATIONS, LIMIT


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
    )
    method = replace(
        now,
        aggregation=aggregation,
        weights=weights,
        group_share=share,
        without=frozenset(categories) - frozenset(selection),
    )
    method = replace(method, own_weights=_own_weights(method, f"own-{round_}"))
    if method != now:
        state.choose("method", method)
        st.rerun()
    _departures()


def _own_weights(method: Method, key: str) -> tuple[tuple[str, float], ...]:
    """Show the codebook's weights as a table to edit; return the changed ones."""
    codebook = state.study().event_types
    default = replace(method, own_weights=(), without=frozenset()).weigh(codebook)
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
    if key in ("aggregation", "weights"):
        return word(f"{key}.{value}")
    if key == "without":
        return ", ".join(word(f"category.{name}") for name in value.split(",") if name) or "–"
    if key == "share":
        return unsigned(float(value))
    if key == "own":
        label = state.study().event_types.set_index("code")[f"label_{state.language()}"]
        weights = state.method().own_weights
        return "; ".join(f"{label[code]} {signed(weight)}" for code, weight in weights) or "–"
    return value


def _reset() -> None:
    state.choose("method", state.study().method)
    st.session_state["resets"] += 1  # widgets with new keys start with the new values


def below() -> None:
    """Show how often each sign of the era stays the same."""
    st.header(word("robustness", era=escape(era_name(state.era()))), anchor=False)
    st.caption(word("robustness_help"))
    all_rows = state.scored().robustness
    rows = all_rows[all_rows["era"] == state.era()]
    rows = rows.assign(name=rows["counterpart"].map(name))
    rows["without_one"] = rows["without_one"].where(rows["events"] > 1)
    ordered = rows.sort_values(["alternatives", "without_one", "name"], na_position="first")
    table = pd.DataFrame(
        {
            word("counterpart"): ordered["name"],
            word("score"): ordered["score"].map(score),
            word("events"): ordered["events"].map(str),
            word("alternatives"): ordered["alternatives"].map(_percent),
            word("without_one"): ordered["without_one"].map(_percent),
        }
    )
    numbers = [word(key) for key in ("score", "events", "alternatives", "without_one")]
    show_table(table, label=word("robustness", era=era_name(state.era())), numbers=numbers)
    coders.show_agreement()


def _percent(share: float) -> str:
    return "–" if pd.isna(share) else f"{share:.0%}"
