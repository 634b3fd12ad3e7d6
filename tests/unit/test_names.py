"""What others built on 0.1.0 goes on working: its names in Python and on the command line."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from typing import TypedDict

import pytest

import perufr_map as pm
from perufr_map import borders, moved
from perufr_map.cli import main
from perufr_map.resources import study_dir
from perufr_map.shown.request import Request
from perufr_map.study.descriptor import read_descriptor

# Each public module of 0.1.0 and what it offered. Left out are the dashboard's panels and how
# bulk.files read a text file row by row: insides that nothing told others to use.
PYTHON = {
    "": "Method Problem Study StudyError check load new",
    "api": "Study load",
    "atlas": "FORMAT states payload topology",
    "borders": (
        "HORIZON BordersError Change State Text between changes convert on state_on states topology"
    ),
    "bulk": (
        "ENGINES SOURCES Choices EngineName EventFileError Files ScoredEvents Source "
        "SourceComparison Tally compare score_events"
    ),
    "bulk.comparing": "FEWEST SourceComparison compare",
    "bulk.crosswalks": "countries codes",
    "bulk.engines": "EngineName ENGINES Engine start",
    "bulk.events": "BROKEN Frame Reading events",
    "bulk.files": "Files REJECTS EventFileError find",
    "bulk.layouts": "Source SOURCES Layout PLAIN GDELT ICEWS POLECAT LAYOUTS",
    "bulk.rejects": "Reject write",
    "bulk.scoring": "Tally ScoredEvents Choices score_events",
    "bundle": (
        "FILES MB MAX_FILE MAX_UNPACKED MAX_MEMBERS MAX_EVENTS Bundle read_events read_zip "
        "files_of pack template"
    ),
    "checks": "DESCRIPTOR TABLES check read_descriptor Row",
    "citation": "SOFTWARE AUTHORS LICENCE bibtex cff",
    "cli": "main",
    "comparison": "NO_CHANGE SHARES movers alternatives robustness",
    "dates": "DateError Span parse between",
    "descriptor": "DESCRIPTOR TABLES read_descriptor schemas columns check_descriptor",
    "exports": "Writer Track Format FORMATS format_of export frame to_bytes",
    "figure": "animate draw save",
    "method": "WeightSet WEIGHT_SETS Method",
    "problems": "LANGUAGE Problem ProblemsError StudyError UnreadableError",
    "qgis": "STYLE_NAME style change_style layer_styles",
    "scaffold": "new fresh state_code",
    "schema": "NEEDED check_headers check_rows",
    "scores": "Aggregation AGGREGATIONS LIMIT contributions contributions_of_days scores",
    "sheets": "SEPARATORS SheetError Sheet read",
    "shown.request": "View",
    "site": "build",
    "study": "StudyTables",
    "tables": (
        "Frame NUMBERS CHANGE scores changes events states write_csv write_geojson "
        "write_parquet write_geopackage Writer FEATURE_WRITERS write_features whole"
    ),
    "view": "Theme THEMES View Shown",
    "webmap": ("Chrome CONTENT_SECURITY_POLICY leaflet RelationsMap compact"),
}

# The verbs and tables of a study, each verb with its arguments.
VERBS = {
    "contributions": "method",
    "scores": "era method",
    "score_events": "files source method choices",
    "compare_source": "files source minimum choices",
    "explain": "era counterpart method",
    "compare": "before after method",
    "robustness": "method",
    "states": "era method",
    "payload": "method",
    "map": "era before selected language method",
    "shown": "view",
    "export": "path era before selected language theme method all_eras embed track",
    "site": "folder base_url method track",
    "era": "name",
    "text": "row stem",
}
TABLES = "focus languages settings method eras counterparts members event_types events sources"
METHOD = "aggregation weights group_share own_weights without"
# The commands, each with its options.
COMMANDS = {
    "borders": "--out",
    "check": "--lang",
    "compare": "--aggregation --format --own --share --study --weights --without",
    "compare-source": (
        "--engine --events --format --master --memory --minimum --rejects --source --study"
    ),
    "explain": "--aggregation --lang --own --share --study --weights --without",
    "export": (
        "--aggregation --all-eras --before --embed --era --lang --own --select --share --study "
        "--theme --weights --without"
    ),
    "new": "--focus --title",
    "robustness": "--aggregation --format --own --share --study --weights --without",
    "scores": (
        "--aggregation --engine --era --events --format --master --memory --own --rejects "
        "--share --source --study --weights --without"
    ),
    "serve": "--address --browser --no-browser --port --study",
    "site": "--aggregation --base-url --own --share --study --weights --without",
}

# Look every name up as others would, in a process that has imported nothing of ours yet.
LOOK_UP = """
import json, sys, warnings
from importlib import import_module

answers = {}
for module, names in json.load(sys.stdin).items():
    full = f"perufr_map.{module}" if module else "perufr_map"
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        missing = [name for name in names.split() if not hasattr(import_module(full), name)]
    answers[module] = {
        "missing": missing,
        "said": [str(w.message) for w in said if w.category is DeprecationWarning],
        "where": sorted({w.filename for w in said}),
    }
json.dump(answers, sys.stdout)
"""


class Answer(TypedDict):
    """What became of a module's names, which warnings there were, and to whose lines they point."""

    missing: list[str]
    said: list[str]
    where: list[str]


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    found: dict[str, Answer] = json.loads(run(LOOK_UP, json.dumps(PYTHON)))
    return found


def run(code: str, sent: str = "") -> str:
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, input=sent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("module", PYTHON)
def test_a_name_of_0_1_0_is_found_where_it_was(module: str, answers: dict[str, Answer]) -> None:
    assert answers[module]["missing"] == []


@pytest.mark.parametrize("module", PYTHON)
def test_a_name_that_moved_warns_once_and_gives_the_new_one(
    module: str, answers: dict[str, Answer]
) -> None:
    homes = {module: moved.MODULES.get(module)} | {
        f"{module}.{name}": moved.NAMES.get(f"{module}.{name}") for name in PYTHON[module].split()
    }
    assert answers[module]["said"] == [
        f"perufr_map.{old} is now perufr_map.{new}; the old name will go"
        for old, new in homes.items()
        if new
    ]


def test_every_module_and_name_that_moved_stands_in_the_table() -> None:
    gone = {module for module, new in moved.MODULES.items() if new is None}
    assert moved.MODULES.keys() - gone <= PYTHON.keys()
    for old in moved.NAMES:
        module, _, name = old.rpartition(".")
        assert name in PYTHON[module].split(), old


@pytest.mark.parametrize(
    "statement",
    [
        "import perufr_map.dates",
        "from perufr_map import sheets; sheets.read",
        "import perufr_map.bulk.files; perufr_map.bulk.files.Files",
        "from perufr_map.citation import *; bibtex",
        "from perufr_map.study import StudyTables",
        "from perufr_map.view import View",
    ],
)
def test_each_way_to_import_works_and_the_warning_points_at_the_line(statement: str) -> None:
    looked = f"""
import warnings
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    exec(compile({statement!r}, "theirs.py", "exec"))
print({{(w.category.__name__, w.filename) for w in said}})
"""
    assert run(looked) == "{('DeprecationWarning', 'theirs.py')}\n"


def test_an_old_name_is_the_new_thing_itself() -> None:
    run(
        "from perufr_map.view import View as old\n"
        "from perufr_map.shown.request import Request as new\n"
        "assert old is new"
    )


def test_what_left_the_package_says_where_it_went() -> None:
    code = "try: import perufr_map.bulk.generate\nexcept ModuleNotFoundError as e: print(e)"
    assert "benchmarks/made_up_events.py" in run(code)


@pytest.mark.parametrize("name", moved.GONE)
def test_a_name_that_nothing_stands_for_says_what_to_use(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    code = (
        f"import perufr_map.{module} as m\ntry: m.{attribute}\nexcept AttributeError as e: print(e)"
    )
    assert moved.GONE[name] in run(code)


@pytest.mark.parametrize(
    "statement", ["import perufr_map.datess", "from perufr_map.dates import pars"]
)
def test_a_name_that_never_was_is_not_found(statement: str) -> None:
    assert run(f"try: {statement}\nexcept ImportError as error: print(error.name)")


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_takes_the_arguments_it_took(verb: str) -> None:
    assert set(VERBS[verb].split()) <= set(inspect.signature(getattr(pm.Study, verb)).parameters)


@pytest.mark.parametrize("name", TABLES.split())
def test_a_study_has_the_tables_it_had(name: str, study: pm.Study) -> None:
    assert hasattr(study, name)


def test_a_method_is_made_of_what_it_was_made_of() -> None:
    assert set(METHOD.split()) <= set(inspect.signature(pm.Method).parameters)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_takes_the_options_it_took(name: str) -> None:
    options = {
        option
        for parameter in main.commands[name].params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert set(COMMANDS[name].split()) <= options


def test_the_recipe_of_a_state_is_still_to_be_had() -> None:
    state = borders.states()[0]
    with pytest.warns(DeprecationWarning, match=r"State\.composition"):
        assert state.recipe == state.composition


def test_a_request_is_still_to_be_had_as_the_view_of_what_is_shown(study: pm.Study) -> None:
    request = Request(era="garcia", language="en", method=study.method)
    with pytest.warns(DeprecationWarning, match=r"Study\.show;"):
        shown = study.shown(request)
    with pytest.warns(DeprecationWarning, match=r"Shown\.request;"):
        assert shown.view is request


def test_a_problem_still_has_its_kind_and_is_said_in_a_language() -> None:
    problem = pm.Problem("eras.csv", 2, "start", "era_gap", {"start": "1970", "end": "1969"})
    with pytest.warns(DeprecationWarning, match=r"Problem\.code;"):
        assert problem.kind == "era_gap"
    with pytest.warns(DeprecationWarning, match=r"Problem\.translate;"):
        assert problem.said("es").message == problem.translate("es").message


def test_a_descriptor_is_still_read_from_its_folder() -> None:
    assert read_descriptor(study_dir())["study"]["focus"] == "PER"
