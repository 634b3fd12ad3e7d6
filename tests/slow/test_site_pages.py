"""A study's web site, read in a real browser from disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

import pages

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    yield context
    context.close()


@pytest.fixture
def visit(context: BrowserContext, nowhere: Path) -> Iterator[Callable[[str], Page]]:
    """Open a page of the site from disk; any complaint of the browser fails the test."""
    page = context.new_page()
    wrong: list[str] = []
    pages.note_complaints(page, wrong)

    def go(path: str) -> Page:
        page.goto(f"{nowhere.as_uri()}/{path}")
        return page

    yield go
    page.close()
    assert wrong == []


def test_the_root_leads_to_the_map(visit: Callable[[str], Page]) -> None:
    page = visit("index.html")
    page.wait_for_url(re.compile(r"/en/index\.html"))
    expect(page).to_have_title("Peru’s foreign relations, 1968–1992: interactive map")
    assert len(pages.fill(page, "USA")) > 3


def test_an_era_s_page_opens_the_map_at_that_era(visit: Callable[[str], Page]) -> None:
    page = visit("es/era/garcia/index.html")
    page.get_by_role("link", name="Abrir el mapa").click()
    expect(pages.slider(page)).to_have_value("3")
    page.locator(".pfr-stage").scroll_into_view_if_needed()
    pages.click_state(page, "BRA")
    expect(pages.card(page)).to_contain_text("Brasil")
    page.locator("#here").get_by_role("link", name="Brasil").click()
    expect(page.get_by_role("heading", level=1, name="Brasil")).to_be_visible()
    assert page.url.endswith("es/counterpart/bra/index.html")


def test_the_other_language_is_one_click_away(visit: Callable[[str], Page]) -> None:
    page = visit("en/counterpart/usa/index.html")
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", level=1, name="Estados Unidos")).to_be_visible()


def test_the_name_of_a_file_stands_on_one_line(visit: Callable[[str], Page]) -> None:
    page = visit("en/data/index.html")
    page.set_viewport_size({"width": 360, "height": 900})
    for name in page.locator(".files th a").all():
        assert name.evaluate("node => node.getClientRects().length") == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    visit: Callable[[str], Page], theme: Literal["light", "dark"], width: int
) -> None:
    for path in ("en", "es/era/garcia", "en/counterpart/chl", "en/method", "es/data"):
        page = visit(f"{path}/index.html")
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        found = [
            f"{path}: {rule['id']}: {node['html'][:120]} {node['failureSummary']}"
            for rule in Axe().run(page, options={"preload": False}).response["violations"]
            for node in rule["nodes"]
        ]
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
