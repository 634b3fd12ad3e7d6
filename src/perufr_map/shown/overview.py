"""Set out all eras at once: which counterparts turned, which kept their sign, and when.

The map's own is in ``web/src/turns.js``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from perufr_map.scoring.comparison import has_turned
from perufr_map.scoring.rounding import round_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from perufr_map.scoring.scored import Score, Scored

Section: TypeAlias = Literal["turned", "group_first", "kept", "once"]
SECTIONS: tuple[Section, ...] = get_args(Section)


@dataclass(frozen=True)
class Row:
    """The scores of one counterpart in all eras.

    Attributes
    ----------
    counterpart
        Its id.
    section
        ``turned``: its sign changed; ``group_first``: it changed too, but the first score came
        through groups alone, and those by name have one sign; ``kept``: it has several scores of
        one sign; ``once``: it has one score.
    scores
        By the position of the era; eras without a score are left out.
    swing
        Its highest score less its lowest.
    turns
        By the position of the era in which its sign differs from the one before that: whether
        both scores are settled and none came through groups alone.
    """

    counterpart: str
    section: Section
    scores: Mapping[int, Score]
    swing: float
    turns: Mapping[int, bool]


def overview(scored: Scored) -> dict[Section, list[Row]]:
    """Return all counterparts that a statement names in some era, by section.

    A section is in order of swing, those told of once in order of the era, then of the score;
    what is alike there is in the order of the study.

    Parameters
    ----------
    scored
        The study, scored.

    Returns
    -------
    dict
        Every section, also where it has no row.
    """
    eras = [scored.in_era(era) for era in scored.study.eras["id"]]
    rows = []
    for code in scored.study.counterparts["id"]:
        scores = {place: era[code] for place, era in enumerate(eras) if code in era}
        if any(score.basis == "named" for score in scores.values()):
            rows.append(_row(str(code), scores))
    return {
        section: sorted((row for row in rows if row.section == section), key=_order)
        for section in SECTIONS
    }


def is_firm_turn(before: Score, now: Score) -> bool:
    """Say whether a turn is sure: both signs are settled, and statements name both scores."""
    return all(one.settled and one.basis == "named" for one in (before, now))


def _row(code: str, scores: dict[int, Score]) -> Row:
    turns: dict[int, bool] = {}
    before: Score | None = None
    for place, score in scores.items():
        if not score.score:
            continue
        if before is not None and has_turned(before.score, score.score):
            turns[place] = is_firm_turn(before, score)
        before = score
    values = [score.score for score in scores.values()]
    swing = round_score(max(values) - min(values))
    return Row(code, _section(list(scores.values()), turns=bool(turns)), scores, swing, turns)


def _section(scores: list[Score], *, turns: bool) -> Section:
    if len(scores) == 1:
        return "once"
    if not turns:
        return "kept"
    by_name = _signs(score for score in scores if score.basis == "named")
    return "group_first" if scores[0].basis == "group" and len(by_name) == 1 else "turned"


def _signs(scores: Iterable[Score]) -> set[bool]:
    return {score.score > 0 for score in scores if score.score}


def _order(row: Row) -> tuple[float, float]:
    if row.section == "once":
        ((place, score),) = row.scores.items()
        return place, -score.score
    return -row.swing, 0.0
