"""Name at the edge of the map whoever has a number, but neither a label nor a place below it."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.patches import FancyBboxPatch

from perufr_map.characters import isolate
from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.labels import Labels
from perufr_map.exports.picture.painter import LAYERS
from perufr_map.exports.picture.plan import room_of_words
from perufr_map.exports.picture.shelf import list_actors
from perufr_map.exports.picture.text import break_lines, width_of, write_lines

WIDEST, HIGHEST = 0.4, 0.25  # of the map
MOST = 17  # are named, the others counted
LINES = 4  # below the map
LEADING, PADDING = 1.3, 4.0
STEP = 8.0  # from one place that is tried to the next


def write_unlabelled(drawing: Drawing, labels: Labels, obstacles: Iterable[Box]) -> str:
    """Write them where they cover neither a label nor land with colour.

    Returns
    -------
    str
        The line for which there is no such place; it stands below the map.
    """
    left_out, size = _list(drawing, labels), drawing.layout.normal
    said = [_say(drawing, left_out, most) for most in range(MOST, -1, -1)]
    if not drawing.below and (not left_out or _write_box(drawing, labels, obstacles, said[0])):
        return ""
    width = room_of_words(drawing)
    return next((text for text in said if len(break_lines(text, size, width)) <= LINES), said[-1])


def write_unlabelled_on_map(drawing: Drawing, labels: Labels) -> None:
    """Write them on a map with nothing below it: as many as there is room for."""
    left_out = _list(drawing, labels)
    for most in (MOST, MOST // 2, MOST // 4, 1, 0):
        if not left_out or _write_box(drawing, labels, [], _say(drawing, left_out, most)):
            return


def _list(drawing: Drawing, labels: Labels) -> list[str]:
    """Return who has a number, but no label, the strongest first."""
    known = labels.codes | {actor.code for actor in list_actors(drawing)}
    known.add(drawing.focus)
    left_out = [code for code in drawing.readings if code not in known]
    return sorted(left_out, key=lambda code: (-abs(drawing.readings[code].value or 0), code))


def _say(drawing: Drawing, left_out: list[str], most: int) -> str:
    """Name the strongest and count the others; say nothing of nobody."""
    words, era = drawing.words, drawing.request.era
    said = [
        f"{isolate(words.brief(code, era))} {words.reading(drawing.readings[code])}"
        for code in left_out[:most]
    ]
    if len(left_out) > most:
        said.append(words.say("shelf.more", n=len(left_out) - most))
    return words.say("page.multiples.unlabelled", names=", ".join(said)) if said else ""


def _write_box(drawing: Drawing, labels: Labels, obstacles: Iterable[Box], text: str) -> bool:
    """Write a text into a box on the map; say whether there was room."""
    size, seen = drawing.layout.normal, labels.ground.seen
    lines = break_lines(text, size, WIDEST * (seen.right - seen.left))
    wide = max(width_of(line, size) for line in lines) + 2 * PADDING
    high = len(lines) * size * LEADING + 2 * PADDING - size * (LEADING - 1)
    box = _find_room(labels, list(obstacles), wide, high)
    if box is None or high > HIGHEST * (seen.bottom - seen.top):
        return False
    around = FancyBboxPatch(
        (box.left, box.top),
        wide,
        high,
        boxstyle=f"round,pad=0,rounding_size={PADDING}",
        facecolor=drawing.ink.paper,
        edgecolor=drawing.ink.rule,
        linewidth=0.7,
        zorder=LAYERS["label"] + 0.5,
    )
    drawing.axes.add_artist(around)
    at = (box.left + PADDING, box.top + PADDING + size * 0.86)
    colour = drawing.ink.text
    write_lines(
        drawing.axes, at, lines, size=size, colour=colour, leading=LEADING, zorder=around.zorder + 1
    )
    return True


def _find_room(labels: Labels, obstacles: list[Box], wide: float, high: float) -> Box | None:
    """Return a free place along the lower or the upper edge, if there is one."""
    seen, taken = labels.ground.seen, [*obstacles, *(label.box for label in labels.placed)]
    places = [
        Box(seen.right - shift - wide, top, seen.right - shift, top + high)
        for top in (seen.bottom - high, seen.top)
        for shift in _steps(seen.right - seen.left - wide)
    ]
    free = (
        box
        for box in places
        if not labels.ground.is_coloured(box) and not any(map(box.overlaps, taken))
    )
    return next(free, None)


def _steps(length: float) -> list[float]:
    return [STEP * number for number in range(max(1, int(length / STEP)))]
