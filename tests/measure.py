"""Run tiers of the tests and write their durations into docs/testing.md.

Run by ``make tiers``, or for one tier: ``python tests/measure.py check``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "testing.md"
BUDGETS = {"check": "60 s", "test": "8 min", "test-slow": "40 min"}
CLOSING = re.compile(r"^(\d+ .*) in [\d.]+s", re.MULTILINE)
COVERED = re.compile(r"^TOTAL .* ([\d.]+)%$", re.MULTILINE)


def measure(tier: str) -> str:
    """Run a tier, showing its output, and return its row of the table."""
    start, output = time.monotonic(), ""
    command = ["make", "--no-print-directory", tier]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)  # noqa: T201 (a reader watches)
            output += line
    if process.returncode:
        sys.exit(f"make {tier} failed")
    seconds = time.monotonic() - start
    duration = f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.1f} min"
    closing = CLOSING.findall(output)[-1]
    coverage = COVERED.findall(output)
    load = os.getloadavg()[1]
    return (
        f"| `make {tier}` | {BUDGETS[tier]} | {duration} | {closing} "
        f"| {f'{coverage[-1]} %' if coverage else '–'} "
        f"| {datetime.now(UTC):%Y-%m-%d}, load {load:.1f} |"
    )


def write(row: str) -> None:
    """Replace the tier's row in the table."""
    name = row.partition("|")[2].partition("|")[0]
    lines = PAGE.read_text("utf-8").splitlines()
    rows = [at for at, line in enumerate(lines) if line.startswith(f"|{name}|")]
    at = rows[-1]  # the first table describes the tier; the last one has its duration
    lines[at] = row
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    for tier in sys.argv[1:] or BUDGETS:
        write(measure(tier))
