"""Show what is wrong with a study, in the viewer's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from perufr_map.dashboard import page, state
from perufr_map.dashboard.heading import bring_looks
from perufr_map.dashboard.offer import offer
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import word
from perufr_map.formulas import disarm
from perufr_map.problems import Problem
from perufr_map.resources import languages
from perufr_map.shown.colophon import say_draft

_TEMPLATE, _NOTICE = map(read_template, ("problems.html", "notice.html"))
_SHOWN = 100
_HEADS = {
    "file": "file",
    "row": "row",
    "column": "column",
    "message": "wrong",
    "remedy": "right",
}
"""The parts of a problem to show, and the keys of their headings."""


def show(problems: Sequence[Problem], *, language: str, name_file: bool = False) -> None:
    """Show problems as a table for each file; if there are many, with a list to download.

    A single file is named only where it is said to be: its reader has just sent it.
    """
    words = state.words(language)
    interface = state.interface(language)
    told = [problem.translate(interface) for problem in problems[:_SHOWN]]
    by_file = [(file, list(rows)) for file, rows in groupby(told, lambda each: each.file)]
    heads = {name: words[f"page.upload.{key}"] for name, key in _HEADS.items()}
    st.html(
        _TEMPLATE.render(
            label=words["page.upload.list"],
            heads={"row": heads["row"], "wrong": heads["message"]},
            files=[
                (
                    file if name_file or len(by_file) > 1 else "",
                    [_say(each, words) for each in rows],
                )
                for file, rows in by_file
            ],
        )
    )
    if len(problems) > _SHOWN:
        st.caption(words["page.upload.more"].format(n=_SHOWN))
    if len(problems) > 1:
        offer(
            words["page.upload.problems_download"],
            lambda: as_csv(problems, language=language),
            name="problems.csv",
            mime="text/csv",
            key=f"problems-{problems[0].severity}",  # errors and warnings may both be many
        )


def _say(problem: Problem, words: Mapping[str, str]) -> dict[str, str]:
    row = words["page.upload.row_n"].format(n=problem.row) if problem.row else ""
    return {
        "place": row or words["page.upload.whole"],
        "column": problem.column or "",
        "message": problem.message,
        "remedy": problem.remedy,
    }


def as_csv(problems: Sequence[Problem], *, language: str) -> bytes:
    """Return problems as CSV for spreadsheet programs."""
    return disarm(_frame(problems, language)).to_csv(index=False).encode("utf-8-sig")


def show_draft(*, beside: bool) -> None:
    """Show what keeps the server's study from being whole: beside the map, or to open.

    Nothing is shown where it is whole, and none of it with an upload.
    """
    draft = state.study().draft
    if draft is None:
        return
    language = state.language()
    bring_looks()
    st.html(_NOTICE.render(text=f"{say_draft(state.study(), language)}{word('draft.hint')}"))
    if beside:
        st.header(word("draft.title"), anchor=False)
        show(draft.problems, language=language, name_file=True)
    else:
        with st.expander(word("draft.title")):
            show(draft.problems, language=language, name_file=True)


def show_alone(problems: Sequence[Problem]) -> None:
    """Show only the problems of the server's own study, if it cannot be used."""
    language = state.language_alone()
    words = state.words(language)
    title = words["page.broken.title"]
    st.set_page_config(page_title=title, page_icon=page.ICON, layout="wide")
    st.html(page.STYLE)
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
    bring_looks()
    st.html(_NOTICE.render(text=words[f"page.broken.hint.{count}"].format(n=len(problems))))
    show(problems, language=language, name_file=True)


def _frame(problems: Sequence[Problem], language: str) -> pd.DataFrame:
    """Return problems as a table of texts; texts and headings are in a language."""
    words = state.words(language)
    interface = state.interface(language)
    table = pd.DataFrame([problem.translate(interface).to_dict() for problem in problems])
    table = table[list(_HEADS)].astype("string").fillna("")
    return table.rename(columns={name: words[f"page.upload.{key}"] for name, key in _HEADS.items()})
