"""Keep the names of earlier versions working, each with a warning that gives the new one."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_PACKAGE = __name__.rpartition(".")[0]

# Modules of 0.1.0 and where they are now, below the package; None if removed.
MODULES: dict[str, str | None] = {
    "atlas": "shown.payload",
    "bulk": "scoring.bulk",
    "bulk.comparing": "scoring.bulk.comparing",
    "bulk.crosswalks": "scoring.bulk.crosswalks",
    "bulk.engines": "scoring.bulk.engines",
    "bulk.events": "scoring.bulk.events",
    "bulk.files": "scoring.bulk.files",
    "bulk.generate": None,
    "bulk.layouts": "scoring.bulk.layouts",
    "bulk.rejects": "scoring.bulk.rejects",
    "bulk.scoring": "scoring.bulk.scoring",
    "bundle": "dashboard.bundle",
    "checks": "study.checks",
    "citation": "exports.citation",
    "comparison": "scoring.comparison",
    "dates": "study.dates",
    "descriptor": "study.descriptor",
    "figure": "exports.picture",
    "method": "scoring.method",
    "qgis": "exports.qgis",
    "scaffold": "study.scaffold",
    "schema": "study.schema",
    "scores": "scoring.scores",
    "sheets": "study.spreadsheets",
    "site": "exports.site",
    "tables": "exports.tables",
    "view": "shown.request",
    "webmap": "exports.html",
}

# Names of 0.1.0 ("module.name") that are not in the new place of their module.
NAMES = {
    "atlas.states": "shown.states.states_with_scores",
    "bundle.MAX_EVENTS": "dashboard.bundle.MAX_ROWS",
    "bulk.events.Reading": "scoring.bulk.row_rules.RowRules",
    "comparison.SHARES": "scoring.settled.SHARES",
    "comparison.alternatives": "scoring.robustness.others",
    "comparison.robustness": "scoring.robustness.robustness",
    "checks.DESCRIPTOR": "study.layout.DESCRIPTOR",
    "checks.Row": "study.descriptor.Descriptor",
    "checks.TABLES": "study.layout.TABLES",
    "checks.read_descriptor": "study.descriptor.read_descriptor",
    "descriptor.DESCRIPTOR": "study.layout.DESCRIPTOR",
    "descriptor.TABLES": "study.layout.TABLES",
    "descriptor.columns": "study.layout.columns",
    "descriptor.schemas": "study.layout.schemas",
    "qgis.style": "exports.qgis.score_style",
    "schema.NEEDED": "study.layout.NEEDED",
    "schema.check_headers": "study.schema.check_header",
    "study.StudyTables": "study.tables.StudyTables",
    "shown.request.View": "shown.request.Request",
    "tables.FEATURE_WRITERS": "exports.features.FEATURE_WRITERS",
    "tables.Frame": "exports.tables.AnyFrame",
    "tables.Writer": "exports.features.Writer",
    "tables.changes": "exports.tables.change_table",
    "tables.events": "exports.tables.event_table",
    "tables.scores": "exports.tables.score_table",
    "tables.states": "exports.tables.state_table",
    "tables.whole": "files.whole",
    "tables.write_features": "exports.features.write_features",
    "tables.write_geojson": "exports.geodata.write_geojson",
    "tables.write_geopackage": "exports.geodata.write_geopackage",
    "tables.write_parquet": "exports.geodata.write_parquet",
    "view.View": "shown.request.Request",
    "exports.frame": "exports.formats.iframe",
}

# Names of 0.1.0 that are gone, and what to use in their place.
_BUNDLE = "the map's files are bundled: perufr_map.resources.web_text reads map.js and map.css"
GONE = dict.fromkeys(
    ("webmap.STYLES", "webmap.EMBED_STYLES", "webmap.SCRIPTS", "webmap.script", "webmap.style"),
    _BUNDLE,
)


def look_up(module: str, name: str) -> object:
    """Return an object by its name in an earlier version, and warn if it has moved.

    Raises
    ------
    AttributeError
        If no version has that name, or it is gone without a successor.
    """
    if reason := GONE.get(f"{module}.{name}"):
        raise AttributeError(f"{_PACKAGE}.{module}.{name} is no part of the package: {reason}")
    home = NAMES.get(f"{module}.{name}")
    if home is None:
        target = MODULES.get(module)
        if target is None or name.startswith("__"):
            raise AttributeError(f"module {_PACKAGE}.{module} has no attribute {name}")
        return getattr(import_module(f"{_PACKAGE}.{target}"), name)
    _warn(f"{module}.{name}", home, level=4)
    place, _, new = home.rpartition(".")
    return getattr(import_module(f"{_PACKAGE}.{place}"), new)


def warn_renamed(old: str, new: str) -> None:
    """Warn that a method or an attribute has a new name."""
    text = f"{old} is now {new}; the old name will go"
    warnings.warn(text, DeprecationWarning, stacklevel=3)


def _warn(old: str, new: str, *, level: int) -> None:
    text = f"{_PACKAGE}.{old} is now {_PACKAGE}.{new}; the old name will go"
    warnings.warn(text, DeprecationWarning, stacklevel=level)


class _Finder(MetaPathFinder, Loader):
    """Find modules by their old names."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package, _, old = fullname.partition(".")
        if package != _PACKAGE or old not in MODULES:
            return None
        return ModuleSpec(fullname, self, is_package=any(m.startswith(f"{old}.") for m in MODULES))

    def exec_module(self, module: ModuleType) -> None:
        old = module.__name__.removeprefix(f"{_PACKAGE}.")
        new = MODULES[old]
        if new is None:
            raise ModuleNotFoundError(
                f"{module.__name__} is no part of the package any more; "
                "benchmarks/made_up_events.py in the repository does what it did",
                name=module.__name__,
            )
        _warn(old, new, level=3)
        vars(module)["__getattr__"] = lambda name: look_up(old, name)
        vars(module)["__all__"] = _public(new)


def _public(new: str) -> list[str]:
    module = import_module(f"{_PACKAGE}.{new}")
    return list(getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")]))


def install() -> None:
    """Let Python find modules by their old names, if it does not find them otherwise."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())
