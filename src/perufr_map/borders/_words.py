"""Put names of states into English and Spanish sentences, and write the note of a state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from perufr_map.borders._ledger import State, Text, state_on, states

LANGUAGES = ("en", "es")


def running_name(state: State, language: str) -> str:
    """Return the name as it stands in running text: “the Soviet Union”."""
    return f"{state.article[language]} {state.name[language]}".strip()


def after_de(state: State) -> str:
    """Return the name after the Spanish “de”: “de la Unión Soviética”, “del Reino Unido”."""
    return (
        "de " + running_name(state, "es")
        if state.article["es"] != "el"
        else "del " + state.name["es"]
    )


def after_a(state: State) -> str:
    """Return the name after the Spanish “a”: “a Egipto”, “al Reino Unido”."""
    return (
        "a " + running_name(state, "es")
        if state.article["es"] != "el"
        else "al " + state.name["es"]
    )


def join_names(parts: Sequence[str], language: str) -> str:
    """Return “a, b and c”."""
    *most, last = parts
    word = {"en": "and", "es": "y"}[language]
    if language == "es" and last[:1] in "IÍií" and not last.startswith(("Hie", "hie", "Ie")):
        word = "e"
    return f"{', '.join(most)} {word} {last}" if most else last


def note(state: State, day: date) -> Text | None:
    """Return the note that stands beside the name of a state, None when there is none."""
    parts = [part for part in (_ownership(state, day), state.note, _origin(state)) if part]
    said = {lang: "; ".join(part[lang] for part in parts if part[lang]) for lang in LANGUAGES}
    return said if any(said.values()) else None


def _ownership(state: State, day: date) -> Text | None:
    owners = [owner for code in state.owner if (owner := state_on(code, day))]
    if not owners:
        return {"en": "disputed", "es": "en disputa"} if state.status == "disputed" else None
    en = join_names([running_name(owner, "en") for owner in owners], "en")
    if state.status == "disputed":
        es = join_names([running_name(owner, "es") for owner in owners], "es")
        return {"en": f"disputed; held by {en}", "es": f"en disputa; en poder de {es}"}
    es = join_names([after_de(owner) for owner in owners], "es")
    return {"en": f"dependent territory of {en}", "es": f"territorio dependiente {es}"}


def _origin(state: State) -> Text | None:
    """Return which predecessor states to look up for the time before."""
    if state.status != "independent":
        return None
    before = _predecessor_states(state)
    if not before:
        return None
    said = {}
    for language, see, until in (("en", "see", "until"), ("es", "véase", "hasta")):
        parts = [f"{row.name[language]} {until} {row.end.year}" for row in before if row.end]
        said[language] = f"{see} {join_names(parts, language)}"
    return said


def _predecessor_states(state: State) -> list[State]:
    """Return the independent states under other codes that had this one's land before."""
    by_id = {row.id: row for row in states()}
    found: list[State] = []
    for row in (by_id[name] for name in state.predecessor):
        if row.code == state.code:
            found += _predecessor_states(row)
        elif row.status == "independent":
            found.append(row)
    return found
