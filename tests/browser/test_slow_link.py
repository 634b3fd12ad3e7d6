"""The real page before a real server, on a link that holds what the server says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import pages

pytestmark = pytest.mark.browser


class Link:
    """What the server says to a page, held until the test lets it through."""

    def __init__(self) -> None:
        self.held: list[bytes | str] | None = None
        self._page: WebSocketRoute | None = None

    def open(self, page: WebSocketRoute) -> None:
        """Stand between a page and its server."""
        server = page.connect_to_server()
        page.on_message(server.send)
        server.on_message(self._say)
        self._page = page

    def _say(self, message: bytes | str) -> None:
        assert self._page is not None
        if self.held is None:
            self._page.send(message)
        else:
            self.held.append(message)

    def runs(self) -> int:
        """Return how many whole runs of the page are held."""
        kinds = [_kind(message) for message in self.held or []]
        return kinds.count("script_finished")

    def release(self, runs: int | None = None) -> None:
        """Let through the first runs held, and hold what follows; or all, and hold no more."""
        assert self._page is not None
        while self.held and runs != 0:
            message = self.held.pop(0)
            self._page.send(message)
            if runs is not None and _kind(message) == "script_finished":
                runs -= 1
        if runs is None:
            self.held = None


def _kind(message: bytes | str) -> str | None:
    if isinstance(message, str):
        return None
    kind: str | None = ForwardMsg.FromString(message).WhichOneof("type")
    return kind


def wait_for(page: Page, link: Link, runs: int) -> None:
    """Wait until the server has answered so often."""
    for _ in range(600):
        if link.runs() >= runs:
            return
        page.wait_for_timeout(50)  # one look; the messages come in while it waits
    raise AssertionError(f"{link.runs()} runs in half a minute, not {runs}")


@pytest.fixture
def link() -> Link:
    return Link()


@pytest.fixture
def page(browser: Browser, address: str, link: Link) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.route_web_socket(re.compile("/_stcore/stream"), link.open)
    page.goto(f"{address}/?era=velasco")
    expect(pages.state(page, "VEN")).to_be_attached(timeout=30_000)
    pages.settle(page)
    link.held = []
    yield page
    page.close()


def heading(page: Page, name: str) -> None:
    pages.hears(page, {"García": "garcia", "Belaúnde": "belaunde", "Velasco": "velasco"}[name])


@pytest.mark.slow  # test_late_answers.py has it in the gate, without a server
def test_an_answer_to_an_earlier_act_undoes_no_later_one(page: Page, link: Link) -> None:
    pages.slider(page).fill("3")
    wait_for(page, link, 1)
    pages.slider(page).fill("2")
    link.release(1)
    heading(page, "García")  # the page beside the map shows the answer, which is late
    expect(pages.slider(page)).to_have_value("2")
    wait_for(page, link, 1)
    link.release()
    heading(page, "Belaúnde")
    expect(pages.slider(page)).to_have_value("2")
    expect(page).to_have_url(re.compile("era=belaunde"))


@pytest.mark.slow
def test_a_widget_used_before_the_answer_leads_the_map_and_undoes_no_act(
    page: Page, link: Link
) -> None:
    pages.slider(page).fill("3")
    wait_for(page, link, 1)
    page.get_by_text("ES", exact=True).click()
    wait_for(page, link, 2)
    link.release()
    expect(page.get_by_role("combobox", name=re.compile("Buscar"))).to_be_visible()
    expect(pages.slider(page)).to_have_value("3")
    heading(page, "García")


def test_an_address_that_is_late_is_not_taken_for_the_readers(page: Page, link: Link) -> None:
    pages.slider(page).fill("3")
    wait_for(page, link, 1)
    page.get_by_role("button", name="Download", exact=True).click()  # not in the address
    wait_for(page, link, 2)
    link.release()
    expect(page).to_have_url(re.compile("era=garcia"))
    heading(page, "García")
    expect(pages.slider(page)).to_have_value("3")
    page.go_back()
    heading(page, "Velasco")
    expect(pages.slider(page)).to_have_value("0")


def test_back_leads_the_map_though_its_answer_is_late(page: Page, link: Link) -> None:
    link.release()
    for number, name in (("3", "García"), ("2", "Belaúnde")):
        pages.slider(page).fill(number)
        heading(page, name)
        pages.settle(page)
    link.held = []
    page.go_back()
    wait_for(page, link, 1)
    pages.click_state(page, "BRA")
    wait_for(page, link, 2)
    link.release()
    heading(page, "García")
    expect(pages.slider(page)).to_have_value("3")
    expect(pages.card(page)).to_contain_text("Brazil")
