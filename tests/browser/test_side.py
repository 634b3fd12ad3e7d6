"""The page around the map, from a tablet on: ranking, card, keys, source and the world beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from conftest import edit_row
from exporting import Exports
from made_up import write_made_up

pytestmark = pytest.mark.browser

SHOWN = ".pfr-ranking .pfr-stack > :not([inert])"


@pytest.fixture
def page(browser: Browser, exports: Exports) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    wrong: list[str] = []
    pages.note_complaints(page, wrong)
    page.goto(exports.file(".html").as_uri() + "#era=garcia&lang=en")
    expect(page.locator(f"{SHOWN} .pfr-row").first).to_be_visible()
    yield page
    page.close()
    assert wrong == []


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"] + box["height"]


def test_the_page_is_seen_whole_and_lights_row_state_and_mark_together(page: Page) -> None:
    for part in (".pfr-stage", ".pfr-shelf", ".pfr-colophon", f"{SHOWN} .pfr-weighty"):
        assert bottom(page, part) <= 900, part
    expect(page.locator(".pfr-colophon")).to_contain_text("Borders of 1988")
    row = page.locator(f"{SHOWN} [data-code=CHL]").first
    row.hover()
    expect(page.locator(".pfr-legend-title")).to_have_text("Chile: −5.0")
    expect(page.locator(".pfr-hovered path")).to_have_attribute("d", pages.SOMETHING)
    page.mouse.move(700, 5)
    expect(row).not_to_have_class(pages.LIT)
    page.mouse.move(*pages.point_in(page, "CHL"))
    expect(row).to_have_class(pages.LIT)

    pages.click_state(page, "CHL")
    expect(pages.card(page)).to_be_visible()
    card, stage = pages.card(page).bounding_box(), page.locator(".pfr-stage").bounding_box()
    assert card
    assert stage
    assert card["x"] >= stage["x"] + stage["width"], "the card covers nothing of the map"
    assert pages.point_in(page, "CHL")
    expect(row).to_have_attribute("aria-current", "true")
    pages.step(page, "Home")
    expect(page.locator(f"{SHOWN} [aria-current]")).to_have_attribute("data-code", "LATAM")
    assert pages.complaints(page) == []


def test_on_a_tablet_the_card_is_a_sheet_and_the_ranking_stands_below(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    pages.click_state(page, "CHL")
    expect(pages.card(page)).to_be_visible()
    card, stage = pages.card(page).bounding_box(), page.locator(".pfr-stage").bounding_box()
    assert card
    assert stage
    assert card["x"] + card["width"] == pytest.approx(stage["x"] + stage["width"], abs=1)
    assert card["width"] == 344
    assert pages.point_in(page, "CHL")[0] < card["x"], "the map makes room for what is selected"
    rows = page.locator(f"{SHOWN} .pfr-row")
    first, last = rows.first.bounding_box(), rows.last.bounding_box()
    assert first
    assert last
    assert first["y"] > bottom(page, ".pfr-colophon")
    assert last["x"] > first["x"] + first["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 768


def test_a_slash_searches_and_the_world_beside_leads_there_and_back(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.keyboard.press("/")
    page.keyboard.type("bol")
    page.keyboard.press("Enter")
    expect(pages.card(page)).to_contain_text("Bolivia")
    page.keyboard.press("Escape")
    inset = page.get_by_role("button", name="Show the whole world")
    page.get_by_role("button", name="Africa", exact=True).click()
    expect(inset).to_be_visible()
    box, frame = inset.bounding_box(), inset.locator("rect").bounding_box()
    assert box
    assert frame
    assert frame["width"] < 0.7 * box["width"]
    inset.click()
    expect(page.locator(".pfr-frames [aria-pressed=true]")).to_have_text("World")
    expect(inset).to_be_hidden()
    page.get_by_role("button", name="This study").click()
    expect(inset).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(inset).to_be_hidden()


def test_names_that_begin_alike_are_told_apart(page: Page, tmp_path: Path) -> None:
    eras = {"one": ("1960-01-01", "1970-01-01", "1965-01-01")}
    codes = [f"ORG{number}" for number in range(10, 50)]
    folder = write_made_up(
        tmp_path / "many",
        eras=eras,
        counterparts=dict.fromkeys(codes, "organisation"),
        events=[(code, "criticism", "1963") for code in codes],
        settings={"focus": "EGY"},
    )
    for code in codes:
        name = f"Organisation of the number {code[-2:]}"
        edit_row(folder, "counterparts.csv", {"id": code}, name_en=name)
    (path,) = pm.load(folder).export(tmp_path / "many.html")
    for width in (1280, 1440, 768, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path.as_uri())
        names = page.locator(f"{SHOWN} .pfr-row-pick")
        expect(names).to_have_count(len(codes) + 3)  # of three statements, too
        cut = "(all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).length"
        assert names.evaluate_all(cut) == 0


def test_a_long_title_of_the_legend_is_not_cut(page: Page) -> None:
    title = page.locator(".pfr-legend-title")
    head = page.locator(".pfr-legend-head")
    hint = page.locator(".pfr-legend-hint")
    seen = (
        "(each) => each.getBoundingClientRect().top"
        " < each.parentElement.getBoundingClientRect().bottom"
    )
    assert hint.evaluate(seen)
    title.evaluate("(each) => { each.textContent = 'Relation with the United Arab Republic' }")
    assert title.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert not hint.evaluate(seen)
    box = head.bounding_box()
    assert box
    assert box["height"] <= 20
