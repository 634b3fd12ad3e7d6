"""A counterpart's story through all eras, and where its number comes from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from perufr_map.dashboard import charts, state
from perufr_map.dashboard.texts import (
    era_name,
    name,
    plain,
    score,
    section,
    show_event,
    signed,
    text,
    word,
)


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
        **state.bound("selected"),
    )
    if code is None:
        st.info(word("select_somebody"))
    elif code == state.study().focus:
        st.info(plain(state.words(state.language())["card.focus"].format(name=name(code))))
    elif code not in known:
        st.info(word("never_mentioned"))
    else:
        _trace(code)


def _trace(code: str) -> None:
    """Show the score, and how its events add up to it."""
    study, method, era = state.study(), state.method(), state.era()
    st.header(name(code), anchor=False)
    st.caption(plain(era_name(era)))
    scores = study.scores(era=era, method=method)
    own = scores[scores["counterpart"] == code]
    if own.empty:
        st.info(word("nothing_said"))
        return
    scored = own.iloc[0]
    events = study.explain(era=era, counterpart=code, method=method)
    st.metric(word("score"), score(scored["score"]), border=True)
    if scored["events"] > 1:
        st.caption(plain(word("range", low=score(scored["low"]), high=score(scored["high"]))))
    else:
        st.caption(word("single"))
    st.markdown(f"**{word('why')}**")
    first, *others = (signed(value, 2) for value in events["contribution"])
    parts = [first, *(f"{part[0]} {part[1:]}" for part in others)]
    total = [signed(scored["net"], 2)] if others else []
    st.markdown(plain(f"{word('net')} = {' = '.join([' '.join(parts), *total])}"))
    st.markdown(plain(f"{word('score')} = {_formula(method.aggregation, scored)}"))
    st.caption(word("see_below"))


def _formula(aggregation: str, scored: pd.Series[float]) -> str:
    """Return the formula with this score's numbers in it."""
    net, result = signed(scored["net"], 2), signed(scored["score"], 2)
    size = signed(abs(scored["net"]), 2).lstrip("+")
    return {
        "saturating": f"10 × ({net}) / (10 + {size}) = {result}",
        "mean": f"({net}) / {scored['events']} = {result}",
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
    events = state.study().explain(era=state.era(), counterpart=code, method=state.method())
    if events.empty:
        return
    share = [state.method().group_share if isinstance(via, str) else 1.0 for via in events["via"]]
    table = pd.DataFrame(
        {
            word("event"): [text(event, "headline") for _, event in events.iterrows()],
            word("date"): [text(event, "date_text") for _, event in events.iterrows()],
            word("weight"): events["weight"],
            word("share"): share,
            word("contribution"): events["contribution"],
            word("group"): [name(via) if isinstance(via, str) else "" for via in events["via"]],
            "¶": events["paragraph"],
            word("citation"): [section(event) for _, event in events.iterrows()],
        }
    )
    st.markdown(f"**{word('why')}** {plain(name(code))}, {plain(era_name(state.era()))}")
    total = {word("event"): word("net"), word("contribution"): events["contribution"].sum()}
    table = pd.concat([table, pd.DataFrame([total])], ignore_index=True)
    # Numbers, not texts: whoever copies them goes on reckoning.
    number = st.column_config.NumberColumn(format="%+.2f", width="small")
    columns = {word("weight"): number, word("contribution"): number}
    columns |= dict.fromkeys((word("share"), "¶"), st.column_config.NumberColumn(width="small"))
    st.dataframe(table, hide_index=True, column_config=columns, placeholder="", height="content")
    st.caption(word("copy_table"))


def _story(code: str) -> None:
    """Show the counterpart's timeline, and every event of it in the order of time."""
    study, method = state.study(), state.method()
    scored = study.scores(method=method)
    each = study.contributions(method=method)
    coded = each[each["counterpart"] == code].drop_duplicates("event")
    events = coded.merge(
        study.events.drop(columns="counterpart"), left_on="event", right_on="id"
    ).sort_values(["first", "last"])
    st.header(word("story", name=name(code)), anchor=False)
    if events.empty:
        st.info(word("never_mentioned"))
        return
    own = scored[scored["counterpart"] == code]
    eras = study.eras.merge(own, left_on="id", right_on="era", how="left")
    eras["era_name"] = [text(era, "name") for _, era in eras.iterrows()]
    events["headline"] = [text(event, "headline") for _, event in events.iterrows()]
    st.altair_chart(charts.scores_through_eras(eras, theme=state.theme()))
    st.altair_chart(charts.events_through_time(events, eras, theme=state.theme()))
    columns = st.columns(2)
    for index, (_, event) in enumerate(events.iterrows()):
        with columns[index % 2]:
            show_event(event)
