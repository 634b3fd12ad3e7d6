"""Texts that are written from right to left run so, whatever stands around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import perufr_map as pm
from speaking import speak

TITLE = "العلاقات الخارجية لبيرو"
RUNS = "node => getComputedStyle(node).direction"
TURNED = "node => new DOMMatrix(getComputedStyle(node).transform).a < 0"


def test_an_arabic_title_runs_from_right_to_left_on_the_page_and_the_page_does_not(
    folder: Path, browser: Browser, tmp_path: Path
) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["study"]["title_es"] = TITLE
    path.write_text(json.dumps(descriptor), "utf-8")
    page = browser.new_page()
    page.goto(pm.load(folder).export(tmp_path / "x.html", language="es")[0].as_uri())
    title = page.locator(".pfr-title")
    assert title.inner_text() == TITLE
    assert title.evaluate(RUNS) == "rtl"
    assert page.locator(".pfr-legend").first.evaluate(RUNS) == "ltr"
    page.locator(".pfr-languages button").first.click()  # English
    page.wait_for_function(
        "title => document.querySelector('.pfr-title').innerText !== title", arg=TITLE
    )
    assert title.evaluate(RUNS) == "ltr"
    page.close()


def test_a_german_file_speaks_its_reader_s_spanish_around_texts_marked_as_german(
    browser: Browser, tmp_path: Path
) -> None:
    study = pm.load(speak(tmp_path / "study", ("de",)))
    (path,) = study.export(tmp_path / "x.html", era="garcia")
    page = browser.new_context(locale="es-PE").new_page()
    page.goto(path.as_uri())
    assert page.locator("html").get_attribute("lang") == "es"
    title = page.locator(".pfr-title")
    assert title.inner_text() == study.title("de")
    assert title.get_attribute("lang") == "de"
    summary = page.locator(".pfr-seen .pfr-summary").first
    assert summary.get_attribute("lang") == "de"
    assert "Fuente" in page.locator(".pfr-colophon").inner_text()
    page.context.close()


@pytest.mark.slow
def test_where_the_scale_of_scores_is_turned_its_heading_is_too(
    browser: Browser, tmp_path: Path
) -> None:
    study = pm.load(speak(tmp_path / "study", ("ar",)))
    study.site(tmp_path / "site")
    page = browser.new_page()
    page.goto((tmp_path / "site" / "ar" / "era" / "garcia" / "index.html").as_uri())
    assert page.locator(".ranking td svg").first.evaluate(TURNED)
    lowest, highest = (
        page.locator(".ranking thead bdi").nth(place).bounding_box() for place in (0, 1)
    )
    assert lowest is not None
    assert highest is not None
    assert lowest["x"] > highest["x"]
    page.close()
