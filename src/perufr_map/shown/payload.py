"""Put together what the map is given: scores, events, words and borders as one payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from perufr_map import borders
from perufr_map.resources import all_spoken, languages, messages
from perufr_map.scoring.agreement import Agreement
from perufr_map.scoring.categories import probabilities_by_category
from perufr_map.scoring.rounding import round_score, without_noise
from perufr_map.scoring.scores import scores
from perufr_map.shown.categories import name_categories
from perufr_map.shown.cites import address, further
from perufr_map.shown.colophon import colophon_to_fill, ending_of, note_borders
from perufr_map.shown.density import density
from perufr_map.shown.frame import frames, project
from perufr_map.shown.kinds import PLACE, kinds_of
from perufr_map.shown.names import names_then, own_names
from perufr_map.shown.regions import regions
from perufr_map.shown.running import running_names
from perufr_map.shown.scale import scale_data
from perufr_map.shown.wire import (
    CounterpartData,
    EraData,
    EventData,
    MemberData,
    Payload,
    ScoreData,
    Share,
    SourceData,
    StepData,
    TopologyData,
    TypeData,
)

if TYPE_CHECKING:
    from perufr_map.borders import Properties, Shape
    from perufr_map.scoring.scored import Score, Scored
    from perufr_map.shown.words import Row
    from perufr_map.study.tables import StudyTables

FORMAT = "perufr-map/1"
DATED = 70  # days: an event of less has a place on the line of time


def payload(
    scored: Scored, *, by_category: bool = True, shapes: borders.Topology | None = None
) -> Payload:
    """Return everything the map draws, as ``docs/payload.md`` explains it.

    Where the method is not the study's own, the map says so.

    Parameters
    ----------
    scored
        The study, scored.
    by_category
        Whether the map itself can show one category of statements alone.
    shapes
        The borders of the study's eras, where they are at hand; see `topology`.

    Returns
    -------
    Payload
        What the map is given, ready to be written as JSON.
    """
    study, method = scored.study, scored.method
    shapes = shapes or topology(study)
    told_in = all_spoken(study.languages)
    found: Payload = {
        "format": FORMAT,
        "focus": study.focus,
        "languages": list(study.languages),
        "title": study.text(study.settings, "title"),
        "colophon": {code: colophon_to_fill(study, code) for code in told_in},
        "group_share": method.group_share,
        "method": scored.departures,
        "aggregation": method.aggregation,
        "constant": method.constant,
        "leaves_out": method.leaves_out,
        "alone": probabilities_by_category(scored) if by_category else {},
        "messages": {
            code: _words(scored, code) for code in dict.fromkeys([*study.languages, *told_in])
        },
        "scale": scale_data(study.edges),
        "eras": _eras(scored),
        "events": _events(study, method.weigh(study.event_types)),
        "types": _types(scored),
        "counterparts": _counterparts(study),
        "groups": _groups(study),
        "frames": {name: frame.bounds for name, frame in frames(scored, shapes).items()},
        "sources": {row["id"]: _source(row) for row in _rows(study.sources)},
        "steps": _steps(study),
        "sections": study.settings.get("sections", {}),
        "marks": [{"day": mark["day"], "name": mark["name"]} for mark in study.marks],
        "density": density(study),
        "topology": cast("TopologyData", shapes),
    }
    if told_in != study.languages:
        found["spoken"] = list(told_in)
    if len(study.foci) > 1 or any(ending_of(study, era) for era in study.border_days):
        found["names"] = {code: _latest_name(study, code) for code in study.foci}
    return found


def _latest_name(study: StudyTables, code: str) -> borders.Text:
    latest = {state.code: state.name for state in borders.states()}
    if code in latest:
        return borders.names_in(latest[code], study.languages)
    (row,) = (row for row in _rows(study.places) if row["id"] == code)
    return study.text(row, "name") or {}


def topology(study: StudyTables) -> borders.Topology:
    """Return the borders of all the study's eras as one TopoJSON object.

    A state is called as `Words.name` has it.
    """
    days = list(study.border_days.values())
    parties = dict(enumerate(_parties(study)))
    shapes = borders.topology(
        days, parties=parties, languages=study.languages, told_in=all_spoken(study.languages)
    )
    own, ledger = own_names(study), {state.id: state.name for state in borders.states()}
    latest = {state.code: state.name for state in borders.states()}
    early = {at for at, era in enumerate(study.border_days) if ending_of(study, era)}
    for shape in shapes["objects"]["states"]["geometries"]:
        state = shape["properties"]
        last = latest[state["code"]]
        then = last if early.issuperset(state["eras"]) else ledger[state["id"]]
        state["name"] = names_then(study, own=own.get(state["code"], {}), then=then, latest=last)
    shapes["objects"]["states"]["geometries"] += _places(study)
    return shapes


def _places(study: StudyTables) -> Iterator[Shape]:
    """Yield the study's own places, as territories that have a dot and no outline."""
    eras_of: dict[str, list[int]] = {}
    for at, era in enumerate(study.eras["id"]):
        for code in study.places_in(era)["id"]:
            eras_of.setdefault(code, []).append(at)
    for row in _rows(study.places):
        if row["id"] in eras_of:
            ((x, y),) = project(np.array([row["lon"]]), np.array([row["lat"]])).round(1).tolist()
            properties: Properties = {
                "id": row["id"],
                "code": row["id"],
                "name": study.text(row, "name") or {},
                "status": "independent",
                "note": None,
                "eras": eras_of[row["id"]],
                "dot": [x, y],
            }
            yield {"type": "MultiPolygon", "properties": properties, "arcs": []}


def _parties(study: StudyTables) -> Iterator[set[str]]:
    """Yield, era by era, whose frontiers concern the study: the focus, and who is named."""
    events, kinds = study.events, study.counterparts.set_index("id")["kind"]
    of_states = events[events["counterpart"].map(kinds) == "state"]
    for era in _rows(study.eras):
        then = (of_states["first"] < era["end"]) & (of_states["last"] >= era["start"])
        yield {study.focus_in(era["id"]), *of_states.loc[then, "counterpart"]}


def _words(scored: Scored, language: str) -> Mapping[str, str]:
    """Return the map's words in a language, without those that only others say.

    Nor does it say choices of a method that are the study's own. In a language that has no
    catalogue they are the names of the study's categories alone.
    """
    kept = {"scored", "category", *scored.departures}
    others: tuple[str, ...] = (
        "articles",
        "borders.",
        "codebook.",
        "events.",
        "explain.",
        "new.",
        "colophon",
        "page.",
        "problem.",
        "site.",
        "told.",
        "verify.",
    )
    own = messages(language) if language in languages() else {}
    others += tuple(_unsaid(scored.study))
    said = {**own, **name_categories(scored.study, language)}
    return {
        key: text
        for key, text in said.items()
        if not key.startswith(others)
        and (not key.startswith("method.") or key.split(".")[1] in kept)
    }


def _unsaid(study: StudyTables) -> Iterator[str]:
    """Yield what words begin with that are of things which the study has not."""
    if not any(ending_of(study, era) for era in study.border_days):
        yield "source.borders."
    if PLACE not in kinds_of(study).values():
        yield from ("kind.place", "ranking.place")


def _rows(table: pd.DataFrame) -> list[Row]:
    return list(table.to_dict("records"))


def _eras(scored: Scored) -> list[EraData]:
    study = scored.study
    shares = _shares(scored)
    differ = Agreement(study.coding).cells if study.coding else {}
    found: list[EraData] = []
    before = None
    for era in _rows(study.eras):
        name, day = era["id"], study.border_days[era["id"]]
        found.append(
            {
                "id": name,
                "name": study.text(era, "name"),
                "short": study.text(era, "short"),
                "said": study.text(era, "said"),
                "headline": study.text(era, "headline"),
                "leader": era["leader"],
                "summary": study.text(era, "summary"),
                "start": era["start"].date().isoformat(),
                "end": era["end"].date().isoformat(),
                "reference_date": era["reference_date"].date().isoformat(),
                "changes": note_borders(study, name)
                or (
                    borders.changes(before, day, languages=all_spoken(study.languages))
                    if before and day
                    else None
                ),
                "scores": {
                    code: _score(score, shares[name, code], differ.get((name, code), 0))
                    for code, score in scored.in_era(name).items()
                },
                "regions": regions(scored, name),
            }
        )
        if about := running_names(study, name):
            found[-1]["about"] = about
        if study.focus_in(name) != study.focus:
            found[-1]["focus"] = study.focus_in(name)
        if day != era["reference_date"].date():
            found[-1]["borders"] = "none" if day is None else "earliest"
        before = day
    return found


def _score(score: Score, shares: list[Share], differ: int) -> ScoreData:
    data: ScoreData = {
        "score": score.score,
        "low": score.low,
        "high": score.high,
        "net": score.net,
        "cooperation": score.cooperation,
        "conflict": score.conflict,
        "basis": score.basis,
        "sign_probability": score.sign_probability,
        "events": shares,
    }
    return data if not differ else {**data, "coders_differ": differ}


def _types(scored: Scored) -> dict[str, TypeData]:
    study, single = scored.study, _single_scores(scored)
    types = {row["code"]: _type(study, row) for row in _rows(study.event_types)}
    for code in study.event_types.loc[study.event_types["reference"].astype(bool), "code"]:
        if code in single:
            types[code]["reference"] = single[code]
    return types


def _single_scores(scored: Scored) -> dict[str, float]:
    """Return what one statement of each type that counts scores by itself."""
    method = scored.method
    weights = method.weigh(scored.study.event_types)
    alone = pd.DataFrame({"code": weights.index, "contribution": weights.to_numpy(), "via": None})
    found = scores(
        alone, aggregation=method.aggregation, constant=method.constant, keys=("code",)
    ).set_index("code")["score"]
    return {str(code): round_score(score) for code, score in found.items()}


def _type(study: StudyTables, row: Row) -> TypeData:
    return {
        "label": study.text(row, "label"),
        "category": row["category"],
        "definition": study.text(row, "definition"),
        "verb": study.text(row, "verb"),
        "mark": row["mark"] or None,
    }


def _counterparts(study: StudyTables) -> dict[str, CounterpartData]:
    kinds = kinds_of(study)
    rows = _rows(study.counterparts)
    return {row["id"]: _counterpart(study, row, kinds[row["id"]]) for row in rows}


def _counterpart(study: StudyTables, row: Row, kind: str) -> CounterpartData:
    data: CounterpartData = {
        "kind": kind,
        "name": study.text(row, "name"),
        "short": study.text(row, "short"),
        "said": study.text(row, "said"),
        "note": study.text(row, "note"),
    }
    if not row["label_lon"] or not row["label_lat"]:
        return data
    place = (np.array([float(row[name])]) for name in ("label_lon", "label_lat"))
    ((x, y),) = project(*place).round(1).tolist()
    return {**data, "label": (x, y)}


def _steps(study: StudyTables) -> list[StepData]:
    """Return the steps of the study's story."""
    place = {event: index for index, event in enumerate(study.events["id"])}
    span = (study.events["last"] - study.events["first"]).dt.days
    middle = study.events["first"] + pd.to_timedelta(span // 2, unit="D")
    day = middle.dt.date.where(span + 1 < DATED)
    return [
        {
            "id": row["id"],
            "era": row["era"],
            "before": row["before"] or None,
            "selected": row["selected"].split(),
            "events": [place[event] for event in row["events"].split()],
            "days": [
                None if pd.isna(date := day[place[event]]) else date.isoformat()
                for event in row["events"].split()
            ],
            "frame": row["frame"] or None,
            "title": study.text(row, "title") or {},
            "text": study.text(row, "text") or {},
        }
        for row in _rows(study.steps)
    ]


def _groups(study: StudyTables) -> dict[str, list[MemberData]]:
    """Return the memberships in each group."""
    found: dict[str, list[MemberData]] = {}
    for row in _rows(study.members):
        start, end = (
            None if pd.isna(row[edge]) else row[edge].date().isoformat()
            for edge in ("start", "end")
        )
        member: MemberData = {
            "state": row["state"],
            "start": start,
            "end": end,
            "reason": study.text(row, "reason"),
        }
        found.setdefault(row["group"], []).append(member)
    return found


def _shares(scored: Scored) -> dict[tuple[str, str], list[Share]]:
    """Return what each event adds, by era and counterpart, own events before inherited ones."""
    place = {event: index for index, event in enumerate(scored.study.events["id"])}
    found: dict[tuple[str, str], list[Share]] = {}
    rows = scored.contributions
    columns = (rows[name].to_numpy(object) for name in ("era", "counterpart", "event", "via"))
    # The map adds them up anew, of a category alone; only the sum is rounded.
    exact = {each: without_noise(each) for each in rows["contribution"].unique()}
    added = rows["contribution"].map(exact).tolist()
    for era, counterpart, event, via, adds in zip(*columns, added, strict=True):
        share = place[event], via if isinstance(via, str) else None, adds
        found.setdefault((era, counterpart), []).append(share)
    return {key: sorted(shares, key=_order) for key, shares in found.items()}


def _order(share: Share) -> tuple[bool, int]:
    index, via, _ = share
    return via is not None, index


def _events(study: StudyTables, weight: pd.Series[float]) -> list[EventData]:
    """Return all events; one of a type that does not count weighs nothing."""
    events: list[EventData] = [
        {
            "id": row["id"],
            "counterpart": row["counterpart"],
            "type": row["event_type"],
            "date": study.text(row, "date_text"),
            "start": row["first"].date().isoformat(),
            "end": row["last"].date().isoformat(),
            "weight": float(weight.get(row["event_type"], 0.0)),
            "direction": row["direction"],
            "headline": study.text(row, "headline"),
            "narrative": study.text(row, "narrative"),
            "source": row["source"],
            "section": row["section"],
            "locator": row["locator"],
            "confidence": row["confidence"],
            "note": study.text(row, "confidence_note"),
        }
        for row in _rows(study.events)
    ]
    others = further(study)
    for event in events:
        if rows := others.get(event["id"]):
            event["further"] = [
                {"source": row["source"], "section": row["section"], "locator": row["locator"]}
                for row in rows
            ]
    return events


def _source(row: Row) -> SourceData:
    """Return a source; without short title and address where it has none."""
    source: SourceData = {
        "title": row["title"],
        "author": row["author"],
        "publisher": row["publisher"],
        "year": row["year"],
        "locator": row["locator"],
        "licence": row["licence"],
    }
    if row["short"]:
        source["short"] = row["short"]
    if url := address(row):
        source["url"] = url
    return source
