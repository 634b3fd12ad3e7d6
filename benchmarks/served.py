"""A step of the slider in a served page: the dashboard, and a page that rebuilds its map."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import harness
from html_file import npm
from playwright.sync_api import Browser

import perufr_map as pm

PAGES = {
    "perufr-map serve": harness.ROOT / "app.py",
    "st_folium, map rebuilt": harness.HERE / "rebuilt.py",
}


def measure(browser: Browser, times: int) -> list[dict[str, Any]]:
    """Measure both pages, map and side panel."""
    with TemporaryDirectory() as scratch:
        modules = npm(Path(scratch))
        return [_measure(browser, title, script, modules, times) for title, script in PAGES.items()]


def _measure(
    browser: Browser, title: str, script: Path, modules: Path, times: int
) -> dict[str, Any]:
    eras = len(pm.load().eras)
    with harness.streamlit(script) as (address, _):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        harness.serve_peers(page, modules)
        page.goto(address)
        page.evaluate((harness.HERE / "measure.js").read_text("utf-8"))
        page.wait_for_function("bench.map() !== ''", timeout=60_000)
        page.wait_for_timeout(3000)
        page.get_by_role("slider").first.focus()
        page.keyboard.press("Home")
        page.wait_for_timeout(5000)
        act = harness.keys(page, eras, back="ArrowLeft", forth="ArrowRight")
        found = harness.steps(page, act, kind="keydown", eras=eras, times=times, beside=True)
        page.close()
    seen = [one for one in found if one["map"] is not None]
    panels = [one["side"] for one in found if one["side"] is not None]
    return {
        "page": title,
        "map": harness.spread([one["map"] for one in seen]),
        "side": harness.spread(panels),
        "gone": sum(one["gone"] for one in found) / len(found),
        "unseen": len(found) - len(seen),
    }
