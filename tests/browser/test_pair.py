"""Two studies beside each other are read by eye and by ear, in the page and in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from conftest import serve
from made_up import write_made_up
from perufr_map.dashboard._streamlit import AT_REST
from perufr_map.resources import study_dir

pytestmark = pytest.mark.browser

WIDTHS = (360, 1440)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, study: pm.Study) -> Path:
    ecuador = pm.load(study_dir() / "examples" / "ecuador")
    return ecuador.export_pair(study, tmp_path_factory.mktemp("pair") / "pair.html")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    wrong: list[str] = []
    pages.note_complaints(page, wrong)
    yield page
    page.close()
    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_both_rows_lie_on_one_axis_and_are_tables_for_who_cannot_see(
    page: Page, file: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Ecuador and Peru, from both sides")
    expect(page.get_by_role("table")).to_have_count(2)
    row = page.get_by_role("row", name="Military governments")
    expect(row.get_by_role("cell")).to_contain_text(["+0.7", "−2.0 … +2.5", "Sign not sure"])
    panels = page.locator(".panel:visible")
    boxes = [panels.nth(number).bounding_box() for number in range(2)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert (boxes[0]["x"], boxes[0]["width"]) == (boxes[1]["x"], boxes[1]["width"])
    # Ecuador's second era begins before Peru's does, three and a half years before.
    starts = [panels.nth(number).locator(".era").nth(1).bounding_box() for number in range(2)]
    assert starts[0] is not None
    assert starts[1] is not None
    years = (starts[1]["x"] - starts[0]["x"]) / boxes[0]["width"] * 24.08
    assert years == pytest.approx(3.53, abs=0.1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert pages.complaints_in_each_theme(page) == []


@pytest.mark.slow
def test_axe_finds_nothing_in_the_view_of_both_in_the_page(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ecuador = str(study_dir() / "examples" / "ecuador")
    with serve(tmp_path_factory.mktemp("server"), "--no-browser", "--pair", ecuador) as server:
        for width, language in zip(WIDTHS, ("es", "en"), strict=True):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{server.address}?view=pair&lang={language}")
            expect(page.locator("section.pair")).to_be_visible(timeout=30_000)
            expect(page.locator(AT_REST)).to_be_attached(timeout=30_000)
            assert pages.complaints_in_each_theme(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto("about:blank")  # it would ask for the server that is gone


def test_a_link_changes_the_language_without_a_script(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    page.get_by_role("link", name="ES").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Ecuador y el Perú, desde ambos lados"
    )
    expect(page.get_by_text("Ecuador: A Country Study, Otras naciones")).not_to_have_count(0)


def test_a_pair_in_arabic_stands_on_the_right(page: Page, tmp_path: Path) -> None:
    """Its titles, which may begin with a word of the interface, do not part from their texts."""
    eras = {"one": ("1960-01-01", "1970-01-01", "1965-01-01")}
    sides = [
        pm.load(
            write_made_up(
                tmp_path / focus,
                languages=("ar",),
                eras=eras,
                counterparts={other: "state"},
                events=[(other, "criticism", "1963")],
                settings={"focus": focus, "title_ar": "علاقات"},
            )
        )
        for focus, other in (("EGY", "TUR"), ("TUR", "EGY"))
    ]
    path = sides[0].export_pair(sides[1], tmp_path / "pair.html")
    page.goto(path.as_uri())
    edges = page.locator(".pair :is(.title, .lead, .side, .of)").evaluate_all(
        """(all) => all.map((each) => {
          const range = document.createRange();
          range.selectNodeContents(each);
          const [text, box] = [range, each].map((one) => one.getBoundingClientRect().right);
          return Math.abs(text - box);
        })"""
    )
    assert len(edges) > 5
    assert max(edges) <= 2
