"""The goals for speed and size, and whether what was measured meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import anatomy
import earlier
import first
import moves
import peers
import step

NOISE = 1.05
"""How much more than our earlier export a figure may be: two runs of one page differ by that."""
EXPORTED = 5_000
LOADED = 100_000
KB, MB = 1e3, 1e6

Rows: TypeAlias = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Goal:
    """What a figure should be at most, and what it is."""

    what: str
    most: float
    found: float
    unit: str = "ms"
    than: str = ""

    @property
    def verdict(self) -> str:
        """Say whether the goal is met."""
        return "met" if self.found <= self.most else "not met"

    def cells(self) -> list[str]:
        """Return what a table says of the goal."""
        most = f"{self.most:,.4g} {self.unit}" + (f" ({self.than})" if self.than else "")
        return [self.what, most, f"{self.found:,.4g} {self.unit}", self.verdict]


def of(part: str, rows: Rows) -> list[Goal]:
    """Return the goals of a part, held against what was measured of it."""
    return list(_PARTS[part](rows)) if part in _PARTS else []


def _step(rows: Rows) -> Iterator[Goal]:
    pages = {row["page"]: row for row in rows}
    ours, peer = pages[step.OURS], pages[peers.TIME_SLIDER]
    for kind, said in (("wall", "on the clock"), ("cpu", "processor")):
        for share in ("p50", "p95"):
            yield Goal(
                f"step of the slider, {said}, {share}",
                peer[kind][share],
                ours[kind][share],
                than="TimeSliderChoropleth’s",
            )
    yield Goal("step of the slider, processor, p50", 3, ours["cpu"]["p50"])
    yield Goal("what the exported page asks the network for", 0, ours["requests"], "requests")


def _moves(rows: Rows) -> Iterator[Goal]:
    found = {(row["move"], row["page"]): row for row in rows}
    for move in (moves.FIRST, moves.ZOOM, moves.PAN):
        then = found.get((move, earlier.TITLE))
        if then is None:
            continue
        for kind, said in (("wall", "on the clock"), ("cpu", "processor")):
            yield Goal(
                f"{move}, {said}, p50",
                then[kind] * NOISE,
                found[move, step.OURS][kind],
                than=f"{earlier.COMMIT}’s and 5 %",
            )


def _memory(rows: Rows) -> Iterator[Goal]:
    found = {(row["page"], row["eras"]): row for row in rows}
    for (page, eras), row in found.items():
        then = found.get((earlier.TITLE, eras))
        if page == step.OURS and then:
            more = round(row["browser"] - then["browser"], 1)
            what = f"memory of the browser at {eras} eras, beyond {earlier.COMMIT}’s"
            yield Goal(what, 40, more, "MB")


def _anatomy(rows: Rows) -> Iterator[Goal]:
    whole = next(row for row in rows if row["part"] == anatomy.WHOLE)
    yield Goal("exported page", 520, whole["bytes"] / KB, "KB")
    yield Goal("exported page, gzip", 185, whole["gzip"] / KB, "KB")


def _served(rows: Rows) -> Iterator[Goal]:
    ours = [row for row in rows if row["page"].startswith("perufr-map")]
    painted = max(row["map"]["p95"] for row in ours if row["map"])
    yield Goal("step in the dashboard, map repainted, p95 of the slowest view", 16.7, painted)
    updated = max(row["panels"]["p95"] for row in ours if row["panels"])
    yield Goal("step in the dashboard, panels updated, p95 of the slowest view", 250, updated)


def _first(rows: Rows) -> Iterator[Goal]:
    found = {row["first"]: row["p50"] for row in rows}
    yield Goal("first map of the dashboard, warm, p50", 2.5, found[first.WARM], "s")
    yield Goal("first map of the dashboard, cold, p50", 8, found[first.COLD], "s")


def _startup(rows: Rows) -> Iterator[Goal]:
    found = {row["command"]: row for row in rows}
    yield Goal("`export`, cold", 1.3, found["perufr-map export map.html"]["ratio"], "× the imports")
    yield Goal("`--help`", 150, found["perufr-map --help"]["wall"] * 1000)


def _signs(rows: Rows) -> Iterator[Goal]:
    yield Goal("signs of the study simulated", 100, rows[0]["wall"])


def _viewers(rows: Rows) -> Iterator[Goal]:
    yield Goal("one more viewer", 5, rows[0]["each_mb"], "MB")


def _crowd(rows: Rows) -> Iterator[Goal]:
    row = rows[0]
    said = f"{row['viewers']} viewers at once"
    yield Goal(f"{said}, errors", 0, row["errors"], "")
    yield Goal(f"{said}, update, p95", 1000, row["p95"])
    yield Goal(
        f"{said}, memory at the end beyond half-way", 20, row["end_mb"] - row["half_mb"], "MB"
    )


def _growth(rows: Rows) -> Iterator[Goal]:
    for row in rows:
        if row["events"] == EXPORTED:
            yield Goal(f"export of {EXPORTED:,} events", 3, row["seconds"], "s")
            yield Goal(f"export of {EXPORTED:,} events, gzip", 2.2, row["gzip"] / MB, "MB")
        if row["events"] == LOADED:
            yield Goal(f"check and load of {LOADED:,} events", 5, row["load_seconds"], "s")
            yield Goal(f"check and load of {LOADED:,} events, memory", 300, row["load_mb"], "MB")


def _scoring(rows: Rows) -> Iterator[Goal]:
    most = max(rows, key=lambda row: row["events"])
    ratio = most["duckdb"]["cpu"] / most["bare"]["cpu"]
    yield Goal(f"scoring of {most['events']:,} events on DuckDB", 1.3, ratio, "× a bare `GROUP BY`")


_PARTS: dict[str, Callable[[Rows], Iterator[Goal]]] = {
    "step": _step,
    "moves": _moves,
    "memory": _memory,
    "anatomy": _anatomy,
    "growth": _growth,
    "served": _served,
    "first": _first,
    "startup": _startup,
    "signs": _signs,
    "viewers": _viewers,
    "crowd": _crowd,
    "scoring": _scoring,
}
