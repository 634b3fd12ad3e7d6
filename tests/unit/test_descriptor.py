"""Whatever stands in a descriptor is refused with a sentence, or every output can use it."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import perufr_map as pm
from hostile.studies import DESCRIPTORS
from perufr_map.exports import citation
from perufr_map.resources import package_text, study_dir
from perufr_map.shown.request import Request
from perufr_map.study import scaffold
from perufr_map.study.descriptor import (
    Descriptor,
    Entry,
    Settings,
    check_descriptor,
    parse_descriptor,
)

SHIPPED = json.loads((study_dir() / "datapackage.json").read_text("utf-8"))
ODD: tuple[Any, ...] = (
    *(None, True, 7, 0.5, "", " ", "text", "2026-11-25", "a\ud800b", "a\0b", "\ufeffa"),
    *([], {}, [None], [7], [""], ["text"], [{}], [[]]),
    *([{"name": "Jelena"}], [{"title": None}], [{"title": 7}], [{"title": "Jelena", "role": 7}]),
    *("x" * 2_001, ["x" * 201], ["x"] * 501, [{"title": "x" * 201}], [{"title": "Jelena"}] * 501),
    *([{"title": "Jelena"}], {"title": "Jelena"}, [{"name": "MIT"}], [{"name": "MIT", "path": {}}]),
)
FIELDS = (
    *("name", "title", "description", "version", "created", "homepage", "keywords"),
    *("licenses", "sources", "contributors"),
)


def write(folder: Path, **fields: object) -> Descriptor:
    descriptor: Descriptor = SHIPPED | fields
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    return descriptor


@pytest.mark.parametrize("field", FIELDS)
def test_no_shape_of_a_field_passes_the_check_and_breaks_an_output(
    field: str, folder: Path, study: pm.Study
) -> None:
    told = 0
    for value in ODD:
        descriptor = write(folder, **{field: value})
        if problems := pm.check(folder):
            assert {problem.file for problem in problems} == {"datapackage.json"}
            told += 1
            continue
        for language in study.languages:
            request = Request(era="garcia", language=language, method=study.method)
            shown = replace(study, descriptor=descriptor).show(request)
            texts = citation.bibtex(shown), citation.cff(shown), json.dumps(shown.payload)
            assert all(text.encode() for text in texts)
    assert 0 < told < len(ODD)


@pytest.mark.parametrize(
    "setting", ["title_en", "group_share", "weights", "sections", "emphasis", "marks", "focus"]
)
def test_no_shape_of_a_setting_passes_the_check_and_breaks_an_output(
    setting: str, folder: Path, study: pm.Study
) -> None:
    for value in itertools.chain(ODD, [{"a": "b"}, {"a": {"en": "b"}}, {"a": {"en": 1, "es": ""}}]):
        descriptor = write(folder, study=SHIPPED["study"] | {setting: value})
        if not pm.check(folder):
            shown = replace(study, descriptor=descriptor).show(
                Request(era="garcia", language="en", method=study.method)
            )
            assert citation.bibtex(shown).encode()
            assert json.dumps(shown.payload, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("field", "value", "wrong", "right"),
    [
        ("contributors", "Jelena", "“contributors” is not a list", '[{"title": "Jelena Ilić"}]'),
        ("contributors", None, "“contributors” is not a list", '[{"title": "Jelena Ilić"}]'),
        ("contributors", [{"title": "A"}, "B"], "“contributors[1]” is not an entry", "{"),
        ("contributors", [{"name": "A"}], "“contributors[0]” has no “title”, nor", "mean title?"),
        ("contributors", [{"givenname": "A"}], "“contributors[0]” has no", "mean givenName?"),
        ("contributors", [{"givenName": "A"}], "but no “familyName”", "Add “familyName”"),
        ("contributors", [{"title": 7}], "“contributors[0].title” is not a text", "quotation"),
        ("contributors", [{"title": ""}], "“contributors[0].title” is empty", "Fill"),
        ("contributors", [{"title": "A", "email": 7}], "“contributors[0].email” is not", "quot"),
        ("contributors", [{"title": "A", "title_es": 7}], "[0].title_es” is not a text", "quot"),
        ("contributors", [{"title": "A", "roles": "author"}], "[0].roles” is not a list", '["a'),
        ("contributors", [{"title": "A", "roles": []}], "[0].roles” is not a list", '["author"'),
        ("sources", [{"titel": "A"}], "“sources[0]” has no “title”", "Did you mean title?"),
        ("licenses", [{"id": "MIT"}], "“licenses[0]” has no “name”", "mean name?"),
        ("licenses", [{"name": "MIT"}, "CC0"], "“licenses[1]” is not an entry", '{"name": "CC-'),
        ("keywords", ["trade", 7], "“keywords[1]” is not a text", "["),
    ],
)
def test_an_entry_is_told_where_and_what_is_wrong_with_it(
    field: str, value: object, wrong: str, right: str, folder: Path
) -> None:
    write(folder, **{field: value})
    (problem,) = pm.check(folder)
    assert wrong in problem.message
    assert right in problem.remedy


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("marks", [{"day": "1992-04-05", "name": {"en": "A", "es": "A"}}, {}], "marks[1]"),
        ("marks", {}, "marks"),
        ("emphasis", [{"counterparts": [], "name": {"en": "A"}}], "emphasis[0]"),
        ("sections", {"a": {"en": "A", "es": "A"}, "b": {"en": "B"}}, "sections.b"),
    ],
)
def test_a_setting_of_several_parts_is_told_which_part_is_wrong(
    field: str, value: object, place: str, folder: Path
) -> None:
    write(folder, study=SHIPPED["study"] | {field: value})
    found = [each.values.get("field") for each in pm.check(folder) if each.severity == "error"]
    assert found == [place]


@pytest.mark.parametrize("day", ["2026", "25.11.2026", "2026-02-30", "20261125", "soon"])
def test_a_day_of_creation_that_is_none_is_told(day: str, folder: Path) -> None:
    write(folder, created=day)
    (problem,) = pm.check(folder)
    assert problem.code == "created_wrong"


SCHEMA = json.loads(package_text("study/descriptor.schema.json"))
# Python's $ takes a break at the end, JSON Schema's does not.
ALSO = tuple(
    fields
    for name, fields in DESCRIPTORS.items()
    if "study" not in fields and name != "name with a break"
)


LONG: dict[str, dict[str, Any]] = {
    "contributors[0].roles[1]": {"contributors": [{"title": "A", "roles": ["coder", "x" * 201]}]},
    "contributors[1].organization": {
        "contributors": [{"title": "A"}, {"title": "B", "organization": "x" * 201}]
    },
    "contributors[0].roles": {"contributors": [{"title": "A", "roles": ["coder"] * 501}]},
    "licenses[0].path": {"licenses": [{"name": "MIT", "path": f"https://a.org/{'x' * 2_000}"}]},
    "sources[0].title": {"sources": [{"title": "x" * 2_001}]},
    "study.emphasis[0].name.es": {
        "study": {"emphasis": [{"counterparts": ["USA"], "name": {"en": "x", "es": "x" * 2_001}}]}
    },
    "study.sections": {
        "study": {"sections": {f"s{n}": {"en": "x", "es": "x"} for n in range(501)}}
    },
}
"""Fields that are too long or have too many entries, by what a problem calls them."""


@pytest.mark.parametrize(("field", "fields"), LONG.items())
def test_a_text_or_list_without_end_is_refused_by_its_name(
    field: str, fields: dict[str, Any], folder: Path
) -> None:
    settings = SHIPPED["study"] | fields.get("study", {})
    descriptor = write(folder, **fields | {"study": settings})
    (problem,) = pm.check(folder)
    assert problem.values["field"] == field
    assert not is_valid(descriptor)


def is_valid(descriptor: object) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(descriptor))


def is_checked(descriptor: Descriptor) -> bool:
    problems = check_descriptor(descriptor, ("en", "es"))
    return not [problem for problem in problems if problem.code != "text_odd"]


def test_the_schema_of_a_descriptor_and_its_check_say_the_same(folder: Path) -> None:
    for field, value in itertools.product(FIELDS, ODD):
        descriptor = write(folder, **{field: value})
        assert is_valid(descriptor) == is_checked(descriptor), (field, value)
    for fields in ALSO:
        descriptor = write(folder, **fields)
        assert is_valid(descriptor) == is_checked(descriptor), fields


def test_what_the_schema_refuses_in_the_settings_the_check_refuses(folder: Path) -> None:
    shapes = [*ODD, 7.5, -1, [1, 2, 3, 4], {"a": {"en": "b", "es": "c"}}, [{"day": "1992-04-05"}]]
    refused = set()
    for setting, value in itertools.product(SCHEMA["properties"]["study"]["properties"], shapes):
        if setting == "focus" and not value:
            continue  # refused before the others are looked at
        descriptor = write(folder, study=SHIPPED["study"] | {setting: value})
        if not is_valid(descriptor):
            refused.add(setting)
            assert not is_checked(descriptor), (setting, value)
    assert refused == set(SCHEMA["properties"]["study"]["properties"])


def test_the_schema_names_every_field_that_is_read() -> None:
    properties = SCHEMA["properties"]
    assert set(properties) == set(Descriptor.__annotations__)
    assert set(properties["study"]["properties"]) == set(Settings.__annotations__)
    entry = {"title", *properties["contributors"]["items"]["properties"]}
    assert entry == set(Entry.__annotations__)
    assert is_valid(SHIPPED)
    fresh = scaffold.fresh(focus="CHL")["datapackage.json"]
    assert is_valid(json.loads(fresh))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{\n  “title”: "Peru"\n}', "line 2, character 3 is “"),
        ('{\n  "title": "Peru”\n}', "line 2, character 17 is ”"),
        ("{'title': \"Peru\"}", "line 1, character 2 is '"),
        ('{"title": «Peru»}', "line 1, character 11 is «"),
    ],
)
def test_a_quote_that_json_does_not_know_is_named(text: str, place: str) -> None:
    (problem,) = parse_descriptor(text.encode())[1]
    assert f"{place}, where JSON has a straight quote" in str(problem)


@pytest.mark.parametrize(
    "text", ["", "{", '{"title": "El Perú’s”" 1}', '{"title": "a\tb"}', '{"a": "b\n']
)
def test_no_quote_is_blamed_for_another_fault(text: str) -> None:
    (problem,) = parse_descriptor(text.encode())[1]
    assert "straight quote" not in str(problem)


@pytest.mark.parametrize(
    ("text", "code", "line", "character"),
    [
        ('{\n  "name": "a"\n\n  "title": "b"\n}', "json_comma_missing", 2, 13),
        ('{"keywords": ["a" "b"]}', "json_comma_missing", 1, 17),
        ('{"name": "a",\n "study": {"days": true\n "focus": "PER"}}', "json_comma_missing", 2, 23),
        ('{\n  "name": "a",\n}', "json_comma_extra", 2, 14),
        ('{"keywords": ["a",\n]}', "json_comma_extra", 1, 18),
        ('{"name": "a",, "title": "b"}', "json_comma_extra", 1, 14),
        ('{"title": "the "big" one"}', "json_syntax", 1, 17),
        ('{"name": }', "json_syntax", 1, 10),
        ('{"name": "a"', "json_syntax", 1, 13),
        ('{"name": ,}', "json_syntax", 1, 10),
    ],
)
def test_a_comma_that_breaks_the_syntax_is_named(
    text: str, code: str, line: int, character: int
) -> None:
    _, (problem,) = parse_descriptor(text.encode())
    assert (problem.code, problem.values["line"], problem.values["character"]) == (
        *(code, line, character),
    )
