"""Hold the drawing of one A4 page: its contents, words and colours; draw boxes on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from perufr_map.exports.picture.painter import Fill, paint
from perufr_map.shown.reading import Reading, readings
from perufr_map.shown.regions import groups_told_of, homes, list_regions, members_on
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale
from perufr_map.shown.shapes import world

POINTS = 72  # to the inch
WIDTH, HEIGHT = 842.0, 595.25  # A4 across, in points; 3508 by 2480 dots at 300 to the inch
MARGIN = 32.0
RIGHT = WIDTH - MARGIN
TIMELINE, MAP = 106.0, 120.0  # their tops
FOOT = 477.0  # top of legend and strip
MAP_BOX = (MARGIN, MAP, WIDTH - 2 * MARGIN, FOOT - 14 - MAP)  # left, top, width, height
STRIP = 300.0  # where the strip starts
SMALL, NORMAL = 6.6, 7.4  # sizes of type


class Drawing:
    """The drawing of an A4 page, at first empty.

    `told` is a sentence on a selected state that no statement names.

    Parameters
    ----------
    shown
        A request and its scores.
    era
        Id of the era. Default: the request's.
    """

    def __init__(self, shown: Shown, era: str | None = None) -> None:
        self.study = shown.study
        self.request = request = shown.request if era is None else replace(shown.request, era=era)
        self.departures = shown.scored.departures
        self.words = shown.words
        self.ink = Scale.of(request.theme)
        self.number = shown.place(request.era)
        self.before = None if request.before is None else shown.place(request.before)
        self.era = shown.study.era(request.era)
        self.world = world(shown.topology, self.number)
        before, scored = request.before, shown.scored
        every = readings(scored, era=request.era, before=before)
        placed = {} if request.members else homes(scored, era=request.era, before=before)
        self.regions = list_regions(every, placed)
        self.readings = {code: each for code, each in every.items() if code not in placed}
        selected = request.selected or ""
        self.selected_reading = every.get(selected)
        told = groups_told_of(scored, request.era, selected) if selected in placed else {}
        self.told = (
            self.words.unnamed(selected, told, request.era, method=scored.method) if told else ""
        )
        self.figure = Figure(figsize=(WIDTH / POINTS, HEIGHT / POINTS), facecolor=self.ink.paper)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(HEIGHT, 0)

    @property
    def groups(self) -> set[str]:
        """The groups that are drawn as groups: whose members are not filled as those named."""
        kinds = self.study.counterparts.set_index("id")["kind"]
        return set() if self.request.members else set(kinds[kinds == "group"].index)

    @property
    def selected_states(self) -> set[str]:
        """The selected state, or the members of the selected group."""
        selected = self.request.selected
        groups = members_on(self.study, self.era["reference_date"])
        return groups.get(selected or "", set() if selected is None else {selected})

    @property
    def shown_readings(self) -> list[Reading]:
        """What is shown of all that is drawn."""
        return [*self.readings.values(), *(region.reading for region in self.regions)]

    def rectangle(
        self, at: tuple[float, float], size: tuple[float, float], colour: str, *, zorder: float = 1
    ) -> None:
        """Fill a rectangle with a colour."""
        self.axes.add_artist(Rectangle(at, *size, color=colour, linewidth=0, zorder=zorder))

    def box(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        fill: Fill,
        *,
        edge: bool = True,
        gid: str | None = None,
    ) -> None:
        """Draw a box with a fill, as in the legend."""
        (x, y), (width, height) = at, size
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        paint(self.axes, Path(corners, closed=True), fill, zorder=2, gid=gid)
        if edge:
            self.outline(at, size)

    def outline(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        *,
        colour: str | None = None,
        dashes: Any = "solid",
    ) -> None:
        """Draw a thin line around a box, so that pale colours can be seen on the paper."""
        frame = Rectangle(
            at,
            *size,
            facecolor="none",
            edgecolor=colour or self.ink.rule,
            linewidth=0.5,
            linestyle=dashes,
        )
        frame.set_zorder(3)
        self.axes.add_artist(frame)
