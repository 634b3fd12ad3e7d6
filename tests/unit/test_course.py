"""One sentence on the course of a relation says no more than the signs bear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

import perufr_map as pm
from perufr_map.problems import LANGUAGE
from perufr_map.resources import languages
from perufr_map.scoring.method import Method
from perufr_map.scoring.scored import Score, Scored
from perufr_map.shown.course import course, runs
from perufr_map.shown.words import Words

METHODS = [
    Method(),
    Method(weights="cameo", aggregation="mean"),
    Method(group_share=0.0),
    Method(category="debt"),
    Method(aggregation="worst", min_confidence="high"),
]


def of_all(scored: Scored) -> Iterator[tuple[str, list[Score | None]]]:
    """Yield every counterpart with its score in each era."""
    for code in scored.study.counterparts["id"]:
        yield str(code), [scored.score(era, code) for era in scored.study.eras["id"]]


def sign_of(score: Score | None) -> str:
    if score is None:
        return "none"
    if not score.settled:
        return "unsettled"
    return "conflict" if score.score < 0 else "cooperation" if score.score > 0 else "balance"


@pytest.mark.parametrize("method", METHODS, ids=lambda method: str(method.departures(Method())))
def test_every_era_of_every_counterpart_is_told_as_its_sign_is(
    study: pm.Study, method: Method
) -> None:
    for code, scores in of_all(study.scored(method)):
        told = [run.sign for run in runs(scores) for _ in range(run.first, run.last + 1)]
        assert told == [sign_of(score) for score in scores], code


@pytest.mark.parametrize("method", METHODS, ids=lambda method: str(method.departures(Method())))
@pytest.mark.parametrize("language", languages())
def test_the_sentence_is_never_surer_than_the_data(
    study: pm.Study, method: Method, language: str
) -> None:
    words, scored = Words(study, language), study.scored(method)
    for code, scores in of_all(scored):
        said = course(words, scores, method)
        names = {text.casefold(): sign for sign, text in texts(words, method).items()}
        longest_first = sorted(map(re.escape, names), key=len, reverse=True)
        found = re.findall("|".join(longest_first), said.casefold())
        assert [names[text] for text in found] == told_once(scores), (code, said)
        assert said[0].isupper()
        assert said.endswith(".")
        if any(score and score.basis == "group" for score in scores):
            assert re.search("grupo" if language == "es" else "group", said), (code, said)


def texts(words: Words, method: Method) -> dict[str, str]:
    """Return how each sign is said."""
    signs = ("conflict", "cooperation", "balance", "unsettled")
    said = {sign: words.say(f"told.course.{sign}") for sign in signs}
    return said | {"none": words.none("told.course.none", method)}


def told_once(scores: list[Score | None]) -> list[str]:
    """Return the signs in order, each once for as long as it is the same, by name or of a group."""
    basis = next((score.basis for score in scores if score), "named")
    found: list[tuple[str, str]] = []
    for score in scores:
        basis = score.basis if score else basis
        if not found or found[-1] != (sign_of(score), basis):
            found.append((sign_of(score), basis))
    return [sign for sign, _ in found]


def test_the_sentence_reads_as_one_would_say_it(study: pm.Study) -> None:
    said = {
        code: course(Words(study, LANGUAGE), scores, study.method)
        for code, scores in of_all(study.scored())
    }
    assert said["USA"] == "Conflict until 1980, cooperation until 1992, then conflict."
    assert said["JPN"] == "Nothing said until 1990, then cooperation."
    assert said["CHL"] == (
        "As part of a group: cooperation until 1985; by name: conflict until 1990, "
        "a sign that is not settled until 1992, then nothing said."
    )
    assert said["CUB"].startswith("Only as part of a group: cooperation until 1980")


def test_one_era_is_told_with_its_years(study: pm.Study) -> None:
    score = study.scored().score("garcia", "USA")
    assert score
    eras = study.eras[study.eras["id"] == "garcia"]
    words = Words(replace(study, eras=eras), LANGUAGE)
    assert course(words, [score], study.method) == "Cooperation throughout, 1985–1990."
    assert course(words, [None], study.method) == "Nothing said throughout, 1985–1990."


def test_eras_that_begin_in_one_year_are_told_apart(study: pm.Study) -> None:
    settled = study.scored().score("garcia", "USA")
    assert settled
    eras = study.eras.iloc[:3].copy()
    days = pd.to_datetime(["1992-01-01", "1992-04-05", "1992-09-01", "1993-01-01"])
    eras["start"], eras["end"] = days[:-1], days[1:]
    words = Words(replace(study, eras=eras), LANGUAGE)
    conflict = replace(settled, score=-settled.score)
    said = course(words, [settled, conflict, None], study.method)
    assert said == "Cooperation until April 1992, conflict until September 1992, then nothing said."
