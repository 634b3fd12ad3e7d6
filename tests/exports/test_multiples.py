"""The maps of all eras on one sheet: each says what it shows, and leaves no number out."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

import perufr_map as pm
from exporting import GARCIA, Exports
from perufr_map.exports.picture import draw_multiples
from perufr_map.shown.reading import readings
from perufr_map.shown.regions import homes
from perufr_map.shown.request import Request
from perufr_map.shown.scale import Scale
from perufr_map.shown.words import Words

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def svg(exports: Exports) -> ET.Element:
    return ET.parse(exports.file("multiples.svg", **GARCIA)).getroot()  # noqa: S314 (ours)


def texts(svg: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


def written(study: pm.Study, *eras: str, **choices: object) -> list[str]:
    """Return what stands on the sheet of a request, of some eras or of all."""
    request = Request(**{"era": "garcia", "language": "en", "method": study.method} | choices)  # type: ignore[arg-type]
    (axes,) = draw_multiples(study.show(request), eras or list(study.eras["id"])).axes
    return [text.get_text() for text in axes.texts]


def test_every_era_has_its_map_under_its_headline(svg: ET.Element, study: pm.Study) -> None:
    ids, said, words = {each.get("id") for each in svg.iter()}, texts(svg), Words(study, "es")
    for era in study.eras.to_dict("records"):
        assert f"{era['id']}-sea" in ids
        assert words.headline(era["id"]) in said
        assert words.short(era) in said


def test_a_state_wears_its_colour_of_each_era_under_an_id_of_its_own(
    svg: ET.Element, study: pm.Study
) -> None:
    ink, drawn = Scale.of("light"), {str(each.get("id")): each for each in svg.iter(f"{SVG}g")}
    for era in study.eras["id"]:
        group = drawn[f"{era}-state-USA"]
        style = "".join(path.get("style", "") for path in group.iter(f"{SVG}path"))
        assert ink.score_ramp.at(study.scored().in_era(era)["USA"].score) in style
    ids = Counter(each.get("id") for each in svg.iter() if each.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_number_of_an_era_stands_on_its_map_or_below_it(
    svg: ET.Element, study: pm.Study
) -> None:
    words = Words(study, "es")
    numbers = Counter(re.findall(r"[+−]\d+,\d+|(?<!\d)0,0", "\n".join(texts(svg))))
    expected: Counter[str] = Counter()
    for era in study.eras["id"]:
        inside = homes(study.scored(), era=era)
        shown = readings(study.scored(), era=era)
        expected.update(words.reading(one) for code, one in shown.items() if code not in inside)
    assert numbers == expected
    assert not any(text.endswith(" más") for text in texts(svg)), "some had no room"


def test_who_lies_outside_of_the_frame_stands_at_the_edge_of_each_map(study: pm.Study) -> None:
    said = written(study, frame="americas")
    korea = [era for era in study.eras["id"] if "PRK" in study.scored().in_era(era)]
    assert korea
    assert said.count("North Korea") == len(korea)


def test_headlines_give_way_to_names_where_the_method_is_not_the_studys(study: pm.Study) -> None:
    words = Words(study, "en")
    for choices in ({"method": pm.Method(weights="cameo")}, {"before": "velasco"}):
        said = written(study, "garcia", **choices)
        assert words.headline("garcia") not in said
        assert words.era("garcia") in said


def test_a_comparison_has_no_map_of_the_era_compared_with(study: pm.Study) -> None:
    said = written(study, "velasco", "garcia", before="velasco")
    assert Words(study, "en").era("velasco") not in said
    assert any("Compared with: " in text for text in said)


def test_the_keys_of_the_sheet_are_those_of_what_its_maps_show(study: pm.Study) -> None:
    said = written(study, "autogolpe")
    assert {"One statement", "Two or more statements"} <= set(said)
    assert "Only as part of a group" not in said
    assert "Only as part of a group" in written(study, "garcia")
    assert "Borders of 1988, 1992" in " ".join(written(study, "garcia", "autogolpe"))
