"""First drawing, zoom and pan of one HTML file: our page and the one of an earlier commit."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import earlier
import harness
import traces
from playwright.sync_api import Browser, Page

import perufr_map as pm

SIZE = (1280, 800)
FIRST, ZOOM, PAN = "first drawing", "zoom", "pan"
MAP = ".leaflet-container"
STEP = 20  # px the hand moves between two looks
DRAG = 6  # moves in a gesture
LOADED = 2000  # ms
STILL = 600  # ms after which a movement, and what follows it, has ended


class Row(TypedDict):
    """What a movement of a page takes in ms: medians of the rounds."""

    page: str
    move: str
    wall: float
    wall_p95: float
    cpu: float
    cpu_p95: float


class _Times(TypedDict):
    wall: list[float]
    cpu: list[float]


def measure(browser: Browser, times: int, rounds: int) -> list[Row]:
    """Measure both pages in turn, as many rounds as asked."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pages = write_pages(folder)
        found: dict[tuple[str, str], list[_Times]] = {}
        for _ in range(rounds):
            for title, path in pages.items():
                for move, taken in _measure(browser, path, times).items():
                    found.setdefault((move, title), []).append(taken)
    moves = (FIRST, ZOOM, PAN)
    return [_summarise(title, move, found[move, title]) for move in moves for title in pages]


def write_pages(folder: Path) -> dict[str, Path]:
    """Write our page and, where git has it, the one of the earlier commit."""
    pages = {"perufr-map": folder / "now.html"}
    pm.load().map().save(pages["perufr-map"])
    if then := earlier.unpack(folder / "earlier"):
        pages[earlier.TITLE] = folder / "then.html"
        then.export(pages[earlier.TITLE])
    return pages


def _measure(browser: Browser, path: Path, times: int) -> dict[str, _Times]:
    page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
    page.add_init_script(f"{harness.MEASURE}; bench.seen = bench.first();")
    with traces.record(browser, page) as trace:
        page.goto(path.as_uri(), wait_until="load")
        seen = float(page.evaluate("bench.seen"))
    first: _Times = {"wall": [seen], "cpu": [trace.until("bench-look").total]}
    page.wait_for_timeout(LOADED)
    found = {FIRST: first, ZOOM: _zoom(browser, page, times), PAN: _pan(browser, page, times)}
    page.close()
    return found


def _zoom(browser: Browser, page: Page, times: int) -> _Times:
    """Zoom in and out with the keyboard; the time is the one until the map is still."""
    page.locator(MAP).first.focus()
    walk = [at % 4 for at in range(times - times % 4 or 4)]

    def act(at: int) -> None:
        page.keyboard.press("+" if at < 2 else "-")  # noqa: PLR2004 (twice each)

    timed = harness.steps(page, act, kind="keydown", walk=walk, placed=True, settle=True)
    with traces.record(browser, page) as trace:
        for at in walk:
            act(at)
            page.wait_for_timeout(STILL)
    wall = [one["settled"] for one in timed if one["map"] is not None]
    return {"wall": wall, "cpu": [cost.total for cost in trace.costs("keydown")]}


def _pan(browser: Browser, page: Page, times: int) -> _Times:
    """Drag the map, zoomed in, to and fro; each move of the hand is timed, a gesture is traced."""
    page.locator(MAP).first.focus()
    for _ in range(2):
        page.keyboard.press("+")
        page.wait_for_timeout(STILL)
    box = page.locator(MAP).first.bounding_box()
    assert box is not None  # noqa: S101
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def act(at: int) -> None:
        page.mouse.move(left + STEP * at, top)

    forth, back = range(1, DRAG + 1), range(DRAG - 1, -1, -1)
    wall: list[float] = []
    for at in range(max(times // DRAG, 2)):
        act((0, DRAG)[at % 2])
        page.mouse.down()
        walk = (forth, back)[at % 2]
        timed = harness.steps(page, act, kind="mousemove", walk=walk, placed=True)
        wall += [one["map"] for one in timed if one["map"] is not None]
        page.mouse.up()
        page.wait_for_timeout(STILL)
    with traces.record(browser, page) as trace:
        for at in range(max(times // DRAG, 2)):
            act((0, DRAG)[at % 2])
            page.mouse.down()
            for step in (forth, back)[at % 2]:
                act(step)
                page.wait_for_timeout(harness.REST)
            page.mouse.up()
            page.wait_for_timeout(STILL)
    return {"wall": wall, "cpu": [cost.total for cost in trace.costs("mousedown")]}


def _summarise(title: str, move: str, rounds: Sequence[_Times]) -> Row:
    """Return medians over rounds; what happens once in a round has its spread over them."""
    if move == FIRST:
        wall = [harness.spread([one for each in rounds for one in each["wall"]])]
        cpu = [harness.spread([one for each in rounds for one in each["cpu"]])]
    else:
        wall = [harness.spread(each["wall"]) for each in rounds]
        cpu = [harness.spread(each["cpu"]) for each in rounds]
    return {
        "page": title,
        "move": move,
        "wall": round(statistics.median(one["p50"] for one in wall), 1),
        "wall_p95": round(statistics.median(one["p95"] for one in wall), 1),
        "cpu": round(statistics.median(one["p50"] for one in cpu), 1),
        "cpu_p95": round(statistics.median(one["p95"] for one in cpu), 1),
    }
