"""The movers of the Compare view are opened, kept open and shown on the map by keyboard too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import pages

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    wrong: list[str] = []
    pages.note_complaints(page, wrong)
    page.goto(f"{address}/?view=compare&era=garcia&vs=velasco")
    expect(drawer(page)).to_be_visible(timeout=30_000)
    expect(pages.state(page, "USA")).to_be_attached()
    yield page
    context.close()
    assert wrong == []


def drawer(page: Page, code: str = "USA") -> Locator:
    return page.locator(f'.movers details[data-code="{code}"]')


def test_a_drawer_keeps_the_focus_and_stays_open_when_another_era_brings_another_list(
    page: Page,
) -> None:
    pages.slider(page).fill("2")
    expect(drawer(page, "IMF")).to_have_count(0)
    pages.settle(page)
    label = drawer(page).locator("summary")
    label.focus()
    page.keyboard.press("Enter")
    events = drawer(page).locator("article")
    expect(events.first).to_be_visible()
    expect(label).to_be_focused()
    before = events.all_text_contents()
    page.go_back()
    expect(drawer(page, "IMF")).to_be_visible()
    expect(label).to_be_focused()
    expect(events.first).to_be_visible()
    expect(events).not_to_have_text(before)
    page.keyboard.press("Enter")
    expect(events).to_have_count(0)


def test_a_mover_is_shown_on_the_map_by_keyboard(page: Page) -> None:
    drawer(page).locator("summary").focus()
    page.keyboard.press("Enter")
    button = drawer(page).get_by_role("button", name="Show on the map")
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(pages.card(page)).to_contain_text("United States")
    expect(button).to_be_visible()


def test_a_drawer_is_still_open_when_its_view_is_opened_again(page: Page) -> None:
    drawer(page).locator("summary").click()
    expect(drawer(page).locator("article").first).to_be_visible()
    views = page.get_by_role("radiogroup").filter(has_text="Compare")
    views.get_by_role("radio", name="About").click()
    expect(page.locator(".movers")).to_have_count(0)
    views.get_by_role("radio", name="Compare").click()
    expect(drawer(page).locator("article").first).to_be_visible()
    expect(drawer(page, "CHL").locator("article")).to_have_count(0)
