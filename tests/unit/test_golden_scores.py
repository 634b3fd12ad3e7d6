"""A score that changes is seen, and is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import golden_scores
import perufr_map as pm
from perufr_map.resources import study_dir


def test_every_score_is_the_one_that_was_written_down(study: pm.Study) -> None:
    """If the change is meant, ``python tests/golden_scores.py`` writes the scores again."""
    assert golden_scores.text(study) == golden_scores.FILES[study_dir()].read_text("utf-8")


def test_the_table_of_changes_has_new_signs_classes_and_cells_alone(
    study: pm.Study, folder: Path, edit: Callable[..., int]
) -> None:
    assert golden_scores.table(study, study).count("\n") == 2
    edit("events.csv", {"id": "ven-relations-broken-1992"}, event_type="relations_good")
    edit("events.csv", {"id": "jpn-new-importance-fujimori"}, end="1992-04-04")
    head, rule, *rows = golden_scores.table(pm.load(folder), study).splitlines()
    assert (head, rule) == ("| era | counterpart | before | now |", "|---|---|---|---|")
    assert rows == [
        "| autogolpe | `JPN` | – | +1.87 |",
        "| autogolpe | `VEN` | +2.59 | −4.12 |",
    ]
