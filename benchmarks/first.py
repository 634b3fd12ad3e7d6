"""The first map of the dashboard: of a server that has just been started, and of a warm one."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

import harness
from playwright.sync_api import Browser

COLD, WARM = "cold: from the command to the map", "warm: from the address to the map"
_VISITORS = 3


def measure(browser: Browser, runs: int) -> list[dict[str, Any]]:
    """Start a server some times; each time open the page once, then as other readers do.

    A cold start is counted from the start of the process, a warm one from the navigation. Each
    visitor has a browser profile of their own, so nothing is cached in it.
    """
    cold: list[float] = []
    warm: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        with harness.streamlit(harness.ROOT / "app.py") as (address, _process):
            started = time.perf_counter() - begun
            cold.append(started + _visit(browser, address))
            warm += [_visit(browser, address) for _ in range(_VISITORS)]
    return [
        {"first": name, "p50": round(median(found), 2), "slowest": round(max(found), 2)}
        for name, found in ((COLD, cold), (WARM, warm))
    ]


def _visit(browser: Browser, address: str) -> float:
    """Return after how many seconds a new reader sees the map."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(harness.MEASURE)
    page.goto(address, wait_until="commit")
    seen: float = page.evaluate("bench.first()")
    context.close()
    return seen / 1000
