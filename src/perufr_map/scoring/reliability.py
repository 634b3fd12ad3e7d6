"""Measure how far coders agree: percent, Krippendorff's alpha, Gwet's AC1, bootstrap intervals.

All take the codings as an array with a row for each thing coded and a column for each coder. A
coding is the number of a value, 0 or above; `MISSING` stands where a coder has none.

References
----------
Krippendorff, K. (2011). *Computing Krippendorff's Alpha-Reliability*. University of Pennsylvania.
Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for
coding data. *Communication Methods and Measures* 1(1), 77-89.
Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high
agreement. *British Journal of Mathematical and Statistical Psychology* 61, 29-48.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Codes: TypeAlias = npt.NDArray[np.int64]
Numbers: TypeAlias = npt.NDArray[np.float64]
Level: TypeAlias = Literal["nominal", "ordinal"]
"""How values differ: all alike, or by how many codings lie between them in their order."""

MISSING = -1

DRAWS = 2_000
"""How often the units are drawn anew for an interval."""

SEED = 1992
COVERED = 0.95
"""The share of the draws that an interval holds."""


def agree_share(codes: Codes) -> float:
    """Return the share of pairs of coders that agree, averaged over what two or more have coded."""
    counts, coders = _counts(codes)
    paired = coders >= 2  # noqa: PLR2004 (a pair)
    if not paired.any():
        return float("nan")
    counts, coders = counts[paired], coders[paired]
    return float(((counts * (counts - 1)).sum(1) / (coders * (coders - 1))).mean())


def alpha(codes: Codes, level: Level = "nominal") -> float:
    """Return Krippendorff's alpha: 1 is full agreement, 0 what chance would give.

    Parameters
    ----------
    codes
        A row for each thing coded, a column for each coder.
    level
        Whether the numbers are names of values, or their order counts too.

    Returns
    -------
    float
        NaN if nothing was coded twice, or if all codings are the same: chance then agrees too.
    """
    return float(_alphas(codes, np.ones((1, len(codes))), level)[0])


def ac1(codes: Codes) -> float:
    """Return Gwet's AC1, which, unlike alpha, hardly depends on how often each value is used.

    Returns
    -------
    float
        NaN if nothing was coded twice, or if only one value was used.
    """
    counts, coders = _counts(codes)
    coded = coders > 0
    used = counts[coded].sum(0) > 0
    values = int(used.sum())
    if values < 2:  # noqa: PLR2004 (chance needs a choice)
        return float("nan")
    shares = (counts[coded] / coders[coded, None]).mean(0)
    chance = float((shares * (1 - shares)).sum() / (values - 1))
    return (agree_share(codes) - chance) / (1 - chance)


def interval(codes: Codes, units: Codes, level: Level = "nominal") -> tuple[float, float]:
    """Return the bounds that hold alpha in 95 of 100 draws of the units, with replacement.

    Parameters
    ----------
    codes
        As for `alpha`.
    units
        The number of the unit, from 0, that each row belongs to; its rows are drawn together.
    level
        As for `alpha`.

    Returns
    -------
    tuple of float
        Lower and upper bound; NaN where alpha has no value. Draws without one are left out.
    """
    n = int(units.max()) + 1 if len(units) else 0
    if n == 0 or np.isnan(alpha(codes, level)):
        return float("nan"), float("nan")
    # Uniform numbers alone: how a generator turns them into integers may change.
    uniform = np.random.Generator(np.random.PCG64(SEED)).random((DRAWS, n))
    drawn = (uniform * n).astype(np.int64)
    times = np.zeros((DRAWS, n))
    np.add.at(times, (np.arange(DRAWS)[:, None], drawn), 1.0)
    alphas = _alphas(codes, times[:, units], level)
    low, high = np.nanquantile(alphas, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return float(low), float(high)


def _counts(codes: Codes) -> tuple[Numbers, Numbers]:
    """Return how many coders gave each row each value, and how many coded the row at all."""
    values = np.arange(codes.max(initial=0) + 1)
    counts = (codes[:, :, None] == values).sum(1).astype(float)
    return counts, counts.sum(1)


def _alphas(codes: Codes, times: Numbers, level: Level) -> Numbers:
    """Return alpha of each draw; `times` says how often each draw has each row.

    With n the number of codings that can be paired, o the coincidences and d the squared
    difference of two values, alpha is 1 - (n - 1) * sum(o * d) / sum(n_c * n_k * d).
    """
    counts, coders = _counts(codes)
    paired = coders >= 2  # noqa: PLR2004 (what one coder alone has coded says nothing)
    counts, coders, times = counts[paired], coders[paired], times[:, paired]
    totals = times @ counts
    n = totals.sum(1)
    # A value's place on the line: in ordinal data the codings below it and half of its own.
    # Then the squared difference of two places is d; nominal values lie all equally far apart.
    if level == "ordinal":
        places = np.cumsum(totals, 1) - totals / 2
        spread = counts.sum(1) * (places**2 @ counts.T) - (places @ counts.T) ** 2
        observed = 2 * (times * spread / (coders - 1)).sum(1)
        expected = 2 * (n * (totals * places**2).sum(1) - (totals * places).sum(1) ** 2)
    else:
        differ = coders**2 - (counts**2).sum(1)
        observed = times @ (differ / (coders - 1))
        expected = n**2 - (totals**2).sum(1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan)
