"""Join scores to the borders of an era, as a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perufr_map import borders

if TYPE_CHECKING:
    import geopandas as gpd

    from perufr_map.scoring.scored import Scored


def states_with_scores(scored: Scored, *, era: str) -> gpd.GeoDataFrame:
    """Return the states of an era, on its borders, with the focus's score for each.

    Parameters
    ----------
    scored
        The study, scored.
    era
        Id of the era; the borders are those of `perufr_map.Study.border_days`.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row per state: the columns of `perufr_map.borders.on` but for
        ``basis``, then those of `Scored.scores` from ``score`` on, missing where there are no data.
        No rows where the era has no map.

    Raises
    ------
    ChoiceError
        If the study has no such era.
    """
    day = scored.study.border_days[str(scored.study.era(era)["id"])]
    world = borders.on(borders.HORIZON).iloc[:0] if day is None else borders.on(day)
    of_era = scored.scores[scored.scores["era"] == era].drop(columns="era")
    return (
        world.drop(columns="basis")  # of a holder's right; here basis is the scores'
        .merge(of_era, left_on="code", right_on="counterpart", how="left", validate="m:1")
        .drop(columns="counterpart")
    )
