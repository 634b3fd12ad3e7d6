"""A study says how far two coders agree, and where they differ."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from coders import FIRST, RULINGS, SECOND, UNITS, add_coders
from perufr_map.cli import main
from perufr_map.dashboard import bundle
from perufr_map.scoring.agreement import NOTHING, Agreement


@pytest.fixture
def coded(folder: Path) -> Path:
    add_coders(folder)
    return folder


@pytest.fixture
def agreement(coded: Path) -> Agreement:
    return pm.load(coded).agreement()


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["agreement", *map(str, args)])


def test_passes_of_the_right_form_are_no_problem(coded: Path) -> None:
    assert pm.check(coded) == []


def test_units_are_compared_by_all_their_counterparts(agreement: Agreement) -> None:
    figures = agreement.figures.set_index("variable")
    assert list(figures.loc["codable", ["n", "percent"]]) == [5, 100]
    assert list(figures.loc["counterpart", ["n", "percent"]]) == [5, 80]


def test_what_is_coded_is_compared_where_both_name_the_counterpart(agreement: Agreement) -> None:
    figures = agreement.figures.set_index("variable")
    names = ["event_type", "sign", "eras", "direction"]
    assert figures.loc[names, "n"].tolist() == [4] * 4
    assert figures.loc[names, "percent"].tolist() == [75, 100, 75, 75]
    assert figures.loc["sign", "level"] == "ordinal"
    assert figures.loc["sign", "alpha"] == 1


def test_only_sign_and_direction_have_an_alpha_that_is_wanted(agreement: Agreement) -> None:
    wanted = agreement.figures.set_index("variable")["wanted"].dropna()
    assert wanted.to_dict() == {"sign": 0.8, "direction": 0.8}


def test_an_era_counts_what_either_coder_sees_in_it(agreement: Agreement) -> None:
    of_eras = agreement.by_era.set_index(["era", "variable"])
    assert of_eras.loc[("morales", "event_type"), "n"] == 1
    assert of_eras.loc[("garcia", "event_type"), "n"] == 3
    assert of_eras.loc[("belaunde", "event_type"), "n"] == 0
    assert "codable" not in of_eras.index.get_level_values("variable")


def test_each_difference_stands_beside_its_ruling(agreement: Agreement) -> None:
    found = agreement.differences
    assert list(found["variable"]) == ["direction", "event_type", "counterpart", "eras"]
    assert list(found["counterpart"]) == ["USA", "IMF", "CHL", "SUN"]
    assert list(found["ruling"]) == ["none", "condemnation", NOTHING, "velasco morales"]
    assert found.loc[2, "first"] == "closer_ties_sought · 1 · garcia · by_focus"
    assert found.loc[2, "second"] == NOTHING
    assert list(found.loc[0, ["reason_en", "reason_es"]]) == ["A condition.", "Una situación."]


def test_a_ruling_on_a_whole_unit_holds_for_each_counterpart(folder: Path) -> None:
    add_coders(
        folder,
        rulings=RULINGS.replace(
            "garcia-1-2,IMF,condemnation,-1,garcia,by_focus", "garcia-1-2,-,,,,"
        ),
    )
    assert pm.check(folder) == []
    found = pm.load(folder).agreement().differences
    of_imf = found[found["counterpart"] == "IMF"]
    assert list(of_imf["ruling"]) == [NOTHING]
    assert list(of_imf["reason_en"]) == ["In public."]


def test_a_cell_counts_the_statements_that_change_its_score(agreement: Agreement) -> None:
    # Not the United States: who acts changes no score.
    assert agreement.cells == {
        ("garcia", "IMF"): 1,
        ("garcia", "CHL"): 1,
        ("velasco", "SUN"): 1,
        ("morales", "SUN"): 1,
    }


def test_a_unit_that_one_coder_has_left_out_is_not_compared(folder: Path) -> None:
    add_coders(
        folder, second=SECOND.replace("garcia-1-1,USA,relations_strained,-1,garcia,mutual\n", "")
    )
    (problem,) = pm.check(folder)
    assert (problem.code, problem.severity) == ("coding_missing", "warning")
    assert "garcia-1-1" in problem.message
    agreement = pm.load(folder).agreement()
    assert agreement.figures.set_index("variable").loc["codable", "n"] == 4
    assert "USA" not in set(agreement.differences["counterpart"])


@pytest.mark.parametrize("missing", ["first", "second", "rulings"])
def test_each_file_may_come_later(folder: Path, missing: str) -> None:
    add_coders(folder)
    (folder / "coding" / f"{missing}.csv").unlink()
    assert pm.check(folder) == []
    study = pm.load(folder)
    if missing == "rulings":
        assert set(study.agreement().differences["ruling"]) == {""}
    else:
        with pytest.raises(pm.ChoiceError, match=r"coding/first\.csv"):
            study.agreement()


def test_passes_without_units_are_a_problem(folder: Path) -> None:
    add_coders(folder)
    (folder / "coding" / "units.csv").unlink()
    assert [(p.file, p.code) for p in pm.check(folder)] == [("coding/units.csv", "table_missing")]


WRONG = {
    "an unknown unit": ("garcia-1-2,IMF,", "garcia-9-9,IMF,", 3, "unit"),
    "an unknown counterpart": ("1-2,IMF,", "1-2,NARNIA,", 3, "counterpart"),
    "an unknown type": (",condemnation,", ",insult,", 3, "event_type"),
    "an unknown sign": (",condemnation,-1,", ",condemnation,2,", 3, "sign"),
    "an unknown era": ("condemnation,-1,garcia", "condemnation,-1,toledo", 3, "eras"),
    "an era twice": ("condemnation,-1,garcia", "condemnation,-1,garcia garcia", 3, "eras"),
    "eras out of order": ("velasco morales", "morales velasco", 7, "eras"),
    "an unknown direction": (
        "condemnation,-1,garcia,by_focus",
        "condemnation,-1,garcia,up",
        3,
        "direction",
    ),
    "a missing sign": (",condemnation,-1,", ",condemnation,,", 3, "sign"),
    "a type of nobody": ("1-3b,-,", "1-3b,-,condemnation", 6, "event_type"),
    "a unit coded and not": (
        "garcia-1-3a,CHL,closer_ties_sought,1,garcia,by_focus",
        "garcia-1-3a,-,,,,",
        4,
        "counterpart",
    ),
    "the same twice": ("garcia-1-3a,CHL", "garcia-1-3a,ECU", 5, "unit, counterpart"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_cell_is_found_at_its_place(folder: Path, wrong: str) -> None:
    old, new, row, column = WRONG[wrong]
    assert old in FIRST
    add_coders(folder, first=FIRST.replace(old, new, 1))
    found = {(p.file, p.row, p.column) for p in pm.check(folder) if p.severity == "error"}
    assert found == {("coding/first.csv", row, column)}
    with pytest.raises(pm.StudyError):
        pm.load(folder)


def test_a_difference_without_a_ruling_is_a_warning(folder: Path) -> None:
    add_coders(folder, rulings="".join(RULINGS.splitlines(keepends=True)[:-1]))
    (problem,) = pm.check(folder)
    assert (problem.code, problem.severity) == ("ruling_missing", "warning")
    assert "garcia-2-1 and SUN" in problem.message


def test_a_unit_needs_its_gist_in_every_language(folder: Path) -> None:
    add_coders(folder, units=UNITS.replace("Two,Dos", "Two,"))
    assert {(p.file, p.row, p.column) for p in pm.check(folder)} == {
        ("coding/units.csv", 3, "gist_es")
    }


def test_a_zip_keeps_the_coders(coded: Path, agreement: Agreement) -> None:
    sent = bundle.read_zip(bundle.pack(coded)).study
    pd.testing.assert_frame_equal(sent.agreement().differences, agreement.differences)


def test_the_map_is_told_of_the_cells_on_which_the_coders_differ(coded: Path) -> None:
    eras = {era["id"]: era["scores"] for era in pm.load(coded).payload()["eras"]}
    told = {
        (era, code): score["coders_differ"]
        for era, scores in eras.items()
        for code, score in scores.items()
        if "coders_differ" in score
    }
    assert told == pm.load(coded).agreement().cells


# --- the command -----------------------------------------------------------------------


def test_the_command_prints_what_python_returns(coded: Path, agreement: Agreement) -> None:
    for options, frame in {
        (): agreement.figures,
        ("--by", "era"): agreement.by_era,
    }.items():
        printed = pd.read_csv(StringIO(run("--study", coded, *options, "--format", "csv").stdout))
        pd.testing.assert_frame_equal(printed, frame, check_dtype=False)
    assert "4 statements seen differently" in run("--study", coded).stdout
    assert "Una situación." in run("--study", coded, "--differences", "--format", "csv").stdout


def test_the_command_writes_a_file(coded: Path, tmp_path: Path, agreement: Agreement) -> None:
    file = tmp_path / "agreement.csv"
    assert run("--study", coded, "-o", file).exit_code == 0
    pd.testing.assert_frame_equal(pd.read_csv(file), agreement.figures, check_dtype=False)


def test_the_command_says_which_files_a_study_without_coders_lacks(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "chile", focus="CHL")
    result = run("--study", folder)
    assert result.exit_code == 1
    assert "coding/second.csv" in result.stderr
    assert run("--study", folder, "--by", "era", "--differences").exit_code == 2


CODING = (Path(__file__).parents[2] / "docs" / "coding.md").read_text("utf-8")


def table(text: str, head: str) -> list[list[str]]:
    """Return the cells of the table of a page that begins with `head`."""
    (rows,) = re.findall(rf"^\| {head} \|[^\n]*\n\|[-|]+\n((?:\|[^\n]*\n)+)", text, re.MULTILINE)
    return [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in rows.splitlines()]


def hundredths(*values: float) -> list[str]:
    return ["–" if pd.isna(value) else f"{value:.2f}" for value in values]


def test_the_page_on_the_coding_has_the_figures_of_the_shipped_passes(study: pm.Study) -> None:
    expected = [
        [
            str(row["variable"]),
            str(row["n"]),
            f"{row['percent']:.0f} %",
            *hundredths(row["alpha"]),
            " – ".join(hundredths(row["alpha_low"], row["alpha_high"])),
            *hundredths(row["ac1"], row["wanted"]),
        ]
        for row in study.agreement().figures.to_dict("records")
    ]
    assert table(CODING, "variable") == expected


def test_the_page_on_the_coding_has_the_figures_of_each_era(study: pm.Study) -> None:
    by_era = study.agreement().by_era
    said = by_era.assign(
        cell=[f"{alpha:.2f} ({n})" for alpha, n in zip(by_era["alpha"], by_era["n"], strict=True)]
    )
    expected = said.pivot_table("cell", "era", "variable", "first", sort=False)
    assert table(CODING, "era \\| `counterpart`") == [
        [str(era), *cells] for era, *cells in expected.itertuples(name=None)
    ]


def test_the_page_on_the_coding_tells_every_difference_of_the_shipped_passes(
    study: pm.Study,
) -> None:
    differ = study.agreement().differences
    assert set(differ["ruling"]) != {""}
    assert not [unit for unit in differ["unit"] if f"`{unit}`" not in CODING]
    assert not [problem for problem in pm.check() if problem.code == "ruling_missing"]
