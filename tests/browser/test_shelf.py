"""Who has a score and no territory stands on a shelf under the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from exporting import Exports
from perufr_map.shown.regions import regions

pytestmark = pytest.mark.browser

ACTORS = ".pfr-shelf .pfr-seen .pfr-actor"


@pytest.fixture
def page(browser: Browser, exports: Exports) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(exports.file(".html").as_uri() + "#era=garcia&lang=en")
    yield page
    page.close()


def test_the_shelf_holds_all_who_have_a_score_and_no_place_on_the_map(
    page: Page, study: pm.Study
) -> None:
    shapes = study.payload()["topology"]["objects"]["states"]["geometries"]
    on_map = {shape["properties"]["code"] for shape in shapes}
    for index, era in enumerate(study.eras["id"]):
        pages.slider(page).fill(str(index))
        drawn = on_map | regions(study.scored(), era).keys()
        scores = study.scores(era=era)
        scores = scores[~scores["counterpart"].isin(drawn)].set_index("counterpart")
        expect(page.locator(ACTORS)).to_have_count(len(scores))
        shown = page.locator(ACTORS).evaluate_all("nodes => nodes.map((n) => n.dataset.code)")
        assert set(shown) == set(scores.index), era
        weights = [abs(scores.loc[code, "score"]) for code in shown]
        assert weights == sorted(weights, reverse=True)
        said = page.locator(f"{ACTORS} b").all_inner_texts()
        values = [f"{scores.loc[code, 'score']:+.1f}".replace("-", "\u2212") for code in shown]
        assert [text.replace("-", "\u2212") for text in said] == values
        hatched = page.locator(ACTORS).evaluate_all(
            "nodes => nodes.filter((n) => n.style.getPropertyValue('--hatch'))"
            ".map((n) => n.dataset.code)"
        )
        assert set(hatched) == set(scores.index[~scores["settled"]])


def test_the_fund_is_the_first_of_the_years_that_it_fought_over(page: Page) -> None:
    first = page.locator(ACTORS).first
    expect(first).to_contain_text("IMF")
    expect(first).to_be_in_viewport()
    first.click()
    expect(pages.card(page).locator("h2")).to_have_text("International Monetary Fund")
    expect(first).to_have_attribute("aria-pressed", "true")
    outlined = first.evaluate("node => getComputedStyle(node).filter")
    assert "drop-shadow" in outlined
    page.keyboard.press("Escape")
    expect(first).to_have_attribute("aria-pressed", "false")


def test_what_does_not_fit_is_counted_and_comes_into_sight(page: Page) -> None:
    more = page.locator(".pfr-shelf .pfr-seen .pfr-link")
    expect(more).to_be_hidden()
    page.set_viewport_size({"width": 780, "height": 900})
    expect(more).to_be_visible()
    cut = page.locator(".pfr-shelf .pfr-seen ul").evaluate(
        """rows => [...rows.querySelectorAll(".pfr-actor")].filter((actor) =>
          actor.getBoundingClientRect().right > rows.getBoundingClientRect().right + 1).length"""
    )
    expect(more).to_have_text(f"{cut} more")
    for actor in page.locator(f"{ACTORS}.pfr-cut").all():
        expect(actor).to_have_css("opacity", "0")  # none is seen in part
    last = page.locator(ACTORS).last
    expect(last).not_to_be_in_viewport(ratio=0.99)
    more.click()
    expect(last).to_be_in_viewport(ratio=0.99)


def test_a_step_switches_between_shelves_that_there_are(page: Page) -> None:
    expect(page.locator(".pfr-shelf ul")).to_have_count(6)
    page.evaluate(
        """() => {
          window.made = 0;
          const rows = document.querySelector(".pfr-shelf .pfr-stack");
          new MutationObserver((changes) => {
            for (const { addedNodes } of changes) window.made += addedNodes.length;
          }).observe(rows, { childList: true, subtree: true });
        }"""
    )
    pages.slider(page).fill("0")
    pages.slider(page).fill("3")
    expect(page.locator(ACTORS).first).to_contain_text("IMF")
    assert page.evaluate("window.made") == 0


def test_a_small_frame_has_the_shelf_too(browser: Browser, exports: Exports) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(exports.file(".html", era="garcia", embed=True).as_uri())
    expect(page.locator(ACTORS).first).to_be_in_viewport(ratio=1)
    page.close()


def test_there_is_no_shelf_where_all_have_their_place_on_the_map(
    browser: Browser, study: pm.Study, tmp_path: Path
) -> None:
    counterparts = study.counterparts
    states = counterparts.loc[counterparts["kind"] == "state", "id"]
    events = study.events[study.events["counterpart"].isin(states)]
    of_states = replace(study, events=events, steps=study.steps.head(0))
    (path,) = of_states.export(tmp_path / "states.html", era="garcia")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    expect(page.locator(".pfr-stage")).to_be_visible()
    expect(page.locator(".pfr-shelf")).to_be_hidden()
    page.close()
