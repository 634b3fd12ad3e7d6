"""Look at the names and numbers on a map: who has one, and which covers what it must not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page, expect

import pages
import perufr_map as pm
from perufr_map.exports.html import RelationsMap

WIDTHS = (360, 768, 1440, 1920)
CENTRAL = ["FRA", "ITA", "AUT", "CHE", "BEL", "NLD", "POL", "CSK", "HUN", "YUG", "GRC", "GBR"]

# Each label with its boxes, whose coloured land lies under them, and what else stands there.
FOUND = """(around) => {
  const shown = document.querySelector('.pfr-labels.pfr-seen');
  const homes = {};
  for (const path of document.querySelectorAll('.pfr-era.pfr-seen [data-codes]')) {
    const { group, codes } = path.dataset;
    const plain = /no-data/.test(path.getAttribute("style"));
    for (const code of codes.split(" ")) if (!plain) homes[code] = group ?? code;
  }
  const boxOf = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const stage = boxOf(document.querySelector(".pfr-stage .leaflet-container"));
  const under = (box) => {
    const found = new Set();
    for (let i = 0; i <= 10; i++) for (let j = 1; j < 4; j++) {
      const x = box.left + (box.right - box.left) * i / 10;
      const y = box.top + (box.bottom - box.top) * j / 4;
      for (const node of document.elementsFromPoint(x, y)) {
        if (node.matches(".pfr-state") && homes[node.dataset.code]) {
          found.add(homes[node.dataset.code]);
        }
      }
    }
    return [...found];
  };
  const labels = [...shown.querySelectorAll("[data-label]")].map((node) => {
    const boxes = [...node.querySelectorAll("text")].map(boxOf);
    return {
      code: node.dataset.label,
      text: node.textContent,
      boxes,
      under: [...new Set(boxes.flatMap(under))],
    };
  });
  const others = [...document.querySelectorAll(around)].filter((node) => node.checkVisibility());
  return { labels, stage, others: others.map((node) => [node.className, boxOf(node)]) };
}"""
CHIP = ".pfr-edge .pfr-seen .pfr-chip"
AROUND = f".pfr-main :is(.pfr-controls, .pfr-frames, .pfr-legend, .pfr-finder, .pfr-shelf, {CHIP})"


class Box(TypedDict):
    """Sides of a part of the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


class Label(TypedDict):
    """A label that is shown."""

    code: str
    text: str
    boxes: list[Box]
    under: list[str]


class Found(TypedDict):
    """The labels of a map, and what stands around them."""

    labels: list[Label]
    stage: Box
    others: list[tuple[str, Box]]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a pixel of their sides."""
    return (
        one["left"] < other["right"] - 1
        and one["right"] > other["left"] + 1
        and one["top"] < other["bottom"] - 1
        and one["bottom"] > other["top"] + 1
    )


def inner(box: Box) -> Box:
    """Return the part of a line of text that letters fill: below accents, above descenders."""
    height = box["bottom"] - box["top"]
    return {**box, "top": box["top"] + 0.2 * height, "bottom": box["bottom"] - 0.2 * height}


def complaints(found: Found) -> list[str]:
    """Say which label covers what it must not."""
    wrong = []
    labels = found["labels"]
    for i, label in enumerate(labels):
        boxes = [inner(box) for box in label["boxes"]]
        code = label["code"]
        wrong += [
            f"{code} overlaps {other['code']}"
            for other in labels[i + 1 :]
            if any(overlap(one, inner(two)) for one in boxes for two in other["boxes"])
        ]
        wrong += [
            f"{code} overlaps {name}"
            for name, box in found["others"]
            if any(overlap(one, box) for one in boxes)
        ]
        stage = found["stage"]
        if any(
            one["left"] < stage["left"]
            or one["right"] > stage["right"]
            or one["top"] < stage["top"]
            or one["bottom"] > stage["bottom"]
            for one in boxes
        ):
            wrong.append(f"{code} is cut at the edge")
        if covered := set(label["under"]) - {code}:
            wrong.append(f"{code} covers {covered}")
    return wrong


def write_made_up(study: pm.Study, folder: Path, name: str) -> Path:
    """Write a page of a study that nobody coded: "crowded" or "central"."""
    path = folder / f"{name}.html"
    payload = study.payload()
    era = payload["eras"][3]
    given = [score for score in era["scores"].values() if score["basis"] == "named"]
    shapes = payload["topology"]["objects"]["states"]["geometries"]
    codes = {shape["properties"]["code"] for shape in shapes}
    chosen = sorted(codes - {payload["focus"]})
    if name == "crowded":
        chosen = chosen[::5]
    else:
        payload["focus"] = "DEU"
        payload["frames"] = {"study": payload["frames"]["europe"]} | payload["frames"]
        chosen = [code for code in CENTRAL if code in codes]
    scores = {code: given[i % len(given)] for i, code in enumerate(chosen)}
    payload["eras"] = [{**era, "scores": scores, "regions": {}}]
    RelationsMap(payload).save(path)
    return path


def show(page: Page, path: Path, width: int, fragment: str) -> None:
    """Open a page of a width, with the whole map in sight."""
    page.set_viewport_size({"width": width, "height": 740 if width < 600 else 900})
    page.goto("about:blank")
    page.goto(path.as_uri() + fragment)
    page.evaluate("() => document.fonts.ready")
    page.locator(".pfr-stage").scroll_into_view_if_needed()
    page.evaluate("() => scrollTo(0, document.querySelector('.pfr-stage').offsetTop - 40)")


def look(page: Page) -> Found:
    """Return what is found on the map once its labels are placed."""
    expect(page.locator(f"{pages.LABELS} [data-label]").first).to_be_attached()
    page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    found: Found = page.evaluate(FOUND, AROUND)
    return found


def expect_no_label_on_another(
    page: Page, path: Path, width: int, language: str, eras: Sequence[str]
) -> None:
    """Expect labels that cover nothing in any era of a page."""
    show(page, path, width, f"#era={eras[0]}&lang={language}")
    for number, era in enumerate(eras):
        pages.slider(page).fill(str(number))
        expect(page).to_have_url(re.compile(f"era={era}"))
        found = look(page)
        assert complaints(found) == [], (era, width, language)
        assert len(found["labels"]) >= 3


def expect_no_label_on_another_of_one_era(
    page: Page, path: Path, width: int, language: str
) -> None:
    """Expect labels that cover nothing where a page has one era."""
    show(page, path, width, f"#lang={language}")
    found = look(page)
    assert complaints(found) == [], (path.stem, width, language)
    assert len(found["labels"]) >= 4
