"""Name what a study is about as it stands in a sentence: “the Soviet Union”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perufr_map import borders
from perufr_map.locales import base_language
from perufr_map.shown.names import names_then, own_names

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables

# The first word of a Spanish name tells its gender and number, mostly.
_SPANISH = (("la", r"(a|ción|sión|unión|dad)"), ("las", "as"), ("los", "(os|es)"))
_ALONE = r"(san|santa|santo)\b"


def running_name(code: str, name: str, language: str) -> str:
    """Return the name of a state, or of a study's own place, with its article if it has one.

    Parameters
    ----------
    code
        Of the state or place.
    name
        Its name, in a language.
    language
        Code of that language.
    """
    known = [state for state in borders.states() if state.code == code]
    named = (state for state in known if borders.name_in(state.name, language) == name)
    base = base_language(language)
    found = next((state.article.get(base, "") for state in named), None)
    article = found if known else _article_of(name, base)
    return f"{article or ''} {name}".strip()


def _article_of(name: str, language: str) -> str:
    """Return the article of a place that no ledger knows: “the” Free Territory *of* Trieste."""
    first = name.partition(" ")[0].lower()
    if re.match(_ALONE, name.lower()):
        return ""
    if language == "en":
        return "the" if " of " in name and first != "the" else ""
    if language == "es" and re.search(r" (de|del|de la|de los|de las) ", name):
        if first in {"el", "la", "los", "las"}:
            return ""
        return next((word for word, ends in _SPANISH if re.search(f"{ends}$", first)), "el")
    return ""


def running_names(study: StudyTables, era: str) -> borders.Text | None:
    """Return what an era is about as it stands in a sentence, in each language of the study.

    Parameters
    ----------
    study
        The study.
    era
        Id of the era.

    Returns
    -------
    dict, optional
        None where no language has an article: it is the name.
    """
    code, day = study.focus_in(era), study.border_days[era]
    own = own_names(study).get(code, {})
    places = study.places_in(era)
    rows = places[places["id"] == code].to_dict("records")
    known = [state for state in borders.states() if state.code == code]
    state = (borders.state_on(code, day) if day else None) or (known[-1] if known else None)
    if rows:
        name = study.text(rows[0], "name") or {}
        plain = {each: borders.name_in(name, each) for each in study.languages}
    elif state:
        plain = names_then(study, own=own, then=state.name, latest=known[-1].name)
    else:
        return None
    found = {each: running_name(code, text, each) for each, text in plain.items()}
    return found if found != plain else None


def contract(text: str) -> str:
    """Return a Spanish text with its articles drawn together: “del Reino Unido”."""
    return re.sub(r"\b([dD])e el ", r"\1el ", text)
