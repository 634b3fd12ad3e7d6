"""Compute what is shown of each counterpart: its score, or its change since another era."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from perufr_map.scoring.comparison import Became, compare_scores
from perufr_map.scoring.scored import Score, Scored


@dataclass(frozen=True)
class Reading:
    """What is shown of one counterpart; the map's own is in ``web/src/model.js``.

    Attributes
    ----------
    became
        ``score``, or for a comparison ``changed``, ``unchanged``, ``new`` or ``gone``.
    value
        The score, or its change; None if one of the eras has no score.
    now, before
        The scores in the era shown and in the era that it is compared with.
    """

    became: Literal["score"] | Became
    value: float | None
    now: Score | None = None
    before: Score | None = None

    @property
    def score(self) -> float | None:
        """The score in the era shown, which is the colour in a comparison too; None if gone."""
        return None if self.now is None else self.now.score

    @property
    def unsettled(self) -> bool:
        """Whether the sign of that score is not settled; see `perufr_map.scoring.settled`."""
        return self.now is not None and not self.now.settled

    @property
    def is_firm(self) -> bool:
        """Whether two or more statements name what has a score: it has a firm rim."""
        return self.now is not None and self.now.events - self.now.inherited > 1


def readings(scored: Scored, *, era: str, before: str | None = None) -> dict[str, Reading]:
    """Return what is shown of each counterpart that has data.

    Parameters
    ----------
    scored
        The study, scored.
    era
        Id of the era shown.
    before
        Id of the era that it is compared with. Default: none; the scores are shown.
    """
    scores = scored.in_era(era)
    if before is None:
        return {code: Reading("score", now.score, now) for code, now in scores.items()}
    others = scored.in_era(before)
    codes = dict.fromkeys([*scores, *others])
    return {code: _change(scores.get(code), others.get(code)) for code in codes}


def _change(now: Score | None, before: Score | None) -> Reading:
    became, value = compare_scores(
        *(None if score is None else score.score for score in (before, now))
    )
    return Reading(became, value, now, before)


def count_named(scored: Scored, era: str) -> int:
    """Return how many states a statement of an era names."""
    kinds = dict(scored.study.counterparts[["id", "kind"]].to_numpy())
    return sum(
        score.basis == "named" and kinds[code] == "state"
        for code, score in scored.in_era(era).items()
    )
