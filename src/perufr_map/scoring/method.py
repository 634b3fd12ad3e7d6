"""Choose how events become scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import inf
from typing import Literal, Self, TypeAlias, get_args

import pandas as pd

from perufr_map.arguments import check_making
from perufr_map.problems import ChoiceError
from perufr_map.scoring.scores import AGGREGATIONS, LIMIT, Aggregation
from perufr_map.similar import advise
from perufr_map.study.layout import CONSTANT, GROUP_SHARE, SETS, weight_sets

WeightSet: TypeAlias = str
WEIGHT_SETS: tuple[WeightSet, ...] = SETS
"""The sets of weights of the shipped study's codebook; another study's may have others."""

Confidence: TypeAlias = Literal["high", "medium", "low"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
"""How sure a coding may be, the surest first."""

_FLAGS = {"1": True, "0": False}

_SETTINGS = {
    "weights": "weights",
    "group_share": "share",
    "min_confidence": "min_confidence",
    "constant": "constant",
    "days": "days",
}
"""The choices that a study may make, each with its word in an address."""


@check_making
@dataclass(frozen=True, kw_only=True)
class Method:
    """The choices behind a score.

    Attributes
    ----------
    aggregation
        How contributions become a score; see `perufr_map.scoring.scores.scores`.
    weights
        The weight set of the codebook: its column ``weight_*``. The shipped study's are ``weis``
        (Goldstein 1992) and ``cameo``.
    group_share
        What a group's event counts for each member, from 0 to 1.
    own_weights
        Event types with a weight of the reader's own, as pairs of code and weight (±10).
    without
        Categories of event types that do not count.
    category
        The only category that counts. Default: all do.
    min_confidence
        The least confidence of an event that counts: ``high``, ``medium`` or ``low``.
    constant
        The constant of the saturating sum, above 0: with it as *net*, the score is 5.
    days
        Whether an event counts by the share of the era's days that it covers, or may cover where
        its date is vague, for a member of a group by those in which it was one. Else it counts in
        full in every era that its days overlap.

    Raises
    ------
    ChoiceError
        If a choice does not exist or lies outside its bounds.
    """

    aggregation: Aggregation = "saturating"
    weights: WeightSet = "weis"
    group_share: float = GROUP_SHARE
    own_weights: tuple[tuple[str, float], ...] = ()
    without: frozenset[str] = frozenset()
    category: str | None = None
    min_confidence: Confidence = "low"
    constant: float = CONSTANT
    days: bool = False

    def __post_init__(self) -> None:
        """Check the choices."""
        if self.aggregation not in AGGREGATIONS:
            message = f"no aggregation “{self.aggregation}”; choose {', '.join(AGGREGATIONS)}"
            raise ChoiceError(advise(message, self.aggregation, AGGREGATIONS))
        if not 0 <= self.group_share <= 1:
            raise ChoiceError(f"group_share is {self.group_share}; give a number from 0 to 1")
        for code, weight in self.own_weights:
            if not -LIMIT <= weight <= LIMIT:
                raise ChoiceError(f"the weight of {code} is {weight}; give one from -10 to 10")
        if self.min_confidence not in CONFIDENCES:
            message = f"no confidence “{self.min_confidence}”; choose {', '.join(CONFIDENCES)}"
            raise ChoiceError(advise(message, self.min_confidence, CONFIDENCES))
        if not 0 < self.constant < inf:
            raise ChoiceError(f"constant is {self.constant}; give a number above 0")
        object.__setattr__(self, "own_weights", tuple(sorted(dict(self.own_weights).items())))

    def __repr__(self) -> str:
        """Return the choices that are not the usual ones, as Python writes them."""
        values = {each.name: (getattr(self, each.name), each.default) for each in fields(self)}
        own = [f"{name}={value!r}" for name, (value, usual) in values.items() if value != usual]
        return f"{type(self).__name__}({', '.join(own)})"

    def weigh(self, event_types: pd.DataFrame) -> pd.Series[float]:
        """Return the weight of each event type that counts, by its code.

        Parameters
        ----------
        event_types
            The codebook, as a study has it.

        Returns
        -------
        Series
            The weights, by code; types that do not count are left out.

        Raises
        ------
        ChoiceError
            If a type with a weight of its own, a category left out, or the set of weights is not
            in the codebook.
        """
        codebook = event_types.set_index("code")
        _must_exist(dict(self.own_weights), codebook.index, "event type")
        alone = () if self.category is None else (self.category,)
        _must_exist([*self.without, *alone], codebook["category"], "category")
        weight = self.weigh_by_set(event_types)
        weight.update(pd.Series(dict(self.own_weights), dtype=float))
        return weight[codebook["category"].map(self.counts)]

    def weigh_by_set(self, event_types: pd.DataFrame) -> pd.Series[float]:
        """Return the weight of each event type in the weight set alone, by its code.

        Parameters
        ----------
        event_types
            The codebook, as a study has it.

        Returns
        -------
        Series
            The weights, by code.

        Raises
        ------
        ChoiceError
            If the codebook has no such set; says which it has.
        """
        sets = weight_sets(map(str, event_types))
        if self.weights not in sets:
            message = f"no weights “{self.weights}”; choose {' or '.join(sets)}"
            raise ChoiceError(advise(message, self.weights, sets))
        weights: pd.Series[float] = event_types.set_index("code")[f"weight_{self.weights}"]
        return weights.astype(float)

    def counts(self, category: str) -> bool:
        """Say whether event types of a category count.

        Parameters
        ----------
        category
            Id of the category.

        Returns
        -------
        bool
        """
        return category not in self.without and self.category in {None, category}

    @property
    def leaves_out(self) -> bool:
        """Whether some of the study's events do not count."""
        chosen = (self.category, self.without, self.min_confidence != CONFIDENCES[-1])
        return any(chosen)

    def is_sure(self, confidence: str) -> bool:
        """Say whether events of a confidence count.

        Parameters
        ----------
        confidence
            The event's: ``high``, ``medium`` or ``low``.

        Returns
        -------
        bool
        """
        return confidence in CONFIDENCES[: CONFIDENCES.index(self.min_confidence) + 1]

    def departures(self, default: Method) -> dict[str, str]:
        """Return the choices that differ from another method's, as texts that `read` reads.

        Parameters
        ----------
        default
            The method to compare with.

        Returns
        -------
        dict
            Each choice that differs, by its word, as `read` reads it.
        """
        ours, theirs = self.write(), default.write()
        return {key: value for key, value in ours.items() if theirs.get(key) != value}

    def write(self) -> dict[str, str]:
        """Return the choices as short texts, for an address or a command line.

        Returns
        -------
        dict
            Each choice by its word, as `read` reads it.
        """
        return {
            "aggregation": self.aggregation,
            "weights": self.weights,
            "share": f"{self.group_share:g}",
            "own": ",".join(f"{code}:{weight:g}" for code, weight in self.own_weights),
            "without": ",".join(sorted(self.without)),
            "category": self.category or "",
            "min_confidence": self.min_confidence,
            "constant": f"{self.constant:g}",
            "days": "1" if self.days else "0",
        }

    @classmethod
    def of(cls, settings: Mapping[str, object], sets: Sequence[str] = WEIGHT_SETS) -> Self:
        """Return a study's own method, from ``study`` in its ``datapackage.json``.

        Parameters
        ----------
        settings
            What stands there.
        sets
            The codebook's sets of weights; the first counts where the study names none.

        Raises
        ------
        ChoiceError
            If one of its choices does not exist or lies outside its bounds.
        """
        choices = {
            word: str(int(value) if isinstance(value, bool) else value)
            for key, word in _SETTINGS.items()
            if (value := settings.get(key)) is not None
        }
        return cls.read(choices, cls(weights=sets[0]))

    @classmethod
    def read(cls, words: Mapping[str, str], default: Self) -> Self:
        """Return the method that differs from `default` by the texts of `departures`.

        Parameters
        ----------
        words
            The choices by their words: ``weights``, ``share``. Others are left to
            `default`.
        default
            The method whose choices hold where `words` says nothing.

        Raises
        ------
        ChoiceError
            If a text cannot be read, or its choice does not exist or lies outside its bounds.
        """
        method = default
        if "aggregation" in words:
            method = replace(method, aggregation=words["aggregation"])  # type: ignore[arg-type]
        if "weights" in words:
            method = replace(method, weights=words["weights"])
        if "share" in words:
            method = replace(method, group_share=_number(words["share"], "share"))
        if "own" in words:
            own = tuple(_own_weight(pair) for pair in words["own"].split(",") if pair)
            method = replace(method, own_weights=own)
        if "without" in words:
            method = replace(method, without=frozenset(filter(None, words["without"].split(","))))
        if "category" in words:
            method = replace(method, category=words["category"] or None)
        if "min_confidence" in words:
            method = replace(method, min_confidence=words["min_confidence"])  # type: ignore[arg-type]
        if "constant" in words:
            method = replace(method, constant=_number(words["constant"], "constant"))
        if "days" in words:
            method = replace(method, days=_flag(words["days"], "days"))
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


def _flag(text: str, name: str) -> bool:
    if text not in _FLAGS:
        raise ChoiceError(f"{name} is “{text}”; give 1 for yes or 0 for no")
    return _FLAGS[text]


def _must_exist(names: Iterable[str], known: Iterable[str], what: str) -> None:
    known = set(known)
    for name in names:
        if name not in known:
            message = f"no {what} “{name}”; there are {', '.join(sorted(known))}"
            raise ChoiceError(advise(message, name, known))
