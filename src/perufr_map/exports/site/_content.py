"""Collect the scores, events and texts of a page in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from perufr_map import borders
from perufr_map.scoring.rounding import round_score
from perufr_map.scoring.scored import Score as Scored
from perufr_map.shown.cites import Cite
from perufr_map.shown.colophon import note_borders
from perufr_map.shown.described import describe
from perufr_map.shown.kinds import SHOWN as ALL_KINDS
from perufr_map.shown.kinds import WITH_TERRITORY, kinds_of
from perufr_map.shown.ranked import rank, sorting
from perufr_map.shown.reading import readings
from perufr_map.shown.regions import groups_told_of, regions
from perufr_map.shown.request import Shown
from perufr_map.shown.running import contract
from perufr_map.shown.scale import Scale
from perufr_map.shown.tagged import TaggedWords
from perufr_map.shown.words import NOTHING, Row


@dataclass(frozen=True, kw_only=True)
class Score:
    """A counterpart's score in an era, as texts; `value` is a dash if there is none.

    `look` names the classes of the style sheet that it is shown with; `told` says of a state that
    no statement names which groups the statements speak of.
    """

    value: str
    look: str = ""
    told: str = ""
    low: str = ""
    high: str = ""
    places: tuple[float, float, float] | None = None  # low, score, high on a line of 100
    number: float = 0.0
    events: int = 0


@dataclass(frozen=True, kw_only=True)
class Rank:
    """A row of a ranking: a counterpart, and of a group the states that no statement names."""

    code: str
    score: Score
    inside: tuple[tuple[str, Score], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event as texts, with what it adds to a score."""

    id: str
    code: str
    counterpart: str
    weight: str
    tone: int
    date: str
    facts: tuple[str, ...]
    headline: str
    narrative: str
    cites: list[Cite]
    doubt: str
    share: str = ""
    via: str | None = None
    eras: tuple[int, ...] = ()


class Content:
    """The study in one language.

    Parameters
    ----------
    shown
        The study, with its numbers.
    language
        Code of the language.
    """

    def __init__(self, shown: Shown, language: str) -> None:
        self.scored = shown.scored
        self.study = study = shown.study
        self.ramp = Scale.of("light", study.edges).score_ramp
        self.language = language
        self.words = TaggedWords(study, language)
        self.say = self.words.say
        self.name = self.words.name
        self.eras: list[Row] = list(study.eras.to_dict("records"))
        self.title = self.words.title
        self.focus = self.words.focus()
        self.about = self.words.about()
        self._members = list(zip(study.members["group"], study.members["state"], strict=True))
        self._kinds = kinds_of(study)
        self._counterparts = {row["id"]: row for row in study.counterparts.to_dict("records")}
        self._types = {row["code"]: row for row in study.event_types.to_dict("records")}
        self._events = {row["id"]: row for row in study.events.to_dict("records")}
        self._order = {event: place for place, event in enumerate(self._events)}

    def kind(self, code: str) -> str:
        """Return the kind of a counterpart."""
        return self._kinds[code]

    def note(self, code: str) -> str:
        """Return the study's note on a counterpart."""
        return self.words.of(self._counterparts[code], "note")

    def describe(self, number: int) -> str:
        """Return what the map of an era shows, for who cannot see it."""
        return describe(self.scored, self.words, era=self.eras[number]["id"])

    def era_name(self, number: int) -> str:
        """Return the name of an era."""
        return self.words.of(self.eras[number], "name")

    def summary(self, number: int) -> str:
        """Return what happened in an era."""
        return self.words.of(self.eras[number], "summary")

    def years(self, number: int) -> str:
        """Return the years of an era, the last one included."""
        era = self.eras[number]
        return self.words.years(era["start"], era["end"])

    def dates(self, number: int) -> str:
        """Return the days of an era and the leader of the focus."""
        era = self.eras[number]
        days = self.words.span(era["start"], era["end"])
        return " · ".join(filter(None, [days, era["leader"]]))

    def is_mapped(self, number: int) -> bool:
        """Say whether there are borders to draw an era on."""
        return self.study.border_days[self.eras[number]["id"]] is not None

    def note_borders(self, number: int) -> str:
        """Return what is to be known of borders that are not those of an era."""
        return self.words.text(note_borders(self.study, self.eras[number]["id"]))

    def changes(self, number: int) -> str:
        """Return what changed on the map since the previous era, or that its borders are others."""
        if note := self.note_borders(number):
            return note
        ids = [self.eras[place]["id"] for place in range(max(0, number - 1), number + 1)]
        before, day = (self.study.border_days[each] for each in (ids[0], ids[-1]))
        told_in = [self.words.interface]
        told = borders.changes(before, day, languages=told_in) if before and day else None
        return self.words.text(told)

    def counterparts(self) -> list[str]:
        """Return all counterparts with a score in any era, by kind and name."""
        codes = {code for era in self.eras for code in self.scored.in_era(era["id"])}
        return sorted(
            codes, key=lambda code: (ALL_KINDS.index(self.kind(code)), self._sorting(code))
        )

    def by_kind(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the kinds in use, each with its counterparts by name."""
        codes = self.counterparts()
        for kind in ALL_KINDS:
            of_kind = [code for code in codes if self.kind(code) == kind]
            if of_kind:
                yield kind, of_kind

    def score(self, code: str, number: int) -> Score:
        """Return a counterpart's score in an era."""
        era, words = self.eras[number]["id"], self.words
        score = self.scored.score(era, code)
        if score is None:
            return Score(value=NOTHING)
        told = ""
        if score.basis == "group":
            groups = groups_told_of(self.scored, era, code)
            told = words.unnamed(code, groups, era, method=self.scored.method)
        single = score.low is None or score.high is None
        low, high = (score.score if end is None else end for end in (score.low, score.high))
        return Score(
            value=words.signed(score.score),
            number=score.score,
            look=self._look(code, score),
            told=told,
            low="" if single else words.signed(low),
            high="" if single else words.signed(high),
            places=(_place(low), _place(score.score), _place(high)),
            events=score.events,
        )

    def _look(self, code: str, score: Scored) -> str:
        """Return the classes of a score: its tone, pale if it is a group's, hatched or not."""
        is_group = score.basis == "group" or self.kind(code) == "group"
        return self.ramp.look(score.score, group=is_group, settled=score.settled)

    def ranking(self, number: int) -> list[Rank]:
        """Return the counterparts with a score in an era, the highest score first.

        A state that no statement names stands inside the row of its group.
        """
        return [
            Rank(
                code=row.code,
                score=self.score(row.code, number),
                inside=tuple((code, self.score(code, number)) for code in row.inside),
            )
            for row in rank(self.scored, self.words, era=self.eras[number]["id"])
        ]

    def has_regions(self, number: int) -> bool:
        """Say whether the map of an era has regions of groups."""
        return bool(regions(self.scored, self.eras[number]["id"]))

    def has_firm(self, number: int) -> bool:
        """Say whether two or more statements name any state of an era."""
        found = readings(self.scored, era=self.eras[number]["id"])
        return any(
            each.is_firm and self.kind(code) in WITH_TERRITORY for code, each in found.items()
        )

    def has_unsettled(self, number: int) -> bool:
        """Say whether the sign of any score in an era is not settled."""
        scores = self.scored.in_era(self.eras[number]["id"])
        return any(not score.settled for score in scores.values())

    def last_era_with_score(self, code: str) -> int:
        """Return the last era in which a counterpart has a score."""
        eras = enumerate(self.eras)
        return max(n for n, era in eras if self.scored.score(era["id"], code) is not None)

    def events_of_era(self, number: int) -> list[Event]:
        """Return the events that count in an era, each once, in the order of time."""
        rows = self.scored.events_of_era(self.eras[number]["id"]).to_dict("records")
        return [self._event(row, None, ()) for row in sorted(rows, key=self._when)]

    def events_of(self, code: str) -> list[Event]:
        """Return the events behind a counterpart's scores, in the order of time."""
        by_event: dict[tuple[str, str], tuple[Row, list[int]]] = {}
        for number, era in enumerate(self.eras):
            for row in self.scored.events(era["id"], code).to_dict("records"):
                via = row["via"] if isinstance(row["via"], str) else ""
                by_event.setdefault((row["event"], via), (row, []))[1].append(number)
        ordered = sorted(by_event.items(), key=lambda item: (self._when(item[1][0]), item[0][1]))
        return [self._event(row, via or None, tuple(eras)) for (_, via), (row, eras) in ordered]

    def members_of(self, code: str) -> list[str]:
        """Return the members of a group that have a page."""
        codes = set(self.counterparts())
        members = {state for group, state in self._members if group == code and state in codes}
        return sorted(members, key=self._sorting)

    def groups_of(self, code: str) -> list[str]:
        """Return the groups with a page that a state belonged to."""
        codes = set(self.counterparts())
        groups = {group for group, state in self._members if state == code and group in codes}
        return sorted(groups, key=self._sorting)

    def _when(self, row: Row) -> tuple[date, date, int]:
        return row["first"], row["last"], self._order[row["event"]]

    def _sorting(self, code: str) -> str:
        """Return the key for sorting by name."""
        return sorting(self.name(code))

    def _event(self, row: Row, via: str | None, eras: tuple[int, ...]) -> Event:
        event, words, weight = (
            self._events[row["event"]],
            self.words,
            round_score(row["contribution"]),
        )
        then = self.study.focus_on(event["first"].date())
        focus = self.about if len(self.study.foci) == 1 else self.name(then)
        direction = contract(self.say(f"direction.{event['direction']}", focus=focus))
        return Event(
            id=event["id"],
            code=event["counterpart"],
            counterpart=self.name(event["counterpart"]),
            weight=words.signed(weight),
            tone=self.ramp.class_of(weight),
            date=words.of(event, "date_text"),
            facts=(words.of(self._types[event["event_type"]], "label"), direction),
            headline=words.of(event, "headline"),
            narrative=words.of(event, "narrative"),
            cites=words.cites(event),
            doubt=words.doubt(event),
            share="" if via is None else words.through(row["share"], via),
            via=via,
            eras=eras,
        )


def _place(value: float) -> float:
    """Return the position of a score on a line from 0 to 100."""
    return round(100 * Scale.of("light").score_ramp.place_of(value), 1)
