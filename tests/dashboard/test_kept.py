"""What a page makes of a study is made once, for whoever sees it, and ends with the study."""

from __future__ import annotations

import gc
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

import perufr_map as pm
from perufr_map.dashboard import bundle, kept
from perufr_map.dashboard.kept import Kept
from perufr_map.resources import app_path, study_dir


def test_each_choice_is_made_once_however_many_ask_at_once() -> None:
    study, made = pm.load(), []

    @Kept
    def make(study: pm.Study, era: str, *, language: str) -> str:
        time.sleep(0.01)
        made.append((era, language))
        return f"{era} {language} {len(study.eras)}"

    with ThreadPoolExecutor(8) as viewers:
        told = [
            viewers.submit(make, study, era, language=language)
            for _ in range(4)
            for era in ("velasco", "garcia")
            for language in ("en", "es")
        ]
    assert len({each.result() for each in told}) == 4
    assert sorted(made) == [
        (era, language) for era in ("garcia", "velasco") for language in ("en", "es")
    ]


def test_what_was_made_of_an_upload_ends_with_it() -> None:
    made: list[int] = []

    class Note(str):
        __slots__ = ("__weakref__",)

        def __del__(self) -> None:
            made.remove(1)

    @Kept
    def make(study: pm.Study) -> str:
        made.append(1)
        return Note(study.focus)

    study = bundle.read_zip(bundle.pack(bundle.files_of(study_dir()))).study
    assert make(study) == "PER"
    assert made == [1]
    del study
    gc.collect()
    assert not made


@pytest.mark.parametrize(
    ("length", "stays"), [(1, kept.MOST), (kept.MOST_BYTES // 3, 2), (kept.MOST_BYTES * 2, 2)]
)
def test_the_last_are_kept_as_far_as_there_is_room(length: int, stays: int) -> None:
    study, made = pm.load(), []

    @Kept
    def make(study: pm.Study, number: int) -> str:  # noqa: ARG001
        made.append(number)
        return "x" * length

    for number in range(kept.MOST + 5):
        make(study, number)
    made.clear()
    for number in reversed(range(kept.MOST + 5)):
        make(study, number)
    assert len(made) == kept.MOST + 5 - stays


def test_another_run_of_an_upload_makes_its_map_from_nothing_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = AppTest.from_file(str(app_path()), default_timeout=60)
    app.query_params["view"] = "data"
    app.run()
    study = bundle.pack(bundle.files_of(study_dir()))
    app.file_uploader[0].upload("study.zip", study, "application/zip").run()
    assert not app.exception
    made: list[str] = []
    monkeypatch.setattr(pm.Study, "scored", lambda *_: made.append("scored"))
    payload = "perufr_map.dashboard.drawn.payload_of"
    monkeypatch.setattr(payload, lambda *_, **__: made.append("payload"))
    app.session_state["era"] = "velasco"
    app.run()
    assert not app.exception
    assert not made
