"""What tests/browser/test_labels.py asks of some widths and languages, asked of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import perufr_map as pm
from labelled import (
    WIDTHS,
    expect_no_label_on_another,
    expect_no_label_on_another_of_one_era,
    write_made_up,
)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_label_covers_another_colour_or_what_stands_on_the_map(
    tab: Page, exported: Path, study: pm.Study, width: int, language: str
) -> None:
    expect_no_label_on_another(tab, exported, width, language, list(study.eras["id"]))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["crowded", "central"])
def test_labels_of_other_studies_do_not_collide_either(
    tab: Page, study: pm.Study, tmp_path: Path, width: int, name: str
) -> None:
    path = write_made_up(study, tmp_path, name)
    for language in ("en", "es"):
        expect_no_label_on_another_of_one_era(tab, path, width, language)
