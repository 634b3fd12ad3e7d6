"""Put a new study into other languages than those of the template.

The example rows are the catalogues'. The codebook is the template's: a folder of it, such as
``fr``, has the texts of another language by table; without one they stand in English.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from perufr_map import borders
from perufr_map.locales import base_language, broader, name_in_english
from perufr_map.resources import languages as catalogues
from perufr_map.resources import messages
from perufr_map.study.layout import DESCRIPTOR, SHIPPED, columns, language_of, layout, stems

_TEMPLATE = Path(__file__).with_name("template")

Texts = Mapping[str, str]
"""What stands in each language of the template."""


def translate(
    files: Mapping[str, str], languages: Sequence[str], *, titles: Texts
) -> dict[str, str]:
    """Return the files of a new study in certain languages.

    A text of the template stands in a language as the template or its catalogue has it, under
    ``new.``, else in English. A state has its name. What has no language of its own, such as the
    title of a source, stands in the first.

    Parameters
    ----------
    files
        The text of each file by its name, in the languages of the template.
    languages
        Codes of known languages, the study's first one first.
    titles
        The study's title in each of them.
    """
    return {
        name: _translate_descriptor(text, languages, titles)
        if name == DESCRIPTOR
        else _translate_table(name.removesuffix(".csv"), text, languages)
        for name, text in files.items()
    }


def say_untranslated(languages: Sequence[str]) -> str:
    """Return a sentence on the languages that a new study has only columns in; or nothing."""
    missing = [code for code in languages if not _spoken_in(code)]
    if not missing:
        return ""
    named = " and ".join(f"{name_in_english(code)} ({code})" for code in missing)
    columns_of = " and ".join(f"name_{code}" for code in missing)
    return (
        f"There is no translation into {named} yet: columns like {columns_of} are there, but "
        "example rows and the codebook stand in English there, for you to translate; the words "
        "around the map are the reader's English, Spanish or French"
    )


def _translate_descriptor(text: str, languages: Sequence[str], titles: Texts) -> str:
    descriptor = json.loads(text)
    descriptor |= {"title": titles[languages[0]], "languages": list(languages)}
    first = _of_catalogue(languages[0])
    descriptor["description"] = first.get(descriptor["description"], descriptor["description"])
    for named in (*descriptor["sources"], *descriptor["contributors"]):
        named["title"] = first.get(named["title"], named["title"])
    study = descriptor["study"]
    for language in SHIPPED:
        del study[f"title_{language}"]
    study |= {f"title_{language}": titles[language] for language in languages}
    for mark in study["marks"]:
        mark["name"] = {code: _say(mark["name"], code) for code in languages}
    study["sections"] = {
        name: {code: _say(title, code) for code in languages}
        for name, title in study["sections"].items()
    }
    for resource in descriptor["resources"]:
        table = resource["path"].removesuffix(".csv")
        resource["schema"]["fields"] = list(layout(table, tuple(languages)).fields)
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _translate_table(table: str, text: str, languages: Sequence[str]) -> str:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    there = set(rows[0])
    texts = [stem for stem in stems(table) if f"{stem}_{SHIPPED[0]}" in there]
    kept = [name for name in rows[0] if language_of(table, name) is None]
    first = _of_catalogue(languages[0])
    own = {code: _of_template(code, table) for code in languages}
    spoken = [f"{stem}_{code}" for stem in texts for code in languages]
    table_of = io.StringIO(newline="")
    order = [name for name in columns(table, tuple(languages)) if name in {*kept, *spoken}]
    writer = csv.DictWriter(table_of, order, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        known = {stem: {code: row[f"{stem}_{code}"] for code in SHIPPED} for stem in texts}
        for code, rows_of in own.items():
            for stem in texts:
                if said_there := rows_of.get(row[kept[0]], {}).get(f"{stem}_{code}"):
                    known[stem][code] = said_there
        said = {f"{stem}_{code}": _say(known[stem], code) for stem in texts for code in languages}
        if row.get("kind") == "state":
            said |= {f"name_{code}": borders.name_in(known["name"], code) for code in languages}
        writer.writerow({name: first.get(row[name], row[name]) for name in kept} | said)
    return table_of.getvalue()


def _say(texts: Texts, language: str) -> str:
    """Return a text of the template in a language."""
    for code in broader(language):
        if code in texts:
            return texts[code]
    english = texts[SHIPPED[0]]
    return _of_catalogue(language).get(english, english)


@lru_cache
def read_english(table: str, stem: str) -> tuple[str, ...]:
    """Return the texts that the template has of a table in English, in one column."""
    with (_TEMPLATE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row[f"{stem}_{SHIPPED[0]}"] for row in csv.DictReader(file))


@lru_cache
def _of_template(language: str, table: str) -> Mapping[str, Texts]:
    """Return the texts that the template has of a table in another language, by their row's id."""
    base = base_language(language)
    path = _TEMPLATE / base / f"{table}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = {next(iter(row.values())): row for row in csv.DictReader(file)}
    return {
        code: {name.replace(f"_{base}", f"_{language}"): text for name, text in row.items()}
        for code, row in rows.items()
    }


def _spoken_in(language: str) -> str:
    """Return the catalogue of a language, or of the one that it is a kind of; empty if none."""
    return next((code for code in broader(language) if code in catalogues()), "")


def _of_catalogue(language: str) -> dict[str, str]:
    """Return what a catalogue has of the template's texts, by the English one."""
    catalogue = _spoken_in(language)
    if not catalogue:
        return {}
    words, english = messages(catalogue), messages(SHIPPED[0])
    return {english[key]: words[key] for key in english if key.startswith("new.")}
