"""The exported page works from disk, alone, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

import pages
import perufr_map as pm
from cases import few
from perufr_map.shown import regions
from perufr_map.shown.scale import Scale

pytestmark = pytest.mark.browser


@pytest.fixture
def open_offline(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a file with the network cut; any request but the file itself fails the test."""
    opened: list[Page] = []
    asked: list[str] = []
    wrong: list[str] = []

    def open_file(path: Path, fragment: str = "") -> Page:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, offline=True)
        opened.append(page)

        def note(request: Request) -> None:
            if request.url.partition("#")[0] != path.as_uri():
                asked.append(request.url)

        page.on("request", note)
        pages.note_complaints(page, wrong)
        page.goto(path.as_uri() + fragment)
        return page

    yield open_file
    for page in opened:
        page.close()
    assert asked == []
    assert wrong == []


@pytest.fixture
def page(open_offline: Callable[..., Page], exported: Path) -> Page:
    return open_offline(exported)


def test_dragging_the_slider_changes_the_colours(page: Page) -> None:
    before = str(pages.fills(page))
    box = pages.slider(page).bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, y, steps=8)
    expect(pages.slider(page)).to_have_value("3")
    pages.wait_until(page, lambda: str(pages.fills(page)) != before)
    under_garcia = str(pages.fills(page))
    page.mouse.move(box["x"] + box["width"] - 4, y, steps=8)
    page.mouse.up()
    expect(pages.slider(page)).to_have_value("5")
    pages.wait_until(page, lambda: str(pages.fills(page)) not in {before, under_garcia})


def test_arrow_keys_move_the_slider_and_say_the_era(page: Page) -> None:
    pages.step(page, "ArrowRight")
    expect(pages.slider(page)).to_have_attribute("aria-valuetext", re.compile("Morales"))
    pages.step(page, "End")
    expect(page.get_by_role("heading", name="After the self-coup")).to_be_visible()
    pages.step(page, "Home")
    expect(page.get_by_role("heading", name=re.compile("Velasco"))).to_be_visible()


def test_play_goes_on_by_itself_and_pause_stops_it(page: Page) -> None:
    page.get_by_role("button", name="Play").click()
    expect(pages.slider(page)).to_have_value("2", timeout=8000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_venezuela_after_the_self_coup_says_that_relations_were_broken(page: Page) -> None:
    pages.step(page, "End")
    pages.click_state(page, "VEN")
    said = page.locator(pages.SAID)
    expect(said).to_contain_text("Venezuela breaks relations with Peru")
    expect(said).to_contain_text("−4.1")
    expect(said).to_contain_text("−7.0")
    expect(said).to_contain_text("Foreign Relations Under Fujimori ¶ 2")
    page.keyboard.press("Escape")
    expect(pages.card(page)).to_be_hidden()


def test_every_state_wears_the_class_of_its_score_or_the_tint_of_its_group(
    page: Page, study: pm.Study
) -> None:
    ramp = Scale.of("light").score_ramp
    for index, era in enumerate(study.eras["id"]):
        pages.slider(page).fill(str(index))
        scored = study.scores(era=era).set_index("counterpart")
        drawn = pages.fills(page)
        homes = regions.homes(study.scored(), era=era)
        assert len(drawn) > 100
        for code, paint in drawn.items():
            home = homes.get(code, code)
            if code == study.focus:
                assert paint == "var(--pfr-focus)"
            elif home in scored.index:
                row = scored.loc[home]
                score = float(str(row["score"]))
                own = f"c{ramp.class_of(score)}" if home == code else f"gc{ramp.tint_of(score)}"
                own = f"var(--pfr-{own})" if row["settled"] else f"unsettled-{own}"
                assert own in paint, (era, code, paint)
            else:
                assert paint in {"var(--pfr-no-data)", "var(--pfr-no-data-line)"}, (era, code)


def test_moving_the_slider_shows_what_is_already_drawn(page: Page, study: pm.Study) -> None:
    expect(page.locator(".pfr-era")).to_have_count(len(study.eras))
    page.evaluate(
        """() => {
          window.added = 0;
          new MutationObserver((changes) => {
            for (const { addedNodes } of changes) window.added += addedNodes.length;
          }).observe(document.querySelector(".pfr-states"), { childList: true, subtree: true });
        }"""
    )
    seen = set()
    for _ in study.eras["id"]:
        pages.step(page, "ArrowRight")
        expect(page.locator(pages.SHOWN)).to_have_count(1)
        seen.add(str(pages.fills(page)))
    assert len(seen) > 1
    assert page.evaluate("window.added") == 0


def test_moving_the_slider_keeps_the_zoom(page: Page) -> None:
    zoom = "map_relations.getZoom()"
    before = page.evaluate(zoom)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"() => {zoom} > {before}")
    zoomed = page.evaluate(f"[{zoom}, map_relations.getCenter()]")
    for key in ("End", "Home", "ArrowRight"):
        pages.step(page, key)
    assert page.evaluate(f"[{zoom}, map_relations.getCenter()]") == zoomed


def test_a_counterpart_without_territory_is_found_on_the_shelf(page: Page) -> None:
    pages.slider(page).fill("3")
    page.locator(".pfr-shelf .pfr-seen .pfr-actor", has_text="IMF").click()
    expect(pages.card(page)).to_contain_text("International Monetary Fund")


def test_no_data_is_said_and_leads_to_the_eras_that_have_some(page: Page) -> None:
    pages.slider(page).fill("4")
    pages.pick(page, "Venezuela")
    expect(pages.card(page)).to_contain_text("No statement of this era names Venezuela")


def test_the_page_speaks_spanish(page: Page) -> None:
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    pages.step(page, "End")
    pages.click_state(page, "VEN")
    expect(pages.card(page)).to_contain_text("Venezuela rompe relaciones con el Perú")


def test_an_address_with_a_fragment_restores_era_and_card(
    open_offline: Callable[..., Page], exported: Path
) -> None:
    page = open_offline(exported, "#era=autogolpe&c=ARG&lang=es")
    expect(pages.slider(page)).to_have_value("5")
    expect(pages.card(page)).to_contain_text("Argentina")


def test_the_card_says_where_the_two_coders_differ(
    open_offline: Callable[..., Page], exported: Path
) -> None:
    page = open_offline(exported, "#era=garcia&c=USA")
    expect(page.locator(pages.SAID)).to_contain_text("The two coders differ on one statement.")
    pages.slider(page).fill("4")
    expect(page.locator(pages.SAID)).to_contain_text("The two coders differ on 2 statements.")
    pages.slider(page).fill("5")  # here both read the same
    expect(page.locator(pages.SAID)).to_contain_text("The sign holds")
    expect(page.locator(pages.SAID)).not_to_contain_text("coders")


def test_the_page_would_be_forbidden_a_request(exported: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(exported.as_uri())
    answer = page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', e => e.message)")
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    page.close()
    assert answer == "Failed to fetch"
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_nothing_in_the_page_points_outside(page: Page) -> None:
    pages.step(page, "End")
    pages.click_state(page, "VEN")
    # What names the licence is not fetched.
    targets = page.locator("[src], [href]:not(link[rel=license])").evaluate_all(
        "nodes => nodes.map(n => n.getAttribute('src') ?? n.getAttribute('href'))"
    )
    assert [target for target in targets if not target.startswith("#")] == []


def test_a_map_saved_is_the_file_but_for_how_it_was_made(
    study: pm.Study, exported: Path, tmp_path: Path
) -> None:
    """Whoever saves a map may have added to it: it does not say that a command makes it again."""
    study.map(era="velasco").save(tmp_path / "again.html")
    made = re.compile(rb'<meta name="generator" [^>]*>\n')
    whole = exported.read_bytes()
    assert len(made.findall(whole)) == 1
    assert (tmp_path / "again.html").read_bytes() == made.sub(b"", whole)


HOSTILE = "</script><img src=x onerror=window.hacked=1>{{ 7*7 }}{% raw %}`${window.hacked=1}`<!--"


def test_hostile_text_is_only_text(
    folder: Path, edit: Callable[..., int], open_offline: Callable[..., Page], tmp_path: Path
) -> None:
    name = "<img src=x onerror=window.hacked=1>{{ 7*7 }}"
    note = {"confidence": "high", "confidence_note_en": HOSTILE, "confidence_note_es": HOSTILE}
    edit("events.csv", {"counterpart": "SI"}, narrative_en=HOSTILE, **note)
    edit("counterparts.csv", {"id": "SI"}, name_en=name)
    pm.load(folder).map(era="garcia", selected="SI").save(tmp_path / "map.html")
    page = open_offline(tmp_path / "map.html")
    expect(pages.card(page).get_by_role("heading").first).to_have_text(name)
    expect(pages.card(page).get_by_text(HOSTILE, exact=True)).to_have_count(2)
    assert page.evaluate("window.hacked") is None


def test_the_map_shows_itself_in_a_notebook(study: pm.Study, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(study.map()._repr_html_())
    expect(page.frame_locator("iframe").get_by_role("slider")).to_be_visible()
    page.close()


@pytest.mark.parametrize("view", ["compare&era=autogolpe&vs=fujimori", "story", "overview&lang=es"])
def test_on_paper_two_eras_a_step_or_the_overview_take_one_sheet(
    exported: Path, browser: Browser, view: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{exported.as_uri()}#view={view}")
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for hidden in (".pfr-dots", ".pfr-turns", ".pfr-story > p", ".pfr-versus-bar"):
        expect(page.locator(f"{hidden}:visible")).to_have_count(0)
    page.close()


@pytest.mark.parametrize(
    "fragment", few(["#era=fujimori&lang=es", "#era=garcia&vs=velasco"], ["#era=fujimori&lang=es"])
)
def test_on_paper_it_is_a_hand_out_on_one_sheet(
    exported: Path, browser: Browser, fragment: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(exported.as_uri() + fragment)
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    # The sheet without its margins, in pixels, and the page as it is laid out for it.
    width, height = (round((side - 22) / 25.4 * 96) for side in (297, 210))
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for shown in (".pfr-head", ".pfr-dek", ".pfr-timeline", ".pfr-actor", ".pfr-row"):
        expect(page.locator(f"{shown}:visible").first).to_be_visible()
    expect(page.locator(".pfr-colophon")).to_contain_text("Peru: A Country Study")
    expect(page.locator(".pfr-colophon")).to_contain_text("CC BY 4.0")
    for hidden in (".pfr-play", ".pfr-sharing", ".pfr-tabs", ".pfr-controls", ".pfr-frames"):
        expect(page.locator(hidden)).to_be_hidden()
    found = page.evaluate(
        """() => {
          const box = (name) => document.querySelector(name).getBoundingClientRect();
          const parts = [...document.querySelectorAll(".pfr > *, .pfr-main > *, .pfr-colophon")];
          const seen = parts.map((node) => node.getBoundingClientRect()).filter((b) => b.width);
          const [map, list, credit] = [".pfr-stage", ".pfr-rows", ".pfr-colophon"].map(box);
          return {
            right: Math.max(...seen.map((one) => one.right)),
            bottom: Math.max(...seen.map((one) => one.bottom)),
            map: map.width * map.height,
            gap: credit.top - Math.max(list.bottom, box(".pfr-main").bottom),
          };
        }"""
    )
    assert found["right"] <= width
    assert found["bottom"] <= height
    assert found["map"] > 0.3 * width * height
    assert found["gap"] >= 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".pfr-controls")).to_be_visible()
    page.close()


def test_on_paper_each_name_stands_at_its_era_and_each_whisker_at_its_own_bar(
    exported: Path, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{exported.as_uri()}#era=garcia")
    expect(page.locator(".pfr-seen > .pfr-tick-now")).to_contain_text("García")
    # Between the call to print and the sheet there is no frame in which sizes are observed.
    found = page.evaluate(
        """() => {
          dispatchEvent(new Event("beforeprint"));
          const box = (name) => document.querySelector(name).getBoundingClientRect();
          const rows = [...document.querySelectorAll(".pfr-seen .pfr-row:has(.pfr-row-range)")];
          return {
            off: box(".pfr-seen > .pfr-tick-now").left - box(".pfr-seen > .pfr-span").left,
            whiskers: rows.length,
            astray: rows.filter((row) => {
              const [bar, fill, whisker] = ["bar", "fill", "range"].map((name) =>
                row.querySelector(`.pfr-row-${name}`).getBoundingClientRect());
              return whisker.top < fill.bottom || whisker.bottom > bar.bottom;
            }).length,
          };
        }"""
    )
    assert abs(found["off"]) < 1
    assert found["whiskers"] > 0
    assert found["astray"] == 0
    page.close()
