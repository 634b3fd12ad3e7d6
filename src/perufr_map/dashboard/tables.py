"""Show a table that can be read aloud, printed and copied into a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
import streamlit as st

from perufr_map.dashboard.templates import read_template
from perufr_map.exports.formulas import disarm

_TEMPLATE = read_template("table.html")


def show_table(
    table: pd.DataFrame,
    *,
    label: str,
    numbers: Collection[str],
    total: Mapping[str, str] | None = None,
) -> None:
    """Show a table of texts as one element; Streamlit's grid follows 0.2 s later.

    No text that is shown is a formula for whoever copies it.

    Parameters
    ----------
    table
        Texts, by the names of their columns.
    label
        What it is called, for those who hear it.
    numbers
        The columns that stand to the right.
    total
        A last line.
    """
    rows = disarm(table).to_dict("records")
    names = list(table)
    last = dict.fromkeys(names, "") | dict(total) if total else None
    st.html(_TEMPLATE.render(label=label, names=names, numbers=numbers, rows=rows, total=last))
