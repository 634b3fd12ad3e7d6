"""Show how a table that was sent has been read, and what of it could be."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import word, words
from perufr_map.study.checks import CheckedFiles
from perufr_map.study.encodings import ENCODINGS
from perufr_map.study.layout import columns
from perufr_map.study.spreadsheets import SEPARATORS, Sheet, Written
from perufr_map.study.valid import ValidRows, count_valid

_READ, _VALID = read_template("read.html"), read_template("valid.html")
_MOST = 20  # counterparts listed
_TABLE = "events"
_DATES = ("start", "end")
_TOLD = ("separator_named", "edges_trimmed")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}


def show_read(checked: CheckedFiles, written: Written) -> Written:
    """Show how a table of events was read; return how its viewer wants it read."""
    sheet = checked.sheets.get(_TABLE)
    st.header(word("read.title"), anchor=False)
    encodings, separators = st.columns(2)
    with encodings:
        encoding = st.selectbox(
            word("read.encoding"),
            ENCODINGS,
            index=list(ENCODINGS).index(sheet.encoding if sheet else written.encoding or "UTF-8"),
            key=_key("encoding", sheet),
        )
    with separators:
        separator = st.selectbox(
            word("read.separator"),
            SEPARATORS,
            index=SEPARATORS.index(sheet.separator if sheet else written.separator or ","),
            format_func=lambda sign: word(f"read.{_NAMES[sign]}"),
            key=_key("separator", sheet),
        )
    if sheet is None:
        return Written(encoding, written.separator)
    _show_rows(checked, sheet)
    return Written(
        encoding if encoding != sheet.encoding else written.encoding,
        separator if separator != sheet.separator else written.separator,
    )


def _key(name: str, sheet: Sheet | None) -> str:
    """Return the key of a choice: a table that was read anew has a new one."""
    return f"read-{name}-{state.language()}-{id(sheet)}"


def _show_rows(checked: CheckedFiles, sheet: Sheet) -> None:
    """Show which columns were found, how dates are written, and what else had to be assumed."""
    expected = columns(_TABLE, checked.languages)
    found = [name for name in sheet.header if name in expected]
    strange = [name for name in sheet.header if name not in expected]
    told = {"found": str(len(found)), "of": str(len(expected))}
    key = "read.strange" if strange else "read.columns"
    dates = [each for each in checked.errors if each.file == "events.csv" and each.column in _DATES]
    rows = [
        (
            word("read.column"),
            word(key, **told, strange=", ".join(strange)),
            ", ".join(expected),
        ),
        (
            word("read.dates"),
            words().count("page.read.dates_wrong", len(dates)) if dates else word("read.dates_ok"),
            word("read.dates_forms"),
        ),
    ]
    if sheet.sample:
        rows.insert(0, (word("read.sample"), sheet.sample, ""))
    others = [each for each in checked.assumed if each.code in _TOLD and each.file == "events.csv"]
    rows += [
        (word("read.also"), f"{said.message}. {said.remedy}.", "")
        for said in (each.translate(state.interface()) for each in others)
    ]
    st.html(_READ.render(rows=rows, show=word("read.show")))


def show_tables(checked: CheckedFiles, *, is_book: bool) -> None:
    """Show how the tables of a whole study were read, or the sheets of a workbook."""
    st.header(word("read.title"), anchor=False)
    rows = [
        (
            table if is_book else f"{table}.csv",
            word(
                "read.sheet" if is_book else "read.table",
                rows=str(len(sheet.rows)),
                encoding=sheet.encoding,
                separator=word(f"read.{_NAMES[sheet.separator]}"),
            ),
            "",
        )
        for table, sheet in checked.sheets.items()
    ]
    st.html(_READ.render(rows=rows, show=word("read.show")))


def show_valid(checked: CheckedFiles) -> None:
    """Show of which eras and counterparts the rows without an error speak."""
    valid = count_valid(checked)
    if not valid.rows:
        return
    parts = []
    if valid.by_era:
        names = _names(checked, "eras")
        most = max([1, *valid.by_era.values()])
        eras = [_bar(names.get(era, era), n, 0, most) for era, n in valid.by_era.items()]
        parts.append((word("valid.eras"), eras))
    if valid.by_counterpart:
        parts.append((word("valid.counterparts"), _by_counterpart(checked, valid)))
    st.html(
        _VALID.render(
            title=words().count("page.valid.title", valid.valid),
            hint=word("valid.hint" if valid.valid else "valid.none"),
            parts=parts,
        )
    )


def _by_counterpart(checked: CheckedFiles, valid: ValidRows) -> list[dict[str, object]]:
    """Return a bar for each counterpart: those with rows that failed, then the most told of."""
    names = _names(checked, "counterparts")
    every = valid.by_counterpart
    most = max(good + bad for good, bad in every.values())
    order = sorted(every, key=lambda code: (not every[code][1], -sum(every[code])))
    return [_bar(names.get(code, code), *every[code], most) for code in order[:_MOST]]


def _bar(name: str, good: int, bad: int, most: int) -> dict[str, object]:
    return {
        "name": name,
        "n": good,
        "good": round(100 * good / most, 1),
        "bad": round(100 * bad / most, 1),
        "missing": words().count("page.valid.missing", bad) if bad else "",
    }


def _names(checked: CheckedFiles, table: str) -> dict[str, str]:
    """Return the names in a table that was sent, in the viewer's language if it has them there."""
    sheet = checked.sheets.get(table)
    if sheet is None:
        return {}
    language = state.language()
    known = language if language in checked.languages else checked.languages[0]
    names = (sheet.column(f"{stem}_{known}") for stem in ("short", "name"))
    rows = zip(sheet.column("id"), *names, strict=True)
    return {code: short or name for code, short, name in rows}
