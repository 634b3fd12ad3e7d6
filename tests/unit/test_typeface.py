"""Pages are set in one typeface, small enough to be carried inside a file."""

from __future__ import annotations

import hashlib
import io
import struct

from perufr_map.resources import package_text, typeface, typeface_file

PACKAGE = "19143dca075972bc84e3fd9eab7416dd40cc565dccb2435a044bdfabe060c7d5"
"""Of the file in @fontsource-variable/source-sans-3 5.3.1 (npm), under files/."""


def test_the_typeface_is_the_file_of_its_package() -> None:
    data = typeface_file()
    assert hashlib.sha256(data).hexdigest() == PACKAGE
    assert struct.unpack(">4s", io.BytesIO(data).read(4)) == (b"wOF2",)


def test_a_page_carries_it_in_forty_kilobytes() -> None:
    assert len(typeface()) <= 40_000
    assert typeface("face.woff2").count("url(face.woff2)") == 1


def test_its_licence_lies_beside_it() -> None:
    licence = package_text("fonts/OFL.txt")
    assert licence.startswith("Copyright 2023 Adobe")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
