"""Show and change the method, and whether the picture survives: signs, their sureness, coders."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from perufr_map.dashboard import coders, evidence, state
from perufr_map.dashboard.choices import show_choices
from perufr_map.dashboard.heading import show_heading
from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.texts import era_name, name, score, word, words
from perufr_map.shown.departed import borne_out
from perufr_map.shown.words import NOTHING


def below() -> None:
    """Show the choices, and beside them what becomes of the study's scores."""
    show_heading(word("method"), word("method_hint"))
    with st.container(key="method"):
        choices, figures = st.columns([440, 904], gap="large")
        with choices:
            show_choices()
        with figures:
            left, right = st.columns(2, gap="medium")
            with left:
                evidence.show_turned()
                if state.method() != state.study().method:
                    st.button(
                        word("turn.map"),
                        on_click=state.make_chooser("view", state.VIEWS[0]),
                        type="tertiary",
                        key="see-map",
                    )
                coders.show_agreement()
            with right:
                evidence.show_sureness()
                _show_robustness()
                evidence.show_alternatives()


def _show_robustness() -> None:
    """Show in a drawer what turns each sign, and how it bears the loss of one statement."""
    label = word("sure.table")
    with st.expander(label, key="robustness", on_change="rerun") as drawer:
        if not drawer.open:
            return
        st.caption(word("robustness_help"))
        keys = [(era, code) for era, code, _ in borne_out(state.scored())]
        rows = state.scored().robustness.set_index(["era", "counterpart"]).loc[keys].reset_index()
        rows["name"] = [name(code) for code in rows["counterpart"]]
        rows["without_one"] = rows["without_one"].where(rows["events"] > 1)
        rows = rows.sort_values(["sign_probability", "without_one", "name"], na_position="first")
        table = pd.DataFrame(
            {
                word("counterpart"): rows["name"],
                word("era"): rows["era"].map(era_name),
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
        show_table(table, label=word("robustness"), numbers=numbers)


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
