"""Write readings, numbers, citations and dates as Python does: the map's scripts must do the same.

``python tests/said.py`` writes again ``said.json``, and ``payload.json``, of which it is said: the
shipped study's payload as a file holds it, without coasts and without what no test asks for. And
``told.json``: what the views of a counterpart and of all statements are given, likewise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import TypeAlias, cast

import numpy as np
import pandas as pd

import perufr_map as pm
from perufr_map import borders
from perufr_map.characters import count_words, isolate
from perufr_map.exports.picture.signs import GLYPHS
from perufr_map.exports.styles import cite, cite_views
from perufr_map.shown.changes import list_changes, say_changes
from perufr_map.shown.compact import compact
from perufr_map.shown.described import describe
from perufr_map.shown.digits import write_number
from perufr_map.shown.overview import overview
from perufr_map.shown.reading import Reading, count_named, readings
from perufr_map.shown.regions import groups_told_of, homes, regions
from perufr_map.shown.request import Request
from perufr_map.shown.rings import join, points_of_arcs, polygons_of
from perufr_map.shown.scale import THEMES, Scale, Theme, ink_on
from perufr_map.shown.told import told
from perufr_map.shown.words import Words

FILE = Path(__file__).with_name("said.json")
PAYLOAD = Path(__file__).with_name("payload.json")
TOLD = Path(__file__).with_name("told.json")
NUMBERS = (0.0, -0.0, *(sign * each for each in (0.004, 0.03, 0.05, 2.25) for sign in (1, -1)))
OTHERS = (0.15, 0.25, -0.35, 0.005, 0.0049, 9.95, -10.0, 7.0, -1.0, 1.0)
DIFFERENCES = (0.3 - 0.25, 0.9 - 1.15, 0.305 - 0.3)  # just below .05, .25 and .005
STEPS = (0, 1, -1, 42, -42, 43, -43, 44, -45, 88, 5000, -5000, 300_000)
DAYS = (
    ("1985-07-28", "1990-07-28"),
    ("1992-04-05", "1993-01-01"),
    ("1992-04-05", "1992-04-10"),
    ("1992-04-05", "1992-04-06"),
    ("0825-08-06", "0836-11-01"),
)
TURNED = ("Peru", "¶ 3", "ישראל", "12 במרץ 2001", "وثائق، المجلد 4", "外交文件")
COUNTED = (
    "",
    "Peru – a study",
    "12,5 % ; l’ONU",
    "贸易增长12.5%。联合国",
    "カナ",
    "مع معاهدة 2001",
)
Json: TypeAlias = dict[str, object]


def text(study: pm.Study) -> str:
    """Return the text of ``said.json``: texts in every language, readings, classes, colours."""
    views = _readings(study)
    every = [one for shown in views.values() for one in shown.values()]
    return _lines(
        {
            "changed": {
                f"{era} {before}": {
                    became: [[one.counterpart, one.is_firm] for one in each]
                    for became, each in list_changes(study.scored(), era=era, before=before).items()
                }
                for era, before in permutations(study.eras["id"], 2)
            },
            "readings": {
                view: {code: [one.became, one.value, one.unsettled] for code, one in shown.items()}
                for view, shown in views.items()
            },
            **{f"words.{language}": _words(study, language, every) for language in study.languages},
            "overview": {
                section: [
                    [row.counterpart, row.swing, list(row.scores), list(row.turns.items())]
                    for row in rows
                ]
                for section, rows in overview(study.scored()).items()
            },
            "places": _places(study),
            "isolated": {each: isolate(each) for each in TURNED},
            "counted": {each: count_words(each) for each in COUNTED},
            "cited": _cited(cite_two_sources(study)),
            "views": _cite_views(study),
            "described": _described(study),
            "reach": {"": _reach(study)},
            "alone": _alone(study),
            "signs": dict(GLYPHS),
            "numbers": {str(value): write_number(value) for value in STEPS},
            "classes": {str(value): _classes(value) for value in (*NUMBERS, *OTHERS)},
        }
    )


def told_text(study: pm.Study) -> str:
    """Return the text of ``told.json``."""
    given = told(study.scored(), "en")
    given["messages"] = {}
    for theme in THEMES:
        given["looks"][theme] = ""
    for statement in given["statements"]:
        statement["narrative"] = statement["doubt"] = statement["place"] = ""
    for counterpart in given["counterparts"]:
        counterpart["course"] = ""
        for score in counterpart["scores"]:
            score["said"] = score["formula"] = ""
    return (
        json.dumps(given, ensure_ascii=False, separators=(",", ":")).replace("},{", "},\n{") + "\n"
    )


def payload_text(study: pm.Study) -> str:
    """Return the text of ``payload.json``."""
    payload = study.payload()
    for event in payload["events"]:
        event["headline"] = event["narrative"] = event["note"] = None
    objects = payload["topology"]["objects"]
    for shape in objects["states"]["geometries"]:
        shape["arcs"] = []
    known = {payload["focus"], *payload["counterparts"]}
    objects["states"]["geometries"] = [
        shape for shape in objects["states"]["geometries"] if shape["properties"]["code"] in known
    ]
    objects.pop("lines", None)
    payload["topology"]["arcs"] = []
    return _lines(compact(payload))


def _balanced(every: Iterable[Reading]) -> Reading:
    """Return a reading of zero, which no era of the shipped study may have."""
    one = next(each for each in every if each.became == "score" and each.now)
    assert one.now
    return replace(one, value=0.0, now=replace(one.now, score=0.0))


def _lines(value: Mapping[str, object]) -> str:
    """Return an object as JSON, with a line for each entry of its entries."""
    parts = [f"{_json(key)}:{_spread(part)}" for key, part in value.items()]
    return "{" + ",\n".join(parts) + "}\n"


def _spread(part: object) -> str:
    if not isinstance(part, dict):
        return _json(part)
    return "{\n" + ",\n".join(f" {_json(key)}:{_json(each)}" for key, each in part.items()) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _words(study: pm.Study, language: str, every: Iterable[Reading]) -> Json:
    words = Words(study, language)
    spans = [(a, b, date.fromisoformat(a), date.fromisoformat(b)) for a, b in DAYS]
    places = {event["section"]: number for number, event in enumerate(_events(study))}
    return {
        "signed": [[value, words.signed(value)] for value in (*NUMBERS, *OTHERS, *DIFFERENCES)],
        "ticks": [
            [value, words.tick(value)] for value in (-10, -3.8, -0.5, 0, 0.125, 0.25, 2, 2.1)
        ],
        "shares": [[value, words.share(value)] for value in (0.5, 0.25, 0.125, 0.4, 1.0)],
        "spans": [[a, b, words.span(start, end)] for a, b, start, end in spans],
        "years": [[a, b, words.years(start, end)] for a, b, start, end in spans],
        "began": [[a, b, words.began(start, end)] for a, b, start, end in spans],
        "deks": [_dek(study, words, *at) for at in enumerate(study.eras["id"])],
        "none_named": [
            [place, words.name(study.focus, era), words.dek(era, named=0, grouped=grouped)]
            for place, era in enumerate(study.eras["id"])
            for grouped in [bool(regions(study.scored(), era))]
        ],
        "changes": [
            [before, era, _say_changes(study, words, era, before)]
            for era, before in permutations(study.eras["id"], 2)
        ],
        "unnamed": [
            [words.name(state, era), told, words.unnamed(state, told, era, method=study.method)]
            for era in study.eras["id"]
            for state in homes(study.scored(), era=era)
            if (told := groups_told_of(study.scored(), era, state))
        ],
        "citations": [[n, words.citation(_events(study)[n])] for n in places.values()],
        "readings": sorted(
            {
                (one.became, one.value, one.score, one.before and one.before.score, said)
                for one in (*every, _balanced(every))
                for said in [words.reading(one)]
            },
            key=str,
        ),
    }


SECOND = {
    "id": "papers",
    "title": "Collected Papers, vol. IV",
    "author": "State Archive",
    "publisher": "Archive Press",
    "year": "1949–51",
    "locator": "cited by document",
    "licence": "CC0",
    "short": "Papers IV",
    "url": "https://example.org/papers?vol=4&part=1",
}
"""A source of another kind than the shipped one: without a year as a number, with an address."""


def cite_two_sources(study: pm.Study) -> pm.Study:
    """Return the study with a second source: other kinds of citations, and several of an event."""
    first, *_ = study.sources.to_dict("records")
    events = study.events.copy()
    events.loc[1, ["source", "section", "locator"]] = ["papers", "", "doc. 176"]
    events.loc[2, ["section", "locator"]] = ["Chapter 1", "pp. 123-125"]
    name = events["id"]
    rows = [(name[2], "papers", "", "fol. 12v"), (name[2], first["id"], "garcia", "¶ 4")]
    return replace(
        study,
        sources=pd.DataFrame([first, SECOND]),
        events=events,
        citations=pd.DataFrame(rows, columns=["event", "source", "section", "locator"]),
    )


def _cited(study: pm.Study) -> Json:
    """Return events of a study of two sources, and how they are cited."""
    payload = study.payload()
    parts = {"source", "section", "locator", "further"}
    events = [
        {key: value for key, value in event.items() if key in parts}
        for event in payload["events"][:3]
    ]
    words = {language: Words(study, language) for language in study.languages}
    every = study.events.head(len(events)).to_dict("records")
    return {
        "payload": {
            "languages": list(study.languages),
            "messages": {
                language: {"card.citation": each.messages["card.citation"]}
                for language, each in words.items()
            },
            "sources": payload["sources"],
            "sections": payload["sections"],
            "events": events,
        },
        "sources": [words["en"].source(event["source"]) for event in every],
        **{
            language: [[[cite.text, cite.url] for cite in said.cites(event)] for event in every]
            for language, said in words.items()
        },
    }


def _cite_views(study: pm.Study) -> Json:
    """Return citations of views, and the templates that a page makes the same of."""
    own = study.method
    other = replace(own, weights="cameo", min_confidence="high")
    views = [
        Request(era="garcia", language="en", method=own),
        Request(era="garcia", language="es", method=own),
        Request(era="velasco", language="es", method=own, before="garcia"),
        Request(era="velasco", language="en", method=other),
    ]
    templates = cite_views(study.show(views[0]))
    cited = []
    for view in views:
        shown = study.show(view)
        part, departures = shown.heading(view.era), shown.scored.departures
        plain = not departures and view.before is None
        headline = shown.words.headline(view.era) if plain else ""
        given = {
            "headline": headline or part,
            "name": part if headline else "",
            "departures": departures,
            "said": shown.words.method(departures),
        }
        texts = {style: cite(shown, style.lower(), view=True) for style in templates}
        cited.append({"language": view.language, "view": given, "texts": texts})
    return {"templates": templates, "cited": cited}


def _dek(study: pm.Study, words: Words, place: int, era: str) -> list[object]:
    scored, focus = study.scored(), study.focus
    named, grouped = count_named(scored, era), bool(regions(scored, era))
    return [place, words.name(focus, era), named, words.dek(era, named=named, grouped=grouped)]


def _say_changes(study: pm.Study, words: Words, era: str, before: str) -> str:
    changes = list_changes(study.scored(), era=era, before=before)
    return say_changes(words, changes, era=era, before=before)


def _events(study: pm.Study) -> list[dict[str, str]]:
    rows = study.events.to_dict("records")
    return [{str(key): cell for key, cell in row.items()} for row in rows]


def _readings(study: pm.Study) -> dict[str, dict[str, Reading]]:
    """Return the readings of every era, alone ("garcia") and compared ("garcia velasco")."""
    eras = [str(era) for era in study.eras["id"]]
    return {
        " ".join(filter(None, (era, before))): readings(study.scored(), era=era, before=before)
        for era in eras
        for before in (None, *eras)
    }


def _described(study: pm.Study) -> Json:
    """Return each era described, and each change since the era before, in every language."""
    eras = [str(era) for era in study.eras["id"]]
    outside = ["PRK", "JPN"]
    return {
        f"{language} {era} {before or ''}".strip(): describe(
            study.scored(), Words(study, language), era=era, before=before, outside=outside
        )
        for language in study.languages
        for era, earlier in zip(eras, [eras[-1], *eras], strict=False)
        for before in (None, earlier)
    }


def _alone(study: pm.Study) -> Json:
    """Return the scores and regions of each era, by categories alone ("aid velasco")."""
    found: Json = {}
    for category in sorted(study.event_types["category"].unique()):
        scored = study.scored(replace(study.method, category=category))
        for era in study.eras["id"]:
            scores = {
                code: [
                    *(score.score, score.low, score.high, score.cooperation, score.conflict),
                    *(score.basis, score.sign_probability, score.events),
                ]
                for code, score in scored.in_era(era).items()
            }
            found[f"{category} {era}"] = [scores, regions(scored, era)]
    return found


def _places(study: pm.Study) -> Json:
    """Return the middle of each state's land, in its last shape, that a counterpart stands for."""
    topology = cast("borders.Topology", study.payload()["topology"])
    arcs, known = points_of_arcs(topology), set(study.counterparts["id"])
    found: Json = {}
    for shape in topology["objects"]["states"]["geometries"]:
        rings = [join(polygon[0], arcs) for polygon in polygons_of(shape)]
        if shape["properties"]["code"] in known and rings:
            land = max(rings, key=lambda ring: float(np.prod(ring.max(axis=0) - ring.min(axis=0))))
            middle = (land.min(axis=0) + land.max(axis=0)) / 2
            found[shape["properties"]["code"]] = [round(float(each), 2) for each in middle]
    return found


def _reach(study: pm.Study) -> float:
    """Return how far the legend's ends reach."""
    strongest = float(study.scored().scores["score"].abs().max())
    return Scale.of("light").score_ramp.within_reach(strongest).ends[1]


def _classes(value: float) -> Json:
    """Return the class of a value as a score and as a change, and its colour, ink and hatch."""
    light = Scale.of("light")
    tint = light.score_ramp.tint_of(value)

    def tint_hatch(theme: Theme) -> str:
        ink = Scale.of(theme)
        return ink.hatch_on(ink.score_ramp.tints[tint], group=True)

    colours = {theme: Scale.of(theme).score_ramp.at(value) for theme in THEMES}
    return {
        "score": light.score_ramp.class_of(value),
        "tint": tint,
        "colours": colours,
        "ink": {theme: ink_on(colour) for theme, colour in colours.items()},
        "hatch": {theme: Scale.of(theme).hatch_on(colour) for theme, colour in colours.items()},
        "tint_hatch": {theme: tint_hatch(theme) for theme in THEMES},
    }


if __name__ == "__main__":
    FILE.write_text(text(pm.load()), "utf-8")
    PAYLOAD.write_text(payload_text(pm.load()), "utf-8")
    TOLD.write_text(told_text(pm.load()), "utf-8")
