"""Write small studies that nobody coded, as a test needs them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from perufr_map.study.layout import columns
from perufr_map.study.scaffold import fresh

LANGUAGES = ("en",)

Eras = Mapping[str, tuple[str, str, str]]
"""By the id: start, end and reference date."""


# Yugoslavia and the states that succeeded it: a study's focus and its eras.
ERAS_OF_SUCCESSORS = {
    "milosevic": ("1992-04-28", "2003-02-04", "1996-01-01"),
    "union": ("2003-02-04", "2006-06-05", "2004-10-01"),
    "alone": ("2006-06-05", "2012-01-01", "2009-01-01"),
}
SUCCESSORS = [
    {"code": "YUG", "end": "2003-02-04"},
    {"code": "SCG", "start": "2003-02-04", "end": "2006-06-05"},
    {"code": "SRB", "start": "2006-06-05"},
]


def write_made_up(
    folder: Path,
    *,
    eras: Eras,
    counterparts: Mapping[str, str],
    events: Iterable[tuple[str, str, str]],
    places: Iterable[Mapping[str, str]] = (),
    settings: Mapping[str, object],
    languages: tuple[str, ...] = LANGUAGES,
) -> Path:
    """Write a study, in English if not said otherwise, and return its folder.

    Parameters
    ----------
    folder
        Where to; made if need be.
    eras
        Its eras.
    counterparts
        Their kinds, by id.
    events
        Counterpart, type and date of each.
    places
        Rows of ``places.csv``; without any it has none, as in a new study.
    settings
        Choices of the descriptor; ``focus`` is needed.
    languages
        Codes of its languages; what it tells stands in English in each.
    """
    files = fresh(focus="FRA", title="A made-up study", languages=languages)
    descriptor = json.loads(files["datapackage.json"])
    descriptor["study"] |= {"marks": [], **settings}
    files["datapackage.json"] = json.dumps(descriptor)
    rows = {
        "eras": [
            {"id": name, "name_en": f"Era {name}", "summary_en": "What was.", "leader": "Nobody"}
            | dict(zip(("start", "end", "reference_date"), days, strict=True))
            for name, days in eras.items()
        ],
        "counterparts": [
            {"id": code, "kind": kind, "name_en": f"Made-up {code.title()}"}
            for code, kind in counterparts.items()
        ],
        "members": [],
        "events": [
            {
                "id": f"event-{number}",
                "counterpart": code,
                "event_type": act,
                "start": day,
                "date_text_en": day,
                "direction": "mutual",
                "headline_en": f"Statement {number}",
                "narrative_en": f"What statement {number} tells.",
                "source": "example-source",
                "locator": f"p. {number}",
                "confidence": "high",
            }
            for number, (code, act, day) in enumerate(events, start=1)
        ],
    }
    if places:
        rows["places"] = [dict(row) for row in places]
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    for table, cells in rows.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns(table, languages), lineterminator="\n")
            writer.writeheader()
            writer.writerows(_say_in(row, languages) for row in cells)
    return folder


def _say_in(row: Mapping[str, str], languages: Iterable[str]) -> dict[str, str]:
    """Return a row whose English texts stand in other languages."""
    said = {name: text for name, text in row.items() if not name.endswith("_en")}
    texts = {name.removesuffix("_en"): text for name, text in row.items() if name not in said}
    return said | {f"{stem}_{each}": text for each in languages for stem, text in texts.items()}
