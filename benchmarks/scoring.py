"""How fast event files are scored, against a bare SQL aggregate of the same file.

Each run has a process of its own, so that the highest memory use is that run's. The files are
made up with a fixed seed, in a temporary folder, and removed. Their counterparts are states; in
the last one also groups, whose events ours passes on to their members and SQL does not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

START, END = date(1968, 10, 3), date(1993, 1, 1)
TIMES = 3
WITH_GROUPS = 10_000_000  # events in the file that has groups

SQL = """
import duckdb
import perufr_map as pm
case = " ".join(
    f"WHEN date >= DATE '{era.start:%Y-%m-%d}' AND date < DATE '{era.end:%Y-%m-%d}' THEN '{era.id}'"
    for era in pm.load().eras.itertuples()
)
era = f"CASE {case} END"
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
import perufr_map.scoring.bulk._{module}
study = pm.load()
"""
RUNS = {
    "bare": (SQL, BY_ERA),
    "by_hand": (SQL, ALL_SUMS),
    "duckdb": (OURS.format(module="duckdb"), "study.score_events(FILE, engine='duckdb')"),
    "pandas": (OURS.format(module="duckdb"), "study.score_events(FILE, engine='pandas')"),
    "spark": (
        OURS.format(module="spark"),
        "study.score_events(FILE, engine='spark', master='local[2]')",
    ),
}
TIMED = """
{setup}
import json, time
FILE = {file!r}
wall, cpu = time.perf_counter(), time.process_time()
{statement}
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
# The kernel's own high-water mark: a child's ru_maxrss starts at its parent's.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps(dict(wall=wall, cpu=cpu, peak_mb=int(peak.split()[1]) / 1000)))
"""
# What would not end, or not fit, on a small machine.
MOST = {"pandas": 10_000_000, "spark": 10_000_000}


def measure(sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Measure files of several numbers of events, each by every way that can take it."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        plain = [_measure(folder, size, groups=False) for size in sizes]
        return [*plain, _measure(folder, min(WITH_GROUPS, max(sizes)), groups=True)]


def _measure(folder: Path, events: int, *, groups: bool) -> dict[str, Any]:
    file = folder / f"{events}.parquet"
    _write(file, events, groups=groups)
    runs = ["bare", "duckdb"] if groups else [r for r in RUNS if events <= MOST.get(r, events)]
    found = {run: _best(*RUNS[run], file, times=1 if run == "spark" else TIMES) for run in runs}
    size = file.stat().st_size
    file.unlink()
    return {"events": events, "groups": groups, "bytes": size, **found}


def _write(path: Path, rows: int, *, groups: bool) -> None:
    """Write a plain Parquet file: event, date, counterpart, weight."""
    import duckdb  # noqa: PLC0415 (its memory would be the children's to begin with)

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


def _best(setup: str, statement: str, file: Path, *, times: int) -> dict[str, float]:
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
    return {
        "wall": round(min(run["wall"] for run in runs), 3),
        "cpu": round(min(run["cpu"] for run in runs), 3),
        "peak_mb": round(max(run["peak_mb"] for run in runs)),
    }
