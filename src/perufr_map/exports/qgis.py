"""Style a layer of states for QGIS, in the colours of the map.

The style is QML in a table ``layer_styles``, as QGIS itself saves a style in a GeoPackage. QGIS
uses it as soon as the layer is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

from perufr_map.shown.scale import Scale, channels
from perufr_map.shown.words import Words

if TYPE_CHECKING:
    from perufr_map.shown.regions import Region

STYLE_NAME = "perufr-map"
_TOP = 999  # above the levels of all regions
_HATCH = {"distance": "1.4", "line_width": "0.26"}  # mm


def score_style(
    scale: Scale, focus: str, words: Words, regions: Sequence[Region] | None = ()
) -> str:
    """Return a QML style with a rule for each class, no data, the focus, and each region.

    Parameters
    ----------
    scale
        The classes and colours.
    focus
        Code of the state that the study is about.
    words
        The words of the legend.
    regions
        The regions of groups, which the layer's column ``region`` names. None fills their states
        as those that are named.
    """
    return _qml(list(_rules(scale, focus, words, regions)))


def change_style(
    scale: Scale, focus: str, words: Words, regions: Sequence[Region] | None = ()
) -> str:
    """Return the same style for a layer of a change, with a dotted line around what is gone.

    The colours are those of the later era.

    Parameters
    ----------
    scale, focus, words, regions
        As for `score_style`.
    """
    others = f"\"code\" <> '{focus}' AND \"change_status\" = 'gone'"
    gone = others if regions is None else f"{others} AND \"basis_before\" = 'named'"
    label = words.say("legend.gone")
    layers = [*_fill(scale.no_data, scale.border), _dotted(_rgba(scale.quiet))]
    rules = _rules(scale, focus, words, regions, gone=f"({gone})")
    return _qml([*rules, _Rule(label, gone, layers)])


def place_style(scale: Scale, focus: str, words: Words, *, compares: bool = False) -> str:
    """Return a QML style for points: a disc in the colour of its class.

    Parameters
    ----------
    scale, focus, words
        As for `score_style`.
    compares
        Whether the layer is of a change, in which what is gone has a dotted rim.
    """
    others = f"\"code\" <> '{focus}'"
    no_data = f'"score" IS NULL AND {others}'
    classes = _classes("score", [None, *scale.score_ramp.thresholds, None], words)
    rules = [
        _Rule(words.name(focus), f"\"code\" = '{focus}'", _disc(scale.focus, scale.border)),
        *(
            _Rule(label, f"{limits} AND {others}", _disc(colour, scale.border))
            for (label, limits), colour in zip(classes, scale.score_ramp.colours, strict=True)
        ),
    ]
    if compares:
        gone, disc = "\"change_status\" = 'gone'", _disc(scale.no_data, scale.quiet, line="dot")
        rules.append(_Rule(words.say("legend.gone"), f"{gone} AND {others}", disc))
        no_data = f"{no_data} AND NOT coalesce({gone}, 0)"
    plain = _disc(scale.no_data, scale.border)
    return _qml([_Rule(words.say("legend.no_data"), no_data, plain), *rules], symbol_class="marker")


def _disc(colour: str, rim: str, *, line: str = "solid") -> list[_Layer]:
    """Return a disc with a rim."""
    size = {"name": "circle", "size": "3", "size_unit": "MM"}
    colours = {"color": _rgba(colour), "outline_color": _rgba(rim), "outline_style": line}
    return [_Layer("SimpleMarker", {**size, **colours, "outline_width": "0.4"})]


def _rules(
    scale: Scale,
    focus: str,
    words: Words,
    regions: Sequence[Region] | None,
    gone: str | None = None,
) -> Iterator[_Rule]:
    """Yield the rules of a layer of scores; `gone` are those that have a rule of their own."""
    others = f"\"code\" <> '{focus}'"
    named = others if regions is None else f"\"basis\" = 'named' AND {others}"
    no_data = '"score" IS NULL'
    if regions is not None:
        grouped = "\"basis\" = 'group'"
        if gone is not None:
            grouped = 'coalesce("basis", "basis_before") = \'group\''
            no_data = f'{no_data} AND "region" IS NULL'
        no_data = f'({no_data} OR ({grouped} AND "region" IS NULL))'
    if gone is not None:
        no_data = f"({no_data}) AND NOT coalesce({gone}, 0)"
    classes = _classes("score", [None, *scale.score_ramp.thresholds, None], words)
    stripe = ",".join(map(str, (*channels(scale.paper), round(255 * scale.hatches["classes"]))))
    yield _Rule(
        words.say("legend.no_data"),
        f"{no_data} AND {others}",
        _fill(scale.no_data, scale.border),
    )
    yield _Rule(words.name(focus), f"\"code\" = '{focus}'", _fill(scale.focus, scale.border))
    yield from _region_rules(regions or (), scale, words)
    for (label, limits), colour in zip(classes, scale.score_ramp.colours, strict=True):
        yield _Rule(label, f"{limits} AND {named}", _fill(colour, scale.border))
    yield _Rule(words.say("legend.unsettled"), f'NOT "settled" AND {named}', _lines(stripe))


def _region_rules(regions: Sequence[Region], scale: Scale, words: Words) -> Iterator[_Rule]:
    """Yield a rule for each region: a tint without inner borders, and a dashed rim around it.

    QGIS draws the rim of each of its states first, and then fills them all: what is left is the
    half of the rim that lies outside of them.
    """
    for place, region in enumerate(regions):
        reading, (tint, rim) = region.reading, scale.of_group(region.reading)
        fill = _Layer("SimpleFill", {"color": _rgba(tint), "style": "solid", "outline_style": "no"})
        layers = [fill]
        if reading.unsettled:
            layers += _lines(_rgba(scale.hatch_on(tint, group=True)))
        level = 1 + 2 * place
        name = f"{words.name(region.group)} {words.reading(reading)}, {words.region(region)}"
        group = region.group.replace("'", "''")
        yield _Rule(
            name,
            f"\"region\" = '{group}'",
            [
                _dotted(_rgba(rim), level) if reading.score is None else _rim(_rgba(rim), level),
                *(replace(layer, level=level + 1) for layer in layers),
            ],
        )


def layer_styles(styles: Mapping[str, str], *, date: str) -> pd.DataFrame:
    """Return the rows of QGIS's table ``layer_styles``: the default style of each layer."""
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
            for layer, style in styles.items()
        ]
    )


@dataclass(frozen=True)
class _Layer:
    """A layer of a symbol; `mark` is the symbol that a pattern repeats: its type and layer.

    All layers of one level are drawn before those of the next.
    """

    symbol_class: str
    choices: dict[str, str]
    mark: tuple[str, _Layer] | None = None
    level: int = 0


@dataclass(frozen=True)
class _Rule:
    """A row of the legend: its text, the states that it applies to, and their fill."""

    label: str
    filter: str
    layers: list[_Layer]


def _fill(colour: str, border: str) -> list[_Layer]:
    return [
        _Layer(
            "SimpleFill",
            {
                "color": _rgba(colour),
                "style": "solid",
                "outline_color": _rgba(border),
                "outline_style": "solid",
                "outline_width": "0.16",
                "outline_width_unit": "MM",
            },
        )
    ]


def _rim(colour: str, level: int) -> _Layer:
    """Return a dashed line around a state."""
    choices = {
        "line_color": colour,
        "line_style": "solid",
        "line_width": "0.8",  # half of it lies outside
        "line_width_unit": "MM",
        "joinstyle": "round",
        "use_custom_dash": "1",
        "customdash": "1.6;1.1",
        "customdash_unit": "MM",
    }
    return _Layer("SimpleLine", choices, level=level)


def _dotted(colour: str, level: int = 0) -> _Layer:
    """Return a line of round dots around a state."""
    rim = _rim(colour, level)
    dots = {"capstyle": "round", "customdash": "0.1;1.4", "line_width": "0.5"}
    return replace(rim, choices=rim.choices | dots)


def _lines(colour: str) -> list[_Layer]:
    """Return the hatch, drawn above all that is filled."""
    width = {"line_width": _HATCH["line_width"], "line_width_unit": "MM"}
    line = _Layer("SimpleLine", {"line_color": colour, "line_style": "solid", **width})
    units = {"distance_unit": "MM", "line_width_unit": "MM"}
    choices = {"angle": "135", "color": colour, **_HATCH, **units}
    return [_Layer("LinePatternFill", choices, ("line", line), level=_TOP)]


def _classes(column: str, edges: Sequence[float | None], words: Words) -> Iterable[tuple[str, str]]:
    """Yield label and condition of each class, which includes its lower threshold.

    The first and the last class have no limit outwards: None is an open end.
    """
    last = len(edges) - 2
    for number, (lower, upper) in enumerate(pairwise(edges)):
        limits = [f'"{column}" >= {lower}'] if number > 0 else []
        limits += [f'"{column}" < {upper}'] if number < last else []
        ends = ("" if edge is None else words.tick(edge) for edge in (lower, upper))
        yield " … ".join(ends).strip(), " AND ".join(limits)


def _qml(rules: Sequence[_Rule], *, symbol_class: str = "fill") -> str:
    root = Element("qgis", version="3.22.0", styleCategories="Symbology")
    renderer = SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="1")
    rule_list = SubElement(renderer, "rules", key="perufr-map")
    symbols = SubElement(renderer, "symbols")
    for number, rule in enumerate(rules):
        name = str(number)
        SubElement(
            rule_list, "rule", key=f"rule-{name}", symbol=name, label=rule.label, filter=rule.filter
        )
        _symbol(symbols, symbol_class, name, rule.layers)
    return tostring(root, encoding="unicode")


def _symbol(parent: Element, symbol_class: str, name: str, layers: Sequence[_Layer]) -> None:
    symbol = SubElement(
        parent, "symbol", type=symbol_class, name=name, alpha="1", clip_to_extent="1"
    )
    for place, layer in enumerate(layers):
        element = SubElement(
            symbol,
            "layer",
            {"class": layer.symbol_class, "enabled": "1", "locked": "0", "pass": str(layer.level)},
        )
        for key, value in layer.choices.items():
            SubElement(element, "prop", k=key, v=value)
        if layer.mark is not None:
            of, mark = layer.mark
            _symbol(element, of, f"@{name}@{place}", [mark])


def _rgba(colour: str) -> str:
    return ",".join(map(str, (*channels(colour), 255)))
