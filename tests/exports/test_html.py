"""The page opens at what was on screen, and carries what made each score."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from exporting import SINCE_VELASCO, Exports
from packed import records
from perufr_map import exports
from perufr_map.cli import main
from perufr_map.shown.compact import compact


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_page_weighs_no_more_than_it_did(study: pm.Study) -> None:
    page = study.map().to_html().encode()
    assert len(page) <= 579_500
    assert len(gzip.compress(page)) <= 208_500


def test_the_page_opens_at_what_was_on_screen(tmp_path: Path) -> None:
    path = tmp_path / "peru.html"
    result = run("export", str(path), "--era", "garcia", "--select", "USA", "--embed", "--members")
    assert result.exit_code == 0, result.output
    page = path.read_text("utf-8")
    for choice in (
        '"era":"garcia"',
        '"selected":"USA"',
        '"chrome":"embed"',
        '"members":true',
    ):
        assert choice in page
    _, frame, listener = result.stdout.split("\n", 2)
    assert frame.startswith('<iframe src="peru.html" title="Peru’s foreign relations, 1968–1992"')
    assert listener.startswith("<script>")


def test_the_page_carries_the_comparison_on_screen(study: pm.Study, exports: Exports) -> None:
    page = exports.file(".html", **SINCE_VELASCO)
    assert '"compare":{"before":"velasco"},"view":"compare"' in page.read_text("utf-8")
    shown = study.map(before="autogolpe").to_html()
    assert '"era":"fujimori"' in shown
    assert '"before":"autogolpe"' in shown
    with pytest.raises(ValueError, match="compared with itself"):
        study.map(era="garcia", before="garcia")
    with pytest.raises(KeyError, match="there are velasco"):
        study.map(before="leguia")


@pytest.mark.parametrize(
    "name", ["peru.html", "a#b%20.html", "a b?c=d&e.html", "a:b.html", "perú.html", '"><b>.html']
)
def test_the_frame_of_an_embedded_page_leads_to_its_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("")
    (source,) = re.findall(r'<iframe src="([^"]*)" title', exports.iframe(name, "Peru & others"))
    address = urljoin(tmp_path.as_uri() + "/", source)
    assert not urlsplit(address).query + urlsplit(address).fragment
    assert Path(unquote(urlsplit(address).path)) == tmp_path / name


@pytest.mark.parametrize("group_share", [0.5, 1.0])
def test_a_share_in_the_page_says_what_it_adds_and_through_whom(
    study: pm.Study, group_share: float
) -> None:
    whole = study.payload(method=replace(study.method, group_share=group_share))
    events, lean = whole["events"], compact(whole)
    inherited = 0
    for era, other in zip(whole["eras"], lean["eras"], strict=True):
        sent_of = {
            code: score for score in records(other["scores"]) for code in score["codes"].split(" ")
        }
        for code, score in era["scores"].items():
            for share, sent in zip(score["events"], sent_of[code]["events"], strict=True):
                usual = (None, None, events[share[0]]["weight"])
                assert (*sent, *usual[len(sent) :]) == tuple(share)
                inherited += share[1] is not None
    assert inherited
