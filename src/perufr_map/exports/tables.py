"""Write the data behind a map as tables and layers for other programs."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from perufr_map import borders
from perufr_map.exports import qgis
from perufr_map.exports.layers import name_layers, name_titles
from perufr_map.exports.made import Made
from perufr_map.files import whole
from perufr_map.formulas import disarm
from perufr_map.problems import ChoiceError
from perufr_map.scoring.categories import scores_by_category
from perufr_map.shown.reading import readings
from perufr_map.shown.regions import Region, homes, list_regions
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale
from perufr_map.similar import advise

if TYPE_CHECKING:
    import geopandas as gpd

AnyFrame = TypeVar("AnyFrame", bound=pd.DataFrame)

NUMBERS = ["score", "low", "high", "net", "cooperation", "conflict", "events", "inherited"]
"""The columns of a score in `perufr_map.scoring.scores.scores`."""

COLUMNS = [*NUMBERS, "basis", "sign_probability", "settled"]
"""The columns of a score of a study; see `perufr_map.scoring.scored.Score`."""

CHANGE = ["score_before", "score", "change", "change_status", "sign_changed"]
"""The columns of a change; see `perufr_map.scoring.comparison.movers`."""

_OTHERS = [name for name in COLUMNS if name != "score"]
_BEFORE = [f"{name}_before" for name in _OTHERS]
_WHOLE = {"events": "Int64", "inherited": "Int64", "settled": "boolean", "sign_changed": "boolean"}
_WHOLE |= {f"{name}_before": kind for name, kind in _WHOLE.items()}

# A GeoPackage must have dates; with a fixed one, two exports have the same bytes.
_NO_DATE = "1970-01-01T00:00:00.000Z"
_DECIMALS = 6
_DOT = 0.01  # degrees: radius of the disc for a state without a polygon


def score_table(shown: Shown, eras: Iterable[str]) -> pd.DataFrame:
    """Return the scores of some eras with names, in the request's language.

    Returns
    -------
    DataFrame
        One row per era and counterpart with data: ``era``, ``counterpart``, ``name``,
        ``kind``, the columns of `COLUMNS`, the score of each category alone (``score_aid``), and
        ``method`` if it is not the study's own.
    """
    all_scores = shown.scored.scores
    frame = all_scores[all_scores["era"].isin(list(eras))]
    keys = ["era", "counterpart"]
    table = _add_names(shown, frame[keys]).join(frame[COLUMNS]).join(_by_category(shown), on=keys)
    return _finish(shown, table.reset_index(drop=True))


def _by_category(shown: Shown) -> pd.DataFrame:
    """Return the score of each category alone, by era and counterpart."""
    return scores_by_category(shown.scored).add_prefix("score_")


def change_table(shown: Shown, eras: Iterable[str]) -> pd.DataFrame:
    """Return how scores changed from the request's `before` to some eras.

    Returns
    -------
    DataFrame
        One row per era and counterpart with data in the era or in `before`, the largest change
        first: ``era``, ``era_before``, ``counterpart``, ``name``, ``kind``, the columns of
        `CHANGE`, the other columns of `COLUMNS` for the era, the same with ``_before`` for the
        other era, and ``method`` if it is not the study's own.
    """
    before = str(shown.request.before)
    frame = pd.concat([_compare_with(shown, era, before) for era in eras], ignore_index=True)
    keys = ["era", "era_before", "counterpart"]
    table = _add_names(shown, frame[keys]).join(frame.drop(columns=keys))
    return _finish(shown, table)


def _compare_with(shown: Shown, era: str, before: str) -> pd.DataFrame:
    """Return the columns of `change_table` for one era, without names."""
    moved = shown.scored.compare(before, era).drop(columns=["basis", "settled"])  # each era's own
    table = moved.rename(
        columns={"before": "score_before", "after": "score", "status": "change_status"}
    )
    for name, suffix in ((era, ""), (before, "_before")):
        all_scores = shown.scored.scores
        of_era = all_scores[all_scores["era"] == name].set_index("counterpart")
        table = table.join(of_era[_OTHERS].add_suffix(suffix), on="counterpart")
    table = table.assign(era=era, era_before=before)
    return _keep_kinds(table[["era", "era_before", "counterpart", *CHANGE, *_OTHERS, *_BEFORE]])


def _keep_kinds(frame: AnyFrame) -> AnyFrame:
    """Return a frame with whole numbers and yes or no, even where some are missing."""
    kinds = {name: kind for name, kind in _WHOLE.items() if name in frame}
    result: AnyFrame = frame.astype(kinds)
    return result


def _add_names(shown: Shown, keys: pd.DataFrame) -> pd.DataFrame:
    """Add name and kind of each counterpart."""
    counterparts = shown.study.counterparts.set_index("id", drop=False)
    return keys.assign(
        name=_names_then(shown, keys),
        kind=keys["counterpart"].map(counterparts["kind"]),
    )


def _names_then(shown: Shown, keys: pd.DataFrame) -> list[str]:
    """Return the name that each counterpart had in the row's era."""
    name = lru_cache(maxsize=None)(shown.words.name)
    return [name(code, era) for code, era in zip(keys["counterpart"], keys["era"], strict=True)]


def event_table(shown: Shown, eras: Iterable[str]) -> pd.DataFrame:
    """Return the events behind the scores of some eras, in the request's language.

    Returns
    -------
    DataFrame
        One row per event, era and counterpart it counts for: ``era``, ``counterpart``,
        ``name``, ``contribution`` (they add up to ``net``), ``via`` and ``via_name`` (the
        group it was inherited through), ``event``, ``type``, ``category``, ``start`` and
        ``end`` (EDTF), ``date``, ``direction``, ``headline``, ``narrative``, ``confidence``,
        ``note``, ``citation``, and ``method`` if it is not the study's own.
    """
    study = shown.study
    all_events = shown.scored.contributed_events
    rows = all_events[all_events["era"].isin(list(eras))].reset_index(drop=True)
    actors = _texts(shown, study.counterparts.set_index("id", drop=False), "name")
    types = study.event_types.set_index("code", drop=False)
    table = pd.DataFrame(
        {
            "era": rows["era"],
            "counterpart": rows["counterpart"],
            "name": _names_then(shown, rows),
            "contribution": rows["contribution"],
            "via": rows["via"],
            "via_name": rows["via"].map(actors),
            "event": rows["event"],
            "type": rows["event_type"].map(_texts(shown, types, "label")),
            "category": rows["event_type"].map(types["category"]),
            "start": rows["start"],
            "end": rows["end"],
            "date": _texts(shown, rows, "date_text"),
            "direction": rows["direction"],
            "headline": _texts(shown, rows, "headline"),
            "narrative": _texts(shown, rows, "narrative"),
            "confidence": rows["confidence"],
            "note": _texts(shown, rows, "confidence_note"),
            "citation": [
                shown.words.citation(row, searched=True) for row in rows.to_dict("records")
            ],
        }
    )
    return _finish(shown, table)


def state_table(shown: Shown, era: str, *, before: str | None = None) -> gpd.GeoDataFrame:
    """Return the states of an era with their scores, in the request's language.

    Parameters
    ----------
    shown
        The request, with its scores.
    era
        Id of the era.
    before
        Id of the era to compare with. Default: none.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row per state: ``era``, ``code``, ``gw_code``, ``name``, ``status``,
        ``owner``, the columns of `COLUMNS`, the score of each category alone (``score_aid``),
        ``region`` (the group in whose region the map draws a state that no statement names),
        ``method`` if it is not the study's own, ``geometry``. With `before`, also
        ``era_before`` and the columns of numbers of `change_table`, and no categories.
    """
    frame = shown.states(era)
    table = frame.assign(era=era, name=[shown.words.name(code, era) for code in frame["code"]])
    by_category = _by_category(shown)
    keys, numbers = ["era"], [*COLUMNS, *by_category]
    if before is None:
        table = table.join(by_category, on=["era", "code"])
    else:
        change_columns = [name for name in (*CHANGE, *_BEFORE) if name != "score"]
        change = _compare_with(shown, era, before).set_index("counterpart")[change_columns]
        table = table.join(change, on="code").assign(era_before=before)
        keys, numbers = ["era", "era_before"], [*CHANGE, *_OTHERS, *_BEFORE]
    table["region"] = table["code"].map(homes(shown.scored, era=era, before=before))
    columns = [*keys, "code", "gw_code", "name", "status", "owner", *numbers, "region", "geometry"]
    return _finish(shown, _keep_kinds(table[columns]))


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV: one header line, empty cells for missing values, no formulas.

    It is UTF-8 with a byte order mark, without which Excel shows García as GarcÃ­a.
    """
    disarm(frame).to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")


def _warn_of_unmapped(shown: Shown, eras: Iterable[str]) -> None:
    """Warn of eras in a file that lie before the borders: it has no outlines of them."""
    unmapped = [era for era in eras if shown.study.border_days[era] is None]
    if unmapped:
        warnings.warn(
            f"no outlines of the era(s) {', '.join(unmapped)}, whose reference date lies before "
            f"{borders.HORIZON}, where the borders begin; “borders”: “earliest” under “study” in "
            "datapackage.json draws them on those of that day",
            stacklevel=2,
        )


def write_geojson(shown: Shown, era: str, path: Path) -> None:
    """Write the states of an era as GeoJSON (RFC 7946)."""
    _warn_of_unmapped(shown, [era])
    before = shown.request.before
    state_table(shown, era, before=before).to_file(
        path,
        driver="GeoJSON",
        layer=_layer(era, before),
        RFC7946="YES",
        DESCRIPTION=_describe(_about(shown, before, [era])),
    )
    text, made = path.read_text("utf-8"), Made.of(shown, era=era)
    text = text.replace('"features":', f'"generator": "{made}",\n"features":', 1)
    path.write_text(text, "utf-8", newline="\n")


def write_parquet(shown: Shown, eras: Iterable[str], path: Path) -> None:
    """Write the states of some eras as one GeoParquet, with title, sources and method in it."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    before = shown.request.before
    eras = list(eras)
    _warn_of_unmapped(shown, eras)
    made = str(Made.of(shown, all_eras=eras != [shown.request.era]))
    frame = pd.concat([state_table(shown, era, before=before) for era in eras], ignore_index=True)
    frame.to_parquet(path)
    table = pq.read_table(path)
    about = json.dumps(_about(shown, before, eras)).encode()
    metadata = {
        **(table.schema.metadata or {}),
        b"perufr-map": about,
        b"generator": made.encode(),
    }
    pq.write_table(table.replace_schema_metadata(metadata), path)


def write_geopackage(shown: Shown, eras: Iterable[str], path: Path) -> None:
    """Write a layer per era, styled for QGIS, with tables of all scores and events.

    If the request compares eras, there are a layer and a table of the change too.
    """
    import pyogrio  # noqa: PLC0415

    request, made = shown.request, str(Made.of(shown))
    every = list(shown.study.eras["id"])
    pairs = [(era, shown.words.era(era)) for era in every]
    tables = ["scores", "events", "layer_styles"]
    if request.before is not None:
        pairs.append((_layer(request.era, request.before), shown.heading(request.era)))
        tables.append("changes")
    layers = name_layers([layer for layer, _ in pairs], tables=tables)
    titles = name_titles([title for _, title in pairs], tables=tables)
    in_use = [*tables, *layers]
    shows = [*every, *([request.era] if request.before is not None else [])]
    with_places = [name for name, era in zip(layers, shows, strict=True) if _has_places(shown, era)]
    named = name_layers([f"{name}_places" for name in with_places], tables=in_use)
    places = dict(zip(with_places, named, strict=True))
    layer_of = dict(zip(every, zip(layers, titles, strict=True), strict=False))
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_DATE})
    try:
        eras_in_file: list[str] = []
        for era in eras:
            layer, title = layer_of[era]
            frame, about = state_table(shown, era), _about(shown, None, [era])
            _add_layer(path, layer, title, _without_places(shown, frame), about, made=made)
            if layer in places:
                _add_places(path, places[layer], title, _places(shown, frame), about)
            eras_in_file.append(era)
        _warn_of_unmapped(shown, eras_in_file)
        scale, focus_in = Scale.of("light", shown.study.edges), shown.study.focus_in
        styles = {
            layer_of[era][0]: qgis.score_style(
                scale, focus_in(era), shown.words, _regions(shown, era)
            )
            for era in eras_in_file
        }
        for era in eras_in_file:
            if name := places.get(layer_of[era][0]):
                styles[name] = qgis.place_style(scale, focus_in(era), shown.words)
        frames = {
            "scores": score_table(shown, eras_in_file),
            "events": event_table(shown, eras_in_file),
        }
        if request.before is not None:
            frame = state_table(shown, request.era, before=request.before)
            about = _about(shown, request.before, [request.era])
            own = _without_places(shown, frame)
            _add_layer(path, layers[-1], titles[-1], own, about, made=made)
            regions = _regions(shown, request.era, request.before)
            focus = focus_in(request.era)
            styles[layers[-1]] = qgis.change_style(scale, focus, shown.words, regions)
            if name := places.get(layers[-1]):
                _add_places(path, name, titles[-1], _places(shown, frame), about)
                styles[name] = qgis.place_style(scale, focus, shown.words, compares=True)
            frames["changes"] = change_table(shown, [request.era])
        for name, table in frames.items():
            pyogrio.write_dataframe(table, path, layer=name, driver="GPKG", append=True)
        pyogrio.write_dataframe(
            qgis.layer_styles(styles, date=_NO_DATE),
            path,
            layer="layer_styles",
            driver="GPKG",
            append=True,
            layer_options={"FID": "id"},
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _has_places(shown: Shown, era: str) -> bool:
    return not shown.study.places_in(era).empty


def _is_place(shown: Shown, frame: gpd.GeoDataFrame) -> pd.Series[bool]:
    own: pd.Series[bool] = frame["code"].isin(set(shown.study.places["id"]))
    return own


def _places(shown: Shown, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the study's own places: a layer has one type of geometry, and theirs are points."""
    return frame[_is_place(shown, frame)].reset_index(drop=True)


def _without_places(shown: Shown, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what has an outline."""
    return frame[~_is_place(shown, frame)].reset_index(drop=True)


def _regions(shown: Shown, era: str, before: str | None = None) -> list[Region] | None:
    """Return the regions to draw; None if their states are filled as those that are named."""
    if shown.request.members:
        return None
    every = readings(shown.scored, era=era, before=before)
    return list_regions(every, homes(shown.scored, era=era, before=before))


def _add_layer(
    path: Path,
    layer: str,
    title: str,
    frame: gpd.GeoDataFrame,
    about: dict[str, str],
    *,
    made: str,
) -> None:
    """Add a layer to a GeoPackage; the first one creates the file."""
    import pyogrio  # noqa: PLC0415

    exists = path.exists()
    pyogrio.write_dataframe(
        _polygons(frame),
        path,
        layer=layer,
        driver="GPKG",
        append=exists,
        geometry_type="MultiPolygon",
        promote_to_multi=True,
        dataset_options=None if exists else {"VERSION": "1.3"},  # for older readers
        dataset_metadata=None if exists else {"generator": made},
        layer_metadata=about,
        layer_options={"IDENTIFIER": title, "DESCRIPTION": _describe(about)},
    )


def _add_places(
    path: Path, layer: str, title: str, frame: gpd.GeoDataFrame, about: dict[str, str]
) -> None:
    """Add the places of an era to a GeoPackage, as points."""
    import pyogrio  # noqa: PLC0415

    pyogrio.write_dataframe(
        frame,
        path,
        layer=layer,
        driver="GPKG",
        append=True,
        geometry_type="Point",
        layer_metadata=about,
        layer_options={"IDENTIFIER": f"{title}: places", "DESCRIPTION": _describe(about)},
    )


def _layer(era: str, before: str | None) -> str:
    return era if before is None else f"{era}-vs-{before}"


def _about(shown: Shown, before: str | None, eras: Iterable[str]) -> dict[str, str]:
    """Return the metadata of a layer of some eras; with that which it is compared with, if any."""
    about = shown.about_of(list(eras))
    if before is None:
        return about
    comparison = f"{shown.words.say('compare.label')}: {shown.words.era(before)}."
    return {"compared": comparison} | about


def _describe(about: dict[str, str]) -> str:
    """Return the metadata of a layer as sentences; the last one is its credit."""
    credit = [about[name] for name in ("author", "date", "license") if name in about]
    texts = [text for name, text in about.items() if name not in {"author", "date", "license"}]
    texts.append(", ".join(credit))
    return " ".join(text if text.endswith(".") else f"{text}." for text in texts)


def _polygons(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Turn points into polygons: programs open a layer with both as two layers."""
    shapes = [s.buffer(_DOT) if s.geom_type == "Point" else s for s in frame.geometry]
    return frame.set_geometry(shapes, crs=frame.crs)


def _texts(shown: Shown, frame: pd.DataFrame, stem: str) -> pd.Series[str]:
    """Return a column in the request's language."""
    column: pd.Series[str] = frame[f"{stem}_{shown.request.language}"]
    return column


def _finish(shown: Shown, frame: AnyFrame) -> AnyFrame:
    """Round, and add a column with the method if it is not the study's own."""
    rounded: AnyFrame = frame.round(_DECIMALS)
    return rounded.assign(method=shown.departures) if shown.departures else rounded


def with_days(world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the borders of a day with days for texts, and MultiPolygons only."""
    import shapely  # noqa: PLC0415 (slow to import)

    dates = {
        name: [date.fromisoformat(text) if isinstance(text, str) else None for text in world[name]]
        for name in ("start", "end")
    }
    shapes = _polygons(world.assign(**dates))
    multi = [shapely.multipolygons(shapely.get_parts(shape)) for shape in shapes.geometry]
    return shapes.set_geometry(multi, crs=shapes.crs)


Writer = Callable[["gpd.GeoDataFrame", Path], None]


def _to_geopackage(features: gpd.GeoDataFrame, path: Path) -> None:
    areas = set(features.geom_type) <= {"Polygon", "MultiPolygon"}
    one_type = {"geometry_type": "MultiPolygon", "promote_to_multi": True} if areas else {}
    # With Arrow, days are written as days, not as texts.
    features.to_file(path, driver="GPKG", layer="states", use_arrow=True, **one_type)


def _to_geojson(features: gpd.GeoDataFrame, path: Path) -> None:
    features.to_file(path, driver="GeoJSON", RFC7946="YES", layer=path.stem)


def _to_parquet(features: gpd.GeoDataFrame, path: Path) -> None:
    features.to_parquet(path)


FEATURE_WRITERS: dict[str, Writer] = {
    ".gpkg": _to_geopackage,
    ".geojson": _to_geojson,
    ".parquet": _to_parquet,
}
"""How features are written, by the ending of the file."""


def write_features(features: gpd.GeoDataFrame, path: Path | str) -> None:
    """Write features to a file, entirely or not at all.

    Parameters
    ----------
    features
        Any frame with geometry and a CRS. GeoJSON is written in EPSG:4326, as its
        standard has it.
    path
        File to write; its ending is one of `FEATURE_WRITERS`.

    Raises
    ------
    ChoiceError
        If the ending is none of them.
    OSError
        If the file cannot be written.
    """
    path = Path(path)
    writer = FEATURE_WRITERS.get(path.suffix.lower())
    if writer is None:
        message = f"“{path.name}” ends in none of {', '.join(FEATURE_WRITERS)}"
        raise ChoiceError(advise(message, path.suffix, FEATURE_WRITERS))
    with whole(path) as unfinished:
        writer(features, unfinished)
