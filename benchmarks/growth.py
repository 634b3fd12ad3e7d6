"""How an export grows with the number of eras and of events, on made-up studies."""

from __future__ import annotations

import csv
import gzip
import json
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import harness

from perufr_map.resources import study_dir

FIRST, LAST = date(1946, 1, 1), date(2018, 1, 1)
SIZES = (
    (6, 100),
    (24, 100),
    (96, 100),
    (6, 5_000),
    (6, 10_000),
    (24, 10_000),
    (96, 10_000),
    (6, 100_000),
)


def measure(most_events: int) -> list[dict[str, Any]]:
    """Export studies of several sizes, once each."""
    with TemporaryDirectory() as scratch:
        found = []
        for eras, events in SIZES:
            if events > most_events:
                continue
            folder = Path(scratch) / f"{eras}-{events}"
            write(folder, eras, events)
            page = Path(scratch) / "map.html"
            taken = harness.run("-m", "perufr_map", "export", "--study", str(folder), str(page))
            checked = harness.run("-m", "perufr_map", "check", str(folder))
            loaded = _check_and_load(folder)
            text = page.read_bytes()
            found.append(
                {
                    "eras": eras,
                    "events": events,
                    "seconds": round(taken.wall, 2),
                    "cpu": round(taken.cpu, 2),
                    "check_cpu": round(checked.cpu, 2),
                    **loaded,
                    "bytes": len(text),
                    "gzip": len(gzip.compress(text)),
                }
            )
        return found


# Both in one process, which then says how long they took and what it held at most.
_CHECK_AND_LOAD = """
import json, resource, sys, time
began = time.perf_counter()
import perufr_map as pm
assert all(problem.severity == "warning" for problem in pm.check(sys.argv[1]))
pm.load(sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
seconds = time.perf_counter() - began
print(json.dumps({"load_seconds": round(seconds, 2), "load_mb": round(peak)}))
"""


def _check_and_load(folder: Path) -> dict[str, float]:
    """Check and load a study; return the seconds of both, and the most megabytes held."""
    words = [sys.executable, "-c", _CHECK_AND_LOAD, str(folder)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(said)
    return found


def write(folder: Path, eras: int, events: int, *, study: Path | None = None) -> None:
    """Write a study with made-up eras, and its events copied to made-up days, in other words.

    Parameters
    ----------
    folder
        Where to write it; it must not exist.
    eras, events
        How many.
    study
        The study to start from. Default: the shipped one.
    """
    left_out = shutil.ignore_patterns(
        "coding", "steps.csv", "citations.csv"
    )  # of these events alone
    shutil.copytree(study or study_dir(), folder, ignore=left_out)
    chance = random.Random(eras * events)  # noqa: S311 (the same study each time)
    span = (LAST - FIRST).days
    edges = [FIRST + timedelta(days=span * at // eras) for at in range(eras + 1)]
    names, rows = _read(folder / "eras.csv")
    periods = [
        {
            **rows[at % len(rows)],
            "id": f"era-{at}",
            "start": start.isoformat(),
            "end": end.isoformat(),
            "reference_date": (start + (end - start) / 2).isoformat(),
        }
        for at, (start, end) in enumerate(pairwise(edges))
    ]
    _save(folder / "eras.csv", names, periods)
    names, rows = _read(folder / "events.csv")
    _, actors = _read(folder / "counterparts.csv")
    states = [actor["id"] for actor in actors if actor["kind"] == "state"]
    copies = (
        {
            **_reword(rows[at % len(rows)], chance),
            "id": f"made-up-{at}",
            "counterpart": chance.choice(states),
            "start": (FIRST + timedelta(days=chance.randrange(span))).isoformat(),
            "end": "",
        }
        for at in range(events)
    )
    _save(folder / "events.csv", names, copies)


def _reword(event: dict[str, str], chance: random.Random) -> dict[str, str]:
    """Return an event with its texts in another order of words: a file says equal texts once."""
    said = ("headline", "narrative", "confidence_note")
    words = {name: text.split() for name, text in event.items() if name.startswith(said)}
    return event | {name: " ".join(chance.sample(each, len(each))) for name, each in words.items()}


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or []), list(reader)


def _save(path: Path, names: list[str], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
