"""Turn the rows of an event file into events of the focus: who, when, how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import pyarrow as pa

from perufr_map.scoring.bulk import crosswalks
from perufr_map.scoring.bulk.layouts import Layout
from perufr_map.scoring.scores import LIMIT

# A row that gives no score keeps its place in the table, under a name that no counterpart
# has: one pass over a large file then both scores it and says what became of every row.
OTHERS, REJECTED, LEFT_OUT = "\0others", "\0rejected", "\0left out"

BROKEN = "broken"
"""Column with the text of a row that cannot be read, where the engine keeps such rows."""

# Typed alike on every engine; Narwhals' own types tell eager from lazy, which we need not.
Frame = Any


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How rows are read: the layout, and what stands for what.

    Attributes
    ----------
    layout
        Where the columns are.
    focus
        Alpha-3 code of the state whose relations count.
    weights
        Weight of each event code, None for a code that is left out; empty where the file's
        own weights count and nothing is left out.
    own_weight
        Whether the file's own weights count.
    """

    layout: Layout
    focus: str
    weights: Mapping[str, float | None]
    own_weight: bool

    @cached_property
    def countries(self) -> pa.Table | None:
        """The crosswalk of countries of a dyadic source."""
        return crosswalks.countries(self.layout.countries) if self.layout.countries else None

    @cached_property
    def codes(self) -> pa.Table | None:
        """The weights as a table: ``known_code``, ``code_weight``, ``left_out`` (1 or 0)."""
        if not self.weights:
            return None
        return pa.table(
            {
                "known_code": pa.array(list(self.weights), pa.string()),
                "code_weight": pa.array(list(self.weights.values()), pa.float64()),
                "left_out": [int(weight is None) for weight in self.weights.values()],
            }
        )

    @cached_property
    def focus_names(self) -> frozenset[str]:
        """The codes or names by which the file calls the focus, at one time or another."""
        rows = [] if self.countries is None else self.countries.to_pylist()
        return frozenset(row["country"] for row in rows if row["id"] == self.focus)

    @property
    def roles(self) -> dict[str, str]:
        """The columns to read, by role."""
        unread = {"weight"} if not self.own_weight else set() if self.weights else {"code"}
        return {role: name for role, name in self.layout.roles.items() if role not in unread}

    def fault(self, row: Mapping[str, Any]) -> str | None:
        """Say what keeps a row, given by role, from being scored; None if nothing does.

        The rules of `events`, for one row and in words.
        """
        if self.layout.is_dyadic:
            if (row["actor"] in self.focus_names) == (row["recipient"] in self.focus_names):
                return None  # whatever else it says, it is not about the focus
        elif row["counterpart"] is None:
            return "no counterpart"
        first, last = row["first"], row.get("last")
        if first is None:
            return "no day"
        if last is not None and str(last) < str(first):
            return f"ends on {last}, before it begins"
        return self._fault_of_weight(row)

    def _fault_of_weight(self, row: Mapping[str, Any]) -> str | None:
        code, weight = row.get("code"), row.get("weight")
        if self.weights.get(code or "", 0.0) is None:
            return None  # left out
        if not self.own_weight:
            known = code in self.weights
            return None if known else f"no weight is known for the code “{code or ''}”"
        if weight is None:
            return "no weight"
        inside = -LIMIT <= float(weight) <= LIMIT
        return None if inside else f"the weight {weight} lies outside -10 to 10"


def events(rows: Frame, reading: Reading, countries: Frame | None, codes: Frame | None) -> Frame:
    """Turn rows into events.

    Parameters
    ----------
    rows
        A Narwhals frame of any engine, with the reading's roles for columns, and perhaps
        `BROKEN`.
    reading
        How.
    countries, codes
        The reading's tables on the same engine.

    Returns
    -------
    frame of the same kind
        ``first``, ``counterpart``, ``weight`` and, where the rows have them, ``last`` and
        ``event``, for every row. The counterpart is `OTHERS` where not exactly one of the two
        sides is the focus, `REJECTED` where the row cannot be scored, `LEFT_OUT` where its
        category does not count, null where the other side is no state.
    """
    left_out = None
    if codes is not None:
        rows = rows.join(codes, left_on="code", right_on="known_code", how="left")
        left_out = nw.col("left_out") == 1
        if not reading.own_weight:
            rows = rows.with_columns(weight=nw.col("code_weight"))
    names = rows.collect_schema().names()
    sound = nw.col("weight").is_between(-LIMIT, LIMIT) & ~nw.col("first").is_null()
    if "last" in names:
        # An empty end means that the event lasts one day.
        rows = rows.with_columns(
            last=nw.when(nw.col("last").is_null()).then("first").otherwise("last")
        )
        sound &= nw.col("last") >= nw.col("first")
    if countries is None:
        sound &= ~nw.col("counterpart").is_null()
        counterpart = nw.col("counterpart")
    else:
        rows = _with_other_side(rows, reading, countries)
        counterpart = nw.col("id")
    counterpart = nw.when(sound).then(counterpart).otherwise(nw.lit(REJECTED))
    if left_out is not None:
        counterpart = nw.when(left_out).then(nw.lit(LEFT_OUT)).otherwise(counterpart)
    if countries is not None:
        counterpart = nw.when(nw.col("is_dyad")).then(counterpart).otherwise(nw.lit(OTHERS))
    if BROKEN in names:
        counterpart = (
            nw.when(~nw.col(BROKEN).is_null()).then(nw.lit(REJECTED)).otherwise(counterpart)
        )
    kept = [name for name in ("first", "last", "event", "weight") if name in names]
    return rows.select(*kept, counterpart=counterpart)


def _with_other_side(rows: Frame, reading: Reading, countries: Frame) -> Frame:
    """Add ``is_dyad`` and ``id``, our code of the side that is not the focus, on that day."""
    for side in ("actor", "recipient"):
        rows = _located(rows, side, countries)
    # A side without a state is not the focus; null would make the comparison null.
    by_focus, towards_focus = (
        nw.when(nw.col(f"{side}_id") == reading.focus).then(nw.lit(1)).otherwise(nw.lit(0))
        for side in ("actor", "recipient")
    )
    return rows.with_columns(by_focus=by_focus, towards_focus=towards_focus).with_columns(
        is_dyad=nw.col("by_focus") != nw.col("towards_focus"),
        id=nw.when(nw.col("by_focus") == 1).then("recipient_id").otherwise("actor_id"),
    )


def _located(rows: Frame, side: str, countries: Frame) -> Frame:
    """Add our code for one side on the day of the event; null where it is no state's."""
    day, since, until = nw.col("first"), nw.col("since"), nw.col("until")
    then = (since.is_null() | (day >= since)) & (until.is_null() | (day < until))
    # A row without a day must not be lost before it is rejected.
    undated = day.is_null() & until.is_null()
    return (
        rows.join(countries, left_on=side, right_on="country", how="left")
        .filter(then | undated)
        .rename({"id": f"{side}_id"})
        .drop("since", "until")
    )
