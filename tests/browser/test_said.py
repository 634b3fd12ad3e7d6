"""The map's own functions say what Python says, of the same fixture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import said

ASK = """given => {
  const node = document.getElementById("map_relations_payload");
  const payload = JSON.parse(node.textContent);
  const model = perufr.createModel(payload);
  const { scale } = payload;
  const place = (era) => (era === null ? null : model.eraIndex.get(era));
  const words = Object.fromEntries(Object.entries(given.words).map(([language, asked]) => {
    const say = perufr.createWords(payload, language);
    const read = (state) => Object.fromEntries(model.codes.flatMap((code) => {
      const one = model.readingOf(code, state);
      return one ? [[code, [one.became, one.value, one.single, say.reading(one)]]] : [];
    }));
    return [language, {
      signed: asked.signed.map(([value]) => [value, say.signed(value)]),
      shares: asked.shares.map(([value]) => [value, say.share(value)]),
      spans: asked.spans.map(([start, end]) => [start, end, say.span(start, end)]),
      years: asked.years.map(([start, end]) => [start, end, say.years(start, end)]),
      citations: asked.citations.map(([at]) => [at, say.citation(payload.events[at])]),
      readings: asked.readings.map(({ era, before }) => ({
        era, before, shown: read({ eraIndex: place(era), beforeIndex: place(before) }),
      })),
    }];
  }));
  const classes = given.classes.map(({ value }) => {
    const by = (of) => Object.fromEntries(
      ["light", "dark"].map((theme) => [theme, of(perufr.colour(value, scale, theme))]),
    );
    return {
      value,
      score: perufr.classOf(value, scale),
      change: perufr.classOf(value, scale.change),
      colours: by((colour) => colour),
      ink: by(perufr.inkOn),
      hatch: by(perufr.hatchOn),
    };
  });
  return { words, classes };
}"""


@pytest.fixture(scope="module")
def found(browser: Browser, exported: Path) -> dict[str, Any]:
    """What the exported page says."""
    page = browser.new_page()
    page.goto(exported.as_uri())
    answered: dict[str, Any] = page.evaluate(ASK, json.loads(said.FILE.read_text("utf-8")))
    page.close()
    return answered


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("what", ["signed", "shares", "spans", "years", "citations", "readings"])
def test_the_map_says_what_python_says(found: dict[str, Any], language: str, what: str) -> None:
    expected = json.loads(said.FILE.read_text("utf-8"))["words"][language][what]
    assert found["words"][language][what] == expected


def test_the_map_draws_what_python_draws(found: dict[str, Any]) -> None:
    assert found["classes"] == json.loads(said.FILE.read_text("utf-8"))["classes"]
