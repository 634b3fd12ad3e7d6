"""The page starts for somebody who has never used Streamlit, and asks them for nothing."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
from conftest import serve
from perufr_map.dashboard import server
from perufr_map.dashboard._streamlit import AT_REST, Part
from perufr_map.resources import app_path

LEAK = "/srv/studies/secret: token 4711"
# Python runs a file of this name when it starts.
FAULTY = f"""
import sys
def fail(*_, **__):
    raise RuntimeError({LEAK!r})
if any("streamlit" in word for word in sys.orig_argv):
    import babel.dates
    from perufr_map import exports
    from perufr_map.study import scaffold
    babel.dates.format_date = exports.to_bytes = scaffold.new = fail
if any("perufr_map.dashboard.apart" in word for word in sys.orig_argv):  # reads what is sent
    from perufr_map.study import migrate
    migrate.renew = fail
"""
NUMBER = re.compile(r"number is ([0-9a-f]{8})")


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


def _send_events(page: Page) -> None:
    pages.send(page, "a.csv", LEAK.encode())


def _ask_for_a_file(page: Page) -> None:
    page.get_by_role("button", name="Download", exact=True).click()
    page.locator('[data-row=".csv"]').click()


FAULTS: dict[str, tuple[str, Callable[[Page], None], str]] = {
    "in a view": ("about", lambda _: None, Part.FAULT.selector),
    "in an upload": ("data", _send_events, Part.FAULT.selector),
    "in a file that a button makes": (
        "data",
        lambda page: page.get_by_role("button", name="Download a fresh study").click(),
        "[data-testid=stDownloadButtonError]",
    ),
    "in a file of a dialog": ("map", _ask_for_a_file, "[data-foot]"),
}
"""What fails: the view, what its reader does, and where it is told."""


@pytest.mark.browser
@pytest.mark.slow
def test_a_fault_of_ours_shows_a_stranger_a_number_which_the_log_has_and_nothing_else(
    tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "sitecustomize.py").write_text(FAULTY, "utf-8")
    context = browser.new_context()
    shown, numbers = "", []
    with serve(tmp_path, "--no-browser", PYTHONPATH=str(tmp_path)) as served:
        for what, (view, act, where) in FAULTS.items():
            page = context.new_page()
            page.goto(f"{served.address}?view={view}")
            expect(page.locator(AT_REST)).to_be_visible(timeout=60_000)
            act(page)
            told = page.locator(where).filter(has_text=NUMBER)
            expect(told, what).to_be_visible(timeout=60_000)
            numbers += NUMBER.findall(told.inner_text())
            shown += page.content()
            page.close()
    context.close()
    log = served.log.read_text("utf-8")
    assert len(set(numbers)) == len(FAULTS)
    assert all(f"fault {number}: RuntimeError" in log for number in numbers)
    for place in ("about.py, line ", "bundle.py, line ", "kit.py, line ", "in fail"):
        assert place in log
    for secret in ("4711", "RuntimeError", "format_date", ".py", str(app_path().parent)):
        assert secret not in shown
    assert "4711" not in log


def test_a_page_that_streamlit_alone_starts_has_the_same_limits() -> None:
    settings = tomllib.loads((app_path().parent / ".streamlit" / "config.toml").read_text("utf-8"))
    for name, value in server.LIMITS.items():
        section, option = name.split(".")
        assert str(settings[section][option]).lower() == value
