"""Count how often the events of a study count, before they are scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables


def count_reach(study: StudyTables) -> int:
    """Return how many rows are compared to find `perufr_map.scoring.scored.reach`.

    An event counts in each era that its days overlap: for its counterpart, and for each stay of a
    state in that group. `reach` has no more rows, and less where a stay overlaps no such day.
    """
    eras, events = study.eras, study.events
    overlaps = np.less.outer(events["first"].to_numpy(), eras["end"].to_numpy())
    overlaps &= np.greater_equal.outer(events["last"].to_numpy(), eras["start"].to_numpy())
    stays = events["counterpart"].map(study.members["group"].value_counts()).fillna(0)
    return int(overlaps.sum(axis=1) @ (1 + stays.to_numpy(int)))
