"""Download the view on screen in any format, in groups."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from perufr_map import exports
from perufr_map.dashboard import kit, share, state
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import era_name, word
from perufr_map.shown.request import Request
from perufr_map.shown.sizes import SIZES

_TEMPLATE = read_template("downloads.html")


@dataclass(frozen=True)
class Row:
    """A file to download: its name, and which eras it holds, one chosen or all."""

    row: str
    label: str
    one: str
    all: str


def show() -> None:
    """Show the buttons that open the dialogs to share and to download."""
    request = Request(
        era=state.era(),
        language=state.language(),
        method=state.method(),
        selected=state.selected(),
        theme=state.theme(),
        before=state.map_before(),
        members=state.members(),
        frame=state.frame(),
    )
    share.show(request)
    if st.button(word("download"), icon=":material/download:", key="download"):
        st.dialog(word("download"), width="medium")(_show_dialog)(request)


def _show_dialog(request: Request) -> None:
    said = ""
    if request.before is not None:
        names = {"era": era_name(request.era), "before": era_name(request.before)}
        said = word("download_compare", **names)
    languages = [(code, kit.name_language(code)) for code in state.study().languages]
    switches = [
        _switch("eras", "one", [("one", word("kit.one_era")), ("all", word("kit.all_eras"))]),
        _switch("language", request.language, languages),
        _switch(
            "theme",
            request.theme,
            [(each, word(f"kit.theme.{each}").capitalize()) for each in ("light", "dark")],
        ),
        _switch("size", SIZES[0], kit.name_sizes()),
    ]
    groups = [
        {"title": word(f"kit.{group}"), "rows": [_row(row, request) for row in rows]}
        for group, rows in _group().items()
    ]
    html = _TEMPLATE.render(said=said, say=word, switches=switches, groups=groups)
    kit.show("download", html, request)


def _switch(name: str, chosen: str, choices: list[tuple[str, str]]) -> dict[str, object]:
    title = word("language") if name == "language" else word(f"kit.{name}")
    return {"name": name, "title": title, "chosen": chosen, "choices": choices}


def _group() -> dict[str, list[str]]:
    """Return the rows of each group: pictures, pages, data, citation."""
    groups: dict[str, list[str]] = {"pictures": [], "pages": [], "data": [], "citation": []}
    for row, file in kit.FILES.items():
        groups[_group_of(file.ending)].append(row)
    return groups


def _group_of(ending: str) -> str:
    mime = exports.FORMATS[ending].mime
    if mime == "text/html":
        return "pages"
    if mime.startswith("image/") or mime == "application/pdf":
        return "pictures"
    return "citation" if ending in {".bib", ".cff"} else "data"


def _row(row: str, request: Request) -> Row:
    file = kit.FILES[row]
    form = exports.FORMATS[file.ending]
    label = word("download_embed") if file.embed else state.words(state.language())[form.label]
    every = word("kit.every_era")
    if form.holds == "one":
        return Row(row, label, era_name(request.era), word("kit.one_each"))
    if form.holds == "chosen":
        return Row(row, label, era_name(request.era), every)
    about = every if form.holds == "all" else ""
    return Row(row, label, about, about)
