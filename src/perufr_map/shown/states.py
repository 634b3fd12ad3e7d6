"""Join scores to the borders of an era, as a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perufr_map import borders

if TYPE_CHECKING:
    import geopandas as gpd

    from perufr_map.scoring.scored import Scored
    from perufr_map.study.tables import StudyTables


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
        No rows where the era has no map. The study's own places come last, as points, with
        their kind as ``status``.

    Raises
    ------
    ChoiceError
        If the study has no such era.
    """
    day = scored.study.border_days[str(scored.study.era(era)["id"])]
    world = borders.on(borders.HORIZON).iloc[:0] if day is None else borders.on(day)
    of_era = scored.scores[scored.scores["era"] == era].drop(columns="era")
    world = _add_places(world, scored.study, era)
    return (
        world.drop(columns="basis")  # of a holder's right; here basis is the scores'
        .merge(of_era, left_on="code", right_on="counterpart", how="left", validate="m:1")
        .drop(columns="counterpart")
    )


def _add_places(world: gpd.GeoDataFrame, study: StudyTables, era: str) -> gpd.GeoDataFrame:
    """Return the states of a day with the study's own places, as points."""
    import geopandas as gpd  # noqa: PLC0415 (slow to import)
    import pandas as pd  # noqa: PLC0415 (as above)

    places = study.places_in(era)
    if places.empty:
        return world
    names = {
        f"name_{each}": places.get(f"name_{each}", places[f"name_{study.languages[0]}"])
        for each in borders.LANGUAGES
    }
    days = {name: places[name].dt.strftime("%Y-%m-%d") for name in ("start", "end")}
    rows = pd.DataFrame(
        {"id": places["id"], "code": places["id"], **names, **days, "status": places["kind"]}
    ).reindex(columns=world.columns.drop("geometry"))
    rows = rows.astype(world.drop(columns="geometry").dtypes.to_dict())
    points = gpd.points_from_xy(places["lon"], places["lat"], crs=world.crs)
    own = gpd.GeoDataFrame(rows, geometry=points)
    joined: gpd.GeoDataFrame = pd.concat([world, own], ignore_index=True)
    return joined
