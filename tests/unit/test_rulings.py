"""The shipped study codes what its two coders and the rulings say, but for what its page tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import perufr_map as pm
from perufr_map.study.coding import NOBODY, Coded

CODING = (Path(__file__).parents[2] / "docs" / "coding.md").read_text("utf-8")


class Said(NamedTuple):
    """What a unit or an event says of one counterpart, and where."""

    section: str
    paragraph: str
    counterpart: str
    event_type: str
    eras: str
    direction: str


def said_of_units(study: pm.Study) -> Iterator[tuple[str, Said]]:
    """Yield what holds of each unit: what both coders say, or the ruling."""
    coding = study.coding
    assert coding is not None
    rulings: dict[tuple[str, str], Coded] = {
        (unit, counterpart): Coded(*rest)
        for unit, counterpart, *rest in coding.rulings.iloc[:, :6].itertuples(index=False)
    }
    places = {
        each["id"]: (str(each["section"]), str(each["paragraph"]))
        for each in coding.units.to_dict("records")
    }
    for unit, one in coding.first.items():
        if (unit, NOBODY) in rulings:
            continue
        for counterpart in one.keys() | coding.second[unit].keys():
            held = rulings.get((unit, counterpart)) or one[counterpart]
            if held.event_type:
                place = (*places[unit], counterpart)
                yield unit, Said(*place, held.event_type, held.eras, held.direction)


def said_of_events(study: pm.Study) -> Iterator[tuple[str, Said]]:
    """Yield what each event of the study says."""
    eras = study.eras.to_dict("records")
    for event in study.events.to_dict("records"):
        touched = [
            era["id"]
            for era in eras
            if event["first"] < era["end"] and event["last"] >= era["start"]
        ]
        (paragraph,) = re.findall("[0-9]+", event["locator"])
        place = (event["section"], paragraph, event["counterpart"])
        yield event["id"], Said(*place, event["event_type"], " ".join(touched), event["direction"])


def test_the_study_departs_from_coders_and_rulings_only_where_its_page_says_so(
    study: pm.Study,
) -> None:
    units, events = list(said_of_units(study)), list(said_of_events(study))
    kept = {name for name, said in events if said not in {each for _, each in units}}
    left = {unit for unit, said in units if said not in {each for _, each in events}}
    (told,) = re.findall(r"It keeps its own in three places.*?\n\n", CODING, re.DOTALL)
    assert left | {"garcia-1-4a"} == set(re.findall("`([^`]+)`", told))
    assert kept == {
        "latam-multilateral-ties-1970s",
        "usa-anti-imperialist-rhetoric-garcia",
        "sun-arms-reliance-continues",
    }
    both = Counter(said for name, said in events if name not in kept)
    assert both == Counter(said for unit, said in units if unit not in left)
