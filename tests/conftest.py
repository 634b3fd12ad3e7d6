"""What several tests need: the shipped study, a copy to break, a browser."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

import perufr_map as pm
from contexts import reuse_contexts
from expectations import look_often
from exporting import BASE, Exports
from perufr_map.resources import study_dir

# Speed is measured in benchmarks; a busy machine must not fail a test.
# The gate must answer the same twice; HYPOTHESIS_PROFILE=search tries new examples.
settings.register_profile("perufr-map", deadline=None, max_examples=60, derandomize=True)
settings.register_profile("many", deadline=None, max_examples=300, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "perufr-map"))

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# What a test may need beside Python, by the name that it gives to @pytest.mark.needs.
FOUND: dict[str, Callable[[], object]] = {
    "java": lambda: shutil.which("java") or os.environ.get("JAVA_HOME"),
    "node": lambda: shutil.which("node"),
    "npm": lambda: shutil.which("npm"),
    "qgis": lambda: shutil.which("qgis_process"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a test shows by its fixtures: that it drives a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs what this machine lacks, and say what that is."""
    for mark in item.iter_markers("needs"):
        missing = [name for name in mark.args if not FOUND[name]()]
        if missing:
            pytest.skip(f"needs {' and '.join(missing)}, which this machine lacks")


@pytest.fixture(scope="session")
def study() -> pm.Study:
    return pm.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped study, to be broken."""
    return Path(shutil.copytree(study_dir(), tmp_path / "study"))


@pytest.fixture
def edit(folder: Path) -> Callable[..., int]:
    """Change cells of that copy, as `edit_row` does."""
    return partial(edit_row, folder)


def edit_row(folder: Path, file: str, where: dict[str, str], **cells: str) -> int:
    """Change cells of the first row that matches, and return the line it stands on."""
    path = folder / file
    with path.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        columns, rows = reader.fieldnames, list(reader)
    assert columns is not None
    index = next(i for i, row in enumerate(rows) if where.items() <= row.items())
    rows[index].update(cells)
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return index + 2


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium, or else the one that Playwright brought."""
    look_often()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=_chromium(playwright), args=list(CHROMIUM_FLAGS)
        )
        reuse_contexts(opened)
        yield opened
        opened.close()


def _chromium(playwright: Playwright) -> str:
    found = shutil.which("chromium") or playwright.chromium.executable_path
    if not Path(found).exists():
        pytest.skip("needs chromium, which this machine lacks")
    return found


@pytest.fixture(scope="session")
def exports(study: pm.Study, tmp_path_factory: pytest.TempPathFactory) -> Exports:
    """Exports of the shipped study, each made once in a run."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # each worker has a folder of its own below the run's
    shared = root / "exports"
    shared.mkdir(exist_ok=True)
    return Exports(study, shared)


@pytest.fixture(scope="session")
def exported(exports: Exports) -> Path:
    """The shipped study as one file."""
    return exports.file(".html", era="velasco")


@pytest.fixture(scope="session")
def site(exports: Exports) -> Path:
    """The shipped study as a site that knows where it will stand."""
    return exports.site(base_url=BASE)


@pytest.fixture(scope="session")
def nowhere(exports: Exports) -> Path:
    """The same, without a place of its own."""
    return exports.site()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that `perufr-map serve` started."""
    with serve(tmp_path_factory.mktemp("server"), "--no-browser") as server:
        yield server.address


@dataclass(frozen=True)
class Server:
    """A server of the page, of this machine alone."""

    address: str
    process: int
    log: Path

    def forget_peak(self) -> None:
        """Let the peak of its memory be what it takes now."""
        Path(f"/proc/{self.process}/clear_refs").write_text("5", "ascii")

    @property
    def peak(self) -> float:
        """Return the most memory that it took since, in MB."""
        status = Path(f"/proc/{self.process}/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1e3


@contextmanager
def serve(
    folder: Path, *options: str, port: int | None = None, **environment: str
) -> Iterator[Server]:
    """Start `perufr-map serve` in a folder, and stop it in the end."""
    port, log = port or free_port(), folder / "log"
    command = [sys.executable, "-m", "perufr_map", "serve", "--port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--address", "127.0.0.1"],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=folder,
            env={**os.environ, **environment},
        )
    base = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    server = Server(f"http://127.0.0.1:{port}/{base}".rstrip("/"), process.pid, log)
    try:
        wait_until_up(server.address, process, log)
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=10)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_up(
    url: str, server: subprocess.Popen[bytes], log: Path, *, attempts: int = 300
) -> None:
    for _ in range(attempts):
        assert server.poll() is None, log.read_text("utf-8")
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1):  # noqa: S310 (our own server)
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))
