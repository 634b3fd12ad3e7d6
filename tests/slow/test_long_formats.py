"""What tests/exports/test_formats.py asks of the quick formats, asked of those drawn for long."""

from __future__ import annotations

from pathlib import Path

import pytest

import perufr_map as pm
from exporting import CAMEO, Exports
from formats import (
    LONG,
    NAMES_ITS_METHOD,
    expect_the_command_to_write_what_python_wrote,
    expect_to_compare_eras_without_data,
    expect_to_name_the_method,
    expect_to_show_what_is_compared,
)
from other_countries import find_peru, texts_in
from perufr_map.exports import to_bytes
from perufr_map.shown.request import Request


@pytest.mark.parametrize("ending", LONG)
def test_a_command_writes_the_bytes_that_python_wrote_before(
    ending: str, exports: Exports, tmp_path: Path
) -> None:
    expect_the_command_to_write_what_python_wrote(ending, exports, tmp_path)


@pytest.mark.parametrize("before", [None, "garcia"], ids=["alone", "compared"])
@pytest.mark.parametrize("ending", [each for each in LONG if each in NAMES_ITS_METHOD])
def test_a_file_says_where_its_method_departs(
    ending: str, before: str | None, study: pm.Study
) -> None:
    expect_to_name_the_method(ending, before, study)


@pytest.mark.parametrize("ending", LONG)
def test_a_file_shows_what_it_compares_unless_its_format_does_not(
    ending: str, exports: Exports
) -> None:
    expect_to_show_what_is_compared(ending, exports)


@pytest.mark.parametrize("ending", LONG)
def test_eras_without_any_data_can_be_compared(
    ending: str, study: pm.Study, tmp_path: Path
) -> None:
    expect_to_compare_eras_without_data(ending, study, tmp_path)


@pytest.mark.parametrize("ending", NAMES_ITS_METHOD)
def test_a_file_by_another_method_is_the_same_bytes_again(ending: str, study: pm.Study) -> None:
    shown = study.show(Request(era="autogolpe", language="en", method=CAMEO))
    assert to_bytes(shown, ending) == to_bytes(shown, ending)


@pytest.mark.parametrize("ending", LONG)
def test_a_picture_of_another_country_s_study_says_nothing_of_peru(
    ending: str, tmp_path: Path
) -> None:
    study = pm.load(pm.new(tmp_path / "france", focus="FRA"))
    shown = study.show(Request(era="era-2", language="en", method=study.method))
    told = list(texts_in(to_bytes(shown, ending)))
    assert any("fra-foreign-relations" in text for text in told)
    assert find_peru(told) == []
