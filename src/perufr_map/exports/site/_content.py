"""Say what stands on the pages: scores, events and texts as a page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import combining, normalize

from perufr_map.shown.request import Shown
from perufr_map.shown.words import Words

KINDS = ("state", "organisation", "group", "non-state")


@dataclass(frozen=True, kw_only=True)
class Score:
    """A counterpart's score in an era, or that there is none."""

    value: str
    tone: int | None = None
    low: str = ""
    high: str = ""
    balance: str = ""
    places: tuple[float, float, float] | None = None  # low, score, high on a line of 100
    number: float = 0.0
    events: int = 0


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event as a page tells it, with what it adds to a score."""

    id: str
    code: str
    counterpart: str
    weight: str
    tone: int
    date: str
    facts: tuple[str, ...]
    headline: str
    narrative: str
    citation: str
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
        self.payload = shown.payload
        self.language = language
        self.words = Words(study, language)
        self.say = self.words.say
        self.name = self.words.name
        self.members = list(zip(study.members["group"], study.members["state"], strict=True))
        self.eras: list[dict[str, Any]] = self.payload["eras"]
        self.events = study.events.to_dict("records")
        self.title = self.words.title
        self.focus = self.name(study.focus, self.eras[-1]["id"])

    def kind(self, code: str) -> str:
        """Return what kind of actor a counterpart is."""
        kind: str = self.payload["counterparts"][code]["kind"]
        return kind

    def era_name(self, number: int) -> str:
        """Return the name of an era."""
        return self.words.text(self.eras[number]["name"])

    def years(self, number: int) -> str:
        """Return the years of an era, the last one included."""
        return self.words.years(*self._days(number))

    def dates(self, number: int) -> str:
        """Return the days of an era and who led the focus then."""
        era = self.eras[number]
        return " · ".join(filter(None, [self.words.span(*self._days(number)), era["leader"]]))

    def _days(self, number: int) -> tuple[date, date]:
        era = self.eras[number]
        return date.fromisoformat(era["start"]), date.fromisoformat(era["end"])

    def counterparts(self) -> list[str]:
        """Return everybody with a score in some era, by kind and name."""
        found = {code for era in self.eras for code in era["scores"]}
        return sorted(found, key=lambda code: (KINDS.index(self.kind(code)), self._sorting(code)))

    def by_kind(self) -> Iterator[tuple[str, list[str]]]:
        """Return the kinds that there are, each with its counterparts by name."""
        codes = self.counterparts()
        for kind in KINDS:
            of_kind = [code for code in codes if self.kind(code) == kind]
            if of_kind:
                yield kind, of_kind

    def score(self, code: str, number: int) -> Score:
        """Return a counterpart's score in an era."""
        given = self.eras[number]["scores"].get(code)
        if given is None:
            return Score(value="–")
        single = given["low"] is None
        low, high = (given["score"] if single else given[end] for end in ("low", "high"))
        count = len(given["events"])
        return Score(
            value=self.words.signed(given["score"]),
            number=given["score"],
            tone=self._tone(given["score"]),
            low="" if single else self.words.signed(given["low"]),
            high="" if single else self.words.signed(given["high"]),
            balance=self.say(
                "card.balance",
                cooperation=self.words.signed(given["cooperation"]),
                conflict=self.words.signed(given["conflict"]),
                events=self.words.count("events", count),
            ),
            places=tuple(round(50 + 5 * value, 1) for value in (low, given["score"], high)),
            events=count,
        )

    def ranking(self, number: int) -> list[tuple[str, Score]]:
        """Return everybody with a score in an era, best first."""
        scored = [(code, self.score(code, number)) for code in self.eras[number]["scores"]]
        return sorted(scored, key=lambda pair: (-pair[1].number, self._sorting(pair[0])))

    def last_scored(self, code: str) -> int:
        """Return the last era in which a counterpart has a score."""
        return max(n for n, era in enumerate(self.eras) if code in era["scores"])

    def events_of_era(self, number: int) -> list[Event]:
        """Return the events that count in an era, each once, in the order of time."""
        shares = (
            share for score in self.eras[number]["scores"].values() for share in score["events"]
        )
        places = {index for index, _ in shares}
        return [self._event(index, None, ()) for index in sorted(places, key=self._when)]

    def events_of(self, code: str) -> list[Event]:
        """Return the events behind a counterpart's scores, in the order of time."""
        eras: dict[tuple[int, str | None], list[int]] = {}
        for number, era in enumerate(self.eras):
            for index, via in era["scores"].get(code, {"events": []})["events"]:
                eras.setdefault((index, via), []).append(number)
        ordered = sorted(eras, key=lambda share: (self._when(share[0]), share[1] or ""))
        return [self._event(index, via, tuple(eras[index, via])) for index, via in ordered]

    def members_of(self, code: str) -> list[str]:
        """Return the members of a group that have a page."""
        known = set(self.counterparts())
        found = {state for group, state in self.members if group == code and state in known}
        return sorted(found, key=self._sorting)

    def groups_of(self, code: str) -> list[str]:
        """Return the groups with a page that a state belonged to."""
        known = set(self.counterparts())
        found = {group for group, state in self.members if state == code and group in known}
        return sorted(found, key=self._sorting)

    def _when(self, index: int) -> tuple[str, str, int]:
        event = self.payload["events"][index]
        return event["start"], event["end"], index

    def _sorting(self, code: str) -> str:
        """Return what names are sorted by: letters without accents, in lower case."""
        letters = normalize("NFD", self.name(code))
        return "".join(letter for letter in letters if not combining(letter)).casefold()

    def _tone(self, value: float) -> int:
        return sum(value >= edge for edge in self.payload["scale"]["thresholds"])

    def _event(self, index: int, via: str | None, eras: tuple[int, ...]) -> Event:
        event, words, share = self.events[index], self.words, self.payload["group_share"]
        weight = self.payload["events"][index]["weight"] * (1 if via is None else share)
        kind = self.payload["types"][event["event_type"]]
        direction = self.say(f"direction.{event['direction']}", focus=self.focus)
        return Event(
            id=event["id"],
            code=event["counterpart"],
            counterpart=self.name(event["counterpart"]),
            weight=words.signed(weight),
            tone=self._tone(weight),
            date=words.of(event, "date_text"),
            facts=(words.text(kind["label"]), direction),
            headline=words.of(event, "headline"),
            narrative=words.of(event, "narrative"),
            citation=words.citation(event),
            doubt=words.doubt(event),
            share="" if via is None else words.through(share, via),
            via=via,
            eras=eras,
        )
