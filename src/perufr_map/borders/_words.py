"""Put names of states into English and Spanish sentences, and write the note of a state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from perufr_map.borders._ledger import State, Text, state_on, states

LANGUAGES = ("en", "es")


class Named(Protocol):
    """What has a name, with the article before it in running text."""

    @property
    def name(self) -> Text:
        """The name, by language."""

    @property
    def article(self) -> Text:
        """The article, by language."""


def running_name(state: Named, language: str) -> str:
    """Return a state's name as used in a sentence: “the Soviet Union”."""
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
    """Return the note to a state's name: on its status and predecessors; None if empty."""
    parts = [part for part in (_ownership(state, day), state.note, _origin(state)) if part]
    texts = {lang: "; ".join(part[lang] for part in parts if part[lang]) for lang in LANGUAGES}
    return texts if any(texts.values()) else None


def _ownership(state: State, day: date) -> Text | None:
    owners = [owner for code in state.administrator if (owner := state_on(code, day))]
    if not owners:
        return {"en": "disputed", "es": "en disputa"} if state.status == "disputed" else None
    en = join_names([running_name(owner, "en") for owner in owners], "en")
    if state.status == "disputed":
        es = join_names([running_name(owner, "es") for owner in owners], "es")
        return {"en": f"disputed; held by {en}", "es": f"en disputa; en poder de {es}"}
    es = join_names([after_de(owner) for owner in owners], "es")
    return {"en": f"dependent territory of {en}", "es": f"territorio dependiente {es}"}


def _origin(state: State) -> Text | None:
    """Return a reference to the predecessor states: “see the Soviet Union until 1991”."""
    if state.status != "independent":
        return None
    before = _predecessor_states(state)
    if not before:
        return None
    texts = {}
    for language, see, until in (("en", "see", "until"), ("es", "véase", "hasta")):
        parts = [f"{row.name[language]} {until} {row.end.year}" for row in before if row.end]
        texts[language] = f"{see} {join_names(parts, language)}"
    return texts


def _predecessor_states(state: State) -> list[State]:
    """Return the independent states with other codes that had this state's land before.

    Of a state that was there before, only those that ended when it got their land.
    """
    by_id = {row.id: row for row in states()}
    before = [by_id[name] for name in state.predecessor]
    stayed = any(row.code == state.code for row in before)
    predecessors: list[State] = []
    for row in before:
        if row.code == state.code:
            predecessors += _predecessor_states(row)
        elif row.status == "independent":
            lives_on = any(by_id[name].code == row.code for name in row.successor)
            predecessors += [] if stayed and lives_on else [row]
    return predecessors
