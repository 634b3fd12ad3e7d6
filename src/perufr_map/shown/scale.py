"""The classes and colours of everything that is drawn, from ``shown/scale.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NotRequired, TypeAlias, TypedDict, get_args

from perufr_map.resources import package_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perufr_map.shown.reading import Reading

Theme: TypeAlias = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)

_BLACK_ENDS = 0.179  # relative luminance
_FAINT = 1.4  # a hatch of less contrast is darkened
_BEYOND, _AIR = 1.25, 0.2  # the legend ends so many times its last edge, so far off a score
_INK = 0.45  # share of ink in the rim of what two or more statements name


class RampData(TypedDict):
    """The colours of a scale's classes; ``shown/scale.json`` names their origin beside them."""

    colours: list[str]
    rims: NotRequired[list[str]]
    """Of the classes; the rim of what two or more statements name is mixed of them and ink."""


class TintsData(TypedDict):
    """How a group is drawn: from much conflict over a little, neither, and a little to much."""

    fills: list[str]
    rims: list[str]


class ClassesData(TypedDict):
    """A scale: its ends, the thresholds between them, and its colours by theme."""

    domain: list[float]
    thresholds: list[float]
    ramps: dict[Theme, RampData]
    tints: dict[Theme, TintsData]
    surfaces: dict[Theme, dict[str, str]]


class HatchData(TypedDict):
    """How much of the page's colour a hatch has, on classes and on groups' tints, 0 to 1."""

    classes: float
    groups: float


class ScaleData(ClassesData):
    """The part of ``shown/scale.json`` for the map."""

    page: dict[Theme, dict[str, str]]
    hatches: dict[Theme, HatchData]


class _File(ScaleData):
    """All of ``shown/scale.json``."""

    charts: dict[Theme, dict[str, str]]


@cache
def _file() -> _File:
    content: _File = json.loads(package_text("shown/scale.json"))
    return content


Edges: TypeAlias = tuple[float, ...] | None
"""The edges of the classes of scores that a study sets; None are those of the file."""


def scale_data(edges: Edges = None) -> ScaleData:
    """Return the scale for the map: all but the dashboard's charts and what names an origin."""
    content = _file()
    scores = _classes(content)
    if edges is not None:
        scores["thresholds"] = list(edges)
    return {
        **scores,
        "page": content["page"],
        "hatches": content["hatches"],
    }


def _classes(content: ClassesData) -> ClassesData:
    ramps = content["ramps"].items()
    return {
        "domain": content["domain"],
        "thresholds": content["thresholds"],
        "ramps": {theme: _ramp(ramp) for theme, ramp in ramps},
        "tints": content["tints"],
        "surfaces": content["surfaces"],
    }


def _ramp(ramp: RampData) -> RampData:
    colours: RampData = {"colours": ramp["colours"]}
    if "rims" in ramp:
        colours["rims"] = ramp["rims"]
    return colours


@dataclass(frozen=True)
class Ramp:
    """The classes of a scale: its two ends, the thresholds between them, a colour per class.

    Attributes
    ----------
    firm
        The rim in each class of what two or more statements name.
    tints, rims
        Fills and rims of groups, by `tint_of`.
    """

    ends: tuple[float, float]
    thresholds: tuple[float, ...]
    colours: tuple[str, ...]
    firm: tuple[str, ...]
    tints: tuple[str, ...]
    rims: tuple[str, ...]

    @classmethod
    def of(cls, classes: ClassesData, theme: Theme, *, ink: str) -> Ramp:
        """Return the classes of scores in the colours of a theme and its ink."""
        low, high = classes["domain"]
        ramp = classes["ramps"][theme]
        tints = classes["tints"][theme]
        return cls(
            (low, high),
            tuple(classes["thresholds"]),
            tuple(ramp["colours"]),
            tuple(_mix(rim, ink, _INK) for rim in ramp.get("rims", [])),
            tuple(tints["fills"]),
            tuple(tints["rims"]),
        )

    @property
    def edges(self) -> list[float]:
        """The limits of the classes, ends included."""
        low, high = self.ends
        return [low, *self.thresholds, high]

    def class_of(self, value: float) -> int:
        """Return the index of a value's class. A class includes its lower threshold."""
        return sum(value >= threshold for threshold in self.thresholds)

    def tint_of(self, value: float) -> int:
        """Return the index of a group's tint: 0 and 1 are conflict, 2 neither, the others more.

        1 and 3 are the first class of each sign, 0 and 4 all that are stronger.
        """
        above = len(self.colours) // 2
        middle = len(self.colours) % 2
        step = self.class_of(value) - above
        if step >= middle:
            return 3 if step == middle else 4
        return 2 if step == 0 else 1 if step == -1 else 0

    def place_of(self, value: float) -> float:
        """Return the position of a value between the ends, from 0 to 1."""
        low, high = self.ends
        return (min(high, max(low, value)) - low) / (high - low)

    def look(self, score: float, *, group: bool, settled: bool) -> str:
        """Return the classes of a style sheet that a score is shown with; see `class_rules`."""
        tone = f"g{self.tint_of(score)}" if group else f"c{self.class_of(score)}"
        return tone if settled else f"{tone} unsettled"

    def within_reach(self, most: float) -> Ramp:
        """Return the ramp with ends just beyond the strongest score, as the legend shows it."""
        last = _BEYOND * max(map(abs, self.thresholds))
        reach = min(max(most + _AIR, last), max(map(abs, self.ends)))
        return replace(self, ends=(-reach, reach))

    def at(self, value: float) -> str:
        """Return the colour of a value."""
        return self.colours[self.class_of(value)]


@dataclass(frozen=True)
class Scale:
    """The colours of one theme: of the page, of the map without scores, and of the classes.

    Attributes
    ----------
    score_ramp
        The classes of scores; in a comparison, of those in the later era.
    page
        The colours of the page and its controls.
    hatches
        How much of the page's colour a hatch has.
    charts
        ``text``, ``axis`` (labels) and ``rim`` of the charts beside the map.
    """

    paper: str
    text: str
    quiet: str
    rule: str
    frontier: str
    sea: str
    border: str
    focus: str
    no_data: str
    no_data_line: str
    score_ramp: Ramp
    page: dict[str, str]
    hatches: HatchData
    charts: dict[str, str]

    @classmethod
    def of(cls, theme: Theme, edges: Edges = None) -> Scale:
        """Return the colours of a theme, and the classes that a study sets."""
        return _scale(theme, edges)

    def of_group(self, reading: Reading) -> tuple[str, str]:
        """Return the fill and the rim of a group's region, by what is shown of the group.

        What is gone is land without data in a quiet rim.
        """
        if reading.score is None:
            return self.no_data, self.quiet
        ramp = self.score_ramp
        tint = ramp.tint_of(reading.score)
        return ramp.tints[tint], ramp.rims[tint]

    def firm_rim(self, reading: Reading) -> str:
        """Return the rim of what two or more statements name, by its score."""
        ramp = self.score_ramp
        return ramp.firm[ramp.class_of(reading.score or 0.0)]

    def of_reading(self, reading: Reading) -> str:
        """Return the colour of a score; that of land without data for what is gone."""
        return self.no_data if reading.score is None else self.score_ramp.at(reading.score)

    def hatch_on(self, colour: str, *, group: bool = False) -> str:
        """Return the colour of a hatch on a class, or on a group's tint.

        It is nearly the page's; on what is nearly as pale as the page it is darker.
        """
        if _contrast(colour, self.paper) < _FAINT:
            return _mix(colour, "#000000", 0.22)
        return _mix(colour, self.paper, self.hatches["groups" if group else "classes"])

    def surface_colours(self) -> list[str]:
        """Return every colour of a picture but those of the classes."""
        return [value for value in vars(self).values() if isinstance(value, str)]

    def variables(self) -> str:
        """Return the variables of a page's style sheet, as text: see `colours`."""
        return _declare(self.colours())

    def colours(self) -> dict[str, str]:
        """Return each variable of a page's style sheet and its colour.

        ``--pfr-paper``; of a class ``--c0``, ``--on0`` (text on it), ``--h0`` (a hatch on it) and
        ``--firm0``; of a group ``--g0``, ``--ong0``, ``--hg0`` and ``--rim0``.
        """
        variables = {f"pfr-{name}": colour for name, colour in self.page.items()}
        variables |= {"sea": self.sea, "focus": self.focus}
        variables |= {"silent": self.no_data}
        ramp = self.score_ramp
        for tone, colour in enumerate(ramp.colours):
            variables |= {f"c{tone}": colour, f"on{tone}": ink_on(colour)}
            variables |= {f"h{tone}": self.hatch_on(colour), f"firm{tone}": ramp.firm[tone]}
        for tint, (colour, rim) in enumerate(zip(ramp.tints, ramp.rims, strict=True)):
            variables |= {f"g{tint}": colour, f"ong{tint}": ink_on(colour), f"rim{tint}": rim}
            variables |= {f"hg{tint}": self.hatch_on(colour, group=True)}
        return variables


def _declare(variables: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in variables.items())


def both_themes(edges: Edges = None) -> str:
    """Return the variables of a style sheet whose page may change its theme: `light-dark()`."""
    light, dark = (Scale.of(theme, edges).colours() for theme in THEMES)
    return _declare({name: f"light-dark({light[name]},{dark[name]})" for name in light})


@cache
def _scale(theme: Theme, edges: Edges) -> Scale:
    content = _file()
    scores = Ramp.of(content, theme, ink=content["page"][theme]["text"])
    page = content["page"][theme]
    return Scale(
        **{name: page[name] for name in ("paper", "text", "quiet", "rule", "frontier")},
        **content["surfaces"][theme],
        score_ramp=scores if edges is None else replace(scores, thresholds=edges),
        page=page,
        hatches=content["hatches"][theme],
        charts=content["charts"][theme],
    )


def theme_rules() -> str:
    """Return the rules of a page's style sheet for the colours of both themes."""
    light, dark = (f"{Scale.of(theme).variables()}color-scheme:{theme};" for theme in THEMES)
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def class_rules(edges: Edges = None) -> str:
    """Return the rules of a page's style sheet for ``.c0``, ``.g0`` and for a legend, ``.ramp``.

    What has one of the first two and ``.unsettled`` is hatched, with a halo around its text.
    """
    ramp = Scale.of("light", edges).score_ramp
    looks = [f"c{tone}" for tone in range(len(ramp.colours))]
    tints = [f"g{tint}" for tint in range(len(ramp.tints))]
    colours = [
        f".{look}{{--ground:var(--{look});--stripe:var(--h{look.removeprefix('c')});"
        f"background:var(--ground);color:var(--on{look.removeprefix('c')})}}"
        for look in (*looks, *tints)
    ]
    colours += [f".c{tone}{{--firm:var(--firm{tone})}}" for tone in range(len(ramp.colours))]
    colours += [f".g{tint}{{--rim:var(--rim{tint})}}" for tint in range(len(ramp.tints))]
    widths = enumerate(upper - lower for lower, upper in pairwise(ramp.edges))
    shares = (f".ramp .c{tone}{{flex-grow:{width}}}" for tone, width in widths)
    return "".join([*colours, *shares])


def ink_on(colour: str) -> str:
    """Return black or white, whichever has more contrast with a colour."""
    return "#000000" if _luminance(colour) > _BLACK_ENDS else "#ffffff"


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255."""
    red, green, blue = bytes.fromhex(colour[1:7])
    return red, green, blue


def _luminance(colour: str) -> float:
    """Return relative luminance as WCAG 2 defines it, 0 to 1."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for c in (value / 255 for value in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """Return WCAG's contrast of two colours."""
    dark, pale = sorted(_luminance(colour) + 0.05 for colour in (one, other))
    return pale / dark


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{int(a * (1 - share) + b * share + 0.5):02x}" for a, b in pairs)
