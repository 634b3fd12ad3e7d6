"""Read and write workbooks of Excel (.xlsx), as ECMA-376 has them: cells as texts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from perufr_map.characters import replace_odd
from perufr_map.resources import package_text
from perufr_map.study._cells import Rows, count_day, part, put, say_day, say_number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK = "xl/workbook.xml"
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""The numbers of the formats of dates that no workbook has to define."""

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_EPOCH = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same study gives the same bytes
_NARROW, _WIDE, _LONG = 14, 40, 30


# --- in ---------------------------------------------------------------------------------


def read(packed: zipfile.ZipFile) -> Iterator[tuple[str, Rows]]:
    """Yield the name of each sheet of a workbook, and its cells."""
    book = part(packed, _BOOK)
    links = {
        each.attrib["Id"]: each.attrib["Target"]
        for each in part(packed, "xl/_rels/workbook.xml.rels")
    }
    settings = book.find(f"{_MAIN}workbookPr")
    from_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    shared, forms = _shared(packed), _forms(packed)
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = links[sheet.attrib[_ID]]
        name = target[1:] if target.startswith("/") else posixpath.join("xl", target)
        if "worksheet" in name:
            rows = _rows(part(packed, posixpath.normpath(name)), shared, forms, from_1904=from_1904)
            yield sheet.attrib["name"], rows


def _shared(packed: zipfile.ZipFile) -> list[str]:
    """Return the texts that cells name by their number."""
    try:
        root = part(packed, "xl/sharedStrings.xml")
    except KeyError:
        return []
    return [_text(each) for each in root.iter(f"{_MAIN}si")]


def _text(node: ET.Element) -> str:
    """Return a text, in runs or not, without what says how it is pronounced."""
    parts = [*node.findall(f"{_MAIN}t"), *node.findall(f"{_MAIN}r/{_MAIN}t")]
    return "".join(each.text or "" for each in parts)


def _forms(packed: zipfile.ZipFile) -> list[str]:
    """Return the format of each style of a cell: ``day``, or the code of a format of numbers."""
    try:
        root = part(packed, "xl/styles.xml")
    except KeyError:
        return []
    codes = {
        int(each.attrib["numFmtId"]): each.attrib["formatCode"]
        for each in root.iter(f"{_MAIN}numFmt")
    }
    styles = root.find(f"{_MAIN}cellXfs")
    return [_form(int(each.get("numFmtId", "0")), codes) for each in styles or ()]


def _form(number: int, codes: Mapping[int, str]) -> str:
    code = codes.get(number, "")
    is_day = re.search("[ymdh]", _QUOTED.sub("", code), re.IGNORECASE) if code else number in _DAYS
    return "day" if is_day else code


def _rows(
    root: ET.Element, shared: Sequence[str], forms: Sequence[str], *, from_1904: bool
) -> Rows:
    rows: Rows = []
    number = 0
    for row in root.iter(f"{_MAIN}row"):
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row.iter(f"{_MAIN}c"):
            column = _column(cell.get("r", "")) or column + 1
            style = int(cell.get("s", "0"))
            form = forms[style] if style < len(forms) else ""
            put(rows, number - 1, column - 1, _say(cell, shared, form, from_1904=from_1904))
    return rows


def _column(place: str) -> int:
    """Return the number of a column by its letters: 28 for ``AB7``."""
    number = 0
    for sign in place:
        if not sign.isalpha():
            break
        number = 26 * number + ord(sign.upper()) - ord("A") + 1
    return number


def _say(cell: ET.Element, shared: Sequence[str], form: str, *, from_1904: bool) -> str:
    kind, text = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "inlineStr":
        inline = cell.find(f"{_MAIN}is")
        return "" if inline is None else _text(inline)
    match kind, text:
        case _, "":
            said = ""
        case "s", _:
            said = shared[int(text)]
        case "d", _:
            said = say_day(text)
        case "b", _:
            said = "TRUE" if text == "1" else "FALSE"
        case "n", _ if form == "day":
            said = count_day(float(text), from_1904=from_1904)
        case "n", _:
            said = say_number(text, form)
        case _:
            said = text
    return said


# --- out --------------------------------------------------------------------------------


def write(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook whose cells are all texts, the same bytes each time.

    The empty cells of its columns are texts as well, so that nothing typed there is rewritten.
    """
    numbers = range(1, len(sheets) + 1)
    fill = {
        "types": "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in numbers
        ),
        "sheets": "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
            for n, name in zip(numbers, sheets, strict=True)
        ),
        "links": "".join(
            f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        ),
    }
    frame = package_text("study/workbook.txt")
    for name, text in fill.items():
        frame = frame.replace(f"{{{name}}}", text)
    parts = dict(piece.split("\n", 1) for piece in frame.strip().split("\n--- ")[1:])
    for n, rows in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{n}.xml"] = _write_sheet(rows)
    return pack_parts(parts)


def pack_parts(parts: Mapping[str, str]) -> bytes:
    """Return texts as a zip by their names, the same bytes each time; ``mimetype`` as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(member, text.encode(), how)
    return buffer.getvalue()


def widths(rows: Rows) -> list[int]:
    """Return how wide columns are, in characters: those of long texts are wide."""
    return [
        _WIDE if any(len(row[place]) > _LONG for row in rows if place < len(row)) else _NARROW
        for place in range(max(map(len, rows), default=0))
    ]


def _write_sheet(rows: Rows) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{wide}" style="1" customWidth="1"/>'
        for n, wide in enumerate(widths(rows), start=1)
    )
    lines = "".join(_write_row(row, n) for n, row in enumerate(rows, start=1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN[1:-1]}"><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )


def _write_row(row: list[str], number: int) -> str:
    cells = "".join(_write_cell(text, number, place) for place, text in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _write_cell(text: str, row: int, place: int) -> str:
    if not text:
        return ""
    style = 2 if row == 1 else 1
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    said = escape(replace_odd(text))
    return (
        f'<c r="{letters}{row}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{said}</t></is></c>'
    )
