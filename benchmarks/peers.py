"""Maps with an era slider that others' libraries draw, as their documentation writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

import colours
import folium
import geopandas as gpd
import harness
import pandas as pd
from folium.plugins import TimeSliderChoropleth
from playwright.sync_api import Page

import perufr_map as pm

FILES = harness.HERE / "pages"
TIME_SLIDER = "folium, TimeSliderChoropleth"
REST = 500  # ms after the first era was asked for
Act = Callable[[int], None]


@dataclass(frozen=True)
class Handle:
    """How a page is moved to an era."""

    act: Act
    kind: str
    """The type of the event that the frame is counted from."""
    begins: str
    """The type of the event that an act begins with, in a trace."""


@dataclass(frozen=True)
class Subject:
    """A page to measure: how it is written, whether it is served, and how it is moved."""

    title: str
    write: Callable[[Path], object]
    hold: Callable[[Page, int], Handle]
    served: bool = False
    ready: str = "path.leaflet-interactive, path.choroplethlocation, path.pfr-state"


def subjects(study: pm.Study) -> list[Subject]:
    """Return the peers, all with the scores of a study and its states, the last era's if one."""
    frames = {era: _polygons(study.states(era=era)) for era in study.eras["id"]}
    return [
        Subject(TIME_SLIDER, lambda path: _time_slider(study, frames, path), slider),
        Subject(
            "MapLibre GL, `setFeatureState`",
            lambda path: _maplibre(study, frames, path),
            slider,
            served=True,
            ready="body.ready",
        ),
        Subject(
            "ECharts, map with timeline",
            lambda path: _echarts(study, frames, path),
            _timeline,
            served=True,
            ready="body.ready",
        ),
        Subject("folium, a layer for each era", lambda path: _layers(frames, path), _radios),
        Subject("Plotly, animated choropleth", lambda path: _plotly(frames, path), _rail),
    ]


# --- how each is moved to its first era, and then on ---------------------------------


def slider(page: Page, eras: int) -> Handle:
    """Hold a page by the keyboard, on its slider."""
    page.locator("input[type=range]").first.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(REST)
    act = harness.keys(page, eras, back="ArrowLeft", forth="ArrowRight")
    return Handle(act, kind="keydown", begins="keydown")


def _radios(page: Page, _eras: int) -> Handle:
    # Leaflet gives the focus back to the map: there is no stepping with the keyboard.
    radios = page.locator("input[type=radio]").all()
    boxes = [box for radio in radios if (box := radio.bounding_box())]
    return _clicked(page, [(box["x"] + 5, box["y"] + 5) for box in boxes], kind="click")


def _timeline(page: Page, eras: int) -> Handle:
    points = page.evaluate("points()")
    assert len(points) == eras  # noqa: S101
    return _clicked(page, points, kind="click")


def _rail(page: Page, _eras: int) -> Handle:
    ticks = page.locator(".slider-tick-rect").evaluate_all(
        "ticks => ticks.map((tick) => tick.getBoundingClientRect().x)"
    )
    rail = page.locator(".slider-rail-touch-rect").bounding_box()
    assert rail is not None  # noqa: S101
    height = rail["y"] + rail["height"] / 2
    return _clicked(page, [(at, height) for at in ticks], kind="mousedown")


def _clicked(page: Page, points: list[tuple[float, float]], *, kind: str) -> Handle:
    def act(at: int) -> None:
        page.mouse.click(*points[at])

    act(0)
    page.wait_for_timeout(REST)
    return Handle(act, kind=kind, begins="mousedown")


# --- their pages ---------------------------------------------------------------------

Frames = Mapping[str, gpd.GeoDataFrame]


def _polygons(states: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Leave out the two states that are dots: TimeSliderChoropleth ends at the first."""
    return states[states.geom_type != "Point"]


def _last(frames: Frames) -> gpd.GeoDataFrame:
    return list(frames.values())[-1][["code", "geometry"]]


def _scores(study: pm.Study, frames: Frames) -> dict[str, dict[str, float]]:
    """Return the score of each state that is drawn, in each era; NaN where it has none."""
    scores = study.scores().set_index(["era", "counterpart"])["score"]
    codes = _last(frames)["code"]
    return {
        era: {code: float(scores.get((era, code), float("nan"))) for code in codes}
        for era in study.eras["id"]
    }


def _time_slider(study: pm.Study, frames: Frames, path: Path) -> None:
    scores = _scores(study, frames)
    starts = {era["id"]: str(int(era["start"].timestamp())) for _, era in study.eras.iterrows()}
    drawn = _last(frames).set_index("code")
    styles = {
        code: {
            start: {"color": colours.colour(scores[era][code]), "opacity": 1}
            for era, start in starts.items()
        }
        for code in drawn.index
    }
    page = folium.Map(tiles=None, location=[10, 0], zoom_start=2)
    TimeSliderChoropleth(drawn.to_json(), styledict=styles).add_to(page)
    page.save(path)


def _maplibre(study: pm.Study, frames: Frames, path: Path) -> None:
    scores = _scores(study, frames)
    _fill(
        "maplibre.html",
        path,
        states=json.loads(_last(frames).to_json()),
        colours=[
            {code: colours.colour(score) for code, score in era.items()} for era in scores.values()
        ],
    )


def _echarts(study: pm.Study, frames: Frames, path: Path) -> None:
    scores = _scores(study, frames)
    _fill(
        "echarts.html",
        path,
        states=json.loads(_last(frames).to_json()),
        eras=list(scores),
        scores=[
            {code: score for code, score in era.items() if score == score}  # noqa: PLR0124 (NaN)
            for era in scores.values()
        ],
        thresholds=colours.THRESHOLDS,
        palette=colours.PALETTE,
        none=colours.NO_DATA,
    )


def _fill(name: str, path: Path, **data: object) -> None:
    page = Template((FILES / name).read_text("utf-8"))
    path.write_text(page.substitute(data=json.dumps(data)), "utf-8")


def _layers(frames: Frames, path: Path) -> None:
    page = folium.Map(tiles=None, location=[10, 0], zoom_start=2)
    for era, frame in frames.items():
        folium.GeoJson(
            frame[["code", "score", "geometry"]].to_json(),
            name=era,
            overlay=False,
            show=era == next(iter(frames)),
            style_function=colours.style,
        ).add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    page.save(path)


def _plotly(frames: Frames, path: Path) -> None:
    table = pd.concat([frame[["code", "score"]].assign(era=era) for era, frame in frames.items()])
    import plotly.express as px  # noqa: PLC0415 (what only make bench installs)

    figure = px.choropleth(
        table.fillna({"score": 0}),  # it draws no state without a number
        geojson=json.loads(_last(frames).to_json()),
        locations="code",
        featureidkey="properties.code",
        color="score",
        animation_frame="era",
        range_color=(-10, 10),
        projection="equal earth",
    )
    figure.update_geos(visible=False)
    figure.write_html(path, include_plotlyjs=True)
