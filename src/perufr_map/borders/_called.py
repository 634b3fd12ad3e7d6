"""Name what states are called besides: for short, or once."""

from __future__ import annotations

from collections.abc import Mapping

CALLED_TOO: Mapping[str, tuple[str, ...]] = {
    "China": ("PRC", "People’s Republic of China", "VR China", "RPC", "RP Chine"),
    "Democratic Republic of the Congo": ("DRC", "RDC"),
    "Czechoslovakia": ("CSSR", "ČSSR", "ČSFR", "Tschechoslowakei"),
    "East Germany": ("GDR", "DDR", "RDA", "NDR", "German Democratic Republic", "Ostdeutschland"),
    "Germany": ("FRG", "BRD", "RFA", "Federal Republic of Germany", "Bundesrepublik Deutschland"),
    "North Korea": ("DPRK", "RPDC", "Nordkorea"),
    "South Korea": ("ROK", "Südkorea"),
    "Soviet Union": ("USSR", "UdSSR", "URSS", "СССР", "ZSRR", "SSSR", "Sowjetunion"),  # noqa: RUF001
    "Taiwan": ("ROC", "Republic of China", "Formosa"),
    "United Arab Republic": ("UAR", "RAU", "VAR", "République arabe unie"),
    "United States": ("EE. UU.", "EEUU", "États-Unis", "США"),
    "West Germany": ("FRG", "BRD", "RFA", "Bundesrepublik Deutschland", "Westdeutschland"),
    "Yugoslavia": ("SFRY", "FRY", "SFRJ", "Jugoslawien"),
}
"""What states are called besides, by their English names: abbreviations, and names of states and
times that no list of today's has."""
