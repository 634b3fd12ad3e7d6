"""Shorten a payload for a file: each text once, and nothing that goes without saying."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import (
    Annotated,
    Any,
    NotRequired,
    TypeAlias,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from perufr_map.resources import all_spoken
from perufr_map.shown import wire
from perufr_map.shown.columns import turn
from perufr_map.shown.digits import write_number


def compact(payload: wire.Payload) -> dict[str, Any]:
    """Return a payload as a file holds it; the map reads both forms.

    Nulls are left out, and what `perufr_map.shown.wire` says of a field that a file leaves
    out, packs or shares.
    """
    packer = _Packer(payload)
    arcs, topology = _split(packer.how(wire.TopologyData)(payload["topology"]), "arcs")
    topology["texts"] = packer.take_texts()
    rest = {name: part for name, part in payload.items() if name != "topology"}
    words, packed = _split(packer.how(wire.Payload)(rest), "messages")
    # Texts stand side by side, and apart from the arcs: so gzip finds what they share.
    return {
        **packed,
        "topology": {**arcs, **topology},
        "texts": packer.take_texts(),
        **words,
    }


def _split(parts: dict[str, Any], name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return one of some parts, and the others."""
    others = {other: part for other, part in parts.items() if other != name}
    return {name: parts[name]}, others


Pack: TypeAlias = Callable[[Any], Any]


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
        # What the map may ask for: a language of the study, or one of its readers.
        self._languages = list(dict.fromkeys([*languages, *all_spoken(languages)]))
        self._texts: dict[tuple[str | None, ...], int] = {}
        self._next_arc = 0
        self._known: dict[object, Pack] = {wire.Share: self._share}

    def take_texts(self) -> dict[str, list[str | None]]:
        """Return the texts so far, by language, and begin anew."""
        texts, self._texts = self._texts, {}
        columns = zip(self._languages, zip(*texts, strict=True), strict=True) if texts else ()
        return {language: list(column) for language, column in columns if any(column)}

    def how(self, hint: Any) -> Pack:
        """Return what makes of a value of a type what a file holds."""
        if hint not in self._known:
            self._known[hint] = self._find(hint, get_origin(hint), get_args(hint))
        return self._known[hint]

    def _find(self, hint: Any, origin: object, parts: Sequence[Any]) -> Pack:
        if _is_plain(hint):
            return _keep
        if is_typeddict(hint):
            return self._record(hint)
        if origin in {Annotated, NotRequired}:
            return self._noted(*parts)
        inner = [self.how(part) for part in parts if part is not type(None)]
        if origin is list:
            return lambda value: [inner[0](part) for part in value]
        if origin is dict:
            return lambda value: {key: inner[1](part) for key, part in value.items()}
        return inner[0] if len(inner) == 1 else _by_type(dict(zip(parts, inner, strict=True)))

    def _record(self, record_type: type) -> Pack:
        """Return what packs records: their fields that are not null, usual or not used."""
        fields = [
            (name, self._usual_value(hint), self.how(hint))
            for name, hint in _fields(record_type)
            if not any(isinstance(note, wire.Unused) for note in get_args(hint))
        ]
        return lambda record: {
            name: pack(part)
            for name, usual, pack in fields
            if (part := record.get(name)) is not None and part != usual
        }

    def _usual_value(self, hint: Any) -> object:
        """Return the value of a field that goes without saying, None if there is none."""
        for note in get_args(hint):
            if isinstance(note, wire.Usual):
                return note.value
            if isinstance(note, wire.UsualHere):
                return self._usual[note.said]
        return None

    def _noted(self, plain: Any, note: object = None) -> Pack:
        if isinstance(note, wire.Counted):
            return self._count
        if isinstance(note, wire.ByKey):
            return self._by_key
        if isinstance(note, wire.Packed):
            ways: dict[str, Pack] = {
                "text": self._text,
                "arcs": _pack_arcs,
                "polygons": self._polygons,
            }
            return ways[note.how]
        inner = self.how(plain)
        if isinstance(note, wire.Columns):
            return lambda records: turn(inner(records))
        if isinstance(note, wire.Shared):
            return lambda values: _share_entries(inner(values))
        return inner

    def _count(self, ring: Sequence[int]) -> list[int]:
        """Return the arcs of a ring: 0 for the next one that no shape had before."""
        counted = []
        for arc in ring:
            is_next = arc == self._next_arc
            self._next_arc += is_next
            counted.append(0 if is_next else arc + 1 if arc >= 0 else arc)
        return counted

    def _polygons(self, arcs: Sequence[Any]) -> str:
        """Return the arcs of a polygon, or of several, as text."""
        several = [arcs] if arcs and isinstance(arcs[0][0], int) else arcs
        return "!".join(" ".join(map(self._ring, rings)) for rings in several)

    def _ring(self, ring: Sequence[int]) -> str:
        return "".join(map(write_number, self._count(ring)))

    def _by_key(self, words: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        """Return words by columns, their keys first."""
        keys = dict.fromkeys(key for said in words.values() for key in said)
        return turn(
            [
                {
                    "codes": key,
                    **{language: said[key] for language, said in words.items() if key in said},
                }
                for key in keys
            ]
        )

    def _text(self, text: Mapping[str, str]) -> int:
        return self._texts.setdefault(tuple(map(text.get, self._languages)), len(self._texts))

    def _share(self, share: wire.Share) -> Sequence[object]:
        """Return a share without what its event says: no group, and its weight."""
        index, via, contribution = share
        return [index] if via is None and contribution == self._weights[index] else share


def _keep(value: Any) -> Any:
    return value


def _by_type(records: Mapping[type, Pack]) -> Pack:
    """Return what packs records of several types, each known by its ``type``."""
    packs = {name: pack for record_type, pack in records.items() for name in _types(record_type)}
    return lambda record: packs[record["type"]](record)


def _types(record_type: type) -> Sequence[str]:
    """Return the values of a record's ``type``."""
    hint = get_type_hints(record_type)["type"]
    return get_args(hint)


@cache
def _fields(record_type: type) -> tuple[tuple[str, Any], ...]:
    return tuple(get_type_hints(record_type, include_extras=True).items())


@cache
def _is_plain(hint: Any) -> bool:
    """Say whether a file holds all values of a type as they are."""
    if is_typeddict(hint):
        fields = [part for _, part in _fields(hint)]
        return all(_is_plain(part) and type(None) not in get_args(part) for part in fields)
    if get_origin(hint) in {Annotated, NotRequired}:
        return False
    return all(map(_is_plain, get_args(hint)))


def _pack_arcs(arcs: Iterable[Sequence[Sequence[int]]]) -> str:
    """Return the steps of arcs as text, each arc from where the one before it ended.

    A ring is left open: the map closes it.
    """
    here = (0, 0)
    packed = []
    for (x, y), *steps in arcs:
        is_ring = len(steps) > 1 and not any(map(sum, zip(*steps, strict=True)))
        written = steps[:-1] if is_ring else steps
        numbers = [x - here[0], y - here[1], *chain.from_iterable(written)]
        packed.append("".join(map(write_number, numbers)))
        here = (x + sum(step[0] for step in written), y + sum(step[1] for step in written))
    return " ".join(packed)


def _share_entries(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by columns, each once, with its keys in a text, blanks between them."""
    keys: dict[str, list[str]] = {}
    for key, value in values.items():
        keys.setdefault(repr(value), []).append(key)
    return turn([{"codes": " ".join(alike), **values[alike[0]]} for alike in keys.values()])
