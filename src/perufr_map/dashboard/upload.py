"""Show an uploaded study, to the viewer who has uploaded it only."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from perufr_map.dashboard import apart, bundle, received, state
from perufr_map.dashboard._streamlit import forget, is_serving, keep_one_upload, read_style
from perufr_map.dashboard.heading import show_heading
from perufr_map.dashboard.offer import offer
from perufr_map.dashboard.problems import show
from perufr_map.dashboard.server import STUDY
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import escape, state_names, word, words
from perufr_map.problems import Problem, StudyError
from perufr_map.resources import study_dir
from perufr_map.study.checks import CheckedFiles
from perufr_map.study.spreadsheets import GUESSED, Written
from perufr_map.study.valid import count_valid
from perufr_map.study.workbooks import ENDINGS, MEDIA_TYPES, name_sheets

_OUTCOME = "upload-outcome"
_ROUND = "upload-round"  # each file gets a new uploader, so that no file stays in it
_OF_THE_STUDY = ("era", "before", "selected", "method")  # choices that depend on the study
_STEPS, _NOTICE = map(read_template, ("steps.html", "notice.html"))
_FORMS = {**MEDIA_TYPES, ".zip": "application/zip"}
"""The endings of what a study may be sent and fetched as, each with its media type."""

_CHOOSE, _MEND, _SEE = 1, 2, 3
_MAP_OUT_OF_SIGHT = read_style(Path(__file__).with_name("data_problems.css"))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the file sent last.

    Attributes
    ----------
    name, size
        Its name, and how many bytes it has.
    table
        The file itself, if it is a table: its viewer may want it read in another way.
    written
        How it was said to be written.
    problems
        What keeps it from being used.
    checked
        What was read of it; None if nothing was.
    """

    name: str
    size: int
    table: bytes | None
    written: Written
    problems: tuple[Problem, ...]
    checked: CheckedFiles | None

    @property
    def is_book(self) -> bool:
        """Whether it is a workbook."""
        return self.name.lower().endswith(ENDINGS)


def limit() -> None:
    """Limit the uploads that the server keeps."""
    keep_one_upload()


def above() -> None:
    """Say how far the viewer's own data have got: sent, put right, seen."""
    outcome = _outcome()
    show_heading(_headline(outcome), word("upload.intro" if outcome is None else "upload.stays"))
    step = _CHOOSE if outcome is None else _MEND if outcome.problems else _SEE
    names = [word(f"upload.step.{key}") for key in ("choose", "mend", "see")]
    st.html(_STEPS.render(names=names, now=step))


def beside() -> None:
    """Show the uploader, what was read and what is wrong with it, and a new study to download."""
    outcome = _outcome()
    _receive()
    if outcome is None:
        st.html(_NOTICE.render(text=word("upload.nothing")))
    else:
        _show_outcome(outcome)
    st.header(word("upload.template"), anchor=False)
    st.write(word("upload.template_hint"))
    _offer_template()


def instead() -> None:
    """Show in place of the map what could be read, while anything is wrong."""
    outcome = _outcome()
    if outcome and outcome.problems:
        st.html(_MAP_OUT_OF_SIGHT)
        if outcome.checked:
            received.show_valid(outcome.checked)


def _headline(outcome: Outcome | None) -> str:
    """Say in a headline what became of the file."""
    if outcome is None:
        return word("upload.title")
    valid = count_valid(outcome.checked) if outcome.checked and outcome.table else None
    if not valid or not valid.rows:
        count = len([each for each in outcome.problems if each.severity == "error"])
        return words().count("page.upload.wants", count) if count else word("upload.all_zip")
    if not outcome.problems:
        return words().count("page.upload.all", valid.rows)
    if not valid.valid:
        return words().count("page.upload.columns", valid.rows)
    return words().count("page.upload.some", valid.wrong, valid=valid.valid, rows=valid.rows)


def _outcome() -> Outcome | None:
    outcome: Outcome | None = st.session_state.get(_OUTCOME)
    return outcome


def _find_sent() -> bundle.Bundle | None:
    upload: bundle.Bundle | None = st.session_state.get(state.UPLOADED)
    return upload


# --- the file sent -------------------------------------------------------------------


def _receive() -> None:
    """Read and check an uploaded file, and rerun the page with the result."""
    if is_serving():
        apart.prepare()
    number = st.session_state.setdefault(_ROUND, 0)
    label = json.dumps(word("upload.button"), ensure_ascii=False)  # a string of CSS, too
    st.html(f"<style>:root {{ --perufr-upload: {label} }}</style>")
    file = st.file_uploader(
        word("upload.choose"),
        type=["csv", *(ending[1:] for ending in _FORMS)],
        max_upload_size=bundle.MAX_FILE // bundle.MB,
        key=f"upload-{number}",
    )
    if file is None:
        return
    with st.status(word("upload.checking", name=escape(file.name))):
        _take(file.name, file.getvalue())
    st.session_state[_ROUND] = number + 1
    forget(file)
    st.rerun()


def _take(name: str, data: bytes, written: Written = GUESSED) -> None:
    """Read and check a file, show it if nothing is wrong, and keep what became of it."""
    ending = Path(name).suffix.lower()
    is_table = ending not in _FORMS
    problems: tuple[Problem, ...] = ()
    checked: CheckedFiles | None = None
    try:
        if is_table:
            study = _read("read_events", data, onto=_find_shown(), name=name, written=written)
        elif ending in ENDINGS:
            study = _read("read_book", data, onto=_find_shown(), name=name)
        else:
            study = _read("read_zip", data, name=name)
    except bundle.RefusedError as error:
        problems, checked = error.problems, error.checked
    except StudyError as error:
        problems = error.problems
    else:
        checked = study.checked
        _choose(study)
    st.session_state[_OUTCOME] = Outcome(
        name=name,
        size=len(data),
        table=data if is_table and len(data) <= bundle.MAX_FILE else None,
        written=written,
        problems=problems,
        checked=checked,
    )


def _read(how: apart.Reader, data: bytes, **rest: Any) -> bundle.Bundle:
    """Read a file beside the server; a test of the page reads it here."""
    if is_serving():
        return apart.read(how, data, **rest)
    read: Callable[..., bundle.Bundle] = getattr(bundle, how)
    return read(data, **rest)


def _find_shown() -> Mapping[str, bytes]:
    """Return the files of the study that the page shows."""
    upload = _find_sent()
    folder = os.environ.get(STUDY)
    return upload.files if upload else bundle.files_of(Path(folder) if folder else study_dir())


def _choose(upload: bundle.Bundle | None) -> None:
    """Show another study, and forget the choices that depend on the study."""
    st.session_state[state.UPLOADED] = upload
    for name in _OF_THE_STUDY:
        st.session_state.pop(name, None)


def _go_back() -> None:
    _choose(None)
    st.session_state.pop(_OUTCOME, None)


# --- the result ----------------------------------------------------------------------


def _show_outcome(outcome: Outcome) -> None:
    """Show which file was sent, how it was read, and what is wrong with it or wants a look."""
    st.html(_NOTICE.render(text=_say_file(outcome)))
    upload = _find_sent()
    if outcome.checked and outcome.table is not None:
        written = received.show_read(outcome.checked, outcome.written)
        if written != outcome.written:
            _take(outcome.name, outcome.table, written)
            st.rerun()
    elif outcome.checked:
        received.show_tables(outcome.checked, is_book=outcome.is_book)
    if outcome.problems:
        errors = [each for each in outcome.problems if each.severity == "error"]
        _title(words().count("page.upload.problems", len(errors)))
        _show(errors, outcome)
        if warnings := _other_warnings(outcome):
            _title(word("upload.warnings_too"))
            _show(warnings, outcome)
    elif upload and upload.warnings:
        _title(word("upload.warnings"))
        _show(upload.warnings, outcome)
    if upload:
        st.button(word("upload.back"), on_click=_go_back)


def _show(problems: Sequence[Problem], outcome: Outcome) -> None:
    """Show problems, those of a study by its files, those of a workbook by its sheets."""
    named = name_sheets(problems, outcome.name) if outcome.is_book else problems
    show(named, language=state.language(), name_file=outcome.table is None)


def _other_warnings(outcome: Outcome) -> list[Problem]:
    """Return the warnings but those of how a table was read, which is told above them."""
    told = outcome.checked.assumed if outcome.checked else ()
    return [each for each in outcome.problems if each.severity == "warning" and each not in told]


def _title(text: str) -> None:
    st.header(escape(text), anchor=False)


def _say_file(outcome: Outcome) -> str:
    """Say which file was sent, and which study the page shows now."""
    size = f"{max(1, round(outcome.size / 1000))} KB"
    if outcome.problems:
        return word("upload.refused", name=outcome.name, size=size)
    study = state.study()
    title = study.title(state.language())
    counts = {"events": str(len(study.events)), "eras": str(len(study.eras))}
    return word("upload.shown", name=outcome.name, size=size, title=title, **counts)


# --- a new study ---------------------------------------------------------------------


def _offer_template() -> None:
    """Offer a new study, of a state that the viewer chooses, to download."""
    names = state_names(state.language())
    focus = state.study().focus
    code = st.selectbox(
        word("upload.focus"),
        names,
        index=list(names).index(focus) if focus in names else 0,
        format_func=lambda each: f"{names[each]} ({each})",
        key="upload-focus",
    )
    form = st.segmented_control(
        word("upload.template_form"), _FORMS, default=ENDINGS[0], required=True, key="upload-form"
    )
    offer(
        word("upload.template_download"),
        lambda: bundle.template(focus=code, ending=form),
        name=f"{code.lower()}-foreign-relations{form}",
        mime=_FORMS[form],
    )
