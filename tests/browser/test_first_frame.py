"""The benchmarks see that a map shows something else, however it is drawn, and nothing besides."""

from __future__ import annotations

from collections.abc import Iterator

import harness
import pytest
from playwright.sync_api import Browser, Page

LAYERS = """
<div class="leaflet-map-pane">
  <svg id="first"><g><path d="M0 0h9v9z" fill="red"/></g></svg>
  <svg id="second" style="opacity: 0"><path d="M0 0h9v9z" fill="blue"/></svg>
  <svg id="still"><path d="M0 0h9v9z" fill="none" stroke="none"/></svg>
</div>
<div id="legend"><svg><path d="M0 0h9v9z" fill="red"/></svg></div>
<canvas width="400" height="400"></canvas>
<input>
"""
CHANGES = {
    "a state's paint": "document.querySelector('#first path').style.fill = 'green'",
    "a rule of style": "document.head.append(Object.assign(document.createElement('style'), "
    "{ textContent: '#first path { fill: green }' }))",
    "another layer": "document.querySelector('#second').style.opacity = 1",
    "a fade": "document.querySelector('#first g').style.opacity = 0.9",
    "a layer taken away": "document.querySelector('#first').style.display = 'none'",
    "a canvas": "document.querySelector('canvas').getContext('2d').fillRect(50, 50, 99, 99)",
}
NO_CHANGES = {
    "the legend": "document.querySelector('#legend path').style.fill = 'green'",
    "what meets the clicks": "document.querySelector('#still path').setAttribute('class', 'on')",
    "a hidden layer": "document.querySelector('#second path').style.fill = 'green'",
    "the timeline of a canvas": "document.querySelector('canvas').getContext('2d')"
    ".fillRect(0, 380, 400, 9)",
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page with layers and a canvas, under the benchmarks' eyes."""
    page = browser.new_page()
    page.set_content(LAYERS)
    page.evaluate(harness.MEASURE)
    yield page
    page.close()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_map_that_shows_something_else_is_seen(page: Page, change: str) -> None:
    before = page.evaluate("bench.map()")
    page.evaluate(change)
    assert page.evaluate("bench.map()") != before


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_is_not_the_map_is_passed_over(page: Page, change: str) -> None:
    before = page.evaluate("bench.map()")
    page.evaluate(change)
    assert page.evaluate("bench.map()") == before


def test_a_step_is_timed_up_to_the_frame_that_shows_it(page: Page) -> None:
    page.locator("input").focus()
    page.evaluate(f"addEventListener('keydown', () => {CHANGES['another layer']})")
    page.evaluate("bench.arm('keydown')")
    page.keyboard.press("a")
    assert page.evaluate("bench.done")["map"] > 0
