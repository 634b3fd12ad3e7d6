"""The page says how far two coders agree, if its study has their passes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from coders import add_coders
from perufr_map.dashboard.server import STUDY
from views import page_at, run


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    monkeypatch.setenv(STUDY, str(folder))
    app = page_at(**{"view": "method", "era": "garcia", **address})
    app.session_state["coders"] = True  # the drawer with the numbers is open
    return run(app)


def lines(app: AppTest) -> dict[str, list[str]]:
    """Return the cells of every table of the page, by what the line begins with."""
    bodies = [element.proto.body for element in app.get("html")]
    return {
        first: cells
        for body in bodies
        if "<table>" in body
        for line in ET.fromstring(body).iter("tr")  # noqa: S314 (our own)
        for first, *cells in [["".join(cell.itertext()) for cell in line]]
    }


def test_the_method_view_shows_alpha_beside_the_alpha_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_coders(folder)
    app = opened(folder, monkeypatch)
    shown = lines(app)
    assert shown["Compared"][:3] == ["Number", "Agree", "Alpha"]
    assert shown["Sign"][:4] == ["4", "100%", "1.00 (1.00 – 1.00)", "0.80"]
    assert shown["Type of act"][3] == "–"  # no alpha is wanted of it
    bars = "".join(element.proto.body for element in app.get("html"))
    assert "without training in event coding" in bars
    assert "0.80 wanted" in bars
    captions = "\n".join(caption.value for caption in app.caption)
    assert "differently: 2." in captions


def test_it_is_told_in_spanish_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_coders(folder)
    app = opened(folder, monkeypatch, lang="es")
    assert lines(app)["Signo"][3] == "0,80"
    assert "sin formación" in "\n".join(caption.value for caption in app.caption)


def test_a_study_without_coders_says_nothing_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pm.new(tmp_path / "chile", focus="CHL")
    app = opened(folder, monkeypatch, era="first")
    assert "Compared" not in lines(app)
