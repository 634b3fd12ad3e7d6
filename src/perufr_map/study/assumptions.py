"""Say what had to be assumed of a table that a spreadsheet program saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    separator
        The character between the columns; a comma needs no word.
    directive
        Whether a first line ``sep=;`` names it.
    trimmed
        Whether empty rows or columns at the edge were left out.
    """

    encoding: str = "UTF-8"
    sample: str = ""
    separator: str = ","
    directive: bool = False
    trimmed: bool = False

    def list_for(self, file: str) -> Iterator[Problem]:
        """Say what was assumed, as warnings about a file."""
        if self.encoding != "UTF-8":
            values = {"encoding": self.encoding, "sample": self.sample}
            yield Problem(file, None, None, "encoding_assumed", values, "warning")
        sign = {"separator": self.separator.replace("\t", "⇥")}
        if self.directive:
            yield Problem(file, None, None, "separator_named", sign, "warning")
        elif self.separator != ",":
            yield Problem(file, None, None, "separator_assumed", sign, "warning")
        if self.trimmed:
            yield Problem(file, None, None, "edges_trimmed", {}, "warning")
