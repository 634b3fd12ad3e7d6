"""Say how many branches of each room the tests take; fail where that is fewer than promised.

Run by ``make test-slow`` on coverage's JSON: ``python tests/covered.py build/coverage.json``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROMISED = {"scoring": 95.0, "study": 95.0, "borders": 95.0}
ELSEWHERE = 90.0
PACKAGE = "perufr_map"


@dataclass
class Room:
    """The branches of a folder of the package, and how many of them were taken."""

    name: str
    branches: int = 0
    taken: int = 0

    @property
    def share(self) -> float:
        """Percent of the branches taken, of all if there are none."""
        return 100 * self.taken / self.branches if self.branches else 100.0

    @property
    def promised(self) -> float:
        """Percent of the branches that are to be taken."""
        return PROMISED.get(self.name, ELSEWHERE)

    @property
    def falls_short(self) -> bool:
        """Whether fewer were taken."""
        return self.share < self.promised


def rooms(files: Mapping[str, Mapping[str, Mapping[str, int]]]) -> list[Room]:
    """Return the rooms of what coverage counted in each file; modules beside them are one more."""
    found: dict[str, Room] = {}
    for file, counted in files.items():
        inside = Path(file).parts
        inside = inside[inside.index(PACKAGE) + 1 :]
        name = inside[0] if len(inside) > 1 else PACKAGE
        room = found.setdefault(name, Room(name))
        room.branches += counted["summary"]["num_branches"]
        room.taken += counted["summary"]["covered_branches"]
    return sorted(found.values(), key=lambda room: room.name)


def tell(found: list[Room]) -> str:
    """Return a line for each room."""
    return "\n".join(
        f"{room.name:12} {room.share:5.1f} % of {room.branches:,} branches, "
        f"promised {room.promised:g} %{': falls short' if room.falls_short else ''}"
        for room in found
    )


def main(file: str) -> int:
    """Print what was counted; return 1 if a room falls short."""
    found = rooms(json.loads(Path(file).read_text("utf-8"))["files"])
    print(tell(found))  # noqa: T201 (a reader watches)
    return int(any(room.falls_short for room in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
