"""Measure text, break it into lines, and write it on the page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FACE = ["DejaVu Sans"]


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in points."""
    face = FontProperties(family=FACE, size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, face, ismath=False)
    return float(width)


def break_lines(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that are no wider than `width`, in points."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write(
    axes: Axes,
    at: tuple[float, float],
    text: str,
    *,
    size: float,
    colour: str,
    bold: bool = False,
    align: str = "left",
    **more: Any,
) -> None:
    """Write one line; `at` is the start, centre or end of its baseline, by `align`."""
    axes.text(
        *at,
        text,
        fontsize=size,
        color=colour,
        family=FACE,
        weight="bold" if bold else "normal",
        ha=align,
        va="baseline",
        parse_math=False,  # else $ would start a formula
        **more,
    )


def write_lines(
    axes: Axes,
    at: tuple[float, float],
    lines: list[str],
    *,
    size: float,
    colour: str,
    leading: float = 1.35,
    bold: bool = False,
) -> float:
    """Write lines below each other; return the y of the next baseline."""
    x, y = at
    for line in lines:
        write(axes, (x, y), line, size=size, colour=colour, bold=bold)
        y += size * leading
    return y
