"""A file says the same as the payload, in fewer words."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest

import perufr_map as pm
from packed import read_numbers, records, shared
from perufr_map.shown.columns import turn
from perufr_map.shown.compact import compact
from perufr_map.shown.digits import MOST, write_number
from perufr_map.shown.wire import Payload

COUNTERPART = {"kind": "state", "short": None, "said": None, "note": None}
STATE = {"status": "independent", "note": None}
EVENT = {"confidence": "high", "note": None}
SCORE = {"low": None, "high": None, "cooperation": 0, "conflict": 0, "basis": "named"}
TYPE = {"mark": None}
MEMBER = {"start": None, "end": None, "reason": None}
ERA = {"changes": None, "said": None}
UNUSED = {"id", "start", "end", "net"}


@pytest.fixture(scope="module")
def whole(study: pm.Study) -> Payload:
    """The payload as Python has it."""
    return study.payload()


@pytest.fixture(scope="module")
def lean(whole: Payload) -> dict[str, Any]:
    """The payload as it stands in a file."""
    found: dict[str, Any] = json.loads(json.dumps(compact(whole)))
    return found


def with_texts(part: Any, fields: str, texts: dict[str, list[str | None]]) -> dict[str, Any]:
    """Return a part with the texts that some of its fields refer to."""
    said = {
        field: {language: column[part[field]] for language, column in texts.items()}
        for field in fields.split()
        if part.get(field) is not None
    }
    return {**part, **said}


def asked(part: Any) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in UNUSED}


def test_events_are_whole_again(whole: Payload, lean: dict[str, Any]) -> None:
    usual = {**EVENT, "source": next(iter(whole["sources"]))}
    for before, after in zip(whole["events"], records(lean["events"]), strict=True):
        again = with_texts({**usual, **after}, "date headline narrative note", lean["texts"])
        assert again == asked(before)


def test_eras_types_and_counterparts_are_whole_again(whole: Payload, lean: dict[str, Any]) -> None:
    for before, after in zip(whole["eras"], lean["eras"], strict=True):
        again = with_texts(
            {**ERA, **after}, "name short said headline summary changes", lean["texts"]
        )
        assert again == {**before, "scores": after["scores"]}
    types, counterparts = shared(lean["types"]), shared(lean["counterparts"])
    for code, kind in whole["types"].items():
        again = with_texts({**TYPE, **types[code]}, "label definition verb", lean["texts"])
        assert again == kind
    for code, counterpart in whole["counterparts"].items():
        named = {**COUNTERPART, **counterparts[code]}
        assert with_texts(named, "name short said note", lean["texts"]) == counterpart


def test_steps_of_the_story_are_whole_again(whole: Payload, lean: dict[str, Any]) -> None:
    for before, after in zip(whole["steps"], records(lean["steps"]), strict=True):
        step = {"before": None, "frame": None, **after}
        assert with_texts(step, "title text", lean["texts"]) == before


def test_members_of_groups_are_whole_again(whole: Payload, lean: dict[str, Any]) -> None:
    again = {
        group: [
            with_texts({**MEMBER, **member}, "reason", lean["texts"]) for member in records(members)
        ]
        for group, members in lean["groups"].items()
    }
    assert again == whole["groups"]


def test_scores_that_are_alike_stand_once_and_are_everybody_s(
    whole: Payload, lean: dict[str, Any]
) -> None:
    weights = [event["weight"] for event in whole["events"]]
    joined = 0
    for before, after in zip(whole["eras"], lean["eras"], strict=True):
        entries = records(after["scores"])
        scores = {
            code: {**SCORE, **score, "events": [_whole(s, weights) for s in score["events"]]}
            for score in entries
            for code in str(score.pop("codes")).split(" ")
        }
        shared = {code: asked(score) for code, score in before["scores"].items()}
        assert scores == json.loads(json.dumps(shared))
        assert len({json.dumps(score) for score in entries}) == len(entries)
        joined += len(scores) - len(entries)
    assert joined


def _whole(share: list[Any], weights: list[float]) -> list[Any]:
    return share if len(share) == 3 else [share[0], None, weights[share[0]]]


def renumber(arcs: Any, count: Iterator[int]) -> Any:
    """Return arcs by their number; in a file 0 is the next arc that no shape had before."""
    if isinstance(arcs, list):
        return [renumber(arc, count) for arc in arcs]
    return arcs if arcs < 0 else arcs - 1 if arcs else next(count)


def test_states_and_frontiers_are_whole_again(whole: Payload, lean: dict[str, Any]) -> None:
    texts = lean["topology"]["texts"]
    usual = {"eras": list(range(len(whole["eras"])))}
    objects: Any = whole["topology"]["objects"]
    count = itertools.count()
    for name, missing in (("states", usual | STATE), ("lines", usual)):
        sent = lean["topology"]["objects"][name]["geometries"]
        shapes = sent if name == "lines" else records(sent)
        for before, after in zip(objects[name]["geometries"], shapes, strict=True):
            again = with_texts({**missing, **after["properties"]}, "name note", texts)
            assert again == asked(before["properties"])
            arcs = after["arcs"] if name == "lines" else polygons(after["arcs"], before["type"])
            assert renumber(arcs, count) == before["arcs"]


def polygons(text: str, kind: str) -> Any:
    """Return the arcs of a territory from their text."""
    several = [
        [list(read_numbers(ring)) for ring in rings.split(" ")]
        for rings in text.split("!")
        if rings
    ]
    return several[0] if kind == "Polygon" else several


@pytest.mark.parametrize("value", [0, 1, -1, 42, -42, 43, -43, 44, 5000, -5000, 300_000])
def test_a_number_reads_as_it_was_written(value: int) -> None:
    written = write_number(value)
    assert list(read_numbers(written)) == [value]
    assert not set(written) & set(' "&<>\\')


@pytest.mark.parametrize(
    "column",
    [
        [None, "far", "near", "near", "far", None, "near"],
        ["no two alike", "nothing to gain"],
        [3, 4, 4, None, 9, 2, None, -5],
        [10**9, 1, 10**9, 1, None, 10**9, 1, 1],
        [True, False, True, None],
        [[0, 1], [0, 1], None, [2], [0, 1]],
        [MOST, 0, -MOST, 0],
        list(range(300)),
        [0.5] * 20,
    ],
)
def test_a_column_reads_as_it_was_written(column: list[Any]) -> None:
    rows = [{"a": "here", "b": each} for each in column]
    packed = json.loads(json.dumps(turn(rows)))
    said = [row if row["b"] is not None else {"a": "here"} for row in rows]
    assert records(packed) == said
    assert len(json.dumps(packed["b"])) <= len(json.dumps(column))


def test_a_column_that_says_the_same_often_is_a_text() -> None:
    rows = [{"place": 5 * i, "kind": "state" if i % 9 else None} for i in range(90)]
    packed = turn(rows)
    assert packed["place"] == {"steps": write_number(1) + write_number(6) * 89}
    assert packed["kind"] == {"values": ["state"], "rows": ("#" + "%" * 8) * 10}


def test_a_number_too_large_for_an_outline_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 3 digits"):
        write_number(10**6)


def test_each_arc_begins_where_the_one_before_ended(whole: Payload, lean: dict[str, Any]) -> None:
    here, rings = (0, 0), 0
    packed = lean["topology"]["arcs"].split(" ")
    for (start, *steps), text in zip(whole["topology"]["arcs"], packed, strict=True):
        x, y, *rest = read_numbers(text)
        here = (here[0] + x, here[1] + y)
        assert here == tuple(start)
        read = [list(step) for step in zip(rest[::2], rest[1::2], strict=True)]
        here = (here[0] + sum(rest[::2]), here[1] + sum(rest[1::2]))
        if len(read) < len(steps):  # the map closes a ring
            read.append([start[0] - here[0], start[1] - here[1]])
            rings += 1
        assert read == list(map(list, steps))
    assert rings


def test_words_are_the_same_in_every_language(whole: Payload, lean: dict[str, Any]) -> None:
    said = {row.pop("codes"): row for row in records(lean["messages"])}
    for language, words in whole["messages"].items():
        assert {key: row[language] for key, row in said.items()} == words


def test_a_text_stands_in_a_file_once(lean: dict[str, Any]) -> None:
    for texts in (lean["texts"], lean["topology"]["texts"]):
        said = list(zip(*texts.values(), strict=True))
        assert len(set(said)) == len(said)


def test_a_file_has_the_languages_that_the_map_may_ask_for(whole: Payload) -> None:
    quechua: Any = {**whole, "languages": ["qu"], "title": {"qu": "Piruw"}}
    packed = compact(quechua)
    assert packed["topology"]["texts"].keys() == {"en", "es"}
    assert packed["texts"].keys() == {"qu", "en", "es"}
    assert packed["texts"]["qu"][packed["title"]] == "Piruw"
    assert packed["texts"]["en"][packed["title"]] is None
