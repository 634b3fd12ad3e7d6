"""Tell the people from the institutions among the makers of a source, who stand in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROLE = r"(?:eds?|comps?|hrsg|dirs?|coords?)\."
_EDITORS = re.compile(rf"\s*(?:\({_ROLE}\)|, {_ROLE})\s*$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&|y|e|et|und)\s+")
_PARTICLES = {
    *("al", "bin", "d'", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du"),
    *("el", "ibn", "la", "las", "le", "los", "ten", "ter", "van", "von", "y", "zu"),
}
_COMMAS = str.maketrans("،，、؛；", ",,,;;")  # noqa: RUF001
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
_INSTITUTION = re.compile(
    r"\b(?:acad[eé]m|agenc|amt|archiv|associa|asocia|ban[ckq]|biblio|bundes|bureau|cent(?:er|re|ro)"
    r"|comisi|comit|commi[st]|congr[eè]s|consej|conseil|council|depart|d[eé]parte|divisi|embass"
    r"|fo?undaci|foundation|gesellschaft|gobierno|gou?vern|instit|internation|librar|minist|museu"
    r"|nacion|nations?\b|office|organi[sz]|parliam|parlam|press|secretar|senat|servic|societ|socied"
    r"|uni[oóv]|министер|архив|академи|институт|комитет|комисси|музей"
    r"|وزارة|دار\b|مركز|جامعة|مكتب|هيئة|مجلس|معهد|مؤسسة|لجنة|اتحاد|أرشيف|دائرة|الأمم)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Who made a source: a person with both names, else a name alone."""

    name: str
    given: str = ""
    family: str = ""

    @property
    def is_person(self) -> bool:
        """Whether both names of a person are known."""
        return bool(self.given and self.family)


@dataclass(frozen=True)
class Makers:
    """Who made a source, and whether as its editors."""

    makers: tuple[Maker, ...]
    are_editors: bool


def read_makers(cell: str) -> Makers:
    """Return who made a source, from the cell of ``sources.csv`` that says so.

    A person is known by “Family, Given”, or by an initial: “Rex A. Hudson”. All else is taken as an
    institution, whose name every program writes as it stands: “Department of State” is nobody whose
    family is called State, and a person who is not known as one loses nothing but the order.
    """
    text = _EDITORS.sub("", cell)
    found = []
    for part in re.finditer("[^;]*[^; ][^;]*", text.translate(_COMMAS)):
        people = _read_people(part[0].strip())
        found += people or [Maker(name=text[part.start() : part.end()].strip())]
    return Makers(tuple(found), text != cell)


def _read_people(text: str) -> list[Maker]:
    """Return the people in a text, parted by “and” or by commas; none if not all are people."""
    several = _AND.split(text)
    for parts in ([text], several, [part for each in several for part in each.split(",")]):
        people = [_read_person(part.strip()) for part in parts]
        found = [each for each in people if each]
        if len(found) == len(people):
            return found
    return []


def _read_person(text: str) -> Maker | None:
    """Return a person by both names; None if it is none for sure."""
    if _INSTITUTION.search(text):
        return None
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma:
        named = "," not in given and _are_names(family) and _are_names(given)
        if not named or _has_initial(family):  # “A. Smith, B. Jones” are two
            return None
        return Maker(name=f"{given} {family}", given=given, family=family)
    words = text.split()
    if not _are_names(text) or not _has_initial(" ".join(words[:-1])):
        return None
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return Maker(name=text, given=" ".join(words[:first]), family=" ".join(words[first:]))


def _has_initial(text: str) -> bool:
    return any(_INITIAL.fullmatch(word) for word in text.split())


def _begins_large(word: str) -> bool:
    """Say whether a word begins with a capital letter, or its script has none."""
    return word[0].isupper() or (word[0].isalpha() and not word[0].islower())


def _are_names(text: str) -> bool:
    """Say whether all words begin with a capital letter, or stand before a family's name."""
    words = text.split()
    return bool(words) and all(
        _begins_large(word) or word.lower() in _PARTICLES or word.lower().startswith("d'")
        for word in words
    )
