"""No word that a reader sees is written into the program: not in the page, a file or a picture."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.text
import pytest
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]
from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from marking import (
    MADE_UP,
    bare_words,
    forget_catalogues,
    known_words,
    mark,
    mark_study,
    write_catalogue,
)
from perufr_map import borders, resources
from perufr_map.dashboard import state
from perufr_map.dashboard.server import PAIR, STUDY
from perufr_map.resources import page_text
from speaking import speak
from views import page_at, run

INSIDE = {"id", "key", "elementId", "userKey", "formId", "componentName", "type", "icon", "url"}
INSIDE |= {"jsContent", "cssContent", "registeredComponentName", "label_visibility"}
CODES = {"Sentence", "APA", "BibTeX", "CFF", "Chicago", "SVG", "light", "low", "saturating", "weis"}
SEEN = """() => [...document.querySelectorAll("body *")]
  .filter((node) => !["SCRIPT", "STYLE"].includes(node.tagName))
  .flatMap((node) => [
    ...[...node.childNodes].filter((part) => part.nodeType === 3).map((part) => part.nodeValue),
    ...["title", "aria-label", "alt", "placeholder"].map((name) => node.getAttribute(name)),
  ])
  .filter(Boolean).join(" | ")"""
VIEWS = (
    "era=garcia&c=USA",
    "view=overview",
    "view=compare&era=garcia&vs=morales",
    "view=story",
    "era=autogolpe&c=VEN",
    "era=garcia&c=IMF",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the shipped study in the made-up language, whose every word bears a mark."""
    room = tmp_path_factory.mktemp("every-word")
    with pytest.MonkeyPatch.context() as patch:
        write_catalogue(room / "package")
        patch.setattr(resources, "_PACKAGE", room / "package")
        forget_catalogues()
        study = mark_study(speak(room / "study", (MADE_UP,)))
        path = study / "datapackage.json"
        path.write_text(json.dumps(_marked(json.loads(path.read_text("utf-8")))), "utf-8")
        yield study
    forget_catalogues()


def _marked(value: Any, name: str = "") -> Any:
    """Return a descriptor whose texts in the made-up language bear the mark."""
    match value:
        case str() if name.endswith(MADE_UP):
            return mark(value)
        case dict():
            return {key: _marked(each, key) for key, each in value.items()}
        case list():
            return [_marked(each) for each in value]
        case _:
            return value


@pytest.fixture(scope="module")
def known(folder: Path) -> frozenset[str]:
    """Return the words of names: of CLDR, of the ledger, of the study's sources and leaders."""
    study = pm.load(folder)
    states = [text for each in borders.states() for text in (each.code, each.name["en"])]
    own = (*study.sources.iloc[0].astype(str), *study.eras["leader"], *states)
    docs = [page_text(name, "en") for name in ("methodology", "licences")]
    names = [
        str(study.descriptor["contributors"]),
        study.descriptor["name"],
        "perufr-map Natural Earth Equal Earth",
    ]
    return known_words([*own, *docs, *names])


def strings(value: Any) -> Iterator[str]:
    """Yield the texts in what Streamlit sends of an element, but not its insides."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in INSIDE:
                yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str) and value.startswith('{"'):
        yield from strings(json.loads(value))
    elif isinstance(value, str) and " " in value and "://" not in value[:20]:
        yield value


def shown(app: AppTest) -> str:
    """Return what a page shows, and what it hands to components, as text."""
    texts: list[str] = []

    def walk(block: Any) -> None:
        for child in getattr(block, "children", {}).values():
            if proto := getattr(child, "proto", None):
                texts.extend(strings(MessageToDict(proto)))
            walk(child)

    walk(app._tree)
    said = re.sub(r"<(script|style|pre)\b.*?</\1>", "", "\n".join(texts), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", said))


@pytest.mark.parametrize("view", [*state.VIEWS, state.BOTH_SIDES])
def test_a_view_of_the_page(
    view: str, folder: Path, known: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STUDY, str(folder))
    if view == state.BOTH_SIDES:
        monkeypatch.setenv(PAIR, str(resources.study_dir() / "examples" / "ecuador"))
    app = run(page_at(view=view, era="garcia", c="USA"))
    if view == state.BOTH_SIDES:
        assert "ºPeru" in shown(app)  # Ecuador's own texts are English
        return
    assert bare_words(shown(app), known | CODES) == []


@pytest.mark.parametrize("dialog", ["share", "download"])
def test_a_dialog_of_the_page(
    dialog: str, folder: Path, known: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STUDY, str(folder))
    app = run(page_at(view="map", era="garcia"))
    app.button(key=dialog).click().run()
    assert not app.exception
    said = re.sub(r"@\w+\{.*|cff-version.*", "", shown(app), flags=re.DOTALL)
    assert bare_words(said, known | CODES) == []


@pytest.mark.parametrize("embed", [False, True])
def test_a_view_of_the_file(
    *, embed: bool, folder: Path, known: frozenset[str], browser: Browser, tmp_path: Path
) -> None:
    (path,) = pm.load(folder).export(tmp_path / "map.html", embed=embed)
    months = {"April", "July", "August", "October", "September"}  # Chromium has none of Esperanto
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for address in VIEWS:
        page.goto(f"{path.as_uri()}#{address}")
        page.reload()
        page.locator(".pfr-era").first.wait_for(state="attached")
        page.wait_for_function("() => !document.querySelector('.pfr-seen[inert]')")
        assert bare_words(page.evaluate(SEEN), known | months | CODES) == [], address
    page.close()


@pytest.mark.parametrize("ending", ["png", "pdf", "overview.png", "multiples.png", "gif"])
def test_a_picture(
    ending: str,
    folder: Path,
    known: frozenset[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    drawn: set[str] = set()
    draw = matplotlib.text.Text.draw

    def note(self: matplotlib.text.Text, *given: Any, **options: Any) -> None:
        drawn.add(self.get_text())
        draw(self, *given, **options)

    monkeypatch.setattr(matplotlib.text.Text, "draw", note)
    era, before = ("garcia", "morales") if ending in {"png", "pdf"} else (None, None)
    pm.load(folder).export(tmp_path / f"x.{ending}", era=era, before=before)
    assert len(drawn) > 20
    assert bare_words(" | ".join(drawn), known) == []
