"""Compare the passes of two coders: how far they agree, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from perufr_map.scoring import reliability
from perufr_map.scoring.notebook import table_html
from perufr_map.study.coding import NOBODY, VARIABLES, Coded, Coding, differences

WANTED = {"sign": 0.8, "direction": 0.8}
"""The alpha that the study wants to reach, for the variables for which it names one."""

NOTHING = "–"
"""Says in the list of differences that a coder, or the ruling, codes nothing."""

NUMBERS = ("percent", "alpha", "alpha_low", "alpha_high", "ac1", "wanted")


class _Pair(NamedTuple):
    """What the two coders say of one thing."""

    unit: str
    eras: frozenset[str]
    first: str
    second: str


@dataclass(frozen=True)
class Agreement:
    """How far the two coders of a study agree.

    Attributes
    ----------
    coding
        Their passes.
    eras
        Ids of the eras that `by_era` lists.
    """

    coding: Coding
    eras: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """Return the figures as a notebook shows a table."""
        return table_html(self.figures)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """The agreement on each variable, over all eras.

        One row per ``variable``: ``codable`` (does the unit state an act or a condition at all?)
        and ``counterpart`` (which ones, taken together) compare units; ``event_type``, ``sign``,
        ``eras`` and ``direction`` compare what both have coded of the same unit and counterpart.
        ``level`` of measurement, ``n`` compared, ``percent`` that agree, Krippendorff's ``alpha``
        with its interval ``alpha_low`` to ``alpha_high``, Gwet's ``ac1``, and the alpha ``wanted``.
        Without a value where alpha has none: if all codings are the same.
        """
        return _frame(_figures(self.coding, None), ["variable"])

    @cached_property
    def by_era(self) -> pd.DataFrame:
        """The same in each ``era``: of what either coder counts in it; without ``codable``."""
        rows = [
            {"era": era, **figures}
            for era in self.eras
            for figures in _figures(self.coding, era)
            if figures["variable"] != "codable"
        ]
        return _frame(rows, ["era", "variable"])

    @cached_property
    def differences(self) -> pd.DataFrame:
        """What the coders say differently, with the ruling.

        One row per ``unit``, ``counterpart`` and ``variable`` on which they differ; ``first`` and
        ``second`` say what each has, ``ruling`` what holds, ``reason_*`` why. A coder who has not
        coded the counterpart has `NOTHING`, and the variable is then ``counterpart``.
        """
        table = self.coding.rulings
        names = list(map(str, table))
        reasons = [name for name in names if name.startswith("reason_")]
        rulings = {
            (unit, counterpart): dict(zip(names, (unit, counterpart, *rest), strict=True))
            for unit, counterpart, *rest in table.to_numpy().tolist()
        }
        rows = []
        for unit, counterpart in differences(self.coding.first, self.coding.second):
            one, other = (
                said[unit].get(counterpart) for said in (self.coding.first, self.coding.second)
            )
            ruling = rulings.get((unit, counterpart)) or rulings.get((unit, NOBODY), {})
            reason = [ruling.get(name, "") for name in reasons]
            for variable, first, second in _differing(one, other):
                held = _ruled(ruling, variable)
                rows.append((unit, counterpart, variable, first, second, held, *reason))
        columns = ["unit", "counterpart", "variable", "first", "second", "ruling", *reasons]
        return pd.DataFrame(rows, columns=columns)

    @cached_property
    def cells(self) -> dict[tuple[str, str], int]:
        """How many statements the coders see differently, by era and counterpart.

        Direction is left out: no score depends on it.
        """
        count: dict[tuple[str, str], int] = {}
        for unit, counterpart in differences(self.coding.first, self.coding.second):
            said = [
                coded
                for each in (self.coding.first, self.coding.second)
                if (coded := each[unit].get(counterpart))
            ]
            if len({coded[:3] for coded in said}) == 1 and len(said) == 2:  # noqa: PLR2004 (both)
                continue
            for era in dict.fromkeys(era for coded in said for era in coded.eras.split()):
                count[era, counterpart] = count.get((era, counterpart), 0) + 1
        return count


def _differing(one: Coded | None, other: Coded | None) -> Iterator[tuple[str, str, str]]:
    """Yield the variables on which two coders differ, with what each says."""
    if one is None or other is None:
        first, second = (" · ".join(each) if each else NOTHING for each in (one, other))
        yield "counterpart", first, second
        return
    for name, first, second in zip(VARIABLES, one, other, strict=True):
        if first != second:
            yield name, first, second


def _ruled(ruling: dict[str, str], variable: str) -> str:
    """Return what a ruling says of a variable: `NOTHING` if nothing is to be coded."""
    if not ruling:
        return ""
    if not ruling["event_type"]:
        return NOTHING
    if variable == "counterpart":
        return " · ".join(ruling[name] for name in VARIABLES)
    return ruling[variable]


# --- what is compared ------------------------------------------------------------------


def _figures(coding: Coding, era: str | None) -> Iterator[dict[str, object]]:
    """Yield the agreement on each variable, in an era or in all."""
    both = [unit for unit in coding.first if unit in coding.second]
    units = [(unit, coding.first[unit], coding.second[unit]) for unit in both]
    compared: list[tuple[str, Iterable[_Pair], reliability.Level]] = [
        ("codable", _of_units(units, lambda said: str(bool(said))), "nominal"),
        ("counterpart", _of_units(units, lambda said: " ".join(sorted(said)) or NOBODY), "nominal"),
        *(
            (name, _of_counterparts(units, at), "ordinal" if name == "sign" else "nominal")
            for at, name in enumerate(VARIABLES)
        ),
    ]
    for variable, pairs, level in compared:
        yield _measure(variable, [p for p in pairs if era is None or era in p.eras], level)


def _of_units(
    units: list[tuple[str, dict[str, Coded], dict[str, Coded]]],
    value: Callable[[dict[str, Coded]], str],
) -> Iterator[_Pair]:
    for unit, one, other in units:
        eras = _eras([*one.values(), *other.values()])
        yield _Pair(unit, eras, value(one), value(other))


def _of_counterparts(
    units: list[tuple[str, dict[str, Coded], dict[str, Coded]]], at: int
) -> Iterator[_Pair]:
    for unit, one, other in units:
        for counterpart in sorted(one.keys() & other.keys()):
            first, second = one[counterpart], other[counterpart]
            yield _Pair(unit, _eras([first, second]), first[at], second[at])


def _eras(said: Iterable[Coded]) -> frozenset[str]:
    return frozenset(era for coded in said for era in coded.eras.split())


def _measure(variable: str, pairs: list[_Pair], level: reliability.Level) -> dict[str, object]:
    """Return the agreement on one variable."""
    said = [value for pair in pairs for value in (pair.first, pair.second)]
    # Of the variables only the signs have an order, and theirs is that of the numbers.
    values = sorted(set(said), key=float if level == "ordinal" else str)
    codes = np.array([values.index(value) for value in said], np.int64).reshape(-1, 2)
    numbers = {unit: at for at, unit in enumerate(dict.fromkeys(pair.unit for pair in pairs))}
    units = np.array([numbers[pair.unit] for pair in pairs], np.int64)
    low, high = reliability.interval(codes, units, level)
    return {
        "variable": variable,
        "level": level,
        "n": len(pairs),
        "percent": 100 * reliability.agree_share(codes),
        "alpha": reliability.alpha(codes, level),
        "alpha_low": low,
        "alpha_high": high,
        "ac1": reliability.ac1(codes),
        "wanted": WANTED.get(variable, float("nan")),
    }


def _frame(rows: Iterable[dict[str, object]], first: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=[*first, "level", "n", *NUMBERS])
    frame[list(NUMBERS)] = frame[list(NUMBERS)].astype(float).round(4)
    return frame
