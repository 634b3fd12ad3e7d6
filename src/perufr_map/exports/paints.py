"""Write the style of a drawing in a page: its classes, tints and hatches, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perufr_map.shown.reading import Reading
from perufr_map.shown.scale import THEMES, Edges, Ramp, Scale

_FIXED = (
    "path{stroke-width:1;stroke-linejoin:round}",
    ".b{fill:none;stroke-width:1.5;stroke-dasharray:4 4}",
    ".d{fill-opacity:.45}",
    "path.g{stroke:none}",
    "path.o{fill:none}",
    ".r{fill:none;stroke-width:1.4;stroke-dasharray:4.5 3}",
)


@dataclass(frozen=True)
class Paints:
    """What a drawing is painted with.

    Of a class ``c0``, ``s0`` with a hatch, ``i0`` with a firm rim; of a group ``g0``, ``t0`` with a
    hatch, ``r0`` its rim; ``f`` the focus, ``n`` no data, ``d`` a dependent territory, ``o`` a
    border within, ``k`` the edge of a dot, ``b`` a frontier.

    Attributes
    ----------
    tones, hatched_tones
        The classes in use, and those with a hatch.
    tints, hatched_tints
        The tints of groups in use, and those with a hatch.
    edges
        The edges of the classes, if the study sets its own.
    within
        Selector of what the rules are for, with a blank at its end. Default: a whole file.
    """

    tones: tuple[int, ...]
    hatched_tones: tuple[int, ...]
    tints: tuple[int, ...]
    hatched_tints: tuple[int, ...]
    edges: Edges = None
    within: str = ""

    @classmethod
    def of(
        cls,
        readings: Iterable[Reading],
        groups: Iterable[Reading],
        *,
        edges: Edges = None,
        within: str = "",
    ) -> Paints:
        """Return what the readings of states and groups are painted with."""
        ramp = Scale.of("light", edges).score_ramp
        tones = [(ramp.class_of(each.value or 0.0), each.unsettled) for each in readings]
        tints = [(ramp.tint_of(each.value or 0.0), each.unsettled) for each in groups]
        return cls(
            _numbers(tones),
            _numbers(each for each in tones if each[1]),
            _numbers(tints),
            _numbers(each for each in tints if each[1]),
            edges,
            within,
        )

    @property
    def ramp(self) -> Ramp:
        """The classes, in the colours of the light theme."""
        return Scale.of("light", self.edges).score_ramp

    def style(self) -> str:
        """Return the rules of its style sheet."""
        fills = [f".s{tone}{{fill:url(#s{tone})}}" for tone in self.tones]
        fills += [f".t{tint}{{fill:url(#t{tint})}}" for tint in self.tints]
        light, dark = (self._colours(Scale.of(theme, self.edges)) for theme in THEMES)
        plain = self._join([*_FIXED, *fills, *light])
        return f"{plain}@media screen and (prefers-color-scheme:dark){{{self._join(dark)}}}"

    def _join(self, rules: Iterable[str]) -> str:
        return "".join(f"{self.within}{rule}" for rule in rules)

    def _colours(self, ink: Scale) -> list[str]:
        ramp = ink.score_ramp
        rules = [
            f"path{{stroke:{ink.border}}}",
            f".sea{{fill:{ink.sea};stroke:none}}",
            f".f{{fill:{ink.focus}}}",
            f".d{{fill:{ink.no_data_line}}}",
            f".n{{fill:{ink.no_data}}}",
            f".b{{stroke:{ink.frontier}}}",
            f".k{{stroke:{ink.quiet}}}",
        ]
        for tone in self.tones:
            colour = ramp.colours[tone]
            rules.append(f".c{tone}{{fill:{colour}}}")
            rules.append(f".h{tone}{{stroke:{ink.hatch_on(colour)}}}")
            rules.append(f"path.i{tone}{{stroke:{ramp.firm[tone]};stroke-width:1.6}}")
        for tint in self.tints:
            colour, rim = ramp.tints[tint], ramp.rims[tint]
            rules.append(f".g{tint}{{fill:{colour}}}")
            rules.append(f".r{tint}{{stroke:{rim}}}")
            rules.append(f".u{tint}{{stroke:{ink.hatch_on(colour, group=True)}}}")
        return rules

    def hatches(self) -> str:
        """Return the hatches of signs that are not settled, on classes and on tints."""
        pattern = '<pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse">'
        box, fall = '<rect class="{}" width="8" height="8"/>', "M-2-2l12 12M-2 6l4 4M6-2l4 4"
        grounds = [("s", "c", "h", tone) for tone in self.hatched_tones]
        grounds += [("t", "g", "u", tint) for tint in self.hatched_tints]
        return "".join(
            pattern.format(f"{hatch}{number}")
            + box.format(f"{ground}{number}")
            + f'<path class="{line}{number}" d="{fall}"/></pattern>'
            for hatch, ground, line, number in grounds
        )


def _numbers(found: Iterable[tuple[int, bool]]) -> tuple[int, ...]:
    return tuple(sorted({number for number, _ in found}))
