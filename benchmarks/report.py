"""Turn what was measured into the tables of the documentation."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import goals
import harness

RESULTS = harness.HERE / "results.json"
DOCS = harness.ROOT / "docs"
GOALS = "goals"
KB, MB = 1e3, 1e6

Rows = list[dict[str, Any]]


def write() -> None:
    """Write the tables of all results, and the goals, into the pages where they stand."""
    results = json.loads(RESULTS.read_text("utf-8"))
    for name, parts in PAGES.items():
        page = DOCS / name
        text = _put(page.read_text("utf-8"), "measured", _report(results, parts))
        if f"<!-- {GOALS}:begin -->" in text:
            rows = {part: results.get(part, {"rows": []})["rows"] for part in TABLES}
            text = _put(text, GOALS, tell_goals(rows))
        page.write_text(text, "utf-8")


def tell_goals(found: Mapping[str, Rows]) -> str:
    """Return a table of the goals of what was measured, met or not; nothing if it has none."""
    lines = [goal.cells() for part, rows in found.items() if rows for goal in goals.of(part, rows)]
    return _lines(["what", "goal, at most", "measured", ""], lines) if lines else ""


def _put(text: str, name: str, body: str) -> str:
    """Put a text between the two marks of a name."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{body}\n{end}{tail}"


def _report(results: dict[str, Any], parts: Sequence[str]) -> str:
    """Return the machine, and a table for each part that was measured."""
    found = [
        TABLES[part](results[part]["rows"], results[part]["machine"]["load_average"])
        for part in parts
        if part in results
    ]
    return "\n\n".join([_machine(results, parts), *found])


def _machine(results: dict[str, Any], parts: Sequence[str]) -> str:
    known = next(results[part] for part in parts if part in results)["machine"]
    return (
        f"{known['cores']} cores ({known['processor']}), {known['memory_gb']} GB, "
        f"{known['system']}, Python {known['python']}, Chromium {known['chromium']}. "
        "The load is the machine's, in processes that want a core, as each part began."
    )


def _step(rows: Rows, load: float) -> str:
    ours = rows[0]
    return (
        _table(
            f"A step of the slider in one HTML file (load {load})",
            [
                *("page", "on the clock, p50 ms", "p95 ms", "p95 × ours"),
                *("processor, p50 ms", "p95 ms", "p50 × ours"),
                *("KB", "KB gzip", "× ours", "requests"),
            ],
            [
                [
                    row["page"] + (f" ({row['unseen']} steps unseen)" if row["unseen"] else ""),
                    row["wall"]["p50"],
                    row["wall"]["p95"],
                    f"{row['wall']['p95'] / ours['wall']['p95']:.2f}",
                    row["cpu"]["p50"],
                    row["cpu"]["p95"],
                    f"{row['cpu']['p50'] / ours['cpu']['p50']:.2f}",
                    f"{row['bytes'] / KB:,.0f}",
                    f"{row['gzip'] / KB:,.0f}",
                    f"{row['bytes'] / ours['bytes']:.1f}",
                    row["requests"],
                ]
                for row in rows
            ],
        )
        + "\n\n"
        + _table(
            "What a step costs, ms of processor time on average",
            [
                "page",
                *(f"{kind}, off thread" if kind == "raster" else kind for kind in rows[0]["parts"]),
            ],
            [[row["page"], *row["parts"].values()] for row in rows],
        )
    )


def _moves(rows: Rows, load: float) -> str:
    return _table(
        f"First drawing, zoom and pan in one HTML file (load {load})",
        [
            *("move", "page", "on the clock, p50 ms", "p95 ms"),
            *("processor, p50 ms", "p95 ms"),
        ],
        [
            [row["move"], row["page"], row["wall"], row["wall_p95"], row["cpu"], row["cpu_p95"]]
            for row in rows
        ],
    )


def _memory(rows: Rows, load: float) -> str:
    return _table(
        f"Memory of the browser once every era has been seen, MB (load {load})",
        ["page", "eras", "the page’s process", "all processes"],
        [[row["page"], row["eras"], row["renderer"], row["browser"]] for row in rows],
    )


def _served(rows: Rows, load: float) -> str:
    ours = rows[0]

    def times(row: dict[str, Any], what: str) -> list[object]:
        found = row[what]
        if found is None:
            return ["–", "–", "–"]
        return [found["p50"], found["p95"], f"{found['p95'] / ours[what]['p95']:.1f}"]

    return _table(
        f"Served page (load {load})",
        ["page", "map p50 ms", "p95 ms", "× ours", "panels p50 ms", "p95 ms", "× ours", "map gone"],
        [
            [
                row["page"] + (f" ({row['unseen']} steps unseen)" if row["unseen"] else ""),
                *times(row, "map"),
                *times(row, "panels"),
                f"{row['gone']:.0%} of steps" if row["map"] else "–",
            ]
            for row in rows
        ],
    )


def _startup(rows: Rows, load: float) -> str:
    return _table(
        f"Cold commands (load {load})",
        ["command", "s", "× imports", "processor s", "× imports"],
        [
            [f"`{row['command']}`", row["wall"], row["ratio"], row["cpu"], row["ratio_cpu"]]
            for row in rows
        ],
    )


def _first(rows: Rows, load: float) -> str:
    return _table(
        f"First map of the dashboard, s (load {load})",
        ["", "p50", "slowest"],
        [[row["first"], row["p50"], row["slowest"]] for row in rows],
    )


def _signs(rows: Rows, load: float) -> str:
    return _table(
        f"Simulating the sign of every score (load {load})",
        ["study", "events", "scores", "ms", "processor ms"],
        [[row["study"], row["events"], row["scores"], row["wall"], row["cpu"]] for row in rows],
    )


def _viewers(rows: Rows, load: float) -> str:
    numbers = list(rows[0]["memory_mb"])
    return _table(
        f"Server memory by viewers, MB (load {load})",
        ["page", *(f"at {number}" for number in numbers), "each further viewer"],
        [[row["page"], *row["memory_mb"].values(), row["each_mb"]] for row in rows],
    )


def _crowd(rows: Rows, load: float) -> str:
    return _table(
        f"Viewers who move the slider at once, one of them sending files (load {load})",
        [
            *("viewers", "s", "steps", "files", "errors", "update p50 ms", "p95 ms"),
            *("slowest file, s", "MB when all are there", "half-way", "at the end"),
        ],
        [
            [
                *(row["viewers"], f"{row['seconds']:g}", f"{row['steps']:,}", row["files"]),
                *(row["errors"], row["p50"], row["p95"], row["file_s"]),
                *(row["joined_mb"], row["half_mb"], row["end_mb"]),
            ]
            for row in rows
        ],
    )


def _growth(rows: Rows, load: float) -> str:
    return _table(
        f"Growth of an export, and of reading a study (load {load})",
        [
            *("eras", "events", "export s", "processor s", "KB", "KB gzip"),
            *("check, processor s", "check and load, s", "MB at most"),
        ],
        [
            [
                row["eras"],
                f"{row['events']:,}",
                row["seconds"],
                row["cpu"],
                f"{row['bytes'] / KB:,.0f}",
                f"{row['gzip'] / KB:,.0f}",
                row["check_cpu"],
                row["load_seconds"],
                row["load_mb"],
            ]
            for row in rows
        ],
    )


def _anatomy(rows: Rows, _load: float) -> str:
    return _table(
        "What the page consists of",
        ["part", "KB", "KB gzip"],
        [[row["part"], f"{row['bytes'] / KB:.0f}", f"{row['gzip'] / KB:.0f}"] for row in rows],
    )


def _scoring(rows: Rows, load: float) -> str:
    def cell(row: dict[str, Any], run: str, kind: str, unit: str) -> str:
        return f"{row[run][kind]:,g} {unit}" if run in row else "–"

    return _table(
        f"One file of events: seconds of processor time, for Spark of the clock (load {load})",
        [
            *("events", "file", "SQL, bare", "SQL, all that a score needs"),
            *("DuckDB", "× bare", "memory", "pandas", "memory", "Spark"),
        ],
        [
            [
                f"{row['events']:,}" + (", some of groups" if row["groups"] else ""),
                f"{row['bytes'] / MB:,.1f} MB",
                cell(row, "bare", "cpu", "s"),
                cell(row, "by_hand", "cpu", "s"),
                cell(row, "duckdb", "cpu", "s"),
                f"{row['duckdb']['cpu'] / row['bare']['cpu']:.2f}",
                cell(row, "duckdb", "peak_mb", "MB"),
                cell(row, "pandas", "cpu", "s"),
                cell(row, "pandas", "peak_mb", "MB"),
                cell(row, "spark", "wall", "s"),
            ]
            for row in rows
        ],
    )


def _table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table with a title."""
    return f"### {title}\n\n{_lines(header, rows)}"


def _lines(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table; numbers stand to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


TABLES: dict[str, Callable[[Rows, float], str]] = {
    "step": _step,
    "moves": _moves,
    "memory": _memory,
    "anatomy": _anatomy,
    "served": _served,
    "first": _first,
    "startup": _startup,
    "signs": _signs,
    "viewers": _viewers,
    "crowd": _crowd,
    "growth": _growth,
    "scoring": _scoring,
}
PAGES = {
    "performance.md": [part for part in TABLES if part != "scoring"],
    "scaling.md": ["scoring"],
}
