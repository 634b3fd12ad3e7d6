"""A step of the slider in a served page: every view of the dashboard, and a page that rebuilds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import harness
from playwright.sync_api import Browser, Page

import perufr_map as pm

VIEWS = {"map": True, "compare": True, "country": True, "data": False}
"""The views with a choice of an era, and whether what stands beside and below is of one era.

`about` has the map and texts of no era, as `data` has. In place of the map `country` has a drawing.
"""
SLIDER = ".pfr-range:visible, .told [role=slider], .pfr-eras select:last-child"
METHOD = "perufr-map serve, method: a choice changed"
CHOSEN = "c=USA&vs=velasco"
PEER = "st_folium, map rebuilt"


def measure(browser: Browser, times: int) -> list[dict[str, Any]]:
    """Measure our views and the peer, each step to the map and to the last change of the panels."""
    eras = len(pm.load().eras)
    found = []
    with TemporaryDirectory() as scratch:
        modules = harness.npm(Path(scratch))
        with harness.streamlit(harness.ROOT / "app.py") as (address, _):
            for view, panels in VIEWS.items():
                with _opened(browser, f"{address}/?view={view}&{CHOSEN}", modules) as page:
                    row = _measure(page, eras, times, panels=panels)
                found.append({"page": f"perufr-map serve, {view}", **row})
            found.append({"page": METHOD, **_measure_method(browser, address, times)})
        with (
            harness.streamlit(harness.HERE / "rebuilt.py") as (address, _),
            _opened(browser, address, modules, slider="input[type=range]") as page,
        ):
            found.append({"page": PEER, **_measure(page, eras, times, panels=True)})
    return found


@contextmanager
def _opened(
    browser: Browser, address: str, modules: Path, *, slider: str = SLIDER
) -> Iterator[Page]:
    """Open a page and put its slider on the first era."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    harness.serve_peers(page, modules)
    page.goto(address)
    page.evaluate(harness.MEASURE)
    page.wait_for_function("bench.map() !== ''", timeout=60_000)
    page.wait_for_timeout(3000)
    page.locator(slider).first.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(5000)
    yield page
    page.close()


def _measure_method(browser: Browser, address: str, times: int) -> dict[str, Any]:
    """Move the share of groups step by step, each to a method that was never scored before."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/?view=method")
    page.locator(".choices input[name=share]").focus(timeout=60_000)
    page.wait_for_timeout(3000)
    found = harness.steps(
        page,
        lambda _: page.keyboard.press("ArrowRight"),
        kind="keydown",
        walk=range(times),
        all=True,
        alone=True,
    )
    page.close()
    updated = [one["panels"] for one in found if one["panels"] is not None]
    return {"map": None, "panels": harness.spread(updated), "gone": 0.0, "unseen": 0}


def _measure(page: Page, eras: int, times: int, *, panels: bool) -> dict[str, Any]:
    act = harness.keys(page, eras, back="ArrowLeft", forth="ArrowRight")
    walk = harness.walk(eras, times)
    found = harness.steps(page, act, kind="keydown", walk=walk, all=panels)
    seen = [one for one in found if one["map"] is not None]
    updated = [one["panels"] for one in found if one["panels"] is not None]
    return {
        "map": harness.spread([one["map"] for one in seen]),
        "panels": harness.spread(updated) if panels else None,
        "gone": sum(one["gone"] for one in found) / len(found),
        "unseen": len(found) - len(seen),
    }
