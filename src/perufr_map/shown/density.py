"""Count how much a study tells of each quarter of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables

PARTS = 100
"""Parts of a statement that are counted."""


def density(study: StudyTables) -> list[int]:
    """Return how many statements speak of each quarter, in hundredths of one.

    A statement is spread evenly over the days that it can mean. The first quarter is that in which
    the first era begins, the last one that in which the last era ends.
    """
    start, end = (study.eras[name].to_numpy("datetime64[D]") for name in ("start", "end"))
    quarter = (start.min().astype("datetime64[M]").astype(int)) // 3 * 3
    until = (end.max() - 1).astype("datetime64[M]").astype(int) // 3 * 3 + 6
    edges = np.arange(quarter, until, 3).astype("datetime64[M]").astype("datetime64[D]")
    first, last = (study.events[name].to_numpy("datetime64[D]") for name in ("first", "last"))
    a_day = 1 / (last - first + 1).astype(float)
    days = (edges[-1] - edges[0]).astype(int)
    enters, leaves = (
        np.bincount(
            np.clip((day - edges[0]).astype(int), 0, days), weights=a_day, minlength=days + 1
        )
        for day in (first, last + 1)
    )
    told = np.concatenate(([0.0], np.cumsum(np.cumsum(enters - leaves)[:-1])))
    each = np.diff(told[(edges - edges[0]).astype(int)])
    return [int(share) for share in np.rint(PARTS * each)]
