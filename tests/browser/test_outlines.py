"""The line around the state under the pointer, and around the selected one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages

LINES = ".pfr-outlines .pfr-{role} .pfr-drawn"

# Of what is drawn around a state: the width and colour of its line, and its size on the screen.
LOOK = """nodes => nodes.map((node) => {
  const { strokeWidth, stroke } = getComputedStyle(node);
  return { line: strokeWidth, colour: stroke, width: node.getBoundingClientRect().width };
}).filter(({ width }) => width > 0)"""


@pytest.fixture
def page(browser: Browser, exported: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(exported.as_uri())
    yield page
    page.close()


def outline(page: Page, role: str) -> list[dict[str, object]]:
    """Return how each line around the selected or hovered state looks."""
    looks: list[dict[str, object]] = page.locator(LINES.format(role=role)).evaluate_all(LOOK)
    return looks


def zoom(page: Page, by: float) -> None:
    page.evaluate(f"map_relations.setZoom(map_relations.getZoom() + {by}, {{ animate: false }})")


def text_colour(page: Page) -> str:
    colour: str = page.locator(".pfr").evaluate("node => getComputedStyle(node).color")
    return colour


@pytest.mark.parametrize("code", ["BRA", "LUX"])
def test_the_selected_state_has_a_line_around_it_at_every_zoom(page: Page, code: str) -> None:
    page.evaluate(f"map_relations_view.select('{code}')")
    for _ in range(4):
        [found] = outline(page, "selected")
        # Half of 5 px lies under the land; of the line around a dot all is seen.
        assert found["line"] in {"5px", "2.4px"}
        assert found["colour"] == text_colour(page)
        zoom(page, 1)


def test_the_state_under_the_pointer_has_a_line_around_it(page: Page) -> None:
    pages.state(page, "BRA").dispatch_event("mouseover", {"clientX": 300, "clientY": 500})
    [found] = outline(page, "hovered")
    assert (found["line"], found["colour"]) == ("1.2px", text_colour(page))


def test_a_ring_around_a_dot_keeps_its_size_while_the_pointer_rests(page: Page) -> None:
    dot = page.locator('.pfr-target-dot[data-code="LUX"]')
    expect(dot).to_have_css("visibility", "visible")
    dot.dispatch_event("mouseover", {"clientX": 300, "clientY": 500})
    [before] = outline(page, "hovered")
    zoom(page, 0.75)
    expect(dot).to_have_css("visibility", "visible")
    [after] = outline(page, "hovered")
    assert after["width"] == pytest.approx(before["width"], abs=0.3)


def test_a_ring_around_a_dot_has_the_size_of_the_era_s_dot(page: Page) -> None:
    page.evaluate("map_relations_view.select('LUX')")
    [scored] = outline(page, "selected")
    pages.step(page, "End")
    [silent] = outline(page, "selected")
    page.evaluate("map_relations_view.select(null); map_relations_view.select('LUX')")
    assert outline(page, "selected") == [silent]
    assert silent["width"] != scored["width"]


def test_a_click_right_after_a_step_finds_no_state_of_the_era_before(page: Page) -> None:
    point = pages.point_in(page, "SUN")
    page.evaluate(
        """([x, y]) => {
          const old = document.elementFromPoint(x, y);
          map_relations_view.setEra("autogolpe");
          const event = { bubbles: true, clientX: x, clientY: y };
          old.dispatchEvent(new MouseEvent("mouseover", event));
          old.dispatchEvent(new MouseEvent("click", event));
        }""",
        list(point),
    )
    expect(page.locator(".pfr-card-name")).to_have_text("Russia")
    expect(page.locator(".pfr-label b")).to_have_text("Russia")
