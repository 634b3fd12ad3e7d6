"""A server that is killed and started again goes on where its readers were."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

import pages
from conftest import free_port, serve
from perufr_map.dashboard._streamlit import AT_REST, Part

LONG = 120_000
CONNECTED = f"{Part.APP.selector}[data-test-connection-state=CONNECTED]"


def _step(page: Page) -> None:
    pages.step(page, "ArrowLeft")


VIEWS: dict[str, Callable[[Page], None]] = {
    "c=CHL&members=1": _step,
    "view=compare&era=fujimori&vs=velasco&c=CHL&lang=es": lambda _: None,
    "view=overview&c=USA&weights=cameo": lambda _: None,
    "view=country&c=ECU&era=garcia": lambda _: None,
    "view=data&lang=fr": _step,
}
"""Addresses, and what their readers do there."""


def _look(page: Page) -> dict[str, object]:
    """Return what a reader has before them: choices, headings, the slider."""
    expect(page.locator(AT_REST)).to_be_attached(timeout=LONG)
    headings = page.get_by_role("heading").all_inner_texts()
    slider = pages.slider(page)
    return {
        "headings": headings,
        "era": slider.input_value() if slider.count() else None,
        "card": pages.card(page).all_inner_texts(),
        "fills": pages.fills(page),
        "address": parse_qs(urlsplit(page.url).query),
    }


def test_a_server_that_was_killed_and_started_again_is_rejoined_with_the_same_view(
    browser: Browser, tmp_path: Path
) -> None:
    port = free_port()
    opened: dict[str, Page] = {}
    with serve(tmp_path, "--no-browser", port=port) as server:
        for query, act in VIEWS.items():
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(f"{server.address}/?{query}")
            pages.arrive(page, parse_qs(query).get("view", ["map"])[0])
            pages.settle(page)
            act(page)
            pages.settle(page)
            opened[query] = page
        before = {query: _look(page) for query, page in opened.items()}
        addresses = {query: page.url for query, page in opened.items()}
        os.kill(server.process, signal.SIGKILL)
        for page in opened.values():
            expect(page.locator(CONNECTED)).to_have_count(0, timeout=LONG)
    with serve(tmp_path, "--no-browser", port=port):
        for query, page in opened.items():
            expect(page.locator(CONNECTED)).to_be_attached(timeout=LONG)
            pages.settle(page)
            assert _look(page) == before[query], query
        for query, page in opened.items():
            if pages.slider(page).count():
                pages.step(page, "ArrowLeft")  # the new server answers, and knows all else
                expect(page, query).not_to_have_url(addresses[query], timeout=LONG)
                pages.step(page, "ArrowRight")
                expect(page, query).to_have_url(addresses[query], timeout=LONG)
                pages.settle(page)
                assert _look(page) == before[query], query
            page.context.close()
