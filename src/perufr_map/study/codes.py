"""Search the codes of states, territories and groups by code, name or number, in any language."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from perufr_map import borders
from perufr_map.problems import ChoiceError
from perufr_map.resources import languages
from perufr_map.similar import fold, initials, suggest

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables

_SHORTEST = 4  # letters of a word that is looked for within a name, too


@dataclass(frozen=True, slots=True)
class Code:
    """A code, for as long as what it stands for kept its name and kind.

    Attributes
    ----------
    code
        The id to write in a study's tables.
    kind
        The kind of a state or territory in the ledger (``state``, ``colony`` …), or that of a
        counterpart that is none: ``group``, ``organisation`` …
    name
        Its name.
    start, end
        The half-open period; None where it began before the ledger does, or still lasts.
    gw_code, cow_code
        Its numbers on Gleditsch and Ward's list and the Correlates of War list.
    found
        The name by which it was found, where that is another one.
    """

    code: str
    kind: str
    name: str
    start: date | None = None
    end: date | None = None
    gw_code: int | None = None
    cow_code: int | None = None
    found: str = ""


def find_codes(word: str = "", *, study: StudyTables, language: str = "en") -> list[Code]:
    """List the codes that a word may mean.

    Parameters
    ----------
    word
        A code, a name or a part of one in any language, or a number of Gleditsch and Ward or of
        the Correlates of War; accents and capitals count for nothing. Default: all.
    study
        Its places, groups, organisations and other counterparts that are no states are searched,
        too.
    language
        Language of the names.

    Raises
    ------
    ChoiceError
        If nothing is found; names what is similar.
    """
    rows = [*_states(language), *_places(study, language), *_counterparts(study, language)]
    typed = fold(word)
    if not typed:
        return [row for row, _ in rows]
    found = [match for row, names in rows if (match := _match(typed, row, names))]
    if not found:
        elsewhere = borders.names_everywhere()
        found = [
            match
            for row, names in rows
            for name in names[:1]
            if (match := _match(typed, row, elsewhere.get(name, ())))
        ]
    if found:
        exact = [row for row in found if typed in _keys(row)]
        return [*exact, *(row for row in found if row not in exact)]
    names = ((row.code, name) for row, each in rows for name in each)
    shown = {row.code: row.name for row, _ in rows}
    hint = suggest(word, names, shown, called_too=borders.CALLED_TOO)
    remedy = f"did you mean {hint}?" if hint else "try a part of its name."
    own = "What the map lacks may be a place of the study’s own: a row of places.csv"
    raise ChoiceError(f"no code or name is like “{word}”; {remedy} {own}")


def suggest_state(text: str) -> str:
    """Return the states whose code or name is like a text: see `perufr_map.similar.suggest`."""
    names = ((state.code, name) for state in borders.states() for name in state.name.values())
    shown = {state.code: state.name["en"] for state in borders.states()}
    return suggest(text, names, shown, called_too=borders.CALLED_TOO)


def _states(language: str) -> Iterator[tuple[Code, tuple[str, ...]]]:
    """Yield states and territories, each with its names: first the English one."""
    rows: list[tuple[Code, tuple[str, ...]]] = []
    for state in sorted(borders.states(), key=lambda one: (one.code, one.start or date.min)):
        code = Code(
            code=state.code,
            kind=state.kind,
            name=borders.name_in(state.name, language),
            start=state.start,
            end=state.end,
            gw_code=state.gw_code,
            cow_code=state.cow_code,
        )
        before = rows[-1][0] if rows else code
        if rows and replace(before, end=code.end) == replace(code, start=before.start):
            rows[-1] = replace(before, end=code.end), rows[-1][1]
        else:
            spoken = dict.fromkeys(("en", *languages(), language))
            rows.append((code, tuple(borders.name_in(state.name, each) for each in spoken)))
    yield from rows


def _places(study: StudyTables, language: str) -> Iterator[tuple[Code, tuple[str, ...]]]:
    """Yield the study's own places, each with its names and for as long as it stands."""
    table = study.places.astype(object)
    for row in table.where(table.notna(), None).to_dict("records"):
        start, end = (row[day] and row[day].date() for day in ("start", "end"))
        name, names = _names(study, row, language)
        yield Code(row["id"], row["kind"], name, start, end), names


def _counterparts(study: StudyTables, language: str) -> Iterator[tuple[Code, tuple[str, ...]]]:
    """Yield what a study has besides states and places, each with its names."""
    places = set(study.places["id"])
    for row in study.counterparts.to_dict("records"):
        if row["kind"] != "state" and row["id"] not in places:
            name, names = _names(study, row, language)
            yield Code(row["id"], row["kind"], name), names


def _names(
    study: StudyTables, row: Mapping[Hashable, Any], language: str
) -> tuple[str, tuple[str, ...]]:
    """Return the name in a language that the study has, and those in all of them."""
    shown = language if language in study.languages else study.languages[0]
    return str(row[f"name_{shown}"]), tuple(str(row[f"name_{each}"]) for each in study.languages)


def _match(typed: str, row: Code, names: Iterable[str]) -> Code | None:
    """Return a row that a word may mean, with the name by which it was found."""
    if typed in _keys(row):
        return row
    for name in dict.fromkeys((row.name, *names)):
        words, short = _words(name)
        within = typed in words if len(typed) >= _SHORTEST else typed == short
        if within or f" {typed}" in words:
            return row if name == row.name else replace(row, found=name)
    return None


@cache
def _words(name: str) -> tuple[str, str]:
    """Return a name to be searched, and its initials."""
    return f" {fold(name)}", initials(name)


def _keys(row: Code) -> set[str]:
    return {fold(row.code), str(row.gw_code or ""), str(row.cow_code or "")}
