"""Turn events into contributions and relation scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal, TypeAlias, cast, get_args

import narwhals as nw
from narwhals.typing import IntoFrameT

from perufr_map.problems import ChoiceError
from perufr_map.similar import advise

Aggregation: TypeAlias = Literal["saturating", "mean", "sum", "worst"]
AGGREGATIONS: tuple[Aggregation, ...] = get_args(Aggregation)

LIMIT = 10.0
"""Bound of the scale, as Goldstein's: from -10 (conflict) to +10 (cooperation)."""

_KEYS = ["era", "counterpart"]


def contributions(
    events: IntoFrameT, eras: IntoFrameT, members: IntoFrameT, *, group_share: float = 0.5
) -> IntoFrameT:
    """List what each event adds to each counterpart's score in each era.

    An event counts in every era that its days overlap. A group's event counts for the
    group and, times `group_share`, for each state that was a member on one of those
    days within the era.

    Parameters
    ----------
    events
        ``event``, ``counterpart``, ``weight`` (-10 to +10), ``first`` and ``last`` day.
    eras
        ``era``, ``era_start``, ``era_end`` (half-open).
    members
        ``group``, ``state``, ``member_start``, ``member_end`` (half-open, never null).
    group_share
        What a group's event counts for a member, from 0 to 1.

    Returns
    -------
    frame of the same engine
        ``era``, ``counterpart``, ``event``, ``via`` (the group an event is inherited
        through, else null), ``weight``, ``contribution``.

    Raises
    ------
    ChoiceError
        If `group_share` lies outside 0 to 1.
    """
    _check_share(group_share)
    event_rows, era_rows = _wrap(events), _wrap(eras)
    in_era = (nw.col("first") < nw.col("era_end")) & (nw.col("last") >= nw.col("era_start"))
    # Three intervals share a day when each two of them do (Helly's theorem on a line).
    while_member = (
        (nw.col("first") < nw.col("member_end"))
        & (nw.col("last") >= nw.col("member_start"))
        & (nw.col("era_start") < nw.col("member_end"))
        & (nw.col("era_end") > nw.col("member_start"))
    )
    columns = [*_KEYS, "event", "via", "weight", "contribution"]
    placed = event_rows.join(era_rows, how="cross").filter(in_era)
    direct = placed.with_columns(via=nw.lit(None, nw.String), contribution=nw.col("weight")).select(
        columns
    )
    if group_share == 0:  # nothing is inherited, which is not the same as contributions of zero
        return cast("IntoFrameT", direct.to_native())
    inherited = (
        placed.join(_wrap(members), left_on="counterpart", right_on="group", how="inner")
        .filter(while_member)
        .rename({"counterpart": "via", "state": "counterpart"})
        .with_columns(contribution=nw.col("weight") * group_share)
        .select(columns)
        .unique()  # a state with two memberships inherits an event once
    )
    return cast("IntoFrameT", nw.concat([direct, inherited], how="vertical").to_native())


def contributions_of_days(
    events: IntoFrameT,
    eras: Sequence[tuple[date, date]],
    members: IntoFrameT | None,
    *,
    group_share: float = 0.5,
    outcome: str | None = None,
) -> IntoFrameT:
    """List contributions as `contributions` does, for events that last one day.

    A day lies in at most one era, so comparisons find the era without a join. On large files
    this is several times as fast as `contributions`.

    Parameters
    ----------
    events
        ``counterpart``, ``weight`` (-10 to +10), ``first`` (the day).
    eras
        Start and end (half-open) of each era.
    members
        As for `contributions`, but no state is twice a member on the same day; None if no
        counterpart is a group.
    group_share
        What a group's event counts for a member, from 0 to 1.
    outcome
        Column that is not 0 if an event does not count: it stays in the table, but members of
        a group do not inherit it.

    Returns
    -------
    frame of the same engine
        ``era``, ``counterpart``, ``via``, ``contribution`` and the column `outcome`. The era is
        its place in `eras`, since engines group by numbers faster than by names. It is -1 for
        an event outside all eras. `contributions` drops such events; they stay here so that they
        can be counted without reading a large file again.

    Raises
    ------
    ChoiceError
        If `group_share` lies outside 0 to 1.
    """
    _check_share(group_share)
    event_rows = _wrap(events)
    # Engines compare dates only with dates, and times only with times.
    as_day = event_rows.collect_schema()["first"] == nw.Date
    era = _era_of(nw.col("first"), eras, as_day=as_day)
    outcome_columns = [] if outcome is None else [outcome]
    direct = event_rows.select(
        *outcome_columns,
        "counterpart",
        era=era,
        via=nw.lit(None, nw.String),
        contribution=nw.col("weight"),
    )
    if members is None or group_share == 0:
        return cast("IntoFrameT", direct.to_native())
    counting = event_rows if outcome is None else event_rows.filter(nw.col(outcome) == 0)
    inherited = (
        counting.join(_wrap(members), left_on="counterpart", right_on="group", how="inner")
        .filter(nw.col("first") < nw.col("member_end"), nw.col("first") >= nw.col("member_start"))
        .select(
            *outcome_columns,
            counterpart="state",
            era=era,
            via=nw.col("counterpart"),
            contribution=nw.col("weight") * group_share,
        )
    )
    return cast("IntoFrameT", nw.concat([direct, inherited], how="vertical").to_native())


def scores(
    contributed: IntoFrameT,
    *,
    aggregation: Aggregation = "saturating",
    constant: float = LIMIT,
    keys: Sequence[str] = ("era", "counterpart"),
) -> IntoFrameT:
    """Turn contributions into one relation score per era and counterpart.

    With *net* the sum of the contributions, the score is

    - ``saturating``: ``10 · net / (constant + |net|)``: always between -10 and +10, with the
      sign of *net*, 5 where *net* is the constant;
    - ``mean``: the mean contribution;
    - ``sum``: *net*, cut at ±10;
    - ``worst``: the lowest contribution.

    Parameters
    ----------
    contributed
        As `contributions` returns it.
    aggregation
        How contributions become a score.
    constant
        The constant of the saturating sum, above 0.
    keys
        Columns that identify a score; none of their values is null.

    Returns
    -------
    frame of the same engine
        One row per era and counterpart with at least one event (all others have no data):
        ``era``, ``counterpart``, ``score``, ``low`` and ``high`` (the lowest and highest score
        when any one event, or none, is left out; null if there is only one event), ``net``,
        ``cooperation`` (sum of the positive contributions), ``conflict`` (of the
        negative ones), ``events``, ``inherited`` (how many of them).

    Raises
    ------
    ChoiceError
        If there is no such aggregation.

    References
    ----------
    Goldstein, J. S. (1992). A conflict-cooperation scale for WEIS events data.
    *Journal of Conflict Resolution*, 36(2), 369-385.
    """
    if aggregation not in AGGREGATIONS:
        message = f"no aggregation “{aggregation}”; choose {', '.join(AGGREGATIONS)}"
        raise ChoiceError(advise(message, aggregation, AGGREGATIONS))
    value = nw.col("contribution")
    each = _wrap(contributed).with_columns(
        cooperation=value.clip(lower_bound=0.0),
        conflict=value.clip(upper_bound=0.0),
    )
    summed = each.group_by(list(keys)).agg(
        nw.col("cooperation", "conflict").sum(),
        inherited=nw.col("via").count(),
        net=value.sum(),
        events=nw.len(),
        lowest=value.min(),
        highest=value.max(),
    )
    if aggregation == "worst":
        summed = _with_second_lowest(each, summed, keys)
    full, without_best, without_worst = _formulas(aggregation, constant)
    several = nw.col("events") > 1
    ranged = (
        summed.with_columns(score=full)
        .with_columns(
            # The score rises with net, so it is lowest without the highest contribution.
            low=nw.when(several).then(nw.min_horizontal("score", without_best)),
            high=nw.when(several).then(nw.max_horizontal("score", without_worst)),
        )
        .select(
            *keys, "score", "low", "high", "net", "cooperation", "conflict", "events", "inherited"
        )
    )
    return cast("IntoFrameT", ranged.to_native())


def _check_share(group_share: float) -> None:
    if not 0 <= group_share <= 1:
        raise ChoiceError(f"group_share is {group_share}; give a number from 0 to 1")


def _era_of(day: nw.Expr, eras: Sequence[tuple[date, date]], *, as_day: bool) -> nw.Expr:
    """Return an expression for the index of the era that a day lies in; -1 for none."""
    chain: nw.Expr | None = None
    for place, (start, end) in reversed(list(enumerate(eras))):
        first, last = (
            (start, end) if as_day else (datetime(*edge.timetuple()[:3]) for edge in (start, end))  # noqa: DTZ001
        )
        here = nw.when((day >= first) & (day < last)).then(nw.lit(place))
        chain = here.otherwise(nw.lit(-1) if chain is None else chain)
    if chain is None:
        raise ValueError("there is no era")
    return chain


def _wrap(native: Any) -> Any:
    """Wrap a frame of any engine. Any: Narwhals' types tell eager from lazy frames."""
    return nw.from_native(native)


def _formulas(aggregation: Aggregation, constant: float) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """Return the score, and the scores without the highest and without the lowest weight."""
    net, n = nw.col("net"), nw.col("events")
    without_best, without_worst = net - nw.col("highest"), net - nw.col("lowest")
    if aggregation == "saturating":
        full, no_best, no_worst = (
            LIMIT * each / (constant + each.abs()) for each in (net, without_best, without_worst)
        )
        return full, no_best, no_worst
    if aggregation == "mean":
        return net / n, without_best / (n - 1), without_worst / (n - 1)
    if aggregation == "sum":
        return _cut(net), _cut(without_best), _cut(without_worst)
    return nw.col("lowest"), nw.col("lowest"), nw.col("second_lowest")


def _cut(net: nw.Expr) -> nw.Expr:
    return net.clip(-LIMIT, LIMIT)


def _with_second_lowest(each: Any, summed: Any, keys: Sequence[str]) -> Any:
    """Add the lowest contribution that remains when the lowest one is left out."""
    joined = each.join(summed.select(*keys, "lowest"), on=list(keys), how="inner")
    is_lowest = nw.col("contribution") == nw.col("lowest")
    ranked = (
        joined.with_columns(
            tie=is_lowest.cast(nw.Int64), other=nw.when(~is_lowest).then("contribution")
        )
        .group_by(list(keys))
        .agg(ties=nw.col("tie").sum(), next=nw.col("other").min())
    )
    second = nw.when(nw.col("ties") > 1).then(nw.col("lowest")).otherwise(nw.col("next"))
    return summed.join(ranked, on=list(keys), how="inner").with_columns(second_lowest=second)
