"""A counterpart's story through all eras, and where its number comes from."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import charts, state
from perufr_map.dashboard.events import show_events, show_sum
from perufr_map.dashboard.texts import (
    era_name,
    escape,
    hundredths,
    name,
    score,
    signed,
    text,
    word,
)
from perufr_map.scoring.scored import Score


def beside() -> None:
    """Let the viewer choose a counterpart, and say why its number is what it is."""
    known = sorted(state.study().counterparts["id"], key=name)
    code = state.selected()
    st.selectbox(
        word("counterpart"),
        known if code in known or code is None else [code, *known],
        format_func=name,
        placeholder=word("choose_counterpart"),
        filter_mode="contains",
        index=None,
        **state.bind_widget("selected"),
    )
    if code is None:
        st.info(word("select_somebody"))
    elif code == state.study().focus:
        st.info(escape(state.words(state.language())["card.focus"].format(name=name(code))))
    elif code not in known:
        st.info(word("never_mentioned"))
    else:
        _trace(code)


def _trace(code: str) -> None:
    """Show the score, and how its events add up to it."""
    scored, era = state.scored(), state.era()
    st.header(escape(name(code)), anchor=False)
    st.caption(escape(era_name(era)))
    found = scored.score(era, code)
    if found is None:
        st.info(word("nothing_said"))
        return
    events = scored.events(era, code)
    st.metric(word("score"), signed(found.score), border=True)
    if found.low is None or found.high is None:
        st.caption(word("single"))
    else:
        st.caption(escape(word("range", low=signed(found.low), high=signed(found.high))))
    st.markdown(f"**{word('why')}**")
    first, *others = map(hundredths, events["contribution"])
    parts = [first, *map(_addend, others)]
    total = [hundredths(found.net)] if others else []
    st.markdown(escape(f"{word('net')} = {' = '.join([' '.join(parts), *total])}"))
    st.markdown(escape(f"{word('score')} = {_formula(scored.method.aggregation, found)}"))
    st.caption(word("see_below"))


def _addend(number: str) -> str:
    """Return a number as it is added to another one: its sign stands apart."""
    return f"{number[0]} {number[1:]}" if number[0] in "+−" else f"+ {number}"


def _formula(aggregation: str, found: Score) -> str:
    """Return the formula with this score's numbers in it."""
    net, result = hundredths(found.net), hundredths(found.score)
    size = hundredths(abs(found.net)).lstrip("+")
    return {
        "saturating": f"10 × ({net}) / (10 + {size}) = {result}",
        "mean": f"({net}) / {found.events} = {result}",
        "sum": f"{net} → {result} (±10)",
        "worst": f"min = {result}",
    }[aggregation]


def below() -> None:
    """Show what adds up to the number, then the counterpart's story through all eras."""
    code = state.selected()
    if code is None or code not in set(state.study().counterparts["id"]):
        return
    _sum(code)
    _story(code)


def _sum(code: str) -> None:
    """Show the events behind the score as a table to copy."""
    events = state.scored().events(state.era(), code)
    if events.empty:
        return
    st.markdown(f"**{word('why')}** {escape(name(code))}, {escape(era_name(state.era()))}")
    show_sum(events)
    st.caption(word("copy_table"))


def _story(code: str) -> None:
    """Show the counterpart's timeline, and every event of it in the order of time."""
    scored, events = state.scored(), state.scored().events_of(code)
    st.header(word("story", name=escape(name(code))), anchor=False)
    if events.empty:
        st.info(word("never_mentioned"))
        return
    own = scored.scores[scored.scores["counterpart"] == code]
    eras = scored.study.eras.merge(own, left_on="id", right_on="era", how="left")
    eras["era_name"] = [text(era, "name") for _, era in eras.iterrows()]
    events["headline"] = [text(event, "headline") for _, event in events.iterrows()]
    days = eras["start"].min().isoformat(), eras["end"].max().isoformat()
    said = {"said": "score", "low_said": "low", "high_said": "high"}
    st.vega_lite_chart(
        eras[["era_name", "start", "end", "score", "low", "high"]].assign(
            **{column: eras[of].map(score) for column, of in said.items()}
        ),
        charts.scores_through_eras(
            (word("era"), word("score"), word("low"), word("high")), days, theme=state.theme()
        ),
    )
    st.vega_lite_chart(
        events[["headline", "first", "last", "contribution"]].assign(
            said=events["contribution"].map(score), place=range(len(events))
        ),
        charts.events_through_time(
            (word("event"), word("contribution")), days, theme=state.theme()
        ),
    )
    show_events(events, wide=True)
