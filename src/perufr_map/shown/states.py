"""Join scores to the borders of an era, as a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perufr_map import borders

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from perufr_map.study.tables import StudyTables


def states(study: StudyTables, scored: pd.DataFrame, *, era: str) -> gpd.GeoDataFrame:
    """Return the states of an era, on its borders, with the focus's score for each.

    Parameters
    ----------
    study
        The study.
    scored
        As `perufr_map.scoring.scores.scores` returns it.
    era
        Id of the era; its ``reference_date`` says whose borders are meant.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row per state: the columns of `perufr_map.borders.on`, then
        ``score``, ``low``, ``high``, ``net``, ``cooperation``, ``conflict``, ``events`` and
        ``inherited``, missing where nothing is coded.

    Raises
    ------
    KeyError
        If the study has no such era.
    """
    reference = study.era(era)["reference_date"].date()
    of_era = scored[scored["era"] == era].drop(columns="era")
    return (
        borders.on(reference)
        .merge(of_era, left_on="code", right_on="counterpart", how="left", validate="m:1")
        .drop(columns="counterpart")
    )
