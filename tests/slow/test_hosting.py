"""The dashboard runs as hosts run it: a checkout, its requirements, ``streamlit run app.py``."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import pages
from conftest import free_port, wait_until_up
from environments import make_environment

ROOT = Path(__file__).parents[2]
_LEFT_OUT = ("node_modules", ".*", "tests", "build", "dist", "*.egg-info", "__pycache__")


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server without the package installed, and without a disk to write to."""
    python = make_environment(tmp_path_factory.mktemp("environment"))
    place = tmp_path_factory.mktemp("checkout") / "perufr"
    shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    shutil.copytree(ROOT / ".streamlit", place / ".streamlit")
    port, log = free_port(), place.with_name("log")
    environment = {"PATH": os.environ["PATH"], "HOME": "/nowhere"}
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [str(python), "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=place,
        env=environment,
        stdout=writing,
        stderr=writing,
        preexec_fn=_write_no_files,  # noqa: PLW1509 (nothing of this process runs in a thread)
    )
    os.close(writing)
    with log.open("wb") as output:
        drain = subprocess.Popen(["cat"], stdin=reading, stdout=output)  # noqa: S607 (any will do)
    os.close(reading)
    try:
        wait_until_up(f"http://127.0.0.1:{port}", server, log, attempts=1500)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)
        drain.wait(timeout=30)
    assert "Traceback" not in log.read_text("utf-8")
    assert not list(place.rglob("*.pyc"))


def _write_no_files() -> None:
    """Let no file grow by a byte, as on a disk that is full or read-only."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_checkout_runs_with_its_requirements_alone_and_writes_nothing(
    browser: Browser, hosted: str
) -> None:
    page = browser.new_page()
    page.goto(f"{hosted}/?era=velasco&c=USA")
    expect(pages.slider(page)).to_be_visible(timeout=120_000)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{hosted}/?view=method")
    pages.settle(page)
    assert not page.locator('[data-testid="stException"]').count()
    page.close()


def test_a_picture_is_drawn_without_a_home_and_without_a_word_of_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "perufr_map", "export", "peru.svg"],
        cwd=tmp_path,
        env={**os.environ, "HOME": "/dev/null", "MPLCONFIGDIR": "/dev/null"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
