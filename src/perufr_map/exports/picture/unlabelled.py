"""Name at the edge of the map whoever has a number, but neither a label nor a place below it."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.patches import FancyBboxPatch

from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.labels import Labels
from perufr_map.exports.picture.painter import LAYERS
from perufr_map.exports.picture.shelf import list_actors
from perufr_map.exports.picture.text import break_lines, width_of, write_lines

WIDEST = 0.4  # of the map
LEADING, PADDING = 1.3, 4.0
STEP = 8.0  # from one place that is tried to the next


def write_unlabelled(drawing: Drawing, labels: Labels, obstacles: Iterable[Box]) -> None:
    """Write them where they cover neither a label nor land with colour."""
    words, era, size = drawing.words, drawing.request.era, drawing.layout.normal
    known = labels.codes | {actor.code for actor in list_actors(drawing)}
    known.add(drawing.study.focus)
    left_out = [code for code in drawing.readings if code not in known]
    if not left_out:
        return
    left_out.sort(key=lambda code: (-abs(drawing.readings[code].value or 0), code))
    said = ", ".join(
        f"{words.brief(code, era)} {words.reading(drawing.readings[code])}" for code in left_out
    )
    seen = labels.ground.seen
    text = words.say("page.multiples.unlabelled", names=said)
    lines = break_lines(text, size, WIDEST * (seen.right - seen.left))
    wide = max(width_of(line, size) for line in lines) + 2 * PADDING
    high = len(lines) * size * LEADING + 2 * PADDING - size * (LEADING - 1)
    box = _find_room(labels, list(obstacles), wide, high)
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


def _find_room(labels: Labels, obstacles: list[Box], wide: float, high: float) -> Box:
    """Return a free place along the lower or the upper edge; else the lower right corner."""
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
    return next(free, places[0])


def _steps(length: float) -> list[float]:
    return [STEP * number for number in range(max(1, int(length / STEP)))]
