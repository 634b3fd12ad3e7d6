"""The measures of agreement give the values that their authors published."""

from __future__ import annotations

import numpy as np
import pytest

from perufr_map.scoring.reliability import MISSING, Codes, ac1, agree_share, alpha, interval

N = MISSING

# Krippendorff, K. (2018). Content Analysis, 4th ed., p. 290, and Computing Krippendorff's
# Alpha-Reliability (2011): four observers, twelve units; printed .743 nominal, .815 ordinal. Read
# in github.com/staudtlex/icr, inst/tinytest/test_icr.R, "Example in Krippendorff (2018), p. 290".
FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
).T

# Hayes & Krippendorff (2007): five observers, forty units; printed .7598 ordinal, .4765 nominal.
# Read in the same file, "Example in Hayes/Krippendorff (2007)", with its table beside it.
FIVE_OBSERVERS = """
112-2 1101- 2333- -00-0 000-0 000-0 102-1 1-20- 222-2 2111- -100- 0000- 1222- 33223 111-1 111-1
212-2 1233- 1101- 000-0 0011- 00-00 2333- 0000- 12-22 0111- 00010 1212- 1122- 112-2 110-0 2121-
22-22 3222- 222-2 223-2 222-2 22-12 2222- 111-1
"""

# Gwet's R package irrCAC 1.0, vignette "overview": cont3x3abstractors, two raters, AC1 0.8493305;
# cac.raw4raters, which are the four observers above, AC1 0.77544.
ABSTRACTORS = [(0, 0)] * 13 + [(1, 1)] * 20 + [(1, 2)] * 7 + [(2, 1)] * 4 + [(2, 2)] * 56


def five_observers() -> Codes:
    units = FIVE_OBSERVERS.split()
    return np.array([[N if code == "-" else int(code) for code in unit] for unit in units])


def test_alpha_is_that_of_krippendorffs_four_observers() -> None:
    assert alpha(FOUR_OBSERVERS) == pytest.approx(0.743, abs=5e-4)
    assert alpha(FOUR_OBSERVERS, "ordinal") == pytest.approx(0.815, abs=5e-4)


def test_alpha_is_that_of_hayes_and_krippendorffs_five_observers() -> None:
    assert five_observers().shape == (40, 5)
    assert alpha(five_observers(), "ordinal") == pytest.approx(0.7598, abs=5e-5)
    assert alpha(five_observers()) == pytest.approx(0.4765, abs=5e-5)


def test_ac1_is_that_of_gwets_package() -> None:
    assert ac1(np.array(ABSTRACTORS)) == pytest.approx(0.8493305, abs=5e-8)
    assert ac1(FOUR_OBSERVERS) == pytest.approx(0.77544, abs=5e-6)


def test_percent_counts_pairs_of_coders() -> None:
    assert agree_share(np.array(ABSTRACTORS)) == 0.89
    assert agree_share(FOUR_OBSERVERS) == pytest.approx(0.81818, abs=5e-6)


def test_what_one_coder_alone_has_coded_counts_for_nothing() -> None:
    alone = np.vstack([FOUR_OBSERVERS, [[5, N, N, N]] * 9])
    assert alpha(alone) == alpha(FOUR_OBSERVERS)
    assert agree_share(alone) == agree_share(FOUR_OBSERVERS)


def test_without_a_choice_there_is_no_alpha_and_no_ac1() -> None:
    same, alone = np.full((8, 2), 3), np.array([[1, N], [N, 2]])
    for codes in (same, alone, np.zeros((0, 2), np.int64)):
        assert np.isnan(alpha(codes))
        assert np.isnan(alpha(codes, "ordinal"))
        assert np.isnan(interval(codes, np.arange(len(codes)))[0])
    assert np.isnan(ac1(same))
    assert agree_share(same) == 1
    assert np.isnan(agree_share(alone))


def test_an_interval_holds_alpha_and_is_the_same_each_time() -> None:
    codes, units = np.array(ABSTRACTORS), np.arange(len(ABSTRACTORS))
    low, high = interval(codes, units)
    assert low < alpha(codes) < high
    assert (low, high) == interval(codes, units)
    assert high - low < 0.3


def test_rows_of_one_unit_are_drawn_together() -> None:
    codes, units = np.array(ABSTRACTORS), np.arange(len(ABSTRACTORS))
    low, high = interval(codes, units)
    twice = interval(np.repeat(codes, 2, axis=0), np.repeat(units, 2))
    apart = interval(np.repeat(codes, 2, axis=0), np.arange(2 * len(codes)))
    assert twice == pytest.approx((low, high), abs=0.01)  # two copies tell no more than one
    assert apart[1] - apart[0] < 0.8 * (high - low)
