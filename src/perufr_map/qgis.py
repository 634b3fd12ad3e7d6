"""Style a layer of states for QGIS, in the colours of the map.

The style is QML, kept in a table ``layer_styles`` as QGIS itself does when it saves a style
to a GeoPackage; QGIS then draws a layer with it as soon as it is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

STYLE_NAME = "perufr-map"
_SHADE = "0,0,0,56"  # shows on every class
_HATCH = {"distance": "1.4", "line_width": "0.26"}  # mm


def style(scale: dict[str, Any], focus: str, words: dict[str, str], *, theme: str = "light") -> str:
    """Return a QML style with a rule for each class, no data, one event, and the focus.

    Parameters
    ----------
    scale
        As in ``web/scale.json``.
    focus
        Code of the state that the study is about.
    words
        What the legend calls ``no_data`` and ``single``.
    theme
        ``light`` or ``dark``.
    """
    surface, colours = scale["surfaces"][theme], scale["ramps"][theme]["colours"]
    is_focus = f"\"code\" = '{focus}'"
    rules = [
        _Rule(words["no_data"], f'"score" IS NULL AND NOT {is_focus}', surface["no_data"]),
        _Rule(focus, is_focus, surface["focus"]),
        *(
            _Rule(label, f"{limits} AND NOT {is_focus}", colour)
            for (label, limits), colour in zip(_classes(scale), colours, strict=True)
        ),
        _Rule(words["single"], f'"events" = 1 AND NOT {is_focus}', None),
    ]
    root = Element("qgis", version="3.22.0", styleCategories="Symbology")
    renderer = SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0")
    listed = SubElement(renderer, "rules", key="perufr-map")
    symbols = SubElement(renderer, "symbols")
    for number, rule in enumerate(rules):
        name = str(number)
        SubElement(
            listed, "rule", key=f"rule-{name}", symbol=name, label=rule.label, filter=rule.filter
        )
        symbol = _symbol(symbols, "fill", name)
        if rule.colour is not None:
            _layer(
                symbol,
                "SimpleFill",
                color=_rgba(rule.colour),
                style="solid",
                outline_color=_rgba(surface["border"]),
                outline_style="solid",
                outline_width="0.16",
                outline_width_unit="MM",
            )
        if number == 0:
            _hatch(symbol, name, "45", _rgba(surface["no_data_line"]))
        elif rule.colour is None:
            _hatch(symbol, name, "135", _SHADE)
    return tostring(root, encoding="unicode")


def layer_styles(style: str, layers: Iterable[str], *, date: str) -> pd.DataFrame:
    """Return the rows of QGIS's table ``layer_styles``: one style, the default of each layer."""
    return pd.DataFrame(
        [
            {
                "f_table_catalog": "",
                "f_table_schema": "",
                "f_table_name": layer,
                "f_geometry_column": "geom",
                "styleName": STYLE_NAME,
                "styleQML": style,
                "styleSLD": "",
                "useAsDefault": True,
                "description": "",
                "owner": "",
                "ui": "",
                "update_time": date,
            }
            for layer in layers
        ]
    )


class _Rule:
    """A row of the legend; without a colour, it only lays a hatch over the others."""

    def __init__(self, label: str, condition: str, colour: str | None) -> None:
        self.label = label
        self.filter = condition
        self.colour = colour


def _classes(scale: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Give label and condition of each class, which includes its lower threshold."""
    low, high = scale["domain"]
    edges = [low, *scale["thresholds"], high]
    for lower, upper in pairwise(edges):
        limits = [f'"score" >= {lower}'] if lower != low else []
        limits += [f'"score" < {upper}'] if upper != high else []
        yield f"{lower:+} … {upper:+}".replace("-", "−"), " AND ".join(limits)


def _symbol(parent: Element, kind: str, name: str) -> Element:
    return SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1")


def _layer(symbol: Element, kind: str, **choices: str) -> Element:
    layer = SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    for key, value in choices.items():
        SubElement(layer, "prop", k=key, v=value)
    return layer


def _hatch(symbol: Element, name: str, angle: str, colour: str) -> None:
    units = {"distance_unit": "MM", "line_width_unit": "MM"}
    at = len(symbol.findall("layer"))
    layer = _layer(symbol, "LinePatternFill", angle=angle, color=colour, **_HATCH, **units)
    line = _symbol(layer, "line", f"@{name}@{at}")
    width = {"line_width": _HATCH["line_width"], "line_width_unit": "MM"}
    _layer(line, "SimpleLine", line_color=colour, line_style="solid", **width)


def _rgba(colour: str) -> str:
    return ",".join(map(str, (*bytes.fromhex(colour[1:7]), 255)))
