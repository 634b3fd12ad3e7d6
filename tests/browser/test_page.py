"""The dashboard: the real server, and a real browser before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

import pages
import perufr_map as pm
from perufr_map.dashboard._streamlit import Part
from perufr_map.dashboard.texts import escape
from perufr_map.resources import app_path


def open_page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the page, which may ask nobody but its server."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(pages.slider(page)).to_be_visible(timeout=30_000)
    expect(pages.state(page, "VEN")).to_be_attached()
    yield page
    page.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, opened anew."""
    yield from open_page(browser, address)


@pytest.fixture(scope="module")
def kept(browser: Browser, address: str) -> Iterator[Page]:
    """One page for the tests that leave its language and its zoom as they are."""
    yield from open_page(browser, address)


@pytest.fixture
def last_era(kept: Page) -> Page:
    """That page at the last era, without a card."""
    if pages.slider(kept).input_value() != "5":
        pages.step(kept, "End")
        pages.hears(kept, "autogolpe")
    pages.settle(kept)
    return kept


@pytest.mark.browser
def test_the_slider_recolours_the_map_and_the_side_follows(last_era: Page) -> None:
    page = last_era
    before = pages.fill(page, "USA")
    pages.slider(page).fill("3")
    pages.wait_until(page, lambda: pages.fill(page, "USA") != before)
    pages.hears(page, "garcia")


@pytest.mark.browser
def test_the_map_is_mounted_once_and_its_geometry_sent_once(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    state = pages.state(page, "BRA").element_handle()
    for key in ("Home", "ArrowRight", "ArrowRight", "End"):
        pages.step(page, key)
        pages.settle(page)
    page.get_by_text("ES", exact=True).click()
    pages.hears(page, "autogolpe")
    assert state.evaluate("node => node.isConnected"), "the map was mounted anew"
    # The name of a group slants: Streamlit's italic face comes with the first one.
    assert [url for url in sent if "/media/" in url and not url.endswith(".woff2")] == []


@pytest.mark.browser
def test_the_zoom_survives_every_rerun(page: Page) -> None:
    pages.settle(page)
    start = pages.state(page, "BRA").bounding_box()
    page.get_by_role("button", name="Zoom in").click()
    pages.settle(page)
    zoomed = pages.state(page, "BRA").bounding_box()
    pages.step(page, "Home")
    pages.hears(page, "velasco")
    pages.step(page, "End")
    pages.hears(page, "autogolpe")
    pages.settle(page)
    assert start is not None
    assert zoomed is not None
    assert zoomed["width"] > start["width"] * 1.3
    assert pages.state(page, "BRA").bounding_box() == zoomed


@pytest.mark.browser
def test_a_quick_hand_on_the_slider_is_not_thrown_back(last_era: Page) -> None:
    page = last_era
    pages.slider(page).focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        pages.settle(page)  # long enough for Python to hear of each step
    pages.hears(page, "garcia")
    pages.settle(page)
    expect(pages.slider(page)).to_have_value("3")


@pytest.mark.browser
def test_venezuela_after_the_self_coup_says_that_relations_were_broken(last_era: Page) -> None:
    page = last_era
    pages.click_state(page, "VEN")
    expect(pages.card(page)).to_contain_text("Venezuela breaks relations with Peru")
    expect(page).to_have_url(re.compile("c=VEN"))  # Python has heard of it
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("c=VEN"))


@pytest.mark.browser
def test_the_map_brings_its_ranking_whose_rows_open_a_card(last_era: Page, study: pm.Study) -> None:
    page = last_era
    rows = page.locator(".pfr-side .pfr-stack > :not([inert]) .pfr-row")
    named = study.scores(era="garcia")["basis"].eq("named").sum()
    pages.slider(page).fill("3")
    expect(rows).to_have_count(int(named))
    expect(pages.part(page, Part.COLUMN).last).to_be_hidden()  # nothing else stands beside it
    rows.filter(has_text="Chile").get_by_role("button").click()
    expect(page.locator(".pfr-side .pfr-card")).to_contain_text("Chile")
    expect(page).to_have_url(re.compile("c=CHL"))
    page.locator(".pfr-card-close").click()
    expect(page).not_to_have_url(re.compile("c=CHL"))


@pytest.mark.browser
def test_back_in_the_browser_goes_back_a_choice(last_era: Page) -> None:
    page = last_era
    for number, era in (("3", "garcia"), ("2", "belaunde")):
        pages.slider(page).fill(number)
        pages.hears(page, era)
        pages.settle(page)
    page.go_back()
    pages.hears(page, "garcia")
    expect(pages.slider(page)).to_have_value("3")


@pytest.mark.browser
def test_the_map_is_downloaded_as_it_is_on_screen(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    pages.slider(page).fill("3")
    pages.hears(page, "garcia")
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Interactive map (HTML)").click()
    waiting.value.save_as(tmp_path / "map.html")
    other = browser.new_page()
    other.goto((tmp_path / "map.html").as_uri())
    expect(pages.slider(other)).to_have_value("3")
    other.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "before", "name"),
    [
        pytest.param("velasco", "velasco", "Velasco’s military government", marks=pytest.mark.slow),
        ("garcia", "belaunde", "Belaúnde’s second government"),  # no era with itself
    ],
)
def test_what_is_compared_on_screen_is_compared_in_the_files(
    browser: Browser, address: str, tmp_path: Path, asked: str, before: str, name: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{address}?view=compare&era=garcia&vs={asked}")
    expect(pages.state(page, "USA")).to_be_attached(timeout=30_000)
    expect(page.get_by_label("From", exact=True)).to_have_value(before)
    page.get_by_role("button", name="Download", exact=True).click()
    expect(page.get_by_text(f"compared with {name}").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Drawing (SVG)").click()
    stem = f"peru-foreign-relations-1968-1992-garcia-vs-{before}"
    assert waiting.value.suggested_filename == f"{stem}-en.svg"
    waiting.value.save_as(tmp_path / "peru.svg")
    assert f"Compared with: {name}" in (tmp_path / "peru.svg").read_text("utf-8")
    page.close()


@pytest.mark.browser
def test_the_codebook_is_downloaded_in_the_reader_s_language(
    browser: Browser, address: str, study: pm.Study
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{address}?view=about&lang=es")
    button = page.get_by_role("button", name="Libro de códigos")
    expect(button).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "peru-foreign-relations-1968-1992-codebook-es.md"
    assert waiting.value.path().read_text("utf-8") == study.codebook(language="es")
    page.close()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(app_path()), default_timeout=30).run()


def test_the_page_speaks_both_languages(app: AppTest) -> None:
    app.session_state["language"] = "es"
    app.run()
    assert not app.exception
    assert app.title[0].value.startswith("Las relaciones exteriores del Perú")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_era_and_every_counterpart_can_be_shown(
    app: AppTest, study: pm.Study, language: str
) -> None:
    app.session_state["language"] = language
    app.run()
    for era in study.eras["id"]:
        scored = study.scores(era=era)
        app.session_state["era"] = era
        app.session_state["selected"] = scored["counterpart"].iloc[0]
        assert not app.run().exception


def test_what_a_text_says_is_not_taken_for_markdown() -> None:
    assert escape("**a** [b](c) :red[d] $e$") == r"\*\*a\*\* \[b\]\(c\) \:red\[d\] \$e\$"
