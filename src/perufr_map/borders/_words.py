"""Put names of states into sentences of any catalogue, and write the note of a state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from perufr_map.borders._ledger import LANGUAGES, State, Text, state_on, states_by_id
from perufr_map.borders._names import name_in
from perufr_map.locales import base_language
from perufr_map.resources import messages, spoken


class Named(Protocol):
    """What has a name, with the article before it in running text."""

    @property
    def name(self) -> Text:
        """The name, by language."""

    @property
    def article(self) -> Text:
        """The article, by language."""


def say(key: str, language: str, **values: object) -> str:
    """Return a sentence of the catalogue on borders, its blanks filled in.

    What grows together in the language is written so: Spanish “de el” as “del”.
    """
    words = messages(spoken(language))
    text = words[f"borders.{key}"].format_map(values)
    for pair in filter(None, words["borders.contractions"].split("|")):
        apart, _, together = pair.partition("=")
        text = f" {text}".replace(f" {apart} ", f" {together} ")[1:]
    return text


def running_name(named: Named, language: str) -> str:
    """Return a name as used in a sentence: “the Soviet Union”."""
    article = named.article.get(base_language(language), "")
    return f"{article} {name_in(named.name, language)}".strip()


def join_names(parts: Sequence[str], language: str) -> str:
    """Return “a, b and c”."""
    *most, last = parts
    # In Spanish “e” before the sound of an i.
    is_i = last[:1] in "IÍií" and not last.startswith(("Hie", "hie", "Ie"))
    word = messages(spoken(language))["changes.and_i" if is_i else "changes.and"]
    return f"{', '.join(most)} {word} {last}" if most else last


def note(state: State, day: date, languages: Sequence[str] = LANGUAGES) -> Text | None:
    """Return the note to a state's name: on its status and predecessors; None if empty."""
    texts = {}
    for language in languages:
        remark = name_in(state.note, language) if state.note[LANGUAGES[0]] else ""
        parts = [_ownership(state, day, language), remark, _origin(state, language)]
        texts[language] = "; ".join(filter(None, parts))
    return texts if any(texts.values()) else None


def _ownership(state: State, day: date, language: str) -> str:
    owners = [owner for code in state.administrator if (owner := state_on(code, day))]
    names = [running_name(owner, language) for owner in owners]
    if state.status == "disputed":
        held = {"owners": join_names(names, language)} if names else {}
        return say("held" if names else "disputed", language, **held)
    if not names:
        return ""
    of = [say("of", language, name=name) for name in names]
    return say("dependent", language, owners=join_names(of, language))


def _origin(state: State, language: str) -> str:
    """Return a reference to the predecessor states: “see the Soviet Union until 1991”."""
    before = _predecessor_states(state) if state.status == "independent" else []
    parts = [
        say("until", language, name=name_in(row.name, language), year=row.end.year)
        for row in before
        if row.end
    ]
    return say("see", language, names=join_names(parts, language)) if parts else ""


def _predecessor_states(state: State) -> list[State]:
    """Return the independent states with other codes that had this state's land before.

    Of a state that was there before, only those that ended when it got their land.
    """
    by_id = states_by_id()
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
