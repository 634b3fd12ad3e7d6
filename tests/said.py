"""Write readings, numbers, citations and dates as Python does: a browser must do the same.

``python tests/said.py`` writes ``said.json`` again.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TypeAlias

import perufr_map as pm
from perufr_map.shown.reading import readings
from perufr_map.shown.scale import THEMES, Scale, hatch_on, ink_on
from perufr_map.shown.words import Words

FILE = Path(__file__).with_name("said.json")
NUMBERS = (0.0, -0.0, *(sign * each for each in (0.004, 0.03, 0.05, 2.25) for sign in (1, -1)))
OTHERS = (0.15, 0.25, -0.35, 0.005, 0.0049, 9.95, -10.0, 7.0, -1.0, 1.0)
DAYS = (
    ("1985-07-28", "1990-07-28"),
    ("1992-04-05", "1993-01-01"),
    ("1992-04-05", "1992-04-10"),
    ("1992-04-05", "1992-04-06"),
    ("0825-08-06", "0836-11-01"),
)
VIEWS = (("garcia", None), ("garcia", "velasco"), ("autogolpe", "fujimori"), ("morales", "morales"))
Json: TypeAlias = dict[str, object]


def collect(study: pm.Study) -> Json:
    """Return the texts in every language, and classes and colours."""
    return {
        "words": {language: _words(study, language) for language in study.languages},
        "classes": [_classes(value) for value in (*NUMBERS, *OTHERS)],
    }


def text(study: pm.Study) -> str:
    """Return the file's text."""
    return json.dumps(collect(study), ensure_ascii=False, indent=1) + "\n"


def _words(study: pm.Study, language: str) -> Json:
    words = Words(study, language)
    spans = [(a, b, date.fromisoformat(a), date.fromisoformat(b)) for a, b in DAYS]
    places = {event["section"]: number for number, event in enumerate(_events(study))}
    return {
        "signed": [[value, words.signed(value)] for value in (*NUMBERS, *OTHERS)],
        "shares": [[value, words.share(value)] for value in (0.5, 0.25, 0.4, 1.0)],
        "spans": [[a, b, words.span(start, end)] for a, b, start, end in spans],
        "years": [[a, b, words.years(start, end)] for a, b, start, end in spans],
        "citations": [[n, words.citation(_events(study)[n])] for n in places.values()],
        "readings": [
            {"era": era, "before": before, "shown": _readings(study, words, era, before)}
            for era, before in VIEWS
        ],
    }


def _events(study: pm.Study) -> list[dict[str, str]]:
    rows = study.events.to_dict("records")
    return [{str(key): cell for key, cell in row.items()} for row in rows]


def _readings(study: pm.Study, words: Words, era: str, before: str | None) -> Json:
    by_code = readings(study.scored(), era=era, before=before)
    return {
        code: [one.became, one.value, one.single, words.reading(one)]
        for code, one in by_code.items()
    }


def _classes(value: float) -> Json:
    """Return the class of a value as a score and as a change, and its colour, ink and hatch."""
    light = Scale.of("light")
    colours = {theme: Scale.of(theme).score_ramp.at(value) for theme in THEMES}
    return {
        "value": value,
        "score": light.score_ramp.class_of(value),
        "change": light.change_ramp.class_of(value),
        "colours": colours,
        "ink": {theme: ink_on(colour) for theme, colour in colours.items()},
        "hatch": {theme: hatch_on(colour) for theme, colour in colours.items()},
    }


if __name__ == "__main__":
    FILE.write_text(text(pm.load()), "utf-8")
