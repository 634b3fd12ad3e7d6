"""Share what is on screen: a link to it, or a file of it."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from perufr_map import exports
from perufr_map.dashboard import state
from perufr_map.dashboard.texts import word
from perufr_map.view import View


def show() -> None:
    """Show the menus to share a link and to download files."""
    with st.popover(word("share_view"), icon=":material/link:"):
        _links()
    with st.popover(word("download"), icon=":material/download:"):
        _files()


def _links() -> None:
    """Show the address of what is on screen, and how to put the map into another page."""
    st.caption(word("share_link"))
    st.code(f"{st.context.url or ''}?{urlencode(state.address())}", language=None, wrap_lines=True)
    st.caption(word("share_embed"))
    name = state.study().descriptor["name"]
    title = state.study().settings[f"title_{state.language()}"].replace('"', "&quot;")
    st.code(
        f'<iframe src="{name}-embed.html" title="{title}" width="100%" height="480" '
        'style="border:0"></iframe>',
        language="html",
        wrap_lines=True,
    )
    _button(".html", word("download_embed"), embed=True)


def _files() -> None:
    """Show a button for each kind of file."""
    compares = state.view() == "compare"
    st.caption(word("download_compare" if compares else "download_hint"))
    for ending, form in exports.FORMATS.items():
        _button(ending, state.words(state.language())[form.label])


def _button(ending: str, label: str, *, embed: bool = False) -> None:
    """Offer one file of exactly what is on screen; it is made when it is asked for."""
    study = state.study()
    view = View(
        era=state.era(),
        language=state.language(),
        method=state.method(),
        selected=state.selected(),
        theme=state.theme(),
        embed=embed,
        before=state.before() if state.view() == "compare" else None,
    )
    form = exports.FORMATS[ending]
    parts = [study.descriptor["name"]]
    parts += [view.era] if form.holds != "all" else []
    parts += ["embed"] if embed else []
    stem = "-".join(parts)
    st.download_button(
        label,
        data=lambda: exports.to_bytes(study.shown(view), ending),
        file_name=f"{stem}{ending}" if ending.startswith(".") else f"{stem}-{ending}",
        mime=form.mime,
        on_click="ignore",
        width="stretch",
        key=f"export-{ending}-{embed}",
    )
