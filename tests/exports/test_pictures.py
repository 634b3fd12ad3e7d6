"""A picture shows what the map shows, and says on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.textpath import text_to_path
from PIL import Image
from pyproj import Transformer

import perufr_map as pm
from cases import few
from exporting import GARCIA, SINCE_VELASCO, Exports
from perufr_map.exports.picture import draw
from perufr_map.exports.picture.drawing import Drawing
from perufr_map.exports.picture.ground import Box
from perufr_map.exports.picture.labels import Labels, draw_labels
from perufr_map.exports.picture.painter import UNSETTLED, MapPainter
from perufr_map.exports.picture.plan import lay_out
from perufr_map.exports.picture.save import About, save, settings
from perufr_map.exports.picture.text import HALO, faces, write
from perufr_map.problems import ChoiceError
from perufr_map.shown import shapes
from perufr_map.shown.changes import list_changes, say_changes
from perufr_map.shown.credit import Credit
from perufr_map.shown.ranked import rank
from perufr_map.shown.reading import Reading, readings
from perufr_map.shown.regions import homes, regions
from perufr_map.shown.request import Request, Shown
from perufr_map.shown.rings import area_of
from perufr_map.shown.scale import ClassesData, Scale, Theme
from perufr_map.shown.sizes import SIZES, Size
from perufr_map.shown.words import Words

if TYPE_CHECKING:
    from perufr_map.study.descriptor import Descriptor

SVG = "{http://www.w3.org/2000/svg}"
CARACAS, BRASILIA, LIMA, ALICE_SPRINGS = (-66, 7), (-50, -12), (-75, -11), (134, -25)


def at(place: tuple[float, float], shown: Shown | None = None) -> tuple[float, float]:
    """Where a place of longitude and latitude is on the sheet, as shares of its width."""
    project = Transformer.from_crs("EPSG:4326", "EPSG:8857", always_xy=True).transform
    x, y = project(*place)
    drawing = Drawing(shown or study_of_pictures())
    x, y = lay_out(drawing).map.view.place.transform((x / 1e5, y / 1e5))
    return x / drawing.width, y / drawing.width


@cache
def shipped() -> pm.Study:
    """The shipped study, whose drawings are kept."""
    return pm.load()


@cache
def axes_of(request: Request) -> Axes:
    """What is drawn of the shipped study, to be read only."""
    return draw(shipped().show(request)).axes[0]


@cache
def study_of_pictures() -> Shown:
    """The shipped study as a picture shows it."""
    study = shipped()
    return study.show(Request(era="garcia", language="en", method=study.method))


def colours_at(
    picture: Image.Image, place: tuple[float, float], shown: Shown | None = None
) -> set[str]:
    """The colours of the pixels around a place."""
    x, y = (round(share * picture.width) for share in at(place, shown))
    pixels: npt.NDArray[np.uint8] = np.asarray(picture.convert("RGB"))
    near = pixels[y - 6 : y + 7, x - 6 : x + 7].reshape(-1, 3)
    return {"#" + bytes(pixel).hex() for pixel in near}


@pytest.fixture(scope="module")
def png(exports: Exports) -> Image.Image:
    return Image.open(exports.file(".png", era="autogolpe", selected="VEN"))


@pytest.fixture(scope="module")
def svg(exports: Exports) -> ET.Element:
    path = exports.file(".svg", era="garcia", language="es", theme="dark", selected="IMF")
    return ET.parse(path).getroot()  # noqa: S314 (our own file)


def colour(scale: ClassesData, theme: Theme, score: float) -> str:
    """The colour of a score's class, which includes its lower threshold."""
    colours: list[str] = scale["ramps"][theme]["colours"]
    return colours[bisect_right(scale["thresholds"], score)]


def styles(svg: ET.Element, gid: str) -> str:
    """The style of what an element with an id draws, with that of its hatch."""
    found = svg.find(f".//{SVG}g[@id='{gid}']")
    assert found is not None, gid
    style = "".join(path.get("style", "") for path in found.iter(f"{SVG}path"))
    hatch = re.search(r"url\(#(\w+)\)", style)
    if hatch is None:
        return style
    pattern = svg.find(f".//{SVG}pattern[@id='{hatch[1]}']")
    assert pattern is not None, hatch[1]
    return style + ET.tostring(pattern, encoding="unicode")


def texts(svg: ET.Element) -> str:
    return "\n".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))


def test_a_picture_is_a_sheet_of_a4_at_300_dots_to_the_inch(png: Image.Image) -> None:
    assert png.size == (3508, 2480)
    assert png.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert "After the self-coup" in png.info["Title"]
    assert "CC BY 4.0" in png.info["Copyright"]


@pytest.mark.parametrize(
    ("size", "pixels"), [("16:9", (2400, 1350)), ("1:1", (2160, 2160)), ("4:5", (2160, 2700))]
)
def test_a_picture_comes_in_the_shapes_of_screens(
    exports: Exports, size: Size, pixels: tuple[int, int]
) -> None:
    with Image.open(exports.file(".png", era="garcia", size=size)) as picture:
        assert picture.size == pixels


@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_a_picture_is_cut_and_no_words_overlap(study: pm.Study, size: Size) -> None:
    request = Request(era="fujimori", language="es", method=study.method, size=size)
    figure = draw(study.show(request))
    with settings():
        FigureCanvasAgg(figure).draw()  # type: ignore[no-untyped-call]
    (axes,) = figure.axes
    sheet = axes.get_window_extent()
    found = [(text.get_text(), text.get_window_extent().shrunk(1, 0.6)) for text in axes.texts]
    boxes = [(said, box) for said, box in found if said.strip()]
    for number, (said, box) in enumerate(boxes):
        assert sheet.x0 < box.x0 < box.x1 < sheet.x1, said
        assert sheet.y0 < box.y0 < box.y1 < sheet.y1, said
        for other, theirs in boxes[number + 1 :]:
            assert not box.overlaps(theirs), (said, other)


def test_each_mark_of_the_legend_is_one_counterpart(study: pm.Study) -> None:
    request = Request(era="velasco", language="en", method=study.method)
    ids = [str(artist.get_gid()) for artist in axes_of(request).patches]
    marked = sorted(name.removeprefix("mark-") for name in ids if name.startswith("mark-"))
    scores = study.scored().in_era("velasco")
    assert marked == sorted(code for code, score in scores.items() if score.basis == "named")


def test_the_map_of_an_animation_stays_where_it_is(study: pm.Study) -> None:
    views = set()
    for era in study.eras["id"]:
        request = Request(era=era, language="es", method=study.method)
        views.add(lay_out(Drawing(study.show(request))).map.view)
    assert len(views) == 1


def test_what_is_no_picture_of_an_era_has_no_size(study: pm.Study, tmp_path: Path) -> None:
    for name in ("peru.csv", "peru.gif", "overview.png"):
        with pytest.raises(ChoiceError, match=r"has no size; .png, .svg, .pdf have one"):
            study.export(tmp_path / name, size="1:1")
    with pytest.raises(ChoiceError, match="no size “2:1”; there are a4, 16:9, 1:1, 4:5"):
        study.export(tmp_path / "peru.png", size="2:1")  # type: ignore[arg-type]


def test_a_picture_tells_what_it_shows_to_who_cannot_see_it(
    png: Image.Image, svg: ET.Element, exports: Exports, study: pm.Study
) -> None:
    told = study.show(Request(era="autogolpe", language="en", method=study.method)).describe()
    assert "Venezuela −4.1" in told
    assert png.info["Description"] == told
    told = study.show(Request(era="garcia", language="es", method=study.method)).describe()
    assert svg.findtext(f"{SVG}desc") == told
    pdf = exports.file(".pdf", era="garcia", language="es").read_bytes()
    assert told.encode("utf-16-be") in re.sub(rb"\\(.)", rb"\1", pdf, flags=re.DOTALL)


def test_venezuela_wears_the_colour_of_its_score(png: Image.Image, study: pm.Study) -> None:
    scale = study.payload()["scale"]
    ink = Scale.of("light")
    scored = study.scores(era="autogolpe").set_index("counterpart")["score"]
    assert colour(scale, "light", scored["VEN"]) in colours_at(png, CARACAS)
    assert colours_at(png, LIMA) == {ink.focus}
    assert ink.no_data in colours_at(png, ALICE_SPRINGS)


def test_no_data_is_drawn_apart_from_neutral(png: Image.Image, study: pm.Study) -> None:
    scale = study.payload()["scale"]
    assert "BRA" not in set(study.scores(era="autogolpe")["counterpart"])
    assert colour(scale, "light", 0) not in colours_at(png, BRASILIA)
    assert scale["surfaces"]["light"]["no_data"] in colours_at(png, BRASILIA)


def test_every_state_that_a_statement_names_wears_the_class_of_its_score(
    svg: ET.Element, study: pm.Study
) -> None:
    scale = study.payload()["scale"]
    ink = Scale.of("dark")
    scored = study.scores(era="garcia").set_index("counterpart")
    in_regions = set(homes(study.scored(), era="garcia"))
    world = study.states(era="garcia")
    for code in set(world["code"]) - in_regions:
        style = styles(svg, f"state-{code}")
        if code == study.focus:
            assert ink.focus in style
        elif code in scored.index:
            assert colour(scale, "dark", scored.loc[code, "score"]) in style, code
            assert ("url(#" in style) != scored.loc[code, "settled"], code
        else:
            assert "url(#" not in style, code
            assert ink.no_data in style or ink.no_data_line in style, code
    assert svg.find(f".//{SVG}g[@id='state-RUS']") is None


def test_what_is_said_of_a_group_is_drawn_once_on_those_that_no_statement_names(
    svg: ET.Element, study: pm.Study
) -> None:
    scored, ink = study.scored(), Scale.of("dark")
    found = regions(scored, "garcia")
    assert found
    for group, states in found.items():
        score = scored.in_era("garcia")[group]
        tint, _ = ink.of_group(Reading("score", score.score, score))
        style = styles(svg, f"region-{group}")
        assert tint in style
        assert ("url(#" in style) != score.settled
        large = [code for code in states if svg.find(f".//{SVG}g[@id='state-{code}']") is None]
        assert large  # others are dots
    drawn = {node.get("id", "") for node in svg.iter(f"{SVG}g")}
    assert {f"region-{group}" for group in found} == {i for i in drawn if i.startswith("region-")}


def test_a_region_has_no_inner_borders(study: pm.Study) -> None:
    shown = study.show(Request(era="velasco", language="en", method=study.method))
    world = shapes.world(shown.topology, shown.place("velasco"))
    for group, states in regions(shown.scored, "velasco").items():
        areas = [area for area in world.areas if area.code in states and area.path]
        rings = world.outline(areas)
        inside = sum(area_of(ring) for ring in rings)
        each = [area_of(ring) for area in areas for ring in world.outline([area])]
        assert inside == pytest.approx(sum(each)), group
        points = sum(len(ring) for area in areas for ring in world.outline([area]))
        assert sum(map(len, rings)) < points or len(states) == 1
        for ring in rings:
            assert ring[0].tolist() == ring[-1].tolist()


def test_a_region_has_a_name_a_number_and_its_statements_where_they_fit(study: pm.Study) -> None:
    request = Request(era="velasco", language="en", method=study.method, size="16:9")
    axes = axes_of(request)
    italic = {text.get_text() for text in axes.texts if text.get_fontstyle() == "italic"}
    assert italic == {"Latin America", "Eastern Europe", "Western Europe", "Communist countries"}
    assert "one statement, 18 states" in {text.get_text() for text in axes.texts}


def write_labels(shown: Shown) -> tuple[Labels, list[Box]]:
    """Write the labels of a map, and return them with what they must not cover."""
    drawing = Drawing(shown)
    plan = lay_out(drawing)
    painter = MapPainter(drawing.axes, plan.map.view, drawing.ink)
    size, obstacles = drawing.layout.label, plan.map.obstacles
    return draw_labels(drawing, painter, size, obstacles), obstacles


@pytest.mark.parametrize(("language", "size"), [("en", "a4"), ("es", "1:1")])
def test_labels_cover_neither_one_another_nor_land_with_colour(
    study: pm.Study, language: str, size: Size
) -> None:
    for era in study.eras["id"]:
        request = Request(era=era, language=language, method=study.method, size=size)
        shown = study.show(request)
        labels, obstacles = write_labels(shown)
        assert labels.placed
        for number, one in enumerate(labels.placed):
            others = [*(other.box for other in labels.placed[number + 1 :]), *obstacles]
            assert not any(one.box.overlaps(other) for other in others), (era, size)
            if one.leader is not None:
                assert not labels.ground.is_coloured(one.box), (era, one.item.code)


def test_whom_the_frame_leaves_out_stands_at_the_edge_where_they_lie(study: pm.Study) -> None:
    request = Request(era="garcia", language="en", method=study.method, frame="europe")
    labels, _ = write_labels(study.show(request))
    seen = labels.ground.seen
    at = {label.item.code: label.box for label in labels.placed if label.item.away is not None}
    assert {"USA", "AGO", "PRK"} <= set(at)
    assert at["USA"].left == pytest.approx(seen.left)
    assert at["PRK"].right == pytest.approx(seen.right)
    assert at["AGO"].bottom == pytest.approx(seen.bottom)
    texts = {text.get_text() for text in axes_of(request).texts}
    assert {"Angola", "+2.0"} <= texts


def test_every_number_of_a_picture_is_written_in_each_size(study: pm.Study) -> None:
    plain = Request(era="autogolpe", language="en", method=study.method)
    cut = replace(plain, size="16:9", frame="europe")
    for request in (cut, replace(plain, size="1:1", before="garcia")):
        shown, before, size = study.show(request), request.before, request.size
        said = " ".join(text.get_text() for text in axes_of(shown.request).texts)
        inside = homes(study.scored(), era="autogolpe", before=before)
        for code, reading in readings(study.scored(), era="autogolpe", before=before).items():
            if code not in inside:
                assert shown.words.reading(reading) in said, (size, code)
                assert shown.words.brief(code, "autogolpe") in said, code


def test_members_of_a_group_are_filled_as_those_named_if_that_is_asked_for(
    study: pm.Study,
) -> None:
    request = Request(era="velasco", language="en", method=study.method, members=True)
    axes = axes_of(request)
    patches = {str(artist.get_gid()): artist for artist in axes.patches}
    assert not [gid for gid in patches if gid.startswith("region-")]
    score = study.scored().in_era("velasco")["BRA"].score
    of_class = to_rgba(Scale.of("light").score_ramp.at(score))
    assert patches["state-BRA"].get_facecolor() == of_class
    assert not [text for text in axes.texts if text.get_text() == "Only as part of a group"]


def test_a_selected_group_is_outlined_with_all_its_members(study: pm.Study) -> None:
    request = Request(era="fujimori", language="en", method=study.method)

    def outline(selected: str | None) -> npt.NDArray[np.float64]:
        chosen = replace(request, selected=selected)
        (line,) = (artist for artist in axes_of(chosen).patches if artist.get_gid() == "selected")
        return np.asarray(line.get_path().get_extents().bounds)

    alone, group = outline("BOL"), outline("NEIGHBOURS")
    assert (group[2:] > 2 * alone[2:]).all()  # Chile to Colombia, Ecuador to Brazil


def test_a_selected_state_that_no_statement_names_is_said_to_be_told_of_through_its_group(
    study: pm.Study,
) -> None:
    request = Request(era="velasco", language="en", method=study.method, selected="BRA")
    sentence = "No statement names Brazil; one speaks of Latin America."
    for members, said in ((False, True), (True, False)):
        shown = study.show(replace(request, members=members))
        texts = {text.get_text() for text in axes_of(shown.request).texts}
        assert (sentence in texts) == said


def is_small(patch: Patch) -> bool:
    """Say whether it belongs to one of the small maps of all eras."""
    return str(patch.get_gid()).startswith("small-")


def test_only_what_is_not_settled_is_hatched(study: pm.Study) -> None:
    request = Request(era="garcia", language="en", method=study.method)
    for before in (None, "velasco"):
        axes = axes_of(replace(request, before=before))
        hatched = {
            str(patch.get_gid()).partition("-")[2]: patch.get_hatch()
            for patch in axes.patches
            if patch.get_gid() and patch.get_hatch() and not is_small(patch)
        }
        shown = readings(study.scored(), era="garcia", before=before)
        assert set(hatched.values()) == {UNSETTLED}
        assert all(shown[code].unsettled for code in hatched)


def test_what_two_or_more_statements_name_has_a_firm_rim(study: pm.Study) -> None:
    scored, ink = study.scored(), Scale.of("light")
    for era in study.eras["id"]:
        request = Request(era=era, language="en", method=study.method)
        axes = axes_of(request)
        states = set(study.states(era=era)["code"])
        firm = {
            code: score
            for code, score in scored.in_era(era).items()
            if score.events - score.inherited > 1
        }
        ramp = ink.score_ramp
        rims = {
            ramp.firm[ramp.class_of(score.score)] for code, score in firm.items() if code in states
        }
        drawn = [patch for patch in axes.patches if str(patch.get_gid()).startswith("firm-")]
        assert {to_rgba(rim) for rim in rims} == {patch.get_edgecolor() for patch in drawn}
        texts = {text.get_text() for text in axes.texts}
        assert ("Two or more statements" in texts) == bool(firm)


def test_two_edges_around_zero_that_would_touch_have_one_number(study: pm.Study) -> None:
    request = Request(era="garcia", language="en", method=study.method)
    for shown in (request, replace(request, before="velasco")):
        scores = {text.get_text() for text in axes_of(shown).texts}
        assert "±0.5" in scores
        assert not {"−0.5", "+0.5"} & scores


def test_the_key_has_notes_on_what_occurs_alone(study: pm.Study) -> None:
    def notes(era: str) -> set[str]:
        request = Request(era=era, language="en", method=study.method)
        return {text.get_text() for text in axes_of(request).texts}

    for era in study.eras["id"]:
        found, scored = notes(era), study.scored()
        assert ("Only as part of a group" in found) == bool(regions(scored, era)), era
        unsettled = not all(score.settled for score in scored.in_era(era).values())
        assert ("Sign not sure" in found) == unsettled, era
        named = [each for each in scored.in_era(era).values() if each.basis == "named"]
        assert ("One statement" in found) == any(each.events == 1 for each in named), era


def test_a_picture_says_of_which_year_its_borders_are(study: pm.Study) -> None:
    for size in SIZES:
        request = Request(era="garcia", language="en", method=study.method, size=size)
        said = " ".join(text.get_text() for text in axes_of(request).texts)
        assert "Borders of 1988: Natural Earth" in said, size


def test_the_label_of_a_region_keeps_its_rim_off_its_letters(study: pm.Study) -> None:
    request = Request(era="velasco", language="en", method=study.method)
    axes = axes_of(request)
    on_map = lay_out(Drawing(study.show(request))).map.view.box
    names = [text for text in axes.texts if text.get_text().startswith("Latin America")]
    every = (text.get_position() for text in names)
    places = [place for place in every if on_map.holds_any(np.array([place]))]
    halos = [patch for patch in axes.patches if patch.get_linewidth() == HALO]
    assert places
    for place in places:
        assert any(patch.get_path().get_extents().padded(3).contains(*place) for patch in halos)


def test_another_method_and_a_comparison_do_not_have_the_headline_of_the_era(
    study: pm.Study,
) -> None:
    def title(method: pm.Method, before: str | None = None) -> list[str]:
        request = Request(era="garcia", before=before, language="en", method=method)
        return [text.get_text() for text in axes_of(request).texts][:3]

    headline = "García fights the IMF while US aid keeps flowing"
    assert headline in " ".join(title(study.method))
    for other in (title(pm.Method(weights="cameo")), title(study.method, "belaunde")):
        assert "García’s first government" in other
        assert headline not in " ".join(other)


def test_a_drawing_says_era_dates_numbers_and_source_in_the_language(
    svg: ET.Element, study: pm.Study
) -> None:
    words = texts(svg)
    assert "García se enfrenta al FMI y la ayuda de EE. UU. sigue" in words
    assert "Primer gobierno de García, 1985–1990: lo que dice una fuente" in words
    assert "Relación con" in words or "Fondo Monetario Internacional: −6,1" in words
    low, *_, high = study.payload()["scale"]["thresholds"]
    tick = Words(study, "es").tick
    assert {tick(low), tick(high)} <= set(words.splitlines())
    assert "CC BY 4.0" in words
    assert "Puntaje hecho con" not in words
    scored = set(study.scores(era="garcia")["counterpart"]) - set(study.states(era="garcia").code)
    drawn = {node.get("id", "") for node in svg.iter(f"{SVG}g")}
    scored.remove("NEIGHBOURS")  # it has a label on the map
    assert {f"actor-{code}" for code in scored} == {i for i in drawn if i.startswith("actor-")}


def test_a_drawing_says_where_its_method_departs(study: pm.Study, exports: Exports) -> None:
    words = {"weights": "cameo", "own": "aid_suspended:-8", "without": "debt"}
    method = pm.Method.read(words, study.method)
    written = exports.file(".svg", method=method).read_text("utf-8")
    said = re.findall(r"Scored with[^<]*", written)
    assert any("CAMEO" in line and "−8.0" in line and "debt" in line for line in said), said


@pytest.fixture(scope="module")
def change(exports: Exports) -> ET.Element:
    """A drawing of what changed between two eras."""
    path = exports.file(
        ".svg", era="garcia", before="velasco", language="es", theme="dark", selected="USA"
    )
    return ET.parse(path).getroot()  # noqa: S314 (our own file)


def test_every_state_of_a_comparison_wears_its_score_in_the_era_shown(
    change: ET.Element, study: pm.Study
) -> None:
    ink = Scale.of("dark")
    moved = study.compare("velasco", "garcia").set_index("counterpart")
    settled = study.scores(era="garcia").set_index("counterpart")["settled"]
    seen = set()
    in_regions = homes(study.scored(), era="garcia", before="velasco")
    for code in set(study.states(era="garcia")["code"]) - set(in_regions):
        style = styles(change, f"state-{code}")
        if code == study.focus:
            assert ink.focus in style
            continue
        status = moved["status"].get(code, "neither")
        if status in ("neither", "gone"):
            assert ink.no_data in style or ink.no_data_line in style, code
        else:
            assert ink.score_ramp.at(moved.loc[code, "after"]) in style, code
            assert "url(#" not in style or not settled[code], code
        seen.add(status)
    assert seen == {"changed", "new", "neither"}
    gone = styles(change, "region-LATAM")
    assert ink.no_data in gone
    assert "url(#" not in gone


def test_a_change_map_says_both_eras_and_what_its_marks_mean(
    change: ET.Element, study: pm.Study
) -> None:
    words = texts(change).splitlines()
    assert "Primer gobierno de García" in words
    before = "Comparada con: Gobierno militar de Velasco"
    assert f"{before}, 3 de octubre de 1968 – 28 de agosto de 1975" in words
    for note in ("▲ subió, ▼ bajó desde Velasco", "Ya sin enunciados", "Signo no seguro", "Perú"):
        assert note in words
    assert {"Conflicto", "Cooperación"} <= set(words)
    moved = study.compare("velasco", "garcia").set_index("counterpart")
    size = f"{moved['change'].loc['USA']:.1f}".replace(".", ",")
    assert f"Estados Unidos: ▲\u00a0{size}" in words
    drawn = {node.get("id", "") for node in change.iter(f"{SVG}g")}
    of_groups = homes(study.scored(), era="garcia", before="velasco")
    labelled = {*of_groups, *of_groups.values()}
    without = set(moved.index) - set(study.states(era="garcia")["code"]) - labelled
    assert {f"actor-{code}" for code in without} == {i for i in drawn if i.startswith("actor-")}
    changes = list_changes(study.scored(), era="garcia", before="velasco")
    said = say_changes(Words(study, "es"), changes, era="garcia", before="velasco")
    assert f"{said}." in " ".join(words)
    assert "▼\u00a03,9" in words  # on Colombia
    for code in without:
        was, now = (moved.loc[code, each] for each in ("before", "after"))
        expected = (
            "antes" if pd.isna(now) else "nuevo" if pd.isna(was) else "▲" if now > was else "▼"
        )
        assert any(expected in word for word in words), code


def test_a_change_map_marks_both_eras_on_the_line_of_time(study: pm.Study) -> None:
    request = Request(era="garcia", before="velasco", language="en", method=study.method)
    ink = Scale.of("light")

    def thick(axes: Axes) -> set[float]:
        """Where the bars in the colour of the text start."""
        boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
        bars = [each for each in boxes if each.get_width() > each.get_height()]
        return {round(b.get_x()) for b in bars if b.get_facecolor() == to_rgba(ink.text)}

    alone, both = (axes_of(shown) for shown in (replace(request, before=None), request))
    bold = [
        {text.get_text() for text in axes.texts if text.get_fontweight() == "bold"}
        & {str(start.year) for start in study.eras["start"]}
        for axes in (alone, both)
    ]
    assert bold == [{"1985"}, {"1968", "1985"}]
    assert thick(alone) < thick(both)
    assert len(thick(both)) == 2


def test_a_picture_of_a_change_names_both_eras_in_its_description(
    study: pm.Study, exports: Exports
) -> None:
    request = Request(era="garcia", before="velasco", language="es", method=study.method)
    with Image.open(exports.file(".png", **SINCE_VELASCO)) as picture:
        title = picture.info["Title"]
        angola = colours_at(picture, (20, -15), study.show(request))
    assert title.startswith("Primer gobierno de García, comparada con Gobierno militar de Velasco")
    assert Scale.of("light").score_ramp.at(study.scored().in_era("garcia")["AGO"].score) in angola


def test_nothing_is_smeared_across_the_sea(png: Image.Image) -> None:
    ink = Scale.of("light")
    for open_sea in ((-130, -40), (-25, -30), (80, -35), (-150, 45), (60, -30)):
        assert colours_at(png, open_sea) == {ink.sea}, open_sea


def test_an_animation_shows_each_era_in_exact_colours(study: pm.Study, exports: Exports) -> None:
    path = exports.file(".gif", **GARCIA)
    assert path.stat().st_size < 1_500_000
    scale = study.payload()["scale"]
    with Image.open(path) as gif:
        assert (gif.width, getattr(gif, "n_frames", 1)) == (1200, len(study.eras))
        for number, era in enumerate(study.eras["id"]):
            gif.seek(number)
            scored = study.scores(era=era).set_index("counterpart")["score"]
            giant = "USA" if era == "autogolpe" else "SUN"
            place = (90, 60) if giant == "SUN" else (-100, 40)
            assert colour(scale, "light", scored[giant]) in colours_at(gif, place), era
            assert colours_at(gif, (80, -35)) == {scale["surfaces"]["light"]["sea"]}


@pytest.mark.slow
def test_an_animation_compares_every_other_era_with_the_same_one(
    study: pm.Study, exports: Exports
) -> None:
    scale = study.payload()["scale"]
    others = [era for era in study.eras["id"] if era != "velasco"]
    with Image.open(exports.file(".gif", **SINCE_VELASCO)) as gif:
        assert getattr(gif, "n_frames", 1) == len(others)
        for number, era in enumerate(others):
            gif.seek(number)
            scores = study.scores(era=era).set_index("counterpart")["score"]
            request = Request(era=era, before="velasco", language="es", method=study.method)
            place = colours_at(gif, (-100, 40), study.show(request))
            assert colour(scale, "light", scores["USA"]) in place, era


def test_who_finds_no_room_below_the_map_is_counted(study: pm.Study) -> None:
    crowd = [f"ORG{number}" for number in range(60)]
    actors = study.counterparts.set_index("id")
    like = [actors.loc[["IMF"]].set_axis([code], axis=0).rename_axis("id") for code in crowd]
    one = study.explain(era="garcia", counterpart="IMF")["id"].iloc[0]
    said = study.events[study.events["id"] == one]
    told = [said.assign(id=f"{one}-{code}", counterpart=code) for code in crowd]
    crowded = replace(
        study,
        counterparts=pd.concat([actors, *like]).reset_index(),
        events=pd.concat([study.events, *told], ignore_index=True),
    )
    request = Request(era="garcia", language="en", method=study.method)
    axes = draw(crowded.show(request)).axes[0]
    drawn = sum(str(artist.get_gid()).startswith("actor-") for artist in axes.get_children())
    without = set(study.scores(era="garcia")["counterpart"]) - set(study.states(era="garcia").code)
    counts = [text for text in axes.texts if text.get_text().endswith(" more")]
    shelf, ranking = sorted(counts, key=lambda text: text.get_position()[0])
    more = shelf.get_text()
    assert drawn + int(more.removesuffix(" more")) == len(without - {"NEIGHBOURS"}) + len(crowd)
    everybody = len(rank(crowded.scored(), Words(crowded, "en"), era="garcia"))
    rows = {str(each.get_gid()) for each in axes.patches if str(each.get_gid()).startswith("bar-")}
    assert len(rows) + int(ranking.get_text().removesuffix(" more")) == everybody


@pytest.mark.parametrize("before", [None, "velasco"])
def test_a_printed_page_ranks_everybody_and_shows_all_eras(
    study: pm.Study, before: str | None
) -> None:
    request = Request(era="garcia", before=before, language="en", method=study.method)
    shown = study.show(request)
    axes = draw(shown).axes[0]
    ranked = [row.code for row in rank(shown.scored, shown.words, era="garcia")]
    bars = [str(each.get_gid()) for each in axes.patches if str(each.get_gid()).startswith("bar-")]
    drawn = [name.removeprefix("bar-") for name in bars]
    assert [code for code in drawn if code in ranked] == ranked
    seas = {str(each.get_gid()) for each in axes.patches if str(each.get_gid()).endswith("-sea")}
    assert seas == {f"small-{era}-sea" for era in study.eras["id"]}
    assert min(float(text.get_fontsize()) for text in axes.texts if text.get_text().strip()) >= 7


@pytest.mark.parametrize("text", ["$x^2$ and $y$", "$", "$ $$", r"a \$ b"])
def test_a_dollar_begins_no_formula_in_a_name_on_the_map(text: str) -> None:
    axes = Figure().add_subplot()
    write(axes, (0, 0), text, size=8, colour="black", halo="white")
    (halo,) = [each for each in axes.patches if isinstance(each, PathPatch)]
    letters, _ = text_to_path.get_text_path(FontProperties(family=faces()), text, ismath=False)
    assert len(np.asarray(halo.get_path().vertices)) == len(letters)


def crowd(study: pm.Study) -> pm.Study:
    """A study that says something of 48 more states, of long names."""
    known = set(study.counterparts["id"])
    states = study.states(era="garcia").query("kind == 'state' and status == 'independent'")
    codes = [code for code in states["code"] if code not in known | {"PER"}][:48]
    like = study.counterparts[study.counterparts["id"] == "CUB"]
    named = [
        like.assign(id=code, name_en=f"The Most Serene Republic of {code}", short_en="", gw_code="")
        for code in codes
    ]
    one = study.events[
        study.events["id"] == study.explain(era="garcia", counterpart="IMF")["id"].iloc[0]
    ]
    told = [one.assign(id=f"crowd-{code}", counterpart=code) for code in codes]
    title = "The foreign relations of the republic, and of all its partners, lenders and rivals"
    settings = {**study.settings, "title_en": f"{title} over a quarter of a century"}
    return replace(
        study,
        counterparts=pd.concat([study.counterparts, *named], ignore_index=True),
        events=pd.concat([study.events, *told], ignore_index=True),
        descriptor=cast("Descriptor", {**study.descriptor, "study": settings}),
    )


@cache
def drawn_crowd(size: Size) -> tuple[Shown, Axes]:
    """Return that study in a shape, and what is drawn of it."""
    request = Request(era="garcia", language="en", method=shipped().method, size=size)
    shown = crowd(shipped()).show(request)
    return shown, draw(shown).axes[0]


@pytest.mark.parametrize("size", few(["16:9", "1:1"], ["16:9"]))
def test_a_crowd_without_labels_is_counted_below_the_map(size: Size) -> None:
    shown, axes = drawn_crowd(size)
    said = [text.get_text() for text in axes.texts]
    line = " ".join(said)
    assert "Without a label: " in line
    assert re.search(r", \d+ more ", line[line.index("Without a label: ") :])
    start = next(text for text in axes.texts if text.get_text().startswith("Without a label"))
    plan = lay_out(Drawing(shown))
    for box in plan.map.obstacles:
        assert not box.holds_any(np.array([start.get_position()]))
    assert any(str(each.get_gid()).startswith("actor-") for each in axes.get_children())


def test_a_long_title_of_a_study_is_broken_and_not_shrunk() -> None:
    texts = drawn_crowd("16:9")[1].texts[:4]
    title = [text for text in texts if float(text.get_fontsize()) < 9]
    assert min(float(text.get_fontsize()) for text in title) >= 6
    assert " ".join(text.get_text() for text in title).startswith("The foreign relations of the")


def test_a_picture_of_a_category_alone_says_so_in_its_title(study: pm.Study) -> None:
    method = replace(study.method, category="aid")
    request = Request(era="autogolpe", language="en", method=method)
    said = [text.get_text() for text in axes_of(request).texts]
    assert "After the self-coup: aid alone" in said


def test_a_png_names_authors_in_any_script(study: pm.Study, tmp_path: Path) -> None:
    name = "Żaneta Łuczak, Олена Гнатюк, 山田花子, فاطمة"
    credit = Credit({**study.descriptor, "contributors": [{"title": name}]}, "en")
    about = About(title="Przegląd", rights="CC BY 4.0", language="pl", credit=credit)
    save(Figure((1, 1)), tmp_path / "a.png", form="png", about=about)
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["Author"] == name
        assert image.info["Title"] == "Przegląd"
