"""A study's citation can be read by those who keep references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

import perufr_map as pm
from exporting import CAMEO, Exports


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
    assert "editor       = {Rex A. Hudson}" in written
    assert written.count("@") == 3
