"""Anybody can read the map: axe finds nothing, and the keyboard does everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
from cases import few
from exporting import Exports
from perufr_map.dashboard._streamlit import Part
from perufr_map.dashboard.state import VIEWS

pytestmark = pytest.mark.browser

COMPARED = "#era=autogolpe&vs=garcia&c=USA"
HOST = "perufr-host"


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(shared: Page, exported: Path) -> Page:
    shared.set_viewport_size({"width": 1440, "height": 900})
    shared.emulate_media(color_scheme="light", reduced_motion="no-preference")
    shared.goto("about:blank")
    shared.goto(exported.as_uri())
    return shared


def go(page: Page, fragment: str) -> None:
    """Follow a link within the page."""
    page.evaluate("fragment => { location.hash = fragment; }", fragment)
    page.wait_for_function("f => location.hash === f", arg=fragment)


@pytest.mark.parametrize("width", few([360, 1440], [360]))
def test_axe_finds_nothing_with_card_comparison_and_table_open(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(".pfr-list summary").evaluate("node => node.click()")
    for language in ("en", "es"):
        go(page, f"{COMPARED}&lang={language}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".pfr-card")).to_be_visible()
        expect(page.locator(".pfr-list tbody tr").first).to_be_visible()
        assert pages.complaints_in_each_theme(page) == []


def test_axe_finds_nothing_in_a_plain_era_with_search_and_definition_open(page: Page) -> None:
    go(page, "#era=garcia&lang=en")
    pages.key(page, "unsettled").locator(".pfr-term").focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert pages.complaints_in_each_theme(page) == []
    page.get_by_role("combobox", name=re.compile("Find")).fill("a")
    expect(page.locator(".pfr-results [role=option]").first).to_be_visible()
    assert pages.complaints_in_each_theme(page) == []


def test_axe_finds_nothing_in_a_frame(page: Page, exports: Exports) -> None:
    path = exports.file(".html", era="garcia", embed=True)
    page.set_viewport_size({"width": 660, "height": 740})
    page.goto(path.as_uri())
    assert pages.complaints(page) == []
    pages.click_state(page, "USA")
    assert pages.complaints(page) == []


@pytest.mark.parametrize("view", few(VIEWS, ["data"]))
def test_axe_finds_nothing_in_a_view_of_the_dashboard(
    browser: Browser, address: str, view: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{address}?view={view}&era=garcia&c=CHL")
    pages.arrive(page, view)
    pages.settle(page)
    # The uploader's drop zone is Streamlit's own, and so is its fault of the role.
    context = {"exclude": [[Part.UPLOAD.selector]]}
    assert pages.complaints_in_each_theme(page, context) == []
    page.close()


def test_axe_finds_nothing_in_the_dashboard_s_map(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/?view=compare&era=autogolpe&vs=garcia&c=USA")
    expect(page.locator(".pfr-both li").first).to_be_visible(timeout=30_000)
    pages.settle(page)
    page.locator(".pfr").evaluate(
        "(root, id) => { const at = root.getRootNode(); (at.host ?? root).id = id; }", HOST
    )
    inside = {"include": [{"fromShadowDom": [f"#{HOST}", ".pfr"]}]}
    assert pages.complaints_in_each_theme(page, inside) == []
    page.close()


def name_of_focus(page: Page) -> str:
    name: str = page.evaluate(
        """() => {
          const node = document.activeElement;
          return node.getAttribute("aria-label") ?? node.labels?.[0]?.textContent
            ?? node.textContent.trim();
        }"""
    )
    return name


def test_tab_goes_through_the_page_in_the_order_it_is_read(page: Page) -> None:
    go(page, "#era=velasco&lang=en")
    views = page.locator(".pfr-tabs button").all_inner_texts()
    categories = page.locator(".pfr-chips button").all_inner_texts()
    found: list[str] = []
    for _ in range(13 + len(views) + len(categories)):
        page.keyboard.press("Tab")
        found.append(name_of_focus(page))
        outline = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert outline >= 2, f"{found[-1]}: the focus cannot be seen"
    assert [name.partition(".")[0] for name in found] == [
        *views,
        *("Find a country or organisation", "Share", "English", "Español"),
        *categories,
        *("Play the eras", "Speed: normal", "Begin again after the last era"),
        *("Era", "World map"),
        *("Zoom in", "Zoom out", "Full screen", "Present"),
    ]


def test_enter_on_a_row_opens_the_card_and_escape_returns_to_the_row(page: Page) -> None:
    go(page, "#era=autogolpe&lang=en")
    page.locator(".pfr-list summary").focus()
    page.keyboard.press("Enter")
    row = page.locator(".pfr-list").get_by_role("button", name="Venezuela")
    row.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Venezuela")
    expect(card).to_be_visible()
    expect(card.get_by_role("heading", name="Venezuela", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(row).to_be_focused()


def test_the_search_opens_a_card_by_keyboard_and_escape_returns_to_it(page: Page) -> None:
    box = page.get_by_role("combobox", name="Find a country or organisation")
    box.focus()
    page.keyboard.type("bolivia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Bolivia")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()


def test_the_card_s_eras_are_reached_and_changed_by_keyboard(page: Page) -> None:
    go(page, "#era=autogolpe&c=USA&lang=en")
    squares = page.locator(f"{pages.SAID} > .pfr-history")
    square = squares.get_by_role("button", name=re.compile("García"))
    square.focus()
    page.keyboard.press("Enter")
    expect(pages.slider(page)).to_have_value("3")
    expect(square).to_be_focused()


def test_a_change_of_era_and_of_comparison_is_announced(page: Page) -> None:
    live = page.locator(".pfr-timeline [aria-live]")
    pages.step(page, "End")
    expect(live).to_have_text("After the self-coup, 5 April – 30 September 1992")
    page.evaluate("location.hash = 'era=autogolpe&vs=garcia&lang=en'")
    expect(live).to_contain_text("compared with García’s first government")
    page.get_by_label("Compared with").select_option("")
    expect(live).to_contain_text("no comparison")


def test_who_wants_no_motion_gets_none(page: Page, exported: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("about:blank")
    page.goto(exported.as_uri())
    at_once = """act => {
      const look = () => [map_relations.getZoom(), map_relations.getCenter().lng];
      const before = JSON.stringify(look());
      window.moves = 0;
      map_relations.on("move", () => { window.moves += 1; });
      document.querySelector(act).click();
      return [JSON.stringify(look()) !== before, window.moves];
    }"""
    moved, moves = page.evaluate(at_once, ".pfr-controls button")
    assert moved, "zooming takes its time"
    assert moves == 1
    moved, moves = page.evaluate(at_once, ".pfr-frames button")
    assert moved, "the way back to the whole world takes its time"
    assert page.evaluate("document.getAnimations().length") == 0


def test_axe_finds_nothing_with_regions_and_the_members_of_a_group_open(page: Page) -> None:
    go(page, "#era=velasco&lang=en&c=LATAM")
    expect(page.locator(".pfr-region-label").first).to_be_attached()
    page.locator(".pfr-seen > .pfr-members summary").click()
    page.locator(".pfr-list > summary").evaluate("node => node.click()")
    page.locator(".pfr-list .pfr-states-of").first.evaluate("node => node.click()")
    expect(page.locator(".pfr-inside:visible")).to_have_count(1)
    assert pages.complaints_in_each_theme(page) == []
