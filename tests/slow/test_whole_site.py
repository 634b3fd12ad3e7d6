"""What tests/exports/test_site.py asks of a little site, asked of the shipped study's."""

from __future__ import annotations

from pathlib import Path

import perufr_map as pm
from sites import expect_every_link_to_lead_somewhere, expect_the_same_files


def test_every_link_of_a_site_without_an_address_leads_somewhere(nowhere: Path) -> None:
    expect_every_link_to_lead_somewhere(nowhere)


def test_two_builds_are_the_same_bytes(nowhere: Path, study: pm.Study, tmp_path: Path) -> None:
    study.site(tmp_path / "again")
    expect_the_same_files(nowhere, tmp_path / "again")
