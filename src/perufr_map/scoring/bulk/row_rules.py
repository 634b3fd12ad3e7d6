"""Decide how the rows of event files are read, and say why a row cannot be scored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pyarrow as pa

from perufr_map.scoring.bulk import crosswalks
from perufr_map.scoring.bulk.layouts import Layout
from perufr_map.scoring.scores import LIMIT
from perufr_map.study.focus import Term, focus_on

NUMBER = "#"
"""Prefix of an event code that was read as a number and lost its leading zeros."""

DAY_AND_TIME = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:[0-9:.,]+ ?(Z|UTC|[+-]\d{2}:?\d{2})?"
"""Pattern of a day with a time of day after it; only the day is used."""

FIRST_DAY = date(1000, 1, 1)
"""The first day that is read: earlier ones are years with two digits, 86-01-01."""

COUNTS, LEFT_OUT, UNCLEAR = 0, 1, 2
"""Outcomes of an event code: it counts, is left out, or may be one of several codes."""


@dataclass(frozen=True, kw_only=True)
class RowRules:
    """How rows are read.

    Attributes
    ----------
    layout
        Where the columns are.
    terms
        The states whose relations count, each for its days: often one, for all days.
    weights
        Weight of each event code, None for a code that is left out. Empty if the file's own
        weights count and no code is left out.
    own_weight
        Whether the file's own weights count.
    aliases
        The meaning of each cell that is spelled otherwise than a known name: in a dyadic source,
        names of its crosswalk; in a plain file, our ids. Empty if the cell names nobody.
    """

    layout: Layout
    terms: tuple[Term, ...]
    weights: Mapping[str, float | None]
    own_weight: bool
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def foci(self) -> frozenset[str]:
        """Codes of the states whose relations count, on whatever days."""
        return frozenset(term["code"] for term in self.terms)

    @cached_property
    def countries(self) -> pa.Table | None:
        """The crosswalk of countries of a dyadic source, with its aliases.

        If a cell names several countries, ``part`` is the share of the row that each has.
        """
        if not self.layout.countries:
            return None
        rows = crosswalks.countries(self.layout.countries).to_pylist()
        of_name: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            of_name.setdefault(row["country"], []).append(row)
        ours = {row["country"] for row in rows if row["id"] in self.foci}
        for cell, names in self.aliases.items():
            # If the focus acts together with other countries, these are not its counterparts.
            sides = [name for name in names if name in ours][:1] or names
            for row in (row for name in sides for row in of_name[name]):
                rows.append(row | {"country": cell, "part": 1 / len(sides)})
            if not names:
                rows.append({"country": cell})
        types = {"country": pa.string(), "id": pa.string(), "since": pa.date32()}
        types |= {"until": pa.date32(), "part": pa.float64()}
        columns = {
            name: [row.get(name, 1.0 if name == "part" else None) for row in rows] for name in types
        }
        return pa.table(columns, schema=pa.schema(types))

    @property
    def other_names(self) -> pa.Table | None:
        """The ids that cells of a plain file stand for; None if every cell is an id."""
        if not self.aliases:
            return None
        ids = [names[0] if names else None for names in self.aliases.values()]
        return pa.table(
            {
                "cell": list(self.aliases),
                "meant": pa.array(ids, pa.string()),
                "is_alias": [1] * len(ids),
            }
        )

    @cached_property
    def codes(self) -> pa.Table | None:
        """The weights as a table: ``known_code``, ``code_weight``, ``code_outcome``."""
        if not self.weights:
            return None
        outcomes = {code: self._code_outcome(code) for code in self.weights}
        spelled = {code: (self.weights[code], outcome) for code, outcome in outcomes.items()}
        for number, codes in self.numbers.items():
            same = {spelled[code] for code in codes}
            spelled[number] = same.pop() if len(same) == 1 else (None, UNCLEAR)
        return pa.table(
            {
                "known_code": pa.array(list(spelled), pa.string()),
                "code_weight": pa.array([weight for weight, _ in spelled.values()], pa.float64()),
                "code_outcome": [outcome for _, outcome in spelled.values()],
            }
        )

    @cached_property
    def numbers(self) -> dict[str, list[str]]:
        """The codes that each number, without its leading zeros, can stand for."""
        by_number: dict[str, list[str]] = {}
        for code in self.weights:
            if code.isdecimal():
                by_number.setdefault(f"{NUMBER}{int(code)}", []).append(code)
        return by_number

    @property
    def needs_zeros(self) -> bool:
        """Whether two codes differ only by leading zeros."""
        return any(code.startswith("0") for codes in self.numbers.values() for code in codes)

    @cached_property
    def focus_names(self) -> frozenset[str]:
        """All codes or names of the focus in the file, at any time."""
        rows = [] if self.countries is None else self.countries.to_pylist()
        return frozenset(row["country"] for row in rows if row["id"] in self.foci)

    @property
    def roles(self) -> dict[str, str]:
        """The columns to read, by role."""
        unread = {"weight"} if not self.own_weight else set()
        if not self.weights:
            unread |= {"code", "root"}
        return {role: name for role, name in self.layout.roles.items() if role not in unread}

    def fault(self, row: Mapping[str, Any]) -> str | None:
        """Return why a row, given by role, cannot be scored; None if it can.

        Its rules are those of `perufr_map.scoring.bulk.events.events`.
        """
        first, last = (self._day(row.get(role)) for role in ("first", "last"))
        if self.layout.is_dyadic:
            if (row["actor"] in self.focus_names) == (row["recipient"] in self.focus_names):
                return None  # it is not about the focus
        elif reason := self._fault_of_counterpart(row["counterpart"], first):
            return reason
        for day in (first, last):
            if isinstance(day, str):
                return (
                    f"“{day}” is no day as in {date(1992, 4, 5).strftime(self.layout.date_format)}"
                )
        if first is None:
            return "no day"
        if last is not None and str(last) < str(first):
            return f"ends on {last}, before it begins"
        return self._fault_of_weight(row)

    def _code_outcome(self, code: str) -> int:
        return LEFT_OUT if self.weights[code] is None else COUNTS

    def _day(self, value: Any) -> date | str | None:
        """Return a day, or the text that is not one."""
        if not isinstance(value, str):
            return value.date() if isinstance(value, datetime) else value
        text = value.strip()
        if "-" in self.layout.date_format and re.fullmatch(DAY_AND_TIME, text):
            text = text[:10]
        for form in self.layout.date_formats:
            with suppress(ValueError):
                day = datetime.strptime(text, form).date()  # noqa: DTZ007
                return day if day >= FIRST_DAY else value
        return value

    def _fault_of_counterpart(self, cell: str | None, day: date | str | None) -> str | None:
        if cell is None or self.aliases.get(cell) == ():
            return "no counterpart"
        then = {focus_on(self.terms, day)} if isinstance(day, date) else self.foci
        for code in then & {cell, *self.aliases.get(cell, ())}:
            return f"the counterpart is {code} itself, whose relations are scored"
        return None

    def _fault_of_weight(self, row: Mapping[str, Any]) -> str | None:
        code, weight = restore_zeros(row.get("code"), row.get("root")), row.get("weight")
        candidates = self.numbers.get(code or "", [code or ""])
        values = {self.weights.get(each, 0.0) for each in candidates}
        if values == {None}:
            return None  # left out
        unclear = len(values) > 1 if not self.own_weight else None in values
        if unclear:
            digits, choice = (code or "").removeprefix(NUMBER), " or ".join(candidates)
            return f"the code {digits} has lost its zeros: it may be {choice}; keep codes as text"
        if not self.own_weight:
            is_known = all(each in self.weights for each in candidates)
            digits = (code or "").removeprefix(NUMBER)
            return None if is_known else f"no weight is known for the code “{digits}”"
        if weight is None:
            return "no weight"
        number = as_number(weight)
        if number is None:
            return f"the weight “{weight}” is no number"
        return None if -LIMIT <= number <= LIMIT else f"the weight {weight} lies outside -10 to 10"


def restore_zeros(code: str | None, root: str | None) -> str | None:
    """Restore the leading zero of a code, where its root (its first two digits) shows one.

    Examples
    --------
    >>> restore_zeros("#10", "1"), restore_zeros("#10", "10"), restore_zeros("010", "01")
    ('010', '10', '010')
    """
    if code is None or root is None:
        return code
    digits = code.removeprefix(NUMBER)
    low = len(root) == 1 or root.startswith("0")
    return f"0{digits}" if low and not digits.startswith("0") else digits


def as_number(value: float | str) -> float | None:
    """Parse a number, with a decimal point or comma; return None if it is not one."""
    try:
        if isinstance(value, str):
            return float(value.replace(",", ".")) if value.isascii() else None
        return float(value)
    except ValueError:
        return None
