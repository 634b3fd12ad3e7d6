"""What several tests need: the shipped study, a copy to break, a browser."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import perufr_map as pm
from perufr_map._resources import study_dir

# Speed is measured in benchmarks; a busy machine must not fail a test.
settings.register_profile("perufr-map", deadline=None, max_examples=60)
settings.load_profile("perufr-map")

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def study() -> pm.Study:
    return pm.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped study, to be broken."""
    return Path(shutil.copytree(study_dir(), tmp_path / "study"))


@pytest.fixture
def edit(folder: Path) -> Callable[..., int]:
    """Change cells of the first row that matches, and return the line it stands on."""

    def change(file: str, where: dict[str, str], **cells: str) -> int:
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

    return change


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium, or else the one that Playwright brought."""
    system = shutil.which("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=system, args=list(CHROMIUM_FLAGS))
        yield opened
        opened.close()
