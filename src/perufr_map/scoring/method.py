"""Choose how events become scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self, TypeAlias, get_args

import pandas as pd

from perufr_map.problems import ChoiceError
from perufr_map.scoring.scores import AGGREGATIONS, LIMIT, Aggregation

WeightSet: TypeAlias = Literal["weis", "cameo"]
WEIGHT_SETS: tuple[WeightSet, ...] = get_args(WeightSet)


@dataclass(frozen=True, kw_only=True)
class Method:
    """The choices behind a score.

    Attributes
    ----------
    aggregation
        How contributions become a score; see `perufr_map.scoring.scores.scores`.
    weights
        The weight set of the codebook: ``weis`` (Goldstein 1992) or ``cameo``.
    group_share
        What a group's event counts for each member, from 0 to 1.
    own_weights
        Event types with a weight of the reader's own, as pairs of code and weight (±10).
    without
        Categories of event types that do not count.

    Raises
    ------
    ChoiceError
        If a choice does not exist or lies outside its bounds.
    """

    aggregation: Aggregation = "saturating"
    weights: WeightSet = "weis"
    group_share: float = 0.5
    own_weights: tuple[tuple[str, float], ...] = ()
    without: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Check the choices."""
        if self.aggregation not in AGGREGATIONS:
            raise ChoiceError(
                f"no aggregation “{self.aggregation}”; choose {', '.join(AGGREGATIONS)}"
            )
        if self.weights not in WEIGHT_SETS:
            raise ChoiceError(f"no weights “{self.weights}”; choose {' or '.join(WEIGHT_SETS)}")
        if not 0 <= self.group_share <= 1:
            raise ChoiceError(f"group_share is {self.group_share}; give a number from 0 to 1")
        for code, weight in self.own_weights:
            if not -LIMIT <= weight <= LIMIT:
                raise ChoiceError(f"the weight of {code} is {weight}; give one from -10 to 10")
        object.__setattr__(self, "own_weights", tuple(sorted(dict(self.own_weights).items())))

    def weigh(self, event_types: pd.DataFrame) -> pd.Series[float]:
        """Return the weight of each event type that counts, by its code.

        Raises
        ------
        ChoiceError
            If a type with a weight of its own, or a category left out, is not in the codebook.
        """
        codebook = event_types.set_index("code")
        _must_exist(dict(self.own_weights), codebook.index, "event type")
        _must_exist(self.without, codebook["category"], "category")
        weight = codebook[f"weight_{self.weights}"].astype(float)
        weight.update(pd.Series(dict(self.own_weights), dtype=float))
        return weight[~codebook["category"].isin(self.without)]

    def departures(self, default: Method) -> dict[str, str]:
        """Return the choices that differ from another method's, as texts that `read` reads."""
        ours, theirs = self.write(), default.write()
        return {key: value for key, value in ours.items() if theirs.get(key) != value}

    def write(self) -> dict[str, str]:
        """Return the choices as short texts, for an address or a command line."""
        return {
            "aggregation": self.aggregation,
            "weights": self.weights,
            "share": f"{self.group_share:g}",
            "own": ",".join(f"{code}:{weight:g}" for code, weight in self.own_weights),
            "without": ",".join(sorted(self.without)),
        }

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Self:
        """Return a study's own method, from ``study`` in its ``datapackage.json``.

        Raises
        ------
        ChoiceError
            If one of its choices does not exist or lies outside its bounds.
        """
        names = {"weights": "weights", "group_share": "share"}
        choices = {word: str(settings[key]) for key, word in names.items() if key in settings}
        return cls.read(choices, cls())

    @classmethod
    def read(cls, words: Mapping[str, str], default: Self) -> Self:
        """Return the method that differs from `default` by the texts of `departures`.

        Raises
        ------
        ChoiceError
            If a text cannot be read, or its choice does not exist or lies outside its bounds.
        """
        method = default
        if "aggregation" in words:
            method = replace(method, aggregation=words["aggregation"])  # type: ignore[arg-type]
        if "weights" in words:
            method = replace(method, weights=words["weights"])  # type: ignore[arg-type]
        if "share" in words:
            method = replace(method, group_share=_number(words["share"], "share"))
        if "own" in words:
            own = tuple(_own_weight(pair) for pair in words["own"].split(",") if pair)
            method = replace(method, own_weights=own)
        if "without" in words:
            method = replace(method, without=frozenset(filter(None, words["without"].split(","))))
        return method


def _own_weight(pair: str) -> tuple[str, float]:
    """Return a type and its weight, given as ``type:weight``."""
    code, _, weight = pair.rpartition(":")
    if not code:
        raise ChoiceError(f"“{pair}” lacks a type or a weight; write TYPE:WEIGHT")
    return code, _number(weight, code)


def _number(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ChoiceError(f"“{text}” is no number for {name}") from None


def _must_exist(names: Iterable[str], known: Iterable[str], what: str) -> None:
    known = set(known)
    for name in names:
        if name not in known:
            raise ChoiceError(f"no {what} “{name}”; there are {', '.join(sorted(known))}")
