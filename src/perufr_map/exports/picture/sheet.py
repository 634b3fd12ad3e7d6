"""Hold a sheet to draw on, in points: boxes and lines on it, and its source at the foot."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from perufr_map.exports.picture.painter import GONE_DASHES, RIM_DASHES, Fill, paint
from perufr_map.exports.picture.text import break_lines, width_of, write, write_lines
from perufr_map.shown.colophon import colophon
from perufr_map.shown.scale import ink_on

if TYPE_CHECKING:
    from perufr_map.shown.request import Shown
    from perufr_map.shown.scale import Scale

POINTS = 72  # to the inch
MARGIN = 32.0
SMALL, NORMAL = 6.6, 7.4  # sizes of type
LEADING = SMALL * 1.4


class Sheet:
    """A sheet, at first empty; y is downwards.

    Parameters
    ----------
    size
        Its width and height in points.
    ink
        The colours.
    within
        A sheet to draw on. Default: a new one.
    """

    def __init__(self, size: tuple[float, float], ink: Scale, within: Sheet | None = None) -> None:
        self.width, self.height = size
        self.ink = ink
        self.figure: Figure
        self.axes: Axes
        if within is not None:
            self.figure, self.axes = within.figure, within.axes
            return
        inches = (self.width / POINTS, self.height / POINTS)
        self.figure = Figure(figsize=inches, facecolor=ink.paper)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)

    def grow(self, height: float) -> None:
        """Give the sheet another height, downwards."""
        self.height = height
        self.figure.set_size_inches(self.width / POINTS, height / POINTS)
        self.axes.set_ylim(height, 0)

    def rectangle(
        self, at: tuple[float, float], size: tuple[float, float], colour: str, *, zorder: float = 1
    ) -> None:
        """Fill a rectangle with a colour."""
        self.axes.add_artist(Rectangle(at, *size, color=colour, linewidth=0, zorder=zorder))

    def box(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        fill: Fill,
        *,
        edge: bool = True,
        gid: str | None = None,
    ) -> None:
        """Draw a box with a fill, as in the legend."""
        (x, y), (width, height) = at, size
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        paint(self.axes, Path(corners, closed=True), fill, zorder=2, gid=gid)
        if edge:
            self.outline(at, size)

    def outline(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        *,
        colour: str | None = None,
        dashes: Any = "solid",
    ) -> None:
        """Draw a thin line around a box, so that pale colours can be seen on the paper."""
        frame = Rectangle(
            at,
            *size,
            facecolor="none",
            edgecolor=colour or self.ink.rule,
            linewidth=0.5,
            linestyle=dashes,
            capstyle="round" if dashes == GONE_DASHES else "butt",
        )
        frame.set_zorder(3)
        self.axes.add_artist(frame)

    def number_box(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        fill: Fill,
        text: str,
        *,
        rim: str | None = None,
        gid: str | None = None,
    ) -> None:
        """Draw a box with a number in it; with a dashed rim, if one is given."""
        (x, y), (width, height) = at, size
        self.box(at, size, fill, edge=False, gid=gid)
        if rim is not None:
            self.outline(at, size, colour=rim, dashes=RIM_DASHES)
        middle = x + width / 2
        if fill.hatch is not None:  # a number on a pattern has a ground of its own
            wide = width_of(text, SMALL) + 3
            ground = (middle - wide / 2, y + 0.8), (wide, height - 1.6)
            self.rectangle(*ground, fill.colour, zorder=2.5)
        base, colour = (middle, y + height / 2 + 2.5), ink_on(fill.colour)
        write(self.axes, base, text, size=SMALL, colour=colour, align="center", zorder=4)


class Source:
    """Source, licence and method, as they stand at the foot of a sheet or of a column.

    Parameters
    ----------
    shown
        A request and its scores.
    width
        Width of the sheet, with a margin at each side; or of a column, without.
    margin
        That margin. Default: `MARGIN`.
    size
        Of its type.
    eras
        Ids of the eras whose maps stand on the sheet.
    """

    def __init__(
        self,
        shown: Shown,
        width: float,
        *,
        margin: float = MARGIN,
        size: float = SMALL,
        eras: Collection[str] = (),
    ) -> None:
        words, self._room = shown.words, width - 2 * margin
        self._margin, self._size, self._leading = margin, size, size * 1.4
        method = words.method(shown.scored.departures)
        line = colophon(shown.study, words.language, eras)
        self._source = break_lines(line, size, self._room)
        self._method = break_lines(method, size, self._room, bold=True) if method else []
        lines = len(self._source) + len(self._method)
        self.height = size + 6.4 + (lines - 1) * self._leading + 0.56 * margin
        self.block = lines * self._leading

    def write(self, sheet: Sheet) -> float:
        """Write them at the foot; return the y of the line above them."""
        rule = sheet.height - self.height
        sheet.rectangle((self._margin, rule), (self._room, 0.6), sheet.ink.rule)
        self.write_at(sheet, (self._margin, rule + self._size + 6.4))
        return rule

    def write_at(self, sheet: Sheet, at: tuple[float, float]) -> None:
        """Write them from a first baseline."""
        style: Any = {"size": self._size, "leading": 1.4}
        y = write_lines(sheet.axes, at, self._source, colour=sheet.ink.quiet, **style)
        at, text = (at[0], y), sheet.ink.text
        write_lines(sheet.axes, at, self._method, colour=text, bold=True, **style)
