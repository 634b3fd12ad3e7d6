"""What changed between two eras is said in a sentence that is no surer than the signs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations

import pytest

import perufr_map as pm
from perufr_map.scoring.scored import Score
from perufr_map.shown.changes import BECAME, Change, list_changes, say_changes
from perufr_map.shown.overview import is_firm_turn
from perufr_map.shown.words import Words

ONE = Score(3.0, None, None, 4.0, 4.0, 0.0, 1, 0, "named", 1.0, settled=True)
MAY = {"en": "may have", "es": "puede haber"}
WAYS = {
    "en": {True: "turn to cooperation", False: "conflict"},
    "es": {True: "pasa a la cooperación", False: "conflicto"},
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_of_any_two_eras_only_what_is_settled_and_named_is_said_as_a_fact(
    study: pm.Study, language: str
) -> None:
    words, scored = Words(study, language), study.scored()
    facts = 0
    for before, era in permutations(study.eras["id"], 2):
        changes = list_changes(scored, era=era, before=before)
        said = say_changes(words, changes, era=era, before=before)
        assert words.said_era(before) in said
        assert words.said_era(era) in said
        firm, _, loose = said.partition("; ")
        if MAY[language] in firm:
            firm, loose = "", firm
        assert MAY[language] not in firm
        for one in changes["turned"]:
            assert one.before
            assert one.now
            name = words.said(one.counterpart, era)
            if is_firm_turn(one.before, one.now):
                assert re.search(rf"\b{re.escape(name)}\b", firm) or re.search(r"\d", firm), said
                assert WAYS[language][one.now.score > 0] in firm, said
                facts += 1
            else:
                assert not re.search(rf"\b{re.escape(name)}\b", firm), said
                assert MAY[language] in loose, said
        for became in ("same", "new", "gone"):
            for one in changes[became]:
                assert words.said(one.counterpart, era) not in said, said
    assert facts > 20


def test_each_counterpart_with_a_change_of_its_own_is_in_one_section(study: pm.Study) -> None:
    scored = study.scored()
    for before, era in permutations(study.eras["id"], 2):
        moved = study.compare(before, era).set_index("counterpart")
        changes = list_changes(scored, era=era, before=before)
        each = [one for section in changes.values() for one in section]
        codes = [one.counterpart for one in each]
        assert len(codes) == len(set(codes))
        named = set(moved.index[moved["basis"] == "named"])
        assert named <= set(codes)
        turned = {one.counterpart for one in changes["turned"]}
        assert turned == set(moved.index[moved["sign_changed"]]) & set(codes)
        everybody = list_changes(scored, era=era, before=before, members=True)
        assert sum(map(len, everybody.values())) == len(moved)


def test_a_state_that_moves_from_one_group_to_another_has_a_change_of_its_own(
    study: pm.Study,
) -> None:
    changes = list_changes(study.scored(), era="fujimori", before="belaunde")
    (bolivia,) = (one for one in changes["turned"] if one.counterpart == "BOL")
    assert not bolivia.is_firm  # no statement names it
    assert "MEX" not in {one.counterpart for each in changes.values() for one in each}


def made_up(*rows: tuple[str, Score | None, Score | None]) -> dict[str, list[Change]]:
    each = [Change(*row) for row in rows]
    return {became: [one for one in each if one.became == became] for became in BECAME}


UP, DOWN, ZERO = ONE, replace(ONE, score=-3.0), replace(ONE, score=0.0)
DOUBT, GROUP = replace(DOWN, settled=False), replace(DOWN, basis="group")


@pytest.mark.parametrize(
    ("rows", "english", "spanish"),
    [
        ([], "nobody is told of in both", "de nadie se habla en ambos"),
        (
            [("USA", UP, UP), ("CHL", DOWN, DOWN)],
            "every relation told of in both keeps its sign",
            "toda relación de la que se habla en ambos conserva su signo",
        ),
        (
            [("USA", UP, ZERO), ("CHL", DOUBT, DOUBT)],
            "no sign is seen to change, though 2 are not sure",
            "no se ve cambiar ningún signo, aunque 2 son inciertos",
        ),
        (
            [("USA", DOWN, UP), ("CHL", UP, DOWN)],
            "relations with the United States turn to cooperation and those with Chile to conflict",
            (
                "la relación con Estados Unidos pasa a la cooperación y la relación con Chile, "
                "al conflicto"
            ),
        ),
        (
            [("USA", UP, GROUP), ("ITA", DOUBT, UP)],
            "relations with the United States and Italy may have changed sign",
            "la relación con Estados Unidos e Italia puede haber cambiado de signo",
        ),
        (
            [(code, DOWN, UP) for code in ("USA", "CHL", "BRA", "ITA", "IMF")],
            "relations with the United States, Chile, Brazil and 2 others turn to cooperation",
            "la relación con Estados Unidos, Chile, Brasil y 2 más pasa a la cooperación",
        ),
    ],
)
def test_the_sentence_reads_well_of_one_two_and_many(
    study: pm.Study,
    rows: list[tuple[str, Score | None, Score | None]],
    english: str,
    spanish: str,
) -> None:
    for language, expected in (("en", english), ("es", spanish)):
        said = say_changes(
            Words(study, language),
            made_up(*rows),  # type: ignore[arg-type]
            era="autogolpe",
            before="fujimori",
        )
        start = {"en": "From Fujimori to the months after the self-coup, "}
        start["es"] = "De Fujimori a los meses tras el autogolpe, "
        assert said == start[language] + expected
