"""Choose the part of the world that a map shows: what the study is about, a continent, all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

from perufr_map import borders
from perufr_map.shown.rings import Points, area_of, join, points_of_arcs, polygons_of

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Scored

Coordinates = npt.NDArray[np.float64]

UNIT = 100_000
"""Metres to the unit."""

STAGE = 984 / 590
"""Width of the map to its height, as it is drawn on a wide screen."""

SHARE = 0.8
"""How much of what is told of states by name the study's frame must hold."""

GROWTH = 1.35
"""How much larger the frame may become so that no coloured mainland is cut."""

WIDE = 60.0
"""A state wider than this (in 100 km) counts with the third of its land nearest the focus."""

GRID = 2.0
"""The distance (in 100 km) between the points at which that land is looked at."""

NORTH = 72.1
"""63° north in Equal Earth: what lies beyond may be left out, for the sake of the south."""

MARGIN = 0.034
"""Of the frame's height, left free below."""

OPEN = 0.75
"""The part of the spare width that goes to the side with more sea, where legends stand."""

_THIRD = 1 / 3
_TINY = 1e-9


@dataclass(frozen=True)
class Frame:
    """A part of the map, in Equal Earth (EPSG:8857), 100 km to the unit, y to the north."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """From west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """From south to north."""
        return self.north - self.south

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north, rounded to 10 km."""
        west, south, east, north = (
            round(side, 1) for side in (self.west, self.south, self.east, self.north)
        )
        return west, south, east, north

    def join(self, other: Frame) -> Frame:
        """Return the smallest frame that holds both."""
        return Frame(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def share_of(self, other: Frame) -> float:
        """Return how much of another frame lies in this one, from 0 to 1."""
        across = min(self.east, other.east) - max(self.west, other.west)
        up = min(self.north, other.north) - max(self.south, other.south)
        return max(across, 0.0) * max(up, 0.0) / (other.width * other.height)

    def cut_north(self) -> Frame:
        """Return the frame without what lies north of `NORTH`; it stays whole if all of it does."""
        return self if self.south >= NORTH else replace(self, north=min(self.north, NORTH))

    @property
    def on_stage(self) -> float:
        """Height of the stage that holds the frame."""
        return max(self.width / STAGE, self.height)


_AROUND = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
"""From a place to what is shown around it, in 100 km."""

WORLD = Frame(-172.5, -64.5, 172.5, 83.5)

CONTINENTS: dict[borders.Continent, Frame] = {
    "africa": Frame(-17.5, -44.5, 49.5, 47.5),
    "americas": Frame(-160.9, -65.8, -21.6, 78.2),
    "asia": Frame(22.5, -14.5, 136.5, 66.5),
    "europe": Frame(-22.0, 42.5, 39.5, 77.6),
    "oceania": Frame(101.5, -58.0, 172.5, 12.0),
}
"""The mainlands of each continent; Europe to 40° east."""

_BY_NAME: dict[str, Frame] = {
    **{str(name): frame for name, frame in CONTINENTS.items()},
    "world": WORLD,
}

FRAMES = ("study", *_BY_NAME)
"""The names of all frames; the study's own comes first."""


@dataclass(frozen=True)
class _Land:
    """A state's largest polygon in one of its shapes."""

    ring: Points

    @cached_property
    def area(self) -> float:
        return abs(area_of(self.ring))

    @cached_property
    def frame(self) -> Frame:
        return _around(self.ring)


def study_frame(scored: Scored, topology: borders.Topology) -> Frame:
    """Return the frame that a study's map opens on: it is the same in every era.

    It is the smallest one of the stage's shape that holds the focus and four fifths of the
    scores (their absolute values, summed over eras) of states that statements name; grown until
    it cuts no named mainland that it holds in part, but by `GROWTH` at most.

    Parameters
    ----------
    scored
        The study, scored.
    topology
        The borders of its eras; see `perufr_map.shown.payload.topology`.

    Returns
    -------
    Frame
        What the study's descriptor says in ``home_view``, where it does; `WORLD` where no
        state is named.
    """
    chosen = scored.study.settings.get("home_view")
    if chosen is not None:
        return _home_view(chosen)
    lands = _lands(topology, places=set(scored.study.places["id"]))
    weights = _weights(scored)
    focus = [land for code in scored.study.foci for land in lands.get(code, ())]
    named = {code: weight for code, weight in weights.items() if code in lands}
    if not named or not focus:
        return WORLD
    at = _extent(focus).middle
    near = {code: _near(lands[code], at).cut_north() for code in named}
    core = _smallest(_extent(focus), near, named)
    return _place(_grow(core, near.values()), (each[0] for each in lands.values()))


def frame_of(name: str | None, scored: Scored, topology: borders.Topology) -> Frame:
    """Return a frame by its name, one of `FRAMES`; without a name the study's own."""
    return _BY_NAME.get(name or "") or study_frame(scored, topology)


def frames(scored: Scored, topology: borders.Topology) -> dict[str, Frame]:
    """Return the frames that a reader can choose: the study, continents with named states, world.

    The names are some of `FRAMES`, in their order.
    """
    named = {borders.continent(code) for code in _weights(scored)}
    named |= {borders.continent(code) for code in scored.study.foci}
    chosen = {str(name): frame for name, frame in CONTINENTS.items() if name in named}
    return {"study": study_frame(scored, topology), **chosen, "world": WORLD}


def list_outside(frame: Frame, topology: borders.Topology, codes: Iterable[str]) -> list[str]:
    """Return those states of whose mainland less than a third is in a frame."""
    lands = _lands(topology)
    return [
        code
        for code in codes
        if code in lands and all(frame.share_of(land.frame) < _THIRD for land in lands[code])
    ]


def _home_view(chosen: str | list[float]) -> Frame:
    """Return what a descriptor asks for: a frame by its name, or west, south, east, north."""
    if isinstance(chosen, str):
        return _BY_NAME[chosen]
    west, south, east, north = chosen
    along = np.linspace(0, 1, 20)
    longitude = np.concatenate(
        [west + (east - west) * along] * 2 + [np.full(20, west), np.full(20, east)]
    )
    latitude = np.concatenate(
        [np.full(20, south), np.full(20, north)] + [south + (north - south) * along] * 2
    )
    return _around(project(longitude, latitude))


def project(longitude: Coordinates, latitude: Coordinates) -> Points:
    """Return places in degrees as points of the map."""
    from pyproj import Transformer  # noqa: PLC0415 (slow to import)

    transform = Transformer.from_crs("EPSG:4326", "EPSG:8857", always_xy=True).transform
    return np.column_stack(transform(longitude, latitude)) / UNIT


def _weights(scored: Scored) -> dict[str, float]:
    """Return the absolute scores of all who are named, summed over eras."""
    rows = scored.scores[scored.scores["basis"] == "named"]
    return dict(rows["score"].abs().groupby(rows["counterpart"]).sum())


def _lands(topology: borders.Topology, places: Collection[str] = ()) -> dict[str, list[_Land]]:
    """Return the largest polygon of each state in each of its shapes; of places what is near."""
    arcs = points_of_arcs(topology)
    found: dict[str, list[_Land]] = {}
    for shape in topology["objects"]["states"]["geometries"]:
        code = shape["properties"]["code"]
        lands = [_Land(join(polygon[0], arcs)) for polygon in polygons_of(shape)]
        if code in places:
            lands = [_Land(np.array(shape["properties"]["dot"]) + _AROUND)]
        if lands:
            found.setdefault(code, []).append(max(lands, key=lambda land: land.area))
    return found


def _extent(lands: list[_Land]) -> Frame:
    return _around(np.concatenate([land.ring for land in lands]))


def _around(points: Points) -> Frame:
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return Frame(float(west), float(south), float(east), float(north))


def _near(lands: list[_Land], focus: tuple[float, float]) -> Frame:
    """Return the extent of a state; of a wide one, of the third of its land nearest the focus."""
    largest = max(lands, key=lambda land: land.area)
    if largest.frame.width <= WIDE:
        return _extent(lands)
    points = _points_within(largest)
    distance = np.hypot(*(points - np.array(focus)).T)
    return _around(points[distance <= np.quantile(distance, _THIRD)])


def _points_within(land: _Land) -> Points:
    """Return points of a grid that lie on a land."""
    frame = land.frame
    grid = np.meshgrid(
        np.arange(frame.west, frame.east, GRID), np.arange(frame.south, frame.north, GRID)
    )
    points = np.column_stack([axis.ravel() for axis in grid])
    inside: Points = points[shapely.contains_xy(shapely.Polygon(land.ring), points)]
    return inside


def _smallest(focus: Frame, near: dict[str, Frame], weights: dict[str, float]) -> Frame:
    """Return the smallest frame, on the stage, that holds the focus and enough of the weights."""
    rising = sorted(near, key=lambda code: near[code].north)
    boxes = [near[code] for code in rising]
    sides = np.array([[box.west, box.south, box.east, box.north] for box in boxes])
    west, south, east, north = sides.T
    weight = np.array([weights[code] for code in rising])
    need = SHARE * weight.sum() - _TINY
    best = reduce(Frame.join, boxes, focus)
    # The nearest sides come first, so that most of the others can be passed over.
    wests = sorted({focus.west, *west[west < focus.west].tolist()}, reverse=True)
    souths = sorted({focus.south, *south[south < focus.south].tolist()}, reverse=True)
    easts = sorted({focus.east, *east[east > focus.east].tolist()})
    for left, bottom, right in product(wests, souths, easts):
        if Frame(left, bottom, right, focus.north).on_stage >= best.on_stage:
            continue
        held = np.where((west >= left) & (south >= bottom) & (east <= right), weight, 0).cumsum()
        if held[-1] < need:
            continue
        top = max(focus.north, float(north[np.argmax(held >= need)]))
        best = min(best, Frame(left, bottom, right, top), key=lambda frame: frame.on_stage)
    return best


def _grow(core: Frame, named: Iterable[Frame]) -> Frame:
    """Return a frame that holds whole what it holds in part, if it may be so large."""
    limit = GROWTH * core.on_stage
    grown = core
    for land in sorted(named, key=core.share_of, reverse=True):
        larger = grown.join(land)
        if _fill_stage(grown, 0.5).share_of(land) > 0 and larger.on_stage <= limit:
            grown = larger
    return grown


def _fill_stage(frame: Frame, to_west: float) -> Frame:
    """Return a frame of the stage's shape; `to_west` is the part of the spare width in the west."""
    across = max(frame.on_stage * STAGE - frame.width, 0.0)
    up = max(frame.on_stage - frame.height, 0.0)
    return Frame(
        frame.west - across * to_west,
        frame.south - up / 2,
        frame.east + across * (1 - to_west),
        frame.north + up / 2,
    )


def _place(frame: Frame, lands: Iterable[_Land]) -> Frame:
    """Return a frame of the stage's shape, with room at the bottom and where most sea is."""
    roomy = Frame(frame.west, frame.south - MARGIN * frame.height, frame.east, frame.north)
    spare = roomy.on_stage * STAGE - roomy.width
    if spare <= 0:
        return _fill_stage(roomy, 0.5)
    west = Frame(roomy.west - spare, roomy.south, roomy.west, roomy.north)
    east = Frame(roomy.east, roomy.south, roomy.east + spare, roomy.north)
    lands = list(lands)
    covered = [
        sum(land.area * side.share_of(land.frame) for land in lands) for side in (west, east)
    ]
    return _fill_stage(roomy, OPEN if covered[0] <= covered[1] else 1 - OPEN)
