"""Share the cases of a promise between the tiers: some for the gate, all for the slow one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def few(every: Iterable[Any], gate: Collection[object]) -> list[Any]:
    """Return the values of a parameter, marked ``slow`` but for those that the gate runs."""
    return [
        value if value in gate else pytest.param(value, marks=pytest.mark.slow) for value in every
    ]
