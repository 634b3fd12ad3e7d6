"""Find event files, and detect the layout of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from glob import has_magic
from pathlib import Path
from typing import TypeAlias

from perufr_map.scoring.bulk import text
from perufr_map.scoring.bulk.layouts import Layout
from perufr_map.scoring.bulk.problems import EventFileError
from perufr_map.scoring.bulk.text import ENDINGS, Shape, ending
from perufr_map.study.assumptions import Assumed

Files: TypeAlias = str | Path | Sequence[str | Path]

REJECTS = ".rejects.csv"
"""Ending of the file of rejected rows, after the event file's name."""

PARQUET = ".parquet"


@dataclass(frozen=True, kw_only=True)
class EventFile:
    """An event file, and how to read it.

    Attributes
    ----------
    path
        The file as the user named it.
    readable
        The file that an engine reads: the file itself, or a copy that all engines can read.
    shape
        How its text is laid out; None for Parquet.
    roles
        Its column for each role that it has.
    zones
        The time zone of each role whose column holds times.
    numbered
        Whether its event codes are numbers, without leading zeros.
    lines
        If it is a copy, the line of the original file for each row.
    repeated
        If it is a copy, the number of repeated rows that it leaves out.
    preamble
        If it is a copy, the number of lines before the header that it leaves out.
    assumed
        What had to be assumed to read it.
    """

    path: Path
    readable: Path
    shape: Shape | None
    roles: Mapping[str, str]
    zones: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = False
    lines: tuple[int, ...] = ()
    repeated: int = 0
    preamble: int = 0
    assumed: Assumed = field(default_factory=Assumed)

    def require(self, roles: Mapping[str, str], optional: frozenset[str]) -> dict[str, str]:
        """Return the columns of the roles that the file has.

        Raises
        ------
        EventFileError
            If it lacks one that is not optional.
        """
        missing = [name for role, name in roles.items() if role not in {*self.roles, *optional}]
        if missing:
            raise EventFileError(
                f"{self.path.name} has no column {', '.join(f'“{name}”' for name in missing)}; "
                f"its columns are {', '.join(columns(self.readable, self.shape))[:200]}"
            )
        return {role: self.roles[role] for role in roles if role in self.roles}


def find(files: Files) -> list[Path]:
    """Return the event files of a name, a pattern, a folder or a list of them, each once.

    The name of a file that exists is never read as a pattern. A link and what it leads to are
    one file.

    Raises
    ------
    EventFileError
        If there is no file, or one with an unknown ending.
    """
    names = [files] if isinstance(files, (str, Path)) else list(files)
    by_file: dict[tuple[int, int], Path] = {}
    for path in (path for name in names for path in _expand(str(name))):
        facts = path.stat()
        by_file.setdefault((facts.st_dev, facts.st_ino), path)
    paths = list(by_file.values())
    if not paths:
        raise EventFileError(f"no event files in {', '.join(map(str, names))}")
    for path in paths:
        if ending(path) not in {*ENDINGS, PARQUET}:
            raise EventFileError(
                f"{path.name} ends in none of {', '.join([*ENDINGS, PARQUET])} (text also .gz); "
                "unpack or rename it"
            )
    return paths


def look(path: Path, readable: Path, layout: Layout) -> EventFile:
    """Detect the layout of a file.

    Raises
    ------
    EventFileError
        If the number of columns is not the layout's, or a column is named twice.
    """
    if ending(readable) == PARQUET:
        return _look_at_parquet(path, readable, layout)
    shape = text.look(readable, layout, name=path.name)
    roles = text.match(shape.columns, layout.roles, name=path.name)
    return EventFile(
        path=path,
        readable=readable,
        shape=text.add_values(readable, shape, roles, layout),
        roles=roles,
    )


def agree(
    files: Sequence[EventFile], roles: Mapping[str, str], optional: frozenset[str]
) -> list[EventFile]:
    """Return the files, reduced to the roles that all of them have.

    Raises
    ------
    EventFileError
        If a file lacks a role that is not optional, or only some files have ends of events.
    """
    file_roles = [file.require(roles, optional) for file in files]
    common = set.intersection(*map(set, file_roles))
    # The rows of all files go into one table, so only common roles are read.
    with_ends = [
        file.path.name for file, own in zip(files, file_roles, strict=True) if "last" in own
    ]
    if with_ends and "last" not in common:
        raise EventFileError(
            f"{with_ends[0]} has events that last (“end”), others have none; score them apart"
        )
    return [
        replace(file, roles={role: name for role, name in own.items() if role in common})
        for file, own in zip(files, file_roles, strict=True)
    ]


def keeps_zeros(file: EventFile) -> bool:
    """Say whether any event code in a file begins with a zero."""
    column = file.roles["code"]
    if file.shape is not None:
        with text.open_text(file.readable) as opened:
            return any(
                row.get(column, "").startswith("0") for _, row in text.records(opened, file.shape)
            )
    import pyarrow.compute as pc  # noqa: PLC0415 (not needed for text)
    from pyarrow import parquet  # noqa: PLC0415

    with parquet.ParquetFile(file.readable) as stored:
        return any(
            pc.any(pc.starts_with(batch.column(0).cast("string"), pattern="0")).as_py()
            for batch in stored.iter_batches(columns=[column])
        )


def columns(readable: Path, shape: Shape | None) -> tuple[str, ...]:
    """Return the columns of a text or Parquet file."""
    if shape is not None:
        return shape.columns
    from pyarrow import parquet  # noqa: PLC0415 (not needed for text)

    return tuple(parquet.ParquetFile(readable).schema_arrow.names)


def _look_at_parquet(path: Path, readable: Path, layout: Layout) -> EventFile:
    import pyarrow as pa  # noqa: PLC0415 (not needed for text)
    from pyarrow import parquet  # noqa: PLC0415

    try:
        with parquet.ParquetFile(readable) as file:
            schema = file.schema_arrow
    except pa.ArrowInvalid as error:
        raise EventFileError(f"{path.name} is no Parquet file") from error
    roles = text.match(schema.names, layout.roles, name=path.name)
    types = {role: schema.field(column).type for role, column in roles.items()}
    zones = {
        role: arrow_type.tz
        for role, arrow_type in types.items()
        if pa.types.is_timestamp(arrow_type) and arrow_type.tz
    }
    code = types.get("code", pa.string())
    numbered = pa.types.is_integer(code) or pa.types.is_floating(code) or pa.types.is_decimal(code)
    return EventFile(
        path=path, readable=readable, shape=None, roles=roles, zones=zones, numbered=numbered
    )


def _expand(name: str) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        inside = [each for each in path.iterdir() if ending(each) in {*ENDINGS, PARQUET}]
    elif path.is_file():
        yield path
        return
    elif path.exists():  # a pipe or a device, which cannot be read twice
        raise EventFileError(f"{name} is no file; save what it gives as one")
    elif has_magic(name):
        # An absolute pattern starts at its root, as in a shell.
        root = Path(path.anchor or ".")
        inside = list(root.glob(str(path.relative_to(root) if path.anchor else path)))
    else:
        raise EventFileError(f"there is no file {name}")
    yield from sorted(each for each in inside if each.is_file() and not each.name.endswith(REJECTS))
