"""Measure text, break it into lines, and write it on the page."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patches import PathPatch
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D

from perufr_map.characters import LEFT_TO_RIGHT
from perufr_map.resources import picture_typefaces

_MORE = [
    "Noto Sans CJK JP",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Ethiopic",
    "Noto Sans Khmer",
    "Noto Sans Sinhala",
]
"""Typefaces for what neither has, where they are installed."""

_ITALIC = ("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "MASCULINE", "FEMININE")

HALO = 2.4  # width of the line around a text on the map


@cache
def faces() -> list[str]:
    """Return the typefaces of pictures: ours, and one with more scripts for what it lacks."""
    for path in picture_typefaces():
        fontManager.addfont(path)
    installed = {font.name for font in fontManager.ttflist}
    return ["Perufr Sans", "DejaVu Sans", *(name for name in _MORE if name in installed)]


def _face(text: str, size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    weight = "bold" if bold else "normal"
    slant: Literal["italic", "normal"] = "italic" if italic and _has_italics(text) else "normal"
    return FontProperties(family=faces(), size=size, weight=weight, style=slant)


def _has_italics(text: str) -> bool:
    """Say whether all letters are of scripts with italics; typefaces have none for others."""
    return all(unicodedata.name(each, "").startswith(_ITALIC) for each in text if each.isalpha())


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of a text in points."""
    face = _face(text, size, bold=bold, italic=italic)
    width, _, _ = text_to_path.get_text_width_height_descent(text, face, ismath=False)
    return float(width)


def break_lines(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that are no wider than `width`, in points."""
    lines: list[str] = []
    first = LEFT_TO_RIGHT if text.startswith(LEFT_TO_RIGHT) else ""  # each line runs as the text
    for word in text.split(" "):  # not at a space that does not break
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word if not lines else first + word)
    return lines


def balance_lines(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into as few lines as `break_lines` does, but of about the same length."""
    lines = break_lines(text, size, width, bold=bold)
    low, high = width / (len(lines) + 1), width
    while len(lines) > 1 and high - low > size / 4:
        middle = (low + high) / 2
        tried = break_lines(text, size, middle, bold=bold)
        fits = len(tried) <= len(lines) and all(
            width_of(line, size, bold=bold) <= middle for line in tried
        )
        if fits:
            lines, high = tried, middle
        else:
            low = middle
    return lines


def write(
    axes: Axes,
    at: tuple[float, float],
    text: str,
    *,
    size: float,
    colour: str,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
    halo: str | None = None,
    **more: Any,
) -> None:
    """Write one line; `at` is the start, centre or end of its baseline, by `align`.

    With a halo, a broad line of that colour lies around its letters.
    """
    face = _face(text, size, bold=bold, italic=italic)
    if halo is not None:
        x, y = at
        wide = width_of(text, size, bold=bold, italic=italic)
        x -= {"left": 0.0, "center": wide / 2, "right": wide}[align]
        plain = text.replace("$", r"\$")  # else $ would start a formula
        letters = TextPath((0, 0), plain, prop=face, usetex=False)
        place = Affine2D().scale(1, -1).translate(x, y)
        line: dict[str, Any] = {"edgecolor": halo, "linewidth": HALO, "joinstyle": "round"}
        axes.add_artist(PathPatch(place.transform_path(letters), facecolor=halo, **line, **more))
    axes.text(
        *at,
        text,
        color=colour,
        fontproperties=face,
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
    **more: Any,
) -> float:
    """Write lines below each other; return the y of the next baseline."""
    x, y = at
    for line in lines:
        write(axes, (x, y), line, size=size, colour=colour, bold=bold, **more)
        y += size * leading
    return y
