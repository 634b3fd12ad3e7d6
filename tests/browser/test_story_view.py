"""The story, in the file and in the page: steps with the map beside them, which the last frees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from cases import few

pytestmark = pytest.mark.browser

SELF_COUP = "view=story&era=autogolpe&c=VEN"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    complaints: list[str] = []
    pages.note_complaints(page, complaints)
    yield page
    page.close()
    assert complaints == []


def stands_at(page: Page, study: pm.Study, place: int) -> None:
    step = study.steps.iloc[place]
    story = page.locator(".pfr-story")
    expect(story).to_contain_text(f"{place + 1} of {len(study.steps)}")
    card = story.locator("[aria-current] > h2 >> xpath=..")
    expect(card.get_by_role("heading")).to_have_text(step["title_en"])
    expect(card).to_contain_text(step["text_en"])
    expect(card.get_by_role("heading")).to_be_in_viewport()


def test_arrow_keys_go_through_all_steps_and_the_map_goes_with_them(
    page: Page, exported: Path, study: pm.Study
) -> None:
    page.goto(f"{exported.as_uri()}#view=story")
    stands_at(page, study, 0)
    page.get_by_role("button", name="Next").click()
    for place in range(1, len(study.steps)):
        stands_at(page, study, place)
        expect(page.locator(".pfr-story [aria-current] > h2")).to_be_focused()
        step = study.steps.iloc[place]
        before = f"&vs={step['before']}(&|$)" if step["before"] else "(?!.*vs=)"
        expect(page).to_have_url(re.compile(f"era={step['era']}{before}"))
        if place < len(study.steps) - 1:
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    stands_at(page, study, 0)
    page.keyboard.press("End")
    stands_at(page, study, len(study.steps) - 1)
    page.keyboard.press("PageUp")
    stands_at(page, study, len(study.steps) - 2)


def scroll_to(page: Page, place: int) -> None:
    """Scroll by hand until a card is in the middle of the column."""
    middle = page.locator(".pfr-cards").evaluate(
        """(column, place) => column.children[place].getBoundingClientRect().top
             - column.getBoundingClientRect().top - column.clientHeight / 4""",
        place,
    )
    page.mouse.wheel(0, middle)


@pytest.mark.parametrize("over", few([".pfr-cards", ".pfr-stage"], [".pfr-stage"]))
def test_a_scroll_turns_the_story_over_its_cards_and_over_the_map(
    page: Page, exported: Path, study: pm.Study, over: str
) -> None:
    page.goto(f"{exported.as_uri()}#view=story")
    stands_at(page, study, 0)
    box = page.locator(over).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for place in (3, 1):
        scroll_to(page, place)
        stands_at(page, study, place)
    expect(page).to_have_url(re.compile("era=velasco&c=SUN"))
    assert page.evaluate("scrollY") == 0


def test_a_file_that_opens_at_the_last_era_begins_its_story_with_the_first_step(
    page: Page, study: pm.Study, tmp_path: Path
) -> None:
    study.export(tmp_path / "peru.html")
    page.goto(f"{(tmp_path / 'peru.html').as_uri()}#view=story")
    stands_at(page, study, 0)


@pytest.mark.parametrize("place", few([5, 9], [9]))
def test_a_step_stands_again_after_a_reload_even_the_last(
    page: Page, exported: Path, study: pm.Study, place: int
) -> None:
    page.goto(f"{exported.as_uri()}#view=story")
    stands_at(page, study, 0)
    page.get_by_role("button", name=str(study.steps.iloc[place]["title_en"]), exact=True).click()
    stands_at(page, study, place)
    expect(page).to_have_url(re.compile(f"era={study.steps.iloc[place]['era']}"))
    page.reload()
    stands_at(page, study, place)


def test_a_step_that_was_printed_is_still_told(page: Page, exported: Path, study: pm.Study) -> None:
    page.goto(f"{exported.as_uri()}#{SELF_COUP}")
    stands_at(page, study, 8)
    page.pdf()
    stands_at(page, study, 8)


def test_the_line_of_time_marks_the_era_and_what_the_step_dates(page: Page, exported: Path) -> None:
    page.goto(f"{exported.as_uri()}#view=story&era=garcia&c=IMF")
    line = page.locator(".pfr-storyline")
    expect(line.locator("span.pfr-on")).to_have_text("1985")
    dots = line.locator("b")
    expect(dots).to_have_count(2)  # August 1986 and October 1989; the others are not dated
    whole = line.bounding_box()
    assert whole
    for dot, years in zip(dots.all(), (17.9, 21.05), strict=True):
        box = dot.bounding_box()
        assert box
        share = (box["x"] + box["width"] / 2 - whole["x"]) / whole["width"]
        assert share == pytest.approx(years / 24.25, abs=0.01)


def test_the_map_is_the_storys_until_the_last_step_leaves_it_to_the_reader(
    page: Page, exported: Path, study: pm.Study
) -> None:
    page.goto(f"{exported.as_uri()}#{SELF_COUP}")
    stands_at(page, study, 8)
    expect(page.locator(".pfr-stage")).to_be_visible()
    expect(page.locator(".pfr-controls")).to_be_hidden()
    expect(page.locator(".pfr-card")).to_be_hidden()
    page.get_by_role("button", name="Next").click()
    stands_at(page, study, 9)
    expect(page.locator(".pfr-controls")).to_be_visible()
    pages.click_state(page, "VEN")
    expect(page.locator(".pfr-card")).to_be_visible()
    stands_at(page, study, 9)
    page.get_by_role("button", name="Go to the map").click()
    expect(page.locator(".pfr-story")).to_be_hidden()
    expect(page.get_by_role("slider")).to_be_visible()


# Where the map and what stands on it are covered by another part.
COVERED = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const card = box(".pfr-card");
  return [".pfr-stage", ".pfr-frames", ".pfr-told", ".pfr-turns"].filter((name) => {
    const node = document.querySelector(`[aria-current] > ${name}`) ?? document.querySelector(name);
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return left < card.right && right > card.left && top < card.bottom && bottom > card.top;
  });
}"""


@pytest.mark.parametrize("width", few([768, 1024, 1440, 1920], [768, 1920]))
def test_the_card_of_a_freed_map_covers_neither_map_nor_text(
    page: Page, exported: Path, study: pm.Study, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{exported.as_uri()}#{SELF_COUP}")
    stands_at(page, study, 8)
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".pfr-card")).to_be_hidden()
    pages.click_state(page, "ARG")
    expect(page.locator(".pfr-card h2")).to_have_text("Argentina")
    page.wait_for_function(f"() => ({COVERED})().length === 0")


@pytest.mark.parametrize("width", few([360, 1440], [360]))
def test_axe_finds_nothing_in_the_file(page: Page, exported: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for language in ("en", "es"):
        page.goto(f"{exported.as_uri()}#{SELF_COUP}&lang={language}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".pfr-story")).to_be_visible()
        assert pages.complaints_in_each_theme(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("home", few(["file", "page"], ["file"]))
def test_on_a_phone_the_map_lies_above_the_card_and_buttons_suit_a_thumb(
    page: Page, exported: Path, address: str, home: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{exported.as_uri()}#{SELF_COUP}" if home == "file" else f"{address}?{SELF_COUP}")
    expect(page.locator(".pfr-story")).to_be_visible(timeout=30_000)
    expect(page.locator(".pfr-stage")).to_have_css("height", "300px")
    stage, story = (page.locator(name).bounding_box() for name in (".pfr-stage", ".pfr-story"))
    assert stage
    assert story
    assert stage["height"] == 300
    assert stage["y"] + 300 <= story["y"]
    if home == "file":  # the dashboard's own rows take more of the window
        page.wait_for_function(
            "() => document.querySelector('.pfr-stage').getBoundingClientRect().top >= 0"
        )
    for button in page.locator(".pfr-turns button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44


@pytest.mark.parametrize(("width", "height"), [(360, 640), (768, 1024), (834, 1112)])
def test_in_an_upright_window_all_of_the_map_lies_above_the_card(
    page: Page, exported: Path, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{exported.as_uri()}#{SELF_COUP}")
    expect(page.locator(".pfr-story")).to_be_visible()
    page.wait_for_function(
        """() => {
          const [stage, card, turns] = [".pfr-stage", ".pfr-cards", ".pfr-turns"].map((name) =>
            document.querySelector(name).getBoundingClientRect());
          return stage.width >= 0.9 * innerWidth && stage.top >= 0 && stage.bottom <= card.top
            && stage.height > 0.25 * innerHeight && turns.bottom <= innerHeight + 4;
        }"""
    )


def test_a_finger_that_moves_across_the_card_turns_to_another_step(
    browser: Browser, exported: Path, study: pm.Study
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(f"{exported.as_uri()}#{SELF_COUP}")
    stands_at(page, study, 8)
    page.locator(".pfr-tells[aria-current]").evaluate(
        """card => {
          const send = (kind, x) => {
            const touch = new Touch({ identifier: 1, target: card, clientX: x, clientY: 500 });
            const touches = kind === "touchend" ? [] : [touch];
            const more = { touches, changedTouches: [touch], bubbles: true };
            card.dispatchEvent(new TouchEvent(kind, more));
          };
          send("touchstart", 60);
          send("touchend", 240);
        }"""
    )
    stands_at(page, study, 7)
    page.close()


@pytest.mark.slow
def test_in_the_page_a_step_is_in_the_address_and_outlives_a_reload(
    page: Page, address: str, study: pm.Study
) -> None:
    page.goto(f"{address}?{SELF_COUP}")
    expect(page.locator(".pfr-story")).to_be_visible(timeout=30_000)
    stands_at(page, study, 8)
    page.get_by_role("button", name="Back", exact=True).click()
    stands_at(page, study, 7)
    expect(page).to_have_url(re.compile("era=fujimori.*vs=garcia"))
    expect(page).to_have_url(re.compile("c=CREDITORS"))
    page.reload()
    expect(page.locator(".pfr-story")).to_be_visible(timeout=30_000)
    stands_at(page, study, 7)
