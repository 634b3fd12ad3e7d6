"""The picture of all eras shows every score once, under the section that its signs belong to."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from matplotlib.colors import to_hex
from PIL import Image

import perufr_map as pm
from exporting import Exports
from perufr_map.exports.picture import draw_overview
from perufr_map.exports.picture.overview import LEAST, _columns
from perufr_map.shown.overview import overview
from perufr_map.shown.request import Request
from perufr_map.shown.scale import Scale, Theme
from perufr_map.shown.words import Words

SVG = "{http://www.w3.org/2000/svg}"


def drawn(exports: Exports, language: str, theme: Theme) -> ET.Element:
    path = exports.file("overview.svg", language=language, theme=theme)
    return ET.parse(path).getroot()  # noqa: S314 (our own file)


def texts(svg: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("es", "dark")])
def test_every_score_of_every_row_is_a_cell_in_its_colour(
    exports: Exports, study: pm.Study, language: str, theme: Theme
) -> None:
    svg, ink = drawn(exports, language, theme), Scale.of(theme)
    cells = {
        str(group.get("id")): "".join(path.get("style", "") for path in group.iter(f"{SVG}path"))
        for group in svg.iter(f"{SVG}g")
        if str(group.get("id")).startswith("cell-")
    }
    kinds, eras = study.counterparts.set_index("id")["kind"], list(study.eras["id"])
    expected = {
        f"cell-{row.counterpart}-{eras[place]}": score
        for rows in overview(study.scored()).values()
        for row in rows
        for place, score in row.scores.items()
    }
    assert cells.keys() == expected.keys()
    for name, score in expected.items():
        ramp = ink.score_ramp
        through = score.basis == "group" or kinds[name.split("-")[1]] == "group"
        colour = ramp.tints[ramp.tint_of(score.score)] if through else ramp.at(score.score)
        style = cells[name]
        assert ("url(#" in style) != score.settled, name
        assert score.settled == (colour in style), name


@pytest.mark.parametrize("language", ["en", "es"])
def test_numbers_names_and_sections_stand_in_order(
    exports: Exports, study: pm.Study, language: str
) -> None:
    words, eras = Words(study, language), list(study.eras["id"])
    every = texts(drawn(exports, language, "light" if language == "en" else "dark"))
    counterparts = study.counterparts.set_index("id")
    said, numbers = iter(every), iter(every)  # a drawing has its numbers after its names
    for section, rows in overview(study.scored()).items():
        assert words.say(f"overview.{section}") in said
        for row in rows:
            code = row.counterpart
            names = {words.name(code, eras[max(row.scores)]), words.short(counterparts.loc[code])}
            assert any(text in names for text in said), code
            for score in row.scores.values():
                assert words.signed(score.score) in numbers


def test_the_sheet_is_as_wide_as_a4_and_tells_what_it_is(exports: Exports) -> None:
    with Image.open(exports.file("overview.png")) as png:
        assert png.width == 3508
        assert "at a glance" in png.info["Title"]
        assert "CC BY 4.0" in png.info["Copyright"]


def test_members_are_filled_where_that_is_asked_for(study: pm.Study) -> None:
    request = Request(era="garcia", language="en", method=study.method, members=True)
    figure = draw_overview(study.show(request))
    (axes,) = figure.axes
    cell = next(each for each in axes.patches if each.get_gid() == "cell-CHL-velasco")
    score = study.scored().in_era("velasco")["CHL"].score
    assert to_hex(cell.get_facecolor()) == Scale.of("light").score_ramp.at(score)


def test_columns_share_the_room_by_days_and_none_is_too_narrow() -> None:
    columns = _columns([3000, 1000, 10, 20], 842)
    assert [column.width for column in columns[2:]] == [LEAST, LEAST]
    assert columns[0].width == pytest.approx(3 * columns[1].width)
    ends = [column.left + column.width for column in columns]
    assert all(left.left > end for left, end in zip(columns[1:], ends, strict=False))


def test_many_eras_widen_the_sheet_rather_than_shrink_their_columns() -> None:
    columns = _columns([100] * 40, 32 * 2 + 142 + 40 * 46.5 + 34)
    assert all(column.width >= LEAST - 1e-6 for column in columns)


def test_a_drawing_is_the_same_whatever_era_is_chosen(exports: Exports) -> None:
    one = exports.file("overview.svg", era="velasco").read_bytes()
    assert exports.file("overview.svg", era="autogolpe").read_bytes() == one
    assert re.search(rb"<text[^>]*>Changed sign</text>", one)
