"""Zips of every malice: each makes of good files a zip that its reader refuses or reads unharmed.

Whoever finds another kind adds it to `ZIPS`; all readers of zips then meet it.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from perufr_map.dashboard.bundle import MAX_MEMBERS, MAX_UNPACKED

Files = Mapping[str, bytes]

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@dataclass(frozen=True)
class Zip:
    """A kind of zip.

    Attributes
    ----------
    make
        Makes it of a study's or a workbook's files, and of the name of one of them.
    codes
        The problems that an upload of it may have, if it is a study; empty if it is read.
    """

    make: Callable[[Files, str], bytes]
    codes: frozenset[str]


def pack(
    files: Files, *, method: int = zipfile.ZIP_DEFLATED, file_type: int = 0, comment: bytes = b""
) -> bytes:
    """Return files as a zip; all are of one type and packed by one method."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.comment = comment
        for name, data in files.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = file_type << 16
            archive.writestr(member, data, method)
    return packed.getvalue()


def _add(files: Files, _: str, *, name: str, data: bytes = b"x") -> bytes:
    written = name.replace("\0", "~")  # `zipfile` writes no NUL
    return pack({**files, written: data}).replace(written.encode(), name.encode())


def _of_type(files: Files, name: str, *, file_type: int) -> bytes:
    rest = {each: data for each, data in files.items() if each != name}
    packed = io.BytesIO(pack(rest))
    with zipfile.ZipFile(packed, "a") as archive:
        member = zipfile.ZipInfo(name)
        member.external_attr = (file_type | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    return packed.getvalue()


def _twice(files: Files, name: str) -> bytes:
    """Name a file again where another was named: `zipfile` warns of it, and others do not."""
    strange = "~" * len(name)
    return pack({**files, strange: files[name]}).replace(strange.encode(), name.encode())


def _lie(files: Files, name: str, *, said: int) -> bytes:
    """Say of a large file that it is small, before it and in the list of files."""
    size = MAX_UNPACKED + 1
    data = pack({**files, name: b"0" * size})
    return data.replace(struct.pack("<L", size), struct.pack("<L", said))


def _set(files: Files, _: str, *, at: int, value: bytes, local: int | None = None) -> bytes:
    """Write bytes into each entry of the list of files, and into what stands before each file."""
    data = bytearray(pack(files))
    for sign, place in ((_CENTRAL, at), (_LOCAL, local)):
        found = data.find(sign)
        while found >= 0 and place is not None:
            data[found + place : found + place + len(value)] = value
            found = data.find(sign, found + 4)
    return bytes(data)


def _all_from_one_place(files: Files, _: str) -> bytes:
    """Let every entry be the same large file: what is stored once is unpacked many times."""
    large = {f"{number}": b"" for number in range(MAX_MEMBERS - len(files) - 1)}
    data = bytearray(pack({"large": b"0" * 1_000_000, **files, **large}))
    first = data.find(_CENTRAL)
    entry = bytes(data[first + 10 : first + 28])
    found = first
    while found >= 0:
        data[found + 10 : found + 28] = entry
        data[found + 42 : found + 46] = bytes(4)
        found = data.find(_CENTRAL, found + 4)
    return bytes(data)


def _end_says(files: Files, _: str, *, at: int, value: bytes) -> bytes:
    """Write bytes into the record at the end, which says where the list of files is."""
    data = bytearray(pack(files))
    end = data.rfind(_END)
    data[end + at : end + at + len(value)] = value
    return bytes(data)


def _change(files: Files, _: str, *, change: Callable[[bytes], bytes]) -> bytes:
    return change(pack(files))


def _zip64(files: Files, _: str) -> bytes:
    """Ask for the sizes of large zips, and give them not."""
    return _set(files, "", at=20, value=b"\xff" * 8)


def _kinds() -> dict[str, Zip]:
    def kind(make: Callable[..., bytes], *codes: str, **named: object) -> Zip:
        return Zip(partial(make, **named), frozenset(codes))

    unreadable = "zip_unreadable"
    outside = {
        "out": "../events.csv",
        "out and in": "study/../../events.csv",
        "of the root": "/etc/events.csv",
        "of a drive": "C:/events.csv",
        "of Windows": "C:\\events.csv",
        "of Windows, out": "..\\events.csv",
        "of a network": "\\\\server\\events.csv",
        "with a NUL": "events.csv\0.txt",
    }
    inside = {
        "with a stream of Windows": "events.csv:hidden",
        "with a dot at its end": "events.csv.",
        "of a device of Windows": "CON",
        "with control characters": "a\r\n\x1b[2J\x07.csv",
        "that runs leftwards": "\u202evsc.stneve",
        "of a script": "<script>alert(1)</script>.csv",
        "of a formula": "=HYPERLINK(1).csv",
        "that is very long": "x" * 60_000,
        "that is very deep": "a/" * 10_000 + "x",
        "of another zip": "inner.zip",
    }
    return {
        **{f"a name {said}": kind(_add, "member_outside", name=n) for said, n in outside.items()},
        **{f"a name {said}": kind(_add, name=n) for said, n in inside.items()},
        **{
            f"a {said} in place of a file": kind(_of_type, "member_link", file_type=file_type)
            for said, file_type in {
                "link": stat.S_IFLNK,
                "pipe": stat.S_IFIFO,
                "device": stat.S_IFBLK,
                "socket": stat.S_IFSOCK,
            }.items()
        },
        "more than may be unpacked": kind(
            _add, "zip_unpacked_large", name="more.xml", data=b"0" * (MAX_UNPACKED + 1)
        ),
        **{
            f"a file that is said to have {said} bytes": kind(_lie, unreadable, said=said)
            for said in (100, MAX_UNPACKED // 2)
        },
        "a file that is said to be empty": kind(_lie, "file_empty", said=0),
        "one file many times": kind(_all_from_one_place, unreadable, "zip_unpacked_large"),
        "many files": Zip(
            lambda files, _: pack({**files, **{f"{n}.txt": b"" for n in range(MAX_MEMBERS)}}),
            frozenset({"zip_crowded"}),
        ),
        "a file twice": kind(_twice, "zip_file_twice"),
        "a password": kind(_set, "member_locked", at=8, value=b"\x01\x00", local=6),
        **{
            f"packed by method {method}": kind(
                _set, "member_packed", at=10, value=struct.pack("<H", method), local=8
            )
            for method in (6, 9, 12, 14, 93, 99)
        },
        "a wrong sum": kind(_set, unreadable, at=16, value=b"\1\2\3\4"),
        "names that differ": Zip(
            lambda files, name: pack(files).replace(name.encode(), b"~" * len(name.encode()), 1),
            frozenset({unreadable}),
        ),
        "sizes that are missing": kind(_zip64, unreadable, "zip_unpacked_large"),
        "files that begin nowhere": kind(_set, unreadable, at=42, value=b"\xf0" * 4),
        "no file, it says": kind(_end_says, at=8, value=bytes(4)),
        "a list that has no end": kind(_end_says, unreadable, at=12, value=b"\xff" * 4),
        "a list that begins before the zip": kind(
            _end_says, unreadable, "zip_without_study", at=16, value=b"\xff" * 4
        ),
        "cut": kind(_change, unreadable, change=lambda data: data[: len(data) // 2]),
        "the end alone": kind(_change, unreadable, change=lambda data: data[data.rfind(_END) :]),
        "behind a program": kind(_change, change=lambda data: b"MZ" + b"\0" * 10_000 + data),
        "before something else": kind(_change, change=lambda data: data + b"x" * 1_000),
        "a comment that is a zip": Zip(
            lambda files, _: pack(files, comment=pack({"a": b""})),
            frozenset({unreadable, "zip_without_study"}),
        ),
        "nothing": Zip(lambda *_: pack({}), frozenset({"zip_without_study"})),
        "only a zip": Zip(
            lambda files, _: pack({"study.zip": pack(files)}), frozenset({"zip_without_study"})
        ),
    }


ZIPS = _kinds()
