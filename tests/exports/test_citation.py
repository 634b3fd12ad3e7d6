"""A study's citation can be read by those who keep references."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import perufr_map as pm
from exporting import CAMEO, Exports
from hostile.texts import SHOWN
from perufr_map.cli import main
from perufr_map.exports import citation
from perufr_map.exports.styles import STYLES
from perufr_map.shown.words import Words


def test_the_citation_is_valid(study: pm.Study, exports: Exports) -> None:
    found = yaml.safe_load(exports.file(".cff", method=CAMEO).read_text("utf-8"))
    shipped = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text("utf-8"))
    for cff in (found, shipped):
        assert {"authors", "cff-version", "message", "title"} <= set(cff)
        assert cff["cff-version"] == "1.2.0"
        assert cff["type"] in {"dataset", "software"}
        for reference in cff["references"]:
            assert {"authors", "title", "type"} <= set(reference)
            assert reference["type"] in {"book", "data", "software"}  # of the schema's list
    assert found["title"] == study.descriptor["title"]
    assert found["license"] == study.descriptor["licenses"][0]["name"]
    assert found["date-released"] == study.descriptor["created"][:10]
    assert "weights=cameo" in found["message"]
    assert shipped["version"] == pm.__version__
    assert shipped["references"][0]["version"] == study.descriptor["version"]


def test_bibtex_survives_its_special_characters(folder: Path, edit: Any, tmp_path: Path) -> None:
    edit("sources.csv", {"id": "lc-peru-1993"}, title="Peru & {Chile}: 100% #1_a")
    (path,) = pm.load(folder).export(tmp_path / "peru.bib")
    written = path.read_text("utf-8")
    assert r"title        = {{Peru \& \{Chile\}: 100\% \#1\_a}}" in written
    assert "editor       = {Hudson, Rex A.}" in written
    assert written.count("@") == 3


SHIPPED = "The perufr-map contributors"


def with_people(study: pm.Study, *people: dict[str, str], **fields: str) -> pm.Study:
    """Return the study with others who made it."""
    changed: Any = {**study.descriptor, "contributors": list(people), **fields}
    return replace(study, descriptor=changed)


def person(given: str, family: str) -> dict[str, str]:
    return {"title": f"{given} {family}", "givenName": given, "familyName": family}


def test_a_citation_as_a_sentence_names_view_study_coder_source_and_licence(
    study: pm.Study,
) -> None:
    assert study.cite(era="garcia") == (
        "“García fights the IMF while US aid keeps flowing.” In Peru’s foreign relations, "
        "1968–1992 (version 2.0.0, 2026, map: García’s first government), coded by the "
        "perufr-map contributors from Peru: A Country Study (Federal Research Division, Library "
        "of Congress, Washington, 1993), CC BY 4.0."
    )
    spanish = study.cite(era="garcia", language="es")
    assert spanish.startswith("«García se enfrenta al FMI y la ayuda de EE. UU. sigue». En Las")
    assert "codificación de los colaboradores de perufr-map" in spanish
    assert study.cite().startswith("Peru’s foreign relations, 1968–1992 (version 2.0.0, 2026), ")


def test_a_citation_says_what_is_compared_and_how_it_was_scored(study: pm.Study) -> None:
    for style in ("sentence", "chicago", "apa", "bibtex"):
        text = study.cite(style, era="garcia", before="velasco", method=CAMEO)
        assert "compared with Velasco’s military government" in text
        assert "CAMEO" in text or "weights=cameo" in text
        assert "keeps flowing" not in text  # the headline is of the study's own scores
        assert "Scored with" not in study.cite(style, era="garcia")


def test_an_apa_reference_follows_the_manual(study: pm.Study) -> None:
    """Publication Manual, 7th edition: 9.8 and 9.11 (authors), 10.9 (data sets), 9.35 (addresses).

    Author. (Year). Title (Version number) [Data set]. Address, without a full stop behind it.
    """
    rest = "(2026). Peru’s foreign relations, 1968–1992 (Version 2.0.0) [Data set]. CC BY 4.0."
    assert study.cite("apa") == f"{SHIPPED}. {rest}"
    one = with_people(study, person("Ada Jean-Luc", "Lovelace"), homepage="https://example.org/p")
    assert one.cite("apa") == f"Lovelace, A. J.-L. {rest} https://example.org/p"
    two = with_people(study, person("Ada", "Lovelace"), person("Alan", "Turing"))
    assert two.cite("apa").startswith("Lovelace, A., & Turing, A. (2026).")
    assert two.cite("apa", language="es").startswith("Lovelace, A., y Turing, A. (2026).")
    many = with_people(study, *(person("Given", f"Family{n}") for n in range(1, 23)))
    assert "Family19, G., … Family22, G. (2026)." in many.cite("apa")
    assert "Family20" not in many.cite("apa")
    nobody = with_people(study, created="")
    assert nobody.cite("apa").startswith("Peru’s foreign relations, 1968–1992 (Version 2.0.0) [Da")
    assert "(n.d.)" in nobody.cite("apa")
    assert "(s. f.)" in nobody.cite("apa", language="es")


def test_an_entry_in_chicago_style_follows_the_manual(study: pm.Study) -> None:
    """Chicago Manual of Style, 17th edition: 14.76 (authors), 14.106 (parts), 6.9 (full stops)."""
    rest = "Version 2.0.0. Data set, 2026. CC BY 4.0."
    assert study.cite("chicago") == f"{SHIPPED}. Peru’s foreign relations, 1968–1992. {rest}"
    ada, alan, grace = (
        person("Ada", "Lovelace"),
        person("Alan", "Turing"),
        person("Grace", "Hopper"),
    )
    assert with_people(study, ada).cite("chicago").startswith("Lovelace, Ada. Peru’s")
    two, three = with_people(study, ada, alan), with_people(study, ada, alan, grace)
    assert two.cite("chicago").startswith("Lovelace, Ada, and Alan Turing. ")
    assert three.cite("chicago").startswith("Lovelace, Ada, Alan Turing, and Grace Hopper. ")
    assert "Lovelace, Ada, Alan Turing y Grace Hopper." in three.cite("chicago", language="es")
    many = with_people(study, *(person("Given", f"Family{n}") for n in range(1, 12)))
    assert "Given Family7, et al. Peru’s" in many.cite("chicago")
    assert "Family8" not in many.cite("chicago")
    view = study.cite("chicago", era="velasco")
    assert re.search(r"“[^”]+\.” In Peru’s foreign relations, 1968–1992\. Version", view)


def test_a_citation_is_printed_to_paste(study: pm.Study) -> None:
    for style in STYLES:
        words = ["cite", "--style", style, "--era", "garcia", "--lang", "es"]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        assert result.stdout.rstrip() == study.cite(style, era="garcia", language="es").rstrip()
    refused = CliRunner().invoke(main, ["cite", "--style", "mla"])
    assert refused.exit_code == 2
    assert all(style in refused.stderr for style in STYLES)
    with pytest.raises(pm.ChoiceError, match="there are sentence, chicago, apa, bibtex, cff"):
        study.cite("mla")


def test_the_line_under_a_map_names_work_coder_and_licence(study: pm.Study) -> None:
    english, spanish = (Words(study, language).colophon for language in ("en", "es"))
    for line in (english, spanish):
        assert "Peru: A Country Study (Federal Research Division" in line
        assert "CC BY 4.0" in line
    assert "Coded by the perufr-map contributors, CC BY 4.0." in english
    assert "Codificación de los colaboradores de perufr-map, CC BY 4.0." in spanish
    assert "Coding, CC BY 4.0." in Words(with_people(study), "en").colophon
    changed: Any = {**study.descriptor, "licenses": [{"name": "CC-BY-SA-4.0"}]}
    assert "CC BY-SA 4.0" in Words(replace(study, descriptor=changed), "en").colophon


@pytest.mark.parametrize("text", [*SHOWN.values(), "yes", "1e3", "- a", "a: b", "a\n", "é" * 2000])
def test_a_citation_file_is_the_same_without_the_fast_writer(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = {"title": text, "authors": [{"name": text}], "keywords": [text, f"{text} "]}
    written = citation._write_yaml(value)
    assert yaml.safe_load(written) == value
    monkeypatch.setattr(citation, "_LIBYAML", None)
    assert citation._write_yaml(value) == written
