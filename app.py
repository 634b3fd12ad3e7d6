"""The dashboard: the map, and beside it what belongs to the era and the counterpart."""

import streamlit as st

from perufr_map.dashboard import component, downloads, panels, state

study = state.study()
st.set_page_config(page_title=study.settings[f"title_{state.language()}"], layout="wide")
st.html(state.STYLE)
words = state.words(state.language())

title, language, download = st.columns([6, 1.2, 1.6], vertical_alignment="bottom")
title.title(study.settings[f"title_{state.language()}"], anchor=False)
with language:
    st.segmented_control(
        words["page.language"],
        study.languages,
        format_func=str.upper,
        key="language",
        required=True,
        label_visibility="collapsed",
    )
with download:
    downloads.map_button()

map_column, side_column = st.columns([2.1, 1], gap="medium")
with map_column:
    component.show_map()
with side_column:
    panels.era_heading()
    tabs = st.tabs([words["page.relations"], words["page.events"], words["page.scores_by_era"]])
    for tab, panel in zip(tabs, (panels.ranking, panels.events, panels.history), strict=True):
        with tab:
            panel()
