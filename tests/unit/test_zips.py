"""A zip or workbook that says less than it holds is refused, and costs no more than it may hold."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

import perufr_map as pm
from perufr_map.dashboard import bundle


def codes(error: pm.StudyError) -> list[str]:
    return [problem.code for problem in error.problems]


def make_zip(rows: int) -> bytes:
    """Return the zip of the template, with many empty rows in its events."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bundle.template(focus="CHL"))) as good,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in good.namelist():
            more = b"\n" * rows if name == "events.csv" else b""
            made.writestr(name, good.read(name) + more)
    return packed.getvalue()


def say_size(data: bytes, name: str, size: int) -> bytes:
    """Return a zip that gives a false size of a member, in both places where one stands."""
    for mark, sizes, names in ((b"PK\1\2", 24, 46), (b"PK\3\4", 22, 30)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            if data[start + names :].startswith(name.encode()):
                at = start + sizes
                data = data[:at] + struct.pack("<I", size) + data[at + 4 :]
    return data


def test_a_zip_whose_members_are_larger_than_they_say_is_not_unpacked() -> None:
    rows = 40_000_000
    honest = make_zip(rows)
    with pytest.raises(pm.StudyError) as refused:
        bundle.read_zip(honest)
    assert codes(refused.value) == ["zip_unpacked_large"]
    false = say_size(honest, "events.csv", 1_000)
    tracemalloc.start()
    with pytest.raises(pm.StudyError) as refused:
        bundle.read_zip(false)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(refused.value) == ["zip_unreadable"]
    assert peak < bundle.MAX_UNPACKED


def test_a_workbook_larger_than_an_upload_may_be_is_not_opened() -> None:
    with pytest.raises(pm.StudyError) as refused:
        bundle.read_book(b"PK" * bundle.MAX_FILE)
    assert codes(refused.value) == ["file_large"]
