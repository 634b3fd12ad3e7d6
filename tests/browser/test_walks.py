"""However a reader walks through the eras, all parts of the page end at the same one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from perufr_map.exports.html import RelationsMap

if TYPE_CHECKING:
    from perufr_map.shown.wire import EraData

# All that speaks of an era, as it is seen; and of all that lies on each other, what can be met.
SEEN = """(() => {
  const visible = { opacityProperty: true, visibilityProperty: true };
  const texts = (node) =>
    node.nodeType === Node.TEXT_NODE
      ? [node.data]
      : node.checkVisibility(visible) ? [...node.childNodes].flatMap(texts) : [];
  const said = (name) => [...document.querySelectorAll(name)].map((node) => texts(node).join("|"));
  const serial = (paint) => paint.replace(/pfr-\\w+-\\d+-/, "");
  const painted = ({ dataset, style }) => [dataset.codes, serial(style.fill || style.stroke)];
  const drawings = [...document.querySelectorAll(".pfr-era")]
    .filter((node) => getComputedStyle(node).opacity > 0.9);
  return JSON.stringify({
    map: drawings.map((node) => [...node.querySelectorAll("[data-codes]")].map(painted)),
    line: document.querySelector(".pfr-selected path").getAttribute("d"),
    pointer: [...document.querySelectorAll(".pfr-state")]
      .map((node) => node.style.visibility === ""),
    slider: document.querySelector(".pfr-range").value,
    announced: document.querySelector(".pfr-range").ariaValueText,
    around: said(".pfr-legend, .pfr-under, .pfr-shelf, .pfr-list, .pfr-card, .pfr-time, .pfr-top"),
    stacked: said(".pfr-stack"),
    met: said(".pfr-stack > :not([inert])").filter(Boolean),
    compared: document.querySelector(".pfr-compare select").value,
    limits: [...document.querySelectorAll(".pfr-compare option")].map((node) => node.disabled),
    language: document.documentElement.lang,
    address: location.hash,
  });
})()"""


@pytest.fixture
def open_at(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page with its table; any error in it fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []

    def open_at(path: Path, fragment: str = "") -> Page:
        page = context.new_page()
        pages.note_complaints(page, wrong)
        page.goto(path.as_uri() + fragment)
        page.locator(".pfr-list summary").click()
        expect(page.locator(".pfr-list tbody tr").first).to_be_visible()
        return page

    yield open_at
    context.close()
    assert wrong == []


def expect_as_opened(page: Page, opened: Page) -> None:
    """Compare a page that was walked through with one that was opened where the walk ended."""
    expect(page).to_have_url(re.compile("#"))
    said = pages.slider(page).get_attribute("aria-valuetext")
    assert said is not None
    expect(page.locator(".pfr-timeline [aria-live]")).to_have_text(said)
    page.wait_for_function(f"(text) => {SEEN} === text", arg=opened.evaluate(SEEN))


def hold(page: Page, key: str, times: int) -> None:
    """Hold a key of the slider: it is pressed once, repeated by the keyboard, and let go."""
    pages.slider(page).focus()
    for _ in range(times):
        page.keyboard.down(key)
    page.keyboard.up(key)


def test_held_keys_and_play_end_with_all_parts_at_one_era(
    open_at: Callable[..., Page], exported: Path, study: pm.Study
) -> None:
    page = open_at(exported, "#era=velasco&c=USA&lang=en")
    hold(page, "ArrowRight", 9)
    hold(page, "ArrowLeft", 3)
    expect_as_opened(page, open_at(exported, "#era=belaunde&c=USA&lang=en"))
    page.bring_to_front()
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Español").click()
    hold(page, "ArrowRight", 1)
    expect(page.get_by_role("button", name="Recorrer")).to_be_visible()
    era = study.eras["id"][int(pages.slider(page).input_value())]
    expect_as_opened(page, open_at(exported, f"#era={era}&c=USA&lang=es"))


def test_steps_during_a_zoom_or_a_comparison_end_with_all_parts_at_one_era(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported, "#era=velasco&lang=en")
    page.get_by_role("button", name="Zoom in").click()
    hold(page, "ArrowRight", 2)
    page.evaluate("location.hash = 'era=belaunde&vs=velasco&lang=en'")
    hold(page, "ArrowRight", 2)
    page.get_by_role("button", name="This study").click()
    hold(page, "ArrowLeft", 1)
    expect_as_opened(page, open_at(exported, "#era=garcia&vs=velasco&lang=en"))


@pytest.fixture
def forty(study: pm.Study, tmp_path: Path) -> Path:
    """Write a page of forty eras: those of the shipped study, over and over."""
    payload = study.payload()
    eras = payload["eras"]
    many: list[EraData] = [{**eras[n % len(eras)], "id": f"era-{n}"} for n in range(40)]
    path = tmp_path / "forty.html"
    RelationsMap(payload | {"eras": many}).save(path)
    return path


# Counts the drawings that are made from now on.
COUNT = """() => {
  window.made = 0;
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) window.made += addedNodes.length;
  }).observe(document.querySelector(".pfr-era").parentNode, { childList: true });
}"""

READY = '.pfr-era:not([style*="none"])'


def test_a_step_among_many_eras_draws_one_and_keeps_those_around_it(
    open_at: Callable[..., Page], forty: Path
) -> None:
    page = open_at(forty, "#era=era-20")
    expect(page.locator(READY)).to_have_count(8, timeout=30_000)  # drawn while the page is idle
    page.evaluate(COUNT)
    pages.step(page, "ArrowRight")
    page.wait_for_function("() => window.made > 0")
    expect(page.locator(".pfr-timeline [aria-live]")).not_to_be_empty()
    page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    hold(page, "ArrowLeft", 3)
    hold(page, "ArrowRight", 3)
    expect(page.locator(pages.SHOWN)).to_have_count(1)
    assert page.evaluate("window.made") <= 2


@pytest.mark.slow
def test_a_long_walk_keeps_few_drawings_and_never_drops_the_one_shown(
    open_at: Callable[..., Page], forty: Path
) -> None:
    page = open_at(forty, "#era=era-0")
    for key in ("End", "Home", "PageUp", "End"):
        hold(page, key, 2)
        hold(page, "ArrowLeft", 5)
        expect(page.locator(pages.SHOWN)).to_have_count(1)
        assert page.locator(".pfr-era").count() <= 8
    value = pages.slider(page).input_value()
    expect_as_opened(page, open_at(forty, f"#era=era-{value}&lang=en"))


# Mounts the study of the page once more, below it.
AGAIN = """(options) => {
  const payload = JSON.parse(document.getElementById("map_relations_payload").textContent);
  const place = document.body.appendChild(document.createElement("div"));
  return perufr.mount(L.map(place, perufr.mapOptions), payload, options);
}"""


def test_a_map_is_drawn_once_at_first(open_at: Callable[..., Page], exported: Path) -> None:
    page = open_at(exported)
    drawn = page.evaluate(
        f"""() => {{
          const watcher = new MutationObserver(() => {{}});
          watcher.observe(document.body, {{ childList: true, subtree: true }});
          ({AGAIN})({{ selected: "BRA" }});
          const era = ({{ classList }}) => classList?.contains("pfr-era");
          const count = (nodes) => [...nodes].filter(era).length;
          const records = watcher.takeRecords();
          return [
            records.reduce((sum, {{ addedNodes }}) => sum + count(addedNodes), 0),
            records.reduce((sum, {{ removedNodes }}) => sum + count(removedNodes), 0),
          ];
        }}"""
    )
    assert drawn == [1, 0]


def test_a_map_that_its_owner_takes_away_on_a_step_plays_no_further(
    open_at: Callable[..., Page], exported: Path
) -> None:
    page = open_at(exported)
    page.clock.install()
    page.evaluate(
        f"""() => {{
          window.shown = [];
          const view = ({AGAIN})({{
            onChange({{ era }}) {{
              if (window.shown.push(era) === 2) view.destroy();
            }},
          }});
          view.root.querySelector(".pfr-play").click();
        }}"""
    )
    page.clock.run_for(20_000)
    assert page.evaluate("window.shown") == ["morales", "belaunde"]
