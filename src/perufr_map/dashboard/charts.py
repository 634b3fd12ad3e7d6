"""Make the page's chart: the ranking of an era."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from perufr_map.shown.scale import Edges, Scale, Theme

_ROW = 20  # px
_BAR = 13  # px: height of a bar
_STEP = 0.28  # of a score, from stripe to stripe of a hatch


def add_looks(
    rows: pd.DataFrame, *, groups: Collection[str], theme: Theme, edges: Edges = None
) -> pd.DataFrame:
    """Add what scores look like: the colours ``fill``, ``rim`` and ``stripe``, and ``group``.

    Parameters
    ----------
    rows
        ``counterpart``, ``score`` (missing without data) and ``basis``.
    groups
        Ids of the groups. They, and states that no statement names, are pale with a dashed rim.
    theme
        ``light`` or ``dark``.
    edges
        The edges of the classes, if the study sets its own.
    """
    scale = Scale.of(theme, edges)
    ramp, plain = scale.score_ramp, scale.charts["rim"]

    def look(score: float, *, group: bool) -> tuple[str, str, str]:
        if group:
            fill, rim = (colours[ramp.tint_of(score)] for colours in (ramp.tints, ramp.rims))
            return fill, rim, scale.hatch_on(fill, group=True)
        return ramp.at(score), plain, scale.hatch_on(ramp.at(score))

    is_group = (rows["basis"] == "group") | rows["counterpart"].isin(list(groups))
    looks = [
        look(score, group=group)
        for score, group in zip(rows["score"].fillna(0.0), is_group, strict=True)
    ]
    colours = pd.DataFrame(looks, columns=["fill", "rim", "stripe"], index=rows.index, dtype=str)
    return rows.join(colours).assign(group=is_group)


@lru_cache(maxsize=256)
def ranking(
    titles: tuple[str, str, str, str], *, selected: str | None, theme: Theme
) -> dict[str, object]:
    """Return a chart with a bar for each counterpart, the best relation first; bars are clickable.

    It has no data, so that the browser need only exchange the rows when the era changes. The rows
    are one era's scores, with the counterpart's ``name``, the score as a text, ``said``, whether
    it is ``settled``, the names of its members that are listed with it, ``inside``, and what
    `add_looks` adds.

    Parameters
    ----------
    titles
        The words for a counterpart, its score, its number of events, and members inside.
    selected
        Id of the counterpart to highlight.
    theme
        ``light`` or ``dark``.

    Returns
    -------
    dict
        A Vega-Lite specification.
    """
    counterpart, score, events, inside = titles
    colours = Scale.of(theme).charts
    stressed = alt.datum["counterpart"] == (selected or "")
    names = _names("name", alt.EncodingSortField("score", op="min", order="descending"))
    bars = (
        alt.Chart()
        .mark_bar(height=_BAR, cursor="pointer")
        .encode(
            y=names,
            x=_scores("score:Q"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("rim:N", scale=None),
            strokeDash=_dashes([3, 2]),
            strokeWidth=alt.when(stressed).then(alt.value(2)).otherwise(alt.value(0.5)),
            tooltip=[
                alt.Tooltip("name:N", title=counterpart),
                alt.Tooltip("said:N", title=score),
                alt.Tooltip("events:Q", title=events),
                alt.Tooltip("inside:N", title=inside),
            ],
        )
    )
    size = "max(0, abs(datum.score) - 0.12)"
    place = f"sequence(0.2, {size}, {_STEP})"
    at = "datum.place * (datum.score < 0 ? -1 : 1)"
    hatch = _hatch(place, at, _BAR).encode(y=names, x=alt.X("stripe_at:Q", title=None))
    click = alt.selection_point("bar", fields=["counterpart"], on="click", empty=False)
    chart = alt.layer(bars.add_params(click), hatch).properties(height=alt.Step(_ROW))
    return _specification(chart.configure_axis(labelColor=colours["axis"]))


def _dashes(pattern: list[float]) -> alt.StrokeDashValue:
    """Return an encoding that dashes the line of what is told of a group."""
    return alt.StrokeDashValue([1, 0], condition={"test": "datum.group", "value": pattern})


def _hatch(places: str, at: str, height: float) -> alt.Chart:
    """Return stripes on what is not settled, as a column ``stripe_at``.

    Parameters
    ----------
    places
        Vega's expression of the stripes of a row.
    at
        That of one of them, ``datum.place``.
    height
        Height of a stripe, in px.
    """
    chart: alt.Chart = (
        alt.Chart()
        .transform_filter("datum.settled === false")
        .transform_calculate(place=places)
        .transform_flatten(["place"])
        .transform_calculate(stripe_at=at)
        .mark_point(
            shape="M-0.56,-1L0.56,1",
            size=height**2,
            filled=False,
            strokeWidth=1.5,
            opacity=1,
            aria=False,
        )
        .encode(stroke=alt.Stroke("stripe:N", scale=None))
    )
    return chart


def _specification(chart: alt.Chart | alt.LayerChart) -> dict[str, object]:
    """Return a chart's specification without the empty data that Altair adds."""
    specification: dict[str, Any] = chart.to_dict()
    for part in (specification, *specification.get("layer", [])):
        part.pop("data", None)
    specification.pop("datasets", None)
    return specification


def _names(column: str, order: alt.EncodingSortField) -> alt.Y:
    axis = alt.Axis(labelLimit=210, labelOverlap=False, labelFlush=False, domain=False, ticks=False)
    return alt.Y(f"{column}:N", sort=order, title=None, axis=axis)


def _scores(column: str) -> alt.X:
    """Return the axis of scores, from the lowest to the highest possible score."""
    scale = alt.Scale(domain=_ends())
    return alt.X(column, title=None, scale=scale, axis=alt.Axis(tickCount=5))


def _ends() -> list[float]:
    """Return the lowest and the highest possible score."""
    return list(Scale.of("light").score_ramp.ends)
