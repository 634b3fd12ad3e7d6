"""A map in a frame of another page keeps its ends, its organisations and its whole credit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from exporting import Exports
from perufr_map.exports import iframe
from perufr_map.exports.formats import FRAME_HEIGHT

pytestmark = pytest.mark.browser

WIDTHS = (660, 336)
INSIDE = """(node) => {
  const { left, right, top, bottom } = node.getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
}"""
ACTORS = ".pfr-shelf .pfr-seen .pfr-actor"
CREDIT = re.compile(r"Peru: A Country Study .*perufr-map contributors, CC BY 4\.0\..*Natural Earth")


@pytest.fixture(scope="module")
def host(
    browser: Browser, exports: Exports, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """Show the map in two frames of a page, as the snippet that is handed out makes them."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "peru.html").write_bytes(exports.file(".html", era="garcia", embed=True).read_bytes())
    hashes = ("#era=velasco&c=USA", "")
    frames = (
        iframe("peru.html", "Peru", fragment=part, width=str(width))
        for part, width in zip(hashes, WIDTHS, strict=True)
    )
    text = "\n<p>text</p>\n".join(frames).replace("lazy", "eager")
    (folder / "host.html").write_text(f"<!DOCTYPE html><title>Host</title>{text}", "utf-8")
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.goto((folder / "host.html").as_uri())
    for frame in page.frames[1:]:
        expect(frame.locator(".pfr-stage")).to_be_visible()
    yield page
    page.close()


def fits(frame: Frame) -> None:
    """Wait until a frame is as high as what it holds."""
    frame.wait_for_function(
        "() => innerHeight === "
        "Math.ceil(document.querySelector('.pfr').getBoundingClientRect().height)"
    )


def test_a_frame_takes_the_height_that_its_map_tells(host: Page) -> None:
    wide, narrow = host.frames[1:]
    fits(wide)
    assert wide.evaluate("innerHeight") <= FRAME_HEIGHT
    fits(narrow)
    low = narrow.evaluate("innerHeight")
    assert low <= FRAME_HEIGHT
    narrow.locator(ACTORS).first.click()
    expect(narrow.locator(".pfr-card")).to_be_visible()
    fits(narrow)
    assert narrow.evaluate("innerHeight") > low + 100
    narrow.get_by_role("button", name="Close").click()
    fits(narrow)
    assert narrow.evaluate("innerHeight") == low


def test_a_frame_shows_ends_organisations_and_credit_at_both_widths(host: Page) -> None:
    for frame in host.frames[1:]:
        frame.locator(".pfr-colophon").scroll_into_view_if_needed()
        for end in ("Conflict", "Cooperation"):
            word = frame.locator(".pfr-scores").get_by_text(end, exact=True)
            expect(word).to_be_visible()
            assert word.evaluate(INSIDE)
        actors = frame.locator(ACTORS)
        expect(actors.first).to_be_visible()
        assert actors.first.evaluate(INSIDE)
        credit = frame.locator(".pfr-colophon")
        expect(credit).to_have_text(CREDIT)
        expect(credit).to_be_visible()
        assert credit.evaluate("(node) => node.scrollWidth <= node.clientWidth")
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        name = frame.locator(".leaflet-container").get_attribute("aria-label")
        assert name is not None
        assert "table" not in name


def test_in_a_narrow_frame_organisations_and_links_suit_a_thumb(host: Page) -> None:
    narrow = host.frames[2]
    narrow.evaluate("location.hash = 'era=garcia&lang=en'")
    for part in (ACTORS, ".pfr-colophon .pfr-link", ".pfr-era-bar button"):
        buttons = narrow.locator(part)
        expect(buttons.first).to_be_visible()
        sizes = buttons.evaluate_all(
            "(all) => all.map((node) => node.getBoundingClientRect())"
            ".map(({ width, height }) => Math.min(width, height))"
        )
        assert min(sizes) >= 44
    fits(narrow)
    assert narrow.evaluate("innerHeight") <= FRAME_HEIGHT


def test_a_frame_follows_its_hash(host: Page) -> None:
    wide, narrow = host.frames[1:]
    host.locator("iframe").first.evaluate("(box) => (box.src = 'peru.html#era=velasco&c=USA')")
    expect(wide.locator(".pfr-card")).to_contain_text("United States")
    expect(wide.locator(".pfr-range")).to_have_value("0")
    expect(narrow.locator(".pfr-range")).to_have_value("3")
    wide.evaluate("location.hash = 'era=autogolpe&c=VEN&lang=es'")
    expect(wide.locator(".pfr-card")).to_contain_text("Venezuela")
    expect(wide.locator(".pfr-range")).to_have_value("5")
    expect(wide.locator("html")).to_have_attribute("lang", "es")
    wide.evaluate("location.hash = 'era=garcia&lang=en'")
    expect(wide.locator(".pfr-card")).to_be_hidden()


def test_a_narrow_frame_has_arrows_between_the_eras_in_place_of_the_line(host: Page) -> None:
    wide, narrow = host.frames[1:]
    expect(wide.locator(".pfr-timeline")).to_be_visible()
    expect(narrow.locator(".pfr-timeline")).to_be_hidden()
    narrow.evaluate("location.hash = 'era=velasco'")
    narrow.get_by_role("button", name="Next").click()
    expect(narrow.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile("Morales"))


def test_an_open_card_leaves_most_of_the_map_and_the_credit_in_sight(host: Page) -> None:
    for frame in host.frames[1:]:
        frame.evaluate("location.hash = 'era=garcia&c=CHL'")
        card = frame.locator(".pfr-card")
        expect(card).to_be_visible()
        fits(frame)
        share = frame.evaluate(
            """() => {
              const [card, map, credit] = [".pfr-card", ".leaflet-container", ".pfr-colophon"].map(
                (name) => document.querySelector(name).getBoundingClientRect());
              const over = (a, b) =>
                Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
                Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
              return [over(card, map) / (map.width * map.height), over(card, credit)];
            }"""
        )
        assert share[0] < 0.25
        assert share[1] == 0


def test_a_frame_of_660_px_names_every_long_era_whichever_is_shown(host: Page) -> None:
    wide = host.frames[1]
    for era in ("velasco", "belaunde", "garcia"):
        wide.evaluate(f"location.hash = 'era={era}'")
        shown = wide.locator(".pfr-time .pfr-seen .pfr-tick:not(.pfr-tick-brief)")
        for name in ("Velasco", "Morales Bermúdez", "Belaúnde", "García"):
            expect(shown.filter(has_text=name)).to_have_count(1)


def test_a_frame_leads_to_the_whole_page_and_shows_its_table_and_its_citation(host: Page) -> None:
    wide = host.frames[1]
    wide.evaluate("location.hash = 'era=garcia&lang=en'")
    credit = wide.locator(".pfr-colophon")
    credit.get_by_role("button", name="Table").click()
    expect(wide.locator(".pfr-list tbody tr").first).to_be_visible()
    fits(wide)
    credit.get_by_role("button", name="Cite").click()
    dialog = wide.get_by_role("dialog", name="Share")
    expect(dialog).to_contain_text("CC BY 4.0")
    expect(dialog).to_contain_text("?full#era=garcia")
    dialog.get_by_role("button", name="Close").click()
    with host.expect_popup() as opened:
        credit.get_by_role("link", name="All eras").click()
    whole = opened.value
    expect(whole.get_by_role("button", name="Overview")).to_be_visible()
    expect(whole.locator(".pfr-range")).to_have_value("3")
    whole.close()
