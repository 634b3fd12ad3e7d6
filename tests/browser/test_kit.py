"""The page hands out what is on screen: link, citation, frame and files, each from a dialog."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from conftest import serve

pytestmark = pytest.mark.browser

NO_CLIPBOARD = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, color_scheme="dark")
    wrong: list[str] = []
    pages.note_complaints(page, wrong)
    page.goto(f"{address}?era=garcia&c=CHL&lang=es&share=0.3")
    expect(pages.state(page, "USA")).to_be_attached(timeout=30_000)
    yield page
    page.close()
    assert wrong == []


def test_what_is_shared_is_seen_said_and_copied_in_place(page: Page, study: pm.Study) -> None:
    page.evaluate(f"void ({NO_CLIPBOARD})")
    page.get_by_role("button", name="Compartir").click()
    dialog = page.get_by_role("dialog")
    said = dialog.get_by_text("Esto es lo que verán los demás")
    for words in ("Primer gobierno de García, con Chile", "Este estudio", "oscuro", "0,3"):
        expect(said).to_contain_text(words)
    picture = dialog.get_by_role("img", name="Primer gobierno de García")
    expect(picture).to_be_visible(timeout=30_000)
    for size, width in (("", 2400), ("1:1", 2160)):
        if size:
            dialog.get_by_role("button", name=size, exact=True).click()
        page.wait_for_function(
            "width => document.querySelector('.kit img').naturalWidth === width", arg=width
        )
    assert pages.complaints(page) == []
    citation = study.cite("apa", era="garcia", language="es", method=pm.Method(group_share=0.3))
    dialog.get_by_role("button", name="APA", exact=True).click()
    expect(dialog.get_by_text(citation)).to_be_visible()
    for what in ("Enlace", "Cita", "Incrustar"):
        button = dialog.get_by_role("button", name=f"Copiar: {what}")
        button.click()
        expect(button).to_have_text("Copiado")
    expect(dialog.get_by_text("era=garcia&c=CHL&lang=es&share=0.3")).to_be_visible()
    dialog.get_by_role("button", name="336", exact=True).click()
    expect(dialog.get_by_text('width="336"')).to_be_visible()
    expect(dialog.locator("pre", has_text="addEventListener").nth(2)).to_contain_text(
        "peru-foreign-relations-1968-1992-embed-share-0.3-es.html"
    )


@pytest.mark.slow
def test_a_file_is_asked_for_with_its_eras_language_and_colours(
    page: Page, study: pm.Study
) -> None:
    page.get_by_role("button", name="Descargar", exact=True).click()
    dialog = page.get_by_role("dialog")
    scores = dialog.get_by_role("listitem").filter(has_text="Puntajes (CSV)")
    expect(scores).to_contain_text("Primer gobierno de García")
    dialog.get_by_role("button", name="Todas las épocas", exact=True).click()
    expect(scores).to_contain_text("todas las épocas")
    dialog.get_by_role("button", name="English", exact=True).click()
    with page.expect_download() as waiting:
        scores.get_by_role("button").click()
    name = "peru-foreign-relations-1968-1992-all-eras-share-0.3-en.csv"
    assert waiting.value.suggested_filename == name
    table = pd.read_csv(waiting.value.path())
    assert list(table["era"].unique()) == list(study.eras["id"])
    assert "United States" in set(table["name"])
    assert set(table["method"]) == {"share=0.3"}
    expect(scores).to_contain_text("KB")
    expect(dialog.get_by_text(f"{name} está listo")).to_be_visible()
    assert pages.complaints(page) == []
    dialog.get_by_role("button", name="Esta época", exact=True).click()
    dialog.get_by_role("button", name="4:5", exact=True).click()
    with page.expect_download() as waiting:
        dialog.get_by_role("listitem").filter(has_text="PNG").first.get_by_role("button").click()
    assert waiting.value.suggested_filename.endswith("-en-4x5-dark.png")
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="El estudio mismo").click()
    assert waiting.value.suggested_filename == "peru-foreign-relations-1968-1992.zip"
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert "events.csv" in archive.namelist()


def test_cite_in_any_view_shows_the_citation_in_five_forms(page: Page, study: pm.Study) -> None:
    page.locator(".pfr-colophon").get_by_role("button", name="Citar").click()
    dialog = page.get_by_role("dialog")
    forms = dialog.get_by_role("group", name="Cita").get_by_role("button")
    expect(forms).to_have_text(["Frase", "Chicago", "APA", "BibTeX", "CFF"])
    forms.nth(1).click()
    method = pm.Method(group_share=0.3)
    citation = study.cite("chicago", era="garcia", language="es", method=method)
    expect(dialog.get_by_text(citation)).to_be_visible()
    # Views of their own lead to it too.
    page.keyboard.press("Escape")
    expect(forms).to_have_count(0)
    page.locator(".st-key-views").get_by_text("Hechos").click()
    page.locator(".told .source").get_by_role("button", name="Citar").click()
    expect(page.get_by_role("dialog").get_by_role("group", name="Cita")).to_be_visible()


def test_the_search_stands_in_the_bar_beside_the_languages(page: Page) -> None:
    for width in (1440, 1280, 800):
        page.set_viewport_size({"width": width, "height": 900})
        pages.settle(page)
        bar, own = (page.locator(each).bounding_box() for each in (".st-key-bar", ".pfr-finder"))
        assert bar
        assert own
        assert bar["y"] <= own["y"]
        assert own["y"] + own["height"] <= bar["y"] + bar["height"]
        for button in page.locator(".st-key-bar button").all():
            box = button.bounding_box()
            assert box
            across = box["x"] < own["x"] + own["width"] and own["x"] < box["x"] + box["width"]
            down = box["y"] < own["y"] + own["height"] and own["y"] < box["y"] + box["height"]
            assert not (across and down)


@pytest.mark.slow  # it draws three pictures
def test_a_picture_says_on_the_page_what_its_typefaces_lack(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["study"]["title_es"] = "\U00013000\U00013001"  # no machine's typeface has them
    path.write_text(json.dumps(descriptor), "utf-8")
    said = "El servidor no tiene ninguna tipografía con «\U00013000»"
    with serve(tmp_path, "--no-browser", "--study", str(folder)) as server:
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(f"{server.address}?era=garcia&lang=es")
        expect(pages.state(page, "USA")).to_be_attached(timeout=30_000)
        page.get_by_role("button", name="Compartir").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator("[data-lacking]")).to_contain_text(said, timeout=30_000)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Descargar", exact=True).click()
        picture = dialog.get_by_role("button", name="Descargar Imagen (PNG)")
        for _ in range(2):  # once for each picture, whatever the server's log has said before
            with page.expect_download():
                picture.click()
            expect(dialog.locator("[data-foot]")).to_contain_text(re.compile(f"B[.] {said}"))
        with page.expect_download():
            dialog.get_by_role("button", name="Descargar Puntajes (CSV)").click()
        expect(dialog.locator("[data-foot]")).not_to_contain_text(said)
        page.close()
