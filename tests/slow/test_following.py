"""`serve --study` shows what is saved within two seconds, without a click."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import serve
from perufr_map.dashboard._streamlit import AT_REST
from perufr_map.dashboard.server import STUDY
from perufr_map.resources import study_dir
from views import bodies, page_at, run


@pytest.mark.browser
def test_what_is_saved_is_shown_without_loading_the_page_anew(
    tmp_path: Path, browser: Browser
) -> None:
    folder = shutil.copytree(study_dir(), tmp_path / "study")
    events = folder / "events.csv"
    whole = events.read_text("utf-8")
    with serve(tmp_path, "--no-browser", "--study", str(folder)) as served:
        page = browser.new_page()
        page.goto(f"{served.address}?c=IMF&lang=en")
        expect(page.locator(AT_REST)).to_be_visible(timeout=60_000)
        page.evaluate("window.stayed = true")
        events.write_text(whole.replace(",by_focus,", ",sideways,", 1), "utf-8")
        notice = page.locator("p.notice", has_text="Draft (problems: 1")
        expect(notice).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="sideways")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Draft: ")
        (folder / "datapackage.json").rename(folder / "away")
        expect(page.get_by_text("This study cannot be shown").first).to_be_visible()
        (folder / "away").rename(folder / "datapackage.json")
        expect(notice).to_be_visible()
        events.write_text(whole, "utf-8")
        expect(notice).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Draft: ")
        assert page.evaluate("window.stayed")
        assert "c=IMF" in page.url
        page.close()
    assert "Traceback" not in served.log.read_text("utf-8")


@pytest.mark.parametrize("view", ["events", "country", "overview", "method", "data", "about"])
def test_in_other_views_what_a_draft_lacks_can_be_opened(
    view: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(study_dir(), tmp_path / "study")
    monkeypatch.setenv(STUDY, str(folder))
    table = folder / "events.csv"
    table.write_text(table.read_text("utf-8").replace(",by_focus,", ",sideways,", 1), "utf-8")
    app = run(page_at(view=view))
    assert app.expander[0].label == "What keeps the study from being whole"
    assert "<b>direction</b>" in bodies(app)


def test_choices_that_the_changed_study_no_longer_has_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(study_dir(), tmp_path / "study")
    monkeypatch.setenv(STUDY, str(folder))
    app = run(page_at(view="events", c="IMF", era="garcia", own="aid_suspended:-8"))
    assert app.query_params["c"] == "IMF"
    table = folder / "event_types.csv"
    table.write_text(table.read_text("utf-8-sig").replace("aid_suspended", "aid_ended"), "utf-8")
    for file, old, new in (("eras", "\ngarcia,", "\nalan,"), ("counterparts", "\nIMF,", "\nFMI,")):
        table = folder / f"{file}.csv"
        table.write_text(table.read_text("utf-8-sig").replace(old, new), "utf-8")
    app = run(app)
    assert {"c", "own"}.isdisjoint(app.query_params)
    assert app.query_params["era"] != "garcia"
