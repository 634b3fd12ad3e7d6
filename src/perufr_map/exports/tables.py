"""Make the tables behind a map, and write them as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from perufr_map.formulas import disarm
from perufr_map.scoring.categories import scores_by_category
from perufr_map.shown.regions import homes
from perufr_map.shown.request import Shown

if TYPE_CHECKING:
    import geopandas as gpd

AnyFrame = TypeVar("AnyFrame", bound=pd.DataFrame)

NUMBERS = ["score", "low", "high", "net", "cooperation", "conflict", "events", "inherited"]
"""The columns of a score in `perufr_map.scoring.scores.scores`."""

COLUMNS = [*NUMBERS, "basis", "sign_probability", "settled"]
"""The columns of a score of a study; see `perufr_map.scoring.scored.Score`."""

CHANGE = ["score_before", "score", "change", "change_status", "sign_changed"]
"""The columns of a change; see `perufr_map.scoring.comparison.movers`."""

_OTHERS = [name for name in COLUMNS if name != "score"]
_BEFORE = [f"{name}_before" for name in _OTHERS]
_WHOLE = {"events": "Int64", "inherited": "Int64", "settled": "boolean", "sign_changed": "boolean"}
_WHOLE |= {f"{name}_before": dtype for name, dtype in _WHOLE.items()}

_DECIMALS = 6


def score_table(shown: Shown, eras: Iterable[str]) -> pd.DataFrame:
    """Return the scores of some eras with names, in the request's language.

    Returns
    -------
    DataFrame
        One row per era and counterpart with data: ``era``, ``counterpart``, ``name``,
        ``kind``, the columns of `COLUMNS`, the score of each category alone (``score_aid``), and
        ``method`` if it is not the study's own.
    """
    all_scores = shown.scored.scores
    frame = all_scores[all_scores["era"].isin(list(eras))]
    keys = ["era", "counterpart"]
    table = _add_names(shown, frame[keys]).join(frame[COLUMNS]).join(_by_category(shown), on=keys)
    return _finish(shown, table.reset_index(drop=True))


def _by_category(shown: Shown) -> pd.DataFrame:
    """Return the score of each category alone, by era and counterpart."""
    return scores_by_category(shown.scored).add_prefix("score_")


def change_table(shown: Shown, eras: Iterable[str]) -> pd.DataFrame:
    """Return how scores changed from the request's `before` to some eras.

    Returns
    -------
    DataFrame
        One row per era and counterpart with data in the era or in `before`, the largest change
        first: ``era``, ``era_before``, ``counterpart``, ``name``, ``kind``, the columns of
        `CHANGE`, the other columns of `COLUMNS` for the era, the same with ``_before`` for the
        other era, and ``method`` if it is not the study's own.
    """
    before = str(shown.request.before)
    frame = pd.concat([_compare_with(shown, era, before) for era in eras], ignore_index=True)
    keys = ["era", "era_before", "counterpart"]
    table = _add_names(shown, frame[keys]).join(frame.drop(columns=keys))
    return _finish(shown, table)


def _compare_with(shown: Shown, era: str, before: str) -> pd.DataFrame:
    """Return the columns of `change_table` for one era, without names."""
    moved = shown.scored.compare(before, era).drop(columns=["basis", "settled"])  # each era's own
    table = moved.rename(
        columns={"before": "score_before", "after": "score", "status": "change_status"}
    )
    for name, suffix in ((era, ""), (before, "_before")):
        all_scores = shown.scored.scores
        of_era = all_scores[all_scores["era"] == name].set_index("counterpart")
        table = table.join(of_era[_OTHERS].add_suffix(suffix), on="counterpart")
    table = table.assign(era=era, era_before=before)
    return _keep_types(table[["era", "era_before", "counterpart", *CHANGE, *_OTHERS, *_BEFORE]])


def _keep_types(frame: AnyFrame) -> AnyFrame:
    """Return a frame with whole numbers and yes or no, even where some are missing."""
    types = {name: dtype for name, dtype in _WHOLE.items() if name in frame}
    result: AnyFrame = frame.astype(types)
    return result


def _add_names(shown: Shown, keys: pd.DataFrame) -> pd.DataFrame:
    """Add name and kind of each counterpart."""
    counterparts = shown.study.counterparts.set_index("id", drop=False)
    return keys.assign(
        name=_names_then(shown, keys),
        kind=keys["counterpart"].map(counterparts["kind"]),
    )


def _names_then(shown: Shown, keys: pd.DataFrame) -> list[str]:
    """Return the name that each counterpart had in the row's era."""
    name = lru_cache(maxsize=None)(shown.words.name)
    return [name(code, era) for code, era in zip(keys["counterpart"], keys["era"], strict=True)]


def event_table(shown: Shown, eras: Iterable[str]) -> pd.DataFrame:
    """Return the events behind the scores of some eras, in the request's language.

    Returns
    -------
    DataFrame
        One row per event, era and counterpart it counts for: ``era``, ``counterpart``,
        ``name``, ``contribution`` (they add up to ``net``), ``via`` and ``via_name`` (the
        group it was inherited through), ``event``, ``type``, ``category``, ``start`` and
        ``end`` (EDTF), ``date``, ``direction``, ``headline``, ``narrative``, ``confidence``,
        ``note``, ``citation``, and ``method`` if it is not the study's own.
    """
    study = shown.study
    all_events = shown.scored.contributed_events
    rows = all_events[all_events["era"].isin(list(eras))].reset_index(drop=True)
    actors = _texts(shown, study.counterparts.set_index("id", drop=False), "name")
    types = study.event_types.set_index("code", drop=False)
    table = pd.DataFrame(
        {
            "era": rows["era"],
            "counterpart": rows["counterpart"],
            "name": _names_then(shown, rows),
            "contribution": rows["contribution"],
            "via": rows["via"],
            "via_name": rows["via"].map(actors),
            "event": rows["event"],
            "type": rows["event_type"].map(_texts(shown, types, "label")),
            "category": rows["event_type"].map(types["category"]),
            "start": rows["start"],
            "end": rows["end"],
            "date": _texts(shown, rows, "date_text"),
            "direction": rows["direction"],
            "headline": _texts(shown, rows, "headline"),
            "narrative": _texts(shown, rows, "narrative"),
            "confidence": rows["confidence"],
            "note": _texts(shown, rows, "confidence_note"),
            "citation": [
                shown.words.citation(row, searched=True) for row in rows.to_dict("records")
            ],
        }
    )
    return _finish(shown, table)


def state_table(shown: Shown, era: str, *, before: str | None = None) -> gpd.GeoDataFrame:
    """Return the states of an era with their scores, in the request's language.

    Parameters
    ----------
    shown
        The request, with its scores.
    era
        Id of the era.
    before
        Id of the era to compare with. Default: none.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row per state: ``era``, ``code``, ``gw_code``, ``name``, ``status``,
        ``owner``, the columns of `COLUMNS`, the score of each category alone (``score_aid``),
        ``region`` (the group in whose region the map draws a state that no statement names),
        ``method`` if it is not the study's own, ``geometry``. With `before`, also
        ``era_before`` and the columns of numbers of `change_table`, and no categories.
    """
    frame = shown.states(era)
    table = frame.assign(era=era, name=[shown.words.name(code, era) for code in frame["code"]])
    by_category = _by_category(shown)
    keys, numbers = ["era"], [*COLUMNS, *by_category]
    if before is None:
        table = table.join(by_category, on=["era", "code"])
    else:
        change_columns = [name for name in (*CHANGE, *_BEFORE) if name != "score"]
        change = _compare_with(shown, era, before).set_index("counterpart")[change_columns]
        table = table.join(change, on="code").assign(era_before=before)
        keys, numbers = ["era", "era_before"], [*CHANGE, *_OTHERS, *_BEFORE]
    table["region"] = table["code"].map(homes(shown.scored, era=era, before=before))
    columns = [*keys, "code", "gw_code", "name", "status", "owner", *numbers, "region", "geometry"]
    return _finish(shown, _keep_types(table[columns]))


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV: one header line, empty cells for missing values, no formulas.

    It is UTF-8 with a byte order mark, without which Excel shows García as GarcÃ­a.
    """
    disarm(frame).to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")


def _texts(shown: Shown, frame: pd.DataFrame, stem: str) -> pd.Series[str]:
    """Return a column in the request's language."""
    column: pd.Series[str] = frame[f"{stem}_{shown.request.language}"]
    return column


def _finish(shown: Shown, frame: AnyFrame) -> AnyFrame:
    """Round, and add a column with the method if it is not the study's own."""
    rounded: AnyFrame = frame.round(_DECIMALS)
    return rounded.assign(method=shown.departures) if shown.departures else rounded
