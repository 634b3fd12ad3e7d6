"""All eras at once, in the file and in the page: a table of numbers that open their cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import pages
import perufr_map as pm
from cases import few
from made_up import write_made_up
from perufr_map.shown.overview import overview
from perufr_map.shown.words import Words

pytestmark = pytest.mark.browser

ASKED = "view=overview&era=velasco"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    complaints: list[str] = []
    pages.note_complaints(page, complaints)
    yield page
    page.close()
    assert complaints == []


def open_file(page: Page, exported: Path, more: str = "") -> None:
    page.goto(f"{exported.as_uri()}#{ASKED}{more}")
    expect(page.get_by_role("table", name="at a glance")).to_be_visible()


def open_page(page: Page, address: str, more: str = "") -> None:
    page.goto(f"{address}?{ASKED}{more}")
    expect(page.get_by_role("table", name="at a glance")).to_be_visible(timeout=30_000)


def cell(page: Page, counterpart: str, era: str) -> Locator:
    return page.get_by_role("button", name=re.compile(rf"^{counterpart}, {era}.*:"))


def test_until_a_number_is_chosen_the_eras_are_told_and_lead_to_their_maps(
    page: Page, exported: Path, study: pm.Study
) -> None:
    open_file(page, exported)
    told = page.locator(".pfr-eras-told button")
    expect(told).to_have_text(list(study.eras["headline_en"]))
    cell(page, "France", "García").click()
    expect(told.first).to_be_hidden()
    page.get_by_role("button", name="Close").click()
    told.nth(3).click()
    expect(pages.slider(page)).to_have_value("3")


@pytest.mark.parametrize("language", few(["en", "es"], ["es"]))
def test_every_cell_shows_the_score_of_its_counterpart_and_era(
    page: Page, exported: Path, study: pm.Study, language: str
) -> None:
    page.goto(f"{exported.as_uri()}#{ASKED}&lang={language}")
    words, eras = Words(study, language), list(study.eras["id"])
    counterparts = study.counterparts.set_index("id")
    expect(page.locator(".pfr-overview tbody")).to_have_count(4)
    shown: list[list[list[str]]] = page.evaluate(
        """[...document.querySelectorAll(".pfr-overview tbody")].map((section) =>
          [...section.rows].slice(1).map((row) =>
            [...row.cells].map((cell) => cell.textContent)))"""
    )
    for rows, (section, expected) in zip(shown, overview(study.scored()).items(), strict=True):
        for row, one in zip(rows, expected, strict=True):
            name = words.name(one.counterpart, eras[max(one.scores)])
            counterpart = counterparts.loc[one.counterpart]
            assert row[0] == (name if counterpart["kind"] == "state" else words.short(counterpart))
            numbers = [
                words.signed(one.scores[i].score) if i in one.scores else ""
                for i in range(len(eras))
            ]
            assert row[1:-1] == numbers
            swing = "" if section == "once" else words.signed(one.swing).lstrip("+")
            assert row[-1] == swing


def test_all_eras_are_about_one_name_of_the_state(page: Page, tmp_path: Path) -> None:
    eras = {
        "union": ("1952-01-01", "1971-09-02", "1961-10-16"),
        "after": ("1971-09-02", "1981-10-06", "1976-09-19"),
    }
    acts = [("FRA", "criticism", "1961"), ("FTT", "criticism", "1961")]
    place = {"id": "FTT", "kind": "city", "name_en": "Free City", "lon": "13", "lat": "45"}
    folder = write_made_up(
        tmp_path / "egypt",
        eras=eras,
        counterparts={"FRA": "state", "FTT": "non-state"},
        events=acts,
        places=[place],
        settings={"focus": "EGY"},
    )
    (path,) = pm.load(folder).export(tmp_path / "egypt.html")
    page.goto(f"{path.as_uri()}#view=overview&era=union")
    expect(page.locator(".pfr-overview")).to_contain_text("Relation with Egypt of every")
    page.goto(f"{path.as_uri()}#era=union")
    expect(page.locator(".pfr-key")).to_contain_text("state, place")
    expect(page.locator(".pfr-row[data-code=FTT]")).to_have_class(re.compile("pfr-is-state"))


def test_a_day_that_the_study_marks_is_a_labelled_tick_at_its_place(
    page: Page, exported: Path
) -> None:
    open_file(page, exported)
    tick = page.locator(".pfr-tick-day")
    expect(tick).to_have_text("Self-coup, 5 April 1992")
    after = page.locator(".pfr-overview thead th").filter(has_text="After")
    places = [one.bounding_box() for one in (tick, after)]
    assert places[0]
    assert places[1]
    assert abs(places[0]["x"] - places[1]["x"]) <= 3


def test_a_triangle_stands_where_a_sign_turned(page: Page, exported: Path, study: pm.Study) -> None:
    open_file(page, exported)
    expected = [
        firm
        for rows in overview(study.scored()).values()
        for row in rows
        for firm in row.turns.values()
    ]
    turns = page.locator(".pfr-overview td .pfr-turn")
    firm = [turn.get_attribute("data-firm") == "true" for turn in turns.all()]
    assert firm == expected
    name = cell(page, "Chile", "García").get_attribute("aria-label") or ""
    assert name.endswith("Sign changed; One side not settled, or group only")


@pytest.mark.parametrize("width", few([360, 768, 1440, 1920], [360]))
def test_a_column_is_as_wide_as_its_era_is_long_and_never_under_60_px(
    page: Page, exported: Path, study: pm.Study, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_file(page, exported)
    heads = page.locator(".pfr-overview thead th").all()[1:-1]
    widths = [head.evaluate("node => node.getBoundingClientRect().width") for head in heads]
    days = list((study.eras["end"] - study.eras["start"]).dt.days)
    assert min(widths) >= 60
    longer = [(wide, day) for wide, day in zip(widths, days, strict=True) if wide > 60.5]
    assert all(
        wide / day == pytest.approx(longer[0][0] / longer[0][1], rel=0.02) for wide, day in longer
    )
    inside = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(inside), "the page itself scrolls sideways"


@pytest.mark.parametrize("width", few([360, 1440], [360]))
def test_a_cell_opens_its_card_and_stays_in_sight(page: Page, exported: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    open_file(page, exported)
    tapped = cell(page, "Chile", "García")
    tapped.click()
    card = page.locator(".pfr-panel .pfr-card")
    expect(card.locator("h2")).to_have_text("Chile")
    expect(page).to_have_url(re.compile("view=overview&era=garcia&c=CHL"))
    boxes = [each.bounding_box() for each in (tapped, card)]
    (one, other) = boxes
    assert one
    assert other
    assert one["y"] >= 0
    beside = one["x"] + one["width"] <= other["x"]
    assert beside or one["y"] + one["height"] <= other["y"]
    page.keyboard.press("Escape")
    expect(tapped).to_be_focused()


def test_arrow_keys_go_from_number_to_number_and_enter_opens_its_card(
    page: Page, exported: Path
) -> None:
    open_file(page, exported, "&c=USA")
    expect(cell(page, "United States", "Velasco")).to_have_attribute("aria-current", "true")
    shown = cell(page, "United States", "García")
    shown.focus()
    page.keyboard.press("ArrowLeft")
    expect(cell(page, "United States", "Belaúnde")).to_be_focused()
    page.keyboard.press("ArrowUp")
    nearest = page.get_by_role("button", name=re.compile("^International Monetary Fund, García"))
    expect(nearest).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pfr-card")).to_contain_text("International Monetary Fund")
    stops = page.locator(".pfr-overview td button[tabindex='0']")
    expect(stops).to_have_count(1)


def test_a_comparison_gives_way_to_the_number_that_is_chosen(page: Page, exported: Path) -> None:
    open_file(page, exported, "&vs=morales")
    cell(page, "United States", "García").click()
    expect(page.locator(".pfr-card .pfr-seen .pfr-big")).to_have_text("+6.0")


def test_the_card_goes_back_to_the_map_with_its_reader(page: Page, exported: Path) -> None:
    open_file(page, exported)
    cell(page, "Chile", "García").click()
    page.get_by_role("button", name="Map", exact=True).click()
    expect(page.locator(".pfr-side .pfr-card")).to_be_visible()
    expect(pages.state(page, "CHL")).to_be_attached()


@pytest.mark.parametrize("width", few([360, 1440], [360]))
def test_axe_finds_nothing_in_the_file(page: Page, exported: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for language in ("en", "es"):
        page.goto(f"{exported.as_uri()}#{ASKED}&c=CHL&lang={language}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".pfr-overview .pfr-card")).to_be_visible()
        assert pages.complaints_in_each_theme(page) == []


def test_in_the_page_it_takes_the_whole_width_and_the_address_follows(
    page: Page, address: str
) -> None:
    open_page(page, address)
    wide = "node => node.getBoundingClientRect().width > 1300"
    pages.wait_until(page, lambda: page.locator(".pfr-overview").evaluate(wide))
    cell(page, "Chile", "Fujimori").click()
    expect(page.locator(".pfr-panel .pfr-card")).to_contain_text("Chile")
    expect(page).to_have_url(re.compile("view=overview&era=fujimori&c=CHL"))
    page.get_by_text("Map", exact=True).click()
    expect(pages.state(page, "CHL")).to_be_attached()
    expect(page.locator(".pfr-side .pfr-card")).to_contain_text("Chile")
    expect(page.locator(".pfr-overview")).to_be_hidden()


def test_in_the_page_it_follows_the_language_and_the_category(page: Page, address: str) -> None:
    open_page(page, address)
    every = page.locator(".pfr-overview td button").count()
    page.goto(f"{address}?{ASKED}&category=aid&lang=es")
    expect(page.locator(".pfr-overview")).to_contain_text("Cambió de signo", timeout=30_000)
    assert 0 < page.locator(".pfr-overview td button").count() < every
