"""The views of one counterpart and of all statements react at once and are walked by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import pages

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    wrong: list[str] = []
    pages.note_complaints(page, wrong)
    yield page
    page.close()
    assert wrong == []


def test_a_counterpart_is_read_through_the_eras_by_keyboard_and_shown_on_the_map(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/?view=country&era=garcia")
    pages.arrive(page, "country")
    view = page.locator(".country")
    expect(view.get_by_role("heading", level=2)).to_have_text("United States")
    view.get_by_label("Choose another").select_option("CHL")
    expect(page).to_have_url(re.compile("c=CHL"))
    expect(view.get_by_role("heading", level=2)).to_have_text("Chile")
    expect(page.get_by_text("The sum as a table: Chile")).to_be_visible()
    expect(view.locator(".dek")).to_contain_text("by name: conflict until 1990")
    eras = view.get_by_role("slider")
    expect(eras).to_have_attribute("aria-valuetext", "García’s first government: −5.0")
    eras.focus()
    page.keyboard.press("ArrowRight")
    expect(view.get_by_role("heading", name="Why −2.2?")).to_be_visible()
    expect(page).to_have_url(re.compile("era=fujimori"))
    page.keyboard.press("ArrowDown")
    first = view.locator("li").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(eras).to_be_focused()
    page.keyboard.press("End")
    expect(view.get_by_text("Nothing is said in this era.")).to_be_visible()
    view.get_by_role("button", name="García 10").click()
    expect(view.locator("li")).to_have_count(10)
    view.get_by_role("button", name="Show on the map").click()
    expect(pages.card(page)).to_contain_text("Chile")
    expect(page).to_have_url(re.compile("^(?!.*view=).*era=garcia&c=CHL"))
    pages.step(page, "ArrowLeft")
    pages.settle(page)
    page.get_by_role("radio", name="Country").click()
    expect(view.get_by_role("slider")).to_have_attribute("aria-valuenow", "2")
    page.go_back()
    expect(pages.slider(page)).to_be_visible()


def test_statements_are_searched_filtered_and_walked_in_order_of_time(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/?view=events&era=garcia&c=VEN")
    pages.arrive(page, "events")
    view = page.locator(".statements")
    marks, out = view.locator(".mark"), view.locator(".mark.out")
    expect(view.locator(".card h3")).to_have_text("Venezuela breaks relations with Peru")
    count = marks.count()
    expect(view.locator("li button")).to_have_count(10)
    assert page.locator(".stMain, [data-testid=stMain]").evaluate("m => m.scrollHeight") < 2500
    page.keyboard.press("/")
    expect(view.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("chile garcia")
    found = view.locator("li button")
    status = view.get_by_role("status")
    expect(out).not_to_have_count(0)
    pages.wait_until(page, lambda: f"{found.count()} statements" in status.inner_text())
    expect(out).to_have_count(count - found.count())
    for text in found.all_inner_texts():
        assert text
    page.keyboard.press("Escape")
    expect(out).to_have_count(0)
    debt = view.get_by_role("button", name=re.compile("^Debt"))
    debt.click()
    expect(debt).to_have_attribute("aria-pressed", "true")
    expect(out).not_to_have_count(0)
    line = view.get_by_role("slider")
    line.focus()
    page.keyboard.press("Home")
    last = re.compile(rf"\b1 of {count - out.count()}$")
    expect(line).to_have_attribute("aria-valuetext", last)
    page.keyboard.press("ArrowRight")
    expect(line).to_have_attribute("aria-valuetext", re.compile(r"\. 2 of "))
    name = view.locator(".card h3").inner_text()
    debt.click()
    while view.get_by_role("button", name=re.compile(r"^\d+ more$")).is_visible():
        view.get_by_role("button", name=re.compile(r"^\d+ more$")).click()
    expect(view.locator("li button")).to_have_count(count)
    line.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".country")).to_contain_text(name)
