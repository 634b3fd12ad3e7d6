"""Choose what a state is called in an era: as the study calls it, or as it was called then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perufr_map import borders

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables


def own_names(study: StudyTables) -> dict[str, borders.Text]:
    """Return the names that a study has for its counterparts, by language, by their ids.

    A state that it is about and has no name for has its latest one: in a language that does not
    know what it was called once, that stands for the whole study.
    """
    rows = study.counterparts.to_dict("records")
    found = {row["id"]: study.text(row, "name") or {} for row in rows}
    latest = {state.code: state.name for state in borders.states()}
    for code in study.foci:
        if code not in found and code in latest:
            found[code] = borders.names_in(latest[code], study.languages)
    return found


def name_then(language: str, *, own: str, then: borders.Text, latest: borders.Text) -> str:
    """Return what a state is called in an era.

    A study that calls it by its name of today has it called as it was then. A name of the study's
    own choice stands, and so does any where nobody knows the former name in the language.

    Parameters
    ----------
    language
        Code of the language.
    own
        The study's name in that language; empty if it has none.
    then, latest
        The ledger's names of the era, and of today.
    """
    last = borders.name_in(latest, language)
    if then == latest:
        return own or last
    if own and own != last:
        return own
    former = borders.find_name(then, language)
    return former or own or borders.name_in(then, language)


def names_then(
    study: StudyTables, *, own: borders.Text, then: borders.Text, latest: borders.Text
) -> borders.Text:
    """Return what a state is called in an era, in each language of a study; see `name_then`."""
    return {
        each: name_then(each, own=own.get(each, ""), then=then, latest=latest)
        for each in study.languages
    }
