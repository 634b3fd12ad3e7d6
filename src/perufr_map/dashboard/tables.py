"""Show a table that can be read aloud, printed and copied into a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd
import streamlit as st
from jinja2 import Environment, StrictUndefined

from perufr_map.exports.formulas import disarm

_TEMPLATE = Environment(autoescape=True, trim_blocks=True, undefined=StrictUndefined).from_string(
    Path(__file__).with_name("table.html").read_text("utf-8")
)


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
