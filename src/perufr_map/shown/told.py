"""Put together what the views of a counterpart and of all statements are given, in one language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from perufr_map.scoring.rounding import round_score
from perufr_map.shown.course import course
from perufr_map.shown.kinds import kinds_of
from perufr_map.shown.scale import THEMES, Scale, Theme
from perufr_map.shown.words import Row, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from perufr_map.scoring.method import Method
    from perufr_map.scoring.scored import Score, Scored

_SAID = (
    "told.",
    "statements.",
    "page.category.",
    "page.never_mentioned",
    "card.focus",
    "source.cite",
)
_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1).toordinal()

Part: TypeAlias = tuple[int, float, str]
"""Index of a statement; what it adds to the score; the group that it comes through, if any."""


class ToldScore(TypedDict):
    """A counterpart's score in an era, and what it is made of."""

    era: int
    score: float
    low: float
    """The lowest score without any one statement; the score itself where there is only one."""
    high: float
    net: float
    cooperation: float
    conflict: float
    named: int
    """How many statements name the counterpart; the others come through groups."""
    settled: bool
    said: str
    """What the score withstands: its range and the probability of its sign."""
    formula: str
    """How the score comes of its net, with numbers."""
    parts: list[Part]
    """Cooperation first, the strongest first, then conflict; what comes through groups last."""


class ToldCounterpart(TypedDict):
    """Whoever the focus has relations with."""

    id: str
    name: str
    short: str
    kind: str
    course: str
    """How the relation went, in one sentence."""
    scores: list[ToldScore]
    """In order of the eras; those without a score are left out."""


class ToldStatement(TypedDict):
    """A statement; its days are counted from the start of 1970."""

    counterpart: int
    """Its place in the list."""
    start: int
    """The first day that it can mean."""
    end: int
    """The first day after those that it can mean."""
    weight: float
    date: str
    """The date as the source gives it."""
    headline: str
    narrative: str
    place: str
    """Its place in the source."""
    links: list[tuple[str, str]]
    """Its places one by one, each with the source's address; none where no source has one."""
    type: str
    verb: str
    """The act in two or three words; its type where the study has none."""
    category: str
    doubt: str
    """How sure the coding is, unless that is high, and why."""


class ToldEra(TypedDict):
    """An era; its days are counted from the start of 1970."""

    id: str
    name: str
    short: str
    dates: str
    start: int
    end: int
    """The first day after it."""


class ToldMark(TypedDict):
    """A day that the study marks, counted from the start of 1970."""

    day: int
    said: str


class Told(TypedDict):
    """All that both views are given; the same in every era."""

    language: str
    """The interface's."""
    studied: str
    """Of the study's texts."""
    focus: str
    """Code of the state that the study is about."""
    focus_name: str
    leaves_out: bool
    """Whether some of the study's statements do not count."""
    edges: list[float]
    """The limits of the classes of scores, ends included."""
    looks: dict[Theme, str]
    """The colours of each theme, as variables of a style sheet."""
    messages: dict[str, str]
    category: str | None
    """The only category that counts; null where all do."""
    eras: list[ToldEra]
    marks: list[ToldMark]
    counterparts: list[ToldCounterpart]
    """In the order of their names."""
    foremost: str | None
    """Code of whom most is said by name, by the weights; null where nothing counts."""
    statements: list[ToldStatement]
    """In order of time."""
    share: float
    """What a group's statement counts for a member."""
    colophon: str


def told(scored: Scored, language: str, readers: tuple[str, ...] = ()) -> Told:
    """Return what both views are given of a study, scored; `readers` are as in `Words`.

    A category that counts alone is a filter on the statements, so they are all given.
    """
    study, words = scored.study, Words(scored.study, language, readers)
    codes = sorted(study.counterparts["id"], key=lambda code: (words.name(code).casefold(), code))
    events = _events(scored)
    places = {str(event): place for place, event in enumerate(events["id"])}
    return {
        "language": words.interface,
        "studied": language,
        "focus": study.focus,
        "focus_name": words.focus(),
        "leaves_out": scored.method.leaves_out,
        "edges": Scale.of("light", study.edges).score_ramp.edges,
        "looks": {theme: Scale.of(theme, study.edges).variables() for theme in THEMES},
        "category": scored.method.category,
        "messages": {key: text for key, text in words.messages.items() if key.startswith(_SAID)},
        "eras": [
            {
                "id": row["id"],
                "name": words.era(row["id"]),
                "short": words.short(row),
                "dates": words.before + words.span(row["start"], row["end"]),
                "start": _day(row["start"]),
                "end": _day(row["end"]),
            }
            for row in study.eras.to_dict("records")
        ],
        "marks": [
            {
                "day": _day(day),
                "said": f"{words.text(mark['name'])}, {words.before}{words.span(day, day + _DAY)}",
            }
            for mark in study.marks
            for day in [date.fromisoformat(mark["day"])]
        ],
        "counterparts": [_counterpart(scored, words, code, places) for code in codes],
        "foremost": find_foremost(scored),
        "statements": _statements(scored, words, events, codes),
        "share": scored.method.group_share,
        "colophon": words.colophon,
    }


def _events(scored: Scored) -> pd.DataFrame:
    """Return the events that count, whatever their category, with their weights."""
    study, method = scored.study, replace(scored.method, category=None)
    weights = method.weigh(study.event_types)
    events = study.events.assign(weight=study.events["event_type"].map(weights))
    counts = events["weight"].notna() & events["confidence"].map(method.is_sure)
    return events[counts].sort_values(["first", "last"], kind="stable")


def _statements(
    scored: Scored, words: Words, events: pd.DataFrame, codes: list[str]
) -> list[ToldStatement]:
    types = scored.study.event_types.set_index("code", drop=False)
    order = {code: place for place, code in enumerate(codes)}
    found: list[ToldStatement] = []
    for row in events.to_dict("records"):
        of_type = types.loc[row["event_type"]]
        label = words.of(of_type, "label")
        found.append(
            {
                "counterpart": order[row["counterpart"]],
                "start": _day(row["first"]),
                "end": _day(row["last"]) + 1,
                "weight": float(row["weight"]),
                "date": words.of(row, "date_text"),
                "headline": words.of(row, "headline"),
                "narrative": words.of(row, "narrative"),
                "place": words.place(row),
                "links": _links(words, row),
                "type": label,
                "verb": words.of(of_type, "verb") or label,
                "category": str(of_type["category"]),
                "doubt": words.doubt(row),
            }
        )
    return found


def _counterpart(
    scored: Scored, words: Words, code: str, places: Mapping[str, int]
) -> ToldCounterpart:
    row = scored.study.counterparts.set_index("id", drop=False).loc[code]
    eras = list(scored.study.eras["id"])
    scores = [scored.score(era, code) for era in eras]
    return {
        "id": code,
        "name": words.name(code),
        "short": words.short(row),
        "kind": kinds_of(scored.study)[code],
        "course": course(words, scores, scored.method),
        "scores": [
            _score(words, scored.method, place, score, _parts(scored, words, era, code, places))
            for place, (era, score) in enumerate(zip(eras, scores, strict=True))
            if score
        ],
    }


def _links(words: Words, event: Row) -> list[tuple[str, str]]:
    cites = words.cites(event)
    return [(cite.brief, cite.url) for cite in cites] if any(cite.url for cite in cites) else []


def _score(words: Words, method: Method, place: int, score: Score, parts: list[Part]) -> ToldScore:
    return {
        "era": place,
        "score": score.score,
        "low": score.score if score.low is None else score.low,
        "high": score.score if score.high is None else score.high,
        "net": score.net,
        "cooperation": score.cooperation,
        "conflict": score.conflict,
        "named": score.events - score.inherited,
        "settled": score.settled,
        "said": " ".join(_facts(words, score)),
        "formula": formula(words, method, score),
        "parts": parts,
    }


def _facts(words: Words, score: Score) -> Iterator[str]:
    """Yield what a score withstands: a statement left out, and other choices of the method."""
    if score.low is None or score.high is None:
        yield words.say("page.single")
    else:
        low, high = words.signed(score.low), words.signed(score.high)
        yield words.say("page.range", low=low, high=high)
    settled = words.say("page.settled" if score.settled else "page.unsettled")
    probability = words.probability(score.sign_probability)
    yield words.say("page.sign", probability=probability, settled=settled)


def formula(words: Words, method: Method, score: Score) -> str:
    """Return how a score comes of its net: “10 × 13.9 ÷ (10 + 13.9) = +5.8”."""
    size, own = words.unsigned(abs(score.net)), words.unsigned(score.net).replace("-", "−")
    result = words.signed(score.score)
    return {
        "saturating": f"10 × {own} ÷ ({words.unsigned(method.constant)} + {size}) = {result}",
        "mean": f"{own} ÷ {score.events} = {result}",
        "sum": f"{own} → {result} (±10)",
        "worst": f"min = {result}",
    }[method.aggregation]


def _parts(
    scored: Scored, words: Words, era: str, code: str, places: Mapping[str, int]
) -> list[Part]:
    rows = scored.events(era, code)[["event", "contribution", "via"]].to_numpy(object)
    parts: list[Part] = [
        (places[event], round_score(adds), words.name(via) if isinstance(via, str) else "")
        for event, adds, via in rows
    ]
    return sorted(parts, key=_order)


def _order(part: Part) -> tuple[bool, bool, float, int]:
    place, adds, via = part
    return via != "", adds < 0, -abs(adds), place


def find_foremost(scored: Scored) -> str | None:
    """Return of whom most is said by name, by the weights; None where nothing counts."""
    rows = scored.contributions
    named = rows[rows["via"].isna()].drop_duplicates(["counterpart", "event"])
    if named.empty:
        return None
    sums = named["weight"].abs().groupby(named["counterpart"]).sum().round(4)
    return str(min(sums.index, key=lambda code: (-sums[code], code)))


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH
