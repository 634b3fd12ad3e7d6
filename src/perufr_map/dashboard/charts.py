"""Make the page's charts: the ranking of an era; scores and events of a counterpart."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from perufr_map.shown.scale import Edges, Scale, Theme

_ROW = 20  # px
_BAR, _LINE = 13, 5  # px: height of a bar, and of a line for a score in an era
_STEP = 0.28  # of a score, from stripe to stripe of a hatch
_STRIPES = 120  # as many would fill the whole time of a study
_LEFT = 34  # px of the axis of scores
_TYPE, _LETTER = 12, 6.6  # px: size of type, and the width of a letter


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


@lru_cache
def scores_through_eras(
    titles: tuple[str, str, str, str], days: tuple[str, str], *, theme: Theme
) -> dict[str, object]:
    """Return a chart of a counterpart's scores: a line for each era, with the score's range.

    It has no data. There is one row per era: ``start``, ``end``, ``era_name``, ``score``,
    ``low``, ``high`` (missing without data), these three as texts, ``said``, ``low_said``,
    ``high_said``, whether it is ``settled``, and what `add_looks` adds.

    Parameters
    ----------
    titles
        The words for an era, its score, the low and the high end of the range.
    days
        First and last day of the axis, ISO 8601.
    theme
        ``light`` or ``dark``.

    Returns
    -------
    dict
        A Vega-Lite specification.
    """
    era, score, low, high = titles
    colours = Scale.of(theme).charts
    grey = colours["rim"]
    tip = [
        alt.Tooltip("era_name:N", title=era),
        alt.Tooltip("said:N", title=score),
        alt.Tooltip("low_said:N", title=low),
        alt.Tooltip("high_said:N", title=high),
    ]
    start = _time("start:T", days)
    labels = alt.Chart().encode(x=start, tooltip=tip)
    base = labels.encode(x2="end:T")
    scale = alt.Scale(domain=_ends())
    at_low, at_score = (alt.Y(f"{c}:Q", title=None, scale=scale) for c in ("low", "score"))
    spread = base.mark_rect(opacity=0.25, color=grey).encode(y=at_low, y2="high:Q")
    # The rim makes the pale colour of a neutral score visible on the paper.
    rim = base.mark_rule(strokeWidth=_LINE + 2).encode(
        y=at_score, stroke=alt.Stroke("rim:N", scale=None), strokeDash=_dashes([5, 3])
    )
    line = base.mark_rule(strokeWidth=_LINE).encode(
        y=at_score, stroke=alt.Stroke("fill:N", scale=None)
    )
    whole = f"(time('{days[1]}') - time('{days[0]}')) / {_STRIPES}"
    some = f"sequence(toNumber(datum.start) + {whole}, toNumber(datum.end) - {whole}, {whole})"
    hatch = _hatch(some, "datum.place", _LINE).encode(
        y=at_score, x=alt.X("stripe_at:T", title=None)
    )
    level = (
        alt.Chart()
        .mark_rule(color=grey, aria=False)
        .encode(y=alt.YDatum(0, title=None, scale=scale))
    )
    edges = alt.Chart().mark_rule(color=grey, strokeDash=[2, 3], opacity=0.6).encode(x=start)
    width = alt.expr("scale('x', datum.end) - scale('x', datum.start) - 6")
    names = labels.mark_text(
        align="left", baseline="top", dx=3, y=2, limit=width, color=colours["text"], opacity=0.8
    ).encode(text="era_name:N")
    layers = alt.layer(edges, level, spread, rim, line, hatch, names).properties(height=190)
    return _specification(layers.configure_axis(labelColor=colours["axis"]))


@lru_cache
def events_through_time(
    titles: tuple[str, str], days: tuple[str, str], *, theme: Theme, edges: Edges = None
) -> dict[str, object]:
    """Return a chart of events on an axis of dates: a day is a dot, a vague date is a bar.

    It has no data. There is one row per event, in order: ``first`` and ``last`` day,
    ``headline``, ``contribution``, ``said`` (the contribution as a text), ``place`` (its number).

    Parameters
    ----------
    titles
        The words for an event and its contribution.
    days
        First and last day of the axis, ISO 8601.
    theme
        ``light`` or ``dark``.
    edges
        The edges of the classes, if the study sets its own.

    Returns
    -------
    dict
        A Vega-Lite specification.
    """
    event, contribution = titles
    colours = Scale.of(theme).charts
    grey = colours["rim"]
    start = _time("first:T", days)
    in_order = alt.EncodingSortField("place", op="min")
    base = alt.Chart().encode(
        y=alt.Y("headline:N", sort=in_order, title=None, axis=_hidden_axis()),
        tooltip=[
            alt.Tooltip("headline:N", title=event),
            alt.Tooltip("said:N", title=contribution),
        ],
    )
    colour = _colour("contribution:Q", theme, edges)
    lasting = alt.datum["last"] > alt.datum["first"]
    bars = base.transform_filter(lasting).mark_bar(
        height=7, yOffset=8, stroke=grey, strokeWidth=0.5
    )
    dots = base.transform_filter(~lasting).mark_circle(
        size=80, yOffset=8, opacity=1, stroke=grey, aria=False
    )
    # A headline starts where its event does, or further left if it would not fit on the chart.
    room = f"width - {_LETTER} * length(datum.headline)"
    place = alt.expr(f"max({-_LEFT}, min(scale('x', datum.first), {room}))")
    limit = alt.expr(f"width + {_LEFT}")
    headlines = base.mark_text(
        x=place, limit=limit, align="left", dy=-6, fontSize=_TYPE, color=colours["text"]
    ).encode(text="headline:N")
    layers = alt.layer(
        bars.encode(x=start, x2="last:T", color=colour),
        dots.encode(x=start, color=colour),
        headlines,
    ).properties(height=alt.Step(1.8 * _ROW))
    return _specification(layers.configure_axis(labelColor=colours["axis"]))


def _specification(chart: alt.Chart | alt.LayerChart) -> dict[str, object]:
    """Return a chart's specification without the empty data that Altair adds."""
    specification: dict[str, Any] = chart.to_dict()
    for part in (specification, *specification.get("layer", [])):
        part.pop("data", None)
    specification.pop("datasets", None)
    return specification


def _hidden_axis() -> alt.Axis:
    """Return an invisible axis as wide as that of the scores, so that dates are in line."""
    widest = f"'−{abs(_ends()[0])}'"
    return alt.Axis(labelExpr=widest, labelOpacity=0, tickOpacity=0, domainOpacity=0, grid=False)


def _time(column: str, days: tuple[str, str]) -> alt.X:
    """Return the axis of dates, from the first day to the last."""
    axis = alt.Axis(format="%Y", tickCount=8, labelOverlap="greedy", labelSeparation=8)
    return alt.X(column, title=None, scale=alt.Scale(domain=list(days)), axis=axis)


def _names(column: str, order: alt.EncodingSortField) -> alt.Y:
    axis = alt.Axis(labelLimit=210, labelOverlap=False, labelFlush=False, domain=False, ticks=False)
    return alt.Y(f"{column}:N", sort=order, title=None, axis=axis)


def _scores(column: str) -> alt.X:
    """Return the axis of scores, from the lowest to the highest possible score."""
    scale = alt.Scale(domain=_ends())
    return alt.X(column, title=None, scale=scale, axis=alt.Axis(tickCount=5))


def _colour(column: str, theme: Theme, edges: Edges) -> alt.Color:
    """Return an encoding with the classes and colours of the map."""
    classes = Scale.of(theme, edges).score_ramp
    domain, colours = list(classes.thresholds), list(classes.colours)
    scale = alt.Scale(type="threshold", domain=domain, range=colours)
    return alt.Color(column, scale=scale, legend=None)


def _ends() -> list[float]:
    """Return the lowest and the highest possible score."""
    return list(Scale.of("light").score_ramp.ends)
