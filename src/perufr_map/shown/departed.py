"""Compare a study's scores by a reader's choices with those by its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perufr_map.scoring.method import CONFIDENCES
from perufr_map.scoring.scores import AGGREGATIONS
from perufr_map.shown.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from perufr_map.scoring.scored import Score, Scored

_SHARES = (0.25, 0.5, 1.0)  # without any the states that only groups speak of would be gone


@dataclass(frozen=True)
class Cell:
    """A score of the study's own that a statement bears out, and what the choices make of it.

    Attributes
    ----------
    era, counterpart
        Whose score it is, and when.
    own
        By the study's own choices.
    chosen
        By the reader's; None if nothing counts there any more.
    turned
        Whether the two have opposite signs.
    reclassed
        Whether they lie in different classes.
    """

    era: str
    counterpart: str
    own: Score
    chosen: Score | None
    turned: bool
    reclassed: bool

    @property
    def change(self) -> float:
        """How far the score moved; nothing if there is none any more."""
        return 0.0 if self.chosen is None else abs(self.chosen.score - self.own.score)


def compare_methods(own: Scored, chosen: Scored) -> list[Cell]:
    """Return the scores of named counterparts and of groups in all eras, by both methods.

    States that only groups speak of are left out: their group has the same statements.

    Returns
    -------
    list of Cell
        Those whose sign turned first, then by how far they moved.
    """
    cells = list(_cells(own, chosen))
    return sorted(cells, key=lambda cell: (not cell.turned, -cell.change))


def borne_out(scored: Scored) -> Iterator[tuple[str, str, Score]]:
    """Yield era, counterpart and score wherever a statement names the counterpart or is a group's.

    They are in order of time.
    """
    kinds = scored.study.counterparts.set_index("id")["kind"]
    for era in scored.study.eras["id"]:
        for code, score in scored.in_era(era).items():
            if score.basis == "named" or kinds[code] == "group":
                yield era, code, score


def _cells(own: Scored, chosen: Scored) -> Iterator[Cell]:
    ramp = Scale.of("light", own.study.edges).score_ramp
    for era, code, before in borne_out(own):
        after = chosen.score(era, code)
        yield Cell(
            era,
            code,
            before,
            after,
            turned=after is not None and before.score * after.score < 0,
            reclassed=after is not None
            and ramp.class_of(before.score) != ramp.class_of(after.score),
        )


@dataclass(frozen=True)
class Alternative:
    """Another method that differs from the study's in one choice, and what that alone changes.

    Attributes
    ----------
    departures
        The choice, as `Method.departures` has it.
    turned, reclassed
        How many signs turn, and how many scores change class.
    """

    departures: Mapping[str, str]
    turned: int
    reclassed: int


def try_alternatives(own: Scored) -> list[Alternative]:
    """Change one choice of a study at a time; return what each changes, the most first."""
    method = own.method
    ways = [
        *(replace(method, weights=name) for name in own.study.weight_sets),
        *(replace(method, aggregation=way) for way in AGGREGATIONS),
        *(replace(method, group_share=share) for share in _SHARES),
        *(replace(method, min_confidence=least) for least in CONFIDENCES),
        replace(method, days=not method.days),
    ]
    found = []
    for way in ways:
        if way != method:
            cells = compare_methods(own, own.by(way))
            turned = sum(cell.turned for cell in cells)
            reclassed = sum(cell.reclassed for cell in cells)
            found.append(Alternative(way.departures(method), turned, reclassed))
    return sorted(found, key=lambda each: (-each.turned, -each.reclassed))
