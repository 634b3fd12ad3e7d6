"""Compare the scores of two eras."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from perufr_map.scoring.rounding import round_score

NO_CHANGE = 0.005
"""Smaller differences between two scores count as none: two decimals do not show them."""

Became: TypeAlias = Literal["changed", "unchanged", "new", "gone"]
"""What became of a score from one era to another; `new` and `gone` have data in one of them."""


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


def has_turned(before: float | None, after: float | None) -> bool:
    """Say whether a score has turned from conflict to cooperation, or back.

    A score of 0 has no sign, and one that is missing (None or NaN) none either: neither turns.
    Whether both signs are settled is another question; see
    `perufr_map.shown.overview.is_firm_turn`.
    """
    return before is not None and after is not None and before * after < 0


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
        era has no data), ``status``, what became of the score: ``changed``, ``unchanged``,
        ``new`` (data only after) or ``gone`` (data only before), and ``sign_changed``: whether
        one score is conflict and the other cooperation, settled or not. It is false where one of
        them is 0, and for what is new or gone.
    """
    in_era = {
        column: scored[scored["era"] == era].set_index("counterpart")["score"]
        for column, era in (("before", before), ("after", after))
    }
    both = pd.DataFrame(in_era)
    outcomes = [compare_scores(before, after) for before, after in both.itertuples(index=False)]
    both["change"] = pd.Series([change for _, change in outcomes], both.index, dtype=float)
    both["status"] = [outcome for outcome, _ in outcomes]
    both["sign_changed"] = [
        has_turned(*pair) for pair in zip(both["before"], both["after"], strict=True)
    ]
    largest_first = both.sort_index().sort_values(
        "change", key=lambda change: -change.abs().fillna(-1), kind="stable"
    )
    return largest_first.rename_axis("counterpart").reset_index()
