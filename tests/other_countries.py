"""Find what speaks of the shipped study's country in what another country's study writes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

# What only the shipped study speaks of: its people, words, files and types of acts.
ITS_OWN = re.compile(
    r"Peruvian|[Pp]eruan[oa]|péruvien|Velasco|Fujimori|[Ss]elf-coup|[Aa]utogolpe|lc-peru"
    r"|debt_arrears|subversion_feared|docs/coding|peru-foreign"
    r"|[Cc]holera|cólera|choléra|[Cc]ontraband"
)
NAMES = re.compile(r"(?<![\w-])(?:Peru|Perú|Pérou)(?![\w-])")
OTHERS = re.compile(r"(?<![\w-])(?:Kenya|Kenia)(?![\w-])")
"""A state on the map of which nothing is said either."""


def as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def texts_in(data: bytes) -> Iterator[str]:
    """Yield what can be read in a file, in what it packs too."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield "\n".join(packed.namelist())
            yield from (packed.read(name).decode("utf-8") for name in packed.namelist())
        return
    if data.startswith((b"GIF", b"\x89PNG")):
        with Image.open(io.BytesIO(data)) as image:
            yield from (as_text(each) for each in image.info.values())
        return
    yield data.decode("utf-8", "replace")
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompress(stream).decode("utf-8", "replace")
        except zlib.error:
            continue


def find_peru(texts: list[str]) -> list[str]:
    """Return what speaks of Peru in texts; a state of the map may stand there as others do."""
    found = [word for text in texts for word in ITS_OWN.findall(" ".join(text.split()))]
    named, others = (sum(len(name.findall(text)) for text in texts) for name in (NAMES, OTHERS))
    return [*found, *(["Peru"] * (named - others))]
