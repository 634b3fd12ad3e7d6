"""The line of time: in proportion, for any number of eras, by pointer, keys and play."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from perufr_map.exports.html import RelationsMap

if TYPE_CHECKING:
    from perufr_map.shown.wire import EraData, MarkData, Payload

# All that is written on the line and seen, by the box that it takes.
TEXTS = """() => [...document.querySelectorAll(
    ".pfr-density, .pfr-days span, .pfr-tick-name > *, .pfr-tick-year > *"
  )].filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((node) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return { text: node.textContent, left, right, top, bottom };
    })"""


@pytest.fixture
def open_at(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page; any error in it fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    wrong: list[str] = []

    def open_at(path: Path, fragment: str = "") -> Page:
        page = context.new_page()
        pages.note_complaints(page, wrong)
        page.goto(path.as_uri() + fragment)
        expect(page.locator(".pfr-track")).to_be_visible()
        return page

    yield open_at
    context.close()
    assert wrong == []


def expect_no_text_on_another(page: Page) -> set[str]:
    """Check that what is written on the line lies apart and within the page; return the texts."""
    texts = page.evaluate(TEXTS)
    for n, one in enumerate(texts):
        assert one["left"] >= 0
        assert one["right"] <= page.evaluate("innerWidth")
        for other in texts[n + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            above = one["bottom"] <= other["top"] + 2 or other["bottom"] <= one["top"] + 2
            assert apart or above, (one, other)
    return {one["text"] for one in texts}


def test_eras_lie_in_proportion_and_no_name_on_another_at_any_width(
    open_at: Callable[..., Page], exported: Path, study: pm.Study
) -> None:
    page = open_at(exported, "#era=velasco&lang=en")
    widths = page.locator(".pfr-ticks li").evaluate_all(
        "spans => spans.map((span) => span.getBoundingClientRect().width)"
    )
    days = (study.eras["end"] - study.eras["start"]).dt.days
    shares = [width / sum(widths) for width in widths]
    assert shares == pytest.approx(list(days / days.sum()), abs=0.002)
    shown = expect_no_text_on_another(page)
    assert {"Velasco", "1968", "Fujimori", "1990", "Self-coup, 5 April 1992"} <= shown
    assert f"{len(study.events)} statements, by the dates they speak of" in shown
    page.get_by_role("button", name="Español").click()
    for width, size in {1920: "l", 768: "m", 360: "s"}.items():
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".pfr")).to_have_attribute("data-size", size)
        for short in study.eras["short_es"]:
            assert short in expect_no_text_on_another(page)
            pages.step(page, "ArrowRight")
        pages.step(page, "Home")


def test_the_whole_of_an_era_is_its_target_and_a_drag_goes_through_them(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=velasco&lang=en")
    slider, spans = pages.slider(page), page.locator(".pfr-ticks li")
    boxes = [box for span in spans.all() if (box := span.bounding_box())]
    middle = [box["x"] + box["width"] / 2 for box in boxes]
    y = boxes[0]["y"] + boxes[0]["height"] / 2
    page.mouse.click(boxes[3]["x"] + 3, y)
    expect(slider).to_have_value("3")
    expect(slider).to_be_focused()
    thumb = page.locator(".pfr-thumb").evaluate("node => node.getBoundingClientRect().right")
    assert thumb == pytest.approx(middle[3], abs=1)
    page.mouse.down()
    page.mouse.move(middle[5], y + 200)
    expect(slider).to_have_value("5")
    page.mouse.move(-50, y, steps=3)
    expect(slider).to_have_value("0")
    page.mouse.up()
    page.mouse.move(middle[2], y)
    expect(slider).to_have_value("0")
    for key, value in {"ArrowUp": "1", "End": "5", "PageDown": "4", "Home": "0"}.items():
        page.keyboard.press(key)
        expect(slider).to_have_value(value)
    expect(slider).to_have_attribute(
        "aria-valuetext", "Velasco’s military government, October 3, 1968 – August 28, 1975"
    )


def years(payload: Payload, count: int) -> list[EraData]:
    """Return so many eras, without statements but in the first, each longer than the last."""
    eras: list[EraData] = []
    start = date(1900, 1, 1)
    for n in range(count):
        end = start + timedelta(days=100 * (count - n))
        scores = payload["eras"][0]["scores"] if n == 0 else {}
        known = payload["eras"][n % len(payload["eras"])]
        era: EraData = {**known, "id": f"era-{n}", "scores": scores, "regions": {}}
        eras.append({**era, "start": start.isoformat(), "end": end.isoformat()})
        start = end
    return eras


@pytest.mark.parametrize("count", [1, 2, 40])
def test_any_number_of_eras_has_its_line(
    open_at: Callable[..., Page], study: pm.Study, tmp_path: Path, count: int
) -> None:
    payload = study.payload()
    eras = years(payload, count)
    name = dict.fromkeys(study.languages, "Oil found")
    marks: list[MarkData] = [{"day": each["start"], "name": name} for each in eras[:20]]
    path = tmp_path / "eras.html"
    RelationsMap(payload | {"eras": eras, "marks": marks, "density": [0, 0, 50]}).save(path)
    page = open_at(path, "#lang=en")
    assert pages.slider(page).count() == (count > 1)
    assert page.locator(".pfr-player").is_visible() == (count > 1)
    assert any(text.startswith("Oil found, ") for text in expect_no_text_on_another(page))
    if count > 1:
        for key in ("End", "ArrowLeft", "PageUp"):
            pages.step(page, key)
            expect_no_text_on_another(page)


def test_play_begins_again_only_where_it_loops_and_keeps_its_speed(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=fujimori&lang=en")
    slider, play = pages.slider(page), page.get_by_role("button", name="Play the eras")
    pause = page.get_by_role("button", name="Pause")
    page.clock.install()
    play.click()
    expect(slider).to_have_value("5")
    expect(play).to_be_visible()  # the last one: it has stopped
    page.get_by_role("button", name="Begin again after the last era").click()
    page.get_by_role("button", name="Speed: normal").click()
    expect(page.get_by_role("button", name="Speed: faster")).to_be_visible()
    play.click()
    expect(slider).to_have_value("0")
    expect(page.locator(".pfr-playing")).to_have_count(1)
    page.clock.run_for(1250)  # and the words of the headline: 10, of 20 ms
    expect(slider).to_have_value("0")
    page.clock.run_for(250)
    expect(slider).to_have_value("1")
    page.clock.run_for(12_000)
    expect(pause).to_be_visible()
    pages.step(page, "ArrowRight")
    expect(play).to_be_visible()
    expect(page.locator(".pfr-playing")).to_have_count(0)
