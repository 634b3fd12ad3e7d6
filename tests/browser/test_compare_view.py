"""The view of two eras: one page serves many questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from perufr_map.shown.changes import list_changes, say_changes
from perufr_map.shown.words import Words

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield page
    page.close()


def row(page: Page, code: str) -> str:
    """Return what a row says, on one line."""
    text = page.locator(f'.pfr-dumbbells [data-code="{code}"] summary').inner_text()
    return " ".join(text.split())


def test_the_view_says_what_changed_and_shows_a_row_for_each(
    page: Page, exported: Path, study: pm.Study
) -> None:
    page.goto(f"{exported.as_uri()}#view=compare&era=autogolpe&vs=fujimori")
    changes = list_changes(study.scored(), era="autogolpe", before="fujimori")
    said = say_changes(Words(study, "en"), changes, era="autogolpe", before="fujimori")
    expect(page.locator(".pfr-versus .pfr-head")).to_have_text(said)
    rows = page.locator(".pfr-dumbbells details")
    expect(rows).to_have_count(sum(map(len, changes.values())))
    assert row(page, "VEN") == "Venezuela – to −4.1 new"
    assert row(page, "USA").startswith("United States +2.0 to −2.5 −4.5")
    assert pages.fills(page)["VEN"] == "var(--pfr-c0)"  # the map beside it, and its colours
    turned = page.locator('.pfr-dumbbells [data-code="IFI"] .pfr-turned path')
    assert turned.get_attribute("data-firm") == "false"

    page.get_by_role("button", name=re.compile("^Changed sign")).click()
    expect(rows).to_have_count(len(changes["turned"]))
    page.locator('.pfr-dumbbells [data-code="USA"] summary').click()
    statements = page.locator('.pfr-dumbbells [data-code="USA"] .pfr-both')
    expect(statements.locator("h3")).to_have_text(
        ["Fujimori, to the self-coup", "After the self-coup"]
    )
    page.wait_for_url(re.compile("c=USA"))

    page.get_by_label("From", exact=True).select_option("autogolpe")  # they change places
    page.wait_for_url(re.compile("era=fujimori.*vs=autogolpe"))
    assert row(page, "USA").startswith("United States −2.5 to +2.0 +4.5")

    page.get_by_role("button", name="Slope").click()
    expect(page.locator(".pfr-slope-turned")).to_have_count(len(changes["turned"]))
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator(".pfr-copy [data-codes]").first).to_be_attached()
    expect(page.locator('.pfr-copy [data-label="VEN"]')).to_contain_text("Venezuela −4.1")
    expect(page.locator('.pfr-states [data-label="BRA"]:visible').first).to_contain_text("−2.2")

    page.get_by_role("button", name="Map", exact=True).click()
    page.wait_for_url(re.compile("#(?!.*vs=)"))  # the map alone compares nothing


def test_on_a_phone_each_of_two_maps_has_its_own_heading_and_names_at_its_edge(
    browser: Browser, exported: Path
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{exported.as_uri()}#view=compare&era=fujimori&vs=garcia")
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator('.pfr-copied [data-chip="PRK"]')).to_be_visible()
    tops = {
        name: box["y"]
        for name, node in {
            "later": page.get_by_role("heading", name="Fujimori, 1990–1992"),
            "map": page.locator(".pfr-stage"),
            "earlier": page.get_by_role("heading", name="García, 1985–1990"),
            "copy": page.locator(".pfr-copied"),
        }.items()
        if (box := node.bounding_box())
    }
    assert sorted(tops, key=tops.__getitem__) == ["later", "map", "earlier", "copy"]
    # The copied shelf cannot be moved: all who stand on it are in sight.
    actors = page.locator(".pfr-shelf-copy .pfr-actor")
    rights = actors.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().right)")
    assert 0 < max(rights) <= 360
    page.close()


def test_a_query_presents_the_file_until_the_reader_leaves(
    browser: Browser, exported: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{exported.as_uri()}?present=1#era=velasco")
    expect(page.locator(".pfr-presenting")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pfr-presenting")).to_have_count(0)
    page.wait_for_url(re.compile(r"\.html#era=velasco"))
    page.close()


def test_a_file_of_a_comparison_opens_at_the_view_of_it(
    page: Page, study: pm.Study, tmp_path: Path
) -> None:
    study.export(tmp_path / "two.html", era="garcia", before="velasco")
    page.goto((tmp_path / "two.html").as_uri())
    expect(page.get_by_label("From", exact=True)).to_have_value("velasco")
    expect(page.get_by_label("To", exact=True)).to_have_value("garcia")


@pytest.mark.parametrize(
    ("theme", "width", "forms"),
    [
        pytest.param("light", 1440, (0, 2), marks=pytest.mark.slow),
        ("dark", 360, (0,)),
    ],
)
def test_axe_finds_nothing_in_the_view_and_it_fits_the_page(
    browser: Browser,
    exported: Path,
    theme: Literal["light", "dark"],
    width: int,
    forms: tuple[int, ...],
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto(f"{exported.as_uri()}#view=compare&era=garcia&vs=velasco&c=USA&lang=es")
    for form in forms:
        page.locator(".pfr-forms button").nth(form).click()
        assert pages.complaints(page) == [], form
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), form
    page.close()
