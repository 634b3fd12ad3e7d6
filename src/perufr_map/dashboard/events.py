"""Show events: what each adds, says and rests on, and how they add up."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import word, words

_ADDEND = "{:+z.2f}".format  # a sum that comes to nothing has no minus sign
_TEMPLATE = read_template("events.html")


def show_events(events: pd.DataFrame, *, wide: bool = False) -> None:
    """Show events as one element: Streamlit draws many Markdown texts slowly.

    Parameters
    ----------
    events
        As `perufr_map.scoring.scored.Scored.events` returns them.
    wide
        Whether there is room for two columns.
    """
    shown = [_collect_texts(event) for _, event in events.iterrows()]
    st.html(_TEMPLATE.render(events=shown, wide=wide))


def show_sum(events: pd.DataFrame) -> None:
    """Show how events add up to a score, as a table to copy.

    Numbers are written as spreadsheet programs read them.

    Parameters
    ----------
    events
        As `perufr_map.scoring.scored.Scored.events` returns them.
    """
    said = words()
    groups = [said.name(via) if isinstance(via, str) else "" for via in events["via"]]
    numbers = [word(key) for key in ("weight", "share", "contribution")]
    table = pd.DataFrame(
        {
            word("event"): [said.of(event, "headline") for _, event in events.iterrows()],
            word("date"): [said.of(event, "date_text") for _, event in events.iterrows()],
            word("weight"): events["weight"].map(_ADDEND),
            word("share"): events["share"].map("{:g}".format),
            word("contribution"): events["contribution"].map(_ADDEND),
            word("group"): groups,
            word("citation"): [said.citation(event) for _, event in events.iterrows()],
        }
    )
    total = {
        word("event"): word("net"),
        word("contribution"): _ADDEND(events["contribution"].sum()),
    }
    show_table(table, label=word("why"), numbers=numbers, total=total)


def _collect_texts(event: pd.Series[str]) -> dict[str, str]:
    """Return the texts of an event in the viewer's language."""
    said = words()
    facts = [said.signed(float(event["contribution"])), said.of(event, "date_text")]
    if isinstance(event["via"], str):
        facts.append(said.through(float(event["share"]), event["via"]))
    return {
        "headline": said.of(event, "headline"),
        "facts": " · ".join(facts),
        "narrative": said.of(event, "narrative"),
        "citation": said.citation(event),
        "doubt": said.doubt(event),
    }
