"""The map is a folium map: what people add to it is drawn on it, and the page stays whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import folium
import geopandas as gpd
import pytest
from playwright.sync_api import Browser, Page, expect
from shapely.geometry import box

import pages
import perufr_map as pm
from perufr_map.exports.html import RelationsMap, leaflet

LIMA = (-12.05, -77.04)
SPOT = RelationsMap.point(*LIMA)
SQUARE = gpd.GeoDataFrame({"name": ["a square"]}, geometry=[box(-30, 0, -20, 10)], crs=4326)


@pytest.fixture
def added(study: pm.Study) -> RelationsMap:
    """The shipped study's map."""
    return study.map(era="garcia")


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[[RelationsMap], Page]]:
    """Save a map and open it with the network cut; any complaint of the page fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    wrong: list[str] = []

    def save_and_open(made: RelationsMap) -> Page:
        made.save(tmp_path / "map.html")
        page = context.new_page()
        pages.note_complaints(page, wrong)
        page.goto((tmp_path / "map.html").as_uri())
        return page

    yield save_and_open
    context.close()
    assert wrong == []


def place(page: Page, latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a point of the map is on the screen."""
    x, y = page.evaluate(
        """([at]) => {
          const { x, y } = map_relations.latLngToContainerPoint(at);
          const frame = map_relations.getContainer().getBoundingClientRect();
          return [frame.left + x, frame.top + y];
        }""",
        [[latitude, longitude]],
    )
    return x, y


def test_the_export_is_a_folium_map_in_the_figure_that_renders_it(added: RelationsMap) -> None:
    figure = added.get_root()
    assert isinstance(added, folium.Map)
    assert isinstance(figure, folium.Figure)
    assert type(figure).render is folium.Figure.render
    assert added.to_html() == figure.render()


def test_an_added_shape_is_drawn_in_its_own_colours_where_it_lies_above_our_map(
    added: RelationsMap, show: Callable[[RelationsMap], Page]
) -> None:
    style = {"color": "#ff00ff", "weight": 5, "fillColor": "#00ff00", "className": "mine"}
    folium.GeoJson(added.geojson(SQUARE), style_function=lambda _: style).add_to(added)
    page = show(added)
    shape = page.locator("path.mine")
    painted = shape.evaluate("n => [getComputedStyle(n).stroke, getComputedStyle(n).strokeWidth]")
    assert painted == ["rgb(255, 0, 255)", "5px"]
    x, y = place(page, *RelationsMap.point(5, -25))
    on_top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).classList", [x, y])
    assert "mine" in on_top.values()
    pages.step(page, "End")
    expect(page.get_by_role("heading", name="After the self-coup")).to_be_visible()
    expect(shape).to_be_visible()
    pages.click_state(page, "VEN")
    expect(pages.card(page)).to_contain_text("Venezuela breaks relations with Peru")


def test_a_marker_stands_on_its_city_with_its_picture_and_its_words(
    added: RelationsMap, show: Callable[[RelationsMap], Page]
) -> None:
    folium.Marker(SPOT, popup="<b>Lima</b>", tooltip="The capital").add_to(added)
    page = show(added)
    marker = page.locator(".leaflet-marker-icon")
    assert marker.evaluate("node => node.decode().then(() => node.naturalWidth)") == 25
    frame = marker.bounding_box()
    assert frame is not None
    x, y = place(page, *SPOT)
    assert frame["x"] + frame["width"] / 2 == pytest.approx(x, abs=1)
    assert frame["y"] + frame["height"] == pytest.approx(y, abs=1)
    below = page.evaluate(
        "([x, y]) => document.elementsFromPoint(x, y).map(n => n.dataset.code)", [x, y]
    )
    assert "PER" in below
    marker.hover()
    expect(page.get_by_text("The capital")).to_be_visible()
    marker.click()
    expect(page.locator(".leaflet-popup b")).to_have_text("Lima")


def test_a_control_switches_an_added_layer_and_what_is_kept_in_front_stays_there(
    added: RelationsMap, show: Callable[[RelationsMap], Page]
) -> None:
    group = folium.FeatureGroup("Mine").add_to(added)
    low = folium.GeoJson(added.geojson(SQUARE), style_function=lambda _: {"className": "low"})
    low.add_to(added)
    folium.Circle(SPOT, radius=2, class_name="high").add_to(group)
    added.keep_in_front(low)
    folium.LayerControl().add_to(added)
    page = show(added)
    order = "document.querySelector('.high').nextElementSibling?.classList.contains('low')"
    assert page.evaluate(order)
    switch = page.locator(".leaflet-control-layers")
    picture = switch.locator("a").evaluate("node => getComputedStyle(node).backgroundImage")
    assert picture.startswith('url("data:image/png')
    ours, theirs = page.locator(".pfr-controls").bounding_box(), switch.bounding_box()
    assert ours is not None
    assert theirs is not None
    apart = theirs["y"] + theirs["height"] <= ours["y"] or theirs["y"] >= ours["y"] + ours["height"]
    assert apart, "it stands behind the map's own buttons"
    switch.hover()
    choice = page.get_by_label("Mine")
    choice.uncheck()
    expect(page.locator(".high")).to_have_count(0)
    choice.check()
    expect(page.locator(".high")).to_have_count(1)
    assert page.evaluate(order)


def test_what_is_added_to_the_page_s_head_finds_leaflet_there(
    added: RelationsMap, show: Callable[[RelationsMap], Page]
) -> None:
    figure = added.get_root()
    assert isinstance(figure, folium.Figure)
    figure.header.add_child(folium.Element("<script>window.version = L.version</script>"))
    assert show(added).evaluate("window.version.startsWith('1.')")


def test_nothing_added_means_nothing_more_in_the_page(added: RelationsMap) -> None:
    page = added.to_html()
    assert "marker-icon" in leaflet("leaflet.css")
    assert "marker-icon" not in page.replace(leaflet("leaflet.js"), "")
    assert "data:image/png" not in page
    assert "DOMParser" not in page


@pytest.mark.parametrize(
    ("layer", "named"),
    [
        (folium.TileLayer("https://tiles.invalid/{z}/{x}/{y}.png", attr="-"), "tiles.invalid"),
        (folium.Marker(SPOT, icon=folium.Icon("red")), "folium.Icon"),
    ],
)
def test_what_the_policy_forbids_is_said_when_the_page_is_made(
    added: RelationsMap, layer: folium.Element, named: str
) -> None:
    layer.add_to(added)
    with pytest.warns(UserWarning, match=named):
        added.to_html()
    added.allow_requests()
    page = added.to_html()
    assert "Content-Security-Policy" not in page
    assert "awesome-markers.js" in page
    assert "leaflet.js" not in page  # ours is inside, once


@pytest.fixture
def library() -> Iterator[str]:
    """The address of a plugin for Leaflet on another host."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()
            self.wfile.write(b"L.Map.addInitHook(() => (globalThis.plugged = true));")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/plugin.js"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("allowed", [False, True])
def test_a_linked_library_is_loaded_only_when_requests_are_allowed(
    added: RelationsMap, library: str, browser: Browser, tmp_path: Path, *, allowed: bool
) -> None:
    added.add_js_link("plugin", library)
    if allowed:
        added.allow_requests()
        added.save(tmp_path / "map.html")
    else:
        with pytest.warns(UserWarning, match="plugin"):
            added.save(tmp_path / "map.html")
    page = browser.new_page()
    # What folium links beside it lies on the open network, of which a test has none.
    page.route(re.compile(r"^https:"), lambda route: route.abort())
    page.goto((tmp_path / "map.html").as_uri())
    expect(pages.slider(page)).to_be_visible()
    assert page.evaluate("globalThis.plugged ?? false") is allowed
    page.close()
