"""A viewer sends a table of events, reads what is wrong with it, and sees the map change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
from perufr_map.dashboard import bundle
from perufr_map.resources import study_dir

ROWS = list(csv.reader(io.StringIO((study_dir() / "events.csv").read_text("utf-8"), newline="")))
COLUMN = {name: place for place, name in enumerate(ROWS[0])}


def table(rows: list[list[str]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows(rows)
    return written.getvalue().encode(encoding)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{address}/?view=data")
    expect(pages.slider(page)).to_be_visible(timeout=30_000)
    expect(pages.state(page, "VEN")).to_be_attached()
    expect(page.get_by_text("You have sent nothing yet")).to_be_visible()
    yield page
    page.close()


@pytest.mark.browser
def test_a_broken_table_is_told_by_row_and_column_and_a_good_one_changes_the_map(
    page: Page,
) -> None:
    before = pages.fill(page, "VEN")
    broken = [list(row) for row in ROWS]
    broken[6][COLUMN["direction"]] = "sideways"
    pages.send(page, "mine.csv", table(broken))
    rows = len(broken) - 1
    heading = page.get_by_role("heading", name=f"{rows - 1} of {rows} rows read; one wants a look")
    expect(heading).to_be_visible(timeout=30_000)
    row = page.get_by_role("row").filter(has_text="sideways")
    expect(row.get_by_role("rowheader")).to_have_text("Row 7")
    expect(row.get_by_role("cell")).to_contain_text("direction: “sideways” is none of")
    expect(page.get_by_text(f"What could be read: {rows - 1} statements")).to_be_visible()
    expect(pages.slider(page)).to_have_count(0)

    good = [row for row in ROWS if row[COLUMN["counterpart"]] != "VEN"]
    pages.send(page, "mine.csv", table(good, separator=";", encoding="cp1252"))
    expect(page.get_by_text("The page now shows")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("combobox", name="Encoding")).to_have_value("Windows-1252")
    expect(page.get_by_text("sideways")).to_have_count(0)
    pages.settle(page)
    assert pages.fill(page, "VEN") != before

    page.get_by_role("button", name="Back to the page’s own study").click()
    expect(page.get_by_text("You have sent nothing yet")).to_be_visible()
    pages.settle(page)
    assert pages.fill(page, "VEN") == before


@pytest.mark.browser
def test_a_whole_study_is_shown_to_its_sender_alone(
    page: Page,
    browser: Browser,
    address: str,
) -> None:
    pages.send(page, "chile.zip", bundle.template(focus="CHL"))
    expect(page.get_by_role("heading", name="Chile: foreign relations")).to_be_visible()
    pages.settle(page)
    expect(pages.slider(page)).to_have_attribute("max", "1")  # its two eras
    other = browser.new_context().new_page()
    other.goto(address)
    expect(other.get_by_role("heading", name="Peru’s foreign relations")).to_be_visible()
    other.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "“sideways” is none of"),
        pytest.param("es", "«sideways» no es ninguno de estos", marks=pytest.mark.slow),
    ],
)
def test_on_a_phone_every_word_of_a_problem_can_be_read(
    browser: Browser, address: str, language: str, says: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{address}/?view=data&lang={language}")
    broken = [list(row) for row in ROWS]
    broken[6][COLUMN["direction"]] = "sideways"
    broken[7][COLUMN["confidence_note_en"]] = broken[7][COLUMN["confidence_note_es"]] = ""
    broken[7][COLUMN["confidence"]] = "low"
    pages.send(page, "mine.csv", table(broken))
    expect(page.get_by_role("cell").filter(has_text=says)).to_be_visible(timeout=30_000)
    cells = page.locator(".problems").locator("th, td").all()
    boxes = [cell.bounding_box() for cell in cells]
    assert len(boxes) == 6
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    page.close()
