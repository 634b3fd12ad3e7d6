"""Count the days of an era that an event covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from perufr_map.study.tables import StudyTables

_DAY = pd.Timedelta(days=1)


def days_covered(reach: pd.DataFrame, study: StudyTables) -> pd.Series[int]:
    """Return how many days of its era each row of `reach` covers.

    An event covers all days that it can mean; inherited through a group, those on which the
    state was a member.

    Parameters
    ----------
    reach
        As `perufr_map.scoring.scored.reach` returns it.
    study
        The study.
    """
    events = study.events.set_index("id")[["first", "last"]]
    eras = study.eras.set_index("id")[["start", "end"]]
    rows = reach.join(events, on="event").join(eras, on="era").rename_axis("row").reset_index()
    rows["opens"] = rows[["first", "start"]].max(axis=1)
    rows["closes"] = (rows["last"] + _DAY).clip(upper=rows["end"])
    stays = study.members.rename(columns={"start": "joins", "end": "leaves"})
    rows = rows.merge(
        stays[["group", "state", "joins", "leaves"]],
        left_on=["via", "counterpart"],
        right_on=["group", "state"],
        how="left",
    )
    # A missing day is none: an open membership, or an event that names the counterpart.
    opens, closes = rows[["opens", "joins"]].max(axis=1), rows[["closes", "leaves"]].min(axis=1)
    covered = (closes - opens).dt.days.clip(lower=0)
    whole = (rows["closes"] - rows["opens"]).dt.days
    # Two stays may share days; together they are no longer than the event.
    days: pd.Series[int] = (
        covered.groupby(rows["row"]).sum().clip(upper=whole.groupby(rows["row"]).first())
    )
    return days.set_axis(reach.index)


def days_of_eras(study: StudyTables) -> pd.Series[int]:
    """Return how many days each era has, by its id."""
    eras = study.eras.set_index("id")
    days: pd.Series[int] = (eras["end"] - eras["start"]).dt.days
    return days
