"""A step of the slider in one HTML file, and what the file weighs: ours and three peers."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import colours
import folium
import geopandas as gpd
import harness
import pandas as pd
import plotly.express as px
from folium.plugins import TimeSliderChoropleth
from playwright.sync_api import Browser, Page

import perufr_map as pm


def measure(browser: Browser, times: int) -> list[dict[str, Any]]:
    """Measure every page on the same scores and borders."""
    study = pm.load()
    frames = {era: _polygons(study.states(era=era)) for era in study.eras["id"]}
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        npm(folder)
        return [
            {"page": title, **_measure(browser, folder, write=write, ready=ready, times=times)}
            for title, (write, ready) in {
                "perufr-map": (lambda path: study.map().save(path), _slider),
                "folium, TimeSliderChoropleth": (
                    lambda path: _time_slider(study, frames, path),
                    _slider,
                ),
                "folium, a layer for each era": (lambda path: _layers(frames, path), _radios),
                "Plotly, animated choropleth": (lambda path: _plotly(frames, path), _plotly_slider),
            }.items()
        ]


def npm(folder: Path) -> Path:
    """Install what peers' pages fetch into a folder."""
    (folder / "package.json").write_bytes((harness.HERE / "package.json").read_bytes())
    words = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
    subprocess.run(words, check=True, cwd=folder)
    return folder / "node_modules"


def _measure(
    browser: Browser,
    folder: Path,
    *,
    write: Callable[[Path], object],
    ready: Callable[[Page, int], tuple[str, Callable[[int], None]]],
    times: int,
) -> dict[str, Any]:
    path = folder / "page.html"
    write(path)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked = harness.serve_peers(page, folder / "node_modules")
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_selector("path.leaflet-interactive, path.choroplethlocation", state="attached")
    page.wait_for_timeout(2000)
    eras = len(pm.load().eras)
    kind, act = ready(page, eras)
    found = harness.steps(page, act, kind=kind, eras=eras, times=times)
    page.close()
    text = path.read_bytes()
    return {
        **harness.spread([one["map"] for one in found if one["map"] is not None]),
        "unseen": sum(one["map"] is None for one in found),
        "bytes": len(text),
        "gzip": len(gzip.compress(text)),
        "requests": len(asked),
    }


# --- how each is moved to its first era, and then on ---------------------------------


def _slider(page: Page, eras: int) -> tuple[str, Callable[[int], None]]:
    page.locator("input[type=range]").first.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(500)
    return "keydown", harness.keys(page, eras, back="ArrowLeft", forth="ArrowRight")


def _radios(page: Page, _eras: int) -> tuple[str, Callable[[int], None]]:
    # Leaflet gives the focus back to the map: there is no stepping with the keyboard.
    radios = page.locator("input[type=radio]").all()
    boxes = [box for radio in radios if (box := radio.bounding_box())]

    def act(at: int) -> None:
        page.mouse.click(boxes[at]["x"] + 5, boxes[at]["y"] + 5)

    act(0)
    page.wait_for_timeout(500)
    return "click", act


def _plotly_slider(page: Page, _eras: int) -> tuple[str, Callable[[int], None]]:
    boxes = page.locator(".slider-tick-rect").evaluate_all(
        "ticks => ticks.map((tick) => tick.getBoundingClientRect().x)"
    )
    rail = page.locator(".slider-rail-touch-rect").bounding_box()
    assert rail is not None  # noqa: S101
    height = rail["y"] + rail["height"] / 2

    def act(at: int) -> None:
        page.mouse.click(boxes[at], height)

    act(0)
    page.wait_for_timeout(500)
    return "mousedown", act


# --- the peers' pages, as their documentation writes them ----------------------------


def _polygons(states: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Leave out the two states that are dots: TimeSliderChoropleth ends at the first."""
    return states[states.geom_type != "Point"]


def _time_slider(study: pm.Study, frames: dict[str, gpd.GeoDataFrame], path: Path) -> None:
    drawn = list(frames.values())[-1][["code", "geometry"]].set_index("code")
    scores = study.scores().set_index(["era", "counterpart"])["score"]
    styles = {
        code: {
            str(int(era["start"].timestamp())): {
                "color": colours.colour(scores.get((era["id"], code), float("nan"))),
                "opacity": 1,
            }
            for _, era in study.eras.iterrows()
        }
        for code in drawn.index
    }
    page = folium.Map(tiles=None, location=[10, 0], zoom_start=2)
    TimeSliderChoropleth(drawn.to_json(), styledict=styles).add_to(page)
    page.save(path)


def _layers(frames: dict[str, gpd.GeoDataFrame], path: Path) -> None:
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


def _plotly(frames: dict[str, gpd.GeoDataFrame], path: Path) -> None:
    last = list(frames.values())[-1]
    table = pd.concat([frame[["code", "score"]].assign(era=era) for era, frame in frames.items()])
    figure = px.choropleth(
        table.fillna({"score": 0}),  # it draws no state without a number
        geojson=json.loads(last[["code", "geometry"]].to_json()),
        locations="code",
        featureidkey="properties.code",
        color="score",
        animation_frame="era",
        range_color=(-10, 10),
        projection="equal earth",
    )
    figure.update_geos(visible=False)
    figure.write_html(path, include_plotlyjs=True)
