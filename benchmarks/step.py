"""A step of the slider in one HTML file, on the clock and in processor time: ours and peers."""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypedDict

import earlier
import harness
import peers
import traces
from playwright.sync_api import Browser, Page

import perufr_map as pm

OURS = "perufr-map"
QUICK = (OURS, earlier.TITLE, peers.TIME_SLIDER)
WARM = 4  # steps before those that count
LOADED = 2000  # ms


class Spread(TypedDict):
    """Median and 95th percentile, in ms."""

    p50: float
    p95: float


class Row(TypedDict):
    """What a page's steps take: medians of the rounds."""

    page: str
    wall: Spread
    cpu: Spread
    parts: dict[str, float]
    unseen: int
    bytes: int
    gzip: int
    requests: int


class _Round(TypedDict):
    """The steps of a page, opened once."""

    wall: list[float | None]
    costs: list[traces.Cost]
    requests: int


def measure(browser: Browser, times: int, rounds: int, *, quick: bool = False) -> list[Row]:
    """Measure every page on the same scores and borders, in turn, as many rounds as asked."""
    study = pm.load()
    eras = len(study.eras)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        modules = harness.npm(folder)
        ours = peers.Subject(OURS, lambda path: study.map().save(path), peers.slider)
        subjects = [ours]
        if then := earlier.unpack(folder / "earlier"):
            subjects.append(peers.Subject(earlier.TITLE, then.export, peers.slider))
        subjects += peers.subjects(study)
        if quick:
            subjects = [subject for subject in subjects if subject.title in QUICK]
        paths = {subject: folder / f"{at}.html" for at, subject in enumerate(subjects)}
        for subject, path in paths.items():
            subject.write(path)
        found: dict[peers.Subject, list[_Round]] = {subject: [] for subject in subjects}
        with harness.files(folder) as address:
            for number in range(rounds):
                # Else the same page would always come after the heaviest one.
                order = Random(number).sample(subjects, len(subjects))  # noqa: S311
                for subject in order:
                    path = paths[subject]
                    url = f"{address}/{path.name}" if subject.served else path.as_uri()
                    with _opened(browser, subject, url, modules) as (page, asked):
                        found[subject].append(_measure(browser, page, subject, eras, times))
                        network = [one for one in asked if one.startswith("http") and one != url]
                        found[subject][-1]["requests"] = len(network)
        return [
            _summarise(subject.title, paths[subject].read_bytes(), done)
            for subject, done in found.items()
        ]


@contextmanager
def _opened(
    browser: Browser, subject: peers.Subject, url: str, modules: Path
) -> Iterator[tuple[Page, list[str]]]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    harness.serve_peers(page, modules)
    page.goto(url, wait_until="load")
    page.wait_for_selector(subject.ready, state="attached")
    page.wait_for_timeout(LOADED)
    yield page, asked
    page.close()


def _measure(browser: Browser, page: Page, subject: peers.Subject, eras: int, times: int) -> _Round:
    """Walk twice: with a clock in the page and no trace, and with a trace and no clock."""
    handle = subject.hold(page, eras)
    walk = harness.walk(eras, WARM + times)
    for at in walk[:WARM]:
        handle.act(at)
        page.wait_for_timeout(harness.REST)
    timed = harness.steps(page, handle.act, kind=handle.kind, walk=walk[WARM:])
    handle.act(0)
    page.wait_for_timeout(harness.REST)
    with traces.record(browser, page) as trace:
        for at in harness.walk(eras, times):
            page.wait_for_timeout(2 * harness.REST)
            handle.act(at)
        page.wait_for_timeout(4 * harness.REST)
    costs = trace.costs(handle.begins)
    assert len(costs) == times, (subject.title, len(costs))  # noqa: S101
    return {"wall": [one["map"] for one in timed], "costs": costs, "requests": 0}


def _summarise(title: str, text: bytes, rounds: Sequence[_Round]) -> Row:
    wall = [harness.spread([one for one in each["wall"] if one is not None]) for each in rounds]
    cpu = [harness.spread([cost.total for cost in each["costs"]]) for each in rounds]
    costs = [cost for each in rounds for cost in each["costs"]]
    return {
        "page": title,
        "wall": _median(wall),
        "cpu": _median(cpu),
        "parts": {
            kind: round(statistics.fmean(getattr(cost, kind) for cost in costs), 2)
            for kind in traces.KINDS
        },
        "unseen": sum(one is None for each in rounds for one in each["wall"]),
        "bytes": len(text),
        "gzip": len(gzip.compress(text)),
        "requests": rounds[0]["requests"],
    }


def _median(rounds: Sequence[Mapping[str, float]]) -> Spread:
    """Return the medians over rounds, so that one disturbed round does not count."""
    return {
        "p50": round(statistics.median(one["p50"] for one in rounds), 1),
        "p95": round(statistics.median(one["p95"] for one in rounds), 1),
    }
