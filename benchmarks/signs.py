"""How long it takes to simulate the sign of every score of a study."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

import perufr_map as pm
from perufr_map.scoring import settled


class Row(TypedDict):
    """One study: its events and scores, and what simulating their signs took, in ms."""

    study: str
    events: int
    scores: int
    wall: float
    cpu: float


def measure(times: int) -> list[Row]:
    """Simulate the shipped study, and one with as many events as an upload may have."""
    shipped = pm.load()
    large = 5_000
    rows = shipped.events.sample(large, replace=True, random_state=1, ignore_index=True)
    uploaded = replace(shipped, events=rows.assign(id=[f"event-{n}" for n in range(large)]))
    return [_measure("the shipped one", shipped, times), _measure("an upload", uploaded, times)]


def _measure(name: str, study: pm.Study, times: int) -> Row:
    taken = [_simulate(study) for _ in range(times)]
    wall, cpu = (statistics.median(column) for column in zip(*taken, strict=True))
    found = len(study.scores())
    return Row(study=name, events=len(study.events), scores=found, wall=wall, cpu=cpu)


def _simulate(study: pm.Study) -> Sequence[float]:
    """Return the ms that a study takes that nobody has asked for before: wall, processor."""
    settled._normal.cache_clear()  # noqa: SLF001 (what is kept from the run before)
    scored = study.scored().by(study.method)
    scored.contributions  # noqa: B018 (made before, and not what is measured)
    wall, cpu = time.perf_counter(), time.process_time()
    scored.scores  # noqa: B018
    return [
        round(1000 * (end - start), 1)
        for end, start in ((time.perf_counter(), wall), (time.process_time(), cpu))
    ]
