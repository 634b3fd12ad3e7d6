"""Show how far two coders of the study agree, and what they see differently in an era."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.texts import era_name, escape, hundredths
from perufr_map.dashboard.texts import word as say


def show_agreement() -> None:
    """Show the agreement of two coders, over all eras and in the one shown, if there are any."""
    study = state.study()
    if study.coding is None:
        return
    agreement, era = study.agreement(), state.era()
    st.header(say("coders"), anchor=False)
    st.caption(say("coders_help"))
    figures = agreement.figures.to_dict("records")
    rows = agreement.by_era.to_dict("records")
    of_era = {row["variable"]: row for row in rows if row["era"] == era}
    columns = {
        "variable": [say(f"coders.{row['variable']}") for row in figures],
        "n": [str(row["n"]) for row in figures],
        "percent": [_percent(row["percent"]) for row in figures],
        "alpha": [_alpha(row) for row in figures],
        "wanted": [_number(row["wanted"]) for row in figures],
        "ac1": [_number(row["ac1"]) for row in figures],
        "in_era": [_alpha(of_era.get(row["variable"])) for row in figures],
    }
    name = era_name(era)
    heads = {key: say(f"coders.column.{key}", era=name) for key in columns}
    table = pd.DataFrame({heads[key]: cells for key, cells in columns.items()})
    show_table(table, label=say("coders"), numbers=[heads[key] for key in list(columns)[1:]])
    here = sum(count for (each, _), count in agreement.cells.items() if each == era)
    st.caption(say("coders.here", era=escape(name), n=str(here)))


def _alpha(row: Mapping[Hashable, Any] | None) -> str:
    """Return alpha with its interval; a dash where it has no value."""
    if row is None or pd.isna(row["alpha"]):
        return "–"
    low, high = _number(row["alpha_low"]), _number(row["alpha_high"])
    return f"{_number(row['alpha'])} ({low} – {high})"


def _number(value: float) -> str:
    return "–" if pd.isna(value) else hundredths(value).removeprefix("+")


def _percent(value: float) -> str:
    return "–" if pd.isna(value) else f"{value / 100:.0%}"
