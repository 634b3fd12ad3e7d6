"""Say in a notebook what a study holds: its eras, with what is told in each."""

from __future__ import annotations

from jinja2 import Environment

from perufr_map.resources import package_text
from perufr_map.scoring.scored import Scored
from perufr_map.shown.words import Words


def study_card(scored: Scored, *, language: str) -> str:
    """Return a piece of HTML: title, eras, credit; texts of the study are escaped.

    Parameters
    ----------
    scored
        The study, scored.
    language
        One of its languages.
    """
    study = scored.study
    words = Words(study, language)
    rows = [
        {
            "name": words.era(era["id"]),
            "id": era["id"],
            "years": words.years(era["start"], era["end"]),
            "headline": words.headline(era["id"]),
            "statements": words.unsigned(len(scored.events_of_era(era["id"]))),
            "counterparts": words.unsigned(len(scored.in_era(era["id"]))),
        }
        for _, era in study.eras.iterrows()
    ]
    heads = [words.say(key) for key in ("page.era", "table.events", "site.counterparts")]
    page = Environment(autoescape=True, trim_blocks=True).from_string(
        package_text("exports/notebook.html")
    )
    return page.render(
        title=words.title, heads=heads, rows=rows, credit=words.colophon, direction=words.direction
    )
