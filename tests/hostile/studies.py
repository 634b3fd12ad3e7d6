"""Make the shipped study hostile: in its texts, its size, its descriptor, its encoding."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from hostile.texts import DATES, ODD, SHOWN, WEIGHTS
from perufr_map.resources import study_dir
from perufr_map.study.archive import files_of
from perufr_map.study.bounds import LONGEST_NAME
from perufr_map.study.descriptor import LONGEST_TITLE
from perufr_map.study.layout import CITATIONS, CODING, STEPS, TABLES, layout

Rows = list[list[str]]


def copy_study(folder: Path) -> Path:
    """Copy the shipped study."""
    return Path(shutil.copytree(study_dir(), folder))


def edit_rows(folder: Path, table: str, edit: Callable[[list[str], Rows], Rows]) -> None:
    """Replace the rows of a table by others."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *edit(header, rows)])


def edit_descriptor(folder: Path, **fields: Any) -> None:
    """Change fields of the descriptor; those of `study` are added to its own."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    study = descriptor["study"] | fields.pop("study", {})
    path.write_text(json.dumps(descriptor | fields | {"study": study}), "utf-8")


def fill_texts(folder: Path, text: str) -> None:
    """Put a text into every cell that is free text, as long as the cell may be."""
    for table in (*TABLES, STEPS):
        bounds = {
            field["name"]: field.get("constraints", {})
            for field in layout(table).fields
            if field["type"] == "string" and not _is_bound(table, field["name"])
        }

        def fill(header: list[str], rows: Rows, bounds: Any = bounds) -> Rows:
            return [
                [
                    text[: bounds[name].get("maxLength", 2_000)]
                    if cell and name in bounds
                    else cell
                    for name, cell in zip(header, row, strict=True)
                ]
                for row in rows
            ]

        edit_rows(folder, table, fill)
    name = text[:LONGEST_NAME]
    titles = {f"title_{language}": text[:LONGEST_TITLE] for language in ("en", "es")}
    edit_descriptor(
        folder,
        title=text,
        description=text,
        version=text,
        keywords=[name],
        contributors=[{"title": name, "role": name, "email": name, "organization": name}],
        sources=[{"title": text}],
        study=titles,
    )


def _is_bound(table: str, name: str) -> bool:
    """Say whether a cell must be one of a list, have a form, or occur elsewhere."""
    (field,) = (each for each in layout(table).fields if each["name"] == name)
    is_bound = {"pattern", "enum"} & set(field.get("constraints", {}))
    return (
        bool(is_bound)
        or name in {*layout(table).references, "start", "end", "selected"}
        or (
            (table, name)
            in {(STEPS, "events"), (STEPS, "era"), (STEPS, "before"), ("events", "source")}
        )
    )


def drop_story(folder: Path) -> None:
    """Leave out what names certain statements: the story, the headlines, the coders."""
    for path in (STEPS, *CODING):
        (folder / f"{path}.csv").unlink(missing_ok=True)

    def empty(header: list[str], rows: Rows) -> Rows:
        return [
            ["" if name.startswith("headline_") else c for name, c in zip(header, row, strict=True)]
            for row in rows
        ]

    edit_rows(folder, "eras", empty)


def add_eras(folder: Path, count: int) -> None:
    """Cut the time of the study into that many eras."""
    drop_story(folder)

    def cut(header: list[str], rows: Rows) -> Rows:
        first = date.fromisoformat(rows[0][header.index("start")])
        last = date.fromisoformat(rows[-1][header.index("end")])
        edges = [first + (last - first) * n / count for n in range(count + 1)]
        cells = dict(zip(header, rows[0], strict=True))
        return [
            list(
                (
                    cells
                    | {"id": f"e{n}", "start": str(start), "end": str(end)}
                    | {"reference_date": str(start + timedelta(days=1))}
                ).values()
            )
            for n, (start, end) in enumerate(pairwise(edges))
        ]

    edit_rows(folder, "eras", cut)


def repeat_events(folder: Path, count: int) -> None:
    """Repeat the events until there are that many."""
    drop_story(folder)

    def repeat(header: list[str], rows: Rows) -> Rows:
        place = header.index("id")
        return [
            [*row[:place], f"e-{n}", *row[place + 1 :]]
            for n, row in ((n, rows[n % len(rows)]) for n in range(count))
        ]

    edit_rows(folder, "events", repeat)


def make_dense(folder: Path, *, eras: int, events: int) -> None:
    """Let each of so many events name the largest group, and last through so many eras."""
    add_eras(folder, eras)
    repeat_events(folder, events)
    (folder / f"{CITATIONS}.csv").unlink(missing_ok=True)
    with (folder / "eras.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    last = date.fromisoformat(rows[-1]["end"]) - timedelta(days=1)
    put_cells(folder, "events", "counterpart", ["LATAM"] * events)
    put_cells(folder, "events", "start", [rows[0]["start"]] * events)
    put_cells(folder, "events", "end", [str(last)] * events)


def put_cells(folder: Path, table: str, column: str, cells: Sequence[str]) -> None:
    """Put cells into a column, one into each row from the first on."""

    def put(header: list[str], rows: Rows) -> Rows:
        for row, cell in zip(rows, cells, strict=False):
            row[header.index(column)] = cell
            if column == "start" and table == "events":
                row[header.index("end")] = ""
        return rows

    edit_rows(folder, table, put)


def refused() -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Yield changes that no check lets through, each with its name."""
    for name, text in ODD.items():
        yield name, lambda folder, text=text: fill_texts(folder, text)  # type: ignore[misc]
    yield (
        "endless text",
        lambda folder: edit_rows(
            folder, "eras", lambda header, rows: [_lengthen(header, row) for row in rows]
        ),
    )
    yield "endless title", lambda folder: edit_descriptor(folder, study={"title_en": "x" * 100_000})
    yield "many eras", lambda folder: add_eras(folder, 500)
    for name, fields in DESCRIPTORS.items():
        yield name, lambda folder, fields=fields: edit_descriptor(folder, **fields)  # type: ignore[misc]
    yield "NUL", lambda folder: fill_texts(folder, "a\0b")
    yield "half a character in a cell", _halve
    yield "UTF-16 without a mark", lambda folder: _recode(folder, "utf-16-le")
    yield "UTF-32", lambda folder: _recode(folder, "utf-32")
    yield "EBCDIC", lambda folder: _recode(folder, "cp037")
    yield "half a character", lambda folder: (folder / "eras.csv").write_bytes(b"id\xed\xa0\x80\0")


def _lengthen(header: list[str], row: list[str]) -> list[str]:
    return [
        "x" * 20_000 if name == "summary_en" else c for name, c in zip(header, row, strict=True)
    ]


def _halve(folder: Path) -> None:
    """Put half a character into a cell, as bytes that are no UTF-8."""
    path = folder / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"1992", b"\xed\xa0\x80 1992", 1))


def _recode(folder: Path, encoding: str) -> None:
    path = folder / "events.csv"
    path.write_bytes(path.read_text("utf-8").encode(encoding, "replace"))


DESCRIPTORS: dict[str, dict[str, Any]] = {
    "licence's script": {"licenses": [{"name": "MIT", "path": "javascript:alert(1)"}]},
    "author's file": {"contributors": [{"title": "A", "path": "file:///etc/passwd"}]},
    "source's data": {"sources": [{"title": "A", "path": "data:text/html,<script>"}]},
    "homepage's script": {"homepage": "javascript:alert(1)"},
    "endless number": {"study": {"group_share": 10**400}},
    "no number": {"study": {"constant": float("nan")}},
    "name that leads out": {"name": "../../etc/passwd"},
    "name with a break": {"name": "peru\n"},
    "odd text": {"keywords": ["a\x1b[2J"]},
    "odd name of a section": {"study": {"sections": {"a\x1b[2J": {"en": "x", "es": "x"}}}},
    "endless name of an author": {"contributors": [{"title": "x" * 900_000}]},
    "very many authors": {"contributors": [{"title": "A"}] * 15_000},
    "endless name of a licence": {"licenses": [{"name": "x" * 900_000}]},
    "half a character in a text": {"title": "a\ud800b"},
}


@st.composite
def mutated_files(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw the files of the shipped study, with one to three changes."""
    files = files_of(study_dir())
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(files)))
        files[name] = draw(st.sampled_from(_CHANGES))(draw, files[name])
    return files


def _change_cell(draw: st.DrawFn, data: bytes) -> bytes:
    rows = list(csv.reader(data.decode("utf-8", "replace").splitlines(keepends=True)))
    cells = [*SHOWN.values(), *ODD.values(), *DATES, *WEIGHTS, "", " ", "USA", "1985", "\n", '"']
    row = rows[draw(st.integers(0, len(rows) - 1))] if rows else []
    if row:
        row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(cells) | st.text())
    return "".join(
        ",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in r) + "\n" for r in rows
    ).encode("utf-8", "surrogatepass")


def _change_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    place = draw(st.integers(0, len(data)))
    end = draw(st.integers(place, min(len(data), place + 20)))
    return data[:place] + draw(st.binary(max_size=8)) + data[end:]


def _repeat_line(draw: st.DrawFn, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    place = draw(st.integers(0, len(lines) - 1))
    lines[place:place] = [lines[place]] * draw(st.integers(1, 3))
    return b"".join(lines)


def _drop_line(draw: st.DrawFn, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    del lines[draw(st.integers(0, len(lines) - 1))]
    return b"".join(lines)


def _recode_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    encoding = draw(st.sampled_from(["utf-16", "utf-16-le", "cp1252", "mac_roman", "utf-8-sig"]))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


_CHANGES: list[Callable[[st.DrawFn, bytes], bytes]] = [
    _change_cell,
    _change_cell,
    _change_bytes,
    _repeat_line,
    _drop_line,
    _recode_bytes,
]
