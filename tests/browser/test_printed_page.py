"""The dashboard's page on paper: what a view says, on sheets of A4, without the page's controls."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

import pages
from perufr_map.dashboard._streamlit import Part

pytestmark = pytest.mark.browser

A4 = (842, 595)  # points


@pytest.mark.parametrize(
    ("view", "drawn", "most"),
    [
        ("map", ".pfr-row", 1),
        pytest.param("country", ".country .said li", 2, marks=pytest.mark.slow),
    ],
)
def test_a_view_is_printed_on_a4_without_the_pages_controls(
    address: str, browser: Browser, view: str, drawn: str, most: int
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/?lang=en&era=garcia&view={view}")
    pages.arrive(page, view)
    expect(page.locator(drawn).first).to_be_visible()
    for asked in ({"prefer_css_page_size": True}, {"format": "A4", "landscape": True}):
        sheets = page.pdf(print_background=True, **asked)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", sheets)) <= most
        for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", sheets):
            assert [float(side) for side in box.split()[2:]] == pytest.approx(A4, abs=2)
    page.emulate_media(media="print")
    expect(page.locator(drawn).first).to_be_visible()
    for hidden in (
        Part.HEADER.selector,
        ".st-key-tools",
        ".st-key-views",
        ".st-key-categories",
        ".picker",
    ):
        expect(page.locator(f"{hidden}:visible")).to_have_count(0)
    page.close()
