"""Spare a command what the libraries that it imports import and do for others."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType

import click

from perufr_map.cli._talk import SELDOM


def prepare_page() -> None:
    """Import folium without what no map of ours needs: a quarter of the time of an export.

    Where it has been imported already nothing changes.
    """
    if "folium" in sys.modules:
        return
    gc.set_threshold(SELDOM)
    _put_off("requests")  # for maps that fetch something
    _leave_out("pyarrow")  # pandas uses it where it is there, and does as well without
    _import_folium()


class _Later(ModuleType):
    """A module that is loaded when something of it is first asked for.

    Python's own `LazyLoader` loads it as soon as another module imports it.
    """

    def __getattr__(self, name: str) -> object:
        sys.modules.pop(self.__name__, None)
        return getattr(import_module(self.__name__), name)


def _put_off(library: str) -> None:
    sys.modules.setdefault(library, _Later(library))


def _leave_out(library: str) -> None:
    """Let nobody import a library until the command ends."""
    if library not in sys.modules and "pandas" not in sys.modules:
        sys.modules[library] = None  # type: ignore[assignment]  # as Python marks one to refuse
        click.get_current_context().call_on_close(lambda: sys.modules.pop(library))


def _import_folium() -> None:
    """Import folium; each template that it makes then is compiled when it is first used."""
    from jinja2 import Template  # noqa: PLC0415

    make = Template.__new__

    def keep(cls: type[Template], *args: object, **options: object) -> Template:
        template = object.__new__(cls)
        template.__dict__["how"] = args, options
        return template

    def compile_now(template: Template, name: str) -> object:
        how = template.__dict__.pop("how", None)
        if how is None:
            raise AttributeError(name)
        args, options = how
        template.__dict__.update(make(type(template), *args, **options).__dict__)
        return getattr(template, name)

    Template.__getattr__ = compile_now  # type: ignore[attr-defined]
    Template.__new__ = keep  # type: ignore[method-assign]
    try:
        import folium  # noqa: F401, PLC0415
    finally:
        Template.__new__ = make  # type: ignore[method-assign]
