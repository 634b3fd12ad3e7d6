"""Draw a score as a mark: a circle has a territory, a dashed square is a group, else a diamond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perufr_map.dashboard import state
from perufr_map.shown.kinds import WITH_TERRITORY, kinds_of
from perufr_map.shown.scale import Scale

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Score

_SHAPES = {**dict.fromkeys(WITH_TERRITORY, "circle"), "group": "square"}


@dataclass(frozen=True)
class Mark:
    """A mark on an axis.

    Attributes
    ----------
    at
        Where it stands, in percent of the axis.
    shape
        ``circle``, ``square`` or ``diamond``.
    fill, rim, stripe
        Its colours.
    hatched
        Whether it has stripes: its sign is not settled.
    """

    at: float
    shape: str
    fill: str
    rim: str
    stripe: str
    hatched: bool


@dataclass(frozen=True)
class Axis:
    """An axis from one value to another."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Return where a value stands, in percent of the axis."""
        inside = min(self.high, max(self.low, value))
        return round(100 * (inside - self.low) / (self.high - self.low), 2)


def make_mark(score: Score, code: str, *, at: float) -> Mark:
    """Return the mark of a counterpart's score, in the variables of the page's style sheet."""
    study = state.study()
    ramp = Scale.of("light", study.edges).score_ramp
    kind = kinds_of(study)[code]
    shape = _SHAPES.get(kind, "diamond")
    if shape == "square":
        names, index = ("g", "rim", "hg"), ramp.tint_of(score.score)
    else:
        names, index = ("c", "firm", "h"), ramp.class_of(score.score)
    fill, rim, stripe = (f"var(--{name}{index})" for name in names)
    return Mark(at, shape, fill, rim, stripe, hatched=not score.settled)
