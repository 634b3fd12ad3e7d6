"""However late Python answers, and in whatever order, the map shows what was chosen last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import pages
import perufr_map as pm
from cases import few
from perufr_map.exports.html import leaflet
from perufr_map.resources import web_text
from perufr_map.shown.compact import compact

pytestmark = pytest.mark.browser

HOST = "http://map.example"
FILES = ("leaflet", "leaflet_css", "payload", "topology")
ORDERS = list(permutations(range(3)))
REST = 200  # ms of the page's own clock, after which a hand is at rest
START = {"era": "velasco", "before": None, "selected": None, "language": "en"}


@pytest.fixture(scope="module")
def answers(study: pm.Study) -> dict[str, tuple[str, str]]:
    """What stands at each address of the page, and its media type."""
    payload = compact(study.payload())
    topology = payload.pop("topology")
    media = {
        "leaflet": (leaflet("leaflet.js"), "text/javascript"),
        "leaflet_css": (leaflet("leaflet.css"), "text/css"),
        "payload": (json.dumps(payload), "application/json"),
        "topology": (json.dumps(topology), "application/json"),
    }
    files = {name: f"/media/{name}" for name in FILES}
    page = (
        '<!doctype html><meta charset="utf-8"><div id="place" style="width: 1200px"></div>'
        f"<script>globalThis.files = {json.dumps(files)};"
        f"globalThis.choices = {json.dumps(START)};"
        f"globalThis.css = {json.dumps(web_text('map.css'))};</script>"
        '<script type="module" src="/host.js"></script>'
    )
    host = Path(__file__).with_name("late_host.js").read_text("utf-8")
    return {
        **{f"/below/media/{name}": file for name, file in media.items()},
        "/": (page, "text/html"),
        "/host.js": (host, "text/javascript"),
    }


@pytest.fixture
def page(browser: Browser, answers: dict[str, tuple[str, str]]) -> Iterator[Page]:
    """The map, at rest, in a page whose clock stands still."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if "/_stcore/" in path:
            found = (web_text(path.rpartition("/")[2]), "text/javascript")
        else:
            found = answers[path]
        route.fulfill(body=found[0], content_type=f"{found[1]}; charset=utf-8")

    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    context.route(f"{HOST}/**", answer)
    page = context.new_page()
    page.goto(HOST)
    expect(pages.state(page, "VEN")).to_be_attached()
    page.clock.install()
    page.clock.pause_at("2100-01-01")
    yield page
    context.close()


def hold(page: Page) -> None:
    page.evaluate("host.delay = null")


def release(page: Page, place: int = 0) -> None:
    page.evaluate("place => host.release(place)", place)


def command(page: Page, **choices: str | None) -> None:
    page.evaluate("choices => host.command(choices)", choices)


def act(page: Page, era: int) -> None:
    """Move the slider, and let the hand rest."""
    pages.slider(page).fill(str(era))
    page.clock.run_for(REST)


def choose(page: Page, name: str) -> None:
    """Open a counterpart's card, and let the hand rest."""
    box = page.get_by_role("combobox")
    box.fill(name)
    box.press("Enter")
    page.clock.run_for(REST)


def python(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("host.python")
    return found


@pytest.mark.parametrize("delay", few([0, 300, 3000], [300]))
def test_a_hand_is_never_thrown_back(page: Page, study: pm.Study, delay: int) -> None:
    page.evaluate("delay => { host.delay = delay; }", delay)
    eras = list(study.eras["id"])
    for era in (1, 2, 3, 2, 4, 5, 1, 0, 1):  # each back and forth has been answered before
        act(page, era)
        for _ in range(4):
            page.clock.run_for(40)
            expect(pages.slider(page)).to_have_value(str(era))
    for _ in range(12):  # the answers to all that was before come one by one
        page.clock.run_for(delay // 10 + REST)
        expect(pages.slider(page)).to_have_value("1")
    assert python(page)["choices"]["era"] == eras[1]
    command(page, era=eras[4])
    page.clock.run_for(delay + REST)
    expect(pages.slider(page)).to_have_value("4")


def test_answers_may_come_in_any_order(page: Page, study: pm.Study) -> None:
    hold(page)
    for order in ORDERS:
        for era in (3, 0, 2):
            act(page, era)
        waiting = [0, 1, 2]
        for each in order:
            release(page, waiting.index(each))
            waiting.remove(each)
            expect(pages.slider(page)).to_have_value("2")
        assert python(page)["choices"]["era"] == list(study.eras["id"])[2], order
        page.clock.run_for(REST)
        assert page.evaluate("host.held()") == 0, f"{order}: it told Python of what nobody did"


def test_an_answer_between_an_act_and_its_telling_undoes_nothing(page: Page) -> None:
    hold(page)
    command(page, selected="USA")
    pages.slider(page).fill("3")  # the hand does not rest yet
    release(page)
    expect(pages.slider(page)).to_have_value("3")
    expect(pages.card(page)).to_contain_text("United States")
    page.clock.run_for(REST)
    release(page)
    expect(pages.slider(page)).to_have_value("3")
    expect(pages.card(page)).to_contain_text("United States")


def test_a_command_leads_the_map_though_an_act_is_on_its_way(page: Page) -> None:
    hold(page)
    act(page, 3)
    command(page, language="es", era="morales")
    release(page)
    release(page)
    expect(pages.slider(page)).to_have_value("1")
    box = page.get_by_role("combobox", name="Buscar un país u organización")
    expect(box).to_be_visible()


def test_a_command_is_not_undone_by_an_act_before_it_that_is_told_again(page: Page) -> None:
    hold(page)
    choose(page, "United States")
    command(page, selected="VEN")
    act(page, 5)  # no answer has come: Python hears of the United States for the second time
    assert page.evaluate("Object.keys(host.told.at(-1)).sort()") == ["era", "selected"]
    for _ in range(3):
        release(page)
    expect(pages.card(page)).to_contain_text("Venezuela")
    expect(pages.slider(page)).to_have_value("5")
    assert python(page)["choices"]["selected"] == "VEN"


def test_the_last_of_several_commands_holds(page: Page) -> None:
    hold(page)
    for order in ORDERS:
        for era in ("garcia", "morales", "belaunde"):
            command(page, era=era)
        waiting = [0, 1, 2]
        for each in order:
            release(page, waiting.index(each))
            waiting.remove(each)
        expect(pages.slider(page)).to_have_value("2")
        act(page, 0)  # from where the next ones lead away
        release(page)
        expect(pages.slider(page)).to_have_value("0")


def test_closing_the_card_is_an_act_too(page: Page) -> None:
    command(page, selected="VEN")
    page.clock.run_for(REST)
    expect(pages.card(page)).to_be_visible()
    hold(page)
    page.keyboard.press("Escape")
    pages.card(page).get_by_role("button").first.press("Escape")
    page.clock.run_for(REST)
    command(page, language="es")
    assert python(page)["choices"]["selected"] is None
    release(page, 1)
    release(page, 0)
    expect(pages.card(page)).to_be_hidden()


def test_a_server_that_starts_anew_hears_again_of_what_it_had_not_answered(page: Page) -> None:
    act(page, 3)
    page.clock.run_for(REST)
    hold(page)
    choose(page, "United States")
    page.evaluate("START => host.forget(START)", {**START, "era": "garcia"})
    release(page, 1)  # the answer of the server before never comes
    expect(pages.card(page)).to_contain_text("United States")
    page.clock.run_for(REST)
    assert python(page)["choices"]["selected"] == "USA"
    assert python(page)["choices"]["era"] == "garcia"
    release(page, 1)
    expect(pages.card(page)).to_contain_text("United States")
    command(page, selected=None, era="morales")
    release(page, 1)
    expect(pages.slider(page)).to_have_value("1")
    expect(pages.card(page)).to_be_hidden()
