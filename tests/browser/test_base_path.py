"""The dashboard works wherever it is put, and says so where its map cannot be had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
from cases import few
from conftest import serve
from proxy import strip

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=few(["base path", "stripping proxy"], ["stripping proxy"]))
def below(
    request: pytest.FixtureRequest, address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a dashboard that does not stand at the root of its host."""
    if request.param == "base path":
        folder = tmp_path_factory.mktemp("based")
        with serve(folder, "--no-browser", STREAMLIT_SERVER_BASE_URL_PATH="peru") as based:
            yield based.address
    else:
        port = urlsplit(address).port
        assert port is not None
        with strip("/hub/proxy/8501", port) as stripped:
            yield stripped


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    yield page
    page.close()


def test_the_dashboard_has_its_map_below_any_path(page: Page, below: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{below}/?era=garcia")
    expect(pages.state(page, "VEN")).to_be_attached(timeout=30_000)
    expect(pages.slider(page)).to_have_value("3")
    pages.step(page, "End")
    expect(page.get_by_role("heading", name="After the self-coup")).to_be_visible()
    assert [url for url in asked if not url.startswith((f"{below}/", "data:", "blob:"))] == []


def test_what_is_shared_from_below_a_path_leads_back_there(page: Page, below: str) -> None:
    page.goto(f"{below}/?era=garcia")
    expect(pages.state(page, "VEN")).to_be_attached(timeout=30_000)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_text(f"{below}/?").first
    expect(link).to_be_visible()
    with page.expect_response(link.inner_text()) as answered:
        page.goto(link.inner_text())
    assert answered.value.ok
    expect(pages.slider(page)).to_have_value("3", timeout=30_000)


@pytest.mark.parametrize(
    ("language", "says", "lost"),
    [
        ("en", "The map could not be loaded", "json"),
        pytest.param("en", "The map could not be loaded", "css", marks=pytest.mark.slow),
        pytest.param("es", "No se pudo cargar el mapa", "es|js", marks=pytest.mark.slow),
    ],
)
def test_a_map_that_cannot_be_had_is_said_and_tried_again(
    page: Page, address: str, language: str, says: str, lost: str
) -> None:
    missing = re.compile(rf"/media/.*\.({lost})$")
    page.route(missing, lambda route: route.fulfill(status=503))
    page.goto(f"{address}/?lang={language}")
    told = page.get_by_role("alert").filter(has_text=says)
    expect(told).to_be_visible(timeout=30_000)
    page.unroute(missing)
    told.get_by_role("button").click()
    expect(pages.state(page, "VEN")).to_be_attached(timeout=30_000)
    expect(told).to_have_count(0)
