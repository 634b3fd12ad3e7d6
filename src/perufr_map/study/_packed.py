"""Look through the zip of a workbook before a library reads it, and write one."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from xml.parsers import expat

from perufr_map.study._cells import Limits, TooLargeError

_EPOCH = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same study gives the same bytes
_TEXT = (".xml", ".rels")
_SLACK = 1_000_000  # bytes of small parts that are read a few times
_OF_CELLS = {
    *("row", "c", "v", "f", "is", "si", "r", "t"),
    *("table-row", "table-cell", "covered-table-cell", "p", "span", "s"),
}
"""The elements of cells and their texts, in both kinds of workbook."""

_OTHERS = 30_000
"""Most elements of all else, which libraries make objects of: styles, merged cells, names."""


def look_through(packed: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    """Return the parts of a workbook that hold text, which a library may read then.

    Raises
    ------
    TooLargeError
        If there is too much of it.
    ValueError
        If a part has a document type, which no spreadsheet program writes: it may define entities.
    expat.ExpatError, zipfile.BadZipFile, RuntimeError
        If a part is no XML, is damaged, or wants a password.
    """
    parts: dict[str, bytes] = {}
    remaining = limits.unpacked
    count: Counter[str] = Counter()
    for member in packed.infolist():
        name = member.filename
        if not name.endswith(_TEXT):
            continue
        with packed.open(member) as opened:
            data = opened.read(remaining + 1)  # the size in the zip may be false
        remaining -= len(data)
        if remaining < 0:
            raise TooLargeError(name)
        count += _count_elements(data)
        others = sum(n for tag, n in count.items() if tag.rpartition(":")[2] not in _OF_CELLS)
        if count.total() > limits.elements or others > _OTHERS:
            raise TooLargeError(name)
        parts[name] = data
    return parts


def _count_elements(data: bytes) -> Counter[str]:
    count: Counter[str] = Counter()

    def begin(tag: str, _: object) -> None:
        count[tag] += 1

    def refuse(*_: object) -> None:
        message = "a document type"
        raise ValueError(message)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)  # noqa: FBT003 (the last piece)
    return count


class Metered(io.BytesIO):
    """Parts as a zip that is read about once: a workbook may name the same part as many sheets."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        data = pack_parts(parts, how=zipfile.ZIP_STORED)
        self._remaining = 2 * len(data) + _SLACK
        super().__init__(data)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a file does.

        Raises
        ------
        TooLargeError
            If more is read than there is, twice.
        """
        data = super().read(size)
        self._remaining -= len(data)
        if self._remaining < 0:
            message = "one part many times"
            raise TooLargeError(message)
        return data


def pack_parts(parts: Mapping[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return files as a zip by their names, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in parts.items():
            kept = name == "mimetype"  # which others look for as it is
            packed.writestr(
                zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_STORED if kept else how
            )
    return buffer.getvalue()
