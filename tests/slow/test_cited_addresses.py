"""What a study cites from the web can be opened from each of its pages."""

from __future__ import annotations

from pathlib import Path

import perufr_map as pm
from said import cite_two_sources

ADDRESS = "https://example.org/papers?vol=4&amp;part=1"


def test_an_address_is_a_link_on_the_site(study: pm.Study, tmp_path: Path) -> None:
    cite_two_sources(study).site(tmp_path / "site")
    pages = tmp_path / "site" / "en"
    page = (pages / "counterpart" / "intl_community" / "index.html").read_text("utf-8")
    assert f'<a href="{ADDRESS}" rel="noopener">Collected Papers, vol. IV, doc. 176</a>' in page
    data = (pages / "data" / "index.html").read_text("utf-8")
    assert f'<a href="{ADDRESS}" rel="noopener">{ADDRESS}</a>' in data
