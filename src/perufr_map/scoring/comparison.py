"""Compare the scores of two eras, or of many methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from perufr_map.scoring.method import WEIGHT_SETS, Method
from perufr_map.scoring.rounding import round_score
from perufr_map.scoring.scores import AGGREGATIONS

NO_CHANGE = 0.005
"""Smaller differences between two scores count as none: two decimals do not show them."""

Became: TypeAlias = Literal["changed", "unchanged", "new", "gone"]
"""What became of a score from one era to another; `new` and `gone` have data in one of them."""

SHARES = (0.25, 0.5, 1.0)
"""The group shares of the alternative methods."""


def compare_scores(before: float | None, after: float | None) -> tuple[Became, float | None]:
    """Return what became of a score, and its change, rounded; None where an era has no data.

    A missing score is None or NaN.
    """
    if before is None or np.isnan(before):
        return "new", None
    if after is None or np.isnan(after):
        return "gone", None
    change = round_score(after - before)
    return ("unchanged" if abs(change) < NO_CHANGE else "changed"), change


def movers(scored: pd.DataFrame, *, before: str, after: str) -> pd.DataFrame:
    """Return how each counterpart's score changed from one era to another.

    Parameters
    ----------
    scored
        As `perufr_map.scoring.scores.scores` returns it.
    before, after
        Ids of the two eras.

    Returns
    -------
    DataFrame
        One row per counterpart with data in either era, the largest change first:
        ``counterpart``, ``before``, ``after`` (the scores), ``change`` (missing where an
        era has no data) and ``status``, what became of the score: ``changed``, ``unchanged``,
        ``new`` (data only after) or ``gone`` (data only before).
    """
    in_era = {
        column: scored[scored["era"] == era].set_index("counterpart")["score"]
        for column, era in (("before", before), ("after", after))
    }
    both = pd.DataFrame(in_era)
    outcomes = [compare_scores(before, after) for before, after in both.itertuples(index=False)]
    both["change"] = pd.Series([change for _, change in outcomes], both.index, dtype=float)
    both["status"] = [outcome for outcome, _ in outcomes]
    largest_first = both.sort_index().sort_values(
        "change", key=lambda change: -change.abs().fillna(-1), kind="stable"
    )
    return largest_first.rename_axis("counterpart").reset_index()


def alternatives(method: Method) -> list[Method]:
    """Return the methods to compare one with: every aggregation, weight set and share.

    The reader's own weights and the categories left out stay as they are.
    """
    choices = product(AGGREGATIONS, WEIGHT_SETS, SHARES)
    return [replace(method, aggregation=a, weights=w, group_share=s) for a, w, s in choices]


def robustness(
    score: Callable[[Method], pd.DataFrame], contributed: pd.DataFrame, method: Method
) -> pd.DataFrame:
    """Return how often each score keeps its sign under other methods, and without one event.

    Parameters
    ----------
    score
        Returns the scores of a method, as `perufr_map.scoring.scores.scores` does.
    contributed
        The contributions of `method`, as `perufr_map.scoring.scores.contributions` returns them.
    method
        The method whose signs are compared with the others'.

    Returns
    -------
    DataFrame
        One row per score: ``era``, ``counterpart``, ``score``, ``events``,
        ``alternatives`` (share of the alternative methods that give the same sign) and
        ``without_one`` (share of its events that can be left out, one at a time, without
        changing the sign). Without its only event a score has no sign, so its share is 0.
    """
    keys = ["era", "counterpart"]
    own = score(method).set_index(keys)
    sign = np.sign(own["score"])
    same_sign = [
        np.sign(score(other).set_index(keys)["score"]).reindex(own.index).eq(sign)
        for other in alternatives(method)
    ]
    return pd.DataFrame(
        {
            "score": own["score"],
            "events": own["events"],
            "alternatives": pd.concat(same_sign, axis=1).mean(axis=1),
            "without_one": _without_one(contributed, method, sign),
        }
    ).reset_index()


def _without_one(
    contributed: pd.DataFrame, method: Method, sign: pd.Series[float]
) -> pd.Series[float]:
    """Return, per score, the share of its events without any one of which the sign is the same."""
    group = contributed.groupby(["era", "counterpart"])["contribution"]
    value = contributed["contribution"]
    if method.aggregation == "worst":
        rest = _lowest_of_the_others(contributed)
    else:  # the other aggregations have the sign of the sum
        rest = (group.transform("sum") - value).where(group.transform("size") > 1)
    keys = pd.MultiIndex.from_frame(contributed[["era", "counterpart"]])
    stays = np.sign(rest.round(9).to_numpy()) == sign.reindex(keys).to_numpy()
    shares: pd.Series[float] = pd.Series(stays, index=keys).groupby(level=[0, 1]).mean()
    return shares


def _lowest_of_the_others(contributed: pd.DataFrame) -> pd.Series[float]:
    """Return, per contribution, the lowest of the other contributions to the same score."""
    ordered = contributed.sort_values("contribution", kind="stable")
    group = ordered.groupby(["era", "counterpart"])["contribution"]
    lowest, second = (
        group.transform("first"),
        group.transform(lambda g: g.iloc[1] if len(g) > 1 else np.nan),
    )
    return lowest.where(group.cumcount() > 0, second).reindex(contributed.index)
