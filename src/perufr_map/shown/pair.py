"""Say and place what two studies tell of each other's state, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from perufr_map.characters import begin_large
from perufr_map.scoring.pair import Pair, Side
from perufr_map.scoring.scored import Score, add_in_full
from perufr_map.shown.cites import Cite
from perufr_map.shown.scale import Scale
from perufr_map.shown.words import NOTHING, Words

_LEAST_REACH, _AROUND = 5.6, 1.4  # of the axis of scores, and beyond the farthest of them
_EVERY = (1, 2, 5, 10, 20, 50, 100)  # years between two lines
_MOST_LINES = 9
_MARKED = (5, 0, -5)


@dataclass(frozen=True, kw_only=True)
class Step:
    """An era of a study, and the score that it has there. Places are percentages.

    Attributes
    ----------
    name, short, days
        The era's name, the same where there is little room, and its days.
    left, width
        Where it lies on the axis of time.
    score
        The score in words; a dash where there is none.
    look
        The classes of the style sheet that it is shown with; none where there is no score.
    top
        How far below the upper edge the score lies.
    high, low
        The same of its range.
    range
        The range in words.
    told
        How many statements it is made of, and whether its sign is settled.
    """

    name: str
    short: str
    days: str
    left: float
    width: float
    score: str
    look: str = ""
    top: float = 0
    high: float = 0
    low: float = 0
    range: str = ""
    told: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement of one of the studies, in words.

    `look` names the classes of the style sheet for its weight; `through` says through which group
    it counts, if any; `eras` are the short names of those that it counts in.
    """

    weight: str
    look: str
    headline: str
    narrative: str
    date: str
    through: str
    cites: list[Cite]
    doubt: str
    eras: str

    @property
    def citation(self) -> str:
        """Where it stands: all places as one text."""
        return "; ".join(cite.text for cite in self.cites)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one study tells of the other's state.

    `outside` are the parts of the axis that it does not cover, each by its left edge and width.
    """

    title: str
    study: str
    sources: list[tuple[str, str]]
    method: str
    steps: list[Step]
    outside: list[tuple[float, float]]
    statements: list[Statement]

    def list_steps(self) -> pd.DataFrame:
        """Return the scores in words: one row an era."""
        names = ("name", "days", "score", "range", "told")
        rows = [[getattr(step, name) for name in names] for step in self.steps]
        return pd.DataFrame(rows, columns=["era", "days", "score", "range", "statements"])

    def list_statements(self) -> pd.DataFrame:
        """Return the statements in words, each once."""
        names = ("weight", "date", "headline", "through", "eras", "citation")
        rows = [[getattr(each, name) for name in names] for each in self.statements]
        return pd.DataFrame(rows, columns=["weight", *names[1:]])


@dataclass(frozen=True, kw_only=True)
class Both:
    """A pair of studies in one language.

    `years` and `levels` are lines, each by its place and what it stands for.
    """

    language: str
    title: str
    lead: str
    sides: list[Told]
    years: list[tuple[float, str]]
    levels: list[tuple[float, str]]


def languages(pair: Pair) -> list[str]:
    """Return the languages of both studies; those of the first where they have none in common."""
    one, other = (side.study.languages for side in pair.sides)
    return [each for each in one if each in other] or list(one)


def show(
    pair: Pair, language: str, readers: tuple[str, ...] = (), *, words: type[Words] = Words
) -> Both:
    """Return a pair in one language; `readers` are as in `Words`, which `words` may tag.

    Names and texts of a study that does not have it stand in that study's own.
    """
    own, others = (words(side.study, language, readers) for side in pair.sides)
    names = _name(others, own), _name(own, others)
    axis = _Axis.of(pair)
    return Both(
        language=language,
        title=begin_large(own.say("page.pair.title", one=names[0], other=names[1])),
        lead=own.say("page.pair.lead"),
        sides=[
            _tell(side, words, axis, focus=focus, other=other)
            for side, words, focus, other in zip(
                pair.sides, (own, others), names, names[::-1], strict=True
            )
        ],
        years=[(axis.at(date(year, 1, 1)), f"{year:04}") for year in axis.years()],
        levels=[(axis.below(level), own.tick(level)) for level in _MARKED],
    )


def _name(words: Words, whose: Words) -> str:
    """Return the name of a study's state in a sentence, as the other study has it.

    Where that one does not have the language, it is the name that the state's own study has.
    """
    code = whose.study.focus
    if words.language not in words.study.languages:
        return whose.name(code, whose.study.eras["id"].iloc[-1])
    return words.said(code, words.study.eras["id"].iloc[-1])


@dataclass(frozen=True)
class _Axis:
    """One axis of time for both studies, and one of scores."""

    start: date
    end: date
    reach: float

    @classmethod
    def of(cls, pair: Pair) -> _Axis:
        eras = [side.study.eras for side in pair.sides]
        ends = [
            abs(end)
            for side in pair.sides
            for score in side.scores
            if score
            for end in (score.score, score.low or 0, score.high or 0)
        ]
        return cls(
            min(each["start"].min() for each in eras).date(),
            max(each["end"].max() for each in eras).date(),
            min(10.0, max(_LEAST_REACH, *ends, 0.0) + _AROUND),
        )

    def at(self, day: date) -> float:
        return round(100 * (day - self.start).days / (self.end - self.start).days, 2)

    def below(self, score: float) -> float:
        return round(50 - 50 * score / self.reach, 2)

    def years(self) -> range:
        """Return the years whose first days are marked."""
        first, last = self.start.year + 1, self.end.year
        every = next((n for n in _EVERY if (last - first) // n < _MOST_LINES), _EVERY[-1])
        return range(first + -first % every, last + 1, every)


def _tell(side: Side, words: Words, axis: _Axis, *, focus: str, other: str) -> Told:
    eras = side.study.eras
    start, end = axis.at(eras["start"].min().date()), axis.at(eras["end"].max().date())
    return Told(
        title=begin_large(words.say("page.pair.side", focus=focus, other=other)),
        study=words.title,
        sources=words.sources(),
        method=words.method(side.scored.departures),
        steps=list(_steps(side, words, axis)),
        outside=[(at, width) for at, width in ((0, start), (end, 100 - end)) if width > 0],
        statements=list(_statements(side, words)),
    )


def _steps(side: Side, words: Words, axis: _Axis) -> Iterator[Step]:
    ramp = Scale.of("light", side.study.edges).score_ramp
    for era, score in zip(side.study.eras.to_dict("records"), side.scores, strict=True):
        left = axis.at(era["start"].date())
        step = Step(
            name=words.era(era["id"]),
            short=words.short(era),
            days=words.span(era["start"], era["end"]),
            left=left,
            width=round(axis.at(era["end"].date()) - left, 2),
            score=NOTHING,
            told=words.none("page.pair.none", side.scored.method),
        )
        if score is None:
            yield step
            continue
        low, high = (score.score if end is None else end for end in (score.low, score.high))
        yield replace(
            step,
            score=words.signed(score.score),
            look=ramp.look(score.score, group=score.basis == "group", settled=score.settled),
            top=axis.below(score.score),
            high=axis.below(high),
            low=axis.below(low),
            range="" if score.low is None else f"{words.signed(low)} … {words.signed(high)}",
            told=_count(words, score),
        )


def _count(words: Words, score: Score) -> str:
    parts = [words.count("statements", score.events)]
    if score.basis == "group":
        parts.append(words.say("legend.group"))
    if not score.settled:
        parts.append(words.say("legend.unsettled"))
    return " · ".join(parts)


def _statements(side: Side, words: Words) -> Iterator[Statement]:
    """Yield each statement once, in the order of time, with the eras that it counts in."""
    study = side.study
    ramp = Scale.of("light", study.edges).score_ramp
    rows = side.contributions
    shorts = {era["id"]: words.short(era) for era in study.eras.to_dict("records")}
    events = side.events
    for event, weight in zip(events.to_dict("records"), add_in_full(events), strict=True):
        via = event["via"] if isinstance(event["via"], str) else None
        yield Statement(
            weight=words.signed(weight),
            look=ramp.look(weight, group=via is not None, settled=True),
            headline=words.of(event, "headline"),
            narrative=words.of(event, "narrative"),
            date=words.of(event, "date_text"),
            through="" if via is None else words.through(event["share"], via),
            cites=words.cites(event),
            doubt=words.doubt(event),
            eras=", ".join(shorts[era] for era in rows[rows["event"] == event["event"]]["era"]),
        )
