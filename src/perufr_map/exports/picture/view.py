"""Choose how a frame is brought into a box of the sheet: with sea where the legend stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from matplotlib.transforms import Affine2D

from perufr_map.exports.picture.ground import Box
from perufr_map.shown.frame import Frame
from perufr_map.shown.rings import Points
from perufr_map.shown.shapes import World

SHARES = (0.5, 0.75, 1.0)  # of the spare room that may lie west, or south
STEP = 12.0  # from one place that is tried along the lower edge to the next
# A legend may cover a smaller island, in units of the map: that nobody speaks of, or any.
ISLET, SPECK = 3.0, 0.8
SIZES = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85)  # of the frame, which gives way to the legend


@dataclass(frozen=True)
class View:
    """How the map lies on the sheet.

    Attributes
    ----------
    box
        What is seen of it.
    unit
        Points to a unit of the map.
    across, down
        Where the map's origin is.
    """

    box: Box
    unit: float
    across: float
    down: float

    @property
    def place(self) -> Affine2D:
        """Brings a point of the map onto the sheet."""
        return Affine2D().scale(self.unit, -self.unit).translate(self.across, self.down)


def fit_view(box: Box, frame: Frame) -> View:
    """Return the view that has a frame in the middle of a box."""
    return _fit(box, frame, size=1.0, west=0.5, south=0.5)


def find_view(
    box: Box, frame: Frame, land: Points, wanted: tuple[float, float]
) -> tuple[View, Box] | None:
    """Return a view of a frame, and a box of nothing but sea at its lower edge.

    The box is as far to the left as it can be. The spare room goes to the west and the south, and
    the frame becomes a little smaller, no more than is needed; see also ``web/src/camera.js``.

    Parameters
    ----------
    box
        What is seen of the map.
    frame
        What must be in it.
    land
        Points of all coasts.
    wanted
        Width and height of what must stand on sea.

    Returns
    -------
    tuple, optional
        None where there is no such view.
    """
    wide, high = wanted
    lefts = np.arange(box.left, box.right - wide + 0.1, STEP)
    for size in SIZES:
        for left in lefts:
            free = Box(float(left), box.bottom - high, float(left) + wide, box.bottom)
            for south in SHARES:
                for west in SHARES:
                    view = _fit(box, frame, size=size, west=west, south=south)
                    if _is_sea(view, free, land):
                        return view, free
    return None


def _is_sea(view: View, box: Box, land: Points) -> bool:
    x, y = land.T
    x, y = view.unit * x + view.across, view.down - view.unit * y
    inside = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
    return not inside.any()


def coasts(world: World, codes: Collection[str]) -> Points:
    """Return points of the coasts of what is no islet, and of nearly all of some states."""
    of_codes = (arc for area in world.areas if area.code in codes for arc in area.arcs)
    theirs = {arc if arc >= 0 else ~arc for arc in of_codes}
    kept = [
        arc
        for number, arc in enumerate(world.arcs)
        if np.ptp(arc, axis=0).max() >= (SPECK if number in theirs else ISLET)
    ]
    return np.concatenate(kept) if kept else np.empty((0, 2))


def _fit(box: Box, frame: Frame, *, size: float, west: float, south: float) -> View:
    width, height = box.right - box.left, box.bottom - box.top
    unit = size * min(width / frame.width, height / frame.height)
    across = (width - frame.width * unit) * west
    below = (height - frame.height * unit) * south
    return View(
        box,
        unit,
        box.left + across - frame.west * unit,
        box.bottom - below + frame.south * unit,
    )
