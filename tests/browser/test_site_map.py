"""A site's first page has its map as a file has it, and an era without borders has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import perufr_map as pm
from made_up import write_made_up

pytestmark = pytest.mark.browser

# Where the parts of the map's page stand.
PARTS = """() => Object.fromEntries(
  ["top", "head", "stage", "shelf", "frames"].map((name) => {
    const { top, bottom } = document.querySelector(`.pfr-${name}`).getBoundingClientRect();
    return [name, { top, bottom }];
  })
)"""


@pytest.mark.slow  # a whole site is made
@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_the_parts_of_the_map_stand_below_each_other(
    browser: Browser, site: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site / "en" / "index.html").as_uri())
    expect(page.locator(".pfr-labels.pfr-seen text").first).to_be_visible()
    found = page.evaluate(PARTS)
    assert found["top"]["bottom"] <= found["head"]["top"]
    assert found["head"]["bottom"] <= found["stage"]["top"]
    edge = found["frames"]["bottom"] if width < 768 else found["stage"]["bottom"]
    assert found["shelf"]["top"] == pytest.approx(edge, abs=2)
    number = page.locator(".pfr-ranking .pfr-stack > .pfr-seen b").first
    expect(number).to_have_css("box-shadow", "none")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_an_era_before_all_borders_has_no_world_beside_it(browser: Browser, tmp_path: Path) -> None:
    eras = {
        "war": ("1939-09-01", "1945-06-01", "1942-01-01"),
        "after": ("1945-06-01", "1955-01-01", "1950-01-01"),
    }
    acts = [("DEU", "war", "1940"), ("GBR", "alliance", "1949")]
    kinds = dict.fromkeys(["DEU", "GBR"], "state")
    folder = tmp_path / "early"
    write_made_up(folder, eras=eras, counterparts=kinds, events=acts, settings={"focus": "FRA"})
    (path,) = pm.load(folder).export(tmp_path / "early.html", era="after")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    inset = page.locator(".pfr-inset")
    expect(inset).to_be_visible()
    page.keyboard.press("Tab")
    page.get_by_role("slider").press("ArrowLeft")
    expect(inset).to_be_hidden()
    page.get_by_role("slider").press("ArrowRight")
    expect(inset).to_be_visible()
    page.close()


@pytest.mark.slow
def test_what_is_presented_hides_the_page_around_it(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{(site / 'en' / 'index.html').as_uri()}#present=1")
    presented = page.locator(".pfr-presenting")
    expect(presented).to_be_visible()
    expect(presented).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.close()
