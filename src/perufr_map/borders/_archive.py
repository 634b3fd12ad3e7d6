"""Write all borders into one file: a GeoPackage, or a folder of GeoParquet or CSV."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely

from perufr_map.borders._changes import between
from perufr_map.borders._geodata import whole_ledger
from perufr_map.borders._ledger import AS_OF, HORIZON, LANGUAGES, states, states_by_id
from perufr_map.borders._members import entity_numbers, later_numbers, memberships, standing
from perufr_map.files import explain_names, whole, workspace
from perufr_map.problems import ChoiceError
from perufr_map.resources import geo_dir
from perufr_map.similar import advise

if TYPE_CHECKING:
    from perufr_map.borders._ledger import Text

# A fixed time in the file, so that writing it twice gives the same bytes.
_NO_TIME = "2026-11-28T00:00:00.000Z"

FORMATS = ("gpkg", "parquet", "csv")


_DAYS = ("day", "valid_from", "valid_to", "last_day")


def layers() -> dict[str, pd.DataFrame]:
    """Return what a file of all borders has, by layer; dates are days."""
    return {name: _typed(table) for name, table in _tables().items()}


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose days are of one type, also where a column has none."""
    day = pd.ArrowDtype(pa.date32())
    return table.astype({name: day for name in _DAYS if name in table})


def _tables() -> dict[str, pd.DataFrame]:
    ledger = _with_days(whole_ledger().drop(columns=["cow_code", "owner", "start", "end"]))
    is_point = ledger.geometry.geom_type == "Point"
    spells, points = (ledger[rows].reset_index(drop=True) for rows in (~is_point, is_point))
    spells = spells.set_geometry([_multi(shape) for shape in spells.geometry], crs=4326)
    return {
        "spells": spells,
        "points": points,
        "lines": _lines(),
        "changes": _changes(),
        "codes": _codes(),
        "names": _names(),
        "redirects": _read("redirects.csv"),
    }


def _with_days(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Add the days of each row: half-open, and the last day beside."""
    rows = [states_by_id()[one] for one in frame["id"]]
    return frame.assign(
        valid_from=[row.start or HORIZON for row in rows],
        valid_to=[row.end for row in rows],
        last_day=[row.end and row.end - timedelta(days=1) for row in rows],
        began_before=[row.start is None for row in rows],
    )


def _multi(shape: Any) -> Any:
    return shape if shape.geom_type == "MultiPolygon" else shapely.multipolygons([shape])


def _lines() -> gpd.GeoDataFrame:
    table = _read("lines.csv")
    shapes = gpd.read_parquet(geo_dir() / "lines.parquet")
    frame = shapes.merge(table, on="id", validate="one_to_one")
    frame = frame.rename(columns={"start": "valid_from", "end": "valid_to"})
    frame["valid_from"] = [_day(text) or HORIZON for text in frame["valid_from"]]
    frame["valid_to"] = [_day(text) for text in frame["valid_to"]]
    merged = [
        s if s.geom_type != "LineString" else shapely.multilinestrings([s]) for s in frame.geometry
    ]
    return frame.set_geometry(merged, crs=shapes.crs)


def _changes() -> pd.DataFrame:
    rows = [
        (change.day, " ".join(change.ended), " ".join(change.begun), *_texts(change.text))
        for change in between(HORIZON, AS_OF)
    ]
    return pd.DataFrame(rows, columns=["day", "ended", "begun", "text_en", "text_es"])


def _texts(text: Text) -> tuple[str, ...]:
    return tuple(text[language] for language in LANGUAGES)


def _codes() -> pd.DataFrame:
    """Return the codes of each state, one row for each list and period."""
    rows: list[tuple[str, str, str, date, date | None]] = [
        (one.code, one.system, str(one.number), one.start or HORIZON, one.end)
        for one in (*memberships(), *entity_numbers())
    ]
    rows += [
        (one.code, f"{one.system}_later", str(one.number), one.start or HORIZON, one.end)
        for one in later_numbers()
    ]
    for code, periods in standing().items():
        # XKX and what begins with X otherwise are no codes of ISO, but of its private range.
        system = "private" if code.startswith("X") else "iso_alpha3"
        rows += [(code, system, code, start or HORIZON, end) for start, end in periods]
    for four in _read("iso_alpha_4.csv").itertuples():
        periods = standing()[str(four.code)]
        start, end = periods[0][0] or HORIZON, periods[-1][1]
        rows.append(
            (
                str(four.code),
                "iso_alpha4",
                str(four.iso_alpha4),
                _day(four.start) or start,
                _day(four.end) or end,
            )
        )
    frame = pd.DataFrame(rows, columns=["code", "system", "value", "valid_from", "valid_to"])
    return frame.sort_values(["code", "system", "valid_from"], ignore_index=True)


def _names() -> pd.DataFrame:
    """Return each name of a code, one row for each language and period of its use."""
    rows: list[list[Any]] = []
    for state in sorted(states(), key=lambda one: (one.code, one.start or HORIZON)):
        for language in LANGUAGES:
            start, name = state.start or HORIZON, state.name[language]
            last = next((r for r in reversed(rows) if r[:2] == [state.code, language]), None)
            if last and last[2] == name and last[4] == start:
                last[4] = state.end
            else:
                rows.append([state.code, language, name, start, state.end])
    return pd.DataFrame(rows, columns=["code", "language", "name", "valid_from", "valid_to"])


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(geo_dir() / name, dtype="str", keep_default_na=False)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


@lru_cache(maxsize=1)
def about() -> dict[str, str]:
    """Return what is told of the file in the file."""
    package = json.loads((geo_dir() / "datapackage.json").read_text("utf-8"))
    return {
        "title": package["title"],
        "version": package["version"],
        "licence": "CC0-1.0 (ledger); outlines: Natural Earth, public domain",
        "source": "perufr-map, geo/README.md; Natural Earth 1:50 million; Gleditsch and Ward 1999; "
        "Correlates of War Project; Tir, Schafer, Diehl and Goertz 1998",
        "as_of": AS_OF.isoformat(),
        "periods": "valid_from <= day < valid_to; last_day is the day before valid_to; "
        "began_before says that a row stood before 1945-09-02",
    }


def write_all(path: Path | str, *, form: str | None = None) -> dict[str, int]:
    """Write all periods, lines, changes, codes and names: see `perufr_map.borders.write_all`."""
    path = Path(path)
    chosen = form or ("gpkg" if path.suffix.lower() == ".gpkg" else "parquet")
    if chosen not in FORMATS:
        message = f"“{chosen}” is none of {', '.join(FORMATS)}"
        raise ChoiceError(advise(message, chosen, FORMATS))
    if chosen == "gpkg" and path.suffix.lower() != ".gpkg":
        raise ChoiceError(f"“{path.name}” does not end in .gpkg")
    if chosen != "gpkg" and path.suffix:
        raise ChoiceError(f"“{path.name}” is no name of a folder, nor does it end in .gpkg")
    if chosen != "gpkg" and path.exists():
        raise ChoiceError(f"{path} is there already: name a new folder")
    tables = layers()
    if chosen == "gpkg":
        with whole(path) as unfinished:
            _write_geopackage(tables, unfinished)
    else:
        with explain_names(path), workspace(path.absolute().parent) as room:
            unfinished = room / path.name
            unfinished.mkdir()
            _write_folder(
                tables, unfinished, _to_parquet if chosen == "parquet" else _to_csv, chosen
            )
            unfinished.rename(path)
    return {name: len(table) for name, table in tables.items()}


def _write_geopackage(tables: dict[str, pd.DataFrame], path: Path) -> None:
    import pyogrio  # noqa: PLC0415

    types = {"spells": "MultiPolygon", "points": "Point", "lines": "MultiLineString"}
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_TIME})
    try:
        for name, table in tables.items():
            pyogrio.write_dataframe(
                table,
                path,
                layer=name,
                driver="GPKG",
                append=path.exists(),
                use_arrow=True,  # or days become texts
                geometry_type=types.get(name),
                dataset_options=None if path.exists() else {"VERSION": "1.3"},
                layer_metadata=about(),
                layer_options={"DESCRIPTION": "; ".join(about().values())},
            )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_folder(
    tables: dict[str, pd.DataFrame],
    folder: Path,
    write: Callable[[pd.DataFrame, Path], None],
    ending: str,
) -> None:
    for name, table in tables.items():
        write(table, folder / f"{name}.{ending}")
    text = json.dumps(about(), indent=2, ensure_ascii=False)
    (folder / "about.json").write_text(text + "\n", "utf-8")


def _to_parquet(table: pd.DataFrame, path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415

    table.to_parquet(path, compression="zstd", index=False)
    read = pq.read_table(path)
    told = {b"perufr-map": json.dumps(about()).encode()}
    written = read.replace_schema_metadata({**(read.schema.metadata or {}), **told})
    pq.write_table(written, path, compression="zstd")


def _to_csv(table: pd.DataFrame, path: Path) -> None:
    if isinstance(table, gpd.GeoDataFrame):
        table = table.to_wkt(rounding_precision=5)
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
