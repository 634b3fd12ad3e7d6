"""Say on the map of an era that there are no borders to draw it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perufr_map.exports.picture.painter import LAYERS
from perufr_map.exports.picture.text import break_lines, write_lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from perufr_map.exports.picture.painter import MapPainter
    from perufr_map.shown.words import Words

_WIDTH = 0.6  # of the map
_LEADING = 1.35


def say_unmapped(axes: Axes, painter: MapPainter, words: Words, size: float) -> None:
    """Write it in the middle of the map, in lines."""
    box = painter.box
    lines = break_lines(words.say("map.none"), size, box.get_width() * _WIDTH, bold=True)
    x = box.get_x() + box.get_width() / 2
    y = box.get_y() + box.get_height() / 2 - (len(lines) - 1) * size * _LEADING / 2
    style: Any = {"colour": painter.ink.text, "bold": True, "leading": _LEADING}
    write_lines(axes, (x, y), lines, size=size, align="center", zorder=LAYERS["label"], **style)
