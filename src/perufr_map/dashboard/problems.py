"""Show what is wrong with a study, in the viewer's language."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.texts import escape
from perufr_map.formulas import disarm
from perufr_map.problems import Problem
from perufr_map.resources import languages, spoken

_SHOWN = 100
_HEADS = {
    "file": "file",
    "row": "row",
    "column": "column",
    "message": "wrong",
    "remedy": "right",
}
"""The parts of a problem to show, and the keys of their headings."""


def show(problems: Sequence[Problem], *, language: str) -> None:
    """Show problems as a table for each file; if there are many, with a list to download."""
    table, words = _frame(problems, language), state.words(language)
    file = table.columns[0]
    with st.container(key="problems"):  # page.css stacks its cells on a phone
        for name, rows in table.head(_SHOWN).groupby(file, sort=False):
            st.markdown(f"**{escape(str(name))}**")
            cells = rows.drop(columns=file)
            cells = cells.loc[:, (cells != "").any()]  # without columns that are empty
            st.table(cells.map(escape), hide_index=True, border="horizontal")
    if len(table) > _SHOWN:
        st.caption(words["page.upload.more"].format(n=_SHOWN))
        st.download_button(
            words["page.upload.problems_download"],
            data=as_csv(problems, language=language),
            file_name="problems.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def as_csv(problems: Sequence[Problem], *, language: str) -> bytes:
    """Return problems as CSV for spreadsheet programs."""
    return disarm(_frame(problems, language)).to_csv(index=False).encode("utf-8-sig")


def show_alone(problems: Sequence[Problem]) -> None:
    """Show only the problems of the server's own study, if it cannot be used."""
    language = state.language_alone()
    words = state.words(language)
    title = words["page.broken.title"]
    st.set_page_config(page_title=title, page_icon=state.ICON, layout="wide")
    st.html(state.STYLE)
    st.title(title, anchor=False)
    st.segmented_control(
        words["page.language"],
        languages(),
        format_func=str.upper,
        required=True,
        label_visibility="collapsed",
        **state.bind_widget("language"),
    )
    count = "one" if len(problems) == 1 else "other"
    st.error(words[f"page.broken.hint.{count}"].format(n=len(problems)))
    show(problems, language=language)


def _frame(problems: Sequence[Problem], language: str) -> pd.DataFrame:
    """Return problems as a table of texts; texts and headings are in a language."""
    words = state.words(language)
    table = pd.DataFrame([problem.translate(spoken(language)).to_dict() for problem in problems])
    table = table[list(_HEADS)].astype("string").fillna("")
    return table.rename(columns={name: words[f"page.upload.{key}"] for name, key in _HEADS.items()})
