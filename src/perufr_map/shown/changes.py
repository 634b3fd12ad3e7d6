"""Set out what changed between two eras, and say it in a sentence no surer than the signs.

The map's own is in ``web/src/changes.js``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from perufr_map.scoring.comparison import has_turned
from perufr_map.scoring.rounding import round_score
from perufr_map.shown.overview import is_firm_turn
from perufr_map.shown.regions import listed_under

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Score, Scored
    from perufr_map.shown.words import Words

Became: TypeAlias = Literal["turned", "same", "new", "gone"]
BECAME: tuple[Became, ...] = get_args(Became)

_NAMED = {"firm": 3, "loose": 2}
"""How many are named; if there are more than one more, the others are counted."""


@dataclass(frozen=True)
class Change:
    """What became of one counterpart from one era to another.

    Attributes
    ----------
    counterpart
        Its id.
    before, now
        Its scores.
    """

    counterpart: str
    before: Score | None
    now: Score | None

    @property
    def became(self) -> Became:
        """``turned``: its sign changed; ``same``: told of in both; ``new``; ``gone``."""
        if self.before is None or self.now is None:
            return "new" if self.before is None else "gone"
        return "turned" if has_turned(self.before.score, self.now.score) else "same"

    @property
    def is_firm(self) -> bool:
        """Whether both signs are settled, and statements name both scores."""
        return (
            self.before is not None
            and self.now is not None
            and self.before.score != 0 != self.now.score
            and is_firm_turn(self.before, self.now)
        )

    @property
    def rank(self) -> float:
        """What a section is in order of: the size of the change, or the one score from +10 down."""
        if self.before is None or self.now is None:
            score = self.now or self.before
            return 0.0 if score is None else -score.score
        return -abs(round_score(self.now.score - self.before.score))


def list_changes(
    scored: Scored, *, era: str, before: str, members: bool = False
) -> dict[Became, list[Change]]:
    """Return what became of each counterpart that has a change of its own.

    Parameters
    ----------
    scored
        The study, scored.
    era, before
        Ids of the era shown and of the era that it is compared with.
    members
        Whether states that only a group's statements reach are listed too.

    Returns
    -------
    dict
        Every section, also where it is empty; each in order of `Change.rank`, then of the study.
    """
    now, then = scored.in_era(era), scored.in_era(before)
    inside = {} if members else listed_under(scored, era=era, before=before)
    order = {str(code): place for place, code in enumerate(scored.study.counterparts["id"])}
    each = sorted(
        (Change(code, then.get(code), now.get(code)) for code in {*now, *then} - {*inside}),
        key=lambda change: (change.rank, order[change.counterpart]),
    )
    return {became: [one for one in each if one.became == became] for became in BECAME}


def say_changes(words: Words, changes: dict[Became, list[Change]], *, era: str, before: str) -> str:
    """Return a sentence on what changed: as a fact only where signs are settled and named.

    Parameters
    ----------
    words
        The words of the language.
    changes
        As `list_changes` returns them.
    era, before
        Ids of the eras.
    """
    turned = changes["turned"]
    parts = [
        *_say_turns(words, [one for one in turned if one.is_firm], era, "firm"),
        *_say_turns(words, [one for one in turned if not one.is_firm], era, "loose"),
    ]
    said = "; ".join(parts) or _say_kept(words, changes["same"])
    names = {"before": words.said_era(before), "after": words.said_era(era)}
    return words.say("changes.sentence", said=said, **names)


def _say_turns(
    words: Words, turned: Sequence[Change], era: str, how: Literal["firm", "loose"]
) -> list[str]:
    """Return a part of the sentence on those that turned, or may have turned."""
    up = [one for one in turned if one.now is not None and one.now.score > 0]
    down = [one for one in turned if one not in up]
    most = _NAMED[how]
    if how == "loose":
        way = "mixed" if up and down else "up" if up else "down"
        named = _list(words, turned, era, most)
        return [words.say(f"changes.loose.{way}", names=named)] if turned else []
    values = {"up": _list(words, up, era, most), "down": _list(words, down, era, most)}
    way = "both" if up and down else "up" if up else "down"
    return [words.say(f"changes.firm.{way}", **values)] if turned else []


def _say_kept(words: Words, same: Sequence[Change]) -> str:
    """Return what is said where no sign is seen to change."""
    if not same:
        return words.say("changes.apart")
    sure = sum(one.is_firm for one in same)
    if sure == len(same):
        return words.say("changes.kept")
    return words.count("changes.unsure", len(same) - sure)


def _list(words: Words, some: Iterable[Change], era: str, most: int) -> str:
    """Return names as a list: “the IMF, Brazil and 3 others”."""
    names = [words.said(one.counterpart, era) for one in some]
    if len(names) > most + 1:
        names = [*names[:most], words.say("changes.others", n=len(names) - most)]
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    joint = (
        "changes.and_i" if re.match(r"h?i(?![aeou])", names[-1], re.IGNORECASE) else "changes.and"
    )
    return f"{', '.join(names[:-1])} {words.say(joint)} {names[-1]}"
