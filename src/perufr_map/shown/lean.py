"""Measure how a study's sources lean: of whom they say most, and of which years."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from perufr_map.scoring.scored import Score, Scored
    from perufr_map.study.tables import StudyTables

_OTHERS = 3
"""How many counterparts are listed besides those that the study names itself."""


@dataclass(frozen=True)
class Told:
    """How many statements speak of some counterparts.

    Attributes
    ----------
    counterparts
        Their ids.
    name
        Their name together, by language; None if it is that of the only one.
    statements
        How many speak of them.
    """

    counterparts: tuple[str, ...]
    name: dict[str, str] | None
    statements: int


@dataclass(frozen=True)
class Tilt:
    """The edge between two eras on one side of which the sources say far more than on the other.

    Attributes
    ----------
    day
        The first day after it.
    after
        Whether more is told after it; else before it.
    statements
        How many statements lie on that side: with the middle of the days that they may mean.
    time
        The share of the study's time that lies on that side.
    """

    day: pd.Timestamp
    after: bool
    statements: int
    time: float


def tell_whom(study: StudyTables) -> tuple[list[Told], int]:
    """Return of whom most is told, and how many statements speak of anybody else.

    They are those whom the study names itself (``emphasis``), and the most told of besides.
    """
    told = Counter(study.events["counterpart"])
    rows = [
        Told(
            tuple(each["counterparts"]),
            each["name"],
            sum(told[code] for code in each["counterparts"]),
        )
        for each in study.settings.get("emphasis", [])
    ]
    named = {code for row in rows for code in row.counterparts}
    others = [(code, count) for code, count in told.most_common() if code not in named]
    rows += [Told((code,), None, count) for code, count in others[:_OTHERS]]
    rest = sum(count for _, count in others[_OTHERS:])
    return sorted(rows, key=lambda row: -row.statements), rest


def tell_when(study: StudyTables) -> Tilt | None:
    """Return the edge of an era at which the sources lean most to one side; None without one."""
    tilts = list(_tilts(study))
    events = len(study.events)
    return max(tilts, key=lambda tilt: tilt.statements / events - tilt.time, default=None)


def _tilts(study: StudyTables) -> Iterator[Tilt]:
    start, end = study.eras["start"].min(), study.eras["end"].max()
    events = study.events
    middle = events["first"] + (events["last"] - events["first"]) / 2
    for day in study.eras["start"].sort_values().iloc[1:]:
        late, later = int((middle >= day).sum()), (end - day) / (end - start)
        yield Tilt(day, after=True, statements=late, time=later)
        yield Tilt(day, after=False, statements=len(events) - late, time=1 - later)


def pick_example(scored: Scored) -> tuple[str, str, Score] | None:
    """Return era, counterpart and score of the strongest score that rests on one named statement.

    The latest of those that are equally strong; None if no score rests on one alone.
    """
    alone = [
        (era, code, score)
        for era in scored.study.eras["id"]
        for code, score in scored.in_era(era).items()
        if score.basis == "named" and score.events == 1 and score.score
    ]
    return max(reversed(alone), key=lambda each: abs(each[2].score), default=None)
