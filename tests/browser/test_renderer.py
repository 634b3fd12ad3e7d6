"""What the map draws and says beyond one era's scores, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import pages
import perufr_map as pm
from exporting import Exports
from perufr_map.scoring.method import Method
from perufr_map.shown import regions
from perufr_map.shown.scale import Scale
from perufr_map.shown.wire import Payload
from perufr_map.shown.words import Words

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    yield context
    context.close()


@pytest.fixture(scope="module")
def shared(context: BrowserContext) -> Page:
    """One page for all tests of this file; each opens it anew."""
    return context.new_page()


@pytest.fixture
def at(shared: Page, exported: Path) -> Iterator[Opener]:
    """Open the exported file, or another one, at a fragment; any error in it fails the test."""
    wrong: list[str] = []

    def note(error: object) -> None:
        wrong.append(str(error))

    def open_at(fragment: str = "", path: Path = exported) -> Page:
        shared.goto("about:blank")
        shared.goto(path.as_uri() + fragment)
        shared.mouse.move(0, 0)
        return shared

    shared.on("pageerror", note)
    yield open_at
    shared.remove_listener("pageerror", note)
    assert wrong == []


ERAS = ("garcia", "autogolpe")


def signed(value: object) -> str:
    """Return a number of a table as the map writes it in English."""
    return Words(pm.load(), "en").signed(float(str(value)))


def hover(page: Page, code: str) -> str:
    """Point at a state as Leaflet hears it, and return what the label says."""
    pages.state(page, code).dispatch_event("mouseover", {"clientX": 300, "clientY": 500})
    return page.locator(".pfr-label").inner_text()


def rescore(page: Page, payload: Payload) -> None:
    """Give the map another payload; as text, which travels quickest."""
    page.evaluate("text => map_relations_view.rescore(JSON.parse(text))", json.dumps(payload))


def tone(now: pd.Series | None, *, region: bool) -> str:
    """Return the mark of a paint: that of the score in the era shown, whatever was before."""
    if now is None:
        return "no-data"
    ramp = Scale.of("light").score_ramp
    score = now["score"]
    found = f"gc{ramp.tint_of(score)}" if region else f"c{ramp.class_of(score)}"
    return f"var(--pfr-{found})" if now["settled"] else f"unsettled-{found}"


@pytest.mark.parametrize(
    ("before", "era"), [("garcia", "autogolpe"), ("autogolpe", "velasco"), ("morales", "morales")]
)
def test_a_comparison_is_painted_in_the_colours_of_the_era_shown(
    at: Opener, study: pm.Study, before: str, era: str
) -> None:
    page = at(f"#era={era}&vs={before}")
    score = dict(study.scores(era=era).set_index("counterpart").iterrows())
    homes = regions.homes(study.scored(), era=era, before=before)
    drawn = pages.fills(page)
    assert len(drawn) > 100
    kinds = set()
    for code, fill in drawn.items():
        if code == study.focus:
            assert fill == "var(--pfr-focus)"
            continue
        home = homes.get(code, code)  # None: in lists alone
        expected = tone(score.get(home or ""), region=home != code)
        assert expected in fill, (code, fill, expected)
        kinds.add(expected)
    assert len(kinds) > 1


def test_a_rupture_is_red_though_nothing_was_told_of_it_before(at: Opener) -> None:
    page = at("#era=autogolpe&vs=fujimori")
    assert pages.fills(page)["VEN"] == "var(--pfr-c0)"
    expect(page.locator(f'{pages.LABELS} [data-label="VEN"]')).to_contain_text("new −4.1")
    gone = page.locator(".pfr-gone[data-codes]").first  # a dotted line, no colour
    assert "CHL" in str(gone.get_attribute("data-codes"))
    expect(page.locator(f'{pages.LABELS} [data-label="CHL"]')).to_contain_text("was −2.2")


def test_the_card_of_a_change_says_nothing_of_what_does_not_hold(at: Opener) -> None:
    said = at("#era=garcia&vs=velasco&c=USA").locator(".pfr-seen > .pfr-verdict").inner_text()
    assert re.search(r"From −\d\.\d to \+\d\.\d\.$", said)


def test_legend_label_and_card_speak_of_the_change(at: Opener, study: pm.Study) -> None:
    moved = study.compare("garcia", "autogolpe").set_index("counterpart").loc["USA"]
    before, now = (study.scores(era=era).set_index("counterpart") for era in ERAS)
    was, became = signed(before.loc["USA", "score"]), signed(now.loc["USA", "score"])
    page = at("#era=autogolpe&vs=garcia")
    legend, met = page.locator(":is(.pfr-legend, .pfr-under)"), page.locator(pages.MET)
    expect(page.locator(".pfr-under")).to_contain_text("▲ rose, ▼ fell since García")
    for words in ("Conflict", "Cooperation", "New", "No longer told of"):
        expect(legend.get_by_text(words, exact=True).and_(met)).to_be_visible()
    size = signed(moved["change"])[1:]
    assert f"▼\u00a0{size} (from {was} to {became})" in hover(page, "USA")
    assert f"New data: {signed(now.loc['VEN', 'score'])}" in hover(page, "VEN")
    assert "No longer any data; was" in hover(page, "BRA")
    assert "either era" in hover(page, "CAN")
    pages.pick(page, "United States")
    card = page.locator(pages.SAID)
    expect(card).to_contain_text(f"From {was} to {became}")
    headings = card.locator(".pfr-group-name").all_inner_texts()
    assert headings == ["García’s first government", "After the self-coup"]
    for place, scores in enumerate((before, now)):
        statements = card.locator(".pfr-group").nth(place).locator("li")
        assert statements.count() == scores.loc["USA", "events"]


def test_a_change_that_hangs_on_one_statement_says_so(at: Opener) -> None:
    page = at("#era=garcia&vs=velasco")
    pages.pick(page, "Colombia")
    card = page.locator(pages.SAID)
    expect(card).to_contain_text("Rests on one statement in: Velasco’s military government.")
    pages.pick(page, "United States")
    expect(card).not_to_contain_text("one statement")
    page = at("#era=morales&vs=velasco&c=COL")
    both = "in: Velasco’s military government, Morales Bermúdez’s military government."
    expect(card).to_contain_text(both)


def test_a_successor_says_that_it_was_not_a_state_then(at: Opener) -> None:
    page = at("#era=autogolpe&vs=garcia")
    said = hover(page, "RUS")
    assert "Not a state in the era compared with" in said
    assert "see Soviet Union until 1991" in said
    pages.pick(page, "Russia")
    card = page.locator(pages.SAID)
    expect(card).to_contain_text("was not on the map in the era compared with")
    expect(card).to_contain_text("See Soviet Union until 1991")
    pages.pick(page, "Soviet Union")
    expect(card).to_contain_text("No longer any data")
    expect(card).to_contain_text("is not on the map of this era")


def test_a_successor_inherits_no_score(at: Opener, study: pm.Study) -> None:
    page = at("#era=autogolpe")
    scored = set(study.scores(era="autogolpe")["counterpart"])
    for code in {"RUS", "UKR", "KAZ", "HRV"} - scored:
        assert "no-data" in pages.fills(page)[code]
    assert "see Soviet Union until 1991" in hover(page, "KAZ")


def test_chips_and_table_show_the_change(at: Opener, study: pm.Study) -> None:
    page = at("#era=autogolpe&vs=garcia")
    chip = page.locator(".pfr-shelf .pfr-seen").get_by_role("button", name=re.compile("IMF"))
    moved = study.compare("garcia", "autogolpe").set_index("counterpart")
    change = moved["change"].loc["IMF"]
    expect(chip).to_contain_text(f"▲\u00a0{change:.1f}")
    page.locator(".pfr-list summary").click()
    expect(page.locator(".pfr-list th[scope=col]")).to_have_text(
        ["Counterpart", "Before", "Now", "Change", "Statements"]
    )
    rows = page.locator(".pfr-list tbody tr")
    expect(rows).to_have_count(len(moved))
    before, now = (study.scores(era=era).set_index("counterpart").loc["USA"] for era in ERAS)
    assert rows.nth(0).locator("th, td").all_inner_texts() == [
        *("United States", signed(before["score"]), signed(now["score"])),
        *(
            f"▼\u00a0{signed(moved['change'].loc['USA'])[1:]}",
            f"{before['events']} → {now['events']}",
        ),
    ]


def test_choosing_an_era_to_compare_with_goes_into_the_address(at: Opener) -> None:
    page = at("#era=autogolpe&vs=garcia")
    choice = page.get_by_label("Compared with")
    choice.select_option("velasco")
    page.wait_for_url(re.compile("vs=velasco"))
    pages.slider(page).fill("3")
    page.wait_for_url(re.compile("era=garcia.*vs=velasco"))
    expect(page.locator(".pfr-under")).to_contain_text("since Velasco")
    choice.select_option("")
    expect(page.locator(".pfr-under")).not_to_contain_text("Velasco")
    page.wait_for_url(re.compile("#(?!.*vs=)"))
    expect(choice).to_be_hidden()  # Compare is a view of its own


def test_a_link_restores_the_comparison(at: Opener) -> None:
    page = at("#era=garcia&vs=morales&c=USA&lang=es")
    expect(page.get_by_label("Comparada con")).to_have_value("morales")
    expect(page.locator(".pfr-card")).to_contain_text("Primer gobierno de García, comparada con")


def test_rescoring_restyles_in_place(at: Opener, study: pm.Study) -> None:
    page = at("#era=garcia&c=USA")
    page.evaluate("void map_relations.setZoom(3, {animate: false})")
    page.evaluate("window.first = document.querySelector('.pfr-state')")
    look = page.evaluate("[map_relations.getZoom(), map_relations.getCenter()]")
    method = Method(aggregation="mean", weights="cameo", without=frozenset({"debt"}))
    other = study.payload(method=method)
    rescore(page, other)
    scored = study.scores(era="garcia", method=method).set_index("counterpart")
    ramp = Scale.of("light").score_ramp
    drawn = pages.fills(page)
    for code, row in scored[scored["basis"] == "named"].iterrows():
        if code in drawn:
            number = ramp.class_of(row["score"])
            own = f"var(--pfr-c{number})" if row["settled"] else f"unsettled-c{number}"
            assert own in drawn[str(code)]
    assert page.evaluate("window.first === document.querySelector('.pfr-state')")
    assert page.evaluate("[map_relations.getZoom(), map_relations.getCenter()]") == look
    line = page.locator(".pfr-method")
    expect(line).to_contain_text("Scored with:")
    expect(line).to_contain_text("mean of the statements")
    expect(line).to_contain_text("without debt")
    expect(page.locator(".pfr-seen .pfr-big")).to_have_text(signed(scored.loc["USA", "score"]))
    rescore(page, study.payload())
    expect(line).to_be_hidden()


def test_a_frame_holds_map_slider_legend_and_card_only(
    at: Opener, shared: Page, exports: Exports
) -> None:
    path = exports.file(".html", era="garcia", embed=True)
    shared.set_viewport_size({"width": 660, "height": 740})
    page = at(path=path)
    for gone in (".pfr-top", ".pfr-summary", ".pfr-compare", ".pfr-frames"):
        expect(page.locator(gone)).to_have_count(0)
    expect(page.locator(".pfr-list")).to_be_hidden()
    pages.click_state(page, "USA")
    expect(page.locator(".pfr-card")).to_contain_text("United States")
    pages.step(page, "End")
    expect(page.get_by_role("heading", name="After the self-coup")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})


def test_what_is_shared_is_said_and_copied_in_place(at: Opener) -> None:
    page = at("#era=garcia&c=CHL&vs=velasco&lang=en")
    page.evaluate(
        "void (navigator.clipboard.writeText = async (text) => { window.copied = text; })"
    )
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog).to_contain_text(
        "García’s first government, compared with Velasco’s military government, Chile; "
        "frame: This study; the study’s own method."
    )
    assert pages.complaints(page) == []
    for what, text in (
        ("Link", "#era=garcia&vs=velasco&c=CHL&lang=en"),
        (
            "Citation",
            "Coded by the perufr-map contributors, CC BY 4.0. Borders of 1988: Natural Earth",
        ),
    ):
        button = dialog.get_by_role("button", name=f"Copy: {what}")
        button.click()
        expect(button).to_have_text("Copied")
        assert text in page.evaluate("window.copied")
    assert "Peru’s foreign relations, 1968–1992. Source: " in page.evaluate("window.copied")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Share")).to_be_focused()


def test_a_link_is_copied_where_there_is_no_clipboard(at: Opener) -> None:
    page = at("#era=garcia")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    page.get_by_role("button", name="Share").click()
    button = page.get_by_role("button", name="Copy: Link")
    button.click()
    expect(button).to_have_text("Copied")
    expect(button).to_be_focused()
    page.keyboard.press("Escape")
    box = page.get_by_role("combobox", name="Find a country or organisation")
    box.focus()
    page.keyboard.press("Control+V")
    expect(box).to_have_value(re.compile("#era=garcia&lang=en$"))


def test_a_type_explains_itself_on_hover_and_on_focus(at: Opener, study: pm.Study) -> None:
    page = at("#era=autogolpe&c=VEN")
    types = study.event_types.set_index("code")
    definition = str(types.loc["relations_broken", "definition_en"])
    tip = page.get_by_role("tooltip")
    term = page.locator(".pfr-seen .pfr-event .pfr-term").first
    term.hover()
    expect(tip).to_have_text(definition)
    tip.hover()
    expect(tip).to_be_visible()
    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(page.locator(".pfr-card")).to_be_visible()


def test_what_a_score_rests_on_explains_itself(at: Opener) -> None:
    page = at("#era=autogolpe&c=VEN")
    tip, said = page.get_by_role("tooltip"), page.locator(pages.SAID)
    said.get_by_role("button", name="Sensitivity to one statement").focus()
    expect(tip).to_contain_text("rests on one statement of the source")
    pages.slider(page).fill("3")
    pages.pick(page, "United States")
    said.get_by_role("button", name="Sensitivity to one statement").focus()
    expect(tip).to_contain_text("with each statement left out in turn")
    said.get_by_role("button", name=re.compile("sign holds with probability [01]\\.\\d\\d")).focus()
    expect(tip).to_contain_text("From 0.80 on it is settled")
    pages.key(page, "unsettled").locator(".pfr-term").focus()
    expect(tip).to_contain_text("fewer than 80 of 100 trials")


def test_a_card_says_who_is_named_and_what_comes_through_groups(
    at: Opener, study: pm.Study
) -> None:
    page = at("#era=garcia&c=COL")
    card = page.locator(pages.SAID)
    row = study.scores(era="garcia").set_index("counterpart").loc["COL"]
    own = int(str(row["events"])) - int(str(row["inherited"]))
    expect(card).to_contain_text(f"By name: {'one statement' if own == 1 else f'{own} statements'}")
    expect(card).to_contain_text(f"Through groups: {row['inherited']} statements")
    sums = [signed(row[name]) for name in ("cooperation", "conflict")]
    expect(card).to_contain_text(f"Cooperation {sums[0]}, conflict {sums[1]}, {row['events']}")
    pages.pick(page, "Brazil")
    expect(card).to_contain_text("No statement names Brazil; 4 speak of Neighbouring countries.")
    expect(card).to_contain_text("Sign not settled: it holds with probability 0.")
    pages.pick(page, "Canada")
    expect(card).to_contain_text("No statement of this era names Canada, nor a group that")


def test_the_disputed_frontier_is_marked_in_every_era(at: Opener, study: pm.Study) -> None:
    page = at()
    frontier = page.locator(f"{pages.SHOWN} .pfr-frontier")
    for index in range(len(study.eras)):
        pages.slider(page).fill(str(index))
        expect(frontier).to_have_count(1)
        assert frontier.evaluate("node => getComputedStyle(node).strokeDasharray") != "none"
        expect(pages.key(page, "frontier")).to_be_visible()


def test_dependent_and_disputed_areas_say_what_they_are(at: Opener) -> None:
    page = at("#era=velasco")
    assert "dependent territory of Portugal" in hover(page, "AGO")
    pages.slider(page).fill("3")
    expect(pages.state(page, "ESH")).to_have_class(re.compile("disputed"))  # once the slider rests
    assert "held by Morocco" in hover(page, "ESH")
    disputed = pages.drawn(page, "ESH").evaluate("n => getComputedStyle(n).strokeDasharray")
    ordinary = pages.drawn(page, "DZA").evaluate("n => getComputedStyle(n).strokeDasharray")
    assert disputed != ordinary == "none"
    pages.pick(page, "Western Sahara")
    expect(page.locator(".pfr-card")).to_contain_text("Disputed; held by Morocco")


def test_a_compact_payload_draws_the_same_map(at: Opener, study: pm.Study) -> None:
    page = at("#era=garcia")
    from_file = pages.fills(page)
    page.evaluate(
        """text => {
          const place = document.createElement("div");
          document.body.replaceChildren(place);
          place.id = "again";
          perufr.mount(L.map(place, perufr.mapOptions), JSON.parse(text), { era: "garcia" });
        }""",
        json.dumps(study.payload()),
    )
    again = pages.fills(page)
    assert again == from_file


def test_the_dashboard_rescores_the_map_it_has(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{address}/?era=garcia")
    expect(pages.state(page, "USA")).to_be_attached(timeout=30_000)
    pages.settle(page)
    page.get_by_role("button", name="Zoom in").click()
    pages.settle(page)
    state = pages.state(page, "BRA").element_handle()
    look, before = pages.state(page, "BRA").bounding_box(), pages.fills(page)
    page.get_by_role("radio", name="Method").click()
    page.get_by_role("radio", name="CAMEO").click()
    page.get_by_role("slider", name="What is said of a group").press("ArrowRight")
    chip = page.get_by_role("button", name="Take back: Group share 0.51")
    expect(chip).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="See the map under these choices").click()
    expect(page.locator(".pfr-method")).to_contain_text("weights CAMEO", timeout=30_000)
    pages.settle(page)
    assert pages.fills(page) != before
    assert state.evaluate("node => node.isConnected"), "the map was mounted anew"
    now = pages.state(page, "BRA").bounding_box()
    assert now
    assert look
    where = pytest.approx({**look, "y": 0}, abs=0.01)
    assert {**now, "y": 0} == where, "only the headline above it is gone"
    page.close()


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (1280, 1000),
        pytest.param(1366, 768, marks=pytest.mark.slow),
        pytest.param(1440, 900, marks=pytest.mark.slow),
        pytest.param(1920, 1080, marks=pytest.mark.slow),
    ],
)
def test_the_legend_hides_no_land(at: Opener, shared: Page, width: int, height: int) -> None:
    shared.set_viewport_size({"width": width, "height": height})
    page = at("#era=garcia")
    under = page.locator(".pfr-legend").evaluate(
        """legend => {
          const { left, top, right, bottom } = legend.getBoundingClientRect();
          const found = new Set();
          for (let x = left; x < right; x += 6)
            for (let y = top; y < bottom; y += 6)
              for (const node of document.elementsFromPoint(x, y))
                if (node.matches(".pfr-state")) found.add(node.dataset.code);
          return [...found];
        }"""
    )
    assert not {"CHL", "PER", "ECU", "MEX", "USA"}.intersection(under)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_legend_says_which_frontier_is_disputed(at: Opener) -> None:
    page = at("#era=garcia")
    pages.key(page, "frontier").locator(".pfr-term").focus()
    expect(page.get_by_role("tooltip")).to_contain_text("Peru–Ecuador frontier")


def test_a_whole_name_is_found_before_one_that_begins_with_it(at: Opener) -> None:
    page = at("#era=garcia&lang=es")
    page.get_by_role("combobox", name=re.compile("Buscar")).fill("alemania")
    expect(page.locator(".pfr-results li").first).to_contain_text("Alemania Occidental")
