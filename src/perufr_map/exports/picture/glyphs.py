"""Draw the mark of a counterpart: a circle has a territory, a square is a group, else a diamond."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

from perufr_map.exports.picture.painter import RIM_DASHES, UNSETTLED, Fill, paint
from perufr_map.exports.picture.sheet import Sheet
from perufr_map.shown.kinds import WITH_TERRITORY

ROUND, SQUARE, DIAMOND = 1.0, 0.88, 1.24  # half their widths, so that all three look alike
RIM = 0.7


def glyph(kind: str, middle: tuple[float, float], radius: float) -> Path:
    """Return the outline of the mark of a kind of counterpart."""
    if kind in WITH_TERRITORY:
        return Path.circle(middle, radius * ROUND)
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)] if kind == "group" else _DIAMOND
    half = radius * (SQUARE if kind == "group" else DIAMOND)
    points = np.asarray([*corners, corners[0]], dtype=float) * half + middle
    return Path(points, closed=True)


_DIAMOND = [(-1, 0), (0, -1), (1, 0), (0, 1)]


def draw_glyph(
    sheet: Sheet,
    kind: str,
    middle: tuple[float, float],
    radius: float,
    *,
    fill: Fill,
    rim: str,
    gid: str | None = None,
) -> None:
    """Draw the mark of a kind of counterpart, with its fill and its rim."""
    shape = glyph(kind, middle, radius)
    patch = paint(sheet.axes, shape, fill, zorder=4, gid=gid)
    if fill.hatch == UNSETTLED:
        patch.set_hatch_linewidth(0.8)
    edge = paint(sheet.axes, shape, Fill("none"), zorder=4.1)
    edge.set_edgecolor(rim)
    edge.set_linewidth(RIM)
    if kind == "group":
        edge.set_linestyle(RIM_DASHES)
