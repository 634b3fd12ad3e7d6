"""Compare the borders with a reference: ``python geo/check.py REF`` (``make borders-check REF=…``).

REF is a file of polygons with the number of a state (Gleditsch and Ward) and the first and
the last day of each shape, that you have fetched; none comes with this project. CShapes 2.0 has
the columns that are looked for. Two tables are written into the folder in which you are:
`borders_iou_by_year.csv` and `borders_worst_spells.csv`. The measure is intersection over
union, in square kilometres of an equal-area projection.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from perufr_map import borders
from perufr_map.borders._members import members_on

EQUAL_AREA = 6933
CODES = ("gwcode", "gw_code")
STARTS = ("gwsdate", "start", "valid_from")
ENDS = ("gwedate", "end", "last_day")
# Shapes that agree less than this stand in the table of the worst.
WORST = 0.94
FIRST_YEAR = 1946


def read_reference(path: Path) -> gpd.GeoDataFrame:
    """Return the reference with the columns ``gw``, ``start``, ``end`` (the last day) and geometry.

    Raises
    ------
    SystemExit
        If the file cannot be read, or a column is missing or wrong; says what would do.
    """
    frame = _read(path)
    frame.columns = [str(name).lower() for name in frame.columns]
    found = {}
    for name, known in (("gw", CODES), ("start", STARTS), ("end", ENDS)):
        column = next((each for each in known if each in frame), None)
        if column is None:
            raise SystemExit(f"{path} has none of the columns {', '.join(known)}")
        found[name] = frame[column]
    numbers = _numbers(found["gw"], path)
    shapes = gpd.GeoDataFrame(
        {
            "gw": numbers,
            "start": _days(found["start"], borders.HORIZON, path),
            "end": _days(found["end"], borders.AS_OF, path),
        },
        geometry=frame.geometry.make_valid(),
        crs=frame.crs,
    ).to_crs(EQUAL_AREA)
    # A shape without a number is a territory that is on no list.
    return shapes[numbers.notna()].astype({"gw": int}).reset_index(drop=True)


def _read(path: Path) -> gpd.GeoDataFrame:
    """Return the shapes of a file; of one with several layers, the first."""
    if not path.is_file():
        raise SystemExit(f"{path} is no file: name the file of the reference")
    try:
        layers = [] if path.suffix.lower() == ".parquet" else list(gpd.list_layers(path)["name"])
        frame = gpd.read_file(path, layer=layers[0]) if layers else gpd.read_parquet(path)
    except (OSError, ValueError, DataSourceError, DataLayerError) as error:
        raise SystemExit(f"{path} cannot be read as a file of polygons: {error}") from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        raise SystemExit(f"{path} has no shapes with a coordinate reference system")
    return frame


def _numbers(column: pd.Series[str], path: Path) -> pd.Series[float]:
    try:
        return pd.to_numeric(column)
    except (ValueError, TypeError) as error:
        raise SystemExit(f"{path}, {column.name}: not all are numbers ({error})") from error


def _days(column: pd.Series[str], default: date, path: Path) -> list[date]:
    """Return days written as 1980-07-28, or as CShapes has them: 28.07.1980 00:00:00.

    An empty cell is the default: a period that began before, or that lasts.
    """
    texts = column.astype("str").str[:10].where(column.notna() & (column.astype("str") != ""))
    form = "%d.%m.%Y" if texts.str.contains(".", regex=False).any() else "%Y-%m-%d"
    try:
        stamps = pd.to_datetime(texts, format=form)
    except ValueError as error:
        wrong = f"days as 1980-07-28 or 28.07.1980 are needed ({error})"
        raise SystemExit(f"{path}, {column.name}: {wrong}") from error
    return [default if pd.isna(stamp) else stamp.date() for stamp in stamps]


def compare(reference: gpd.GeoDataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how well the shapes agree: by year, and those that agree least.

    Parameters
    ----------
    reference
        What `read_reference` returns.

    Returns
    -------
    DataFrame
        For each first of January from 1946: ``year``, ``states`` (compared), ``median``,
        ``mean``, ``area_weighted``, ``at_least_95``, ``at_least_90``, ``below_80``.
    DataFrame
        ``gw``, ``state``, ``start``, ``end``, ``ours`` (id of the ledger), ``iou`` and
        ``area_ratio``, for shapes that agree less than .94, the worst first.
    """
    ours = _ours()
    ledger = {one.id: one for one in borders.states()}
    agreed: dict[tuple[int, str], float] = {}
    years, worst = [], {}
    last = min(reference["end"].max().year, borders.AS_OF.year)
    for year in range(FIRST_YEAR, last + 1):
        day = date(year, 1, 1)
        listed = {number: code for code, number in members_on(day, "gw").items()}
        rows = []
        for at, shape in reference.iterrows():
            state = _state(listed, shape["gw"], day)
            if state is None or not shape["start"] <= day <= shape["end"]:
                continue
            key = int(str(at)), state.id
            if key not in agreed:
                agreed[key] = _agreement(shape.geometry, ours[state.id])
                if agreed[key] < WORST:
                    ratio = ours[state.id].area / shape.geometry.area
                    found = (shape["gw"], ledger[state.id].name["en"], shape["start"], shape["end"])
                    worst[key] = (*found, state.id, round(agreed[key], 3), round(ratio, 3))
            rows.append((agreed[key], shape.geometry.area))
        if rows:
            years.append((year, *_sum_up(rows)))
    names = [
        "year",
        "states",
        "median",
        "mean",
        "area_weighted",
        "at_least_95",
        "at_least_90",
        "below_80",
    ]
    by_year = pd.DataFrame(years, columns=names)
    columns = ["gw", "state", "start", "end", "ours", "iou", "area_ratio"]
    least = pd.DataFrame(list(worst.values()), columns=columns)
    return by_year, least.sort_values("iou", ignore_index=True)


def _ours() -> dict[str, shapely.Geometry]:
    frame = gpd.read_parquet(Path(__file__).parent / "states.parquet").to_crs(EQUAL_AREA)
    return dict(zip(frame["id"], frame.geometry, strict=True))


def _state(listed: dict[int, str], number: int, day: date) -> borders.State | None:
    code = listed.get(number)
    return borders.state_on(code, day) if code else None


def _agreement(one: shapely.Geometry, other: shapely.Geometry) -> float:
    union = one.union(other).area
    return float(one.intersection(other).area / union) if union else 0.0


def _sum_up(rows: list[tuple[float, float]]) -> tuple[float, ...]:
    agreement = pd.Series([row[0] for row in rows])
    weight = pd.Series([row[1] for row in rows])
    weighted = (agreement * weight).sum() / weight.sum()
    shares = [round(number, 4) for number in (agreement.median(), agreement.mean(), weighted)]
    counts = [(agreement >= 0.95).sum(), (agreement >= 0.9).sum(), (agreement < 0.8).sum()]  # noqa: PLR2004
    return (len(rows), *shares, *(int(count) for count in counts))


def main() -> None:
    """Write the two tables, and print the last years."""
    if len(sys.argv) != 2:  # noqa: PLR2004
        raise SystemExit("name the reference: python geo/check.py REF")
    by_year, worst = compare(read_reference(Path(sys.argv[1])))
    by_year.to_csv("borders_iou_by_year.csv", index=False)
    worst.to_csv("borders_worst_spells.csv", index=False)
    print(by_year.tail().to_string(index=False))
    print(f"{len(worst)} shapes agree less than {WORST}")


if __name__ == "__main__":
    main()
