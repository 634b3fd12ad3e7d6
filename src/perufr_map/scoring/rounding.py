"""Round the numbers of scores, once: what is shown, classed and compared is one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pandas as pd

    Frame = TypeVar("Frame", bound=pd.DataFrame)

DECIMALS = 4
"""More than anybody is shown, and few enough to leave no trace of how a sum was added up."""


def rounded(value: float) -> float:
    """Return a number with four decimals, never a negative zero; a missing one stays missing."""
    return round(float(value), DECIMALS) + 0.0


def rounded_frame(frame: Frame) -> Frame:
    """Return a frame whose numbers are as `rounded` returns them."""
    numbers = frame.select_dtypes("float").columns
    found: Frame = frame.assign(**{name: frame[name].map(rounded) for name in numbers})
    return found
