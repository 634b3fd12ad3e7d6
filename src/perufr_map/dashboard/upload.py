"""Show an uploaded study, to the viewer who has uploaded it only."""

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
_ROUND = "upload-round"  # each file gets a new uploader, so that no file stays in it
_OF_THE_STUDY = ("era", "before", "selected", "method")  # choices that depend on the study
_NOTHING: tuple[str, tuple[Problem, ...]] = ("", ())


def limit() -> None:
    """Limit the uploads that the server keeps."""
    keep_one_upload()


def beside() -> None:
    """Show the uploader, the result of the last upload, and a new study to download."""
    st.header(word("upload.title"), anchor=False)
    st.write(word("upload.intro"))
    _receive()
    _show_outcome()
    st.header(word("upload.template"), anchor=False)
    st.write(word("upload.template_hint"))
    _offer_template()


def below() -> None:
    """Show the problems of the last upload, or the warnings about the study shown."""
    upload = _find_sent()
    _, problems = st.session_state.get(_OUTCOME, _NOTHING)
    if problems:
        show(problems, language=state.language())
    elif upload and upload.warnings:
        st.write(word("upload.warnings"))
        show(upload.warnings, language=state.language())


def _find_sent() -> bundle.Bundle | None:
    upload: bundle.Bundle | None = st.session_state.get(state.UPLOADED)
    return upload


# --- the file sent -------------------------------------------------------------------


def _receive() -> None:
    """Read and check an uploaded file, and rerun the page with the result."""
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
            study = _read(file)
        except StudyError as error:
            problems = error.problems
        else:
            _choose(study)
    st.session_state[_OUTCOME] = (file.name, problems)
    st.session_state[_ROUND] = number + 1
    forget(file)
    st.rerun()


def _read(file: UploadedFile) -> bundle.Bundle:
    if file.name.lower().endswith(".zip"):
        return bundle.read_zip(file.getvalue(), name=file.name)
    upload = _find_sent()
    folder = os.environ.get(STUDY)
    files = upload.files if upload else bundle.files_of(Path(folder) if folder else study_dir())
    return bundle.read_events(file.getvalue(), onto=files)


def _choose(upload: bundle.Bundle | None) -> None:
    """Show another study, and forget the choices that depend on the study."""
    st.session_state[state.UPLOADED] = upload
    for name in _OF_THE_STUDY:
        st.session_state.pop(name, None)
    # The widgets of the method then start with the study's own choices.
    st.session_state["resets"] = st.session_state.get("resets", 0) + 1


def _go_back() -> None:
    _choose(None)
    st.session_state.pop(_OUTCOME, None)


# --- the result ----------------------------------------------------------------------


def _show_outcome() -> None:
    """Show the result of the last upload, and which study is shown."""
    upload = _find_sent()
    name, problems = st.session_state.get(_OUTCOME, _NOTHING)
    if problems:
        count = "one" if len(problems) == 1 else "other"
        st.error(word(f"upload.problems.{count}", name=escape(name), n=str(len(problems))))
    elif upload:
        title = upload.study.title(state.language())
        events, eras = str(len(upload.study.events)), str(len(upload.study.eras))
        st.success(word("upload.shown", title=escape(title), events=events, eras=eras))
        for problem in upload.assumed:
            translation = problem.translate(spoken(state.language()))
            st.caption(escape(f"{translation.place}: {translation.message}. {translation.remedy}."))
    else:
        st.info(word("upload.nothing"))
    if upload:
        st.button(word("upload.back"), on_click=_go_back)


# --- a new study ---------------------------------------------------------------------


def _offer_template() -> None:
    """Offer a new study, of a state that the viewer chooses, to download."""
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
