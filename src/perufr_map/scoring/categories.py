"""Score each category of event types alone, and say what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perufr_map.scoring.rounding import round_frame
from perufr_map.scoring.scores import scores

if TYPE_CHECKING:
    import pandas as pd

    from perufr_map.scoring.scored import Scored

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
    study, method = scored.study, scored.method
    every = scored if method.category is None else scored.by(replace(method, category=None))
    contributed = every.contributions.assign(
        category=every.contributions["event"].map(_categories(scored))
    )
    keys = ("era", "counterpart", "category")
    frame = scores(contributed, aggregation=method.aggregation, constant=method.constant, keys=keys)
    wide = round_frame(frame).pivot_table(index=list(keys[:2]), columns=keys[2], values="score")
    return wide.reindex(columns=sorted(study.event_types["category"].unique()))


def probabilities_by_category(scored: Scored) -> dict[str, list[dict[str, float]]]:
    """Return how probable it is that the sign of each score of a category alone holds.

    Returns
    -------
    dict
        By category, for each era in order: probabilities by counterpart. A category of which
        nothing counts is left out, and so is a state that is known through one group alone, whose
        score keeps its sign as the group's does. Empty where the method has one category alone.
    """
    eras, rows = list(scored.study.eras["id"]), scored.contributions
    counted = set(rows["event"].map(_categories(scored)))
    if scored.method.category is not None or len(counted) < _SEVERAL:
        return {}
    found = {}
    for category in sorted(counted):
        alone = scored.by(replace(scored.method, category=category))
        groups = alone.contributions.fillna({"via": ""}).groupby(["era", "counterpart"])["via"]
        inherited = {at for at, via in groups.agg(set).items() if len(via) == 1 and "" not in via}
        found[category] = [
            {
                code: score.sign_probability
                for code, score in alone.in_era(era).items()
                if (era, code) not in inherited
            }
            for era in eras
        ]
    return found


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
