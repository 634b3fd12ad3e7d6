"""Select from the shapes of the whole ledger those that some eras need."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from perufr_map.borders import _words
from perufr_map.borders._arcs import prune
from perufr_map.borders._drawing import Properties, Shape, Topology, shapes
from perufr_map.borders._ledger import LANGUAGES, State, as_day, covers, states
from perufr_map.borders._names import names_in


def topology(
    days: Sequence[date | str | None],
    *,
    parties: Collection[str] | Mapping[int, Collection[str]] | None = None,
    languages: Sequence[str] = LANGUAGES,
    told_in: Sequence[str] | None = None,
) -> Topology:
    """Return the states that stood on any of the days, as TopoJSON for the web map.

    Parameters
    ----------
    days
        One date for each era, in order; the index of an era is its place in this list. None: an
        era of which nothing is drawn.
    parties
        Codes: only disputed lines that concern one of them; for all eras, or by the place of each.
        None: all lines.
    languages
        Codes of the languages of names. What nobody has in one of them is English.
    told_in
        Codes of the languages of notes. Default: those of the names.

    Returns
    -------
    dict
        A Topology of ``docs/payload.md``: Equal Earth (EPSG:8857), 100 km to the unit. A state
        occurs once, on however many of the days it existed.

    Raises
    ------
    BordersError
        If a day is no date or lies before 1945-09-02.
    """
    eras = {at: as_day(day) for at, day in enumerate(days) if day is not None}
    told_in = languages if told_in is None else told_in
    shape_of = {shape["properties"]["id"]: shape for shape in shapes("states")}
    objects: dict[str, list[Shape]] = {"states": [], "lines": []}
    for state in states():
        places = [at for at, day in eras.items() if state.stands_on(day)]
        if places:
            shape = shape_of[state.id]
            properties = _properties(state, eras[places[-1]], places, languages, told_in)
            if "dot" in shape["properties"]:
                properties["dot"] = shape["properties"]["dot"]
            objects["states"].append(_geometry(shape, properties))
    for shape in shapes("lines"):
        line = shape["properties"]
        places = [
            at
            for at, day in eras.items()
            if _is_disputed_on(line, day) and _concerns(line, _parties_in(parties, at))
        ]
        if places:
            properties = {
                "name": names_in(line["name"], languages),
                "note": line["note"] and names_in(line["note"], told_in),
                "eras": places,
            }
            objects["lines"].append(_geometry(shape, properties))
    return prune(objects)


def _properties(
    state: State,
    day: date,
    eras: list[int],
    languages: Sequence[str],
    told_in: Sequence[str],
) -> Properties:
    return {
        "id": state.id,
        "code": state.code,
        "name": names_in(state.name, languages),
        "status": state.status,
        "note": _words.note(state, day, told_in),
        "eras": eras,
    }


def _parties_in(
    parties: Collection[str] | Mapping[int, Collection[str]] | None, era: int
) -> Collection[str] | None:
    return parties.get(era, ()) if isinstance(parties, Mapping) else parties


def _concerns(line: Properties, codes: Collection[str] | None) -> bool:
    return codes is None or not set(codes).isdisjoint(line["parties"])


def _is_disputed_on(line: Properties, day: date) -> bool:
    ends = line["start"], line["end"]
    start, end = (date.fromisoformat(text) if text else None for text in ends)
    return covers(start, end, day)


def _geometry(shape: Shape, properties: Properties) -> Shape:
    return {"type": shape["type"], "properties": properties, "arcs": shape["arcs"]}
