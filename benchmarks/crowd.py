"""Many viewers who move the slider at once, one of whom goes on sending files."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import growth
import harness
from sessions import Session

import perufr_map as pm
from perufr_map.dashboard.bundle import MAX_ROWS, files_of, pack

VIEWERS = 25
SECONDS = 120.0
VIEWS = ("map", "overview", "compare", "country")
PAUSE = (0.5, 1.5)
"""How many seconds a hand rests between two steps, at least and at most."""
SENDING = 10.0
"""How many seconds pass between two files."""


@dataclass
class Met:
    """What viewers met: seconds of each update and each file, what failed, and memory in MB."""

    steps: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


class Row(TypedDict):
    """A crowd: counts, updates in ms, the slowest file in s, memory in MB."""

    viewers: int
    seconds: float
    steps: int
    files: int
    errors: int
    p50: float
    p95: float
    file_s: float
    joined_mb: float
    half_mb: float
    end_mb: float


def measure(viewers: int = VIEWERS, seconds: float = SECONDS) -> list[Row]:
    """Measure a crowd on the page."""
    with harness.streamlit(harness.ROOT / "app.py") as (address, process):
        met = gather(address, viewers, seconds, look=lambda: harness.resident(process))
    for error in met.errors[:5]:
        print(error)
    joined, half, end = (round(each, 1) for each in met.memory)
    steps = harness.spread([1000 * each for each in met.steps])
    return [
        {
            "viewers": viewers,
            "seconds": seconds,
            "steps": len(met.steps),
            "files": len(met.files),
            "errors": len(met.errors),
            "p50": steps["p50"],
            "p95": steps["p95"],
            "file_s": round(max(met.files, default=0), 2),
            "joined_mb": joined,
            "half_mb": half,
            "end_mb": end,
        }
    ]


def gather(
    address: str, viewers: int, seconds: float, *, look: Callable[[], float] = lambda: 0.0
) -> Met:
    """Let viewers use a page for some seconds; look at the server when all are there, then twice.

    The first of them sends files.
    """
    met = Met()
    with TemporaryDirectory() as folder, ExitStack() as leave:
        growth.write(Path(folder) / "study", 6, MAX_ROWS)
        file = pack(files_of(Path(folder) / "study"))
        own = list(pm.load(Path(folder) / "study").eras["id"])
        shared = list(pm.load().eras["id"])
        sessions = []
        for number in range(viewers):
            view = VIEWS[number % len(VIEWS)] if number else "data"
            sessions.append(leave.enter_context(Session(address, f"view={view}")))
            sessions[-1].run()
        met.memory.append(look())
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(viewers) as pool:
            used = [pool.submit(_send, sessions[0], own, file, until)]
            used += [
                pool.submit(_move, session, shared, until, number)
                for number, session in enumerate(sessions[1:], 1)
            ]
            time.sleep(seconds / 2)
            met.memory.append(look())
            for each in used:
                one = each.result()
                met.steps += one.steps
                met.files += one.files
                met.errors += one.errors
        met.errors += [fault for session in sessions for fault in session.faults]
        met.memory.append(look())
    return met


def _move(session: Session, eras: Sequence[str], until: float, number: int = 0) -> Met:
    """Move the slider, forth and back, until it is time to leave."""
    met, hand = Met(), random.Random(number)  # noqa: S311 (no secret)
    walk = harness.walk(len(eras), 2 * (len(eras) - 1))
    while time.monotonic() < until:
        time.sleep(hand.uniform(*PAUSE))
        era = eras[walk[len(met.steps) % len(walk)]]
        met.steps.append(session.move(era))
        if session.era != era:
            met.errors.append(f"asked for {era}, shown {session.era}")
    return met


def _send(session: Session, eras: Sequence[str], file: bytes, until: float) -> Met:
    """Send a study, look at it, and send it again, until it is time to leave."""
    met = Met()
    while time.monotonic() < until:
        met.files.append(session.upload("study.zip", file))
        looked = _move(session, eras, min(until, time.monotonic() + SENDING))
        met.steps += looked.steps
        met.errors += looked.errors
    return met
