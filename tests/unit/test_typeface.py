"""Pages are set in one typeface, small enough to be carried inside a file."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import struct
from pathlib import Path
from types import ModuleType

import pytest

import perufr_map as pm
from perufr_map.resources import languages, messages, package_text, typeface, typeface_file

MADE = "8a0deae4a1220caa2251f55df077b4dfe8cf201050761adfb2e9504fb5e667f8"
"""Of what cut_typeface.py makes of the package's file."""

ELSEWHERE = set("ć▲▼\n")
"""Signs that the package's typeface does not have, either: the reader's system draws them."""


@pytest.fixture(scope="module")
def cutter() -> ModuleType:
    """Load what cuts the typeface."""
    path = Path(__file__).parents[2] / "src" / "perufr_map" / "web" / "cut_typeface.py"
    spec = importlib.util.spec_from_file_location("cut_typeface", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_typeface_is_what_was_cut_out_of_its_package() -> None:
    data = typeface_file()
    assert hashlib.sha256(data).hexdigest() == MADE
    assert struct.unpack(">4s", io.BytesIO(data).read(4)) == (b"wOF2",)


def test_it_has_what_interface_study_and_names_of_states_are_written_with(
    cutter: ModuleType, study: pm.Study
) -> None:
    words = "".join("".join(messages(language).values()) for language in languages())
    page = json.dumps(study.payload(), ensure_ascii=False)
    carried = cutter.CHARACTERS - cutter.RARE
    assert set(words + page) - carried - ELSEWHERE == set()


def test_another_file_than_the_package_s_is_not_cut(cutter: ModuleType) -> None:
    pytest.importorskip("fontTools")
    with pytest.raises(SystemExit, match="source-sans-3 5"):
        cutter.cut(b"another", cutter.WEIGHTS)


def test_a_page_carries_it_in_twenty_six_kilobytes() -> None:
    assert len(typeface()) <= 26_000
    assert typeface("face.woff2").count("url(face.woff2)") == 1


def test_its_name_is_not_the_reserved_one() -> None:
    assert "Source" not in typeface("face.woff2")


def test_its_licence_lies_beside_it() -> None:
    licence = package_text("fonts/OFL.txt")
    assert licence.startswith("Copyright 2023 Adobe")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
