"""Turn the rows of an event file into events of the focus: who, when, how much."""

from __future__ import annotations

import operator
from datetime import date, datetime
from functools import reduce
from typing import Any

import narwhals as nw

from perufr_map.scoring.bulk import row_rules as code_outcomes
from perufr_map.scoring.bulk.row_rules import NUMBER, RowRules
from perufr_map.scoring.scores import LIMIT

# Outcomes of a row. Rows without a score stay in the table, so that a large file is read once
# both to score it and to count the outcomes of all rows.
SCORED, OTHERS, NO_STATE, UNKNOWN, LEFT_OUT, REJECTED = range(6)

BROKEN = "broken"
"""Column with the text of rows that cannot be read, on engines that keep such rows."""

# Any: Narwhals' own types tell eager from lazy frames, and both are accepted.
Frame = Any


def events(rows: Frame, rules: RowRules, names: Frame | None, codes: Frame | None) -> Frame:
    """Turn rows into events.

    Parameters
    ----------
    rows
        A Narwhals frame of any engine, with a column for each role, and perhaps `BROKEN`.
    rules
        How the rows are read.
    names
        A frame of the same engine. For a dyadic source: its countries. For a plain file: the
        ids that other names stand for, as ``cell`` and ``meant``, if there are any.
    codes
        The event codes of the rules as a frame of the same engine, if there are any.

    Returns
    -------
    frame of the same engine
        ``first``, ``counterpart``, ``weight``, ``outcome`` and, where the rows have them,
        ``last`` and ``event``, for every row. The outcome is

        - `SCORED` if the row counts, provided that its day lies in an era;
        - `OTHERS` if both sides are the focus, or none is;
        - `NO_STATE` if the other side is no state;
        - `UNKNOWN` if the source's list of countries lacks one of the sides;
        - `LEFT_OUT` if its category does not count;
        - `REJECTED` if it cannot be scored.

        In a dyadic source, only a scored row has a counterpart. If cells name several countries,
        a row becomes several events, and ``part`` is the share of the row that each has.
    """
    code_outcome = None
    if codes is not None:
        rows = _add_code_outcome(rows, codes)
        code_outcome = nw.col("code_outcome")
        if not rules.own_weight:
            rows = rows.with_columns(weight=nw.col("code_weight"))
    columns = rows.collect_schema().names()
    sound = nw.col("weight").is_between(-LIMIT, LIMIT) & ~nw.col("first").is_null()
    if code_outcome is not None:
        sound &= code_outcome == code_outcomes.COUNTS
    if "last" in columns:
        # An empty end means that the event lasts one day.
        rows = rows.with_columns(
            last=nw.when(nw.col("last").is_null()).then("first").otherwise("last")
        )
        sound &= nw.col("last") >= nw.col("first")
    if rules.layout.is_dyadic:
        rows = _add_other_side(rows, rules, names)
    elif names is not None:
        rows = _put_ids(rows, names)
    outcome = _outcome(rules, rows, sound, code_outcome)
    if BROKEN in columns:
        outcome = nw.when(~nw.col(BROKEN).is_null()).then(nw.lit(REJECTED)).otherwise(outcome)
    rows = rows.with_columns(outcome=outcome)
    output = [name for name in ("first", "last", "event", "weight") if name in columns]
    if not rules.layout.is_dyadic:
        return rows.select(*output, "outcome", "counterpart")
    if rules.aliases:
        whole = (nw.col(f"{side}_part").fill_null(1.0) for side in ("actor", "recipient"))
        rows = rows.with_columns(part=next(whole) * next(whole))
        output.append("part")
    scored = nw.when(nw.col("outcome") == SCORED)
    return rows.select(*output, "outcome", counterpart=scored.then("id").otherwise(nw.lit("")))


def unknown_names(rows: Frame, side: str, names: Frame) -> Frame:
    """Return how many rows have each name on one side that the source's countries do not list."""
    return (
        rows.filter(~nw.col(side).is_null())
        .join(names, left_on=side, right_on="country", how="anti")
        .group_by(side)
        .agg(rows=nw.len())
    )


def _add_code_outcome(rows: Frame, codes: Frame) -> Frame:
    """Add ``code_weight`` and ``code_outcome``; restore zeros as `restore_zeros` does."""
    if "root" in rows.collect_schema().names():
        root, digits = nw.col("root"), nw.col("digits")
        is_low = (root.str.len_chars() == 1) | root.str.starts_with("0")
        has_lost = is_low & ~digits.str.starts_with("0")
        restored = nw.when(has_lost).then(nw.concat_str(nw.lit("0"), digits)).otherwise(digits)
        rows = rows.with_columns(
            digits=nw.col("code").str.replace_all(NUMBER, "", literal=True)
        ).with_columns(code=nw.when(root.is_null()).then("code").otherwise(restored))
    joined = rows.join(codes, left_on="code", right_on="known_code", how="left")
    return joined.with_columns(code_outcome=nw.col("code_outcome").fill_null(code_outcomes.COUNTS))


def _put_ids(rows: Frame, names: Frame) -> Frame:
    """Replace other names by our ids, and names of nobody by null."""
    joined = rows.join(names, left_on="counterpart", right_on="cell", how="left")
    is_other = ~nw.col("is_alias").is_null()
    return joined.with_columns(counterpart=nw.when(is_other).then("meant").otherwise("counterpart"))


def _outcome(rules: RowRules, rows: Frame, sound: nw.Expr, code_outcome: nw.Expr | None) -> nw.Expr:
    """Return the outcome of a row that can be read."""
    if rules.layout.is_dyadic:
        # An unknown name may stand for the focus.
        unknown = nw.when(nw.col("has_unknown") == 1)
        of_dyad = unknown.then(nw.lit(UNKNOWN)).otherwise(
            nw.when(nw.col("id").is_null()).then(nw.lit(NO_STATE)).otherwise(nw.lit(SCORED))
        )
        between_others = unknown.then(nw.lit(UNKNOWN)).otherwise(nw.lit(OTHERS))
    else:
        sound &= ~nw.col("counterpart").is_null() & ~_is_focus(rules, rows, "counterpart")
        of_dyad = nw.lit(SCORED)
    outcome = nw.when(sound).then(of_dyad).otherwise(nw.lit(REJECTED))
    if code_outcome is not None:
        outcome = (
            nw.when(code_outcome == code_outcomes.LEFT_OUT)
            .then(nw.lit(LEFT_OUT))
            .otherwise(outcome)
        )
    if rules.layout.is_dyadic:
        outcome = nw.when(nw.col("is_dyad")).then(outcome).otherwise(between_others)
    return outcome


def _add_other_side(rows: Frame, rules: RowRules, countries: Frame) -> Frame:
    """Add ``is_dyad``, ``has_unknown`` and ``id``, our code of the other side on that day."""
    for side in ("actor", "recipient"):
        rows = _locate(rows, side, countries)
    # A side without a state gets 0: a comparison with null would give null.
    by_focus, towards_focus = (
        nw.when(_is_focus(rules, rows, f"{side}_id")).then(nw.lit(1)).otherwise(nw.lit(0))
        for side in ("actor", "recipient")
    )
    unknown = (
        ~nw.col(side).is_null() & nw.col(f"{side}_part").is_null()
        for side in ("actor", "recipient")
    )
    return rows.with_columns(
        by_focus=by_focus,
        towards_focus=towards_focus,
        has_unknown=nw.when(nw.any_horizontal(*unknown, ignore_nulls=False))
        .then(nw.lit(1))
        .otherwise(nw.lit(0)),
    ).with_columns(
        is_dyad=nw.col("by_focus") != nw.col("towards_focus"),
        id=nw.when(nw.col("by_focus") == 1).then("recipient_id").otherwise("actor_id"),
    )


def _is_focus(rules: RowRules, rows: Frame, column: str) -> nw.Expr:
    """Return whether a code is that of the focus on the day of the event."""
    day, parts = nw.col("first"), []
    # Engines compare dates only with dates, and times only with times.
    is_date = rows.collect_schema()["first"] == nw.Date
    read = date.fromisoformat if is_date else datetime.fromisoformat
    for term in rules.terms:
        part = nw.col(column) == term["code"]
        if "start" in term:  # rows without a day are kept, as in `_locate`
            part &= day.is_null() | (day >= nw.lit(read(term["start"])))
        if "end" in term:
            part &= ~day.is_null() & (day < nw.lit(read(term["end"])))
        parts.append(part)
    return reduce(operator.or_, parts)


def _locate(rows: Frame, side: str, countries: Frame) -> Frame:
    """Add our code for one side on the day of the event; null where it is no state's."""
    day, since, until = nw.col("first"), nw.col("since"), nw.col("until")
    then = (since.is_null() | (day >= since)) & (until.is_null() | (day < until))
    # Keep rows without a day, which are rejected later.
    undated = day.is_null() & until.is_null()
    return (
        rows.join(countries, left_on=side, right_on="country", how="left")
        .filter(then | undated)
        .rename({"id": f"{side}_id", "part": f"{side}_part"})
        .drop("since", "until")
    )
