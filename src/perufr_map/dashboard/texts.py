"""Words, numbers and dates in the viewer's language, safe to show as Markdown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from babel.dates import format_date
from babel.numbers import format_decimal

from perufr_map import borders
from perufr_map.dashboard import state

_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|$~:&@=^")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")

# What Streamlit makes a link, an icon or an arrow of even where it is escaped, and the directive
# without content that keeps its parts apart, which shows nothing and is not copied.
_REPLACED = re.compile(
    r"(?<=:)(?=//|material/|streamlit:)|(?<=www)(?=\.)|(?=@)|(?<=[-<>=~])(?=[-<>=])", re.IGNORECASE
)
_APART = ":small[]"


def word(key: str, **values: str) -> str:
    """Return a message of the page, its blanks filled in."""
    return state.words(state.language())[f"page.{key}"].format(**values)


def plain(text: str) -> str:
    """Return a text that Streamlit shows as it stands, on one line, wherever it reads Markdown.

    Every text of a study, an upload or an address goes through here on its way to a title, a
    label, a caption or a table.
    """
    line = _SPACES.sub(" ", text).strip(" ")
    parts = ("".join(f"\\{c}" if c in _MARKDOWN else c for c in p) for p in _REPLACED.split(line))
    return _APART.join(parts)


def signed(value: float, decimals: int = 1) -> str:
    """Return a number with its sign, a true minus, in the viewer's language.

    A half is rounded away from zero, as the map in the browser does it.
    """
    exact = Decimal(str(round(value, 4)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    zeros = "0." + "0" * decimals
    text: str = format_decimal(rounded, format=f"+{zeros};-{zeros}", locale=state.language())
    return text.replace("-", "−")


def decimal(value: float) -> str:
    """Return a number as it is, in the viewer's language."""
    text: str = format_decimal(value, locale=state.language())
    return text


def score(value: float) -> str:
    """Return a score, or a dash where there is none."""
    return "–" if pd.isna(value) else signed(value)


def days(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Return the days of a half-open interval, the last one included."""
    ends = (start, end - pd.Timedelta(days=1))
    first, last = (format_date(day, "long", locale=state.language()) for day in ends)
    return f"{first} – {last}"


def names() -> dict[str, str]:
    """Return the counterparts' names in the viewer's language, by their ids."""
    known = state.study().counterparts
    return dict(zip(known["id"], known[f"name_{state.language()}"], strict=True))


def name(counterpart: str) -> str:
    """Return a counterpart's name in the viewer's language; a state without a row has the map's."""
    return names().get(counterpart) or states(state.language()).get(counterpart, counterpart)


@lru_cache
def states(language: str) -> dict[str, str]:
    """Return the latest name of each state of the ledger, by its code, sorted by name."""
    found = {each.code: each.name[language] for each in borders.states()}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def era_name(era: str) -> str:
    """Return an era's name in the viewer's language."""
    return str(state.study().era(era)[f"name_{state.language()}"])


def text(row: Any, stem: str) -> str:
    """Return a row's text in the viewer's language."""
    return str(row[f"{stem}_{state.language()}"])


def citation(event: Any) -> str:
    """Return where an event stands in its source."""
    return state.words(state.language())["card.citation"].format(
        source=state.study().sources.set_index("id").loc[event["source"], "title"],
        section=section(event),
        paragraph=event["paragraph"],
    )


def section(event: Any) -> str:
    """Return the title of the section of its source in which an event stands."""
    titles = state.study().settings.get("sections", {}).get(event["section"], {})
    return str(titles.get(state.language(), event["section"]))


def show_event(event: Any) -> None:
    """Show one event: what it adds, headline, date, narrative, citation, doubt."""
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{plain(text(event, 'headline'))}**")
        facts = [signed(event["contribution"]), text(event, "date_text")]
        if isinstance(event["via"], str):
            share = decimal(state.method().group_share)
            facts.append(word("through", share=share, group=name(event["via"])))
        st.caption(plain(" · ".join(facts)))
        st.write(plain(text(event, "narrative")))
        st.caption(plain(citation(event)))
        if doubt := _doubt(event):
            st.caption(plain(doubt))


def _doubt(event: Any) -> str:
    """Say how sure the coding is, where it is not quite, and what the study notes of it."""
    words, note = state.words(state.language()), text(event, "confidence_note")
    if event["confidence"] == "high":
        return note
    level = words[f"confidence.{event['confidence']}"]
    return f"{words['card.confidence'].format(level=level)} {note}".strip()
