"""One page of licences names all that a page carries, and a page says what it carries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import html5lib
import pytest
from babel import localedata

import perufr_map as pm
from exporting import Exports
from perufr_map.exports.html import leaflet, leaflet_style
from perufr_map.exports.licences import licences, notice
from perufr_map.exports.still import WITHIN
from perufr_map.resources import TYPEFACE, geo_dir, package_text, typeface, web_text

ROOT = Path(__file__).parents[2]
PACKAGE = (ROOT / "src/perufr_map").resolve()
TABLE = [line for line in licences().splitlines() if line.startswith("| ")]
FILES = set(re.findall(r"`([^`]+)`", " ".join(line.split("|")[2] for line in TABLE)))
HEADER = leaflet("leaflet.js").partition("*/")[0]


def words(text: str) -> str:
    """Return a text without its line ends."""
    return " ".join(text.split())


OURS = ("map.js", "begin.js", "map.css", "embed.css", "without.css")


def inlined(page: str) -> Iterator[tuple[str, str]]:
    """Return what a page carries in its scripts and styles, each with its id."""
    for node in html5lib.parse(page, namespaceHTMLElements=False).iter():
        tag = str(node.tag)
        if tag == "link" and node.get("rel") == "license":
            continue  # names the licence's text, which no browser loads
        assert tag not in {"img", "link", "object", "embed", "iframe", "video"}, tag
        if tag in {"script", "style"}:
            yield node.get("id", ""), node.text or ""


def origin(name: str, text: str) -> str:
    """Return the file that an inlined text comes from."""
    known = {web_text(each): each for each in OURS}
    known |= {leaflet("leaflet.js"): "leaflet.js", leaflet_style(): "leaflet.css"}
    known[typeface()] = TYPEFACE
    if text.startswith(WITHIN):
        return "still.html"  # colours of its picture, which are the map's
    if text in known:
        return known[text]
    if name.endswith("_payload"):
        return "payload"
    lines = [line.strip() for line in text.strip().splitlines()]
    template = package_text("exports/map.html").splitlines()
    pattern = "|".join(re.sub(r"\\\{\\\{.*?\\\}\\\}", ".+", re.escape(each)) for each in template)
    assert all(re.fullmatch(pattern, line) for line in lines), f"from nowhere: {text[:80]}"
    return "map.html"


def test_every_script_and_style_in_a_page_is_on_the_page_of_licences(exported: Path) -> None:
    page = exported.read_text("utf-8")
    found = [origin(name, text) for name, text in inlined(page)]
    assert sorted(found) == sorted(
        [
            TYPEFACE,
            "leaflet.css",
            "map.css",
            "without.css",
            "still.html",
            "leaflet.js",
            "begin.js",
            "payload",
            "map.js",
            "map.html",
        ]
    )
    assert set(found) <= FILES


@pytest.mark.slow
def test_every_shared_file_of_the_site_is_on_the_page_of_licences(site: Path) -> None:
    for path in (site / "assets").iterdir():
        name = re.sub(r"\.[0-9a-f]{10}(?=\.)", "", path.name)
        if path.suffix == ".js":
            name = re.sub(r"^study-\w+", "study-*", name)
        elif path.suffix in {".svg", ".png"}:
            name = f"*{path.suffix}" if path.suffix == ".svg" else path.suffix
        assert name in FILES, path.name


def test_what_the_dashboard_s_map_fetches_is_on_the_page_of_licences() -> None:
    code = package_text("dashboard/component.py")
    fetched = re.findall(r'_publish\("([^"]+)"|js="([^"]+)"|css="([^"]+)"', code)
    names = {name for found in fetched for name in found if name}
    assert {"leaflet.js", "streamlit.js", "payload"} <= names
    assert names <= FILES | {"topology"}


def test_every_source_of_borders_and_colours_is_named() -> None:
    page = licences()
    for resource in json.loads((geo_dir() / "datapackage.json").read_text("utf-8"))["resources"]:
        assert all(each["name"] in page for each in resource["licenses"]), resource["name"]
        for source in resource["sources"]:
            package = re.match(r"([\w-]+ [\d.]+) \(npm\)", source["title"])
            assert package is None or package[1] in page
    scale = json.loads(package_text("shown/scale.json"))
    for ramp in scale["ramps"].values():
        name = re.split(r"[ ,]", ramp["name"])[0]
        assert any(name in row and ramp["licence"] in row for row in TABLE), ramp["name"]


def test_every_source_of_the_study_is_named_by_itself(study: pm.Study) -> None:
    named = study.files()["datapackage.json"].decode()
    assert study.descriptor["licenses"][0]["name"] in named
    assert all(title.partition(",")[0] in named for title in study.sources["title"])


def test_the_texts_of_the_licences_are_the_holders_own() -> None:
    unicode = Path(localedata.__file__).parent / "locale-data" / "LICENSE.unicode"
    assert words(unicode.read_text("utf-8")) in words(licences())
    assert words((ROOT / "LICENSE").read_text("utf-8")) in words(notice())
    holders = re.findall(r"\(c\) ([\d-]+) ([A-Z][A-Za-z ]+)", HEADER)
    assert len(holders) == 2
    for years, holder in holders:
        assert f"Copyright (c) {years}, {holder.strip()}" in notice()


def test_a_page_carries_its_notice_and_leaflet_keeps_its_own(exported: Path, site: Path) -> None:
    page = exported.read_text("utf-8")
    head = page.partition("<style>")[0]
    assert f"<!--\n{notice()}\n-->" in head
    assert "--" not in notice()
    assert page.encode().index(b'charset="utf-8"') < 1024, "browsers look no further"
    assert "Copyright" in head
    (code,) = (site / "assets").glob("map.*.js")
    for text in (page, code.read_text("utf-8")):
        assert HEADER in text
        assert "(c) 2010-" in HEADER


def test_the_site_and_the_notebook_say_the_same(study: pm.Study, site: Path) -> None:
    assert (site / "licences.txt").read_text("utf-8") == licences()
    assert "../../licences.txt" in (site / "en" / "data" / "index.html").read_text("utf-8")
    assert "BSD 2-Clause License" in study.map()._repr_html_()


def test_a_pdf_embeds_our_typeface_and_dejavu_alone_and_an_svg_carries_ours(
    exports: Exports,
) -> None:
    sheet = exports.file("peru.pdf", era="garcia").read_bytes()
    fonts = set(re.findall(rb"/FontName /(?:[A-Z]{6}\+)?([\w-]+)", sheet))
    assert any(font.startswith(b"PerufrSans") for font in fonts)
    assert all(font.startswith((b"PerufrSans", b"DejaVuSans")) for font in fonts), fonts
    assert (files("matplotlib") / "mpl-data/fonts/ttf/LICENSE_DEJAVU").is_file()
    drawing = exports.file("peru.svg", era="garcia").read_text("utf-8")
    assert re.findall(r"@font-face\{font-family:\"?([^;\"]+)", drawing) == ["Perufr Sans"]
    assert set(re.findall(r"url\(([^;)]*)", drawing)) - {"#"} >= {"data:font/woff2"}


@pytest.mark.parametrize("path", sorted((ROOT / "src/perufr_map/web/src").glob("*.js")))
def test_our_scripts_bundle_only_our_own_files(path: Path) -> None:
    named = re.findall(
        r'^(?:import|export)[^;]*?from "([^"]+)"', path.read_text("utf-8"), re.MULTILINE
    )
    assert all((path.parent / name).resolve().is_relative_to(PACKAGE) for name in named), named
