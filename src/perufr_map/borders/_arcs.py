"""Keep the arcs that shapes use, and join those that always follow each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from perufr_map.borders._drawing import Shape, Shapes, Topology, drawing

# An arc: its first position, and the steps that follow. A negative number is the complement of
# an arc's number: that arc in reverse.
Steps = list[list[int]]


def prune(objects: dict[str, list[Shape]]) -> Topology:
    """Return a topology of the arcs that its objects use, renumbered.

    Where only two arcs meet, and no line ends, they become one. Each arc runs the way in which
    the first shape that has it goes round, so that most arcs begin where the one before ended.
    Both make a file smaller.
    """
    chains = _chains(objects)
    heads = {chain[0]: chain for chain in chains}
    heads |= {~chain[-1]: [~arc for arc in reversed(chain)] for chain in chains}
    numbers: dict[int, int] = {}
    arcs: list[Steps] = []

    def renumber(path: list[int]) -> list[int]:
        new = []
        for arc in path:
            # Rings begin anywhere: a ring that begins inside a chain has its head later on.
            chain = heads.get(arc)
            if chain is None:
                continue
            if arc not in numbers:
                numbers[arc], numbers[~chain[-1]] = len(arcs), ~len(arcs)
                arcs.append(_join(chain))
            new.append(numbers[arc])
        return new

    collections: dict[str, Shapes] = {
        name: {
            "type": "GeometryCollection",
            "geometries": [{**one, "arcs": _each_path(one["arcs"], renumber)} for one in shapes],
        }
        for name, shapes in objects.items()
        if shapes or name == "states"
    }
    transform = drawing()["transform"]
    return {"type": "Topology", "transform": transform, "objects": collections, "arcs": arcs}


def _each_path(arcs: list[Any], change: Callable[[list[int]], list[int]]) -> list[Any]:
    """Return nested lists of arcs with each innermost list changed."""
    if arcs and isinstance(arcs[0], list):
        return [_each_path(part, change) for part in arcs]
    return change(arcs)


def _paths(arcs: list[Any]) -> Iterator[list[int]]:
    """Yield the rings or lines of a shape."""
    if arcs and isinstance(arcs[0], list):
        for part in arcs:
            yield from _paths(part)
    elif arcs:
        yield arcs


def _chains(objects: dict[str, list[Shape]]) -> list[list[int]]:
    """Return the arcs that are used, in lists of those that always follow each other."""
    follows = _followers(objects)
    chains: list[list[int]] = []
    done: set[int] = set()
    inner = set(follows.values())
    # Chains begin at an arc that follows none; what remains are rings, cut at their first arc.
    used = {max(arc, ~arc) for each in objects.values() for one in each for arc in _flat(one)}
    begins = [arc for one in sorted(used) for arc in (one, ~one) if arc not in inner]
    for first in (*begins, *sorted(used)):
        if max(first, ~first) in done:
            continue
        chain = [first]
        while (after := follows.get(chain[-1])) is not None and after != first:
            chain.append(after)
        done |= {max(arc, ~arc) for arc in chain}
        chains.append(chain)
    return chains


def _followers(objects: dict[str, list[Shape]]) -> dict[int, int]:
    """Return for each arc the one that follows it wherever it is used, where there is one."""
    leaving: dict[tuple[int, int], set[int]] = {}
    pinned: set[tuple[int, int]] = set()
    for name, shapes in objects.items():
        for path in (path for shape in shapes for path in _paths(shape["arcs"])):
            for arc in path:
                for way in (arc, ~arc):
                    leaving.setdefault(_start(way), set()).add(way)
            if name == "lines":
                pinned |= {_start(path[0]), _start(~path[-1])}
    follows: dict[int, int] = {}
    for place, ways in leaving.items():
        one, *rest = sorted(ways)
        if len(rest) == 1 and place not in pinned and rest[0] != ~one:
            follows[~one], follows[~rest[0]] = rest[0], one
    return follows


def _flat(shape: Shape) -> Iterator[int]:
    return (arc for path in _paths(shape["arcs"]) for arc in path)


def _start(arc: int) -> tuple[int, int]:
    """Return the position at which an arc begins."""
    steps = drawing()["arcs"][max(arc, ~arc)]
    if arc >= 0:
        return steps[0][0], steps[0][1]
    x, y = _end(steps)
    return x, y


def _end(steps: Steps) -> list[int]:
    return [sum(step[axis] for step in steps) for axis in (0, 1)]


def _join(chain: Sequence[int]) -> Steps:
    """Return some arcs, each of which begins where the one before ends, as one."""
    joined: Steps = []
    for arc in chain:
        steps = drawing()["arcs"][max(arc, ~arc)]
        way = steps if arc >= 0 else _reverse(steps)
        # Of all but the first, the first position is the end of the one before.
        joined += way[1:] if joined else way
    moves = [step for at, step in enumerate(joined) if at == 0 or step != [0, 0]]
    return moves if len(moves) > 1 else [*moves, [0, 0]]


def _reverse(steps: Steps) -> Steps:
    """Return the steps of an arc from its other end."""
    return [_end(steps), *([-x, -y] for x, y in reversed(steps[1:]))]
