"""Where no script runs, a page shows an era's picture, its scores as a table, and the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

import pages
import perufr_map as pm
from cases import few
from exporting import GARCIA, Exports
from perufr_map.exports.still import Still, still
from perufr_map.scoring.method import Method
from perufr_map.shown.request import Request
from perufr_map.shown.scale import THEMES, Scale, Theme

CREDIT = re.compile(r"^Source: Peru: A Country Study .*perufr-map contributors.*Natural Earth")
STAND_IN = ".pfr-without"
CLASS = re.compile(r'<(?:path|circle) class="([^"]*)"')
LOOK = re.compile(r"[csgt]\d")


@cache
def shipped() -> pm.Study:
    """The shipped study."""
    return pm.load()


@cache
def still_of(era: str, *, members: bool = False) -> Still:
    """Return what stands in for the map of the shipped study."""
    request = Request(era=era, language="en", method=Method(), members=members)
    return still(shipped().show(request))


def shows_all(page: Page | FrameLocator) -> None:
    """Check that title, picture, table and source are seen."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Peru’s foreign relations, 1968–1992")
    picture = page.get_by_role("img", name=re.compile("García’s first government, 1985–1990"))
    expect(picture).to_be_visible()
    expect(picture.locator("path.f")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Chile")
    expect(row).to_have_text(re.compile(r"^Chile\s*−5\.0\s*10$"))
    expect(page.get_by_text(CREDIT)).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("embed", [False, True])
def test_a_reader_without_scripts_sees_the_era_its_scores_and_their_source(
    browser: Browser, exports: Exports, theme: Theme, *, embed: bool
) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme=theme)
    page = context.new_page()
    complaints: list[str] = []
    pages.note_complaints(page, complaints)
    page.goto(exports.file(".html", era="garcia", embed=embed).as_uri())
    shows_all(page)
    red, green, blue = bytes.fromhex(Scale.of(theme).score_ramp.colours[0][1:])
    chile = page.locator("svg[role=img] path.c0")
    expect(chile).to_have_css("fill", f"rgb({red}, {green}, {blue})")
    expect(page.locator("body")).not_to_contain_text("{")
    assert complaints == []
    context.close()


def test_a_frame_that_may_run_nothing_shows_them(
    browser: Browser, exports: Exports, tmp_path: Path
) -> None:
    file = exports.file(".html", era="garcia", embed=True)
    (tmp_path / "peru.html").write_bytes(file.read_bytes())
    host = '<!DOCTYPE html><iframe sandbox="" src="peru.html" width="700" height="900"></iframe>'
    (tmp_path / "host.html").write_text(host, "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "host.html").as_uri())
    shows_all(page.frame_locator("iframe"))
    page.close()


def test_a_page_in_spanish_speaks_spanish_without_scripts(
    browser: Browser, exports: Exports
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(exports.file(".html", **GARCIA).as_uri())
    expect(page.get_by_role("row").filter(has_text="Estados Unidos")).to_contain_text("+6,0")
    context.close()


# Counts the frames, and those in which the stand-in is seen.
WATCH = """
Object.assign(globalThis, { drawn: 0, seen: 0 });
requestAnimationFrame(function look() {
  const place = document.querySelector(".pfr-without");
  if (place) globalThis.drawn += 1;
  if (place?.getClientRects().length) globalThis.seen += 1;
  requestAnimationFrame(look);
});
"""


@contextmanager
def arrive_in_two(text: str, end: str) -> Iterator[tuple[str, Event]]:
    """Serve a page up to the end of a part; what follows waits for an event."""
    head, mark, rest = text.partition(end)
    go = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((head + mark).encode())
            go.wait(60)
            self.wfile.write(rest.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing of each request."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", go
        go.set()
        server.shutdown()


def test_a_reader_with_scripts_never_sees_what_stands_in_for_the_map(
    browser: Browser, exported: Path
) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH)
    with arrive_in_two(exported.read_text("utf-8"), "</main>") as (address, go):
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => globalThis.drawn > 3")
        go.set()
        expect(pages.slider(page)).to_be_visible(timeout=30_000)
    assert page.locator(STAND_IN).count() == 0
    assert page.evaluate("globalThis.seen") == 0
    page.close()


def test_a_map_that_fails_leaves_what_stands_in_for_it(
    browser: Browser, exports: Exports, tmp_path: Path
) -> None:
    text = exports.file(".html", era="garcia", embed=True).read_text("utf-8")
    (tmp_path / "map.html").write_text(text.replace('payload">{', 'payload">', 1), "utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "map.html").as_uri())
    shows_all(page)
    page.close()


@pytest.mark.parametrize("members", few([False, True], [False]))
def test_each_colour_of_the_picture_is_that_of_a_row_of_the_table(
    study: pm.Study, *, members: bool
) -> None:
    for era in study.eras["id"]:
        made = still_of(era, members=members)
        classes = CLASS.findall(made.picture.partition("</defs>")[2])
        painted = {look for each in classes for look in LOOK.findall(each)}
        told = {look for row in made.rows for look in LOOK.findall(row.look)}
        if members:  # a state that a group alone reaches is painted as those that are named
            told |= {f"c{n}" for n in range(7)} | {f"s{n}" for n in range(7)}
        assert painted <= told | {look.translate(str.maketrans("st", "cg")) for look in told}
        hatched = {
            f"{kind}{n}" for kind, n in re.findall(r'<pattern id="([st])(\d)"', made.picture)
        }
        assert {look for look in painted if look[0] in "st"} <= hatched
        assert "f" in classes


def test_the_picture_is_small_and_the_table_has_everybody_that_a_statement_names(
    study: pm.Study,
) -> None:
    for era in study.eras["id"]:
        made = still_of(era)
        assert len(made.picture.encode()) <= 30_000
        scores = study.scored().in_era(era).values()
        assert len(made.rows) >= sum(score.basis == "named" for score in scores)
