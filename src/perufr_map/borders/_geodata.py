"""Join the ledger with its geometry in one GeoDataFrame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from perufr_map.borders._ledger import AS_OF, HORIZON, LANGUAGES, LEDGER, state_on, states
from perufr_map.borders._members import (
    LISTS,
    List,
    Membership,
    members_on,
    memberships,
    number_on,
    to_come,
)
from perufr_map.resources import geo_dir

# Columns that only sentences need.
HIDDEN = [f"article_{language}" for language in LANGUAGES]


def on(day: date, system: List | None = None) -> gpd.GeoDataFrame:
    """Return the rows of the ledger for a day, or those of them that are on a list."""
    standing = [state.id for state in states() if state.stands_on(day)]
    world = whole_ledger()
    early = to_come(day, system) if system else {}
    kept = world["id"].isin([*standing, *(state.id for state in early.values())])
    rows = world[kept].reset_index(drop=True)
    if early:
        _take_out(rows, [state.id for state in early.values()])
    for name in LISTS:
        rows[f"{name}_code"] = rows["code"].map(members_on(day, name)).astype("Int64")
    return rows if system is None else rows[rows[f"{system}_code"].notna()].reset_index(drop=True)


def _take_out(rows: gpd.GeoDataFrame, ids: list[str]) -> None:
    """Take what states to come have already by a list from the row that has it in the ledger."""
    fresh = rows[rows["id"].isin(ids)]
    lost = fresh.geometry.union_all()
    before = {one for ids_before in fresh["predecessor"] for one in ids_before.split()}
    held = rows["id"].isin(before)
    rows.loc[held, "geometry"] = rows.loc[held].geometry.difference(lost)
    rows.loc[held, "area_km2"] -= fresh["area_km2"].sum()
    rows.loc[held, "recipe"] += "".join(f"-{term}" for term in _terms(fresh["recipe"]))


def _terms(recipes: Iterable[str]) -> list[str]:
    return [term for recipe in recipes for term in recipe.split("+")]


def panel(first: int, last: int, system: List | None = None) -> gpd.GeoDataFrame:
    """Return a row for each state and year: see `perufr_map.borders.panel`."""
    spells = list_spells(system)
    rows = []
    for year in range(first, last + 1):
        begin = max(date(year, 1, 1), HORIZON)
        after = min(date(year + 1, 1, 1), AS_OF + timedelta(days=1))
        # On a list, a number is one state: 365 is the Soviet Union and Russia in 1991.
        found: dict[str | int, tuple[str, date, int]] = {}
        for spell in spells:
            start = max(spell.start or begin, begin)
            end = min(spell.end or after, after)
            if start < end:
                key = spell.number if system else spell.code
                days = found[key][2] if key in found else 0
                last_day = end - timedelta(days=1)
                found[key] = spell.code, last_day, days + (end - start).days
        for number, (code, day, days) in found.items():
            state = state_on(code, day)
            if state:
                rows.append((year, code, number, state.id, day, days))
    columns = ["year", "code", f"{system}_code" if system else "number", "id", "day", "days"]
    frame = pd.DataFrame(rows, columns=columns)
    if system is None:
        frame = frame.drop(columns="number")
        pairs = list(zip(frame["code"], frame["day"], strict=True))
        for at, name in enumerate(LISTS):
            numbers = [number_on(code, name, day) for code, day in pairs]
            frame.insert(2 + at, f"{name}_number", pd.Series(numbers, dtype="Int64"))
    else:
        frame[columns[2]] = frame[columns[2]].astype("Int64")
    kept = ["id", "name_en", "name_es", "status", "kind", "sovereign", "administrator", "area_km2"]
    world = whole_ledger()[[*kept, "geometry"]]
    joined = frame.merge(world, on="id", how="left", validate="m:1")
    joined = joined.sort_values(["year", "code", "day"], ignore_index=True)
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=world.crs)


def list_spells(system: List | None) -> list[Membership]:
    """Return the periods of the members of a list, or of all rows of the ledger, in order."""
    if system is None:
        every = [Membership(s.code, "", 0, s.start, s.end) for s in states()]
    else:
        every = [one for one in memberships() if one.system == system]
    return sorted(every, key=lambda one: one.start or HORIZON)


@lru_cache(maxsize=1)
def whole_ledger() -> gpd.GeoDataFrame:
    """Return all rows of the ledger with their geometry."""
    ledger = pd.read_csv(geo_dir() / LEDGER, dtype="string", keep_default_na=False, na_values=[""])
    ledger = ledger.astype({"gw_code": "Int64", "cow_code": "Int64"}).drop(columns=HIDDEN)
    shapes = gpd.read_parquet(geo_dir() / "states.parquet")
    shapes["id"] = shapes["id"].astype("string")
    # What 0.1.0 called the administrator.
    ledger.insert(list(ledger).index("administrator") + 1, "owner", ledger["administrator"])
    joined = ledger.merge(shapes, on="id", how="left", validate="one_to_one")
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=shapes.crs)
