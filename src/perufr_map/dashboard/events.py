"""Show how events add up to a score."""

from __future__ import annotations

import pandas as pd

from perufr_map.dashboard.tables import show_table
from perufr_map.dashboard.texts import word, words

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
