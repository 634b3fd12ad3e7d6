"""Read and write workbooks of LibreOffice (.ods), as OpenDocument has them: cells as texts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from perufr_map.characters import replace_odd
from perufr_map.study._cells import Rows, part, put, say_day, say_number
from perufr_map.study._xlsx import pack_parts, widths

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
_OFFICE, _TABLE, _TEXT = (f"{{{_NAMES[name]}}}" for name in ("office", "table", "text"))
_NOTES = {f"{_OFFICE}annotation"}
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PADDED = re.compile(r"0[0-9]+")
_SPACES = re.compile(r"(?<= ) +|^ +")
_CHARACTER = 0.09  # of an inch, in a column's width


# --- in ---------------------------------------------------------------------------------


def fits(packed: zipfile.ZipFile) -> bool:
    """Say whether a zip is such a workbook."""
    return "content.xml" in packed.namelist()


def read(packed: zipfile.ZipFile) -> Iterator[tuple[str, Rows]]:
    """Yield the name of each sheet of a workbook, and its cells."""
    for sheet in part(packed, "content.xml").iter(f"{_TABLE}table"):
        yield sheet.get(f"{_TABLE}name", ""), _rows(sheet)


def _rows(sheet: ET.Element) -> Rows:
    rows: Rows = []
    row = 0
    for line in sheet.iter(f"{_TABLE}table-row"):
        cells = list(_cells(line))
        times = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        for again in range(times if cells else 0):
            for column, text in cells:
                put(rows, row + again, column, text)
        row += times
    return rows


def _cells(line: ET.Element) -> Iterator[tuple[int, str]]:
    """Yield the place and text of each cell of a row that is not empty."""
    column = 0
    for cell in line:
        if cell.tag not in _CELLS:
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if text := _say(cell):
            for again in range(times):
                yield column + again, text
        column += times


def _say(cell: ET.Element) -> str:
    shown = "\n".join(_text(each) for each in cell.findall(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return say_day(cell.get(f"{_OFFICE}date-value", shown))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", shown).upper()
    value = cell.get(f"{_OFFICE}value")
    if value is None:
        return shown
    form = "0" * len(shown) if _PADDED.fullmatch(shown) else ""
    return say_number(value, form)


def _text(node: ET.Element) -> str:
    """Return a paragraph's text, with its spaces, without the notes of its readers."""
    if node.tag in _NOTES:
        return ""
    if node.tag == f"{_TEXT}s":
        return " " * int(node.get(f"{_TEXT}c", "1"))
    if node.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
        return " "
    inner = "".join(_text(each) + (each.tail or "") for each in node)
    return (node.text or "") + inner


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
    return pack_parts(
        {"mimetype": _TYPE, "content.xml": content, "META-INF/manifest.xml": manifest}
    )


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
