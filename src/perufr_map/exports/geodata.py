"""Write the states of eras with their scores as layers for geographic programs."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from perufr_map import borders
from perufr_map.exports import qgis
from perufr_map.exports.features import as_polygons
from perufr_map.exports.layers import name_layers, name_titles
from perufr_map.exports.made import Made
from perufr_map.exports.tables import change_table, event_table, score_table, state_table
from perufr_map.shown.reading import readings
from perufr_map.shown.regions import Region, homes, list_regions
from perufr_map.shown.scale import Scale

if TYPE_CHECKING:
    import geopandas as gpd

    from perufr_map.shown.request import Shown

# A GeoPackage must have dates; with a fixed one, two exports have the same bytes.
_NO_DATE = "1970-01-01T00:00:00.000Z"


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
        as_polygons(frame),
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
