"""Round scores once, so that the same number is shown, classed and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pandas as pd

    Frame = TypeVar("Frame", bound=pd.DataFrame)

DECIMALS = 4
"""More than are shown, and few enough to hide rounding errors of sums."""


def round_score(value: float) -> float:
    """Return a number with four decimals, never a negative zero; a missing one stays missing."""
    return round(float(value), DECIMALS) + 0.0


def round_frame(frame: Frame) -> Frame:
    """Return a frame whose numbers are as `round_score` returns them."""
    numbers = frame.select_dtypes("float").columns
    found: Frame = frame.assign(**{name: frame[name].map(round_score) for name in numbers})
    return found
