"""Hold a map on the page as a grid: a label asks it whose land it would cover."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw

from perufr_map.shown.rings import Points

CELL = 1.5
"""Side of a cell, in points."""
SEA, PLAIN, COLOURED = 0, 1, 2
"""What a cell may be; from `COLOURED` on it is the number of an owner."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in points; y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Say whether it has a point in common with another."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )

    def holds_any(self, points: Points) -> bool:
        """Say whether one of some points is inside."""
        x, y = points.T
        inside = (self.left < x) & (x < self.right) & (self.top < y) & (y < self.bottom)
        return bool(inside.any())


@dataclass(frozen=True)
class Land:
    """The limits of somebody's land, and its point farthest from any edge."""

    limits: Box
    deepest: tuple[float, float]


class Ground:
    """Whose land each cell of a map is. The map's own is in ``web/src/ground.js``.

    Parameters
    ----------
    view
        What is seen of the map, on the page.
    """

    def __init__(self, view: Box) -> None:
        self.view = view
        columns = math.ceil((view.right - view.left) / CELL)
        rows = math.ceil((view.bottom - view.top) / CELL)
        self.cells: npt.NDArray[np.uint16] = np.zeros((rows, columns), dtype=np.uint16)

    def paint(self, rings: Iterable[Points], owner: int) -> None:
        """Give the inside of rings to somebody; a ring inside of another is a hole."""
        rows, columns = self.cells.shape
        mask = Image.new("1", (columns, rows))
        corner = (self.view.left, self.view.top)
        for ring in rings:
            part = Image.new("1", (columns, rows))
            corners = ((ring - corner) / CELL - 0.5).ravel().tolist()
            ImageDraw.Draw(part).polygon(corners, fill=1)
            mask = ImageChops.logical_xor(mask, part)
        self.cells[np.asarray(mask)] = owner

    def dot(self, at: tuple[float, float], radius: float, owner: int) -> None:
        """Give a dot to somebody."""
        x, y = at
        rows, columns = self._span(Box(x - radius, y - radius, x + radius, y + radius))
        self.cells[rows, columns] = owner

    def shares(self, box: Box, owner: int = SEA) -> tuple[float, float, float]:
        """Return a box's shares of somebody's own land, of land without colour, and of others'."""
        cells = self.cells[self._span(box)]
        if not cells.size:
            return 0.0, 0.0, 0.0
        own = np.count_nonzero(cells == owner) if owner else 0
        coloured = np.count_nonzero(cells >= COLOURED)
        plain = np.count_nonzero(cells == PLAIN)
        return own / cells.size, plain / cells.size, (coloured - own) / cells.size

    def is_coloured(self, box: Box) -> bool:
        """Say whether a box covers land with colour."""
        return bool((self.cells[self._span(box)] >= COLOURED).any())

    def at(self, points: Points) -> npt.NDArray[np.uint16]:
        """Return whose land points are; beyond the edge there is sea."""
        rows, columns = self.cells.shape
        column, row = (((points - (self.view.left, self.view.top)) // CELL).astype(int)).T
        seen = (column >= 0) & (row >= 0) & (column < columns) & (row < rows)
        found = np.zeros(len(points), dtype=np.uint16)
        found[seen] = self.cells[row[seen], column[seen]]
        return found

    def land(self, owner: int) -> Land | None:
        """Return somebody's land, None where nothing of it is seen."""
        rows, columns = np.nonzero(self.cells == owner)
        if not rows.size:
            return None
        top, bottom = int(rows.min()), int(rows.max()) + 1
        left, right = int(columns.min()), int(columns.max()) + 1
        row, column = _deepest(self.cells[top:bottom, left:right] == owner)
        return Land(
            Box(*self._corner(left, top), *self._corner(right, bottom)),
            self._corner(left + column + 0.5, top + row + 0.5),
        )

    def west_of(self, owner: int, y: float) -> float | None:
        """Return where somebody's land begins at a height, None where there is none."""
        row = int((y - self.view.top) // CELL)
        if not 0 <= row < len(self.cells):
            return None
        found = np.flatnonzero(self.cells[row] == owner)
        return self.view.left + float(found[0]) * CELL if found.size else None

    def _corner(self, column: float, row: float) -> tuple[float, float]:
        return self.view.left + column * CELL, self.view.top + row * CELL

    def _span(self, box: Box) -> tuple[slice, slice]:
        left, top = ((box.left - self.view.left) / CELL, (box.top - self.view.top) / CELL)
        right, bottom = ((box.right - self.view.left) / CELL, (box.bottom - self.view.top) / CELL)
        return (
            slice(max(0, math.floor(top)), max(0, math.ceil(bottom))),
            slice(max(0, math.floor(left)), max(0, math.ceil(right))),
        )

    @cached_property
    def seen(self) -> Box:
        """What is seen, without a narrow edge."""
        view, edge = self.view, 3.0
        return Box(view.left + edge, view.top + edge, view.right - edge, view.bottom - edge)


def _deepest(land: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Return the row and column that remain longest when land is worn off from all its edges."""
    left = np.pad(land, 1)
    while True:
        worn = left.copy()
        for axis in (0, 1):
            worn &= np.roll(left, 1, axis) & np.roll(left, -1, axis)
        if not worn.any():
            break
        left = worn
    rows, columns = np.nonzero(left)
    middle = (rows.mean(), columns.mean())
    nearest = int(np.argmin((rows - middle[0]) ** 2 + (columns - middle[1]) ** 2))
    return int(rows[nearest]) - 1, int(columns[nearest]) - 1
