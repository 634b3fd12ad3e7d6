"""The page's charts: the era's ranking, and a counterpart's scores through the eras."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from perufr_map._resources import web_text
from perufr_map.study import StudyTables

_GREY = "#7a828a"


_ROW, _AXIS = 20, 40  # px


def ranking(
    scored: pd.DataFrame, *, selected: str | None, words: dict[str, str], theme: str
) -> alt.Chart:
    """Draw the era's counterparts as bars, best relation first; a bar can be selected.

    Parameters
    ----------
    scored
        One era's scores, with each counterpart's ``name``.
    selected
        Id of the counterpart to stress.
    words
        The interface's words.
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
            color=_colour(theme),
            strokeWidth=alt.when(stressed).then(alt.value(2)).otherwise(alt.value(0.5)),
            tooltip=[
                alt.Tooltip("name:N", title=words["page.counterpart"]),
                alt.Tooltip("score:Q", title=words["page.score"], format="+.1f"),
                alt.Tooltip("events:Q", title=words["page.events"]),
            ],
        )
        .properties(height=_ROW * len(scored) + _AXIS)
    )
    click = alt.selection_point("bar", fields=["counterpart"], on="click", empty=False)
    chart: alt.Chart = bars.add_params(click)
    return chart


def history(
    own: pd.DataFrame,
    study: StudyTables,
    language: str,
    *,
    era: str,
    words: dict[str, str],
    theme: str,
) -> alt.LayerChart | alt.FacetChart:
    """Draw one counterpart's score in each era as a dot, its range as a line.

    Parameters
    ----------
    own
        The counterpart's scores, in the eras that have one.
    study, language
        The study and the language of the eras' names.
    era
        Id of the era to stress.
    words
        The interface's words.
    theme
        ``light`` or ``dark``.
    """
    eras = study.eras[["id", f"name_{language}"]].set_axis(["era", "era_name"], axis=1)
    base = alt.Chart(eras.merge(own, on="era", how="left")).encode(
        y=_names("era_name", list(eras["era_name"]))
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=_GREY).encode(x="zero:Q")
    spread = base.mark_rule(strokeWidth=2, color=_GREY).encode(x=_scores("low:Q"), x2="high:Q")
    stressed = alt.datum["era"] == era
    dots = base.mark_circle(size=120, opacity=1, stroke=_GREY).encode(
        x=_scores("score:Q"),
        color=_colour(theme),
        strokeWidth=alt.when(stressed).then(alt.value(2.5)).otherwise(alt.value(0.7)),
        tooltip=[
            alt.Tooltip("era_name:N", title=words["page.era"]),
            alt.Tooltip("score:Q", title=words["page.score"], format="+.1f"),
            alt.Tooltip("low:Q", title=words["page.low"], format="+.1f"),
            alt.Tooltip("high:Q", title=words["page.high"], format="+.1f"),
        ],
    )
    return alt.layer(zero, spread, dots).properties(height=1.4 * _ROW * len(eras) + _AXIS)


def _names(column: str, order: alt.SortField | list[str]) -> alt.Y:
    axis = alt.Axis(labelLimit=210, labelOverlap=False, domain=False, ticks=False)
    return alt.Y(f"{column}:N", sort=order, title=None, axis=axis)


def _scores(column: str) -> alt.X:
    """Return the axis of scores, the whole scale always."""
    scale = alt.Scale(domain=_scale()["domain"])
    return alt.X(column, title=None, scale=scale, axis=alt.Axis(tickCount=5))


def _colour(theme: str) -> alt.Color:
    """Return the map's own classes and colours."""
    colours = _scale()["ramps"][theme]["colours"]
    scale = alt.Scale(type="threshold", domain=_scale()["thresholds"], range=colours)
    return alt.Color("score:Q", scale=scale, legend=None)


@cache
def _scale() -> dict[str, Any]:
    scale: dict[str, Any] = json.loads(web_text("scale.json"))
    return scale
