"""The page starts for somebody who has never used Streamlit, and asks them for nothing."""

from __future__ import annotations

import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import serve
from perufr_map.dashboard import server
from perufr_map.dashboard._streamlit import AT_REST, Part
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


@pytest.mark.browser
def test_serve_starts_at_once_for_a_first_time_user_and_advertises_nothing(
    tmp_path: Path, browser: Browser
) -> None:
    # A home without Streamlit's files, and a browser that only says that it was called.
    (tmp_path / ".cursor").mkdir()  # Streamlit advertises tools for such an editor
    with serve(tmp_path, HOME=str(tmp_path), BROWSER="true") as served:
        page = browser.new_page()
        page.goto(served.address)
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
        expect(page.locator(AT_REST)).to_be_visible(timeout=60_000)
        shown = page.locator("body").inner_text()
        page.close()
    log = served.log.read_text("utf-8")
    assert "mail" not in log.lower()
    assert "agents" not in shown + log
    assert served.address in log


@pytest.mark.parametrize(
    ("port", "address", "problem"),
    [
        ("99999", "127.0.0.1", "'--port': 99999 is not in the range"),
        ("0", "127.0.0.1", "'--port': 0 is not in the range"),
        (None, "127.0.0.1", "cannot listen on 127.0.0.1, port "),
        ("8599", "192.0.2.1", "cannot listen on 192.0.2.1, port 8599"),
        ("8599", "name.invalid", "cannot listen on name.invalid, port 8599"),
    ],
    ids=["too large", "zero", "taken", "address of another machine", "no address"],
)
def test_a_place_where_the_server_cannot_listen_is_said_in_a_sentence(
    port: str | None, address: str, problem: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = port or str(taken.getsockname()[1])
        command = [sys.executable, "-m", "perufr_map", "serve", "--no-browser"]
        done = subprocess.run(
            [*command, "--port", port, "--address", address],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.browser
def test_a_fault_of_ours_shows_a_stranger_no_path_no_code_and_no_values(
    tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "sitecustomize.py").write_text(FAULTY, "utf-8")
    context = browser.new_context()
    with serve(tmp_path, "--no-browser", PYTHONPATH=str(tmp_path)) as served:
        page = context.new_page()
        page.goto(f"{served.address}?view=about")  # whose dates Python writes
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
