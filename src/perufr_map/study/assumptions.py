"""Say what had to be assumed of a table that a spreadsheet program saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perufr_map.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """How a table was read.

    Attributes
    ----------
    encoding
        The encoding: ``UTF-8``, which needs no word, or another one.
    sample
        A word by which a reader sees whether the encoding is right.
    doubts
        A word in this encoding and in others that are about as likely; none if it is sure.
    separator
        The character between the columns; a comma needs no word.
    directive
        Whether a first line ``sep=;`` names it.
    trimmed
        Whether empty rows or columns at the edge were left out.
    """

    encoding: str = "UTF-8"
    sample: str = ""
    doubts: Mapping[str, str] = field(default_factory=dict)
    separator: str = ","
    directive: bool = False
    trimmed: bool = False

    def list_for(self, file: str) -> Iterator[Problem]:
        """Say what was assumed, as warnings about a file."""
        if self.encoding != "UTF-8":
            values = {"encoding": self.encoding, "sample": self.sample}
            if self.doubts:
                code = "encoding_doubtful"
                values["readings"] = say_readings(self.doubts)
            else:
                code = "encoding_assumed"
            yield Problem(file, None, None, code, values, "warning")
        sign = {"separator": self.separator.replace("\t", "⇥")}
        if self.directive:
            yield Problem(file, None, None, "separator_named", sign, "warning")
        elif self.separator != ",":
            yield Problem(file, None, None, "separator_assumed", sign, "warning")
        if self.trimmed:
            yield Problem(file, None, None, "edges_trimmed", {}, "warning")


def say_readings(doubts: Mapping[str, str]) -> str:
    """Return encodings with a word in each, as a problem shows them."""
    return ", ".join(f"{encoding} (“{word}”)" for encoding, word in doubts.items())
