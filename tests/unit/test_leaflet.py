"""A page to which nothing is added carries of Leaflet what its map needs."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import perufr_map as pm
from perufr_map.exports.html import leaflet
from perufr_map.resources import package_text, web_text

WEB = Path(pm.__file__).parent / "web"
MADE = "78794aa13827e4bdd0776f9115028af26375b37448b803c5dd84d2622ffdac0f"
"""Of what cut_leaflet.js makes of the package."""


def test_it_is_what_was_cut_out_of_its_package() -> None:
    assert hashlib.sha256(web_text("leaflet.js").encode()).hexdigest() == MADE


def test_it_is_of_the_version_that_is_carried_whole() -> None:
    versions = [
        re.findall(r"Leaflet (\d+\.\d+\.\d+), a JS library", text.partition("*/")[0])
        for text in (leaflet("leaflet.js"), web_text("leaflet.js"))
    ]
    assert versions == [["1.9.3"], ["1.9.3"]]


def test_it_has_whatever_our_scripts_ask_of_it() -> None:
    code = " ".join(
        re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        for path in WEB.glob("src/*.js")
    )
    page = package_text("exports/map.html").replace("L.Icon", "")  # where a marker was added
    found = set(re.findall(r"\bL\.(\w+)", code + page))
    names = set(re.findall(r"[{,](\w+):", web_text("leaflet.js").rpartition("window.L=")[2]))
    assert {"map", "svgOverlay"} <= found
    assert found <= names


def test_a_page_to_which_something_may_be_added_carries_all_of_it(study: pm.Study) -> None:
    plain, free = study.map(), study.map()
    free.allow_requests()
    assert leaflet("leaflet.js") not in plain.to_html()
    assert leaflet("leaflet.js") in free.to_html()
    assert web_text("leaflet.js") not in free.to_html()
