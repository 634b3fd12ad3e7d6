"""A study as a web site: whole, sound, small, the same each time, and nobody else's files lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from frictionless import Package
from PIL import Image

import perufr_map as pm
from cases import few
from exporting import BASE, Exports, trim
from perufr_map.cli import main
from perufr_map.exports.site._assets import map_data
from perufr_map.exports.site._folder import MARKER, whole_folder
from perufr_map.files import exchange
from perufr_map.shown.regions import groups_told_of, listed_under, regions
from perufr_map.shown.scale import Scale
from perufr_map.shown.words import Words
from sites import (
    HTML,
    content,
    expect_every_link_to_lead_somewhere,
    expect_the_same_files,
    html_of,
    tree,
)


@pytest.fixture(scope="module")
def little(study: pm.Study) -> pm.Study:
    """A part of the study, for what no more eras and pages would show."""
    whom = ("CHL", "LATAM", "USA", "VEN")
    return trim(study, eras=("velasco", "autogolpe"), counterparts=whom)


def test_every_link_leads_somewhere(site: Path) -> None:
    expect_every_link_to_lead_somewhere(site)


@pytest.mark.slow
def test_every_link_of_a_site_without_an_address_leads_somewhere(
    little: pm.Study, exports: Exports
) -> None:
    expect_every_link_to_lead_somewhere(exports.once("little", little.site))


def test_pages_are_html_without_an_error_and_ids_stand_once(site: Path) -> None:
    for page in html_of(site):
        found = [node.attrib["id"] for node in tree(page).iter() if "id" in node.attrib]
        assert len(found) == len(set(found)), page.relative_to(site)


def test_every_era_and_everybody_with_a_score_has_a_page_in_each_language(
    site: Path, study: pm.Study
) -> None:
    for language in study.languages:
        for era in study.eras["id"]:
            assert (site / language / "era" / era / "index.html").is_file()
        for code in study.scores()["counterpart"].unique():
            assert (site / language / "counterpart" / code.lower() / "index.html").is_file()


def test_titles_and_descriptions_tell_pages_apart(site: Path) -> None:
    trees = [tree(page) for page in html_of(site)]
    titles = ["".join(next(root.iter(f"{HTML}title")).itertext()) for root in trees]
    descriptions = [content(root, name="description")[0] for root in trees]
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)
    assert all(30 <= len(text) <= 160 for text in descriptions)


def test_the_sitemap_lists_every_page_and_canonical_links_agree(site: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [loc.text for loc in ET.parse(site / "sitemap.xml").iter(f"{space}loc")]  # noqa: S314
    canonical = {
        link.attrib["href"]
        for page in html_of(site)
        for link in tree(page).iter(f"{HTML}link")
        if link.get("rel") == "canonical"
    }
    assert len(listed) == len(set(listed)) == len(html_of(site)) - 2  # the root and 404 lead on
    assert set(listed) == canonical
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_each_language_names_the_other(site: Path) -> None:
    page = site / "en" / "counterpart" / "chl" / "index.html"
    found = {
        link.attrib["hreflang"]: link.attrib["href"]
        for link in tree(page).iter(f"{HTML}link")
        if link.get("rel") == "alternate"
    }
    assert found == {code: f"{BASE}{code}/counterpart/chl/" for code in ("en", "es")}


def test_a_shared_link_shows_the_picture_of_its_era(site: Path) -> None:
    root = tree(site / "es" / "era" / "garcia" / "index.html")
    (address,) = content(root, property="og:image")
    assert content(root, property="og:title")[0].startswith("Primer gobierno de García")
    with Image.open(site / address.removeprefix(BASE)) as picture:
        assert picture.size == (1200, 630)
    assert "garcia-es" in address


def test_an_era_s_page_ranks_and_cites(site: Path, study: pm.Study) -> None:
    text = (site / "en" / "era" / "garcia" / "index.html").read_text("utf-8")
    scored = study.scores(era="garcia")
    order = [text.index(f"counterpart/{code}/") for code in ("usa", "sun", "chl", "imf")]
    assert order == sorted(order)
    assert text.count("<tr>") == len(scored[scored["basis"] == "named"]) + 1
    assert "Foreign Relations Under García ¶\u00a04" in text
    assert "index.html#era=garcia" in text


def test_a_counterpart_s_page_marks_what_is_inherited(site: Path, study: pm.Study) -> None:
    text = (site / "en" / "counterpart" / "chl" / "index.html").read_text("utf-8")
    each = study.contributions()
    own = each[each["counterpart"] == "CHL"].drop_duplicates(["event", "via"])
    assert text.count("<cite>") == len(own)
    assert text.count("<em>counted × ½, through") == own["via"].notna().sum()


def test_a_ranking_has_a_row_for_each_group_with_those_inside_that_no_statement_names(
    site: Path, study: pm.Study
) -> None:
    scored = study.scored()
    for era in study.eras["id"]:
        text = (site / "en" / "era" / era / "index.html").read_text("utf-8")
        table = text[text.index('<table class="ranking">') : text.index("</table>")]
        _, *rows = table.split("<tr>")[1:]
        inside = {
            code.upper(): re.findall(r"counterpart/([a-z0-9_]+)/", row)[1:]
            for row in rows
            for code in re.findall(r"counterpart/([a-z0-9_]+)/", row)[:1]
        }
        under = listed_under(scored, era=era)
        scores = scored.in_era(era)
        assert set(inside) == set(scores) - set(under)
        assert {
            state.upper(): group for group, states in inside.items() for state in states
        } == under
        for row in rows:
            code = re.findall(r"counterpart/([a-z0-9_]+)/", row)[0].upper()
            assert ("unsettled" in row) != scores[code].settled


def test_a_page_says_who_is_told_of_as_part_of_a_group_alone(site: Path, study: pm.Study) -> None:
    told = groups_told_of(study.scored(), "velasco", "BRA")
    for language, sentence in (("en", "No statement names Brazil; "), ("es", "a Brasil; ")):
        text = (site / language / "counterpart" / "bra" / "index.html").read_text("utf-8")
        assert sentence in text
        assert Words(study, language).unnamed("BRA", told, method=study.method) in text
    for page in html_of(site):
        text = page.read_text("utf-8")
        if page.parent.name != "method":  # its page is about silence too
            assert "says nothing" not in text, page
            assert "no dice nada" not in text, page
        assert "legend." not in text, page  # a message that is missing


def test_a_site_s_picture_draws_a_group_once_and_hatches_what_is_not_settled_alone(
    site: Path, study: pm.Study
) -> None:
    scored, ramp = study.scored(), Scale.of("light").score_ramp
    for era in study.eras["id"]:
        (picture,) = (site / "assets").glob(f"{era}.*.svg")
        root = ET.parse(picture).getroot()  # noqa: S314 (our own file)
        found = regions(scored, era)
        scores = scored.in_era(era)
        rims = [each for each in root.iter() if each.get("class", "").startswith("r r")]
        assert len(rims) == len(found)
        tints = {ramp.tint_of(scores[group].score) for group in found}
        assert {each.get("class") for each in rims} == {f"r r{tint}" for tint in tints}
        firm = {
            f"i{ramp.class_of(score.score)}"
            for code, score in scores.items()
            if score.events - score.inherited > 1 and code in set(study.states(era=era)["code"])
        }
        classes = (each.get("class", "").split() for each in root.iter() if "path" in each.tag)
        assert {name for names in classes for name in names if name.startswith("i")} == firm
        page = (site / "en" / "era" / era / "index.html").read_text("utf-8")
        assert ("Two or more statements" in page) == bool(firm)
        hatches = {each.get("id", "") for each in root.iter() if each.tag.endswith("pattern")}
        named = [s for s in scores.values() if s.basis == "named" and not s.settled]
        tones = {f"s{ramp.class_of(score.score)}" for score in named}
        assert hatches <= tones | {
            f"t{ramp.tint_of(scores[group].score)}" for group in found if not scores[group].settled
        }
        assert any(hatch.startswith("t") for hatch in hatches) == (
            not all(scores[group].settled for group in found)
        )


def test_the_downloads_are_a_valid_data_package(site: Path, study: pm.Study) -> None:
    for language in study.languages:
        package = Package(str(site / language / "data" / "datapackage.json"))
        assert package.validate().valid
        assert len(package.get_table_resource("scores").read_rows()) == len(study.scores())
    states = json.loads((site / "data" / "states.geojson").read_text("utf-8"))
    by_id = {state["properties"]["id"]: state["properties"] for state in states["features"]}
    assert by_id["SUN-1945"]["score_velasco"] > 3
    assert "autogolpe" not in by_id["SUN-1945"]["eras"].split()


def test_the_site_is_small(site: Path) -> None:
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 3_150_000


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(little: pm.Study, exports: Exports, tmp_path: Path) -> None:
    little.site(tmp_path / "again")
    expect_the_same_files(exports.once("little", little.site), tmp_path / "again")


def test_hostile_text_stays_text_and_another_method_is_named_on_every_page(
    hostile_site: Path,
) -> None:
    for page in html_of(hostile_site):
        every = tree(page).iter(f"{HTML}script")
        run = [node for node in every if node.get("type") != "application/ld+json"]
        scripts = [node.get("src") or "inline" for node in run]
        assert all(script.startswith("../assets/") for script in scripts), page
    text = (hostile_site / "en" / "counterpart" / "ven" / "index.html").read_text("utf-8")
    assert "&lt;script&gt;alert(&#39;x&#39;)" in text
    assert ">Sure.<" in text
    for page in html_of(hostile_site / "es"):
        assert "pesos CAMEO" in page.read_text("utf-8")


# --- the folder ----------------------------------------------------------------------


def test_an_earlier_site_is_replaced_and_nothing_is_left_beside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("one", "two"):
        with whole_folder(out) as unfinished:
            (unfinished / name).write_text(name)
    assert sorted(path.name for path in out.iterdir()) == [MARKER, "two"]
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole_folder(out) as unfinished:
        (unfinished / "page").write_text("")
    (out / "CNAME").write_text("example.org")
    result = CliRunner().invoke(main, ["site", str(out)])
    assert result.exit_code == 1
    assert "“CNAME”, which is no part of an earlier site" in result.stderr
    assert (out / "CNAME").read_text() == "example.org"


def test_a_site_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole_folder(out) as unfinished:
        (unfinished / "page").write_text("earlier")
    with pytest.raises(ZeroDivisionError), whole_folder(out) as unfinished:
        (unfinished / "page").write_text(str(1 / 0))
    assert (out / "page").read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [out]


KILLS = """
import os, sys
from pathlib import Path
from perufr_map.exports.site import _folder

steps, out = sys.argv[1], Path(sys.argv[2])
STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree", "open"}
STEPS |= {"ctypes.dlsym"}  # the exchange
left = 10**9
if steps == "two":
    _folder.exchange = lambda one, other: False


def count(event, args):
    global left
    if event in STEPS:
        left -= 1
        if left == 0:
            os._exit(9)


def write(text):
    with _folder.whole_folder(out) as unfinished:
        (unfinished / "page").write_text(text)
        (unfinished / "other").write_text(text)
        if text == "fails":
            raise ZeroDivisionError


def as_child(act):
    child = os.fork()
    if child == 0:
        try:
            act()
        except ZeroDivisionError:
            os._exit(1)
        except BaseException as error:
            print(error, flush=True)
            os._exit(2)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(step):
    global left
    left = step
    write("new")


def stands():
    return [(out / name).read_text() for name in ("page", "other")]


sys.addaudithook(count)
for step in range(1, 200):
    assert as_child(lambda: write("old")) == 0
    ended = as_child(lambda: killed_at(step))
    if ended == 0:
        break
    assert ended == 9, ended
    if steps == "one":  # at every moment one of the two stands
        assert stands() in (["old"] * 2, ["new"] * 2), (step, os.listdir(out.parent))
    assert as_child(lambda: write("fails")) == 1
    assert stands() in (["old"] * 2, ["new"] * 2), (step, os.listdir(out.parent))
    assert as_child(lambda: killed_at(step)) == 9
    assert as_child(lambda: write("last")) == 0
    assert stands() == ["last"] * 2, step
    assert os.listdir(out.parent) == [out.name], (step, os.listdir(out.parent))
print(step, "kills")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of itself")
@pytest.mark.parametrize("steps", few(["one", "two"], ["one"]))
def test_a_site_killed_at_any_step_is_the_old_or_the_new_and_the_next_run_loses_nothing(
    steps: str, tmp_path: Path
) -> None:
    if steps == "one":
        (tmp_path / "one").mkdir()
        (tmp_path / "other").mkdir()
        if not exchange(tmp_path / "one", tmp_path / "other"):
            pytest.skip("this file system does not exchange folders in one step")
    (tmp_path / "web").mkdir()
    command = [sys.executable, "-c", KILLS, steps, str(tmp_path / "web" / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[0]) > 10  # there were steps to be killed at


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://e.org/?a=b"])
def test_a_base_that_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    result = CliRunner().invoke(main, ["site", str(tmp_path / "out"), "--base-url", address])
    assert result.exit_code == 2
    assert "is no address of a site" in result.stderr


def test_a_page_carries_one_language_and_where_that_lacks_a_text_the_study_s_first(
    study: pm.Study,
) -> None:
    payload = study.payload()
    payload["title"] = {"en": "Only in English"}
    _, texts = map_data(payload)
    spanish = json.loads(texts["es"].partition("=")[2])
    assert spanish["languages"] == [*spanish["texts"]] == [*spanish["messages"]] == ["es"]
    assert spanish["texts"]["es"][spanish["title"]] == "Only in English"
    era = payload["eras"][0]["name"] or {}
    assert spanish["texts"]["es"][spanish["eras"][0]["name"]] == era["es"]
