"""Who cannot see a map is told what it shows, and every name and number of that is the table's."""

from __future__ import annotations

import re

import pytest

import perufr_map as pm
from perufr_map.shown.described import ENDS, MOST, describe
from perufr_map.shown.frame import WORLD, Frame, list_outside
from perufr_map.shown.reading import count_named, readings
from perufr_map.shown.regions import listed_under
from perufr_map.shown.request import Request
from perufr_map.shown.words import Words

ERAS = ("velasco", "morales", "belaunde", "garcia", "fujimori", "autogolpe")
NUMBER = re.compile(r"^(?P<name>.+) (?P<number>[+−]?\d+[.,]\d+)$")


def parts_of(words: Words, text: str) -> dict[str, list[str]]:
    """Return the names with numbers of each sentence, by what it says of them."""
    keys = ("cooperation", "conflict", "better", "worse", "new", "gone")
    labels = {
        key: words.say(f"described.{key}").partition("{names}")[0]
        for key in (*keys, "groups", "others", "unsettled", "outside")
    }
    places = sorted(
        (text.index(f" {label}"), key) for key, label in labels.items() if label in text
    )
    ends = [*(place for place, _ in places[1:]), len(text)]
    return {
        key: re.split(r", (?=\D|\d+ m)", text[place + 1 + len(labels[key]) : end].rstrip("."))
        for (place, key), end in zip(places, ends, strict=True)
    }


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("ends", [("cooperation", "conflict"), ("better", "worse")])
@pytest.mark.parametrize("era", ERAS)
def test_a_description_says_what_the_table_says(
    study: pm.Study, era: str, language: str, ends: tuple[str, str]
) -> None:
    scored, words = study.scored(), Words(study, language)
    compared = ends == ("better", "worse")
    before = ERAS[ERAS.index(era) - 1] if compared else None
    inside = listed_under(scored, era=era, before=before)
    table = {
        words.name(code, era): reading
        for code, reading in readings(scored, era=era, before=before).items()
        if code not in inside
    }
    kinds = {
        words.name(code, era): kind for code, kind in study.counterparts[["id", "kind"]].to_numpy()
    }
    text = describe(scored, words, era=era, before=before)
    parts = parts_of(words, text)
    assert parts
    said = {name for names in parts.values() for name in names}
    for each in said:
        found = NUMBER.match(each)
        if found is None:
            unchanged = each.removesuffix(f" {words.say('change.unchanged')}")
            assert unchanged in table or re.match(r"\d+ m", each), each
            continue
        reading = table[found["name"]]
        score = reading.now or reading.before
        assert score is not None
        value = score.score if reading.value is None else reading.value
        assert words.signed(value) == found["number"], each
    states = {name: each for name, each in table.items() if kinds.get(name, "state") == "state"}
    changes = {name: each.value for name, each in states.items() if each.value}
    for key, sign in (
        ("better" if compared else "cooperation", 1),
        ("worse" if compared else "conflict", -1),
    ):
        best = sorted(
            (sign * value for value in changes.values() if sign * value > 0), reverse=True
        )
        matches = [NUMBER.match(each) for each in parts.get(key, [])]
        got = [sign * (changes[each["name"]] or 0) for each in matches if each]
        assert got == best[:ENDS], key
    for key, wanted in (
        ("groups", [n for n in table if kinds.get(n) == "group"]),
        ("others", [n for n in table if kinds.get(n) in {"organisation", "non-state"}]),
        ("unsettled", [n for n, each in table.items() if each.unsettled]),
    ):
        names = parts.get(key, [])
        more = re.match(r"\d+", names[-1]) if len(names) > MOST else None
        assert len(names[:MOST]) + int(more[0] if more else 0) == len(wanted), key
    if not compared:
        assert words.count("described.named", count_named(scored, era)) in text


def test_who_lies_outside_of_the_picture_is_named_there(study: pm.Study) -> None:
    shown = study.show(Request(era="garcia", language="en", method=study.method, frame="americas"))
    told = shown.describe()
    outside = told.partition(shown.words.say("described.outside").split("{names}")[0])[2]
    assert "France +4.3" in outside
    assert "Chile" not in outside
    assert list_outside(WORLD, shown.topology, ["FRA", "CHL"]) == []
    assert list_outside(Frame(-90, -70, -40, 30), shown.topology, ["FRA", "CHL"]) == ["FRA"]
