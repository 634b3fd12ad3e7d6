"""The page speaks its reader's language where the study's has no catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from perufr_map.dashboard import state
from perufr_map.dashboard.server import STUDY
from speaking import speak
from views import bodies, page_at, run


def test_a_german_study_is_read_with_the_words_of_the_reader_s_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STUDY, str(speak(tmp_path / "study", ("de",))))
    shown = {}
    for readers in (("ru", "es-PE", "en"), ("ru",)):
        monkeypatch.setattr(state, "read_languages", lambda: readers)  # noqa: B023 (called below)
        app = run(page_at(view="about"))
        assert app.session_state["language"] == "de"
        shown[readers[-1]] = bodies(app) + "".join(each.value for each in app.header)
    assert "enunciados" in shown["en"]
    assert " statements " not in shown["en"]
    assert " statements " in shown["ru"]


def test_a_study_that_cannot_be_read_is_told_of_in_the_reader_s_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STUDY, str(tmp_path))
    monkeypatch.setattr(state, "read_languages", lambda: ("fr-CA",))
    app = run(page_at())
    assert app.session_state["language"] == "fr"
