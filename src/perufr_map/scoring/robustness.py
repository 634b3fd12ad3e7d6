"""Say which other methods turn a score's sign, and how it bears the loss of one statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from perufr_map.scoring.method import WEIGHT_SETS, Method
from perufr_map.scoring.rounding import round_score
from perufr_map.scoring.settled import SHARES

_KEYS = ["era", "counterpart"]


def robustness(
    scores: pd.DataFrame,
    contribute: Callable[[Method], pd.DataFrame],
    method: Method,
    sets: Sequence[str],
) -> pd.DataFrame:
    """Return what the sign of each score withstands.

    Parameters
    ----------
    scores
        As `perufr_map.scoring.scored.Scored.scores` has them.
    contribute
        Returns the contributions of a method, as
        `perufr_map.scoring.scored.Scored.contributions` has them.
    method
        The method of the scores.
    sets
        The codebook's sets of weights.

    Returns
    -------
    DataFrame
        One row per score: ``era``, ``counterpart``, ``score``, ``events``, ``sign_probability``,
        ``settled``, ``others`` (how many other methods differ for this score; see `others`),
        ``turned_by`` (those of them that give another sign, each by its departures, a semicolon
        between them; missing where none does) and ``without_one``, the sensitivity to one
        statement: the share of its events that can be left out, one at a time, without changing
        the sign. Without its only event a score has no sign, so its share is 0.
    """
    own = scores.set_index(_KEYS)
    sign = np.sign(own["score"])
    contributed = contribute(method)
    matters = _matters(contributed, contribute, method, sets).reindex(own.index)
    count, turned = pd.Series(0, own.index), pd.Series("", own.index)
    for other in others(method, sets):
        changed = other.departures(method)
        differs = matters[list(changed)].all(axis=1)
        turns = differs & _signs(contribute(other), other).reindex(own.index).ne(sign)
        count += differs
        said = " ".join(f"{key}={word}" for key, word in changed.items())
        turned = turned.where(~turns, turned.where(turned == "", turned + "; ") + said)
    return pd.DataFrame(
        {
            **{name: own[name] for name in ("score", "events", "sign_probability", "settled")},
            "others": count,
            "turned_by": turned.mask(turned == ""),
            "without_one": _without_one(contributed, method, sign).reindex(own.index),
        }
    ).reset_index()


def others(method: Method, sets: Sequence[str] = WEIGHT_SETS) -> list[Method]:
    """Return the methods to compare one with.

    They differ in the weight set, in the share of groups, in whether the worst event counts for
    all, or in several of these. Saturating sum, sum and mean always have one sign, and are one
    way here. The reader's other choices stay as they are.
    """
    adds_up = "saturating" if method.aggregation == "worst" else method.aggregation
    ways = product(sets, dict.fromkeys([method.group_share, *SHARES]), (adds_up, "worst"))
    every = [
        replace(method, weights=weights, group_share=share, aggregation=aggregation)
        for weights, share, aggregation in ways
    ]
    return [other for other in every if other != method]


def _matters(
    contributed: pd.DataFrame,
    contribute: Callable[[Method], pd.DataFrame],
    method: Method,
    sets: Sequence[str],
) -> pd.DataFrame:
    """Say of each score which choices can give it another sign.

    The weight set can where a type weighs differently, the share where events are both its own and
    inherited, the worst event where there are several.
    """
    keys = [contributed[key] for key in _KEYS]
    rivals = (contribute(replace(method, weights=name)) for name in sets)
    one, *rest = (rival["weight"] for rival in rivals)  # the same events, in the same order
    differs = pd.Series(0, one.index)
    for other in rest:
        differs += one.ne(other)
    inherited = contributed["via"].notna().groupby(keys).mean()
    return pd.DataFrame(
        {
            "weights": differs.groupby(keys).any(),
            "share": inherited.between(0, 1, inclusive="neither"),
            "aggregation": contributed.groupby(keys).size() > 1,
        }
    )


def _signs(contributed: pd.DataFrame, method: Method) -> pd.Series[float]:
    """Return the sign of each score."""
    of_score = contributed.groupby(_KEYS)["contribution"]
    value = of_score.min() if method.aggregation == "worst" else of_score.sum()
    signs: pd.Series[float] = np.sign(value.map(round_score))
    return signs


def _without_one(
    contributed: pd.DataFrame, method: Method, sign: pd.Series[float]
) -> pd.Series[float]:
    """Return, per score, the share of its events without any one of which the sign is the same."""
    group = contributed.groupby(_KEYS)["contribution"]
    value = contributed["contribution"]
    if method.aggregation == "worst":
        rest = _lowest_of_the_others(contributed)
    else:  # the other aggregations have the sign of the sum
        rest = (group.transform("sum") - value).where(group.transform("size") > 1)
    keys = pd.MultiIndex.from_frame(contributed[_KEYS])
    stays = np.sign(rest.round(9).to_numpy()) == sign.reindex(keys).to_numpy()
    shares: pd.Series[float] = pd.Series(stays, index=keys).groupby(level=[0, 1]).mean()
    return shares


def _lowest_of_the_others(contributed: pd.DataFrame) -> pd.Series[float]:
    """Return, per contribution, the lowest of the other contributions to the same score."""
    ordered = contributed.sort_values("contribution", kind="stable")
    group = ordered.groupby(_KEYS)["contribution"]
    lowest, second = (
        group.transform("first"),
        group.transform(lambda g: g.iloc[1] if len(g) > 1 else np.nan),
    )
    return lowest.where(group.cumcount() > 0, second).reindex(contributed.index)
