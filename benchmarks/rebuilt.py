"""The plain way to serve a folium map: build it anew for each choice, and hand it over."""

import colours
import folium
import streamlit as st
from streamlit_folium import st_folium

import perufr_map as pm

st.set_page_config(layout="wide")


@st.cache_resource(show_spinner=False)
def study() -> pm.Study:
    """Return the study, once for all viewers."""
    return pm.load()


@st.cache_data(show_spinner=False)
def states(era: str) -> str:
    """Return the states of an era as GeoJSON, once for all viewers."""
    return str(study().states(era=era)[["code", "score", "geometry"]].to_json())


era = st.select_slider("Era", list(study().eras["id"]))
chart, side = st.columns([2, 1])
with chart:
    page = folium.Map(tiles=None, location=[10, 0], zoom_start=2)
    folium.GeoJson(states(era), style_function=colours.style).add_to(page)
    st_folium(page, height=520, use_container_width=True, returned_objects=[])
with side:
    st.header(study().era(era)["name_en"])
    st.write(study().era(era)["summary_en"])
    st.table(study().scores(era=era)[["counterpart", "score"]])
