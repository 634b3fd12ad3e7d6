"""Measure everything, ours and peers in one run, and write the tables of the documentation.

    python benchmarks/run.py            everything, some half an hour
    python benchmarks/run.py startup    only that; the other figures stay as they were
    python benchmarks/run.py step --quick    a first look while working, in about a minute

Peers come from benchmarks/requirements.txt, and what their pages fetch from npm; no page
asks the network for anything while it is measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any

import anatomy
import crowd
import first
import growth
import harness
import memory
import moves
import report
import scoring
import served
import signs
import startup
import step
import viewers


def main() -> None:
    """Measure what was asked for and write it down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(report.TABLES)}")
    parser.add_argument("--quick", action="store_true", help="few steps; only print what is found")
    parser.add_argument("--steps", type=int, default=40, help="steps of a slider in a round (40)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of pages in turn (5)")
    parser.add_argument("--runs", type=int, default=7, help="runs of a command (7)")
    parser.add_argument("--events", type=int, default=100_000, help="most events of a study")
    parser.add_argument(
        "--rows",
        nargs="+",
        type=float,
        default=[1e4, 1e5, 1e6, 1e7, 1e8],
        help="events of the files to score (1e4 to 1e8)",
    )
    parser.add_argument("--write-only", action="store_true", help="write the tables anew")
    asked = parser.parse_args()
    parts = [] if asked.write_only else asked.parts or list(report.TABLES)
    if unknown := set(parts) - set(report.TABLES):
        parser.error(f"no part {', '.join(sorted(unknown))}")
    if asked.quick:
        asked.steps, asked.rounds = 12, 2
    known = report.RESULTS
    found = json.loads(known.read_text("utf-8")) if known.exists() else {}
    results = {part: found[part] for part in report.TABLES if part in found}
    with harness.chromium() as browser:
        measures: dict[str, Callable[[], Sequence[Any]]] = {
            "step": lambda: step.measure(browser, asked.steps, asked.rounds, quick=asked.quick),
            "moves": lambda: moves.measure(browser, asked.steps // 2, asked.rounds),
            "memory": lambda: memory.measure(browser, 1 if asked.quick else 3),
            "anatomy": anatomy.measure,
            "served": lambda: served.measure(browser, asked.steps // 2),
            "first": lambda: first.measure(browser, 1 if asked.quick else 5),
            "startup": lambda: startup.measure(asked.runs),
            "signs": lambda: signs.measure(asked.runs),
            "viewers": viewers.measure,
            "crowd": lambda: crowd.measure(seconds=20 if asked.quick else crowd.SECONDS),
            "growth": lambda: growth.measure(asked.events),
            "scoring": lambda: scoring.measure([int(rows) for rows in asked.rows]),
        }
        for part in parts:
            before = harness.machine(browser)
            print(part, f"(load {before['load_average']})", flush=True)
            results[part] = {"machine": before, "rows": measures[part]()}
            rows = results[part]["rows"]
            print(report.TABLES[part](rows, before["load_average"]))
            print(report.tell_goals({part: rows}), flush=True)
            if not asked.quick:
                known.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    if not asked.quick:
        report.write()


if __name__ == "__main__":
    main()
