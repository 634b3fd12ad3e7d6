"""A run of the page is not held up by a search for garbage among what all runs share."""

from __future__ import annotations

import subprocess
import sys

RUN_AND_SEARCH = """
import gc

import pandas as pd
import shapely
import streamlit as st
from streamlit.testing.v1 import AppTest

from perufr_map.dashboard import state
from perufr_map.resources import app_path

app = AppTest.from_file(str(app_path()), default_timeout=60).run()
assert not app.exception
searched = {id(each) for each in gc.get_objects()}
stays = [vars(module) for module in (pd, shapely, st)] + [vars(state.shared_study())]
assert all(map(gc.is_tracked, stays))
assert searched.isdisjoint(map(id, stays))
"""


def test_what_stays_is_searched_for_garbage_once() -> None:
    # In a process of its own, as a server is: tests before this one have loaded other studies.
    ran = subprocess.run(
        [sys.executable, "-c", RUN_AND_SEARCH], capture_output=True, text=True, check=False
    )
    assert not ran.returncode, ran.stderr
