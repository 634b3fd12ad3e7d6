"""Count the outcomes of the rows of event files, and report the counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from perufr_map.characters import replace_odd
from perufr_map.problems import Problem

_SHOWN = 10  # names that fit in a line


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The number of rows of each outcome; the counts add up to `rows`.

    Attributes
    ----------
    rows
        All rows.
    scored
        Rows that count in a score.
    outside
        Rows outside all eras.
    others
        Rows in which both sides are the focus, or neither is.
    no_state
        Rows with a side that is no state: a region, or an empty cell.
    unknown
        Rows with an unknown name: see `names`.
    repeated
        Repeated rows: an export lists an event for every era and every member of a group.
    left_out
        Rows of a category that does not count.
    rejected
        Rows that could not be read or scored; they stand in `files`.
    files
        The files of rejected rows, with the number of rows in each.
    names
        The unknown names, the most frequent first, each with its number of rows.
    read_as
        Other spellings of known names, and the name that each was read as.
    assumed
        What had to be assumed to read the files, as warnings.
    """

    rows: int
    scored: int
    outside: int
    others: int
    no_state: int
    left_out: int
    rejected: int
    unknown: int = 0
    repeated: int = 0
    files: dict[Path, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    read_as: dict[str, str] = field(default_factory=dict)
    assumed: tuple[Problem, ...] = ()

    @property
    def is_useless(self) -> bool:
        """Whether there are rows and all are rejected or have unknown names."""
        return 0 < self.rows == self.rejected + self.unknown

    def __str__(self) -> str:
        """Return the counts as one line."""
        parts = [f"{self.rows:,} rows: {self.scored:,} scored"]
        words = {
            "outside": "outside the eras",
            "others": "between others",
            "no_state": "with no state on the other side",
            "unknown": "with an unknown name",
            "left_out": "left out",
            "repeated": "that repeat others",
            "rejected": "rejected",
        }
        counts = {name: getattr(self, name) for name in words}
        parts += [f"{counts[name]:,} {word}" for name, word in words.items() if counts[name]]
        return ", ".join(parts)

    def say_names(self) -> list[str]:
        """Return a line about unknown names and one about other spellings.

        Returns
        -------
        list of str
            Empty if all names are known as they are written.
        """
        lines = []
        if self.names:
            items = [f"“{name}” ({rows:,})" for name, rows in self.names.items()]
            lines.append(f"Unknown names, not scored: {_list_some(items)}")
        if self.read_as:
            items = [f"“{cell}” as {meant}" for cell, meant in self.read_as.items()]
            lines.append(f"Read {_list_some(items)}")
        return lines

    def say_assumptions(self) -> list[str]:
        """Return a line for what was assumed of each file, of the first files.

        Returns
        -------
        list of str
            Empty if nothing had to be assumed.
        """
        lines = [str(problem) for problem in self.assumed]
        more = [f"… and {len(lines) - _SHOWN:,} more such lines"] if len(lines) > _SHOWN else []
        return lines[:_SHOWN] + more


def _list_some(items: list[str]) -> str:
    more = f", and {len(items) - _SHOWN:,} more" if len(items) > _SHOWN else ""
    return replace_odd(", ".join(items[:_SHOWN])) + more
