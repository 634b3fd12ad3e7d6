"""The page's charts: the era's ranking, and a counterpart's story."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from perufr_map._resources import web_text
from perufr_map.dashboard.texts import word

_GREY = "#7a828a"


_ROW, _AXIS = 20, 40  # px


def ranking(scored: pd.DataFrame, *, selected: str | None, theme: str) -> alt.Chart:
    """Draw the era's counterparts as bars, best relation first; a bar can be selected.

    Parameters
    ----------
    scored
        One era's scores, with each counterpart's ``name``.
    selected
        Id of the counterpart to stress.
    theme
        ``light`` or ``dark``.
    """
    stressed = alt.datum["counterpart"] == (selected or "")
    bars = (
        alt.Chart(scored)
        .mark_bar(stroke=_GREY, height=13, cursor="pointer")
        .encode(
            y=_names("name", alt.SortField("score", order="descending")),
            x=_scores("score:Q"),
            color=_colour("score:Q", theme),
            strokeWidth=alt.when(stressed).then(alt.value(2)).otherwise(alt.value(0.5)),
            tooltip=[
                alt.Tooltip("name:N", title=word("counterpart")),
                alt.Tooltip("score:Q", title=word("score"), format="+.1f"),
                alt.Tooltip("events:Q", title=word("events")),
            ],
        )
        .properties(height=_ROW * len(scored) + _AXIS)
    )
    click = alt.selection_point("bar", fields=["counterpart"], on="click", empty=False)
    chart: alt.Chart = bars.add_params(click)
    return chart


def story(eras: pd.DataFrame, events: pd.DataFrame, *, theme: str) -> alt.VConcatChart:
    """Draw a counterpart's scores through the eras, and its events along the dates.

    Parameters
    ----------
    eras
        One row per era: ``start``, ``end``, ``era_name``, ``score``, ``low``, ``high``
        (missing without data).
    events
        Its events: ``first`` and ``last`` day they can mean, ``headline``, ``contribution``.
        A day is a dot, a vague date a bar over all that it can mean.
    theme
        ``light`` or ``dark``.
    """
    span = [eras["start"].min(), eras["end"].max()]
    dates = alt.Scale(domain=[day.isoformat() for day in span])
    time = alt.X("start:T", title=None, scale=dates)
    tip = [
        alt.Tooltip("era_name:N", title=word("era")),
        alt.Tooltip("score:Q", title=word("score"), format="+.1f"),
        alt.Tooltip("low:Q", title=word("low"), format="+.1f"),
        alt.Tooltip("high:Q", title=word("high"), format="+.1f"),
    ]
    base = alt.Chart(eras).encode(x=time, x2="end:T", tooltip=tip)
    scale = alt.Scale(domain=_scale()["domain"])
    spread = base.mark_rect(opacity=0.25, color=_GREY).encode(
        y=alt.Y("low:Q", scale=scale), y2="high:Q"
    )
    line = base.mark_rule(strokeWidth=5).encode(
        y=alt.Y("score:Q", title=word("score"), scale=scale), color=_colour("score:Q", theme)
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=_GREY).encode(y="zero:Q")
    edges = alt.Chart(eras).mark_rule(color=_GREY, strokeDash=[2, 3], opacity=0.6).encode(x=time)
    above = alt.layer(edges, zero, spread, line).properties(height=170, width="container")
    lasting = events["last"] > events["first"]
    tip = [
        alt.Tooltip("headline:N", title=word("event")),
        alt.Tooltip("contribution:Q", title=word("contribution"), format="+.1f"),
    ]
    row = alt.Y("headline:N", sort=list(events["headline"]), title=None, axis=_axis(300))
    start = alt.X("first:T", title=None, scale=dates)
    bars = alt.Chart(events[lasting]).mark_bar(height=7, stroke=_GREY, strokeWidth=0.5)
    dots = alt.Chart(events[~lasting]).mark_circle(size=90, opacity=1, stroke=_GREY)
    colour = _colour("contribution:Q", theme)
    below = alt.layer(
        bars.encode(x=start, x2="last:T", y=row, color=colour, tooltip=tip),
        dots.encode(x=start, y=row, color=colour, tooltip=tip),
    ).properties(height=_ROW * len(events), width="container")
    chart: alt.VConcatChart = alt.vconcat(above, below).resolve_scale(x="shared", y="independent")
    return chart


def _names(column: str, order: alt.SortField | list[str]) -> alt.Y:
    return alt.Y(f"{column}:N", sort=order, title=None, axis=_axis(210))


def _axis(limit: int) -> alt.Axis:
    """Return an axis of names: every one of them, at most so many pixels wide."""
    return alt.Axis(labelLimit=limit, labelOverlap=False, domain=False, ticks=False)


def _scores(column: str) -> alt.X:
    """Return the axis of scores, the whole scale always."""
    scale = alt.Scale(domain=_scale()["domain"])
    return alt.X(column, title=None, scale=scale, axis=alt.Axis(tickCount=5))


def _colour(column: str, theme: str) -> alt.Color:
    """Return the map's own classes and colours."""
    colours = _scale()["ramps"][theme]["colours"]
    scale = alt.Scale(type="threshold", domain=_scale()["thresholds"], range=colours)
    return alt.Color(column, scale=scale, legend=None)


@cache
def _scale() -> dict[str, Any]:
    scale: dict[str, Any] = json.loads(web_text("scale.json"))
    return scale
