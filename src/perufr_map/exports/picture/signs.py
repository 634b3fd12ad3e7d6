"""Draw signs of acts on a map: of those types that have one, when their category counts alone.

The map's own are in ``web/src/marks.js``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.painter import LAYERS

if TYPE_CHECKING:
    from perufr_map.exports.picture.drawing import Drawing
    from perufr_map.exports.picture.sheet import Sheet

GLYPHS = {
    "aid-suspended": "M-4.5-1.5h9v6h-9zl1.5-2.5h6l1.5 2.5M-6 6 6-6",
    "ambassador-withdrawn": (
        "M-3.6-3.4a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0M-6 5c0-4.6 8.4-4.6 8.4 0z"
        "M3-3.4h4m-1.8-1.8 1.8 1.8-1.8 1.8"
    ),
    "relations-broken": (
        "M-1.5-3h-2a3 3 0 0 0 0 6h2M1.5-3h2a3 3 0 0 1 0 6h-2M-1 6l.6-2.2M.4-3.8 1-6"
    ),
    "border-tension": (
        "M0-6.5v2.6M0-1.3v2.6M0 3.9v2.6M-7 0h4.4m-1.8-1.8L-2.6 0l-1.8 1.8M7 0H2.6m1.8-1.8"
        "L2.6 0l1.8 1.8"
    ),
    "import-ban": "M-6 0h6.8m-2.4-2.4L.8 0l-2.4 2.4M4.4-5.5v11",
}
"""Lines in a square of 16 pixels around its middle, as SVG writes them, by name in the codebook."""
DISC, STEP = 0.68, 1.57
"""Radius of a sign, and from sign to sign, in sizes of type."""
PIXELS = 9.5  # radius of the disc that the lines are made for
CODES = {"moveTo": [Path.MOVETO], "lineTo": [Path.LINETO], "curveTo": [Path.CURVE4] * 3}


def list_signs(drawing: Drawing, code: str) -> list[str]:
    """Return the signs of what is said of a counterpart itself, in the order of the codebook."""
    if drawing.scored.method.category is None or drawing.before is not None:
        return []
    events = drawing.scored.events(drawing.request.era, code)
    said = set(events.loc[events["via"].isna(), "event_type"])
    return [mark for act, mark in _marks(drawing) if act in said and mark in GLYPHS]


def explain_signs(drawing: Drawing) -> dict[str, str]:
    """Return what the signs on a map mean, by sign: the names of their types."""
    known = {region.group for region in drawing.regions}
    known |= {area.code for area in drawing.world.areas} & set(drawing.readings)
    found = {mark for code in known for mark in list_signs(drawing, code)}
    label = drawing.study.event_types.drop_duplicates("mark").set_index("mark")
    return {
        mark: drawing.words.of(label.loc[mark], "label")
        for _, mark in _marks(drawing)
        if mark in found
    }


def draw_signs(drawing: Drawing, code: str, middle: tuple[float, float], size: float) -> Box | None:
    """Draw the signs of a counterpart side by side; return the box that they take.

    Parameters
    ----------
    drawing
        What is drawn.
    code
        Of a state or group.
    middle
        Where they stand.
    size
        Of the names on the map, in points.
    """
    signs = list_signs(drawing, code)
    if not signs:
        return None
    (x, y), radius = middle, DISC * size
    half = (len(signs) - 1) / 2 * STEP * size
    for number, sign in enumerate(signs):
        at = (x - half + number * STEP * size, y)
        draw_sign(drawing, sign, at, radius, gid=f"{drawing.prefix}sign-{code}")
    return Box(x - half - radius, y - radius, x + half + radius, y + radius)


def draw_sign(
    sheet: Sheet, sign: str, at: tuple[float, float], radius: float, gid: str | None = None
) -> None:
    """Draw a sign on a disc around a point."""
    ink, layer, unit = sheet.ink, LAYERS["label"], radius / PIXELS
    disc = Circle(at, radius, facecolor=ink.paper, edgecolor=ink.text, linewidth=1.2 * unit)
    place = Affine2D().scale(unit).translate(*at)
    lines = PathPatch(
        place.transform_path(_path(sign)),
        facecolor="none",
        edgecolor=ink.text,
        linewidth=1.4 * unit,
        capstyle="round",
        joinstyle="round",
    )
    disc.set_gid(gid)
    for part in (disc, lines):
        part.set_zorder(layer + 0.08)  # over the start of a leader
        sheet.axes.add_artist(part)


def _marks(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Yield code and sign of each type that has one."""
    for act, mark in drawing.study.event_types[["code", "mark"]].to_numpy().tolist():
        if mark:
            yield act, mark


def _path(sign: str) -> Path:
    """Return the lines of a sign."""
    pen = RecordingPen()
    parse_path(GLYPHS[sign], pen)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for verb, places in pen.value:
        if verb == "closePath":
            points.append(points[-1])
            codes.append(int(Path.CLOSEPOLY))
        elif verb != "endPath":
            points += places
            codes += map(int, CODES[verb])
    return Path(points, codes)
