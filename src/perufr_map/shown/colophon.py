"""Name a study's sources, coders and licence; the map need not load Babel for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from perufr_map.characters import isolate
from perufr_map.resources import all_spoken, messages, spoken
from perufr_map.shown.cites import imprint
from perufr_map.shown.credit import Credit

if TYPE_CHECKING:
    from perufr_map.shown.words import Words
    from perufr_map.study.tables import StudyTables

LONGEST = 1_000
"""Most characters of the sources, and of the coders, that a line names; then it ends with “…”.

A picture measures each word of the line: 5,000 sources took it two minutes.
"""


def colophon(study: StudyTables, language: str, eras: Collection[str] = ()) -> str:
    """Return the line in a language, with the years of the borders of the eras whose maps it has.

    Without eras it is for what may show several.
    """
    borders = say_borders(study, language, eras)
    return _line(study, language, name_sources(study), borders)


def say_borders(study: StudyTables, language: str, eras: Collection[str]) -> str:
    """Return of which years the borders of some eras' maps are; those not of the era say so."""
    words = messages(spoken(language))
    years: dict[str, dict[str, None]] = {}
    for era in eras:
        key = f"source.borders{ending_of(study, era)}"
        year = f"{study.era(era)['reference_date'].year:04}"
        years.setdefault(key, {})[year] = None
    said = [words[key].format(year=", ".join(each)) for key, each in years.items()]
    return "; ".join(said) or words["colophon.borders"]


def say_days(words: Words) -> str:
    """Return a sentence on the day whose borders each era is drawn with."""
    study = words.study
    days = [
        words.say("page.borders.day", era=isolate(words.short(study.era(era))), day=words.day(day))
        for era, day in study.border_days.items()
        if day is not None
    ]
    return words.say("page.borders.days", days="; ".join(days)) if days else words.say("map.none")


def note_borders(study: StudyTables, era: str) -> dict[str, str] | None:
    """Return what is to be known of the borders of an era that are not its own.

    It is by the interface's language.
    """
    ending = ending_of(study, era)
    if not ending:
        return None
    told_in = all_spoken(study.languages)
    return {each: messages(each)[f"borders.note{ending}"] for each in told_in}


def ending_of(study: StudyTables, era: str) -> str:
    """Return with what a message ends on the borders of an era: nothing where they are its own."""
    day = study.border_days[era]
    if day is None:
        return ".none"
    return "" if day == study.era(era)["reference_date"].date() else ".earliest"


def colophon_to_fill(study: StudyTables, language: str) -> str:
    """Return the line without publishers, which stands under a map of one era.

    Its ``{borders}`` is for the map to fill: their year follows the era.
    """
    rows = study.sources.to_dict("records")
    sources = _list("; ", (f"{isolate(row['title'])} ({row['year']})" for row in rows))
    return _line(study, language, sources, "{borders}")


def _line(study: StudyTables, language: str, sources: str, borders: str) -> str:
    words = messages(spoken(language))
    coders = name_coders(study, language)
    return say_draft(study, language) + words["colophon"].format(
        sources=sources,
        coding=words["colophon.coded_by" if coders else "colophon.coding"].format(coders=coders),
        licence=name_licence(study),
        borders=borders,
    )


def say_draft(study: StudyTables, language: str) -> str:
    """Return that a study is a draft, and what it lacks, with a blank; nothing if it is whole."""
    if study.draft is None:
        return ""
    told = messages(spoken(language))["colophon.draft"].format(
        problems=len(study.draft.errors), rows=study.draft.left_out
    )
    return f"{told} "


def name_sources(study: StudyTables) -> str:
    """Return the title of each source, with publisher and year; of very many the first."""
    rows = study.sources.to_dict("records")
    return _list("; ", (f"{isolate(row['title'])} ({imprint(row)})" for row in rows))


def name_coders(study: StudyTables, language: str) -> str:
    """Return who coded the study, as it stands inside a sentence; nothing if it does not say."""
    authors = Credit(study.descriptor, language).authors
    return _list(", ", (isolate(in_sentence(each.name, language)) for each in authors))


def _list(between: str, names: Iterable[str]) -> str:
    """Join names, as many as have room in a line."""
    told = between.join(names)
    if len(told) <= LONGEST:
        return told
    whole, found, _ = told[:LONGEST].rpartition(between)
    return f"{whole}{between}…" if found else f"{told[:LONGEST]}…"


def in_sentence(name: str, language: str) -> str:
    """Return a name as it stands inside a sentence: its article, if it begins with one, is small.

    Only the name of a group has one: “the perufr-map contributors”.
    """
    article = name.partition(" ")[0]
    return name[0].lower() + name[1:] if article in _articles(language) else name


def _articles(language: str) -> list[str]:
    return messages(spoken(language))["articles"].split()


def name_licence(study: StudyTables) -> str:
    """Return the study's licences as a reader knows them: “CC BY-SA 4.0” for ``CC-BY-SA-4.0``."""
    return Credit(study.descriptor, "").licence
