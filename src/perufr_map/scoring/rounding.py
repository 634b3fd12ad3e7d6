"""Round scores once, so that the same number is shown, classed and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pandas as pd

    Frame = TypeVar("Frame", bound=pd.DataFrame)

DECIMALS = 4
"""More decimals than are shown, but few enough to hide rounding errors of sums."""
_NOISE = 10
"""Decimals beyond which two sums of the same weights may differ, by the order of their terms."""


def round_score(value: float) -> float:
    """Return a number rounded to four decimals; -0.0 becomes 0.0, NaN stays NaN.

    A number that is halfway but for the noise of its sum is rounded as if it were halfway:
    otherwise a version of numpy would decide.
    """
    return round(without_noise(value), DECIMALS) + 0.0


def without_noise(value: float) -> float:
    """Return a number as it would be if sums and products of decimals were exact.

    What is still to be added up is no more rounded than this; -0.0 becomes 0.0, NaN stays NaN.
    """
    return round(float(value), _NOISE) + 0.0


def round_frame(frame: Frame) -> Frame:
    """Return a frame with its numbers rounded by `round_score`."""
    numbers = frame.select_dtypes("float").columns
    rounded: Frame = frame.assign(**{name: frame[name].map(round_score) for name in numbers})
    return rounded
