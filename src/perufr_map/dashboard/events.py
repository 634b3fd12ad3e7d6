"""Write how events add up to a score."""

from __future__ import annotations

import pandas as pd

from perufr_map.api import Study
from perufr_map.dashboard.kept import Kept
from perufr_map.dashboard.tables import write_table
from perufr_map.scoring.method import Method
from perufr_map.shown.words import Words

_ADDEND = "{:+z.2f}".format  # z: zero has no minus sign


@Kept
def write_sum(
    study: Study, method: Method, era: str, code: str, *, language: str, interface: str
) -> str:
    """Return how events add up to a score, as a table to copy; nothing if there are none.

    Numbers are written so that spreadsheet programs can read them.
    """
    events = study.scored(method).events(era, code)
    if events.empty:
        return ""
    words = Words(study, language, (interface,))
    names = ("weight", "share", "contribution", "event", "date", "group", "citation", "net", "why")
    head = {name: words.say(f"page.{name}") for name in names}
    rows = [row for _, row in events.iterrows()]
    table = pd.DataFrame(
        {
            head["event"]: [words.of(row, "headline") for row in rows],
            head["date"]: [words.of(row, "date_text") for row in rows],
            head["weight"]: events["weight"].map(_ADDEND),
            head["share"]: events["share"].map("{:g}".format),
            head["contribution"]: events["contribution"].map(_ADDEND),
            head["group"]: [words.name(x) if isinstance(x, str) else "" for x in events["via"]],
            head["citation"]: [words.citation(row) for row in rows],
        }
    )
    total = {
        head["event"]: head["net"],
        head["contribution"]: _ADDEND(events["contribution"].sum()),
    }
    return write_table(
        table, label=head["why"], numbers=[head[name] for name in names[:3]], total=total
    )
