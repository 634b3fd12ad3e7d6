"""Show how far two coders of the study agree, and what they see differently in an era."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import era_name, escape, hundredths
from perufr_map.dashboard.texts import word as say

_TEMPLATE = read_template("agreed.html")


def show_agreement() -> None:
    """Show the agreement of two coders as bars, if there are any, and in a drawer the numbers."""
    study = state.study()
    if study.coding is None:
        return
    figures = study.agreement().figures.to_dict("records")
    wanted = {row["wanted"] for row in figures if not pd.isna(row["wanted"])}
    limit = max(wanted, default=None)
    st.html(
        _TEMPLATE.render(
            title=say("coders"),
            hint=say("coders_hint"),
            note=say("coders_note"),
            wanted=limit
            and {"at": 100 * limit, "text": say("coders.wanted", limit=_number(limit))},
            rows=[
                {
                    "name": say(f"coders.{row['variable']}"),
                    "alpha": _number(row["alpha"]),
                    "bar": _length(row["alpha"]),
                    "low": _length(row["alpha_low"]),
                    "high": _length(row["alpha_high"]),
                    "wanted": _length(row["wanted"]),
                }
                for row in figures
            ],
        )
    )
    with st.expander(say("coders.table"), key="coders", on_change="rerun") as drawer:
        if drawer.open:
            _show_numbers(figures)


def _length(share: float) -> float | None:
    """Return the length of a bar in percent; None where there is no value."""
    return None if pd.isna(share) else round(100 * max(0.0, share), 1)


def _show_numbers(figures: Sequence[Mapping[Hashable, Any]]) -> None:
    """Show the agreement as a table, over all eras and in the one shown."""
    agreement, era = state.study().agreement(), state.era()
    st.caption(say("coders_help"))
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
