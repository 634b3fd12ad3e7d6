"""Write the data behind the pages, as a Frictionless Data Package for each language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype

from perufr_map import borders
from perufr_map.exports import citation, tables
from perufr_map.shown.names import names_then, own_names
from perufr_map.shown.request import Shown

_TOLERANCE = 0.25  # degrees: smaller details cannot be seen on a map as wide as a page
_SMALL_ISLAND = 0.2  # square degrees
_DECIMALS = 2


def write_states(shown: Shown, path: Path) -> None:
    """Write the states of all eras with their scores as one GeoJSON, simplified.

    There is no file where no era has borders or a place of the study's own.

    A state whose territory does not change occurs once. ``score_garcia`` is its score in that
    era, ``basis_garcia`` whether a statement names it or a group alone carries the score; ``eras``
    are those in which it exists.
    """
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    eras = list(shown.study.eras["id"])
    by_id: dict[str, dict[str, Any]] = {}
    for era in eras:
        frame = shown.states(era)
        areas = frame.geom_type != "Point"
        shapes = frame.geometry.array.copy()
        shapes[areas] = [
            _drop_small_islands(shape)
            for shape in shapely.coverage_simplify(shapes[areas], _TOLERANCE)
        ]
        frame = frame.set_geometry(shapes, crs=frame.crs)
        for row in frame.to_dict("records"):
            state = by_id.setdefault(row["id"], _state(shown, row, eras))
            state["eras"] = " ".join(filter(None, [state["eras"], era]))
            state[f"score_{era}"] = round(row["score"], _DECIMALS)
            state[f"events_{era}"] = row["events"]
            state[f"basis_{era}"] = None if pd.isna(row["basis"]) else row["basis"]
    if not by_id:
        return
    layer = gpd.GeoDataFrame(list(by_id.values()), crs="EPSG:4326").sort_values("id")
    counts = [f"events_{era}" for era in eras]
    layer[counts] = layer[counts].astype("Int64")
    layer.to_file(
        path,
        driver="GeoJSON",
        RFC7946="YES",
        COORDINATE_PRECISION=str(_DECIMALS),
        DESCRIPTION=" ".join(shown.about_of(eras).values()),
    )
    collection = json.loads(path.read_text("utf-8"))
    for feature in collection["features"]:
        properties = feature["properties"].items()
        feature["properties"] = {key: value for key, value in properties if value is not None}
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _drop_small_islands(shape: Any) -> Any:
    """Leave out the islands that a small map cannot show, but never all of a state."""
    import shapely  # noqa: PLC0415

    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    large = [part for part in parts[1:] if part.area > _SMALL_ISLAND]
    return shapely.multipolygons([parts[0], *large]) if large else parts[0]


def _state(shown: Shown, row: dict[str, Any], eras: list[str]) -> dict[str, Any]:
    known = {each: row[f"name_{each}"] for each in borders.LANGUAGES}
    own = own_names(shown.study).get(row["code"], {})
    latest = {state.code: state.name for state in borders.states()}
    last = latest.get(row["code"], known)
    named = names_then(shown.study, own=own, then=known, latest=last)
    names = {f"name_{language}": name for language, name in named.items()}
    fields = {"id": row["id"], "code": row["code"], **names, "status": row["status"], "eras": ""}
    numbers = {f"{what}_{era}": None for era in eras for what in ("score", "events", "basis")}
    method = {"method": shown.departures} if shown.departures else {}
    return {**fields, **numbers, **method, "geometry": row["geometry"]}


def write(shown: Shown, folder: Path) -> list[str]:
    """Write scores, events, citations and a ``datapackage.json`` to a folder.

    Parameters
    ----------
    shown
        The study, in the language of the tables.
    folder
        Folder to write to, which exists.

    Returns
    -------
    list of str
        Names of the files, in the order in which a page lists them.
    """
    eras = list(shown.study.eras["id"])
    frames = {"scores": tables.score_table(shown, eras), "events": tables.event_table(shown, eras)}
    for name, frame in frames.items():
        tables.write_csv(frame, folder / f"{name}.csv")
    (folder / "citation.bib").write_text(citation.bibtex(shown), "utf-8")
    (folder / "CITATION.cff").write_text(citation.cff(shown), "utf-8")
    package = json.dumps(_descriptor(shown, frames), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{package}\n", "utf-8")
    return ["scores.csv", "events.csv", "datapackage.json", "citation.bib", "CITATION.cff"]


def _descriptor(shown: Shown, frames: dict[str, pd.DataFrame]) -> dict[str, Any]:
    descriptor = shown.study.descriptor
    fields: Mapping[str, object] = descriptor
    copied = ("version", "created", "keywords", "licenses", "sources", "contributors")
    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": [_field(frame, column) for column in map(str, frame)]},
        }
        for name, frame in frames.items()
    ]
    about = " ".join(filter(None, [descriptor.get("description", ""), shown.departures]))
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"{descriptor['name']}-{shown.request.language}",
        "title": shown.words.title,
        "description": about,
        **{key: fields[key] for key in copied if key in fields},
        "resources": resources,
    }


def _field(frame: pd.DataFrame, column: str) -> dict[str, Any]:
    type_ = "string"
    if is_bool_dtype(frame[column]):
        type_ = "boolean"
    elif is_integer_dtype(frame[column]):
        type_ = "integer"
    elif is_float_dtype(frame[column]):
        type_ = "number"
    return {"name": column, "type": type_}
