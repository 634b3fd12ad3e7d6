"""Measure everything, ours and peers in one run, and write the tables of docs/performance.md.

    python benchmarks/run.py            everything, some ten minutes
    python benchmarks/run.py startup    only that; the other figures stay as they were

Peers come from benchmarks/requirements.txt, and what their pages fetch from npm; no page
asks the network for anything while it is measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

import growth
import harness
import html_file
import served
import startup
import viewers

RESULTS = harness.HERE / "results.json"
REPORT = harness.ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured:begin -->", "<!-- measured:end -->"
PARTS = ("file", "served", "startup", "viewers", "growth")
KB = 1000


def main() -> None:
    """Measure what was asked for and write it down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="part", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--steps", type=int, default=60, help="steps of a slider (60)")
    parser.add_argument("--runs", type=int, default=7, help="runs of a command (7)")
    parser.add_argument("--events", type=int, default=100_000, help="most events of a study")
    parser.add_argument("--write-only", action="store_true", help="write the tables anew")
    asked = parser.parse_args()
    parts = [] if asked.write_only else asked.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}")
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    with harness.chromium() as browser:
        measures = {
            "file": lambda: html_file.measure(browser, asked.steps),
            "served": lambda: served.measure(browser, asked.steps // 2),
            "startup": lambda: startup.measure(asked.runs),
            "viewers": viewers.measure,
            "growth": lambda: growth.measure(asked.events),
        }
        for part in parts:
            before = harness.machine(browser)
            print(part, f"(load {before['load_average']})", flush=True)
            results[part] = {"machine": before, "rows": measures[part]()}
            RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    text = REPORT.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    REPORT.write_text(f"{head}{BEGIN}\n{report(results)}\n{END}{tail}", "utf-8")


# --- tables --------------------------------------------------------------------------


def report(results: dict[str, Any]) -> str:
    """Return the tables of all that was measured."""
    tables = {
        "file": _file,
        "served": _served,
        "startup": _startup,
        "viewers": _viewers,
        "growth": _growth,
    }
    found = [
        table(results[part]["rows"], results[part]["machine"]["load_average"])
        for part, table in tables.items()
        if part in results
    ]
    return "\n\n".join([_machine(results), *found])


def _machine(results: dict[str, Any]) -> str:
    known = next(iter(results.values()))["machine"]
    return (
        f"{known['cores']} cores ({known['processor']}), {known['memory_gb']} GB, "
        f"{known['system']}, Python {known['python']}, Chromium {known['chromium']}. "
        "The load is the machine's, in processes that want a core, as each part began."
    )


def _file(rows: list[dict[str, Any]], load: float) -> str:
    ours = rows[0]
    return _table(
        f"One HTML file (load {load})",
        ["page", "step p50 ms", "p95 ms", "p95 × ours", "KB", "KB gzip", "× ours", "requests"],
        [
            [
                row["page"] + (f" ({row['unseen']} steps unseen)" if row["unseen"] else ""),
                row["p50"],
                row["p95"],
                f"{row['p95'] / ours['p95']:.2f}",
                f"{row['bytes'] / KB:,.0f}",
                f"{row['gzip'] / KB:,.0f}",
                f"{row['bytes'] / ours['bytes']:.1f}",
                row["requests"],
            ]
            for row in rows
        ],
    )


def _served(rows: list[dict[str, Any]], load: float) -> str:
    ours = rows[0]
    return _table(
        f"Served page (load {load})",
        ["page", "map p50 ms", "p95 ms", "× ours", "side p50 ms", "p95 ms", "× ours", "map gone"],
        [
            [
                row["page"] + (f" ({row['unseen']} steps unseen)" if row["unseen"] else ""),
                row["map"]["p50"],
                row["map"]["p95"],
                f"{row['map']['p95'] / ours['map']['p95']:.1f}",
                row["side"]["p50"],
                row["side"]["p95"],
                f"{row['side']['p95'] / ours['side']['p95']:.1f}",
                f"{row['gone']:.0%} of steps",
            ]
            for row in rows
        ],
    )


def _startup(rows: list[dict[str, Any]], load: float) -> str:
    return _table(
        f"Cold commands (load {load})",
        ["command", "s", "× imports", "processor s", "× imports"],
        [
            [f"`{row['command']}`", row["wall"], row["ratio"], row["cpu"], row["ratio_cpu"]]
            for row in rows
        ],
    )


def _viewers(rows: list[dict[str, Any]], load: float) -> str:
    numbers = list(rows[0]["memory_mb"])
    return _table(
        f"Server memory by viewers, MB (load {load})",
        ["page", *(f"at {number}" for number in numbers), "each further viewer"],
        [[row["page"], *row["memory_mb"].values(), row["each_mb"]] for row in rows],
    )


def _growth(rows: list[dict[str, Any]], load: float) -> str:
    return _table(
        f"Growth of an export (load {load})",
        ["eras", "events", "s", "processor s", "of which to check", "KB", "KB gzip"],
        [
            [
                row["eras"],
                f"{row['events']:,}",
                row["seconds"],
                row["cpu"],
                row["check_cpu"],
                f"{row['bytes'] / KB:,.0f}",
                f"{row['gzip'] / KB:,.0f}",
            ]
            for row in rows
        ],
    )


def _table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table; numbers stand to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    body = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    return f"### {title}\n\n{body}"


if __name__ == "__main__":
    main()
