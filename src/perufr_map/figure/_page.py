"""Lay out the sheet: title, time, map, legend, counterparts without territory, source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from perufr_map.figure._ink import Ink, ink_on
from perufr_map.figure._map import (
    DASHES,
    FRONTIER,
    FRONTIER_DASHES,
    Fill,
    MapPainter,
    fill_of,
    paint,
)
from perufr_map.figure._shapes import World, world
from perufr_map.figure._text import broken, width_of, write, write_lines
from perufr_map.figure._words import Words
from perufr_map.view import View

POINTS = 72  # to the inch
WIDTH, HEIGHT = 842.0, 595.25  # A4 across, in points; 3508 by 2480 dots at 300 to the inch
MARGIN = 32.0
RIGHT = WIDTH - MARGIN
LINES = 6  # of the summary, before it is set smaller
YEAR = 24.0  # room for one under the timeline
SUMMARY = 0.6 * WIDTH  # where the summary starts
TIMELINE, MAP = 106.0, 120.0  # their tops
FOOT = 477.0  # top of legend and strip
STRIP = 288.0  # where the strip starts
KIND = 88.0  # width of its headings
BOTTOM = 532.0  # the lowest top of a row of it
KINDS = ("organisation", "group", "non-state", "state")
SMALL, PLAIN = 6.6, 7.4  # sizes of type


def draw(payload: dict[str, Any], view: View) -> Figure:
    """Draw an era as a sheet of A4, across.

    Parameters
    ----------
    payload
        As `perufr_map.atlas.payload` returns it.
    view
        Era, language, theme, and who is selected.

    Returns
    -------
    Figure
        `WIDTH` by `HEIGHT` points; nothing of it lives in pyplot.
    """
    return _Sheet(payload, view).draw()


class _Sheet:
    def __init__(self, payload: dict[str, Any], view: View) -> None:
        self.payload = payload
        self.view = view
        self.words = Words(payload, view.language)
        self.ink = Ink.of(payload["scale"], view.theme)
        self.number = [era["id"] for era in payload["eras"]].index(view.era)
        self.era = payload["eras"][self.number]
        self.focus = payload["focus"]
        self.figure = Figure(figsize=(WIDTH / POINTS, HEIGHT / POINTS), facecolor=self.ink.paper)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(HEIGHT, 0)

    def draw(self) -> Figure:
        self._title()
        self._timeline()
        painter = MapPainter(self.axes, (MARGIN, MAP, WIDTH - 2 * MARGIN), self.ink)
        areas = world(self.payload["topology"], self.number)
        painter.draw(areas, self.era["scores"], self.focus, self.view.selected)
        self._legend()
        self._notes(areas)
        self._strip({area.code for area in areas.areas})
        self._source()
        return self.figure

    def _title(self) -> None:
        words, ink = self.words, self.ink
        write(
            self.axes,
            (MARGIN, 37),
            words.text(self.payload["title"]),
            size=8.5,
            colour=ink.quiet,
        )
        name, room = words.text(self.era["name"]), SUMMARY - MARGIN - 24
        size = next((s for s in (24, 22, 20, 18) if width_of(name, s, bold=True) <= room), 15)
        lines = broken(name, size, room, bold=True)
        write_lines(
            self.axes, (MARGIN, 65), lines, size=size, colour=ink.text, bold=True, leading=1.15
        )
        dates = words.span(self.era["start"], self.era["end"])
        write(
            self.axes,
            (MARGIN, 85 if len(lines) == 1 else 99),
            " · ".join(filter(None, [dates, self.era["leader"]])),
            size=9,
            colour=ink.quiet,
        )
        room, summary = RIGHT - SUMMARY, words.text(self.era["summary"])
        fitting = (s for s in (8.0, 7.5, 7.0, 6.5) if len(broken(summary, s, room)) <= LINES)
        small = next(fitting, 6.0)
        lines = broken(summary, small, room)
        write_lines(self.axes, (SUMMARY, 36), lines, size=small, colour=ink.text, leading=1.42)

    def _timeline(self) -> None:
        """Draw a line of all eras, this one thick, so that a picture alone tells its place."""
        eras = self.payload["eras"]
        first, last = _day(eras[0]["start"]), _day(eras[-1]["end"])
        labelled = -1e9
        for number, era in enumerate(eras):
            left, right = (
                MARGIN + (RIGHT - MARGIN) * (_day(day) - first) / (last - first)
                for day in (era["start"], era["end"])
            )
            now = number == self.number
            thick, colour = (3.0, self.ink.text) if now else (1.6, self.ink.rule)
            bar = Rectangle(
                (left, TIMELINE - thick / 2), right - left - 1.5, thick, color=colour, linewidth=0
            )
            self.axes.add_artist(bar)
            if now or left - labelled > YEAR:
                colour = self.ink.text if now else self.ink.quiet
                at = (left, TIMELINE + 10)
                write(self.axes, at, era["start"][:4], size=SMALL, colour=colour, bold=now)
                labelled = left

    def _legend(self) -> None:
        words, ink, scale = self.words, self.ink, self.payload["scale"]
        left, width, top = MARGIN, 214.0, FOOT
        low, high = scale["domain"]
        edges = [low, *scale["thresholds"], high]

        def at(value: float) -> float:
            share: float = (value - low) / (high - low)
            return left + width * share

        score = self.era["scores"].get(self.view.selected)
        focus = words.name(self.focus, self.number)
        title = words.say("legend.title", focus=focus)
        if score is not None and self.view.selected is not None:
            name = words.name(self.view.selected, self.number)
            title = words.say("legend.score", name=name, score=words.signed(score["score"]))
        write(self.axes, (left, top), title, size=PLAIN + 0.6, colour=ink.text, bold=True)
        ends = {"left": "legend.conflict", "right": "legend.cooperation"}
        for align, key in ends.items():
            x = left if align == "left" else left + width
            write(
                self.axes,
                (x, top + 12.5),
                words.say(key),
                size=PLAIN,
                colour=ink.quiet,
                align=align,
            )
        for (lower, upper), colour in zip(pairwise(edges), ink.classes, strict=True):
            self._box(at(lower), top + 18.5, at(upper) - at(lower), 9, Fill(colour), edge=False)
        self._frame(left, top + 18.5, width, 9)
        for edge in edges:
            tick = words.signed(edge, digits=0)
            write(
                self.axes,
                (at(edge), top + 36.5),
                tick,
                size=SMALL,
                colour=ink.quiet,
                align={low: "left", high: "right"}.get(edge, "center"),
            )
        if score is not None:
            self._mark(at, score, top + 18.5)

    def _notes(self, shown: World) -> None:
        """Explain what is no class: hatches, the focus, and what is dashed on this map."""
        words, ink = self.words, self.ink
        single = {"score": ink.thresholds[-1] - 1e-9, "events": [None]}
        notes = [
            (fill_of(None, ink), words.say("legend.no_data"), ""),
            (Fill(ink.focus), words.name(self.focus, self.number), ""),
            (fill_of(single, ink), words.say("legend.single"), ""),
        ]
        if shown.frontiers:
            notes.append((Fill(ink.no_data), words.say("legend.frontier"), "frontier"))
        if any(area.status != "independent" for area in shown.areas):
            quiet = Fill(ink.no_data_line, alpha=0.45)
            notes.append((quiet, words.say("legend.quiet"), "quiet"))
        x, y = MARGIN, FOOT + 42
        for fill, note, dashed in notes:
            needed = 23 + width_of(note, PLAIN) + 10
            if x > MARGIN and x + needed > STRIP:
                x, y = MARGIN, y + 11.5
            self._box(x, y, 18, 8, fill, edge=dashed != "quiet")
            if dashed == "quiet":
                self._frame(x, y, 18, 8, colour=ink.quiet, dashes=DASHES)
            if dashed == "frontier":
                middle = y + 4
                self.axes.plot(
                    [x, x + 18],
                    [middle, middle],
                    color=ink.frontier,
                    linewidth=FRONTIER,
                    linestyle=FRONTIER_DASHES,
                )
            write(self.axes, (x + 23, y + 6.8), note, size=PLAIN, colour=ink.text)
            x += needed

    def _mark(self, at: Any, score: dict[str, Any], top: float) -> None:
        """Point at the selected counterpart's score on the scale, with its range."""
        if score.get("low") is not None:
            ends = [at(score["low"]), at(score["high"])]
            self.axes.plot(ends, [top - 2] * 2, color=self.ink.text, linewidth=1.6)
        x = at(score["score"])
        self.axes.plot([x, x], [top - 3.5, top + 12.5], color=self.ink.text, linewidth=1.6)

    def _strip(self, on_map: set[str]) -> None:
        """List who has a score and no territory on this map, by kind; count whom it cannot hold."""
        left, y, left_out = STRIP + KIND, FOOT - 8, 0
        for kind in KINDS:
            actors = list(self._without_territory(kind, on_map))
            if not actors or y > BOTTOM:
                left_out += len(actors)
                continue
            heading = broken(self.words.say(f"kinds.{kind}"), PLAIN, KIND - 8)
            write_lines(
                self.axes, (STRIP, y + 7.8), heading, size=PLAIN, colour=self.ink.quiet, leading=1.2
            )
            x, top = left, y
            for code, name, score in actors:
                needed = 30 + width_of(name, PLAIN) + 12
                if x > left and x + needed > RIGHT:
                    x, y = left, y + 13
                if y > BOTTOM:
                    left_out += 1
                    continue
                self._actor((x, y), code, name, score["score"])
                x += needed
            y = max(y + 17, top + 8 + len(heading) * PLAIN * 1.2)
        if left_out:
            at, more = (RIGHT, BOTTOM + 16), f"+ {left_out}"
            write(self.axes, at, more, size=PLAIN, colour=self.ink.quiet, align="right")

    def _actor(self, at: tuple[float, float], code: str, name: str, score: float) -> None:
        (x, y), colour, value = at, self.ink.of_score(score), self.words.signed(score)
        self._box(x, y, 25, 10, Fill(colour), gid=f"actor-{code}")
        write(
            self.axes,
            (x + 12.5, y + 7.6),
            value,
            size=SMALL,
            colour=ink_on(colour),
            bold=True,
            align="center",
        )
        picked = code == self.view.selected
        write(self.axes, (x + 30, y + 7.8), name, size=PLAIN, colour=self.ink.text, bold=picked)

    def _without_territory(
        self, kind: str, on_map: set[str]
    ) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for code, actor in self.payload["counterparts"].items():
            score = self.era["scores"].get(code)
            if score is not None and actor["kind"] == kind and code not in on_map:
                yield code, self.words.text(actor["name"]), score

    def _source(self) -> None:
        """Say on whose word the picture stands, under which licence, by which method."""
        words, ink = self.words, self.ink
        method = words.method()
        source = broken(words.text(self.payload["colophon"]), SMALL, RIGHT - MARGIN)
        lines = [*source, *(broken(method, SMALL, RIGHT - MARGIN, bold=True) if method else [])]
        top = HEIGHT - 18 - (len(lines) - 1) * SMALL * 1.4
        rule = Rectangle((MARGIN, top - 13), RIGHT - MARGIN, 0.6, color=ink.rule, linewidth=0)
        self.axes.add_artist(rule)
        y = write_lines(self.axes, (MARGIN, top), source, size=SMALL, colour=ink.quiet, leading=1.4)
        write_lines(
            self.axes,
            (MARGIN, y),
            lines[len(source) :],
            size=SMALL,
            colour=ink.text,
            leading=1.4,
            bold=True,
        )

    def _box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Fill,
        *,
        edge: bool = True,
        gid: str | None = None,
    ) -> None:
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        paint(self.axes, Path(corners, closed=True), fill, zorder=2, gid=gid)
        if edge:
            self._frame(x, y, width, height)

    def _frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        colour: str | None = None,
        dashes: Any = "solid",
    ) -> None:
        """Draw a thin line around a swatch, so that neutral does not melt into the paper."""
        frame = Rectangle(
            (x, y),
            width,
            height,
            facecolor="none",
            edgecolor=colour or self.ink.rule,
            linewidth=0.5,
            linestyle=dashes,
        )
        frame.set_zorder(3)
        self.axes.add_artist(frame)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
