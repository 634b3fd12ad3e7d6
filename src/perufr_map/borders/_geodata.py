"""Join the ledger with its geometry in one GeoDataFrame."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from perufr_map.borders._ledger import LEDGER, states
from perufr_map.resources import geo_dir

# Columns that only sentences need.
HIDDEN = ["article_en", "article_es"]


def on(day: date) -> gpd.GeoDataFrame:
    """Return the rows of the ledger for a day."""
    standing = [state.id for state in states() if state.stands_on(day)]
    world = _world()
    return world[world["id"].isin(standing)].reset_index(drop=True)


@lru_cache(maxsize=1)
def _world() -> gpd.GeoDataFrame:
    ledger = pd.read_csv(geo_dir() / LEDGER, dtype="string", keep_default_na=False, na_values=[""])
    ledger = ledger.astype({"gw_code": "Int64", "cow_code": "Int64"}).drop(columns=HIDDEN)
    shapes = gpd.read_parquet(geo_dir() / "states.parquet")
    shapes["id"] = shapes["id"].astype("string")
    # What 0.1.0 called the administrator.
    ledger.insert(list(ledger).index("administrator") + 1, "owner", ledger["administrator"])
    joined = ledger.merge(shapes, on="id", how="left", validate="one_to_one")
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=shapes.crs)
