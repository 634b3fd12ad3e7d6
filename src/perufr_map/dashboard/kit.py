"""Hand out files and texts in a dialog: one element that copies, asks for files and saves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import TypedDict

import streamlit as st

from perufr_map import exports
from perufr_map.dashboard import faults, state
from perufr_map.dashboard._streamlit import publish, read_style
from perufr_map.dashboard.texts import escape, unsigned, word
from perufr_map.exports.scripts import gather_missing_scripts
from perufr_map.locales import own_name
from perufr_map.problems import ChoiceError
from perufr_map.shown.request import Request
from perufr_map.shown.scale import THEMES, Theme
from perufr_map.shown.sizes import SIZES, Size

_STYLE = read_style(Path(__file__).with_name("kit.css"))
_SIZES, _ASKED = "kit-sizes", "kit-asked"
_KB, _MB = 1_000, 1_000_000

_kit = st.components.v2.component(
    "perufr-map.kit",
    html='<div class="kit"><div></div></div>',
    js="kit.js",
    isolate_styles=False,
)


class Asked(TypedDict):
    """What the dialog asks for: a file of a row, and with which switches."""

    row: str
    eras: str
    language: str
    theme: Theme
    size: Size


class Made(TypedDict):
    """A file that was made: where it is, or why it could not be; what its typefaces lack."""

    key: str
    row: str
    url: str
    name: str
    said: str
    lacking: str


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that a dialog can ask for: the format of an ending, perhaps for another page."""

    ending: str
    embed: bool = False

    @property
    def row(self) -> str:
        """The name of its row."""
        return f"embed{self.ending}" if self.embed else self.ending


FILES = {
    file.row: file
    for file in (*(File(ending=each) for each in exports.FORMATS), File(ending=".html", embed=True))
}
"""All files, by the name of their row."""


def show(key: str, html: str, request: Request, size: Size = SIZES[0]) -> None:
    """Show the element of a dialog.

    Parameters
    ----------
    key
        Which dialog.
    html
        What it shows, from a template.
    request
        What is on screen.
    size
        The size of a picture at first.
    """
    asked: Asked | None = st.session_state.pop(_ASKED, None)
    st.html(_STYLE)
    above, foot = st.container(), st.empty()
    made = None
    if asked and asked["row"] in FILES:
        made = _make(asked, request, foot.caption)
        foot.empty()
    with above:
        _kit(
            key=f"kit-{key}",
            data={
                "html": html,
                "made": made,
                "sizes": _sizes_of(request),
                "defaults": {
                    "eras": "one",
                    "language": request.language,
                    "theme": request.theme,
                    "size": size,
                },
                "words": {
                    "copied": word("kit.copied"),
                    "uncopied": word("kit.uncopied"),
                    "making": word("kit.making", name="{name}"),
                },
            },
            on_asked_change=lambda: state.choose(_ASKED, st.session_state[f"kit-{key}"]["asked"]),
        )


def _make(asked: Asked, request: Request, tell: Callable[[str], object]) -> Made:
    """Make a file, telling what is drawn; a mistake in what is asked for is told in its place."""
    file, all_eras = FILES[asked["row"]], asked["eras"] == "all"
    form = exports.FORMATS[file.ending]
    one_by_one = all_eras if form.holds == "one" else file.ending == ".gif"
    track = _telling(form, tell) if one_by_one else None
    try:
        language = state.study().language(asked["language"])
        theme = asked["theme"] if asked["theme"] in THEMES else request.theme
        sized = form.sized and asked["size"] in SIZES
        size = asked["size"] if sized else request.size
        request = replace(request, language=language, theme=theme, embed=file.embed, size=size)
        shown = state.study().show(request)
        with gather_missing_scripts() as missing:
            data = exports.to_bytes(shown, file.ending, all_eras=all_eras, track=track)
    except ChoiceError as error:
        return _make_nothing(file, str(error))
    except Exception as error:  # noqa: BLE001 (the dialog must not go on waiting)
        return _make_nothing(file, faults.note(error))
    weight = say_size(len(data))
    _sizes_of(request)[" ".join((file.row, asked["eras"], language, theme, asked["size"]))] = weight
    name = name_file(request, file.ending, all_eras=all_eras)
    mime = "application/zip" if all_eras and form.holds == "one" else form.mime
    lacking = " ".join(
        word("kit.lacking", letter=letter, package=package) for package, letter in missing.items()
    )
    return {
        "key": token_hex(8),
        "row": file.row,
        "url": publish(f"kit.{file.row}", data, mime),
        "name": name,
        "said": word("kit.ready", name=name, size=weight),
        "lacking": lacking,
    }


def _make_nothing(file: File, why: str) -> Made:
    said = word("kit.failed", why=why)
    return {
        "key": token_hex(8),
        "row": file.row,
        "url": "",
        "name": "",
        "said": said,
        "lacking": "",
    }


def _telling(form: exports.Format, tell: Callable[[str], object]) -> exports.Track:
    """Return what goes through eras and tells which of them a file, or files, are made of."""

    def track(eras: Sequence[str]) -> Iterator[str]:
        for number, era in enumerate(eras, start=1):
            name, all_eras = word(form.label.removeprefix("page.")), str(len(eras))
            tell(escape(word("kit.drawing_era", name=name, n=str(number), all=all_eras)))
            yield era

    return track


def _sizes_of(request: Request) -> dict[str, str]:
    """Return the sizes of the files made of a view, by their row and switches."""
    view = replace(request, language="", theme="light", embed=False, size=SIZES[0])
    sizes: dict[Request, dict[str, str]] = st.session_state.setdefault(_SIZES, {})
    return sizes.setdefault(view, {})


def name_sizes() -> list[tuple[str, str]]:
    """Return the sizes of pictures, each with its name."""
    return [(size, size.upper()) for size in SIZES]


def name_language(code: str) -> str:
    """Return a language's name in that language."""
    return own_name(code).capitalize()


def say_size(size: int) -> str:
    """Return a size in KB or MB: “991 KB”."""
    if size < _MB:
        return f"{unsigned(max(1, round(size / _KB)))} KB"
    return f"{unsigned(round(size / _MB, 1))} MB"


def name_file(request: Request, ending: str, *, all_eras: bool = False) -> str:
    """Return a file's name; it says era, method, language and theme where the file has them.

    ``peru-garcia-vs-velasco-weights-cameo-en.png``; of several files the name of their zip.
    """
    form, study = exports.FORMATS[ending], state.study()
    parts = [study.descriptor["name"]]
    if form.holds in {"one", "chosen"}:
        parts.append("all-eras" if all_eras else request.era)
    parts += ["vs", request.before] if request.before and form.compares else []
    parts += ["embed"] if request.embed else []
    parts += [] if ending == ".zip" else [*_name_method(request), request.language]
    parts += [request.size.replace(":", "x")] if request.size != SIZES[0] else []
    parts += ["dark"] if request.theme == "dark" and form.mime.startswith("image/") else []
    suffix = ending if ending.startswith(".") else f"-{ending}"
    return f"{'-'.join(parts)}{suffix}{'.zip' if all_eras and form.holds == 'one' else ''}"


def _name_method(request: Request) -> list[str]:
    """Return the choices that differ from the study's own; many are only said to differ."""
    departures = request.method.departures(state.study().method)
    words = [part for pair in departures.items() for part in pair]
    said = "-".join(word for word in words if word)
    known = all(character.isalnum() or character in "-._" for character in said)
    return [said if known and len(said) <= 40 else "other-method"] if said else []  # noqa: PLR2004
