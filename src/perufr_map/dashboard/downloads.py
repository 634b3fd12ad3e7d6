"""Share the view on screen: as a link or as a file."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from perufr_map import exports
from perufr_map.dashboard import state
from perufr_map.dashboard.texts import era_name, escape, word
from perufr_map.shown.request import Request


def show() -> None:
    """Show the menus to share a link and to download files."""
    request = Request(
        era=state.era(),
        language=state.language(),
        method=state.method(),
        selected=state.selected(),
        theme=state.theme(),
        before=state.map_before(),
        members=state.members(),
    )
    with st.popover(word("share_view"), icon=":material/link:"):
        _links(replace(request, embed=True))
    with st.popover(word("download"), icon=":material/download:"):
        _files(request)


def _links(request: Request) -> None:
    """Show the address of what is on screen, and how to put the map into another page."""
    st.caption(word("share_link" if state.is_shared() else "share_upload"))
    # Streamlit drops the last slash, without which a page below a path requests files above it.
    here = f"{(st.context.url or '').rstrip('/')}/"
    st.code(f"{here}?{urlencode(state.address())}", language=None, wrap_lines=True)
    st.caption(word("share_embed"))
    title = state.study().title(request.language)
    snippet = exports.iframe(_file_name(request, ".html"), title)
    st.code(snippet, language="html", wrap_lines=True)
    _button(request, ".html", word("download_embed"))


def _files(request: Request) -> None:
    """Show a button for each format."""
    if request.before is None:
        st.caption(word("download_hint"))
    else:
        names = {"era": era_name(request.era), "before": era_name(request.before)}
        st.caption(escape(word("download_compare", **names)))
    labels = state.words(request.language)
    for ending, form in exports.FORMATS.items():
        _button(request, ending, labels[form.label])


def _button(request: Request, ending: str, label: str) -> None:
    """Show a button that downloads the view on screen; the file is made after the click."""
    study = state.study()
    st.download_button(
        label,
        data=lambda: exports.to_bytes(study.show(request), ending),
        file_name=_file_name(request, ending),
        mime=exports.FORMATS[ending].mime,
        on_click="ignore",
        width="stretch",
        key=f"export-{ending}-{request.embed}",
    )


def _file_name(request: Request, ending: str) -> str:
    """Return a file's name, with the eras in it: ``peru-garcia-vs-velasco.png``."""
    form = exports.FORMATS[ending]
    parts = [state.study().descriptor["name"]]
    parts += [request.era] if form.holds in {"one", "chosen"} else []
    parts += ["vs", request.before] if request.before and form.compares else []
    parts += ["embed"] if request.embed else []
    stem = "-".join(parts)
    return f"{stem}{ending}" if ending.startswith(".") else f"{stem}-{ending}"
