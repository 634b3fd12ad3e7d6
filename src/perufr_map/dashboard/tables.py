"""Show a table for screen readers, for print and for copying into a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
import streamlit as st

from perufr_map.dashboard.templates import read_template
from perufr_map.formulas import disarm

_TEMPLATE = read_template("table.html")


def show_table(
    table: pd.DataFrame,
    *,
    label: str,
    numbers: Collection[str],
    total: Mapping[str, str] | None = None,
) -> None:
    """Show a table of texts as one element; Streamlit's grid is shown 0.2 s later."""
    st.html(write_table(table, label=label, numbers=numbers, total=total))


def write_table(
    table: pd.DataFrame,
    *,
    label: str,
    numbers: Collection[str],
    total: Mapping[str, str] | None = None,
) -> str:
    """Return a table of texts as HTML.

    No text is a formula when it is copied into a spreadsheet.

    Parameters
    ----------
    table
        Texts, by the names of their columns.
    label
        Name of the table for screen readers.
    numbers
        The columns of numbers, aligned to the right.
    total
        The last line: texts by column.
    """
    rows = disarm(table).to_dict("records")
    names = list(table)
    last = dict.fromkeys(names, "") | dict(total) if total else None
    return _TEMPLATE.render(label=label, names=names, numbers=numbers, rows=rows, total=last)
