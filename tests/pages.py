"""Find and use the parts of a page with a map, exported or served, in browser tests."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from perufr_map.dashboard._streamlit import AT_REST, Part
from perufr_map.dashboard.state import OF_MAP, OF_THEIR_OWN
from perufr_map.shown.scale import THEMES, Theme

# The drawing of the era, or of the change, that is shown.
SHOWN = ".pfr-era.pfr-seen"

# The names and numbers on it.
LABELS = ".pfr-labels.pfr-seen"

# What the card says of the era shown.
SAID = ".pfr-card-body .pfr-seen"

# What the pointer, the Tab key and a screen reader meet, of layers that lie on each other.
MET = ":not([inert] *)"

# An attribute that is not empty; and the class of what is lit with a state on the map.
SOMETHING = re.compile(".")
LIT = re.compile("pfr-lit")


def note_complaints(page: Page, complaints: list[str]) -> None:
    """Add the exceptions and console errors of a page to a list."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", note)


def complaints(page: Page, context: Any = None) -> list[str]:
    """Return what axe finds wrong at rest: each rule with the elements that break it."""
    # What a screen reader meets follows what is seen: front.js.
    expect(page.locator(".pfr-seen[inert]")).to_have_count(0)
    response = Axe().run(page, context=context).response
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in response["violations"]
        for node in rule["nodes"]
    ]


def complaints_in_each_theme(page: Page, context: Any = None) -> list[str]:
    """Return what axe finds wrong in either theme, on a page that follows its reader's."""
    found = []
    for theme in THEMES:
        wear(page, theme)
        found += [f"{theme}: {complaint}" for complaint in complaints(page, context)]
    return found


def wear(page: Page, theme: Theme) -> None:
    """Change the theme of a page that follows its reader's, and wait until all of it has it.

    Of the dashboard Streamlit changes first, then the map or the drawing of a view.
    """
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    app = page.locator(Part.APP.selector)
    if app.count():
        expect(app).to_have_css("color-scheme", theme)
    late = f'.pfr:not([data-mode="{theme}"]), .told:not([data-theme="{theme}"])'
    expect(page.locator(late)).to_have_count(0)


def slider(page: Page) -> Locator:
    """Return the slider of the eras; the page on the method has another one."""
    return page.locator(".pfr-range:visible")


def key(page: Page, name: str) -> Locator:
    """Return the key in the legend of what a map shows beside its classes."""
    return page.locator(f".pfr-notes ul:not([inert]) [data-note={name}]")


def state(page: Page, code: str) -> Locator:
    """Return what takes the pointer for a state that is on the map now."""
    return page.locator(f'.pfr-state[data-code="{code}"]:visible')


def drawn(page: Page, code: str) -> Locator:
    """Return the path that a state is drawn by, together with all that are painted alike."""
    return page.locator(f'{SHOWN} [data-codes~="{code}"]')


def fills(page: Page) -> dict[str, str]:
    """Return the paint of each state on the map: a colour, or the address of a hatch."""
    paths: list[list[str]] = page.locator(f"{SHOWN} [data-codes]").evaluate_all(
        "paths => paths.map(({ dataset, style }) => [dataset.codes, style.fill || style.stroke])"
    )
    serial = re.compile(r"pfr-\w+-\d+-")  # of a map in its page
    return {code: serial.sub("", paint) for codes, paint in paths for code in codes.split()}


def fill(page: Page, code: str) -> str:
    """Return the paint of a state."""
    expect(drawn(page, code)).to_be_attached()
    return fills(page)[code]


def arrive(page: Page, view: str) -> None:
    """Wait for what a component of ours draws in a view of the page."""
    if view in OF_THEIR_OWN:
        drawn = page.locator(".headline h2, .told [role=slider]")
    else:
        name = {"compare": "versus-body"}.get(view, view)
        drawn = page.locator(f".pfr-{name}") if view in OF_MAP else slider(page)
    expect(drawn).to_be_visible(timeout=30_000)


def step(page: Page, key: str) -> None:
    """Move the slider with a key, as a reader does."""
    slider(page).focus()
    page.keyboard.press(key)


def card(page: Page) -> Locator:
    return page.get_by_role("dialog").or_(page.locator(".pfr-card"))


def pick(page: Page, name: str) -> None:
    """Find a counterpart by typing its name."""
    box = page.get_by_role("combobox", name="Find a country or organisation")
    box.fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".pfr-card")).to_be_visible()


def point_in(page: Page, code: str) -> tuple[float, float]:
    """Return where on the screen a state is drawn, inside its outline."""
    point = state(page, code).evaluate(
        """path => {
          const box = path.getBoundingClientRect();
          for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
            const [x, y] = [box.left + box.width * i / 20, box.top + box.height * j / 20];
            const hit = path.getRootNode().elementFromPoint(x, y);
            if (hit === path) return [x, y];
          }
          return null;
        }"""
    )
    assert point, f"{code} cannot be clicked where it is drawn"
    x, y = point
    return x, y


def click_state(page: Page, code: str) -> None:
    """Click a state where it is drawn."""
    page.mouse.click(*point_in(page, code))


def part(page: Page, what: Part) -> Locator:
    """Return the parts of one type that Streamlit has drawn."""
    return page.locator(what.selector)


def hears(page: Page, era: str) -> None:
    """Wait until Python has heard of an era: it is in the page's address."""
    expect(page).to_have_url(re.compile(f"[?&]era={era}(&|$)"))


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds of a page, and look again at each frame."""
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end, "it does not hold in five seconds"
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")


def settle(page: Page) -> None:
    """Wait until nothing on the map moves and the server has finished."""
    expect(page.locator(AT_REST)).to_be_attached(timeout=30_000)
    page.locator('.pfr-state[data-code="BRA"]').first.evaluate(
        """node => new Promise((done) => {
          let [before, still] = ["", 0];
          const look = () => {
            const now = JSON.stringify(node.getBoundingClientRect());
            still = now === before ? still + 1 : 0;
            before = now;
            if (still < 10) requestAnimationFrame(look);
            else done();
          };
          look();
        })"""
    )


def send(page: Page, name: str, data: bytes) -> str:
    """Send a file as a reader does; return the address to which the browser sent it.

    While a page takes one file, its chooser stands beside a fresh one: that is waited for.
    """
    chooser = page.locator('input[type="file"]')
    expect(chooser).to_have_count(1, timeout=30_000)
    with page.expect_request(lambda request: request.method == "PUT") as sent:
        chooser.set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        )
    return sent.value.url
