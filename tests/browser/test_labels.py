"""Names and numbers on the map: who has one, and that none covers what it must not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from cases import few
from labelled import (
    CHIP,
    expect_no_label_on_another,
    expect_no_label_on_another_of_one_era,
    show,
    write_made_up,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


# tests/slow/test_all_labels.py has every width in every language.
@pytest.mark.parametrize(
    ("width", "language"),
    [
        pytest.param(360, "es", marks=pytest.mark.slow),
        pytest.param(768, "en", marks=pytest.mark.slow),
        (1440, "es"),
        pytest.param(1920, "en", marks=pytest.mark.slow),
    ],
)
def test_no_label_covers_another_colour_or_what_stands_on_the_map(
    tab: Page, exported: Path, study: pm.Study, width: int, language: str
) -> None:
    expect_no_label_on_another(tab, exported, width, language, list(study.eras["id"]))


@pytest.mark.parametrize("width", few([360, 1440], []))
@pytest.mark.parametrize("name", ["crowded", "central"])
def test_labels_of_other_studies_do_not_collide_either(
    tab: Page, study: pm.Study, tmp_path: Path, width: int, name: str
) -> None:
    path = write_made_up(study, tmp_path, name)
    expect_no_label_on_another_of_one_era(tab, path, width, "es")


def test_who_lies_beyond_the_edge_is_named_there_and_a_click_leads_to_it(
    tab: Page, exported: Path
) -> None:
    show(tab, exported, 360, "#era=garcia&lang=en")
    chip = tab.locator(f'{CHIP}[data-chip="PRK"]')
    expect(chip).to_contain_text("North Korea")
    expect(tab.locator(f'{pages.LABELS} [data-label="PRK"]')).to_have_count(0)
    chips = tab.locator(CHIP)
    boxes = [box for node in chips.all() if (box := node.bounding_box())]
    stage = tab.locator(".pfr-stage").bounding_box()
    assert stage
    for box in boxes:
        assert box["x"] >= stage["x"]
        assert box["x"] + box["width"] <= stage["x"] + stage["width"]
    chip.click()
    expect(chip).to_have_count(0)
    expect(tab.locator(f'{pages.LABELS} [data-label="PRK"]')).to_have_count(1)


def test_a_step_among_prepared_eras_makes_no_label(tab: Page, exported: Path) -> None:
    show(tab, exported, 1440, "#era=morales&lang=en")
    ready = '.pfr-labels:not([style*="none"])'
    expect(tab.locator(ready)).to_have_count(6)
    tab.wait_for_function(
        f"""() => [...document.querySelectorAll('{ready}')].every((node) => node.children.length)"""
    )
    tab.evaluate(
        """() => {
          window.made = 0;
          const count = (changes) => {
            for (const { addedNodes } of changes) window.made += addedNodes.length;
          };
          const watcher = new MutationObserver(count);
          for (const node of document.querySelectorAll(".pfr-states, .pfr-edge")) {
            watcher.observe(node, { childList: true, subtree: true });
          }
        }"""
    )
    pages.step(tab, "ArrowRight")
    pages.step(tab, "ArrowRight")
    expect(tab.locator(f"{pages.LABELS} [data-label=CHL]")).to_be_attached()
    assert tab.evaluate("window.made") == 0
