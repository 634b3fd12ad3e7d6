"""Bring your own: show a study that the viewer sends, to this viewer only."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from perufr_map.dashboard import bundle, state
from perufr_map.dashboard._streamlit import UploadedFile, forget, keep_one_upload
from perufr_map.dashboard.problems import show
from perufr_map.dashboard.server import STUDY
from perufr_map.dashboard.texts import escape, state_names, word
from perufr_map.problems import Problem, StudyError
from perufr_map.resources import spoken, study_dir

_OUTCOME = "upload-outcome"  # name of the file sent last, and its problems
_ROUND = "upload-round"  # a new uploader for each file: none stays in it
_OF_THE_STUDY = ("era", "before", "selected", "method")  # choices that another study may not have
_NOTHING: tuple[str, tuple[Problem, ...]] = ("", ())


def limit() -> None:
    """Limit the uploads that the server keeps for pages that did not take them."""
    keep_one_upload()


def beside() -> None:
    """Show the uploader, what came of the file sent last, and a fresh study to download."""
    st.header(word("upload.title"), anchor=False)
    st.write(word("upload.intro"))
    _receive()
    _show_outcome()
    st.header(word("upload.template"), anchor=False)
    st.write(word("upload.template_hint"))
    _offer_template()


def below() -> None:
    """Show what is wrong with the file sent last, or what wants a look in the study shown."""
    found = _find_sent()
    _, problems = st.session_state.get(_OUTCOME, _NOTHING)
    if problems:
        show(problems, language=state.language())
    elif found and found.warnings:
        st.write(word("upload.warnings"))
        show(found.warnings, language=state.language())


def _find_sent() -> bundle.Bundle | None:
    found: bundle.Bundle | None = st.session_state.get(state.UPLOADED)
    return found


# --- the file sent -------------------------------------------------------------------


def _receive() -> None:
    """Take a file, check it, and rerun the page with the result."""
    number = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader(
        word("upload.choose"),
        type=["csv", "zip"],
        max_upload_size=bundle.MAX_FILE // bundle.MB,
        key=f"upload-{number}",
    )
    if file is None:
        return
    problems: tuple[Problem, ...] = ()
    with st.status(word("upload.checking", name=escape(file.name))):
        try:
            found = _read(file)
        except StudyError as error:
            problems = error.problems
        else:
            _choose(found)
    st.session_state[_OUTCOME] = (file.name, problems)
    st.session_state[_ROUND] = number + 1
    forget(file)
    st.rerun()


def _read(file: UploadedFile) -> bundle.Bundle:
    if file.name.lower().endswith(".zip"):
        return bundle.read_zip(file.getvalue(), name=file.name)
    shown = _find_sent()
    folder = os.environ.get(STUDY)
    files = shown.files if shown else bundle.files_of(Path(folder) if folder else study_dir())
    return bundle.read_events(file.getvalue(), onto=files)


def _choose(found: bundle.Bundle | None) -> None:
    """Show another study, and drop the choices that belonged to the one before."""
    st.session_state[state.UPLOADED] = found
    for name in _OF_THE_STUDY:
        st.session_state.pop(name, None)
    # The method's widgets start anew from the study's own choices.
    st.session_state["resets"] = st.session_state.get("resets", 0) + 1


def _go_back() -> None:
    _choose(None)
    st.session_state.pop(_OUTCOME, None)


# --- what came of it -----------------------------------------------------------------


def _show_outcome() -> None:
    """Say what became of the file sent last, and which study is shown."""
    found = _find_sent()
    name, problems = st.session_state.get(_OUTCOME, _NOTHING)
    if problems:
        count = "one" if len(problems) == 1 else "other"
        st.error(word(f"upload.problems.{count}", name=escape(name), n=str(len(problems))))
    elif found:
        title = found.study.title(state.language())
        events, eras = str(len(found.study.events)), str(len(found.study.eras))
        st.success(word("upload.shown", title=escape(title), events=events, eras=eras))
        for problem in found.assumed:
            told = problem.translate(spoken(state.language()))
            st.caption(escape(f"{told.place}: {told.message}. {told.remedy}."))
    else:
        st.info(word("upload.nothing"))
    if found:
        st.button(word("upload.back"), on_click=_go_back)


# --- a fresh study -------------------------------------------------------------------


def _offer_template() -> None:
    """Offer a fresh study of the state that the viewer chooses."""
    names = state_names(state.language())
    focus = state.study().focus
    code = st.selectbox(
        word("upload.focus"),
        names,
        index=list(names).index(focus),
        format_func=lambda each: f"{names[each]} ({each})",
        key="upload-focus",
    )
    st.download_button(
        word("upload.template_download"),
        data=lambda: bundle.template(focus=code),
        file_name=f"{code.lower()}-foreign-relations.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
    )
