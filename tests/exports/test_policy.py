"""A page allows the scripts and styles that it was made with by their text, and no others."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import folium
import pytest
from playwright.sync_api import Browser, expect

import pages
import perufr_map as pm
from exporting import Exports
from perufr_map.exports.html import RelationsMap

OURS = (
    "default-src 'none'; script-src {}; style-src {}; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def texts(page: str, kind: str) -> list[str]:
    """Return what stands in a page's scripts or styles that have no attributes."""
    return re.findall(f"<{kind}>(.*?)</{kind}>", page, flags=re.DOTALL)


def allowed(texts: list[str]) -> str:
    hashes = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes)


@pytest.mark.parametrize("embed", [False, True])
def test_a_page_allows_what_stands_in_it_and_nothing_else(exports: Exports, *, embed: bool) -> None:
    choices = {"era": "garcia", "embed": True} if embed else {"era": "velasco"}
    page = exports.file(".html", **choices).read_text("utf-8")
    (policy,) = POLICY.findall(page)
    scripts, styles = texts(page, "script"), texts(page, "style")
    assert policy == OURS.format(allowed(scripts), allowed(styles))
    assert page.index(policy) < min(page.index("<style>"), page.index("<script>"))
    assert page.count("<script") == len(scripts) + 1, "the payload is data, and not run"
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r"<[^<>]*\s(?:on\w+|style)=", markup) == []


INJECTED = """<script>window.hacked = 1</script>
<p id="in" style="color: rgb(1, 2, 3)" onclick="window.hacked = 2">in</p>
<style>#in { color: rgb(1, 2, 3) }</style>
<base href="https://example.org/">"""


def test_what_came_into_a_page_is_neither_run_nor_sent(
    exported: Path, browser: Browser, tmp_path: Path
) -> None:
    page_with = exported.read_text("utf-8").replace("<body>", f"<body>{INJECTED}")
    (tmp_path / "map.html").write_text(page_with, "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "map.html").as_uri())
    expect(pages.slider(page)).to_be_visible()
    assert page.locator("#in").evaluate("node => getComputedStyle(node).color") != "rgb(1, 2, 3)"
    assert page.evaluate("document.baseURI") == page.url
    page.locator("#in").dispatch_event("click")
    assert page.evaluate("window.hacked") is None
    page.close()


def test_what_is_added_to_a_map_brings_scripts_and_styles_of_its_own(
    study: pm.Study, browser: Browser, tmp_path: Path
) -> None:
    chart = study.map(era="garcia")
    words = '<b id="lima" style="color: rgb(1, 2, 3)">Lima</b>'
    folium.Marker(RelationsMap.point(-12.05, -77.04), popup=words).add_to(chart)
    note = folium.Element(
        "<script>window.mine = `\r\n`</script><p id='mine' style='color: rgb(3, 2, 1)'>mine</p>"
    )
    figure = chart.get_root()
    assert isinstance(figure, folium.Figure)
    figure.html.add_child(note)
    chart.save(tmp_path / "map.html")
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    pages.note_complaints(page, complaints)
    page.goto((tmp_path / "map.html").as_uri())
    page.locator(".leaflet-marker-icon").click()
    for part, colour in (("#lima", "rgb(1, 2, 3)"), ("#mine", "rgb(3, 2, 1)")):
        assert page.locator(part).evaluate("node => getComputedStyle(node).color") == colour
    assert page.evaluate("window.mine") == "\n"
    assert complaints == []
    (policy,) = POLICY.findall((tmp_path / "map.html").read_text("utf-8"))
    scripts = policy.partition("script-src")[2].partition(";")[0]
    assert "unsafe" not in scripts
    page.close()


def test_an_added_script_in_an_attribute_is_said_to_need_another_policy(study: pm.Study) -> None:
    chart = study.map(era="garcia")
    popup = '<a onclick="alert(1)">Lima</a>'
    folium.Marker(RelationsMap.point(-12.05, -77.04), popup=popup).add_to(chart)
    with pytest.warns(UserWarning, match="may not run what stands in onclick="):
        chart.to_html()
    chart.policy = "script-src {scripts} https://example.org; style-src {styles}"
    (policy,) = POLICY.findall(chart.to_html())
    assert re.fullmatch(
        r"script-src ('sha256-[\w+/]+='\s)+https://example\.org; style-src 'unsafe-inline'", policy
    )
