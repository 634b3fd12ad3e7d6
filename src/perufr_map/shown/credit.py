"""Say who made a study, when, and who may use it: for citations and for the metadata of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from perufr_map.study.descriptor import name_entry, roles_of

if TYPE_CHECKING:
    from perufr_map.study.descriptor import Descriptor, Licence

AUTHORS = {"author", "coder", "creator"}
"""The roles of those who are cited; where nobody has one of them, all are."""

_ORCID = re.compile(r"https?://orcid\.org/([0-9X-]+)/?")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)(10\.\S+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Author:
    """Somebody who made a study.

    Attributes
    ----------
    name
        As it is spoken.
    given, family
        A person's names; empty for a group.
    orcid, address
        Address of the ORCID record, or else on the web; empty if there is none.
    organization
        Where the person works.
    roles
        What each did: ``author``, ``translator``.
    """

    name: str
    given: str
    family: str
    orcid: str
    address: str
    organization: str
    roles: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        """Whether both names of a person are known."""
        return bool(self.given and self.family)


@dataclass(frozen=True)
class Credit:
    """Who made a study, when, and who may use it.

    Attributes
    ----------
    descriptor
        The study's ``datapackage.json``.
    language
        Language of the names.
    """

    descriptor: Descriptor
    language: str

    @cached_property
    def everybody(self) -> tuple[Author, ...]:
        """All who took part."""
        return tuple(_list_contributors(self.descriptor, self.language))

    @property
    def authors(self) -> tuple[Author, ...]:
        """Those who are cited."""
        chosen = (each for each in self.everybody if not each.roles or AUTHORS & {*each.roles})
        return tuple(chosen) or self.everybody

    @property
    def names(self) -> str:
        """Names of those who are cited; empty where the study names nobody."""
        return ", ".join(author.name for author in self.authors)

    @property
    def day(self) -> str:
        """The day on which the study was made; empty where it does not say."""
        return self.descriptor.get("created", "")[:10]

    @property
    def year(self) -> str:
        """The year of that day."""
        return self.day[:4]

    @property
    def licences(self) -> list[Licence]:
        """The licences of the study."""
        return self.descriptor["licenses"]

    @property
    def licence(self) -> str:
        """The licences by name."""
        return ", ".join(spell_licence(each["name"]) for each in self.licences)

    @property
    def deed(self) -> str:
        """Address of the first licence's text; empty where the study gives none."""
        return self.licences[0].get("path", "")

    @property
    def doi(self) -> str:
        """The study's DOI, from its id or homepage; empty if it has none."""
        return find_doi(self.descriptor.get("id", "")) or find_doi(
            self.descriptor.get("homepage", "")
        )

    @property
    def line(self) -> str:
        """Author, year and licence in a line: “Jelena Ilić, 2026, CC BY 4.0”."""
        return ", ".join(filter(None, (self.names, self.year, self.licence)))


def _list_contributors(descriptor: Descriptor, language: str) -> Iterator[Author]:
    for entry in descriptor.get("contributors", []):
        path = entry.get("path", "")
        is_orcid = _ORCID.fullmatch(path) is not None
        yield Author(
            name=name_entry(entry, language),
            given=entry.get("givenName", ""),
            family=entry.get("familyName", ""),
            orcid=path if is_orcid else "",
            address="" if is_orcid else path,
            organization=entry.get("organization", ""),
            roles=roles_of(entry),
        )


def find_doi(address: str) -> str:
    """Return the DOI in an address; empty if there is none."""
    found = _DOI.fullmatch(address)
    return found[1] if found else ""


def spell_licence(name: str) -> str:
    """Return a licence as a reader knows it: “CC BY-SA 4.0” for ``CC-BY-SA-4.0``."""
    return re.sub(
        r"^(CC0|CC-[A-Z-]+)-(\d\.\d)$",
        lambda found: f"{found[1].replace('CC-', 'CC ', 1)} {found[2]}",
        name,
    )


def metadata(credit: Credit) -> dict[str, str]:
    """Return author, date and licence by their names in metadata; without what is not said."""
    found = {"author": credit.names, "date": credit.day, "license": credit.licence}
    return {name: text for name, text in found.items() if text}
