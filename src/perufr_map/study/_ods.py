"""Read workbooks of LibreOffice (.ods) with odfdo, and write them: cells as texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from odfdo import Cell, Document, Row, Table

from perufr_map.characters import replace_odd
from perufr_map.study._cells import Rows, check_place, say, widths
from perufr_map.study._packed import Metered, pack_parts

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"
    for name, urn in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
    }.items()
}
_SPACES = re.compile(r"(?<= ) +|^ +")
_PADDED = re.compile(r"0[0-9]+")
_CHARACTER = 0.09  # of an inch, in a column's width


# --- in ---------------------------------------------------------------------------------


def read(
    parts: Mapping[str, bytes], wanted: Callable[[str], bool], *, rows: int
) -> Iterator[tuple[str, Rows]]:
    """Yield the name of each sheet of a workbook, and its cells; see `_xlsx.read`."""
    document = Document(Metered({"mimetype": _TYPE.encode(), **parts}))
    for sheet in document.body.tables:
        name = sheet.name or ""
        yield name, _rows(sheet, rows) if wanted(name) else []


def _rows(sheet: Table, most: int) -> Rows:
    """Return the rows of a sheet, down to the last that is not empty."""
    found: Rows = []
    number = 0
    for row in sheet.get_elements("descendant::table:table-row"):
        if not isinstance(row, Row):
            continue
        times = row.repeated or 1
        if cells := _cells(row, number, most):
            check_place(number + times - 1, 0, most)
            found += [[] for _ in range(number - len(found))]
            found += [cells] * times
        number += times
    return found


def _cells(row: Row, number: int, most: int) -> list[str]:
    """Return the cells of a row, up to the last that is not empty."""
    cells: list[str] = []
    column = 0
    for cell in row.get_elements("table:table-cell|table:covered-table-cell"):
        if not isinstance(cell, Cell):
            continue
        times = cell.repeated or 1
        if text := _say(cell):
            check_place(number, column + times - 1, most)
            cells += [""] * (column - len(cells)) + [text] * times
        column += times
    return cells


def _say(cell: Cell) -> str:
    value = cell.value
    if value is None:  # some programs name no kind
        return "\n".join(each.inner_text for each in cell.get_elements("text:p"))
    if isinstance(value, int) and (shown := cell.text_content.strip()) and _PADDED.fullmatch(shown):
        return say(value, "0" * len(shown))
    return say(value)


# --- out --------------------------------------------------------------------------------


def write(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook whose cells are all texts, the same bytes each time.

    The empty cells of its columns are texts as well, so that nothing typed there is rewritten.
    """
    spaces = " ".join(f'xmlns:{name}="{urn}"' for name, urn in _NAMES.items() if name != "manifest")
    tables = "".join(_write_sheet(name, rows) for name, rows in sheets.items())
    wide = {wide for rows in sheets.values() for wide in widths(rows)}
    columns = "".join(
        f'<style:style style:name="wide{each}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{each * _CHARACTER:.2f}in"/>'
        "</style:style>"
        for each in sorted(wide)
    )
    cell = '<style:style style:name="{}" style:family="table-cell" style:data-style-name="text">{}'
    bold = '<style:text-properties fo:font-weight="bold"/>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        'office:version="1.2"><office:automatic-styles><number:text-style style:name="text">'
        f"<number:text-content/></number:text-style>{columns}"
        f"{cell.format('cell', '')}</style:style>{cell.format('head', bold)}</style:style>"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        f'xmlns:manifest="{_NAMES["manifest"]}" manifest:version="1.2">'
        f"{entry.format('/', _TYPE)}{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    )
    parts = {"mimetype": _TYPE, "content.xml": content, "META-INF/manifest.xml": manifest}
    return pack_parts({name: text.encode() for name, text in parts.items()})


def _write_sheet(name: str, rows: Rows) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="wide{wide}" table:default-cell-style-name="cell"/>'
        for wide in widths(rows)
    )
    lines = "".join(
        f"<table:table-row>{''.join(_write_cell(text, head=not place) for text in row)}"
        f"{'' if row else '<table:table-cell/>'}</table:table-row>"
        for place, row in enumerate(rows)
    )
    return f"<table:table table:name={quoteattr(name)}>{columns}{lines}</table:table>"


def _write_cell(text: str, *, head: bool) -> str:
    style = "head" if head else "cell"
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    paragraphs = "".join(
        f"<text:p>{_keep_spaces(line)}</text:p>" for line in replace_odd(text).split("\n")
    )
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{paragraphs}</table:table-cell>"
    )


def _keep_spaces(line: str) -> str:
    """Return a line with those spaces written out that a reader would leave out."""
    return _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))
