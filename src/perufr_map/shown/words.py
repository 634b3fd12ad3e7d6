"""Write numbers, dates, names, citations and shares in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from perufr_map import borders
from perufr_map.characters import LEFT_TO_RIGHT, begins_leftwards, isolate
from perufr_map.locales import direction
from perufr_map.resources import messages, spoken
from perufr_map.scoring.comparison import NO_CHANGE
from perufr_map.scoring.rounding import round_score
from perufr_map.shown.categories import name_categories
from perufr_map.shown.cites import Cite, Citer
from perufr_map.shown.colophon import colophon, ending_of
from perufr_map.shown.names import name_then, own_names
from perufr_map.shown.running import running_names

if TYPE_CHECKING:
    from perufr_map.scoring.method import Method
    from perufr_map.shown.reading import Reading
    from perufr_map.shown.regions import Region
    from perufr_map.study.descriptor import Mark
    from perufr_map.study.tables import StudyTables


class Row(Protocol):
    """A row of one of a study's tables."""

    def __getitem__(self, column: str, /) -> Any:
        """Return a cell."""

    def __contains__(self, column: object, /) -> bool:
        """Say whether there is such a column."""


FINE = 0.05  # smaller numbers get two decimals: one would round them to zero
NOTHING = "–"
"""Shown where there is no number."""

_HALF = 0.5
_HUNDREDTH = Decimal("0.01")
_SHORT = timedelta(days=120)  # many eras may lie in a year
_BLANK = re.compile(r"\{(\w+)\}")
_SHORT_MONTH = re.compile(r"(?<![ML])([ML])\1\1(?![ML])")


@dataclass(frozen=True, eq=False)
class Words:
    """Write what a study has in one of its languages; ``web/src/words.js`` does the same.

    Attributes
    ----------
    study
        The study.
    language
        Code of the language.
    readers
        The reader's languages, the dearest first, for the interface to fall back on.
    """

    study: StudyTables
    language: str
    readers: tuple[str, ...] = ()

    @cached_property
    def interface(self) -> str:
        """Code of the interface's language: the same, else the reader's, else English."""
        return spoken(self.language, self.readers)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Where the language's lines run to: from left to right, or from right to left."""
        return direction(self.language)

    # --- messages and texts ---

    @cached_property
    def messages(self) -> Mapping[str, str]:
        """The words of the interface, and those that the study has for its categories."""
        return {**messages(self.interface), **name_categories(self.study, self.language)}

    def say(self, key: str, **values: object) -> str:
        """Return a message with its blanks filled in; the key if there is no such message."""
        message = self.messages.get(key, key)
        filled = {name: str(value) for name, value in values.items()}
        if not any(map(str.isalpha, _BLANK.sub("", message))):  # “{source}, {place}”
            return _BLANK.sub(lambda blank: filled.get(blank[1], blank[0]), message)
        said = _BLANK.sub(lambda blank: isolate(filled.get(blank[1], blank[0])), message)
        return self.tag(self.interface, self.run_on(said))

    def run_on(self, sentence: str) -> str:
        """Return a sentence of the interface that runs as that does, whatever name begins it."""
        turned = self.interface != self.language and begins_leftwards(sentence)
        return LEFT_TO_RIGHT + sentence if turned else sentence

    @property
    def before(self) -> str:
        """What keeps a sign, or a day, on the left of its number where texts run leftwards."""
        return LEFT_TO_RIGHT if self.direction == "rtl" else ""

    def tag(self, language: str, text: str) -> str:  # noqa: ARG002 (for `TaggedWords`)
        """Return a text in a language, which some pages name beside it."""
        return text

    def count(self, key: str, number: int, **values: object) -> str:
        """Return a message with a number, its blanks filled in: for none, one, or several.

        None has words of its own where the catalogue has them.
        """
        plural = Locale.parse(self.interface).plural_form(number)
        forms = [f"{key}.zero"] if number == 0 else []
        forms += [f"{key}.{plural}", f"{key}.other"]
        form = next((each for each in forms if each in self.messages), forms[-1])
        return self.say(form, n=self.unsigned(number), **values)

    def text(self, texts: Mapping[str, str] | None) -> str:
        """Return a text: this language, else the interface's, else the study's first."""
        texts = texts or {}
        languages = (self.language, self.interface, self.study.languages[0])
        spoken_in = (each for each in languages if texts.get(each))
        return next((self.tag(each, texts[each]) for each in spoken_in), "")

    def of(self, row: Row, stem: str) -> str:
        """Return the text in the columns ``stem_*`` of a row, in the language `text` chooses."""
        return self.text(self.study.text(row, stem))

    # --- numbers ---

    def signed(self, value: float, *, digits: int | None = None) -> str:
        """Return a number with a plus or a minus sign, rounded as a browser does.

        Zero has no sign. There is one decimal, or two if one decimal would round to zero.
        """
        value = round_score(value)
        if digits is None:
            digits = 2 if NO_CHANGE <= abs(value) < FINE else 1
        number = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        sign = "+" if number > 0 else "−" if number < 0 else ""
        pattern = f"#,##0.{'0' * digits}" if digits else "0"
        return sign + str(format_decimal(abs(number), format=pattern, locale=self.interface))

    def tick(self, value: float) -> str:
        """Return an edge of a class or an end of the scale, without decimals it does not need."""
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + self.unsigned(abs(value))

    def unsigned(self, value: float) -> str:
        """Return a number with two decimals at most, without a plus sign, rounded as `signed`."""
        number = Decimal(repr(float(value))).quantize(_HUNDREDTH, ROUND_HALF_UP)
        return str(format_decimal(number, format="#,##0.##", locale=self.interface))

    def probability(self, value: float) -> str:
        """Return a probability with two decimals."""
        number = Decimal(repr(value)).quantize(_HUNDREDTH, ROUND_HALF_UP)
        return str(format_decimal(number, format="0.00", locale=self.interface))

    def score(self, value: float | None) -> str:
        """Return a score, or a dash if there is none (None or NaN)."""
        missing = value is None or value != value  # noqa: PLR0124 (NaN)
        return NOTHING if missing else self.signed(value or 0.0)

    def reading(self, reading: Reading) -> str:
        """Return a reading: “−2.0”, or in a comparison “▼ 3.9”, “unchanged”, “new +3.9”.

        Of what is gone it is the former score: “was +1.7”.
        """
        if reading.became == "score":
            return self.signed(reading.value or 0.0)
        if reading.became == "changed" and reading.value is not None:
            size = self.signed(reading.value).replace("+", "").replace("−", "")
            return f"{'▲' if reading.value > 0 else '▼'}\u00a0{size}"
        shown = reading.now or reading.before
        score = None if shown is None else shown.score
        return self.say(f"change.{reading.became}", score=self.score(score))

    def rose_or_fell(self, before: str) -> str:
        """Return what the marks of a comparison mean: “▲ rose, ▼ fell since Belaúnde”."""
        return self.say("legend.change", before=self.short(self.study.era(before)))

    def region(self, region: Region) -> str:
        """Return how many statements speak of a group, and on how many states they are drawn."""
        return self.say(
            "region.basis",
            statements=self.count("statements", region.statements),
            states=self.count("states", len(region.states)),
        )

    def share(self, share: float) -> str:
        """Return what a group's event counts for a member: “× ½”."""
        return f"× {'½' if share == _HALF else self.unsigned(share)}"

    # --- dates ---

    def day(self, day: date, pattern: str = "long") -> str:
        """Return a day in full, or by a pattern of CLDR: “5 April 1992”."""
        said = format_date(day, pattern, locale=_locale_of_dates(self.interface))
        return self.tag(self.interface, str(said))

    def mark(self, mark: Mark) -> str:
        """Return a day that the study marks, by its name."""
        day = self.before + self.day(date.fromisoformat(mark["day"]))
        return self.say("era.mark", name=isolate(self.text(mark["name"])), day=day)

    def span(self, start: date, end: date) -> str:
        """Return the days of a half-open interval, the last one included.

        What both days have in common stands once, as in Unicode's CLDR: “5–9 April 1992”.
        """
        last = end - timedelta(days=1)
        if start == last:
            return self.day(last)
        unit = "y" if start.year != last.year else "M" if start.month != last.month else "d"
        patterns = _interval(self.interface)[unit]
        parts = (self.day(*each) for each in zip((start, last), patterns, strict=True))
        return "".join(parts).replace("\u2009", " ")

    def years(self, start: date, end: date) -> str:
        """Return the years of a half-open interval, that of the last day included.

        Of a short one they are the days: many such may lie in a year.
        """
        if end - start < _SHORT:
            return self.span(start, end)
        last = end - timedelta(days=1)
        return "–".join(dict.fromkeys(f"{day.year:04}" for day in (start, last)))

    def began(self, start: date, end: date) -> str:
        """Return the year in which an era begins; of a short one the day: “22 Oct”."""
        if end - start < _SHORT:
            locale = _locale_of_dates(self.interface)
            return str(format_skeleton("MMMd", start, locale=locale))
        return f"{start.year:04}"

    # --- the study's own ---

    @property
    def title(self) -> str:
        """The study's title."""
        return self.text(self.study.text(self.study.settings, "title"))

    @cached_property
    def colophon(self) -> str:
        """One line that names sources and licences."""
        return self.tag(self.interface, colophon(self.study, self.interface))

    def name(self, code: str, era: str | None = None) -> str:
        """Return the name of a counterpart in the study, or of another state in the ledger.

        The name of a state changes. With an era, it is the name in that era: where a study names
        a state by its latest one, Germany is West Germany then; see `name_then`. Without an era,
        or if the state did not exist then, or the borders are not those of the era, it is the
        latest name. A place of the study's own has its name while it stands.
        """
        if era is not None and (era, code) in self._places:
            return self._places[era, code]
        latest, then = _latest().get(code), None
        if era is not None and not ending_of(self.study, era):
            day = self.study.border_days[era]
            state = None if day is None else borders.state_on(code, day)
            then = None if state is None else state.name
        if latest is None or then is None or then == latest:
            return self._names.get(code) or (
                borders.name_in(latest, self.language) if latest else code
            )
        spoken_here = self.language in self.study.languages
        own = self._own.get(code, {}).get(self.language, "") if spoken_here else ""
        return name_then(self.language, own=own, then=then, latest=latest)

    def focus(self, era: str | None = None) -> str:
        """Return the name of the state that an era is about.

        Without an era it is that of the whole study: as the state is called in the last era that
        is about it; of several that succeed one another the names of all, in turn.
        """
        if era is not None:
            return self.name(self.study.focus_in(era), era)
        return " – ".join(map(self.focus, self._last_eras))

    def about(self, era: str | None = None) -> str:
        """Return what `focus` does as it stands in a sentence: “the Soviet Union”."""
        if era is None:
            return " – ".join(map(self.about, self._last_eras))
        names = running_names(self.study, era)
        return self.text(names) if names else self.focus(era)

    def brief(self, code: str, era: str) -> str:
        """Return the short name of a counterpart or state, the name if it has none."""
        counterparts = self.study.counterparts
        rows = counterparts[counterparts["id"] == code].to_dict("records")
        return next(filter(None, (self.of(row, "short") for row in rows)), self.name(code, era))

    def era(self, era: str) -> str:
        """Return the name of an era, known by its id."""
        return self._eras.get(era) or self.of(self.study.era(era), "name")

    def said(self, code: str, era: str) -> str:
        """Return a counterpart's name as it stands in a sentence: “the United States”."""
        return self._said.get(code) or self.name(code, era)

    def said_era(self, era: str) -> str:
        """Return an era's name as it stands in a sentence: “the months after the self-coup”."""
        row = self.study.era(era)
        return self.of(row, "said") or self.short(row)

    def short(self, row: Row) -> str:
        """Return the short name in the row of an era or a counterpart; the name if it has none."""
        return self.of(row, "short") or self.of(row, "name")

    def headline(self, era: str) -> str:
        """Return what the map of an era shows, by the study's own method; nothing if not said."""
        return self.of(self.study.era(era), "headline")

    def dek(self, era: str, *, named: int, grouped: bool) -> str:
        """Return what the map of an era measures, after the era's name: whose word, and when.

        Parameters
        ----------
        era
            Id of the era.
        named
            How many states a statement names.
        grouped
            Whether a group is drawn on others.
        """
        row = self.study.era(era)
        return self.say(
            "dek.grouped" if grouped else "dek",
            years=self.years(row["start"], row["end"]),
            told=self.count("dek.told", len(self.study.sources)),
            focus=self.about(era),
            named=self.count("dek.named", named),
        )

    def cites(self, event: Row) -> list[Cite]:
        """Return the places in the sources that bear out an event."""
        return self._citer.cites(event)

    def place(self, event: Row) -> str:
        """Return where an event stands in its source; names that only where there are several."""
        return "; ".join(cite.brief for cite in self.cites(event))

    def citation(self, event: Row, *, searched: bool = False) -> str:
        """Return an event's source, section and locator; of several, all.

        In a text to search in, plain spaces replace those that prevent a line break.
        """
        citation = "; ".join(cite.text for cite in self.cites(event))
        return citation.replace("\u00a0", " ") if searched else citation

    def source(self, name: str) -> str:
        """Return a source in full, by its id."""
        return self._citer.reference(name)

    def sources(self) -> list[tuple[str, str]]:
        """Return each source in full, with its licence, and its address on the web, if any."""
        return self._citer.references()

    @cached_property
    def emphasis(self) -> str:
        """A sentence on whom the source says most of; empty if the study names nobody."""
        told = self.study.events["counterpart"].value_counts()
        parts = [
            self.say(
                "page.emphasis.part",
                events=int(told.reindex(each["counterparts"]).sum()),
                name=self.text(each["name"]),
            )
            for each in self.study.settings.get("emphasis", [])
        ]
        if not parts:
            return ""
        events = len(self.study.events)
        return self.say(
            "page.emphasis", events=events, parts=format_list(parts, locale=self.interface)
        )

    def none(self, key: str, method: Method, **values: object) -> str:
        """Return a message that no statement speaks of somebody.

        Where some statements do not count, it is of those that do.
        """
        return self.say(f"{key}_here" if method.leaves_out else key, **values)

    def unnamed(
        self, code: str, told: Mapping[str, int], era: str | None = None, *, method: Method
    ) -> str:
        """Return a sentence on a state that no statement names, with those on its groups.

        Parameters
        ----------
        code
            The state.
        told
            How many statements speak of each of its groups.
        era
            Id of the era by whose name the state is called. Default: its latest name.
        method
            By which events are scored: some may not count.
        """
        groups = (
            self.count("basis.told", number, group=self.name(group))
            for group, number in told.items()
        )
        said = ", ".join(groups)
        return self.none("basis.group", method, name=self.name(code, era), told=said)

    def through(self, share: float, group: str) -> str:
        """Return the share that a group's event counts for a member, and the group's name."""
        return self.say("card.share", share=self.share(share), group=self.name(group))

    def doubt(self, event: Row) -> str:
        """Return the confidence in an event, unless it is high, and the note on it."""
        level = f"confidence.{event['confidence']}"
        parts = [self.of(event, "confidence_note")]
        if level in self.messages:
            parts.insert(0, self.say("card.confidence", level=self.say(level)))
        return " ".join(filter(None, parts))

    def method(self, departures: Mapping[str, str]) -> str:
        """Return a sentence on how a method differs from the study's own; else nothing."""
        choices = "; ".join(self.choices(departures))
        return self.say("method.scored", choices=choices) if choices else ""

    def choices(self, departures: Mapping[str, str]) -> list[str]:
        """Return each choice by which a method differs from another, in words."""
        return [
            self.say(f"method.{key}", value=self._choice(key, value))
            for key, value in departures.items()
        ]

    def name_weights(self, name: str) -> str:
        """Return the name of a set of weights: its column's, if the interface knows no other."""
        return self.messages.get(f"page.weights.{name}", name)

    def say_weight(self, weight: float, name: str) -> str:
        """Return a weight, and the set that it belongs to."""
        key = f"page.colour.{name}"
        known = key if key in self.messages else "page.colour.other"
        return self.say(known, weight=self.signed(weight), set=name)

    def _name_choice(self, what: str, choice: str) -> str:
        return self.messages.get(f"method.{what}.{choice}", choice)

    def _choice(self, key: str, value: str) -> str:
        if key in {"share", "constant"}:
            return self.unsigned(float(value))
        if key == "without":
            return (
                ", ".join(self._name_choice("category", word) for word in value.split(","))
                or NOTHING
            )
        if key != "own":
            return self._name_choice(key, value)
        types = self.study.event_types.set_index("code", drop=False)
        pairs = (pair.rpartition(":") for pair in value.split(",") if pair)
        return ", ".join(
            f"{self.of(types.loc[code], 'label')} {self.signed(float(weight))}"
            for code, _, weight in pairs
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        tables = (self.study.places, self.study.counterparts)
        rows = [row for table in tables for row in table.to_dict("records")]
        return {row["id"]: self.of(row, "name") for row in rows}

    @cached_property
    def _last_eras(self) -> list[str]:
        """The last era about each state that the study is about, in the order of those states."""
        return list({self.study.focus_in(era): era for era in self.study.eras["id"]}.values())

    @cached_property
    def _own(self) -> dict[str, borders.Text]:
        return own_names(self.study)

    @cached_property
    def _places(self) -> dict[tuple[str, str], str]:
        """The names of the study's own places in the eras in which they stand, by era and id."""
        eras = () if self.study.places.empty else self.study.eras["id"]
        return {
            (era, row["id"]): self.of(row, "name")
            for era in eras
            for row in self.study.places_in(era).to_dict("records")
        }

    @cached_property
    def _said(self) -> dict[str, str]:
        rows = self.study.counterparts.to_dict("records")
        return {row["id"]: self.of(row, "said") for row in rows}

    @cached_property
    def _eras(self) -> dict[str, str]:
        rows = self.study.eras.to_dict("records")
        return {row["id"]: self.of(row, "name") for row in rows}

    @cached_property
    def _citer(self) -> Citer:
        return Citer(self.study, self.say, self.text)


@lru_cache
def _latest() -> dict[str, borders.Text]:
    """Return the latest name of each state of the ledger, by its code."""
    return {state.code: state.name for state in borders.states()}


def _locale_of_dates(language: str) -> str:
    """Return the locale of a language's dates: in English the day first, as the studies write."""
    return "en_GB" if language == "en" else language


@lru_cache
def _interval(language: str) -> Mapping[str, list[str]]:
    """Return the two patterns of an interval, by what differs: years (y), months (M) or days (d).

    If a language has no pattern with the full name of the month, it is made from that with the
    short name, as browsers do (UTS 35, Missing Skeleton Fields).
    """
    formats = Locale.parse(_locale_of_dates(language)).interval_formats
    if "yMMMMd" in formats:
        patterns: Mapping[str, list[str]] = formats["yMMMMd"]
        return patterns
    return {
        unit: [_SHORT_MONTH.sub(lambda month: month[0] + month[1], half) for half in halves]
        for unit, halves in formats["yMMMd"].items()
    }
