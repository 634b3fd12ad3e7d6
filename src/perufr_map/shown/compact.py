"""Shorten a payload for a file: each text once, and nothing that goes without saying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Annotated, Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import polyline

from perufr_map.resources import spoken
from perufr_map.shown import wire


def compact(payload: wire.Payload) -> dict[str, Any]:
    """Return a payload as a file holds it; the map reads both forms.

    Nulls are left out, and what `perufr_map.shown.wire` says of a field that a file leaves
    out, packs or shares.
    """
    packer = _Packer(payload)
    topology = packer.pack(payload["topology"], wire.TopologyData)
    topology["texts"] = packer.take_texts()
    rest = {name: part for name, part in payload.items() if name != "topology"}
    packed: dict[str, Any] = packer.pack(rest, wire.Payload)
    return {**packed, "topology": topology, "texts": packer.take_texts()}


class _Packer:
    """Packs values by their types, and collects texts."""

    def __init__(self, payload: wire.Payload) -> None:
        languages = payload["languages"]
        sources = list(payload["sources"])
        self._weights = [event["weight"] for event in payload["events"]]
        self._usual = {
            "all eras": list(range(len(payload["eras"]))),
            "the only source": sources[0] if len(sources) == 1 else None,
        }
        # What the map may ask for: a language of the study, or what stands in where it lacks one.
        self._languages = list(dict.fromkeys([*languages, *map(spoken, languages)]))
        self._texts: dict[tuple[str | None, ...], int] = {}

    def take_texts(self) -> dict[str, list[str | None]]:
        """Return the texts so far, by language, and begin anew."""
        texts, self._texts = self._texts, {}
        columns = zip(self._languages, zip(*texts, strict=True), strict=True) if texts else ()
        return {language: list(column) for language, column in columns if any(column)}

    def pack(self, value: Any, hint: Any) -> Any:
        """Return a value as a file holds it."""
        if _is_plain(hint):
            return value
        if is_typeddict(hint):
            return self._record(value, hint)
        if hint == wire.Share:
            return self._share(value)
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._noted(value, *parts)
        return self._inside(value, origin, parts)

    def _inside(self, value: Any, origin: object, parts: Sequence[Any]) -> Any:
        if origin is list:
            return [self.pack(part, parts[0]) for part in value]
        if origin is dict:
            return {key: self.pack(part, parts[1]) for key, part in value.items()}
        return self.pack(value, parts[0] if origin is NotRequired else _choose(value, parts))

    def _record(self, value: Mapping[str, Any], kind: type) -> dict[str, Any]:
        return {
            name: self.pack(part, hint)
            for name, hint in _fields(kind)
            if (part := value.get(name)) is not None and not self._is_left_out(part, hint)
        }

    def _is_left_out(self, value: object, hint: Any) -> bool:
        if get_origin(hint) is not Annotated:
            return False
        match get_args(hint)[1]:
            case wire.Unused():
                return True
            case wire.Usual(usual):
                return value == usual
            case wire.UsualHere(said):
                return value == self._usual[said]
        return False

    def _noted(self, value: Any, kind: Any, note: object) -> Any:
        if isinstance(note, wire.Shared):
            return _share_entries(self.pack(value, kind))
        if isinstance(note, wire.Packed):
            return self._text(value) if note.kind is int else _polylines(value)
        return self.pack(value, kind)

    def _text(self, text: Mapping[str, str]) -> int:
        return self._texts.setdefault(tuple(map(text.get, self._languages)), len(self._texts))

    def _share(self, share: wire.Share) -> Sequence[object]:
        """Return a share without what its event says: no group, and its weight."""
        index, via, contribution = share
        return [index] if via is None and contribution == self._weights[index] else share


def _choose(value: Any, kinds: Sequence[Any]) -> Any:
    """Return which of several types a value is of: not None; of records, the one of its type."""
    records = [kind for kind in kinds if kind is not type(None)]
    if len(records) == 1:
        return records[0]
    return next(
        record for record in records if value["type"] in get_args(dict(_fields(record))["type"])
    )


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple(get_type_hints(kind, include_extras=True).items())


@cache
def _is_plain(hint: Any) -> bool:
    """Say whether a file holds all values of a type as they are."""
    if is_typeddict(hint):
        fields = [part for _, part in _fields(hint)]
        return all(_is_plain(part) and type(None) not in get_args(part) for part in fields)
    if get_origin(hint) in {Annotated, NotRequired}:
        return False
    return all(map(_is_plain, get_args(hint)))


def _polylines(arcs: Iterable[Sequence[Sequence[int]]]) -> str:
    """Return arcs in Google's Encoded Polyline Algorithm Format, each from the end of the last."""
    here = (0, 0)
    encoded = []
    for start, *steps in arcs:
        first = (start[0] - here[0], start[1] - here[1])
        points = list(accumulate([first, *steps], lambda at, by: (at[0] + by[0], at[1] + by[1])))
        encoded.append(polyline.encode(points, precision=0))
        here = (here[0] + points[-1][0], here[1] + points[-1][1])
    return " ".join(encoded)


def _share_entries(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return one entry for all keys of a value, a blank between the keys."""
    keys: dict[str, list[str]] = {}
    for key, value in values.items():
        keys.setdefault(repr(value), []).append(key)
    return {" ".join(alike): values[alike[0]] for alike in keys.values()}
