"""Score each category of event types alone, and say what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from perufr_map.scoring.rounding import round_frame
from perufr_map.scoring.scores import scores

if TYPE_CHECKING:
    from perufr_map.scoring.scored import Scored

_KEYS = ("era", "counterpart", "category")

_SEVERAL = 2
"""From this many categories on there is a choice of one."""


def scores_by_category(scored: Scored) -> pd.DataFrame:
    """Return the score of each category alone, by the same method otherwise.

    Returns
    -------
    DataFrame
        Indexed by ``era`` and ``counterpart``; a column for each category of the codebook,
        missing where no event of it counts.
    """
    every = _of_every_category(scored)
    wide = _scores(every, _contributions(every)).pivot_table(
        index=list(_KEYS[:2]), columns=_KEYS[2], values="score"
    )
    return wide.reindex(columns=sorted(scored.study.event_types["category"].unique()))


def probabilities_by_category(scored: Scored) -> dict[str, list[dict[str, float]]]:
    """Return how probable it is that the sign of each score of a category alone holds.

    Returns
    -------
    dict
        By category, for each era in order: probabilities by counterpart. A category of which
        nothing counts is left out, and so is a state that is known through one group alone, whose
        score keeps its sign as the group's does. Empty where the method has one category alone.
    """
    if scored.method.category is not None:
        return {}
    contributed = _contributions(scored)
    counted = sorted(contributed["category"].unique())
    if len(counted) < _SEVERAL:
        return {}
    rounded = _scores(scored, contributed)
    probabilities = scored.sign_probabilities(rounded, contributed, _KEYS)
    through = contributed.assign(own=contributed["via"].isna()).groupby(list(_KEYS))
    is_own = through["own"].any() | through["via"].nunique().gt(1)
    eras = {era: place for place, era in enumerate(scored.study.eras["id"])}
    found: dict[str, list[dict[str, float]]] = {name: [{} for _ in eras] for name in counted}
    keys = pd.MultiIndex.from_frame(rounded[list(_KEYS)])
    for key, own, probability in zip(keys, is_own.reindex(keys), probabilities, strict=True):
        era, counterpart, category = key
        if own:
            found[category][eras[era]][counterpart] = probability
    return found


def _of_every_category(scored: Scored) -> Scored:
    method = scored.method
    return scored if method.category is None else scored.by(replace(method, category=None))


def _contributions(scored: Scored) -> pd.DataFrame:
    """Return the contributions, each with the category of its event."""
    rows = scored.contributions
    return rows.assign(category=rows["event"].map(_categories(scored)))


def _scores(scored: Scored, contributed: pd.DataFrame) -> pd.DataFrame:
    """Return the score of each category alone, rounded."""
    method = scored.method
    return round_frame(
        scores(contributed, aggregation=method.aggregation, constant=method.constant, keys=_KEYS)
    )


def count_statements(scored: Scored, category: str) -> dict[str, int]:
    """Return how many events of each type a category rests on, by the type's code.

    The most frequent type comes first. Only events count whose confidence the method asks for.
    """
    study = scored.study
    events = study.events[study.events["confidence"].map(scored.method.is_sure)]
    types = events.loc[events["id"].map(_categories(scored)) == category, "event_type"]
    counts = types.value_counts(sort=False)
    return {
        str(code): int(counts[code])
        for code in sorted(counts.index, key=lambda code: (-counts[code], code))
    }


def _categories(scored: Scored) -> pd.Series[str]:
    """Return the category of each event, by its id."""
    study = scored.study
    of_type = study.event_types.set_index("code")["category"]
    categories: pd.Series[str] = study.events.set_index("id")["event_type"].map(of_type)
    return categories
