"""Simulate how often a score keeps its sign with other weights, other shares, fewer statements.

In each trial the weight set is drawn, and each type's weight moves by a normal error; the share of
groups is drawn; and each statement is kept with the probability of its confidence. The probability
of a sign is the share of the trials that give it, of those in which any statement of the score is
kept. ``docs/methodology.md`` names the assumptions.

A study has the same probabilities on every machine. The raw numbers of NumPy's bit generators
never change from version to version, those of its distributions may: uniform numbers are made of
the former here, and normal ones by the inverse of their distribution, from Python's own library.
All amounts are whole numbers of small units, so their sums are exact in any order. Each type and
statement has numbers of its own, drawn by its name: a new one leaves the others as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from perufr_map.scoring.rounding import round_score

SETTLED = 0.8
"""From this probability on, a sign is settled."""

TRIALS = 4096
"""How many trials there are: a probability is then known to about one hundredth."""

WEIGHT_ERROR = 1.5
"""Standard deviation of the error of a type's weight."""

KEPT = {"high": 0.98, "medium": 0.9, "low": 0.7}
"""The probability that a statement is kept, by the confidence in it."""

SHARES = (0.25, 0.5, 1.0)
"""The shares of groups to draw from, each as often as the others."""

_SEED = "perufr-map 2"
_UNITS = 10_000  # parts of 1 that a weight is counted in
_QUARTERS = 4  # and that a share is
_CHUNK = 512  # scores at a time, so that a large study takes no more memory

_Numbers = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]


def sign_probabilities(
    scores: pd.DataFrame,
    contributed: pd.DataFrame,
    *,
    events: pd.DataFrame,
    weights: pd.DataFrame,
    lowest: bool = False,
    keys: Sequence[str] = ("era", "counterpart"),
) -> list[float]:
    """Return the probability that the sign of each score holds, rounded to four decimals.

    Parameters
    ----------
    scores
        One row per score: the `keys`, ``score``.
    contributed
        One row for each event of each score: the `keys`, ``event``, ``via`` (the
        group it is inherited through, else null), and ``days``, what it counts for compared with
        the score's other events: a whole number.
    events
        ``event_type`` and ``confidence`` of each event, by its id.
    weights
        The weight of each event type in each set, a column for each, by its code.
    lowest
        Whether the score is the lowest contribution; else it has the sign of their sum.
    keys
        Columns that identify a score.

    Returns
    -------
    list of float
        In the order of `scores`. A score of 0 has no sign that could hold.
    """
    of_score, patterns = _patterns(contributed, keys)
    shares: list[dict[float, float]] = []
    for start in range(0, len(patterns), _CHUNK):
        some = patterns[start : start + _CHUNK]
        results, is_known = _simulate(some, events, weights, lowest=lowest)
        known = is_known.sum(axis=1)
        above, below = (
            np.sum(is_known & side, axis=1) / known for side in (results > 0, results < 0)
        )
        shares += [
            {1.0: more, -1.0: less}
            for more, less in zip(above.tolist(), below.tolist(), strict=True)
        ]
    return [
        round_score(shares[of_score[tuple(key)]].get(float(np.sign(score)), 0.0))
        for *key, score in scores[[*keys, "score"]].itertuples(index=False)
    ]


_Pattern: TypeAlias = list[tuple[str, bool, int]]
"""What a score is made of: events, whether each is inherited, and what it counts for."""


def _patterns(
    contributed: pd.DataFrame, keys: Sequence[str]
) -> tuple[dict[tuple[str, ...], int], list[_Pattern]]:
    """Return the place of each score's pattern by its keys, and the patterns, each once.

    What is inherited alone has the same sign at every share. So the score of a state that is
    known through one group is made of the same as the group's, and has its probability.
    """
    at = contributed.groupby(list(keys), sort=False).ngroup().to_numpy()
    codes, names = pd.factorize(contributed["event"])
    ids: list[str] = names.tolist()
    via, days = contributed["via"].notna().to_numpy(), contributed["days"].to_numpy(np.int64)
    is_named = np.zeros(at.max(initial=-1) + 1, bool)
    is_named[at[~via]] = True
    parts = np.column_stack([codes, via & is_named[at], days])
    order = np.lexsort((*parts.T[::-1], at))
    firsts = np.flatnonzero(np.diff(at[order], prepend=-1))
    rows, width = parts[order].tobytes(), parts.itemsize * parts.shape[1]
    bounds = pairwise([*(firsts * width).tolist(), len(rows)])
    made_of = [rows[begin:end] for begin, end in bounds]
    distinct = {block: place for place, block in enumerate(dict.fromkeys(made_of))}
    scored = contributed[list(keys)].iloc[order[firsts]].itertuples(index=False, name=None)
    return (
        {key: distinct[block] for key, block in zip(scored, made_of, strict=True)},
        [_read(block, ids) for block in distinct],
    )


def _read(block: bytes, ids: Sequence[str]) -> _Pattern:
    rows = np.frombuffer(block, np.int64).reshape(-1, 3).tolist()
    return [(ids[code], bool(via), days) for code, via, days in rows]


def _simulate(
    patterns: Sequence[_Pattern], events: pd.DataFrame, weights: pd.DataFrame, *, lowest: bool
) -> tuple[_Numbers, _Flags]:
    """Return the sum, or the lowest, of each pattern in each trial, and whether there is any."""
    results = np.full((len(patterns), TRIALS), np.inf if lowest else 0.0)
    is_known = np.zeros(results.shape, bool)
    quarters = np.array(SHARES)[_choose("share", len(SHARES))] * _QUARTERS
    places: dict[str, list[tuple[int, bool, int]]] = {}
    for row, pattern in enumerate(patterns):
        for event, via, days in pattern:
            places.setdefault(event, []).append((row, via, days))
    used = events.loc[list(places), ["event_type", "confidence"]]
    of_type = {code: _weigh(code, weights) for code in used["event_type"].unique()}
    for event, code, confidence in used.itertuples():
        kept = _keep(event, confidence)
        amounts = np.where(kept, of_type[code], np.inf if lowest else 0.0)
        shared = (amounts * _QUARTERS, amounts * quarters)
        for row, via, days in places[event]:
            is_known[row] |= kept
            if lowest:
                np.minimum(results[row], shared[via] * days, out=results[row])
            else:
                results[row] += shared[via] * days
    return results, is_known


def _keep(event: str, confidence: str) -> _Flags:
    """Return in which trials a statement is kept."""
    return np.unpackbits(_pack_kept(event, confidence)).view(bool)


@lru_cache(maxsize=8_192)  # 512 bytes each
def _pack_kept(event: str, confidence: str) -> npt.NDArray[np.uint8]:
    return np.packbits(_uniform(f"event {event}") < KEPT[confidence])


def _weigh(code: str, weights: pd.DataFrame) -> _Numbers:
    """Return the weight of a type in each trial, as a whole number of units."""
    in_sets = weights.loc[code].to_numpy(float)
    moved = in_sets[_choose("weights", len(in_sets))] + WEIGHT_ERROR * _normal(f"type {code}")
    units: _Numbers = np.rint(moved * _UNITS)
    return units


def _choose(what: str, choices: int) -> npt.NDArray[np.intp]:
    """Return the place of one of some choices for each trial."""
    return (_uniform(what) * choices).astype(np.intp)


@lru_cache(maxsize=512)
def _normal(name: str) -> _Numbers:
    """Return standard normal numbers, the same for the same name."""
    inverse = NormalDist().inv_cdf
    return np.fromiter(map(inverse, _uniform(name).tolist()), float, TRIALS)


def _uniform(name: str) -> _Numbers:
    """Return numbers between 0 and 1, neither of them included, the same for the same name."""
    seed = int.from_bytes(hashlib.sha256(f"{_SEED} {name}".encode()).digest()[:16], "big")
    raw = np.random.PCG64(seed).random_raw(TRIALS)
    high_bits = (raw >> np.uint64(11)).astype(np.float64)  # as many as fit
    return (high_bits + 0.5) * 2.0**-53
