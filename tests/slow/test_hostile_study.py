"""A study whose every text is Markdown that calls elsewhere: the page shows it as it stands."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Request, expect

import pages
import perufr_map as pm
from conftest import serve
from perufr_map.dashboard import bundle
from perufr_map.dashboard._streamlit import Part
from perufr_map.dashboard.state import VIEWS
from perufr_map.resources import study_dir

pytestmark = pytest.mark.browser

HOSTILE = (
    "![i](http://evil.invalid/i) $x^2$ :red[r]",
    ":material/home: [l](http://evil.invalid) *b* <b>c</b>",
    "www.evil.invalid a@evil.invalid -> :smile: `c` &amp;",
    "<img src=http://evil.invalid> _u_ ~~s~~ $$y$$ -- >=",
)
SHORT = ("![i](//evil.invalid) {x} $y$", ":red[r] [l](//evil.invalid) *b*")
"""For what may be 40 characters long."""
ROOM = re.compile(r"(name|label|headline|date_text|summary|narrative|definition|note)_(en|es)")
ALSO = {"leader", "title", "author", "publisher", "locator", "licence"}
MADE = f"img, .katex, a[href*=evil], a[href^='mailto:'], {Part.ICON.selector}"
"""What Markdown would make of them, in an element of Markdown."""


def make_hostile(folder: Path) -> Path:
    """Put hostile Markdown into every free text of the shipped study, a number with each."""
    shutil.copytree(study_dir(), folder)
    n = 0
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        for row in rows:
            for at, column in enumerate(header):
                if row[at] and (ROOM.fullmatch(column) or column in ALSO):
                    hostile = SHORT if path.stem == "categories" else HOSTILE
                    row[at], n = f"{hostile[n % len(hostile)]} ({n})", n + 1
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    for name in ("title_en", "title_es"):
        descriptor["study"][name] = " ".join(HOSTILE)
    for at, texts in enumerate(descriptor["study"]["sections"].values()):
        texts.update(dict.fromkeys(texts, HOSTILE[at % len(HOSTILE)]))
    path.write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
    assert [problem for problem in pm.check(folder) if problem.severity == "error"] == []
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_hostile(tmp_path_factory.mktemp("hostile") / "study")


@pytest.fixture(scope="module")
def hostile_address(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server")
    with serve(folder, "--no-browser", "--study", str(hostile)) as server:
        yield server.address


@pytest.fixture
def page(browser: Browser, hostile_address: str) -> Iterator[Page]:
    """A page that fails the test when it asks anybody but its own server."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((f"{hostile_address}/", "data:", "blob:")):
            asked.append(request.url)

    context.on("request", note)
    yield context.new_page()
    context.close()
    assert asked == []


def shows(page: Page, *texts: str) -> None:
    """Ask that each text stands on the page as it is, and that Markdown made nothing of any."""
    for text in texts:
        expect(page.get_by_text(text).first).to_be_attached(timeout=20_000)
    assert pages.part(page, Part.TEXT).locator(MADE).all() == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("view", VIEWS)
def test_in_every_view_a_studys_texts_are_shown_as_they_stand(
    page: Page, hostile: Path, hostile_address: str, view: str, language: str
) -> None:
    study = pm.load(hostile)
    asked = {"view": view, "lang": language, "era": "garcia", "vs": "velasco", "c": "USA"}
    page.goto(f"{hostile_address}/?{urlencode(asked)}")
    pages.arrive(page, view)
    pages.settle(page)
    title = page.locator("h1").first
    expect(title).to_have_text(" ".join(HOSTILE))
    assert page.title() == " ".join(HOSTILE)
    era = study.era("garcia")
    usa = str(study.counterparts.set_index("id").loc["USA", f"name_{language}"])
    event = study.explain(era="garcia", counterpart="USA").iloc[0]
    told = study.events.set_index("id").loc[event["event"]]
    if view == "map":
        pact = study.counterparts.set_index("id").loc["ANDEAN", f"name_{language}"]  # has no other
        shows(page, era[f"name_{language}"], era["leader"], era[f"summary_{language}"], str(pact))
    elif view == "overview":
        pact = study.counterparts.set_index("id").loc["ANDEAN", f"name_{language}"]  # has no other
        shows(page, era[f"short_{language}"], str(pact), told[f"headline_{language}"])
    elif view == "story":
        step = study.steps.iloc[0]
        shows(page, step[f"title_{language}"], step[f"text_{language}"])
    elif view == "compare":
        short = str(study.counterparts.set_index("id").loc["USA", f"short_{language}"])
        shows(page, study.era("velasco")[f"short_{language}"], short)
        shows(page, told[f"headline_{language}"], told[f"narrative_{language}"])
    elif view == "country":
        shows(page, era[f"name_{language}"], usa, told[f"headline_{language}"])
        shows(page, told[f"narrative_{language}"], told[f"date_text_{language}"])
    elif view == "events":
        shows(page, usa, told[f"headline_{language}"], told[f"narrative_{language}"])
    elif view == "method":
        shows(page, era[f"short_{language}"], study.event_types.iloc[0][f"label_{language}"])
    elif view == "about":
        source, kind = study.sources.iloc[0], study.event_types.iloc[0]
        shows(page, source["title"], source["author"], source["licence"])
        pages.part(page, Part.DRAWER).first.wait_for()
        for drawer in pages.part(page, Part.DRAWER).locator("summary").all():
            drawer.click()
        shows(page, kind[f"label_{language}"], kind[f"definition_{language}"])
    shows(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_uploads_names_and_cells_are_shown_as_they_stand(
    page: Page, hostile: Path, hostile_address: str, language: str
) -> None:
    page.goto(f"{hostile_address}/?view=data&lang={language}")
    expect(pages.slider(page)).to_be_visible(timeout=30_000)
    pages.send(page, "![i](http:evil.invalid) :red[r].zip", bundle.pack(hostile))
    expect(page.locator(".notice")).to_contain_text(" ".join(HOSTILE), timeout=30_000)
    shows(page)
    events = (hostile / "events.csv").read_text("utf-8").replace("by_focus", HOSTILE[0])
    name = ":material:home: [l](www.evil.invalid) *m*.csv"
    pages.send(page, name, events.encode())
    shows(page, name, HOSTILE[0])
