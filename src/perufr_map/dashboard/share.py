"""Share the view on screen: show it, and give its link, its citation and its frame to copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from perufr_map import exports
from perufr_map.dashboard import address, kit, state
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import name, word, words
from perufr_map.exports.styles import cite
from perufr_map.shown.request import Request, Shown
from perufr_map.shown.sizes import Size

_TEMPLATE = read_template("share.html")
_ITALIC = "\x01"
_STYLES = {"sentence": None, "chicago": "Chicago", "apa": "APA", "bibtex": "BibTeX", "cff": "CFF"}
_WIDTHS = ("660", "336")
SHARED: Size = "16:9"
"""The size of the picture that is shown at first."""


@dataclass(frozen=True)
class Text:
    """A text to copy; each second of its parts is in italics."""

    name: str
    parts: list[str]


@dataclass(frozen=True, kw_only=True)
class Section:
    """What there is to copy of one kind, in several forms."""

    title: str
    texts: list[Text]
    hint: str = ""
    code: bool = False
    row: str = ""
    label: str = ""


def show(request: Request) -> None:
    """Show the button that opens the dialog; show the citation alone if the map asks for it."""
    asked = st.session_state.pop(state.CITING, False)
    if st.button(word("share_view"), icon=":material/link:", key="share"):
        st.dialog(word("kit.share"), width="medium")(_show_dialog)(request)
    elif asked:
        st.dialog(word("kit.citation"), width="medium")(_show_citation)(request)


def _show_dialog(request: Request) -> None:
    shown = state.study().show(request)
    said = _say(shown)
    html = _TEMPLATE.render(
        said=said,
        alt=said,
        say=word,
        sizes=kit.name_sizes(),
        size=SHARED,
        pictures=[(".png", word("kit.picture")), (".svg", "SVG")],
        sections=[_link(), _citation(shown), _frame(shown)],
    )
    kit.show("share", html, request, SHARED)


def _show_citation(request: Request) -> None:
    html = _TEMPLATE.render(
        say=word, pictures=[], sections=[_citation(state.study().show(request))]
    )
    kit.show("citation", html, request)


def _say(shown: Shown) -> str:
    """Say what others will see: eras, selection, frame, looks, and how it was scored."""
    request = shown.request
    view = shown.heading(request.era)
    if request.selected:
        view = word("kit.selected", view=view, name=name(request.selected))
    return word(
        "kit.said",
        view=view,
        frame=state.words(request.language)[f"frame.{request.frame or 'study'}"],
        theme=word(f"kit.theme.{request.theme}"),
        language=kit.name_language(request.language),
        method=words().method(shown.scored.departures).rstrip(".") or word("kit.own_method"),
    )


def _link() -> Section:
    # Streamlit drops the last slash, without which a page below a path requests files above it.
    here = f"{(st.context.url or '').rstrip('/')}/"
    hint = "" if state.is_shared() else word("share_upload")
    link = f"{here}?{urlencode(address.parameters())}"
    return Section(title=word("kit.link"), texts=[Text("", [link])], hint=hint)


def _citation(shown: Shown) -> Section:
    texts = [
        Text(
            label or word("kit.sentence"),
            cite(shown, style, view=True, italics=_mark).rstrip("\n").split(_ITALIC),
        )
        for style, label in _STYLES.items()
    ]
    return Section(title=word("kit.citation"), texts=texts)


def _mark(title: str) -> str:
    return f"{_ITALIC}{title}{_ITALIC}"


def _frame(shown: Shown) -> Section:
    """Return the lines that show the map in another page."""
    request = replace(shown.request, embed=True)
    file, title = kit.name_file(request, ".html"), shown.words.title
    texts = [
        Text(
            label,
            [exports.iframe(file, f"{title}: {shown.heading(request.era)}", width=width)],
        )
        for width, label in (("100%", word("kit.full_width")), *zip(_WIDTHS, _WIDTHS, strict=True))
    ]
    return Section(
        title=word("kit.embed"),
        texts=texts,
        hint=word("kit.embed_hint", file=file),
        code=True,
        row="embed.html",
        label=word("download_embed"),
    )
