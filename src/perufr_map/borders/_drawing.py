"""Read the shapes of all rows of the ledger."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, TypedDict, cast

from perufr_map.borders._ledger import Text
from perufr_map.resources import geo_dir


class Properties(TypedDict, total=False):
    """The properties of a shape: of a state, or of a disputed frontier."""

    id: str
    code: str
    name: Text
    status: str
    note: Text | None
    eras: list[int]
    dot: list[float]
    area: int
    parties: list[str]
    start: str | None
    end: str | None


class Shape(TypedDict):
    """A geometry of TopoJSON: polygons or lines, given by the indices of their arcs."""

    type: str
    properties: Properties
    arcs: list[Any]


class Shapes(TypedDict):
    """A collection of geometries."""

    type: str
    geometries: list[Shape]


class Transform(TypedDict):
    """How quantised arcs become coordinates."""

    scale: list[float]
    translate: list[float]


class Topology(TypedDict):
    """A quantised TopoJSON object."""

    type: str
    transform: Transform
    objects: dict[str, Shapes]
    arcs: list[list[list[int]]]


@lru_cache(maxsize=1)
def drawing() -> Topology:
    """Return the topology that the build wrote. It is cached: do not change it."""
    text = (geo_dir() / "states.topojson").read_text("utf-8")
    return cast("Topology", json.loads(text))


def shapes(name: str) -> list[Shape]:
    """Return the geometries of ``states`` or of ``lines``."""
    return drawing()["objects"][name]["geometries"]
