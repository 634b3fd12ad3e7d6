"""Say in English and Spanish what a state was, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from perufr_map.borders._ledger import State, Text, state_on, states

LANGUAGES = ("en", "es")


def named(state: State, language: str) -> str:
    """Return the name as it stands in running text: “the Soviet Union”."""
    return f"{state.article[language]} {state.name[language]}".strip()


def of(state: State) -> str:
    """Return the name after the Spanish “de”: “de la Unión Soviética”, “del Reino Unido”."""
    return "de " + named(state, "es") if state.article["es"] != "el" else "del " + state.name["es"]


def to(state: State) -> str:
    """Return the name after the Spanish “a”: “a Egipto”, “al Reino Unido”."""
    return "a " + named(state, "es") if state.article["es"] != "el" else "al " + state.name["es"]


def listed(parts: Sequence[str], language: str) -> str:
    """Return “a, b and c”."""
    *most, last = parts
    word = {"en": "and", "es": "y"}[language]
    if language == "es" and last[:1] in "IÍií" and not last.startswith(("Hie", "hie", "Ie")):
        word = "e"
    return f"{', '.join(most)} {word} {last}" if most else last


def note(state: State, day: date) -> Text | None:
    """Return what to say of a state beside its name, None when there is nothing."""
    parts = [part for part in (_ownership(state, day), state.note, _origin(state)) if part]
    said = {lang: "; ".join(part[lang] for part in parts if part[lang]) for lang in LANGUAGES}
    return said if any(said.values()) else None


def _ownership(state: State, day: date) -> Text | None:
    owners = [owner for code in state.owner if (owner := state_on(code, day))]
    if not owners:
        return {"en": "disputed", "es": "en disputa"} if state.status == "disputed" else None
    en = listed([named(owner, "en") for owner in owners], "en")
    if state.status == "disputed":
        es = listed([named(owner, "es") for owner in owners], "es")
        return {"en": f"disputed; held by {en}", "es": f"en disputa; en poder de {es}"}
    es = listed([of(owner) for owner in owners], "es")
    return {"en": f"dependent territory of {en}", "es": f"territorio dependiente {es}"}


def _origin(state: State) -> Text | None:
    """Return where to look for the time before a state that succeeded another."""
    if state.status != "independent":
        return None
    before = _elders(state)
    if not before:
        return None
    said = {}
    for language, see, until in (("en", "see", "until"), ("es", "véase", "hasta")):
        parts = [
            f"{elder.name[language]} {until} {elder.end.year}" for elder in before if elder.end
        ]
        said[language] = f"{see} {listed(parts, language)}"
    return said


def _elders(state: State) -> list[State]:
    """Return the independent states under other codes that had this one's land before."""
    by_id = {row.id: row for row in states()}
    elders: list[State] = []
    for row in (by_id[elder] for elder in state.predecessor):
        if row.code == state.code:
            elders += _elders(row)
        elif row.status == "independent":
            elders.append(row)
    return elders
