"""Say in a file, in one line, how it was made: version, study, settings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, unquote

from perufr_map import __version__

if TYPE_CHECKING:
    from perufr_map.shown.request import Shown

SITE = "made.txt"
"""The file of a site that says how it was made."""

_PROGRAM = "perufr-map"
_YES = "yes"
_LINE = re.compile(
    rb"perufr-map/([\w.+-]+) study=([\w.~%-]+) sha256=([0-9a-f]{64})((?: [a-z_]+=[\w.~%-]*)*);"
)
_PLAIN = {"theme": "light", "size": "a4"}  # what is not said
OF_STUDY = ("language",)
"""What is chosen of a file that says the same whatever is shown of the study."""

OF_ERAS = (*OF_STUDY, "selected", "theme", "members")
"""What is chosen of a file of all eras that compares none."""

_OF_VIEW = (*OF_ERAS, "era", "before", "frame", "size", "embed")


@dataclass(frozen=True, kw_only=True)
class Made:
    """How a file was made.

    As a line it is of plain characters, which every format takes as they are:
    ``perufr-map/0.2.0 study=peru sha256=… language=es era=garcia;``.

    Attributes
    ----------
    version
        The version of perufr-map.
    study, sha256
        The study's name, and the hash of its content.
    settings
        The arguments of `Study.export` that were chosen, and the method's departures from the
        study's own, as texts.
    """

    version: str
    study: str
    sha256: str
    settings: Mapping[str, str]

    @classmethod
    def of(
        cls,
        shown: Shown,
        *,
        era: str | None = None,
        all_eras: bool = False,
        choices: Sequence[str] = _OF_VIEW,
        **more: str | None,
    ) -> Self:
        """Return how a file of a request is made.

        Parameters
        ----------
        shown
            The request, with its scores.
        era
            The era that the file shows. Default: the request's.
        all_eras
            Whether it shows all eras.
        choices
            Which of the request's choices change it.
        more
            Settings beside the request's.
        """
        request = shown.request
        chosen: dict[str, object] = {name: getattr(request, name) for name in choices}
        if era is not None:
            chosen["era"] = era
        if all_eras:
            chosen["era"], more["all_eras"] = None, _YES
        chosen |= {**more, **shown.scored.departures}
        settings = {
            name: _YES if value is True else str(value)
            for name, value in chosen.items()
            if value not in {None, False, _PLAIN.get(name)}
        }
        study = shown.study
        return cls(
            version=__version__,
            study=study.descriptor["name"],
            sha256=study.sha256,
            settings=settings,
        )

    @classmethod
    def find(cls, path: Path) -> Self | None:
        """Return what a file, or a site's folder, says of how it was made; None if nothing.

        Raises
        ------
        OSError
            If the file cannot be read.
        """
        if path.is_dir():
            path /= SITE
            if not path.is_file():
                return None
        found = _LINE.search(_read(path))
        if found is None:
            return None
        version, study, sha256, rest = (group.decode("ascii") for group in found.groups())
        pairs = (word.partition("=") for word in rest.split())
        return cls(
            version=version,
            study=unquote(study),
            sha256=sha256,
            settings={name: unquote(value) for name, _, value in pairs},
        )

    def __str__(self) -> str:
        """Return the line."""
        words = {"study": self.study, "sha256": self.sha256, **self.settings}
        told = " ".join(f"{name}={quote(value, safe='')}" for name, value in words.items())
        return f"{_PROGRAM}/{self.version} {told};"


def _read(path: Path) -> bytes:
    """Return the bytes of a file; of a GIF its comment, which is written in pieces."""
    if path.suffix.lower() != ".gif":
        return path.read_bytes()
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (slow to import)

    try:
        with Image.open(path) as image:
            comment = image.info.get("comment", b"")
    except UnidentifiedImageError:
        return b""
    return comment if isinstance(comment, bytes) else b""
