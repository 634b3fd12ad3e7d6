"""The memory of a server at 1, 10 and 25 viewers, each a session of its own."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import harness
from sessions import Session

VIEWERS = (1, 10, 25)
PAGES = {
    "perufr-map serve": harness.ROOT / "app.py",
    "st_folium, map rebuilt": harness.HERE / "rebuilt.py",
}
RERUNS = 4


def measure() -> list[dict[str, Any]]:
    """Measure both pages."""
    return [_measure(title, script) for title, script in PAGES.items()]


def _measure(title: str, script: Path) -> dict[str, Any]:
    found: dict[int, float] = {}
    with harness.streamlit(script) as (address, process), ExitStack() as open_until_here:
        viewers: list[Session] = []
        for number in VIEWERS:
            while len(viewers) < number:
                viewers.append(open_until_here.enter_context(Session(address)))
                for _ in range(RERUNS):
                    viewers[-1].run()
            time.sleep(2)
            found[number] = round(harness.resident(process), 1)
    first, last = VIEWERS[0], VIEWERS[-1]
    each = (found[last] - found[first]) / (last - first)
    return {"page": title, "memory_mb": found, "each_mb": round(each, 2)}
