"""Select from the shapes of the whole ledger those that some eras need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from perufr_map.borders import _words
from perufr_map.borders._drawing import (
    Properties,
    Shape,
    Shapes,
    Topology,
    drawing,
    shapes,
)
from perufr_map.borders._ledger import State, as_day, covers, states


def topology(days: Sequence[date | str]) -> Topology:
    """Return the states that stood on any of the days, as TopoJSON for the web map.

    Parameters
    ----------
    days
        One date for each era, in order; the index of an era is its place in this list.

    Returns
    -------
    dict
        A Topology of ``docs/payload.md``: Equal Earth (EPSG:8857), 100 km to the unit. A state
        occurs once, on however many of the days it existed.

    Raises
    ------
    BordersError
        If a day is no date or lies before 1945-09-02.
    """
    eras = [as_day(day) for day in days]
    shape_of = {shape["properties"]["id"]: shape for shape in shapes("states")}
    objects: dict[str, list[Shape]] = {"states": [], "lines": []}
    for state in states():
        places = [at for at, day in enumerate(eras) if state.stands_on(day)]
        if places:
            shape = shape_of[state.id]
            properties = _properties(state, eras[places[-1]], places)
            if "dot" in shape["properties"]:
                properties["dot"] = shape["properties"]["dot"]
            objects["states"].append(_geometry(shape, properties))
    for shape in shapes("lines"):
        places = [at for at, day in enumerate(eras) if _is_disputed_on(shape["properties"], day)]
        if places:
            line = shape["properties"]
            properties = {"name": line["name"], "note": line["note"], "eras": places}
            objects["lines"].append(_geometry(shape, properties))
    return _prune(objects)


def _properties(state: State, day: date, eras: list[int]) -> Properties:
    return {
        "id": state.id,
        "code": state.code,
        "name": state.name,
        "status": state.status,
        "note": _words.note(state, day),
        "eras": eras,
    }


def _is_disputed_on(line: Properties, day: date) -> bool:
    ends = line["start"], line["end"]
    start, end = (date.fromisoformat(text) if text else None for text in ends)
    return covers(start, end, day)


def _geometry(shape: Shape, properties: Properties) -> Shape:
    return {"type": shape["type"], "properties": properties, "arcs": shape["arcs"]}


def _prune(objects: dict[str, list[Shape]]) -> Topology:
    """Return a topology of the arcs that its objects use, renumbered.

    Each arc runs the way in which the first shape that has it goes round, so that most arcs
    begin where the one before ended, which makes a file smaller.
    """
    numbers: dict[int, int] = {}
    arcs: list[list[list[int]]] = []

    def renumber(index: Any) -> Any:
        if isinstance(index, list):
            return [renumber(arc) for arc in index]
        # A negative index is the complement of an arc's number: the arc in reverse.
        if index not in numbers:
            numbers[index], numbers[~index] = len(arcs), ~len(arcs)
            steps = drawing()["arcs"][max(index, ~index)]
            arcs.append(steps if index >= 0 else _reverse(steps))
        return numbers[index]

    collections: dict[str, Shapes] = {
        name: {
            "type": "GeometryCollection",
            "geometries": [{**shape, "arcs": renumber(shape["arcs"])} for shape in geometries],
        }
        for name, geometries in objects.items()
        if geometries
    }
    return {
        "type": "Topology",
        "transform": drawing()["transform"],
        "objects": collections,
        "arcs": arcs,
    }


def _reverse(steps: list[list[int]]) -> list[list[int]]:
    """Return the steps of an arc from its other end."""
    end = [sum(step[axis] for step in steps) for axis in (0, 1)]
    return [end, *([-x, -y] for x, y in reversed(steps[1:]))]
