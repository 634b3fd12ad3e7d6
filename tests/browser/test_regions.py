"""What a group's statement looks like on the map, in a real browser."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import pages
import perufr_map as pm
from exporting import Exports
from perufr_map.shown.regions import regions

pytestmark = pytest.mark.browser

REGION = f"{pages.SHOWN} .pfr-region"
ERA = "velasco"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page, exported: Path) -> Page:
    """The exported file in an era with several groups."""
    tab.goto("about:blank")
    tab.goto(f"{exported.as_uri()}#era={ERA}&lang=en")
    tab.mouse.move(0, 0)
    return tab


@pytest.fixture(scope="module")
def drawn(study: pm.Study) -> dict[str, list[str]]:
    """The states of each region of the era."""
    return regions(study.scored(), ERA)


def members_of(page: Page) -> dict[str, set[str]]:
    """Return the states in each region on the map."""
    found = page.locator(REGION).evaluate_all(
        "paths => paths.map(({ dataset }) => [dataset.group, dataset.codes])"
    )
    return {group: set(codes.split()) for group, codes in found}


def outline(page: Page, role: str) -> str:
    return page.locator(f".pfr-{role} path").get_attribute("d") or ""


def test_each_group_is_one_region_of_those_that_no_statement_names(
    page: Page, drawn: dict[str, list[str]]
) -> None:
    on_map = members_of(page)
    assert on_map.keys() == drawn.keys()
    for group, codes in on_map.items():
        dots = {code for code in drawn[group] if code not in codes}
        assert codes <= set(drawn[group])
        assert all(pages.drawn(page, code).get_attribute("class") for code in dots)
    rims = page.locator(f"{pages.SHOWN} .pfr-rim")
    assert rims.count() == len(drawn)
    for i in range(len(drawn)):
        assert rims.nth(i).evaluate("node => getComputedStyle(node).strokeDasharray") != "none"


def test_a_region_has_fewer_points_than_its_states_have(page: Page) -> None:
    """Their common borders are not in it."""
    size = "path => path.getAttribute('d').split(' ').length"
    whole = page.locator(f'{REGION}[data-group="LATAM"]').evaluate(size)
    codes = members_of(page)["LATAM"]
    parts = sum(pages.state(page, code).evaluate(size) for code in codes)
    assert whole < 0.8 * parts


def test_a_region_says_its_group_s_name_number_and_states(
    page: Page, study: pm.Study, drawn: dict[str, list[str]]
) -> None:
    label = page.locator(f'{pages.LABELS} .pfr-region-label[data-label="LATAM"]')
    score = study.scores(era=ERA).set_index("counterpart")["score"]["LATAM"]
    expect(label.locator("text").first).to_have_text(f"Latin America +{score:.1f}")
    expect(label.locator("text").nth(1)).to_have_text(
        f"one statement, {len(drawn['LATAM'])} states"
    )
    page.get_by_role("button", name="Español").click()
    expect(label.locator("text").nth(1)).to_have_text(
        f"un enunciado, {len(drawn['LATAM'])} Estados"
    )


def test_a_state_of_a_region_is_pointed_at_and_picked_as_itself(page: Page) -> None:
    state = pages.state(page, "ARG")
    state.dispatch_event("mouseover", {"clientX": 300, "clientY": 500})
    said = page.locator(".pfr-label")
    expect(said).to_contain_text("Argentina")
    expect(said).to_contain_text("Latin America: +1.7 · one statement")
    expect(said).to_contain_text("No statement names it")
    state.dispatch_event("click", {"clientX": 300, "clientY": 500})
    card = pages.card(page)
    expect(card.locator("h2")).to_have_text("Argentina")
    expect(card).to_contain_text("No statement names Argentina; one speaks of Latin America.")
    own = pages.state(page, "ARG").get_attribute("d")
    line = outline(page, "selected").split("M")[1:]
    assert line
    assert set(line) <= set((own or "").split("M")), "all but islets"


def test_a_line_around_a_narrow_state_leaves_it_its_colour(page: Page) -> None:
    page.goto(page.url.partition("#")[0] + "#era=garcia&c=CHL")
    expect(pages.card(page).locator("h2")).to_have_text("Chile")
    above = page.locator(".pfr-selected + g path")
    expect(above).to_have_count(1)
    serial = re.sub(r"pfr-\w+-\d+-", "", above.evaluate("node => node.style.fill"))
    assert serial == pages.fill(page, "CHL")
    pages.step(page, "ArrowRight")
    expect(above).to_have_attribute("style", re.compile("unsettled|map"))
    page.keyboard.press("Escape")
    expect(above).to_have_count(0)


def test_a_group_that_is_selected_is_outlined_with_all_its_members(
    page: Page, study: pm.Study
) -> None:
    page.goto(page.url.partition("#")[0] + "#era=garcia&c=NEIGHBOURS")
    expect(pages.card(page).locator("h2")).to_have_text("Neighbouring countries")
    named = study.scores(era="garcia").set_index("counterpart").loc["COL", "basis"]
    assert named == "named"
    box = (
        "path => { const { x, y, width, height } = path.getBBox(); return [x, y, width, height]; }"
    )
    x, y, width, height = page.locator(".pfr-selected path").evaluate(box)
    islets = 100  # units of the drawing, beyond the mainland: they have no line of their own
    for code in ("BRA", "COL", "CHL"):
        own = pages.state(page, code).evaluate(box)
        assert x <= own[0] + islets
        assert y <= own[1] + islets
        assert x + width >= own[0] + own[2] - islets
        assert y + height >= own[1] + own[3] - islets
    expect(pages.card(page)).to_contain_text("Members that statements name:")


def test_a_switch_fills_the_members_and_stands_in_the_address(page: Page) -> None:
    switch = page.get_by_role("checkbox", name="Fill the members of groups")
    tinted = pages.fill(page, "ARG")
    assert tinted == "var(--pfr-gc3)"
    switch.check()
    page.wait_for_url(re.compile("&members=1$"))
    assert pages.fill(page, "ARG").startswith("var(--pfr-c")
    expect(page.locator(REGION)).to_have_count(0)
    page.reload()
    expect(switch).to_be_checked()
    assert pages.fill(page, "ARG").startswith("var(--pfr-c")
    switch.uncheck()
    page.wait_for_url(re.compile("#(?!.*members)"))
    assert pages.fill(page, "ARG") == tinted


def test_only_what_is_not_settled_is_hatched(page: Page, study: pm.Study) -> None:
    for index, era in enumerate(study.eras["id"]):
        pages.slider(page).fill(str(index))
        scores = study.scores(era=era).set_index("counterpart")
        homes = {
            code: group for group, codes in regions(study.scored(), era).items() for code in codes
        }
        hatched = {code for code, paint in pages.fills(page).items() if "url(" in paint}
        doubtful = {
            code
            for code in pages.fills(page)
            if (home := homes.get(code, code)) in scores.index and not scores.loc[home, "settled"]
        }
        alone = {
            code for code in doubtful if code not in homes and scores.loc[code, "basis"] == "group"
        }
        assert hatched == doubtful - alone
        key = pages.key(page, "unsettled")
        if hatched:
            expect(key).to_be_visible()
        else:
            expect(key).to_be_hidden()


def test_the_key_of_the_hatch_passes_for_no_value(page: Page) -> None:
    page.goto(page.url.partition("#")[0] + "#era=garcia")
    halves = pages.key(page, "unsettled").locator("rect")
    expect(halves).to_have_count(2)
    fills = halves.evaluate_all("nodes => nodes.map((node) => node.style.fill)")
    assert len(set(fills)) == 2
    assert all("unsettled" in fill for fill in fills)


def test_a_group_is_one_row_of_the_table_with_its_members_inside(
    page: Page, study: pm.Study, drawn: dict[str, list[str]]
) -> None:
    page.locator(".pfr-list summary").click()
    table = page.locator(".pfr-list table")
    scores = study.scores(era=ERA)
    names = table.locator("tr:not(.pfr-inside) > th[scope=row]")
    expect(names).to_have_count(int((scores["basis"] == "named").sum()))
    row = table.get_by_role("row").filter(has=page.get_by_role("button", name="Latin America"))
    inside = row.get_by_role("button", name=f"{len(drawn['LATAM'])} states")
    expect(table.get_by_role("button", name="Argentina")).to_be_hidden()
    row.get_by_role("button", name=re.compile("states")).click()
    expect(inside).to_have_attribute("aria-expanded", "true")
    expect(table.get_by_role("button", name="Argentina")).to_be_visible()
    table.get_by_role("button", name="Argentina").click()
    expect(pages.card(page).locator("h2")).to_have_text("Argentina")
    pages.slider(page).fill("1")
    expect(table.get_by_role("button", name="Argentina")).to_be_visible()


def test_who_begins_to_count_in_a_group_stands_in_the_card_with_the_reason(
    page: Page, study: pm.Study
) -> None:
    members = study.members
    eras = study.eras.set_index("id")
    found = [
        (era, row)
        for era, span in eras.iterrows()
        for row in members.to_dict("records")
        if span["start"] < row["start"] < span["end"]
    ]
    era, row = found[0]
    page.goto(page.url.partition("#")[0] + f"#era={era}&c={row['state']}")
    expect(pages.card(page)).to_contain_text("counts in")
    expect(pages.card(page)).to_contain_text(str(row["start"].year))
    expect(pages.card(page)).to_contain_text(str(row["reason_en"]))


def test_a_category_alone_gives_its_acts_signs_and_says_what_it_rests_on(
    page: Page, study: pm.Study, exports: Exports
) -> None:
    method = dataclasses.replace(study.method, category="border")
    page.goto("about:blank")
    page.goto(exports.file(".html", era="garcia", method=method).as_uri() + "#era=garcia&lang=en")
    scores = study.scores(era="garcia", method=method)
    own = scores[scores["events"] > scores["inherited"]]
    signs = page.locator(f"{pages.LABELS} .pfr-mark-sign[data-mark=border-tension]")
    expect(signs).to_have_count(len(own))
    key = pages.key(page, "border-tension")
    expect(key).to_be_visible()
    expect(page.locator(".pfr-method")).to_contain_text("borders alone. It rests on")
    pages.slider(page).fill("0")  # nothing of it is told of then
    expect(key).to_be_hidden()
    expect(page.locator(f"{pages.LABELS} .pfr-mark-sign")).to_have_count(0)


def test_a_chip_shows_one_category_as_python_scores_it_and_stands_in_the_address(
    page: Page, study: pm.Study
) -> None:
    page.goto(page.url.partition("#")[0] + "#era=autogolpe&lang=en")
    page.get_by_role("button", name="Aid", exact=True).click()
    scores = study.scores(era="autogolpe", method=dataclasses.replace(study.method, category="aid"))
    shown = page.locator(f".pfr-rows {pages.MET}.pfr-row > b")
    expect(shown).to_have_count(len(scores))
    expected = [f"{score:+.1f}".replace("-", "−") for score in scores["score"]]
    assert sorted(shown.all_text_contents()) == sorted(expected)
    signs = page.locator(f"{pages.LABELS} .pfr-mark-sign[data-mark=aid-suspended]")
    expect(signs).to_have_count(3)
    expect(page.locator(f"{pages.LABELS} [data-label=DEU]")).to_be_visible()
    page.wait_for_url(re.compile("category=aid"))
    page.get_by_role("tab", name="Overview").or_(
        page.get_by_role("button", name="Overview")
    ).click()
    expect(page.locator(".pfr-overview")).not_to_contain_text("Venezuela")
    page.get_by_role("button", name="All statements").click()
    expect(page.locator(".pfr-overview")).to_contain_text("Venezuela")


def test_an_era_without_statements_leads_to_the_next_that_has_some(page: Page) -> None:
    line = page.locator(".pfr-empty .pfr-seen")
    expect(line).to_have_count(0)
    page.goto(page.url.partition("#")[0] + f"#era={ERA}&lang=en&category=aid")
    expect(line).to_contain_text("None of the statements that count here")
    line.get_by_role("button", name=re.compile("Next: García, ")).click()
    expect(line).to_have_text("")
    page.wait_for_url(re.compile("era=garcia"))
    expect(page.locator(f"{pages.LABELS} .pfr-mark-sign")).to_have_count(0)  # the IMF has no land
    expect(pages.key(page, "no_data")).to_be_visible()
    expect(pages.key(page, "aid-suspended")).to_be_hidden()


def test_acts_have_no_signs_where_all_categories_are_shown(page: Page) -> None:
    expect(page.locator(".pfr-mark-sign:visible")).to_have_count(0)


def test_the_page_fills_the_members_too_and_keeps_it_in_its_address(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{address}/?era={ERA}")
    expect(pages.state(page, "ARG")).to_be_attached(timeout=30_000)
    pages.settle(page)
    assert pages.fill(page, "ARG") == "var(--pfr-gc3)"
    page.get_by_role("checkbox", name="Fill the members of groups").check()
    page.wait_for_url(re.compile("members=1"))
    pages.settle(page)
    assert pages.fill(page, "ARG").startswith("var(--pfr-c")
    page.reload()
    expect(page.get_by_role("checkbox", name="Fill the members of groups")).to_be_checked(
        timeout=30_000
    )
    page.close()
