"""The dashboard: the map, and beside and below it the view that the viewer has chosen."""

import sys
from importlib.util import find_spec
from pathlib import Path

import streamlit as st

# Hosts run this file of a checkout without installing it.
if find_spec("perufr_map") is None:
    sys.path.insert(0, str(Path(__file__).with_name("src")))

from perufr_map.dashboard import (
    address,
    categories,
    component,
    downloads,
    faults,
    page,
    problems,
    shared,
    state,
    upload,
)
from perufr_map.dashboard._streamlit import search_for_garbage
from perufr_map.dashboard.texts import escape, word
from perufr_map.dashboard.views import VIEWS
from perufr_map.problems import StudyError

faults.keep_private()
upload.limit()
shared.watch()
try:
    state.look_again()
    address.read()
    heading = state.study().title(state.language())
except StudyError as error:
    problems.show_alone(error.problems)
    st.stop()
st.set_page_config(page_title=heading, page_icon=page.ICON, layout="wide")
st.html(page.STYLE)
st.html(page.style_of_view())  # before all that it lays out, so that nothing moves

views = {name: word(f"view.{name}") for name in state.views()}
with st.container(key="bar", horizontal=True, vertical_alignment="center"):
    st.title(escape(heading), anchor=False)
    with st.container(key="views", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            word("view"),
            views,
            format_func=views.__getitem__,
            required=True,
            label_visibility="collapsed",
            **state.bind_widget("view", state.page_view()),
        )
    with st.container(key="tools", horizontal=True, vertical_alignment="center"):
        if state.page_view() not in state.OF_THEIR_OWN:
            st.html(component.SPOT, width="content")
        st.segmented_control(
            word("language"),
            state.study().languages,
            format_func=str.upper,
            required=True,
            label_visibility="collapsed",
            **state.bind_widget("language"),
        )
        downloads.show()
if refused := address.pop_refused():
    said = ", ".join(f"{key}={value}" for key, value in refused.items())
    st.toast(word("refused", what=escape(said)), icon=":material/link_off:", duration="long")

view = VIEWS[state.page_view()]
mending = state.mending()
with st.container(key="above"):  # one block whatever it holds: else the map would be made anew
    categories.choose_category()
    categories.say_what_it_rests_on()
    if not mending:
        problems.show_draft(beside=False)
    if view.above:
        view.above()
with st.container(key="stage"):
    map_column, side_column = st.columns([2.1, 1], gap="medium")
with map_column:
    component.show_map(beside=mending or view.beside is not None)
    if view.instead:
        view.instead()
with side_column:
    if view.beside:
        view.beside()
    elif mending:
        problems.show_draft(beside=True)
if view.below:
    view.below()
address.write()
search_for_garbage()
