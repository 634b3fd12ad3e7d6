"""In a browser: an era before the borders, a focus that is succeeded, a study's own place."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

import pages
import perufr_map as pm
from made_up import write_made_up

ERAS = {
    "war": ("1940-01-01", "1945-09-01", "1942-01-01"),
    "free": ("1945-09-01", "1954-10-05", "1951-01-01"),
    "union": ("1954-10-05", "2006-06-05", "2004-10-01"),
}
TRIESTE = {
    "id": "FTT",
    "kind": "territory",
    "name_en": "Trieste",
    "lon": "13.77",
    "lat": "45.65",
    "start": "1947-09-15",
    "end": "1954-10-05",
}
FOCUS = [{"code": "YUG", "end": "2003-02-04"}, {"code": "SCG", "start": "2003-02-04"}]


def test_each_era_shows_what_there_was(browser: Browser, tmp_path: Path) -> None:
    folder = write_made_up(
        tmp_path / "study",
        eras=ERAS,
        counterparts={"FTT": "non-state", "ITA": "state"},
        events=[
            ("ITA", "war", "1942"),
            ("FTT", "criticism", "1950"),
            ("ITA", "visit_made", "1951"),
            ("ITA", "treaty_signed", "2004"),
        ],
        places=[TRIESTE],
        settings={"focus": FOCUS},
    )
    (path,) = pm.load(folder).export(tmp_path / "page.html", era="war")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path.as_uri())
    sentence = page.get_by_text("No map of this era")
    expect(sentence).to_be_visible()
    expect(page.locator(".pfr-shelf .pfr-seen [data-code=ITA]")).to_be_visible()

    pages.step(page, "ArrowRight")
    expect(page.locator(".pfr-labels.pfr-seen [data-label=FTT]")).to_contain_text("Trieste")
    dot = page.locator(".pfr-era.pfr-seen [data-codes=FTT]")
    assert "--pfr-c2" in (dot.get_attribute("style") or "")
    expect(page.locator(".pfr-labels.pfr-seen [data-label=YUG]")).to_have_text("Yugoslavia")
    pages.pick(page, "Trieste")
    expect(pages.card(page)).to_contain_text("Trieste")
    page.keyboard.press("Escape")

    pages.step(page, "ArrowRight")
    expect(page.locator(".pfr-era.pfr-seen [data-codes=FTT]")).to_have_count(0)
    focus = page.locator(".pfr-labels.pfr-seen [data-label=SCG]")
    expect(focus).to_have_text("Serbia and Montenegro")
    assert wrong == []
    page.close()
