"""Compare the numbers of an exported table with those of the study."""

from __future__ import annotations

import numpy as np
import pandas as pd

import perufr_map as pm

NUMBERS = [
    *("score", "net", "cooperation", "conflict", "events", "inherited"),
    *("sign_probability", "settled"),
]


def check_scores(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Compare the rows that have a score with the study's."""
    found = found.dropna(subset="score").set_index("counterpart")
    expected = expected.set_index("counterpart").loc[found.index]
    _compare(found, expected, NUMBERS)
    assert len(found) > 3


def check_change(found: pd.DataFrame, study: pm.Study, before: str, era: str) -> None:
    """Compare the change since another era, and its numbers, with the study's."""
    moved = study.compare(before, era).set_index("counterpart")
    found = found.set_index("counterpart").dropna(subset="change_status")
    moved = moved.loc[found.index]
    assert found["change_status"].tolist() == moved["status"].tolist()
    assert {"changed", "new", "gone"} <= set(found["change_status"])
    assert found["sign_changed"].tolist() == moved["sign_changed"].tolist()
    for ours, theirs in (("score_before", "before"), ("score", "after"), ("change", "change")):
        np.testing.assert_allclose(
            found[ours].astype(float), moved[theirs].astype(float), atol=1e-6
        )
    for name, suffix in ((era, ""), (before, "_before")):
        scores = study.scores(era=name).set_index("counterpart").reindex(found.index)
        columns = {f"{column}{suffix}": column for column in [*NUMBERS[1:], "basis"]}
        _compare(found[list(columns)].rename(columns=columns), scores, NUMBERS[1:])


def _compare(found: pd.DataFrame, expected: pd.DataFrame, columns: list[str]) -> None:
    """Compare the numbers, and who carries each score."""
    np.testing.assert_allclose(
        found[columns].astype(float), expected[columns].astype(float), atol=1e-6
    )
    assert found["basis"].fillna("").tolist() == expected["basis"].fillna("").tolist()
