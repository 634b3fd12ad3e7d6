"""The name of a category is a text of the study: it is shown as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perufr_map.dashboard.server import STUDY
from perufr_map.dashboard.state import VIEWS
from perufr_map.dashboard.texts import escape
from views import page_at, run

NAME = "{grants} ![i](//evil.invalid) $a$ *b*"


@pytest.mark.parametrize("view", VIEWS)
def test_the_name_of_a_category_is_neither_filled_in_nor_taken_for_markdown(
    edit: Callable[..., int], folder: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    edit("categories.csv", {"id": "aid"}, name_en=NAME)
    monkeypatch.setenv(STUDY, str(folder))
    app = run(page_at(view=view))
    labels = [option for pills in app.button_group for option in pills.options]
    labels += [expander.label for expander in app.expander]
    assert [label for label in labels if "grants" in label and label != escape(NAME)] == []
    if view in {"map", "about"}:
        assert escape(NAME) in labels
