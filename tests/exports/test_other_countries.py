"""Nothing of the shipped study's country stands in what another country's study writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from formats import LONG, QUICK
from other_countries import find_peru, texts_in
from perufr_map.cli import main
from perufr_map.exports import to_bytes
from perufr_map.shown.request import Request


@pytest.fixture(scope="module")
def france(tmp_path_factory: pytest.TempPathFactory) -> pm.Study:
    folder = pm.new(tmp_path_factory.mktemp("new") / "france", focus="FRA")
    descriptor = folder / "datapackage.json"
    told = json.loads(descriptor.read_text("utf-8"))
    told["study"]["group_share"] = 0.3
    descriptor.write_text(json.dumps(told), "utf-8")
    return pm.load(folder)


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
    methods = [path for path in pages if path.parent.name == "method"]
    assert len(methods) == len(france.languages)
    for path in methods:
        told = " ".join(path.read_text("utf-8").split())
        assert not re.search("shipped study|estudio incluido|étude fournie", told)
        assert re.search("0[.,]3(?![0-9])", told.partition("<main")[2])  # its own share of groups


def test_the_codebook_and_the_study_s_own_words_say_nothing_of_peru(france: pm.Study) -> None:
    pages = [france.codebook(language=language) for language in france.languages]
    assert find_peru([*pages, *(data.decode() for data in france.files().values())]) == []


def test_what_the_shipped_study_writes_is_found(study: pm.Study) -> None:
    assert find_peru([study.codebook(), *(data.decode() for data in study.files().values())])


@pytest.mark.parametrize("command", ["", *main.commands])
def test_the_help_of_a_command_speaks_of_peru_only_as_the_shipped_study(command: str) -> None:
    told = CliRunner().invoke(main, [*command.split(), "--help"], terminal_width=500)
    assert told.exit_code == 0
    words = " ".join(told.output.split()).replace("the shipped one, Peru 1968-1992", "")
    assert find_peru([words]) == []
