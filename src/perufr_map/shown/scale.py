"""The colours of a picture: those of the map on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from perufr_map.shown.reading import Reading

# Ink and paper of the page, as relations.css has them.
PAGES = {
    "light": {
        "paper": "#ffffff",
        "text": "#1d2025",
        "quiet": "#565b63",
        "rule": "#dcdfe2",
        "frontier": "#b8509a",
    },
    "dark": {
        "paper": "#14171b",
        "text": "#eceae6",
        "quiet": "#a7adb5",
        "rule": "#343a42",
        "frontier": "#c4569f",
    },
}
SURFACES = ("sea", "border", "focus", "no_data", "no_data_line")
CHANGES = ("unchanged", "new", "new_line", "gone", "gone_line")
_PALE, _BLACK_ENDS, _DEEP = 0.6, 0.179, 0.1  # relative luminances


@dataclass(frozen=True)
class Ramp:
    """The classes of a scale: its two ends, the thresholds between, a colour for each class."""

    ends: tuple[float, float]
    thresholds: tuple[float, ...]
    colours: tuple[str, ...]

    @classmethod
    def of(cls, scale: dict[str, Any], theme: str) -> Ramp:
        """Return the classes of ``shown/scale.json``, or of the changes in it."""
        low, high = scale["domain"]
        return cls((low, high), tuple(scale["thresholds"]), tuple(scale["ramps"][theme]["colours"]))

    @property
    def edges(self) -> list[float]:
        """The limits of the classes, ends included."""
        low, high = self.ends
        return [low, *self.thresholds, high]

    def at(self, value: float) -> str:
        """Return the colour of a value. A class includes its lower threshold."""
        return self.colours[sum(value >= threshold for threshold in self.thresholds)]


@dataclass(frozen=True)
class Ink:
    """Colours of one theme: of the page, of what is no class, and of the classes."""

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
    unchanged: str
    new: str
    new_line: str
    gone: str
    gone_line: str
    scores: Ramp
    changes: Ramp

    @classmethod
    def of(cls, scale: dict[str, Any], theme: str) -> Ink:
        """Return the colours of a theme; `scale` is ``shown/scale.json``."""
        change = scale["change"]
        return cls(
            **PAGES[theme],
            **{name: scale["surfaces"][theme][name] for name in SURFACES},
            **{name: change["surfaces"][theme][name] for name in CHANGES},
            scores=Ramp.of(scale, theme),
            changes=Ramp.of(change, theme),
        )

    def of_reading(self, reading: Reading) -> str:
        """Return the colour of a score, of a change, or of what became of a score."""
        if reading.value is None or reading.kind == "unchanged":
            return str(getattr(self, reading.kind))
        return (self.scores if reading.kind == "score" else self.changes).at(reading.value)

    def plain(self) -> list[str]:
        """Return every colour that is of no class."""
        return [value for value in vars(self).values() if isinstance(value, str)]


def hatch_on(colour: str) -> str:
    """Return the colour of a hatch: lighter, or darker where lighter would not show."""
    light = _luminance(colour)
    if light > _PALE:
        return _mixed(colour, "#000000", 0.13)
    return _mixed(colour, "#ffffff", 0.3 if light < _DEEP else 0.5)


def ink_on(colour: str) -> str:
    """Return black or white, whichever stands out more."""
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


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{int(a * (1 - share) + b * share + 0.5):02x}" for a, b in pairs)
