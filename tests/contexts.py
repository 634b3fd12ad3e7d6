"""Let pages of tests share what a browser has fetched and compiled, one page at a time."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page


def reuse_contexts(browser: Browser) -> None:
    """Let `browser.new_page` take up a context whose pages are all closed.

    A page of a new context fetches and compiles all of Streamlit anew, which takes longer than most
    tests. Who needs a context of their own (a clock, routes, cookies) asks for `new_context`.
    """
    kept: dict[str, list[BrowserContext]] = {}

    def new_page(**options: Any) -> Page:
        size = options.pop("viewport", None)
        media = {
            key: options.pop(key) for key in ("color_scheme", "reduced_motion") if key in options
        }
        known = kept.setdefault(json.dumps(options, sort_keys=True), [])
        context = next((each for each in known if not each.pages), None)
        if context is None:
            context = browser.new_context(**options)
            known.append(context)
        page = context.new_page()
        if size:
            page.set_viewport_size(size)
        page.emulate_media(**media)
        return page

    browser.new_page = new_page  # type: ignore[method-assign]
