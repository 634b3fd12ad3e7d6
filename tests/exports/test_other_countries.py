"""Nothing of the shipped study's country stands in what another country's study writes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import perufr_map as pm
from formats import LONG, QUICK
from perufr_map.exports import to_bytes
from perufr_map.shown.request import Request

# What only the shipped study speaks of: its people, words, files and types of acts.
ITS_OWN = re.compile(
    r"Peruvian|[Pp]eruan[oa]|péruvien|Velasco|Fujimori|[Ss]elf-coup|[Aa]utogolpe|lc-peru"
    r"|debt_arrears|subversion_feared|docs/coding|peru-foreign"
)
NAMES = re.compile(r"(?<![\w-])(?:Peru|Perú|Pérou)(?![\w-])")
OTHERS = re.compile(r"(?<![\w-])(?:Kenya|Kenia)(?![\w-])")
"""A state on the map of which nothing is said either."""


@pytest.fixture(scope="module")
def france(tmp_path_factory: pytest.TempPathFactory) -> pm.Study:
    return pm.load(pm.new(tmp_path_factory.mktemp("new") / "france", focus="FRA"))


def texts_in(data: bytes) -> Iterator[str]:
    """Yield what can be read in a file, in what it packs too."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield "\n".join(packed.namelist())
            yield from (packed.read(name).decode("utf-8") for name in packed.namelist())
        return
    yield data.decode("utf-8", "replace")
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompress(stream).decode("utf-8", "replace")
        except zlib.error:
            continue


def find_peru(texts: list[str]) -> list[str]:
    """Return what speaks of Peru in texts; a state of the map may stand there as others do."""
    found = [word for text in texts for word in ITS_OWN.findall(text)]
    named, others = (sum(len(name.findall(text)) for text in texts) for name in (NAMES, OTHERS))
    return [*found, *(["Peru"] * (named - others))]


@pytest.mark.parametrize("ending", [each for each in QUICK if each not in LONG])
def test_a_file_of_another_country_s_study_says_nothing_of_peru(
    ending: str, france: pm.Study
) -> None:
    for language in france.languages:
        shown = france.show(Request(era="era-2", language=language, method=france.method))
        assert find_peru(list(texts_in(to_bytes(shown, ending)))) == []


def test_a_site_and_an_embed_of_another_country_s_study_say_nothing_of_peru(
    france: pm.Study, tmp_path: Path
) -> None:
    france.export(tmp_path / "embed.html", embed=True)
    france.site(tmp_path / "site")
    pages = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(pages) > 20
    for path in pages:
        named = find_peru(list(texts_in(path.read_bytes())))
        assert (path.name, named) == (path.name, [])


def test_the_codebook_and_the_study_s_own_words_say_nothing_of_peru(france: pm.Study) -> None:
    pages = [france.codebook(language=language) for language in france.languages]
    assert find_peru([*pages, *(data.decode() for data in france.files().values())]) == []


def test_what_the_shipped_study_writes_is_found(study: pm.Study) -> None:
    assert find_peru([study.codebook(), *(data.decode() for data in study.files().values())])
