"""Describe the map of an era in a few sentences, for who cannot see it.

The map's own is in ``web/src/described.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perufr_map.characters import isolate
from perufr_map.shown.kinds import WITH_TERRITORY, kinds_of
from perufr_map.shown.reading import Reading, readings
from perufr_map.shown.regions import listed_under

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Scored
    from perufr_map.shown.words import Words

ENDS = 3
"""How many states are named at each end of the scale."""

MOST = 6
"""How many are named of all others."""


class _Row(NamedTuple):
    """A row of the table: whoever has a reading of their own."""

    code: str
    kind: str
    reading: Reading


def describe(
    scored: Scored,
    words: Words,
    *,
    era: str,
    before: str | None = None,
    outside: Iterable[str] = (),
) -> str:
    """Return what the map of an era, or of the changes since another one, shows.

    It names the states at both ends of the scale, groups, and who has no territory, with their
    numbers; whose sign is not settled, and who lies outside of what is shown.

    Parameters
    ----------
    scored
        The study, scored.
    words
        The language.
    era
        Id of the era.
    before
        Id of the era that it is compared with. Default: none.
    outside
        Codes of the named states that are not in the picture.
    """
    study = scored.study
    row = study.era(era)
    years = words.years(row["start"], row["end"])
    rows = _rows(scored, era, before)
    states = [each for each in rows if each.kind in WITH_TERRITORY]
    groups = [each for each in rows if each.kind == "group"]
    others = [each for each in rows if each.kind not in {*WITH_TERRITORY, "group"}]
    better, worse = ("better", "worse") if before else ("cooperation", "conflict")
    beyond = set(outside)
    parts = {
        better: _by_value([each for each in states if _value(each) > 0])[:ENDS],
        worse: _by_value([each for each in states if _value(each) < 0])[:ENDS],
        "new": _by_now([each for each in states if each.reading.became == "new"]),
        "gone": _by_now([each for each in states if each.reading.became == "gone"]),
        "groups": _by_value(groups),
        "others": _by_value(others),
        "unsettled": _by_value([each for each in rows if each.reading.unsettled]),
        "outside": _by_value([each for each in states if each.code in beyond]),
    }

    def name(each: _Row) -> str:
        reading = each.reading
        value = _score(each) if reading.value is None else reading.value
        said = words.reading(reading) if reading.became == "unchanged" else words.signed(value)
        return f"{isolate(words.name(each.code, era))} {said}"

    def list_names(found: Sequence[_Row]) -> str:
        names = [name(each) for each in found[:MOST]]
        more = len(found) - MOST
        return ", ".join([*names, words.say("described.more", n=more)] if more > 0 else names)

    focus = words.about(era)
    compared = {"before": words.era(before)} if before else {}
    opening = words.say(
        "described.changes" if before else "described.map",
        focus=focus,
        era=words.era(era),
        years=years,
        **compared,
    )
    sentences = [
        opening,
        words.count(
            "described.named", sum(_is_named(each) for each in states if each.kind == "state")
        ),
        *(
            words.say(f"described.{key}", names=list_names(each))
            for key, each in parts.items()
            if each
        ),
    ]
    return " ".join(sentences)


def _rows(scored: Scored, era: str, before: str | None) -> list[_Row]:
    """Return the rows of the table, without the members of groups that no statement names."""
    kinds = kinds_of(scored.study)
    inside = listed_under(scored, era=era, before=before)
    focus = scored.study.focus_in(era)
    return [
        _Row(code, kinds.get(code, "state"), reading)
        for code, reading in readings(scored, era=era, before=before).items()
        if code not in inside and code != focus
    ]


def _is_named(row: _Row) -> bool:
    """Say whether a statement names it in an era that is shown."""
    scores = (row.reading.now, row.reading.before)
    return any(score is not None and score.basis == "named" for score in scores)


def _value(row: _Row) -> float:
    """Return the number that is shown; 0 for what has none, or does not change."""
    return 0.0 if row.reading.became == "unchanged" else row.reading.value or 0.0


def _by_value(rows: list[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (-abs(row.reading.value or 0.0), row.code))


def _by_now(rows: list[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (-abs(_score(row)), row.code))


def _score(row: _Row) -> float:
    """Return the score of the era shown, or else of the one that it is compared with."""
    score = row.reading.now or row.reading.before
    return 0.0 if score is None else score.score
