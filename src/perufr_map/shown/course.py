"""Say in one sentence how a relation went through the eras, no surer than its signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from perufr_map.characters import begin_large

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perufr_map.scoring.method import Method
    from perufr_map.scoring.scored import Basis, Score
    from perufr_map.shown.words import Words

Sign: TypeAlias = Literal["none", "conflict", "cooperation", "balance", "unsettled"]


@dataclass(frozen=True)
class Run:
    """Eras on end of which the same can be said.

    Attributes
    ----------
    sign
        ``none`` where there is no score, ``unsettled`` where its sign is not settled.
    basis
        Whether a statement names the counterpart; that of the run before where there is no score.
    first, last
        The positions of its first and its last era.
    """

    sign: Sign
    basis: Basis
    first: int
    last: int


def runs(scores: Sequence[Score | None]) -> list[Run]:
    """Return the course of a relation, given its score in each era, None where there is none."""
    basis: Basis = next((score.basis for score in scores if score), "named")
    found: list[Run] = []
    for place, score in enumerate(scores):
        basis = score.basis if score else basis
        run = Run(_sign(score), basis, place, place)
        if found and (found[-1].sign, found[-1].basis) == (run.sign, run.basis):
            found[-1] = replace(found[-1], last=place)
        else:
            found.append(run)
    return found


def _sign(score: Score | None) -> Sign:
    if score is None:
        return "none"
    if not score.settled:
        return "unsettled"
    return "cooperation" if score.score > 0 else "conflict" if score.score < 0 else "balance"


def course(words: Words, scores: Sequence[Score | None], method: Method) -> str:
    """Return a sentence: “Conflict until 1980, then a sign that is not settled.”."""
    eras = words.study.eras
    days = [day.date() for day in (*eras["start"], eras["end"].iloc[-1])]
    found = runs(scores)
    blocks = [
        (basis, list(_say(words, list(block), len(found), days, method)))
        for basis, block in groupby(found, lambda run: run.basis)
    ]
    said = "; ".join(
        _of_basis(words, basis, ", ".join(parts), alone=len(blocks) == 1) for basis, parts in blocks
    )
    return f"{begin_large(said)}."


def _say(
    words: Words, block: list[Run], number: int, days: Sequence[date], method: Method
) -> Iterator[str]:
    """Yield what is said of each run of one basis; `number` is that of all runs."""
    for place, run in enumerate(block):
        key = f"told.course.{run.sign}"
        what = words.none(key, method) if run.sign == "none" else words.say(key)
        if number == 1:
            yield words.say(
                "told.course.throughout", what=what, years=words.years(days[0], days[-1])
            )
        elif run.last + 1 < len(days) - 1:
            when = _when(words, days, run.last + 1)
            yield words.say("told.course.until", what=what, when=when)
        else:
            yield words.say("told.course.then", what=what) if place else what


def _when(words: Words, days: Sequence[date], place: int) -> str:
    """Return the year of a day; its month, or the day itself, where others share that."""
    own = days[place]
    same = [day for day in days[:-1] if day.year == own.year]
    if len(same) == 1:
        return f"{own.year:04}"
    skeleton = "yMMMM" if [day.month for day in same].count(own.month) == 1 else "yMMMMd"
    return words.day(own, _PATTERNS[skeleton])


_PATTERNS = {"yMMMM": "MMMM y", "yMMMMd": "long"}


def _of_basis(words: Words, basis: Basis, said: str, *, alone: bool) -> str:
    """Return what is said, and whether of the counterpart by name or of a group."""
    if not alone:
        return words.say(f"told.course.{basis}", said=said)
    return words.say("told.course.only_group", said=said) if basis == "group" else said
