"""Collect what is shown of an event, and show how events add up to a score."""

from __future__ import annotations

import pandas as pd

from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.texts import word, words
from perufr_map.shown.cites import Cite

_ADDEND = "{:+z.2f}".format  # z: zero has no minus sign


def show_sum(events: pd.DataFrame) -> None:
    """Show how events add up to a score, as a table to copy.

    Numbers are written so that spreadsheet programs can read them.

    Parameters
    ----------
    events
        As `perufr_map.scoring.scored.Scored.events` returns them.
    """
    viewer_words = words()
    groups = [viewer_words.name(via) if isinstance(via, str) else "" for via in events["via"]]
    numbers = [word(key) for key in ("weight", "share", "contribution")]
    table = pd.DataFrame(
        {
            word("event"): [viewer_words.of(event, "headline") for _, event in events.iterrows()],
            word("date"): [viewer_words.of(event, "date_text") for _, event in events.iterrows()],
            word("weight"): events["weight"].map(_ADDEND),
            word("share"): events["share"].map("{:g}".format),
            word("contribution"): events["contribution"].map(_ADDEND),
            word("group"): groups,
            word("citation"): [viewer_words.citation(event) for _, event in events.iterrows()],
        }
    )
    total = {
        word("event"): word("net"),
        word("contribution"): _ADDEND(events["contribution"].sum()),
    }
    show_table(table, label=word("why"), numbers=numbers, total=total)


def collect_texts(event: pd.Series[str]) -> dict[str, str | list[Cite]]:
    """Return the texts of an event in the viewer's language."""
    viewer_words = words()
    facts = [viewer_words.signed(float(event["contribution"])), viewer_words.of(event, "date_text")]
    if isinstance(event["via"], str):
        facts.append(viewer_words.through(float(event["share"]), event["via"]))
    return {
        "headline": viewer_words.of(event, "headline"),
        "facts": " · ".join(facts),
        "narrative": viewer_words.of(event, "narrative"),
        "cites": viewer_words.cites(event),
        "doubt": viewer_words.doubt(event),
    }
