"""The line of time, by pointer, keys and play, for any number of eras; and presenting them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from cases import few
from perufr_map.dashboard._streamlit import Part
from perufr_map.exports.html import RelationsMap

if TYPE_CHECKING:
    from perufr_map.shown.wire import EraData, MarkData, Payload

# All that is written on the line and seen, by the box that it takes.
TEXTS = """() => [...document.querySelectorAll(
    ".pfr-density, .pfr-days span, .pfr-tick-name, .pfr-tick-year"
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
        expect(page.locator(".pfr-time")).to_be_visible()
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
    assert "After the self-coup" not in shown
    page.locator(".pfr-ticks li").last.hover()
    expect(page.locator(".pfr-ticks li").last.get_by_text("1992").first).to_be_visible()
    assert "After the self-coup" in {text["text"] for text in page.evaluate(TEXTS)}
    page.mouse.move(0, 0)
    page.get_by_role("button", name="Español").click()
    for width, size in {768: "m", 1920: "l"}.items():
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
    thumb = page.locator(".pfr-seen .pfr-thumb").bounding_box()
    assert thumb is not None
    assert thumb["x"] + thumb["width"] / 2 == pytest.approx(middle[3], abs=1)
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
        "aria-valuetext", "Velasco’s military government, 3 October 1968 – 28 August 1975"
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


@pytest.mark.parametrize("count", few([1, 2, 40], [1, 40]))
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
    page.clock.install(time=0)
    page.clock.pause_at(10_000)
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


# How large what is presented is, and where it lies; what is presented fills the window.
PRESENTED = """() => {
  const size = (name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize);
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const label = document.querySelector('.pfr-labels.pfr-seen .pfr-state-label');
  return {
    head: size(".pfr-head"), dek: size(".pfr-dek"), source: size(".pfr-present footer"),
    label: parseFloat(getComputedStyle(label).fontSize), actor: box(".pfr-actor").height,
    arrow: [box(".pfr-present-back").width, box(".pfr-present-back").height],
    bottom: box(".pfr-present").bottom, stage: box(".pfr-stage").width,
  };
}"""


def test_what_is_presented_fills_the_screen_and_keys_lead_through_it(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=garcia&lang=en&present=1")
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_function(f"() => ({PRESENTED})().label === 22.5")
    assert page.evaluate(PRESENTED) == {
        "head": 50,
        "dek": 26,
        "source": 20,
        "label": 22.5,
        "actor": 78,
        "arrow": [72, 120],
        "bottom": 1080,
        "stage": 1920,
    }
    for gone in (
        ".pfr-top",
        ".pfr-tabs",
        ".pfr-list",
        ".pfr-controls",
        ".pfr-time > .pfr-bars",
        ".pfr-play",
    ):
        expect(page.locator(gone)).to_be_hidden()
    expect_no_text_on_another(page)
    assert pages.complaints(page) == []
    slider = pages.slider(page)
    for key, value in {"ArrowRight": "4", "PageDown": "5", "ArrowLeft": "4", "PageUp": "3"}.items():
        page.keyboard.press(key)
        expect(slider).to_have_value(value)
    back, forth = (page.get_by_role("button", name=f"{name} era") for name in ("Previous", "Next"))
    for _ in range(2):
        forth.click()
    expect(forth).to_be_disabled()
    expect(back).to_be_enabled()
    expect(page.get_by_text("6 of 6")).to_be_visible()
    page.keyboard.press(" ")
    expect(slider).to_have_value("0")
    expect(page.locator(".pfr-playing")).to_have_count(1)
    page.keyboard.press(" ")
    expect(page.locator(".pfr-playing")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Present")).to_be_visible()
    expect(page.locator(".pfr-top")).to_be_visible()
    expect(page).to_have_url(re.compile("#(?!.*present)"))


def test_who_presents_by_keyboard_finds_the_focus_where_it_was(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=garcia&lang=en")
    button = page.get_by_role("button", name="Present")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pfr-presenting")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(pages.slider(page)).to_have_value("2")
    page.keyboard.press("Escape")
    expect(page.locator(".pfr-presenting")).to_have_count(0)
    expect(button).to_be_focused()


# What of the map, of its names and of the buttons reaches beyond the window, or is too small.
CUT = """() => {
  const parts = [".leaflet-container", ".pfr-labels.pfr-seen > g", ".pfr-edge .pfr-seen .pfr-chip",
    ".pfr-present button", ".pfr-present footer"];
  return parts.flatMap((part) => [...document.querySelectorAll(part)].flatMap((node) => {
    const { left, right, width, height } = node.getBoundingClientRect();
    const small = node.matches("button") && Math.min(width, height) < 44;
    return left < -0.5 || right > innerWidth + 0.5 || small ? [node.outerHTML.slice(0, 99)] : [];
  }));
}"""


def test_what_is_presented_on_a_phone_is_cut_nowhere(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=garcia&lang=en")
    page.set_viewport_size({"width": 360, "height": 740})
    for language, era in (("en", "garcia"), ("es", "autogolpe")):
        page.goto(f"{exported.as_uri()}#present=1&era={era}&lang={language}")
        expect(page.locator(".pfr-presenting")).to_have_count(1)
        page.wait_for_function(f"() => ({CUT})().length === 0")
        expect_no_text_on_another(page)


@pytest.mark.parametrize(("width", "height"), [(740, 360), (932, 430)])
def test_what_is_presented_on_a_phone_on_its_side_leaves_the_map_most_of_the_window(
    open_at: Callable[..., Page], exported: Path, width: int, height: int
) -> None:
    page = open_at(exported, "#era=garcia&lang=es")
    page.set_viewport_size({"width": width, "height": height})
    for era in ("garcia", "autogolpe"):
        page.goto(f"{exported.as_uri()}#present=1&era={era}&lang=es")
        expect(page.locator(".pfr-presenting")).to_have_count(1)
        page.wait_for_function(f"() => ({CUT})().length === 0")
        expect_no_text_on_another(page)
        stage, name, shelf = (
            page.locator(part).bounding_box()
            for part in (".pfr-stage", ".pfr-names .pfr-seen .pfr-head", ".pfr-shelf")
        )
        assert stage
        assert name
        assert shelf
        assert stage["height"] >= 0.7 * height
        assert stage["width"] >= 0.65 * width
        assert max(name["x"] + name["width"], shelf["x"] + shelf["width"]) <= stage["x"]


@pytest.mark.slow  # what a browser does to leave full screen takes its time, which no page is told
def test_full_screen_comes_and_goes_and_escape_leaves_both(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=garcia&lang=en")
    page.get_by_role("button", name="Present").click()
    full = "() => document.fullscreenElement?.matches('.pfr-presenting')"
    page.wait_for_function(full)
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    expect(page.locator(".pfr-presenting")).to_have_count(1)

    def is_full() -> bool:
        if not page.evaluate(full):
            page.keyboard.press("f")  # a browser that is still leaving passes it over
        return bool(page.evaluate(full))

    pages.wait_until(page, is_full)
    page.evaluate("document.exitFullscreen()")  # as the browser does at Escape
    expect(page.locator(".pfr-presenting")).to_have_count(0)


def test_a_pointer_that_rests_is_hidden_until_it_moves(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#present=1")
    page.clock.install(time=0)
    page.clock.pause_at(10_000)
    cursor = "getComputedStyle(document.querySelector('.pfr-stage')).cursor"
    page.mouse.move(300, 300)
    page.clock.run_for(2900)
    assert page.evaluate(cursor) != "none"
    page.clock.run_for(200)
    assert page.evaluate(cursor) == "none"
    page.mouse.move(310, 300)
    page.wait_for_function(f"() => {cursor} !== 'none'")


@pytest.mark.slow
def test_what_is_presented_in_a_page_of_a_site_keeps_the_tab_key(
    open_at: Callable[..., Page], site: Path
) -> None:
    page = open_at(site / "en" / "index.html", "#present=1")
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = "['BODY', 'HTML'].includes(document.activeElement.tagName)"
        assert page.evaluate(f"{inside} || !!document.activeElement.closest('.pfr-presenting')")
    page.keyboard.press("Escape")
    expect(page.locator("[inert]:not(.pfr *)")).to_have_count(0)


def test_the_page_presents_its_map_alone_and_comes_back(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{address}/?era=garcia&present=1")
    expect(page.get_by_text("4 of 6")).to_be_visible(timeout=30_000)
    pages.settle(page)
    expect(pages.part(page, Part.HEADER)).to_be_hidden()
    expect(page.locator(".st-key-views")).to_be_hidden()
    box = page.locator(".pfr-presenting").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1280, "height": 720}
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("era=fujimori.*present=1"))
    page.get_by_role("button", name="Esc to leave").click()
    expect(page).to_have_url(re.compile(r"era=fujimori(?!.*present)"))
    expect(page.locator(".st-key-views")).to_be_visible()
    page.close()


# The card: whether one is as high as what is seen in it, and whom a reader may meet there.
CARD = """() => {
  const [body, ...layers] = document.querySelectorAll(".pfr-card-body, .pfr-card-body > div > *");
  const seen = layers.filter((node) => node.matches(".pfr-seen"));
  const { paddingTop, paddingBottom } = getComputedStyle(body);
  const box = (node) => node.getBoundingClientRect();
  const room = body.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  return {
    layers: layers.length,
    seen: seen.length,
    met: layers.filter((node) => !node.inert).map((node) => seen.includes(node)),
    off: Math.round(room - (box(seen[0].lastElementChild).bottom - box(seen[0]).top)),
    said: seen[0].textContent,
  };
}"""


def test_a_step_with_an_open_card_shows_what_is_drawn_already(
    open_at: Callable[..., Page], exported: Path, study: pm.Study
) -> None:
    page = open_at(exported, "#era=velasco&c=USA")
    every = len(study.eras)
    page.wait_for_function(f"() => ({CARD})().layers === {every}")
    page.evaluate(
        """() => {
          globalThis.built = 0;
          const count = (all) => (built += all.reduce((n, { addedNodes: a }) => n + a.length, 0));
          const body = document.querySelector(".pfr-card-body");
          new MutationObserver(count).observe(body, { childList: true, subtree: true });
          const written = new MutationObserver((all) => (built += all.length));
          const marks = document.querySelector(".pfr-bins");
          written.observe(marks, { attributeFilter: ["d", "transform"], subtree: true });
        }"""
    )
    texts = set()
    for _ in range(1, every):
        pages.step(page, "ArrowRight")
        page.wait_for_function(f"() => ({CARD})().met.join() === 'true'")
        card = page.evaluate(CARD)
        assert (card["seen"], card["off"]) == (1, 0)
        expect(page.locator(".pfr-bins .pfr-seen .pfr-bin-ring")).to_have_attribute(
            "d", re.compile("M")
        )
        texts.add(card["said"])
    assert len(texts) == every - 1
    assert page.evaluate("built") == 0
    square = page.locator(f"{pages.SAID} [data-keep=era-0]")
    square.focus()
    square.press("Enter")
    expect(square).to_be_focused()
    expect(square).to_have_attribute("aria-current", "true")
    assert page.evaluate(CARD)["met"] == [True]


def test_the_members_of_a_group_stay_open_from_era_to_era(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=velasco&c=LATAM")
    page.wait_for_function(f"() => ({CARD})().layers > 1")
    page.locator(f"{pages.SAID} details summary").click()
    pages.step(page, "ArrowRight")
    expect(page.locator(f"{pages.SAID} details")).to_have_attribute("open", "")
