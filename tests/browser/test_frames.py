"""The map opens on what the study is about, and a reader can choose another part of the world."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
from exporting import Exports


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield page
    page.close()


def view(page: Page) -> list[float]:
    """Return west, south, east and north of what the map shows."""
    bounds: list[float] = page.evaluate(
        """(() => {
          const bounds = map_relations.getBounds();
          return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
            .map((side) => Math.round(side * 10) / 10);
        })()"""
    )
    return bounds


def frame(page: Page, name: str) -> list[float]:
    bounds: list[float] = page.evaluate(
        f"map_relations_view.frames()[{name!r}].map((side) => Math.round(side * 10) / 10)"
    )
    return bounds


def holds(outer: list[float], inner: list[float]) -> bool:
    return all(outer[i] <= inner[i] + 0.2 for i in (0, 1)) and all(
        outer[i] >= inner[i] - 0.2 for i in (2, 3)
    )


def chosen(page: Page) -> str:
    return page.locator(".pfr-frames [aria-pressed=true]").inner_text()


def test_the_map_opens_on_the_study_and_stays_there_while_the_slider_moves(
    page: Page, exports: Exports
) -> None:
    page.goto(exports.file(".html", era="velasco").as_uri())
    opened = view(page)
    assert holds(opened, frame(page, "study"))
    assert not holds(opened, frame(page, "world"))
    assert chosen(page) == "This study"
    for _ in range(3):
        pages.step(page, "ArrowRight")
    assert view(page) == opened


def test_a_reader_chooses_a_continent_and_the_address_says_so(page: Page, exports: Exports) -> None:
    file = exports.file(".html", era="velasco")
    page.goto(file.as_uri())
    page.get_by_role("button", name="Africa").click()
    assert holds(view(page), frame(page, "africa"))
    expect(page).to_have_url(f"{file.as_uri()}#era=velasco&lang=en&frame=africa")
    page.get_by_role("button", name="This study").click()
    expect(page).to_have_url(f"{file.as_uri()}#era=velasco&lang=en")


def test_the_frame_that_is_chosen_brings_back_a_map_that_was_moved(
    page: Page, exports: Exports
) -> None:
    page.goto(exports.file(".html", era="velasco").as_uri())
    opened = view(page)
    page.get_by_role("button", name="Zoom in").click()
    assert view(page) != opened
    page.get_by_role("button", name="This study").click()
    assert view(page) == opened


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_plus_goes_from_the_world_to_the_focus(
    motion: Literal["reduce", "no-preference"], browser: Browser, exports: Exports
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion=motion)
    page.goto(exports.file(".html", era="velasco").as_uri())
    page.get_by_role("button", name="World", exact=True).click()
    pages.wait_until(page, lambda: chosen(page) == "World" and rests(page))
    world = view(page)
    for _ in range(3):
        before = str(view(page))
        page.get_by_role("button", name="Zoom in").click()
        pages.wait_until(page, partial(has_moved, page, before))
    assert holds(world, view(page))
    x, y = pages.point_in(page, "PER")
    box = page.locator(".leaflet-container").first.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] / 4 < x < box["x"] + box["width"] * 3 / 4
    assert box["y"] + box["height"] / 4 < y < box["y"] + box["height"] * 3 / 4
    page.close()


def has_moved(page: Page, before: str) -> bool:
    return str(view(page)) != before and rests(page)


def rests(page: Page) -> bool:
    return page.locator(".leaflet-zoom-anim, .leaflet-pan-anim").count() == 0


def test_an_export_opens_on_the_frame_that_was_asked_for(page: Page, exports: Exports) -> None:
    page.goto(exports.file(".html", era="velasco", frame="europe").as_uri())
    assert chosen(page) == "Europe"
    assert holds(view(page), frame(page, "europe"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_tablet_the_parts_of_the_world_stand_beside_the_legend(
    page: Page, exports: Exports, language: str
) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    page.goto(f"{exports.file('.html').as_uri()}#era=garcia&frame=americas&lang={language}")
    legend, frames, controls = (
        page.locator(name).bounding_box()
        for name in (".pfr-legend", ".pfr-frames", ".pfr-controls")
    )
    assert legend
    assert frames
    assert controls
    assert legend["y"] + legend["height"] > frames["y"], "the legend stands on the map"
    assert legend["x"] + legend["width"] <= frames["x"]
    assert controls["y"] + controls["height"] <= frames["y"]
    for button in page.locator(".pfr-frames button").all():
        box = button.bounding_box()
        assert box
        assert frames["x"] <= box["x"]
        assert box["x"] + box["width"] <= frames["x"] + frames["width"]
