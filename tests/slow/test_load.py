"""Many viewers at one server at once, each with choices of their own."""

from __future__ import annotations

import re
from pathlib import Path

import crowd
from playwright.sync_api import Browser, expect

import pages
import perufr_map as pm
from conftest import serve

VIEWERS = 8


def test_many_viewers_at_once_each_see_what_they_asked_for(
    browser: Browser, address: str, study: pm.Study
) -> None:
    eras = list(study.eras["id"])
    choices = [(eras[n % len(eras)], study.languages[n % 2]) for n in range(VIEWERS)]
    names = study.eras.set_index("id")
    opened = []
    for era, language in choices:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{address}/?era={era}&lang={language}&c=USA", wait_until="commit")
        opened.append(page)
    for page, (era, language) in zip(opened, choices, strict=True):
        name = re.compile(re.escape(str(names.loc[era, f"name_{language}"])))
        expect(page.locator(".pfr-card")).to_contain_text(name, timeout=120_000)
        expect(pages.slider(page)).to_have_value(str(eras.index(era)), timeout=120_000)
    for page, (era, _) in zip(opened, choices, strict=True):
        pages.slider(page).fill(str((eras.index(era) + 1) % len(eras)))
    for page, (era, language) in zip(opened, choices, strict=True):
        later = eras[(eras.index(era) + 1) % len(eras)]
        name = re.compile(re.escape(str(names.loc[later, f"name_{language}"])))
        expect(page.locator(".pfr-card")).to_contain_text(name, timeout=120_000)
        page.context.close()


def test_viewers_who_move_the_slider_while_one_sends_files_meet_no_error(tmp_path: Path) -> None:
    with serve(tmp_path, "--no-browser") as server:
        met = crowd.gather(server.address, 6, 15)
        log = server.log.read_text("utf-8")
    assert met.errors == []
    assert len(met.steps) >= 6
    assert met.files
    assert "fault" not in log
    assert "Traceback" not in log
