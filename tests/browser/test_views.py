"""Each view of the page fits the screen that it is on, and stays where it first stood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
from cases import few
from perufr_map.dashboard._streamlit import Part
from perufr_map.dashboard.state import VIEWS

pytestmark = pytest.mark.browser

WIDTH, THUMB = 360, 44

# Every control of the page itself that is too low for a thumb; what the map draws is tested apart.
LOW = """(least) => [...document.querySelectorAll(
    "a[href],button,select,summary,input,[role=slider]"
  )].flatMap((node) => {
    const inline = node.matches("a") && getComputedStyle(node).display === "inline";
    if (inline || node.matches("input[type=checkbox],[href='#stMain']")) return [];
    if (!node.checkVisibility({ visibilityProperty: true }) || node.closest("[inert]")) return [];
    const box = (node.closest("label:has(input),[data-baseweb=select]") ?? node);
    const { width, height } = box.getBoundingClientRect();
    return width < 2 || height >= least ? [] : [`${node.outerHTML.slice(0, 200)}: ${height}`];
  })"""

# Where a view's headline stands in each frame that is painted from now on.
NOTE_TOPS = """() => {
  window.tops = [];
  const look = () => {
    const line = document.querySelector(".headline h2");
    if (line?.checkVisibility()) window.tops.push(line.getBoundingClientRect().top);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""

# Whether the focus is on the button that opens a group's row.
IN_GROUP = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node?.matches(".pfr-states-of") ?? false;
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(
        viewport={"width": WIDTH, "height": 740}, has_touch=True, is_mobile=True
    )
    yield page
    page.close()


@pytest.mark.parametrize("view", few(VIEWS, ["about", "data"]))
def test_on_a_phone_a_view_suits_a_thumb_and_its_name_is_in_sight(
    phone: Page, address: str, view: str
) -> None:
    phone.goto(f"{address}?view={view}&era=garcia&lang=es")
    pages.arrive(phone, view)
    pages.settle(phone)
    assert phone.evaluate(LOW, THUMB - 0.5) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= WIDTH
    tab = phone.locator(".st-key-views [aria-checked=true]").bounding_box()
    assert tab
    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= WIDTH
    context = {"exclude": [[Part.UPLOAD.selector]]}
    assert pages.complaints_in_each_theme(phone, context) == []


def test_the_uploader_s_button_speaks_the_reader_s_language(phone: Page, address: str) -> None:
    phone.goto(f"{address}?view=data&lang=es")
    label = phone.locator(f"{Part.UPLOAD.selector} button p")
    expect(label).to_be_visible(timeout=30_000)
    expect(label).to_have_css("font-size", "0px")  # Streamlit's English
    said = label.evaluate("node => getComputedStyle(node, '::after').content")
    assert said == '"Elegir un archivo"'


def test_who_has_the_focus_is_seen_above_the_bar_of_the_era(phone: Page, address: str) -> None:
    phone.goto(f"{address}?era=garcia&lang=en")
    pages.arrive(phone, "map")
    pages.settle(phone)
    rows = phone.locator(f".pfr-row-pick{pages.MET}:visible")
    rows.first.focus()
    bar = phone.locator(".pfr-era-bar").bounding_box()
    assert bar
    for row in rows.all():
        expect(row).to_be_focused()
        box = row.bounding_box()
        assert box
        assert box["y"] + box["height"] <= bar["y"] + 1, row.inner_text()
        phone.keyboard.press("Tab")
        while phone.evaluate(IN_GROUP):  # the states of a group have a button of their own
            phone.keyboard.press("Tab")


def test_axe_finds_nothing_while_the_map_is_presented(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}?present=1&era=garcia&lang=en")
    expect(page.locator(".pfr-presenting")).to_be_visible(timeout=30_000)
    pages.settle(page)
    assert pages.complaints_in_each_theme(page) == []
    page.close()


@pytest.mark.parametrize("view", few(["About", "Method"], ["About"]))
def test_the_headline_of_a_view_never_stands_below_a_map_that_goes(
    browser: Browser, address: str, view: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}?era=garcia&lang=en")
    pages.arrive(page, "map")
    pages.settle(page)
    page.evaluate(NOTE_TOPS)
    page.locator(".st-key-views").get_by_role("radio", name=view).click()
    expect(page.locator(".headline h2")).to_be_visible(timeout=30_000)
    pages.settle(page)
    tops = page.evaluate("window.tops")
    assert max(tops) - min(tops) < 60, sorted(set(tops))
    page.close()
