"""Make a catalogue whose every word bears a mark, and find words that bear none.

What a reader sees comes from a catalogue, from the study, from CLDR, or is a name: any other
word is written into the program.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

from babel import Locale

from perufr_map import resources
from perufr_map.study import doubts
from perufr_map.study.layout import language_of

MARK = "º"
MADE_UP = "eo"  # Esperanto, of which CLDR has names, numbers and dates

_WORD = re.compile(r"\{\w+\}|(?<![\w{])[^\W\d_]\w*")
_BARE = re.compile(rf"(?<![{MARK}\w])[A-Za-z]{{3,}}")
_LONG = 60  # characters of a headline
_PLAIN = ("borders.contractions", "borders.names", "articles")


def mark(text: str) -> str:
    """Return a text with a mark before each word; blanks to be filled stay as they are."""
    return _WORD.sub(lambda word: word[0] if word[0][0] == "{" else MARK + word[0], text)


def write_catalogue(package: Path) -> None:
    """Write a folder like the package's own, whose catalogues are English and the made-up one."""
    package.mkdir()
    for each in Path(resources.__file__).parent.iterdir():
        if each.name != "messages":
            (package / each.name).symlink_to(each)
    english: dict[str, str] = json.loads(resources.package_text("messages/en.json"))
    marked = {key: text if key in _PLAIN else mark(text) for key, text in english.items()}
    (package / "messages").mkdir()
    for language, words in {"en": english, MADE_UP: marked}.items():
        path = package / "messages" / f"{language}.json"
        path.write_text(json.dumps(words, ensure_ascii=False), "utf-8")


def forget_catalogues() -> None:
    """Let the catalogues, and what is kept of them, be read anew."""
    for kept in (resources.languages, resources.messages, doubts._examples, doubts._marks):
        kept.cache_clear()


def mark_study(folder: Path) -> Path:
    """Mark each word of a study's texts, whatever has been marked before."""
    for path in folder.glob("*.csv"):
        table = path.stem
        read = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        rows = list(read)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, read.fieldnames or (), lineterminator="\n")
            writer.writeheader()
            for row in rows:
                said = {name: _mark_anew(row[name]) for name in row if language_of(table, name)}
                said |= {name: text[:_LONG] for name, text in said.items() if "headline" in name}
                writer.writerow(row | said)
    return folder


def _mark_anew(text: str) -> str:
    return mark(text.replace(MARK, ""))


def known_words(extra: Iterable[str] = ()) -> frozenset[str]:
    """Return the words of CLDR in the made-up language: of states, months, languages."""
    locale = Locale.parse(MADE_UP)
    texts: list[str] = [*locale.territories.values(), *locale.languages.values(), *extra]
    for months in (locale.months, locale.days):
        texts += [name for width in months["format"].values() for name in width.values()]
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z]+", str(text)))


def bare_words(text: str, known: Iterable[str] = ()) -> list[str]:
    """Return the words of a text that bear no mark and are not known, sorted."""
    return sorted(set(_BARE.findall(text)) - set(known))
