"""Say where an event stands in its sources, and name the sources in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from perufr_map.characters import isolate

if TYPE_CHECKING:
    from perufr_map.shown.words import Row
    from perufr_map.study.tables import StudyTables

_SIGNS = "¶§"
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Cite:
    """A place in a source.

    Attributes
    ----------
    text
        Source, section and locator.
    brief
        The same where there is little room: the source's short title, and only if the study has
        more than one source.
    url
        Address of the source on the web; empty if it has none.
    """

    text: str
    brief: str
    url: str


class Citer:
    """Cites the sources of a study.

    Parameters
    ----------
    study
        The study.
    say
        Returns a message with its blanks filled in.
    text
        Returns a text of the study in the reader's language.
    """

    def __init__(
        self,
        study: StudyTables,
        say: Callable[..., str],
        text: Callable[[Mapping[str, str] | None], str],
    ) -> None:
        self._study, self._say, self._text = study, say, text

    def cites(self, event: Row) -> list[Cite]:
        """Return the places that bear out an event, that of ``events.csv`` first."""
        name = next((event[key] for key in ("event", "id") if key in event), "")
        return [self._cite(row) for row in (event, *self._further.get(name, ()))]

    def _cite(self, row: Row) -> Cite:
        source, place = self._sources[row["source"]], self._place(row)
        named = place
        if len(self._sources) > 1:
            named = self._say(
                "card.citation", source=source["short"] or source["title"], place=place
            )
        return Cite(
            text=self._say("card.citation", source=source["title"], place=place),
            brief=named,
            url=address(source),
        )

    def _place(self, row: Row) -> str:
        """Return section and locator.

        There is a comma between them, unless the locator begins with a sign:
        “Chapter 1, pp. 123-125”, but “Foreign Relations ¶ 3”.
        """
        titles = self._study.settings.get("sections", {})
        section = self._text(titles.get(row["section"])) or str(row["section"])
        locator = str(row["locator"])
        separator = " " if locator[0] in _SIGNS else ", "
        # The sign and its number stay on one line.
        locator = re.sub(f"^([{_SIGNS}]) ", "\\1\u00a0", locator)
        return separator.join(filter(None, (section, locator)))

    def reference(self, source: str) -> str:
        """Return a source in full, by its id: author, title, publisher, year, part."""
        parts = ("author", "title", "publisher", "year", "locator")
        return ", ".join(filter(None, (str(self._sources[source][part]) for part in parts)))

    def references(self) -> list[tuple[str, str]]:
        """Return each source in full, with its licence, and its address on the web, if any."""
        return [
            (". ".join(filter(None, (self.reference(name), row["licence"]))), address(row))
            for name, row in self._sources.items()
        ]

    @cached_property
    def _sources(self) -> dict[str, dict[Any, Any]]:
        return {row["id"]: row for row in self._study.sources.to_dict("records")}

    @cached_property
    def _further(self) -> dict[str, list[Row]]:
        return further(self._study)


def imprint(source: Row) -> str:
    """Return publisher and year of a source; what lies in an archive has a year alone."""
    return ", ".join(isolate(each) for each in (source["publisher"], source["year"]) if each)


def further(study: StudyTables) -> dict[str, list[Row]]:
    """Return the further citations of events, by the event's id."""
    found: dict[str, list[Row]] = {}
    for row in study.citations.to_dict("records"):
        found.setdefault(row["event"], []).append(row)
    return found


def address(source: Row) -> str:
    """Return a source's address on the web: nothing that a browser would run, empty if none."""
    url = str(source["url"])
    return url if _ADDRESS.fullmatch(url) else ""
