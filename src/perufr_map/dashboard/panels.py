"""Show what belongs to the era and to the counterpart chosen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from babel.dates import format_date

from perufr_map.dashboard import charts, state


def era_heading() -> None:
    """Show the era's name, dates, leader and summary."""
    row, language = state.study().era(state.era()), state.language()
    st.subheader(row[f"name_{language}"], anchor=False)
    days = (row["start"], row["end"] - pd.Timedelta(days=1))
    first, last = (format_date(day, "long", locale=language) for day in days)
    st.caption(f"{first} – {last} · {_plain(row['leader'])}")
    st.write(_plain(row[f"summary_{language}"]))


def ranking() -> None:
    """Show all counterparts of the era, from cooperation to conflict; a click selects one."""
    words, language, study = state.words(state.language()), state.language(), state.study()
    names = study.counterparts.set_index("id")[f"name_{language}"]
    scored = study.scores(era=state.era())
    if scored.empty:
        st.info(words["page.nothing_in_era"])
        return
    scored["name"] = scored["counterpart"].map(names)
    key = f"ranking-{state.era()}-{language}"
    st.altair_chart(
        charts.ranking(scored, selected=state.selected(), words=words, theme=state.theme()),
        key=key,
        on_select=lambda: _select_bar(key),
        selection_mode="bar",
    )


def _select_bar(key: str) -> None:
    bars = st.session_state[key]["selection"].get("bar", [])
    state.choose("selected", bars[0]["counterpart"] if bars else None)


def history() -> None:
    """Show the selected counterpart's score in each era."""
    words, language, study = state.words(state.language()), state.language(), state.study()
    name = _selected_name()
    if name is None:
        return
    scored = study.scores()
    own = scored[scored["counterpart"] == state.selected()]
    st.markdown(f"**{_plain(name)}**")
    chart = charts.history(own, study, language, era=state.era(), words=words, theme=state.theme())
    st.altair_chart(chart)


def events() -> None:
    """Show the events behind the selected counterpart's score, each with its citation."""
    name = _selected_name()
    if name is None:
        return
    st.markdown(f"**{_plain(name)}**")
    behind = state.study().explain(era=state.era(), counterpart=str(state.selected()))
    if behind.empty:
        st.info(state.words(state.language())["page.nothing_said"])
    for _, event in behind.iterrows():
        _event(event)


def _selected_name() -> str | None:
    """Return the selected counterpart's name; where there is none, say what to do."""
    words, code = state.words(state.language()), state.selected()
    known = state.study().counterparts.set_index("id")
    if code is None:
        st.info(words["page.select_somebody"])
    elif code not in known.index:
        st.info(words["page.never_mentioned"])
    else:
        return str(known.loc[code, f"name_{state.language()}"])
    return None


def _event(event: pd.Series[Any]) -> None:
    """Show one event: what it adds, headline, date, narrative, citation, doubt."""
    language, study = state.language(), state.study()
    words = state.words(language)
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{_plain(event[f'headline_{language}'])}**")
        facts = [_signed(event["contribution"]), event[f"date_text_{language}"]]
        if isinstance(event["via"], str):
            group = study.counterparts.set_index("id").loc[event["via"], f"name_{language}"]
            share = f"{study.method.group_share:g}"
            facts.append(words["page.through"].format(share=share, group=group))
        st.caption(_plain(" · ".join(facts)))
        st.write(_plain(event[f"narrative_{language}"]))
        st.caption(_plain(_citation(event)))
        if note := event[f"confidence_note_{language}"]:
            level = words[f"confidence.{event['confidence']}"]
            st.caption(_plain(f"{words['card.confidence'].format(level=level)} {note}"))


def _citation(event: pd.Series[Any]) -> str:
    study, words = state.study(), state.words(state.language())
    sections = study.settings.get("sections", {})
    section = sections.get(event["section"], {}).get(state.language(), event["section"])
    return words["card.citation"].format(
        source=study.sources.set_index("id").loc[event["source"], "title"],
        section=section,
        paragraph=event["paragraph"],
    )


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it stands."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|$~:" else c for c in text)
