"""What a reader's act costs the browser, in processor time, from a trace of Chromium."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import TypeAlias, TypedDict

from playwright.sync_api import Browser, Page

CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "cc"]
CATEGORIES += ["blink.user_timing"]
PARTS = {
    "EventDispatch": "event",
    "FunctionCall": "event",
    "EvaluateScript": "event",
    "FireAnimationFrame": "event",
    "TimerFire": "event",
    "RunMicrotasks": "event",
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "prepaint",
    "Paint": "paint",
}
"""Where the time of an event counts; all others count where the one around them does."""


@dataclass
class Cost:
    """Milliseconds of processor time on the main thread by kind, and of painting beside it."""

    event: float = 0
    style: float = 0
    layout: float = 0
    prepaint: float = 0
    paint: float = 0
    rest: float = 0
    raster: float = 0

    @property
    def total(self) -> float:
        """What the main thread spent: all but the raster."""
        return self.event + self.style + self.layout + self.prepaint + self.paint + self.rest

    def add(self, kind: str, value: float) -> None:
        """Add milliseconds to a kind."""
        setattr(self, kind, getattr(self, kind) + value)


KINDS = [each.name for each in fields(Cost)]


class Event(TypedDict, total=False):
    """An event of a trace, times in µs; `tdur` is what its thread spent of the processor."""

    name: str
    ph: str
    pid: int
    tid: int
    ts: int
    dur: int
    tdur: int
    args: dict[str, object]


Thread: TypeAlias = tuple[int, int]
"""Ids of a process and of a thread in it."""


@dataclass
class Trace:
    """What the browser did, to be read once it has ended."""

    events: list[Event] = field(default_factory=list)

    def costs(self, act: str) -> list[Cost]:
        """Return what each act cost, from its beginning to that of the next one.

        Parameters
        ----------
        act
            The type of the event that begins an act, as ``keydown``.
        """
        dispatched = next(event for event in self.events if _type(event) == act)
        thread = dispatched["pid"], dispatched["tid"]
        main = self._on(thread)
        tasks = [event["ts"] for event in main if event["name"] == "RunTask"]
        # An act begins with the task in which it is dispatched.
        begun = [
            tasks[bisect_right(tasks, event["ts"]) - 1] for event in main if _type(event) == act
        ]
        found = [Cost() for _ in begun]
        for kind, event, spent in self._spent(thread):
            if (at := bisect_right(begun, event["ts"]) - 1) >= 0:
                found[at].add(kind, spent)
        return found

    def until(self, mark: str) -> Cost:
        """Return what the main thread spent until the page set a mark for the last time."""
        marks = [event for event in self.events if event["name"] == mark]
        last = max(marks, key=lambda event: event["ts"])
        thread, end = (last["pid"], last["tid"]), last["ts"]
        found = Cost()
        for kind, event, spent in self._spent(thread):
            if event["ts"] < end:
                found.add(kind, spent)
        return found

    def _spent(self, thread: Thread) -> Iterator[tuple[str, Event, float]]:
        yield from _spend(self._on(thread))
        for event in self._beside(thread[0]):
            yield "raster", event, event.get("tdur", 0) / 1000

    def _on(self, thread: Thread) -> list[Event]:
        found = [
            event
            for event in self.events
            if event["ph"] == "X" and (event["pid"], event["tid"]) == thread
        ]
        return sorted(found, key=lambda event: (event["ts"], -event["dur"]))

    def _beside(self, renderer: int) -> Iterator[Event]:
        """Yield what painted off the main thread: raster, and what a canvas asks of the GPU."""
        gpu = {
            (event["pid"], event["tid"])
            for event in self.events
            if event["name"] == "thread_name" and event["args"]["name"] == "CrGpuMain"
        }
        for event in self.events:
            if event["ph"] != "X":
                continue
            raster = event["name"] == "RasterTask" and event["pid"] == renderer
            if raster or (event["name"] == "RunTask" and (event["pid"], event["tid"]) in gpu):
                yield event


@contextmanager
def record(browser: Browser, page: Page) -> Iterator[Trace]:
    """Trace what a page does; the trace can be read afterwards."""
    browser.start_tracing(page=page, categories=CATEGORIES)
    trace = Trace()
    yield trace
    trace.events = json.loads(browser.stop_tracing())["traceEvents"]


def _type(event: Event) -> object:
    data = event["args"].get("data") if event["name"] == "EventDispatch" else None
    return data.get("type") if isinstance(data, dict) else None


def _spend(main: Sequence[Event]) -> Iterator[tuple[str, Event, float]]:
    """Yield the kind of each event of a thread, and the time it spent outside those within it."""
    open_until_here: list[tuple[Event, str]] = []
    for event in main:
        while open_until_here and event["ts"] >= _end(open_until_here[-1][0]):
            open_until_here.pop()
        around = open_until_here[-1] if open_until_here else None
        kind = PARTS.get(event["name"], around[1] if around else "rest")
        spent = event.get("tdur", 0) / 1000
        yield kind, event, spent
        if around:
            yield around[1], event, -spent
        open_until_here.append((event, kind))


def _end(event: Event) -> int:
    return event["ts"] + event["dur"]
