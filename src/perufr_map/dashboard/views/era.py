"""Show an era: its summary and its ranking."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import charts, state
from perufr_map.dashboard.groups import find_inside, groups, name_inside, show_inside
from perufr_map.dashboard.texts import days, escape, name, names, score, text, word, word_of_none


def beside() -> None:
    """Show the era's name, dates and summary, then its ranking, and the way to all statements."""
    row = state.study().era(state.era())
    st.header(escape(text(row, "name")), anchor=False)
    st.caption(f"{days(row['start'], row['end'])} · {escape(row['leader'])}")
    st.write(escape(text(row, "summary")))
    _ranking()
    st.button(
        word("to_events"),
        on_click=state.make_chooser("view", "events"),
        icon=":material/scatter_plot:",
        type="tertiary",
    )


def _ranking() -> None:
    """Show the counterparts of the era, from cooperation to conflict; a click selects one.

    A group is one bar with its members inside, except those that a statement names.
    """
    all_scores, inside = state.scored().scores, find_inside(state.era())
    of_era = all_scores[all_scores["era"] == state.era()]
    scores = of_era[~of_era["counterpart"].isin(list(inside))]
    if scores.empty:
        st.info(word("nothing_in_era"))
        return
    if code := state.selected():
        st.button(
            word("to_story", name=escape(name(code))),
            on_click=state.make_chooser("view", "country"),
            icon=":material/timeline:",
            type="tertiary",
        )
    titles = word("counterpart"), word("score"), word("events"), word_of_none("inside")
    # A new selection makes a new chart without a remembered click; a new era keeps the chart.
    key = f"ranking-{state.language()}-{state.selected()}"
    code = state.selected()
    stressed = None if code is None else inside.get(code, code)
    looks = charts.add_looks(
        scores, groups=groups(), theme=state.theme(), edges=state.study().edges
    )
    columns = ["counterpart", "score", "events", "settled", "fill", "rim", "stripe", "group"]
    st.vega_lite_chart(
        looks[columns].assign(
            name=scores["counterpart"].map(names(state.era())),
            said=scores["score"].map(score),
            inside=[name_inside(code, inside, state.era()) for code in scores["counterpart"]],
        ),
        charts.ranking(titles, selected=stressed, theme=state.theme()),
        key=key,
        on_select=lambda: _select_bar(key),
        selection_mode="bar",
    )
    show_inside(inside, state.era())


def _select_bar(key: str) -> None:
    """Select the counterpart of a bar that was clicked, or deselect it if it was selected."""
    for bar in st.session_state[key]["selection"].get("bar", []):
        code = bar["counterpart"]
        state.choose("selected", None if code == state.selected() else code)
