"""Say what a picture shows of each counterpart: its score, or what became of it since an era."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from perufr_map.scoring.comparison import Became, became

Kind: TypeAlias = Literal["score"] | Became


@dataclass(frozen=True)
class Reading:
    """What is shown of one counterpart; the page's own is in ``web/src/model.js``.

    Attributes
    ----------
    kind
        ``score``, or what became of one: ``changed``, ``unchanged``, ``new`` or ``gone``.
    value
        The score, or the difference; None where one side is missing.
    now, before
        The scores in the era shown and in the one it is compared with, as in the payload.
    """

    kind: Kind
    value: float | None
    now: dict[str, Any] | None
    before: dict[str, Any] | None = None

    @property
    def single(self) -> bool:
        """Whether a score in it rests on one statement."""
        return any(score and len(score["events"]) == 1 for score in (self.now, self.before))


def readings(payload: dict[str, Any], *, era: int, before: int | None = None) -> dict[str, Reading]:
    """Return what is shown of each counterpart that has data.

    Parameters
    ----------
    payload
        As `perufr_map.shown.payload.payload` returns it.
    era
        Place of the era shown.
    before
        Place of the era it is compared with. Default: none, and scores are shown.
    """
    scores = payload["eras"][era]["scores"]
    if before is None:
        return {code: Reading("score", now["score"], now) for code, now in scores.items()}
    others = payload["eras"][before]["scores"]
    codes = dict.fromkeys([*scores, *others])
    return {code: _change(scores.get(code), others.get(code)) for code in codes}


def _change(now: dict[str, Any] | None, before: dict[str, Any] | None) -> Reading:
    scores = (None if side is None else side["score"] for side in (before, now))
    kind, value = became(*scores)
    return Reading(kind, value, now, before)
