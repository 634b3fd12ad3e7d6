"""Show a counterpart through all eras, and how its score is computed."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from perufr_map.dashboard import charts, state
from perufr_map.dashboard.events import show_events, show_sum
from perufr_map.dashboard.groups import groups
from perufr_map.dashboard.texts import (
    era_name,
    escape,
    hundredths,
    name,
    score,
    signed,
    text,
    unsigned,
    word,
    word_of_none,
    words,
)
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Score


def beside() -> None:
    """Let the viewer choose a counterpart, and show how its score is computed."""
    codes = sorted(state.study().counterparts["id"], key=name)
    code = state.selected()
    st.selectbox(
        word("counterpart"),
        codes if code in codes or code is None else [code, *codes],
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
    elif code not in codes:
        st.info(word_of_none("never_mentioned"))
    else:
        _trace(code)


def _trace(code: str) -> None:
    """Show the score, and how its events add up."""
    scored, era = state.scored(), state.era()
    st.header(escape(name(code)), anchor=False)
    st.caption(escape(era_name(era)))
    numbers = scored.score(era, code)
    if numbers is None:
        st.info(word_of_none("nothing_said"))
        return
    events = scored.events(era, code)
    st.metric(word("score"), signed(numbers.score), border=True)
    st.caption(escape(" ".join(_facts(code, numbers, events))))
    if numbers.low is None or numbers.high is None:
        st.caption(word("single"))
    else:
        st.caption(escape(word("range", low=signed(numbers.low), high=signed(numbers.high))))
    st.markdown(f"**{word('why')}**")
    first, *others = map(hundredths, events["contribution"])
    parts = [first, *map(_addend, others)]
    total = [hundredths(numbers.net)] if others else []
    st.markdown(escape(f"{word('net')} = {' = '.join([' '.join(parts), *total])}"))
    st.markdown(escape(f"{word('score')} = {_formula(scored.method, numbers)}"))
    st.caption(word("see_below"))


def _facts(code: str, numbers: Score, events: pd.DataFrame) -> Iterator[str]:
    """Yield sentences: both sums, who carries the score, how settled its sign is."""
    said = words()
    sums = {key: signed(getattr(numbers, key)) for key in ("cooperation", "conflict")}
    yield word("sums", **sums)
    named = numbers.events - numbers.inherited
    yield (
        said.count("page.basis_named", named, name=name(code))
        if named
        else word_of_none("basis_none", name=name(code))
    )
    if numbers.inherited:
        groups = ", ".join(map(name, dict.fromkeys(events["via"].dropna())))
        yield said.count("page.basis_group", numbers.inherited, groups=groups)
    settled = word("settled" if numbers.settled else "unsettled")
    yield word("sign", probability=said.probability(numbers.sign_probability), settled=settled)


def _addend(number: str) -> str:
    """Return a number as a term of a sum: “+ 3.00”, with a space after its sign."""
    return f"{number[0]} {number[1:]}" if number[0] in "+−" else f"+ {number}"


def _formula(method: Method, numbers: Score) -> str:
    """Return the formula with this score's result in it."""
    net, result = hundredths(numbers.net), hundredths(numbers.score)
    size, constant = hundredths(abs(numbers.net)).lstrip("+"), unsigned(method.constant)
    return {
        "saturating": f"10 × ({net}) / ({constant} + {size}) = {result}",
        "mean": f"({net}) / {numbers.events} = {result}",
        "sum": f"{net} → {result} (±10)",
        "worst": f"min = {result}",
    }[method.aggregation]


def below() -> None:
    """Show the events behind the score, then the counterpart's scores in all eras."""
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
    """Show the counterpart's timeline, and all its events in the order of time."""
    scored, events = state.scored(), state.scored().events_of(code)
    st.header(word("story", name=escape(name(code))), anchor=False)
    if events.empty:
        st.info(escape(word_of_none("basis_none", name=name(code))))
        return
    own = scored.scores[scored.scores["counterpart"] == code]
    eras = scored.study.eras.merge(own, left_on="id", right_on="era", how="left")
    eras["era_name"] = [text(era, "name") for _, era in eras.iterrows()]
    events["headline"] = [text(event, "headline") for _, event in events.iterrows()]
    days = eras["start"].min().isoformat(), eras["end"].max().isoformat()
    columns = {"said": "score", "low_said": "low", "high_said": "high"}
    eras = charts.add_looks(
        eras.assign(counterpart=code),
        groups=groups(),
        theme=state.theme(),
        edges=scored.study.edges,
    ).assign(settled=eras["settled"].astype("boolean"))
    looks = ["settled", "fill", "rim", "stripe", "group"]
    st.vega_lite_chart(
        eras[["era_name", "start", "end", "score", "low", "high", *looks]].assign(
            **{column: eras[of].map(score) for column, of in columns.items()}
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
            (word("event"), word("contribution")),
            days,
            theme=state.theme(),
            edges=scored.study.edges,
        ),
    )
    show_events(events, wide=True)
