"""Words, numbers and dates of a picture, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from perufr_map.scoring.comparison import NO_CHANGE
from perufr_map.shown.reading import Reading

FINE = 0.05  # one decimal would make a zero of less


@dataclass(frozen=True)
class Words:
    """The words of a payload in one language."""

    payload: dict[str, Any]
    language: str

    def say(self, key: str, **values: str) -> str:
        """Return a message with its blanks filled in."""
        message: str = self.payload["messages"][self.language].get(key, key)
        for name, value in values.items():
            message = message.replace(f"{{{name}}}", value)
        return message

    def text(self, text: dict[str, str] | None) -> str:
        """Return a text of the study: this language, else the default, else nothing."""
        return (text or {}).get(self.language) or (text or {}).get(self.payload["languages"][0], "")

    def signed(self, value: float, *, digits: int | None = None) -> str:
        """Return a number with a true sign, none before zero, rounded as a browser does.

        It has one decimal, or two where one would make a zero of what is none.
        """
        if digits is None:
            digits = 2 if NO_CHANGE <= abs(value) < FINE else 1
        one = Decimal(1).scaleb(-digits)
        rounded = Decimal(repr(float(value))).quantize(one, ROUND_HALF_UP)
        sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
        pattern = f"0.{'0' * digits}" if digits else "0"
        return sign + str(format_decimal(abs(rounded), format=pattern, locale=self.language))

    def reading(self, reading: Reading) -> str:
        """Return a reading in one word: its number, “new” or “gone”."""
        if reading.value is None:
            return self.say(f"change.{reading.kind}")
        return self.signed(0 if reading.kind == "unchanged" else reading.value)

    def span(self, start: str, end: str) -> str:
        """Return the days of a half-open interval, the last one included."""
        days = date.fromisoformat(start), date.fromisoformat(end) - timedelta(days=1)
        return " – ".join(format_date(day, "long", locale=self.language) for day in days)

    def name(self, code: str, era: int) -> str:
        """Return the name of a counterpart or, of an era, of a state that is none."""
        if code in self.payload["counterparts"]:
            return self.text(self.payload["counterparts"][code]["name"])
        shapes = self.payload["topology"]["objects"]["states"]["geometries"]
        names = [
            (era in properties["eras"], self.text(properties["name"]))
            for properties in (shape["properties"] for shape in shapes)
            if properties["code"] == code
        ]
        return max(names, default=(False, code), key=lambda name: name[0])[1]

    def method(self) -> str:
        """Say where the method departs from the study's own; nothing when it does not."""
        said = []
        for key, value in self.payload["method"].items():
            said.append(self.say(f"method.{key}", value=self._choice(key, value)))
        return self.say("method.scored", choices="; ".join(said)) if said else ""

    def _named(self, what: str, choice: str) -> str:
        key = f"method.{what}.{choice}"
        name = self.say(key)
        return choice if name == key else name

    def _choice(self, key: str, value: str) -> str:
        if key == "share":
            return str(format_decimal(value, locale=self.language))
        if key == "without":
            return ", ".join(self._named("category", word) for word in value.split(",")) or "–"
        if key != "own":
            return self._named(key, value)
        pairs = (pair.rpartition(":") for pair in value.split(",") if pair)
        types = self.payload["types"]
        return ", ".join(
            f"{self.text(types[code]['label'])} {self.signed(float(weight))}"
            for code, _, weight in pairs
        )
