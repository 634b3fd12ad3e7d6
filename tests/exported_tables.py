"""Compare the numbers of an exported table with those of the study."""

from __future__ import annotations

import numpy as np
import pandas as pd

import perufr_map as pm

NUMBERS = ["score", "net", "cooperation", "conflict", "events", "inherited"]


def check_scores(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Compare the numbers of rows that have a score with the study's."""
    found = found.dropna(subset="score").set_index("counterpart")[NUMBERS].astype(float)
    expected = expected.set_index("counterpart")[NUMBERS].astype(float).loc[found.index]
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert len(found) > 3


def check_change(found: pd.DataFrame, study: pm.Study, before: str, era: str) -> None:
    """Compare the change since another era, and its numbers, with the study's."""
    moved = study.compare(before, era).set_index("counterpart")
    found = found.set_index("counterpart").dropna(subset="change_status")
    moved = moved.loc[found.index]
    assert found["change_status"].tolist() == moved["status"].tolist()
    assert {"changed", "new", "gone"} <= set(found["change_status"])
    for ours, theirs in (("score_before", "before"), ("score", "after"), ("change", "change")):
        np.testing.assert_allclose(
            found[ours].astype(float), moved[theirs].astype(float), atol=1e-6
        )
    for name, suffix in ((era, ""), (before, "_before")):
        numbers = study.scores(era=name).set_index("counterpart")[NUMBERS[1:]]
        expected = numbers.reindex(found.index).astype(float)
        columns = [f"{column}{suffix}" for column in numbers]
        np.testing.assert_allclose(found[columns].astype(float), expected, atol=1e-6)
