"""Show sources, codebook and method."""

from __future__ import annotations

import streamlit as st

from perufr_map.dashboard import state
from perufr_map.dashboard.texts import escape, text, word, words
from perufr_map.exports.licences import licences
from perufr_map.resources import page_text


def beside() -> None:
    """Show sources and licence, whom they say most of, and the codebook, with a file of it."""
    study = state.study()
    st.header(word("sources"), anchor=False)
    for source in words().sources():
        st.write(escape(source))
    if words().emphasis:
        st.write(escape(words().emphasis))
    st.header(word("codebook"), anchor=False)
    for category, types in study.event_types.groupby("category"):
        with st.expander(word(f"category.{category}")):
            for _, row in types.iterrows():
                st.markdown(f"**{escape(text(row, 'label'))}** {escape(text(row, 'definition'))}")
    language = state.language()
    st.download_button(
        word("codebook_download"),
        data=lambda: study.codebook(language=language),
        file_name=f"{study.descriptor['name']}-codebook-{language}.md",
        mime="text/markdown",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )


def below() -> None:
    """Show the page on the method, and that on the licences."""
    st.markdown(page_text("methodology", state.language()))
    with st.expander(word("licences")):
        st.markdown(licences())
