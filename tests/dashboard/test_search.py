"""A server that many use searches for garbage now and then, not after each run."""

from __future__ import annotations

import gc

import pytest

from perufr_map.dashboard import _streamlit
from perufr_map.dashboard._streamlit import SEARCH_EVERY, search_for_garbage


def test_garbage_is_searched_for_once_in_a_while_and_what_stays_left_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(_streamlit, "_searched", None)
    monkeypatch.setattr(gc, "collect", lambda: done.append("search"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("leave out"))
    for now in (5.0, 5.0 + 0.9 * SEARCH_EVERY, 5.0 + SEARCH_EVERY, 5.1 + SEARCH_EVERY):
        monkeypatch.setattr(_streamlit, "monotonic", lambda now=now: now)
        search_for_garbage()
    assert done == ["search", "leave out", "search"]
