"""Find where each label stands: the rule for names and numbers on the map, without collisions.

The map's own is in ``web/src/places.js``; docs/design.md says the rule in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from perufr_map.exports.picture.ground import CELL, COLOURED, PLAIN, Box, Ground
from perufr_map.shown.rings import Points

AIR, LESS_AIR = 1.2, 1.06  # of its width: room of a label on land, on a region
GRID = (17, 15)  # columns and rows of points at which a label on land is tried
OWN, SPILL = 0.62, 0.04  # of a region's label: least share on its land, most on land without colour
TURNS = 24
NEAREST, PACE, FARTHEST = 8.0, 5.0, 110.0  # of a leader, in points
FAR = 0.16  # what a point of a leader costs
APART = 2.0  # between labels
DOWN = 6.0  # by which the name of the focus moves along its coast
STEPS = 60  # that a chip moves along the edge


@dataclass(frozen=True)
class Form:
    """A way to write a label: which of its lines, and how large they are together."""

    lines: str
    width: float
    height: float

    def around(self, x: float, y: float, margin: float = 0.0, air: float = 1.0) -> Box:
        """Return its box about a middle."""
        across, down = self.width * air / 2 + margin, self.height / 2 + margin
        return Box(x - across, y - down, x + across, y + down)


@dataclass(frozen=True)
class Item:
    """What wants a label. `owner` is its number on the ground.

    `away` is the middle of its land, of which too little is seen for a label.
    """

    code: str
    owner: int
    inside: Sequence[Form]
    outside: Sequence[Form]
    region: bool = False
    away: tuple[float, float] | None = None


@dataclass(frozen=True)
class Placed:
    """A label that has a place: its middle, and the leader to it, if it has one."""

    item: Item
    form: Form
    x: float
    y: float
    leader: Points | None = field(default=None, compare=False)

    @property
    def box(self) -> Box:
        """What it covers."""
        return self.form.around(self.x, self.y)


def place_labels(
    ground: Ground, items: Iterable[Item], *, focus: Item | None, obstacles: Iterable[Box] = ()
) -> list[Placed]:
    """Place labels; what has no place is left out.

    Parameters
    ----------
    ground
        Whose land is where.
    items
        What wants a label, in the order in which it is served.
    focus
        The label of the country that the study is about, which stands in the sea beside it.
    obstacles
        What labels must not cover.

    Returns
    -------
    list of Placed
        No two of them overlap, and none outside of its land covers land with colour. What is away
        stands at the edge, on the side where it lies.
    """
    table = _Table(ground, list(obstacles))
    if focus is not None:
        table.place_focus(focus)
    outside = [item for item in items if item.away is not None or not table.place_inside(item)]
    for item in outside:
        if item.away is not None:
            table.place_at_edge(item, item.away)
    for item in outside:
        if item.away is None:
            table.place_outside(item)
    return table.placed


class _Table:
    """The labels placed so far."""

    def __init__(self, ground: Ground, taken: list[Box]) -> None:
        self.ground, self.taken = ground, taken
        self.leaders: list[Points] = []
        self.placed: list[Placed] = []

    def _is_met(self, line: Points) -> bool:
        """Say whether a point of a line is in a box that is taken."""
        sides = [(box.left, box.top, box.right, box.bottom) for box in self.taken]
        left, top, right, bottom = np.array(sides).reshape(-1, 4).T[:, :, None]
        x, y = line.T
        return bool(((left < x) & (x < right) & (top < y) & (y < bottom)).any())

    def _is_free(self, box: Box) -> bool:
        seen = self.ground.seen
        return (
            box.left >= seen.left
            and box.top >= seen.top
            and box.right <= seen.right
            and box.bottom <= seen.bottom
            and not any(box.overlaps(other) for other in self.taken)
            and not any(box.holds_any(line) for line in self.leaders)
        )

    def _take(self, label: Placed) -> bool:
        self.placed.append(label)
        self.taken.append(label.form.around(label.x, label.y, APART))
        return True

    def place_focus(self, item: Item) -> bool:
        """Place a label west of its land, at the first height with room."""
        land, (form, *_) = self.ground.land(item.owner), item.outside
        if land is None:
            return False
        reach = math.ceil((land.limits.bottom - land.limits.top) / DOWN)
        for number in range(2 * reach + 1):
            y = land.deepest[1] + (-1 if number % 2 else 1) * math.ceil(number / 2) * DOWN
            heights = (y - form.height / 2, y, y + form.height / 2)
            coast = [self.ground.west_of(item.owner, height) for height in heights]
            known = [x for x in coast if x is not None]
            if not known:
                continue
            x = min(known) - 4 - form.width / 2
            box = form.around(x, y, 0.7)
            if not self.ground.is_coloured(box) and self._is_free(box):
                return self._take(Placed(item, form, x, y))
        return False

    def place_inside(self, item: Item) -> bool:
        """Place a label wholly on its land; of a region most of it."""
        land = self.ground.land(item.owner)
        if land is None:
            return False
        (columns, rows), limits, (x0, y0) = GRID, land.limits, land.deepest
        across = limits.left + (limits.right - limits.left) * (np.arange(columns) + 0.5) / columns
        down = limits.top + (limits.bottom - limits.top) * (np.arange(rows) + 0.5) / rows
        points = [land.deepest, *((float(x), float(y)) for y in down for x in across)]
        points.sort(key=lambda point: math.hypot(point[0] - x0, point[1] - y0))
        for form in item.inside:
            for x, y in points:
                box = form.around(x, y, air=LESS_AIR if item.region else AIR)
                own, plain, others = self.ground.shares(box, item.owner)
                fits = others == 0 and own >= OWN and plain <= SPILL if item.region else own == 1
                if fits and self._is_free(box):
                    return self._take(Placed(item, form, x, y))
        return False

    def place_at_edge(self, item: Item, away: tuple[float, float]) -> bool:
        """Place a chip at the edge where its land lies, as near to it as there is room."""
        seen, form = self.ground.seen, item.outside[-1]
        across, down = form.width / 2, form.height / 2

        def inside(x: float, y: float) -> tuple[float, float]:
            return (
                min(max(x, seen.left + across), seen.right - across),
                min(max(y, seen.top + down), seen.bottom - down),
            )

        start = inside(*away)
        beside = abs(away[0] - start[0]) >= abs(away[1] - start[1])
        for number in range(2 * STEPS):
            shift = (-1 if number % 2 else 1) * math.ceil(number / 2) * PACE
            x, y = start[0] + (0 if beside else shift), start[1] + (shift if beside else 0)
            x, y = inside(x, y)
            if self._is_free(form.around(x, y, -0.01)):
                return self._take(Placed(item, form, x, y))
        return False

    def place_outside(self, item: Item) -> bool:
        """Place a label beside its land, with a line to it."""
        land = self.ground.land(item.owner)
        if land is None:
            return False
        for form in item.outside:
            best: tuple[float, Placed] | None = None
            for turn in range(TURNS):
                angle = turn * 2 * math.pi / TURNS
                distance = NEAREST
                while distance <= FARTHEST and (best is None or best[0] > FAR * distance):
                    offer = self._offer(item, form, land.deepest, angle, distance)
                    if offer is not None and (best is None or offer[0] < best[0]):
                        best = offer
                    distance += PACE
            if best is not None and best[1].leader is not None:
                self.leaders.append(best[1].leader)
                return self._take(best[1])
        return False

    def _offer(
        self, item: Item, form: Form, start: tuple[float, float], angle: float, distance: float
    ) -> tuple[float, Placed] | None:
        """Return a label at the end of a leader, and what it costs; None where it must not be."""
        across, down = math.cos(angle), math.sin(angle)
        end = (start[0] + across * distance, start[1] + down * distance)
        beside = abs(across) > 0.35  # noqa: PLR2004 (else above or below)
        x = end[0] + (math.copysign(1, across) if beside else across) * form.width / 2
        y = end[1] + (down if beside else math.copysign(1, down)) * form.height / 2
        box = form.around(x, y, 0.7)
        if not self._is_free(box) or self.ground.is_coloured(box):
            return None
        line = np.linspace(start, end, max(2, math.ceil(distance / CELL) + 1))
        if any(_cross(line, other) for other in self.leaders):
            return None
        if self._is_met(line):
            return None
        land = self.ground.at(line)
        _, plain, _ = self.ground.shares(box)
        foreign = np.count_nonzero((land >= COLOURED) & (land != item.owner))
        outside = np.count_nonzero(land <= PLAIN)
        cost = 8 * foreign + 2 * outside + 110 * plain
        cost += 5 * abs(math.sin(2 * angle)) + FAR * distance
        return cost, Placed(item, form, x, y, line)


def _side(line: Points, point: Points) -> float:
    """Say on which side of a line a point is: -1, 0 or 1."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    return float(np.sign((x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)))


def _cross(one: Points, other: Points) -> bool:
    return _side(one, other[0]) != _side(one, other[-1]) and _side(other, one[0]) != _side(
        other, one[-1]
    )
