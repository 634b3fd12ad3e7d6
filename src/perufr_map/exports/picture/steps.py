"""Write the lines of a drawing as steps from point to point, which are half as long as places."""

from __future__ import annotations

import re
from functools import cache

FINE = 100
"""Steps of a line to a point of type: finer than any printer."""

_STRAIGHT = re.compile(r' d="(M [-\d. \nMLz]+)"')


def shorten(svg: str) -> str:
    """Return a drawing with its straight lines as steps; curves stay as they are.

    Each step leads to a place that was rounded by itself, so a long line ends where it did.
    """
    return _STRAIGHT.sub(lambda found: f' d="{_as_steps(found[1])}"', svg)


def _as_steps(path: str) -> str:
    """Return a path of moves, straight lines and closings as steps.

    Parameters
    ----------
    path
        As Matplotlib writes it: each command and number apart, places alone.
    """
    written: list[str] = []
    x = y = 0
    start = (0, 0)
    last = ""
    parts = iter(path.split())
    for command in parts:
        if command == "z":
            written.append(last := "z")
            x, y = start
            continue
        to = round(float(next(parts)) * FINE), round(float(next(parts)) * FINE)
        if command == "M":
            start = to
        if not written:
            written.append(f"M{_say(to[0])}{_after(to[1])}")
        else:
            across, down = to[0] - x, to[1] - y
            name = "" if command == last == "L" else "l" if command == "L" else "m"
            written.append(f"{name or _gap(across)}{_say(across)}{_after(down)}")
        last = command
        x, y = to
    return "".join(written)


@cache
def _say(number: int) -> str:
    """Return hundredths as a number without needless digits: ``.5``, ``-12``."""
    text = f"{number / FINE:.2f}".rstrip("0").rstrip(".")
    return re.sub(r"^(-?)0(?=\.)", r"\1", text)


def _gap(number: int) -> str:
    return "" if number < 0 else " "


def _after(number: int) -> str:
    return f"{_gap(number)}{_say(number)}"
