"""The page starts for somebody who has never used Streamlit, and asks them for nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import serve
from perufr_map.dashboard import server
from perufr_map.dashboard._streamlit import Part
from perufr_map.resources import app_path

LEAK = "/srv/studies/secret: token 4711"
# Python runs a file of this name when it starts.
FAULTY = f"""
import sys
if "streamlit" in sys.argv or any("streamlit" in word for word in sys.orig_argv):
    import babel.dates
    def format_date(*_, **__):
        raise RuntimeError({LEAK!r})
    babel.dates.format_date = format_date
"""


def test_serve_starts_at_once_for_a_first_time_user(tmp_path: Path) -> None:
    # A home without Streamlit's files, and a browser that only says that it was called.
    with serve(tmp_path, HOME=str(tmp_path), BROWSER="true") as served:
        pass
    assert "mail" not in served.log.read_text("utf-8").lower()


@pytest.mark.browser
def test_a_fault_of_ours_shows_a_stranger_no_path_no_code_and_no_values(
    tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "sitecustomize.py").write_text(FAULTY, "utf-8")
    context = browser.new_context()
    with serve(tmp_path, "--no-browser", PYTHONPATH=str(tmp_path)) as served:
        page = context.new_page()
        page.goto(served.address)
        expect(page.locator(Part.FAULT.selector)).to_be_visible(timeout=60_000)
        shown = page.content()
    context.close()
    for secret in ("4711", "RuntimeError", "format_date", ".py", str(app_path().parent)):
        assert secret not in shown
    log = served.log.read_text("utf-8")
    assert LEAK in log
    assert "Traceback" in log


def test_a_page_that_streamlit_alone_starts_has_the_same_limits() -> None:
    settings = tomllib.loads((app_path().parent / ".streamlit" / "config.toml").read_text("utf-8"))
    for name, value in server.LIMITS.items():
        section, option = name.split(".")
        assert str(settings[section][option]) == value
