"""A keyboard walks over the map from named state to named state, and hears of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from cases import few
from exporting import Exports
from perufr_map.shown.request import Request

pytestmark = pytest.mark.browser

SAID = ".pfr-stage > .pfr-hidden[aria-live]"
RING = ".pfr-walked .pfr-drawn:not([d=''])"


def said(page: Page) -> str:
    """Return what a screen reader hears of the walk."""
    return page.locator(SAID).inner_text()


def press(page: Page, key: str) -> str:
    """Press a key that leads elsewhere, and return what is said then."""
    before = said(page)
    page.keyboard.press(key)
    expect(page.locator(SAID)).not_to_have_text(before)
    return said(page)


@pytest.fixture(params=few(["file", "embed", "page"], ["file"]))
def page(request: pytest.FixtureRequest, browser: Browser, exports: Exports) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    if request.param == "page":
        page.goto(f"{request.getfixturevalue('address')}/?era=garcia&lang=en")
    else:
        embed = request.param == "embed"
        path = exports.file(".html", era="garcia", embed=embed)
        page.goto(f"{path.as_uri()}#era=garcia&lang=en")
    expect(page.locator(".pfr-state").first).to_be_attached(timeout=30_000)
    yield page
    page.close()


def test_the_map_is_walked_from_state_to_state_and_its_cards_open(
    page: Page, study: pm.Study
) -> None:
    container = page.locator(".pfr-stage > .leaflet-container")
    told = study.show(Request(era="garcia", language="en", method=study.method)).describe()
    expect(container).to_have_accessible_description(re.compile(f"^{re.escape(told)}"))
    container.focus()
    before = pages.state(page, "BRA").bounding_box()
    assert said(page) == ""
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([node, x]) => node.getBoundingClientRect().x < x - 20",
        arg=[pages.state(page, "BRA").element_handle(), before["x"] if before else 0],
    )
    begun = press(page, "Enter")
    assert begun == "United States, +6.0, nine statements"
    expect(page.locator(RING).first).to_be_attached()
    south = press(page, "ArrowDown")
    assert south != begun
    assert press(page, "ArrowUp")
    for _ in range(12):
        if press(page, "PageUp").startswith("Chile"):
            break
    assert re.fullmatch(r"Chile, −5\.0, ten statements", said(page))
    assert press(page, "PageUp").startswith(("Bolivia", "Colombia"))
    assert press(page, "PageDown").startswith("Chile")
    assert pages.complaints(page) == []
    page.keyboard.press("Enter")
    card = page.locator(".pfr-card")
    expect(card.locator("h2")).to_have_text("Chile")
    expect(card.locator("h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(container).to_be_focused()
    assert said(page).startswith("Chile")
    page.keyboard.press("Escape")
    expect(page.locator(SAID)).to_have_text("")
    expect(page.locator(RING)).to_have_count(0)


def test_the_ring_lies_outside_of_the_land_and_goes_with_the_focus(
    browser: Browser, exported: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(f"{exported.as_uri()}#era=garcia&lang=es")
    page.locator(".pfr-stage > .leaflet-container").focus()
    assert press(page, "Enter") == "Estados Unidos, +6,0, nueve enunciados"
    lines = page.locator(".pfr-round-walked").evaluate(
        """ring => ["> .pfr-around", "> .pfr-walked > path"].map((name) =>
          getComputedStyle(ring.querySelector(`:scope ${name}`)).strokeWidth)
          .concat(ring.lastChild.childElementCount)"""
    )
    assert lines[:2] == ["8px", "4px"]
    assert lines[2] > 0
    for _ in range(12):
        if "Ecuador" in press(page, "PageDown"):
            break
    assert said(page).endswith("signo incierto")
    page.keyboard.press("Tab")
    expect(page.locator(RING)).to_have_count(0)
    page.close()
