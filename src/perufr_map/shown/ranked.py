"""Rank the counterparts of an era: who has a row, and who stands inside the row of a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from perufr_map.shown.regions import listed_under

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Score, Scored
    from perufr_map.shown.words import Words


@dataclass(frozen=True)
class Ranked:
    """A row of a ranking.

    Attributes
    ----------
    code
        Id of the counterpart.
    score
        Its score.
    inside
        Of a group: the states that no statement names, by name.
    """

    code: str
    score: Score
    inside: tuple[str, ...]


def rank(scored: Scored, words: Words, *, era: str) -> list[Ranked]:
    """Return the counterparts with a score in an era, the highest score first."""
    under = listed_under(scored, era=era)
    inside: dict[str, list[str]] = {}
    for code in sorted(under, key=lambda code: sorting(words.name(code))):
        inside.setdefault(under[code], []).append(code)
    rows = [
        Ranked(code, score, tuple(inside.get(code, ())))
        for code, score in scored.in_era(era).items()
        if code not in under
    ]
    return sorted(rows, key=lambda row: (-row.score.score, sorting(words.name(row.code))))


def sorting(name: str) -> str:
    """Return what a name is sorted by: without accents, in small letters."""
    letters = (letter for letter in normalize("NFD", name) if not combining(letter))
    return "".join(letters).casefold()
