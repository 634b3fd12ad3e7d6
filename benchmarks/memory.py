"""What a browser holds once every era has been seen: our page and the one of an earlier commit."""

from __future__ import annotations

import re
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import earlier
import growth
import harness
import peers
from playwright.sync_api import Browser

import perufr_map as pm

MANY = 40
EVENTS = 100
SEEN = 300  # ms for an era
STILL = 2000  # ms


class Row(TypedDict):
    """Megabytes, medians of the rounds."""

    page: str
    eras: int
    renderer: float
    browser: float


class Held(TypedDict):
    """Megabytes of a browser with one page."""

    renderer: float
    browser: float


def measure(browser: Browser, rounds: int) -> list[Row]:
    """Measure both pages with the shipped eras and with many, each in a browser of its own."""
    few = len(pm.load().eras)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pages = _write(folder, few)
        found: dict[tuple[str, int], list[Held]] = {key: [] for key in pages}
        for _ in range(rounds):
            for key, path in pages.items():
                found[key].append(_measure(browser, path, eras=key[1]))
    return [
        {
            "page": title,
            "eras": eras,
            "renderer": round(statistics.median(one["renderer"] for one in held), 1),
            "browser": round(statistics.median(one["browser"] for one in held), 1),
        }
        for (title, eras), held in found.items()
    ]


def _write(folder: Path, few: int) -> dict[tuple[str, int], Path]:
    """Write the page of the shipped study, and one of a study of many eras, now and then."""
    pages = {("perufr-map", eras): folder / f"now-{eras}.html" for eras in (few, MANY)}
    growth.write(folder / "many", MANY, EVENTS)
    pm.load().map().save(pages["perufr-map", few])
    pm.load(folder / "many").map().save(pages["perufr-map", MANY])
    if then := earlier.unpack(folder / "earlier"):
        pages |= {(earlier.TITLE, eras): folder / f"then-{eras}.html" for eras in (few, MANY)}
        growth.write(folder / "many-then", MANY, EVENTS, study=then.study)
        then.export(pages[earlier.TITLE, few])
        then.export(pages[earlier.TITLE, MANY], folder / "many-then")
    return dict(sorted(pages.items(), key=lambda page: page[0][1]))


def _measure(browser: Browser, path: Path, *, eras: int) -> Held:
    own = harness.launch(browser.browser_type)
    page = own.new_page(viewport={"width": 1280, "height": 800})
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_timeout(STILL)
    handle = peers.slider(page, eras)
    for at in harness.walk(eras, 2 * (eras - 1)):
        handle.act(at)
        page.wait_for_timeout(SEEN)
    page.wait_for_timeout(STILL)
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    page.wait_for_timeout(STILL)
    processes = own.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [one["id"] for one in processes if one["type"] == "renderer"]
    found: Held = {
        # Chromium keeps a spare renderer, which is small.
        "renderer": max(_megabytes(one, "Private_Clean", "Private_Dirty") for one in renderers),
        # Tiles are shared with the process that puts them on the screen: each counts once.
        "browser": sum(_megabytes(one["id"], "Pss_Anon", "Pss_Shmem") for one in processes),
    }
    own.close()
    return found


def _megabytes(process: int, *kinds: str) -> float:
    """Return how much memory of these kinds Linux counts for a process."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
    return (
        sum(int(size) for kind in kinds for size in re.findall(rf"{kind}:\s+(\d+) kB", text)) / 1024
    )
