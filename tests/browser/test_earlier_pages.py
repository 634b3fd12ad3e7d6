"""What others built on the page of 0.1.0 goes on working: its addresses, and what they style."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect


def test_a_kept_link_and_a_style_of_ones_own_find_what_they_found(
    browser: Browser, exported: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{exported.as_uri()}#era=garcia&vs=velasco&c=CHL&lang=es")
    expect(page.locator('.pfr-state[data-code="CHL"]:visible')).to_have_count(1)
    expect(page.locator(".pfr-card")).to_contain_text("Chile")
    expect(page.get_by_role("slider")).to_have_value("3")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("body")).to_contain_text("Gobierno militar de Velasco")
    page.close()
