"""Measure how fast event files are scored, against a bare SQL aggregate of the same file.

    python benchmarks/scoring.py --rows 1e4 1e5 1e6 1e7 --out scoring.json

Each figure is the best of several runs, each in a process of its own, so that the highest memory
use is that run's. On a machine with other work to do, trust the CPU seconds more than the wall's.
The files are made up with a fixed seed, in a temporary folder, and removed. Their counterparts are
states; with --groups also groups, whose events ours passes on to their members and SQL does not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

START, END = date(1968, 10, 3), date(1993, 1, 1)

SQL = """
import duckdb
import perufr_map as pm
case = " ".join(
    f"WHEN date >= DATE '{era.start:%Y-%m-%d}' AND date < DATE '{era.end:%Y-%m-%d}' THEN '{era.id}'"
    for era in pm.load().eras.itertuples()
)
era = f"CASE {case} END"
"""
BY_COUNTERPART = """
duckdb.sql(f"SELECT counterpart, count(*), sum(weight) FROM '{FILE}' GROUP BY ALL").fetchall()
"""
BY_ERA = """
duckdb.sql(
    f"SELECT {era}, counterpart, count(*), sum(weight) FROM '{FILE}' GROUP BY ALL"
).fetchall()
"""
ALL_SUMS = """
duckdb.sql(
    f"SELECT {era}, counterpart, count(*), sum(weight), min(weight), max(weight), "
    f"sum(greatest(weight, 0)), sum(least(weight, 0)) FROM '{FILE}' GROUP BY ALL"
).fetchall()
"""
OURS = """
import perufr_map as pm
import perufr_map.bulk._{module}
study = pm.load()
"""
RUNS = {
    "SQL, by counterpart": (SQL, BY_COUNTERPART),
    "SQL, by era and counterpart": (SQL, BY_ERA),
    "SQL, all that a score needs": (SQL, ALL_SUMS),
    "ours, DuckDB": (OURS.format(module="duckdb"), "study.score_events(FILE, engine='duckdb')"),
    "ours, pandas": (OURS.format(module="duckdb"), "study.score_events(FILE, engine='pandas')"),
    "ours, Spark": (
        OURS.format(module="spark"),
        "study.score_events(FILE, engine='spark', master='local[2]')",
    ),
}
TIMED = """
{setup}
import json, resource, time
FILE = {file!r}
wall, cpu = time.perf_counter(), time.process_time()
{statement}
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
# The kernel's own high-water mark: a child's ru_maxrss starts at its parent's.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps(dict(wall=wall, cpu=cpu, peak_mb=int(peak.split()[1]) / 1000)))
"""
# What would not end, or not fit, on a small machine.
MOST = {"ours, pandas": 10_000_000, "ours, Spark": 10_000_000}


def write(path: Path, rows: int, *, groups: bool = False) -> None:
    """Write a plain Parquet file: event, date, counterpart, weight."""
    import duckdb  # noqa: PLC0415

    import perufr_map as pm  # noqa: PLC0415

    known = pm.load().counterparts
    kinds = ["state", "group"] if groups else ["state"]
    names = known.loc[known["kind"].isin(kinds), "id"].tolist()
    days = (END - START).days
    duckdb.execute(
        f"""
        COPY (
          SELECT 'e' || i AS event,
                 DATE '{START}' + (hash(i, 1) % {days})::INT AS date,
                 {names!r}[1 + (hash(i, 2) % {len(names)})::INT] AS counterpart,
                 ((hash(i, 3) % 201)::INT - 100) / 10.0::DOUBLE AS weight
          FROM range({rows}) AS r(i)
        ) TO '{path}' (FORMAT parquet)
        """
    )


def measure(setup: str, statement: str, file: Path, *, times: int) -> dict[str, float]:
    """Run a statement some times and return the best time and the highest memory use."""
    script = TIMED.format(setup=setup, statement=statement, file=str(file))
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-W", "ignore", "-c", script],
                check=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            ).stdout.splitlines()[-1]
        )
        for _ in range(times)
    ]
    best: dict[str, float] = min(runs, key=lambda run: run["wall"])
    return {
        "wall": round(best["wall"], 4),
        "cpu": round(min(run["cpu"] for run in runs), 4),
        "peak_mb": round(max(run["peak_mb"] for run in runs)),
    }


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", nargs="+", default=["1e4", "1e5", "1e6"])
    parser.add_argument("--only", nargs="+", default=list(RUNS), choices=list(RUNS))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--groups", action="store_true", help="events of groups, too")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    results: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in (int(float(text)) for text in chosen.rows):
            file = Path(folder) / f"{rows}.parquet"
            write(file, rows, groups=chosen.groups)
            for name in chosen.only:
                if rows > MOST.get(name, rows):
                    continue
                found = measure(*RUNS[name], file, times=chosen.times)
                if name == "ours, Spark":  # computes in a process of its own
                    found.pop("cpu")
                    found.pop("peak_mb")
                results.append({"rows": rows, "run": name, **found})
                said = ", ".join(f"{key} {value:g}" for key, value in found.items())
                print(f"{rows:>11,}  {name:<28} {said}", flush=True)
            size = file.stat().st_size / 1e6
            print(f"{rows:>11,}  file of {size:.1f} MB", flush=True)
            file.unlink()
    if chosen.out:
        machine = {"cpus": os.cpu_count(), "python": platform.python_version()}
        chosen.out.write_text(json.dumps({"machine": machine, "results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
