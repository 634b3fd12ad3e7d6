"""Whatever leaves a study names who made it, when, and who may use it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyogrio
import pytest
import yaml
from PIL import Image

import perufr_map as pm
from perufr_map.exports.site._linked import describe_page
from perufr_map.shown.credit import Credit
from perufr_map.shown.words import Words
from perufr_map.study.licences import identify_licence

ORCID = "https://orcid.org/0000-0002-1825-0097"
PEOPLE = [
    {"givenName": "Jelena", "familyName": "Ilić", "path": ORCID, "roles": ["author", "coder"]},
    {"title": "Institute & Archive", "roles": ["author"]},
    {"title": "Ana Ruiz", "roles": ["translator"]},
]
NAMES = "Jelena Ilić, Institute & Archive"
DEED = "https://creativecommons.org/licenses/by-nc/4.0/"


@pytest.fixture(scope="module")
def credited(study: pm.Study) -> pm.Study:
    """Return the shipped study with others who made it, and another licence."""
    licences = [{"name": "CC-BY-NC-4.0", "path": DEED}]
    fields: Any = {"contributors": PEOPLE, "licenses": licences, "created": "2021-03-04T00:00:00Z"}
    fields["id"] = "https://doi.org/10.5281/zenodo.1234"
    return replace(study, descriptor={**study.descriptor, **fields})


def test_authors_are_people_and_groups_with_an_author_s_role(credited: pm.Study) -> None:
    credit = Credit(credited.descriptor, "en")
    assert credit.names == NAMES
    assert credit.line == f"{NAMES}, 2021, CC BY-NC 4.0"
    assert [author.name for author in credit.everybody][-1] == "Ana Ruiz"
    alone: Any = {"licenses": [{"name": "MIT"}], "contributors": [PEOPLE[2]]}
    assert Credit(alone, "en").names == "Ana Ruiz"  # nobody else could be named


def test_bibtex_and_cff_name_each_author_with_orcid_and_doi(credited: pm.Study) -> None:
    written = credited.cite("bibtex")
    assert r"author       = {Ilić, Jelena and {Institute \& Archive}}" in written
    assert "doi          = {10.5281/zenodo.1234}" in written
    assert f"Jelena Ilić: {ORCID}" in written
    found = yaml.safe_load(credited.cite("cff"))
    assert found["authors"] == [
        {"family-names": "Ilić", "given-names": "Jelena", "orcid": ORCID},
        {"name": "Institute & Archive"},
    ]
    assert (found["doi"], found["license"]) == ("10.5281/zenodo.1234", "CC-BY-NC-4.0")
    assert str(found["date-released"]) == "2021-03-04"


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("CC BY-NC 4.0", "CC-BY-NC-4.0"), ("cc-by-4.0", "CC-BY-4.0"), ("Ask the archive", "")],
)
def test_cff_has_only_licences_of_the_spdx_list(
    name: str, identifier: str, study: pm.Study
) -> None:
    assert identify_licence(name) == identifier
    licences = [{"name": name, "path": DEED}, {"name": "CC0-1.0"}]
    changed: Any = {**study.descriptor, "licenses": licences}
    found = yaml.safe_load(replace(study, descriptor=changed).cite("cff"))
    if identifier:
        assert found["license"] == [identifier, "CC0-1.0"]
    else:
        assert (found.get("license"), found["license-url"]) == (None, DEED)


def test_a_page_names_author_day_and_licence(credited: pm.Study, tmp_path: Path) -> None:
    (path,) = credited.export(tmp_path / "peru.html")
    page = path.read_text("utf-8")
    assert '<meta name="author" content="Jelena Ilić, Institute &amp; Archive">' in page
    assert '<meta name="dcterms.date" content="2021-03-04">' in page
    assert f'<link rel="license" href="{DEED}">' in page
    bare: Any = {**credited.descriptor, "licenses": [{"name": "MIT"}]}
    (path,) = replace(credited, descriptor=bare).export(tmp_path / "bare.html")
    assert '<meta name="dcterms.license" content="MIT">' in path.read_text("utf-8")


def test_pictures_name_author_day_and_licence(credited: pm.Study, tmp_path: Path) -> None:
    (png,) = credited.export(tmp_path / "peru.png")
    with Image.open(png) as image:
        told = dict(image.info)
    assert (told["Author"], told["Creation Time"]) == (NAMES, "2021-03-04")
    assert str(told["Copyright"]).startswith(f"{NAMES}, 2021, CC BY-NC 4.0. Source: ")
    (svg,) = credited.export(tmp_path / "peru.svg")
    drawing = svg.read_text("utf-8")
    creator = drawing.partition("<dc:creator>")[2].partition("</dc:creator>")[0]
    assert "Jelena Ilić, Institute &amp; Archive" in creator
    assert "<dc:date>2021-03-04</dc:date>" in drawing
    assert f'<cc:license rdf:resource="{DEED}"/>' in drawing
    (pdf,) = credited.export(tmp_path / "peru.pdf")
    author = pdf.read_bytes().partition(b"/Author ")[2][:200]
    assert "Jelena Ilić, Institute".encode("utf-16-be") in author


def test_layers_and_tables_name_author_day_and_licence(credited: pm.Study, tmp_path: Path) -> None:
    wanted = {"author": NAMES, "date": "2021-03-04", "license": "CC BY-NC 4.0"}
    (parquet,) = credited.export(tmp_path / "peru.parquet")
    told = json.loads((pq.read_schema(parquet).metadata or {})[b"perufr-map"])
    assert wanted.items() <= told.items()
    (package,) = credited.export(tmp_path / "peru.gpkg")
    layer = pyogrio.list_layers(package)[0][0]
    assert wanted.items() <= pyogrio.read_info(package, layer=layer)["layer_metadata"].items()
    (geojson,) = credited.export(tmp_path / "peru.geojson")
    about = json.loads(geojson.read_text("utf-8"))["description"]
    assert about.endswith(f"{NAMES}, 2021-03-04, CC BY-NC 4.0.")


def test_a_page_of_the_site_is_described_for_catalogues(credited: pm.Study) -> None:
    text = describe_page(
        Words(credited, "en"),
        title="</script><b>",
        description="x",
        url="",
        files={"data/scores.csv": "text/csv"},
    )
    assert "<" not in text
    page = json.loads(text)
    data = page["about"]
    assert page["author"][0] == {
        "@type": "Person",
        "name": "Jelena Ilić",
        "givenName": "Jelena",
        "familyName": "Ilić",
        "@id": ORCID,
    }
    assert (page["license"], page["datePublished"]) == (DEED, "2021-03-04")
    assert data["identifier"] == "https://doi.org/10.5281/zenodo.1234"
    assert data["temporalCoverage"] == "1968-10-03/1992-09-30"
    assert data["isBasedOn"][0]["name"] == "Peru: A Country Study"
    assert data["distribution"][0]["contentUrl"] == "data/scores.csv"


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0098", "0000-0002-1825", "0000-0002-1825-009X"])
def test_a_slip_in_an_orcid_is_told(orcid: str, folder: Path) -> None:
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    descriptor["contributors"][0]["path"] = f"https://orcid.org/{orcid}"
    file.write_text(json.dumps(descriptor), "utf-8")
    assert [problem.code for problem in pm.check(folder)] == ["orcid_wrong"]
    descriptor["contributors"][0]["path"] = ORCID
    file.write_text(json.dumps(descriptor), "utf-8")
    assert pm.check(folder) == []
