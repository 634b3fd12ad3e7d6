"""Find the files that belong to the package: the study, the borders, the page."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from perufr_map.locales import base_language, broader
from perufr_map.similar import advise

TYPEFACE = "perufr-sans-latin.woff2"

_FALLBACK = "en"
_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]


def _find(name: str) -> Path:
    """Return a file or folder as it lies in an installed package, else in the repository."""
    installed = _PACKAGE / name
    return installed if installed.exists() else _CHECKOUT / name


def study_dir() -> Path:
    """Return the folder of the shipped study."""
    return _find("data")


def geo_dir() -> Path:
    """Return the folder of the borders."""
    return _find("geo")


def app_path() -> Path:
    """Return the Streamlit script of the dashboard."""
    return _find("app.py")


def package_text(name: str) -> str:
    """Return the text of a file of the package, by its path in it: ``shown/scale.json``."""
    return (_PACKAGE / name).read_text("utf-8")


def web_text(name: str) -> str:
    """Return the text of one of the map's own files, as ``make web`` bundles them."""
    return package_text(f"web/{name}")


@lru_cache
def typeface(address: str | None = None) -> str:
    """Return the rule of a style sheet that brings the typeface, cut out of Source Sans 3.

    Parameters
    ----------
    address
        Where the page finds the file. Default: the file stands in the rule itself.
    """
    source = address or "data:font/woff2;base64," + b64encode(typeface_file()).decode()
    return (
        '@font-face{font-family:"Perufr Sans";font-weight:400 700;font-display:swap;'
        f'src:url({source}) format("woff2")}}'
    )


def typeface_file() -> bytes:
    """Return the typeface, as ``web/cut_typeface.py`` makes it: WOFF2."""
    return (_PACKAGE / "fonts" / TYPEFACE).read_bytes()


@lru_cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages of the interface, sorted."""
    catalogues = (_PACKAGE / "messages").glob("*.json")
    return tuple(sorted(path.stem for path in catalogues))


def spoken(language: str, readers: Iterable[str] = ()) -> str:
    """Return the interface's language for a study in a language.

    It is the same, or the one that it is a kind of (es-PE: es); where that has no catalogue, the
    first of the reader's that has one; else English.

    Parameters
    ----------
    language
        The study's language.
    readers
        The reader's languages, the dearest first, as a browser names them: ``es-PE``.
    """
    wanted = (*broader(language), *(base_language(each).lower() for each in readers))
    return next((each for each in wanted if each in languages()), _FALLBACK)


def all_spoken(studied: Iterable[str]) -> tuple[str, ...]:
    """Return the interface's languages for readers of a study in some languages.

    They are the study's own; where one of these has no catalogue, also all others, for the
    reader's may be any.
    """
    studied = tuple(studied)
    own = tuple(each for each in studied if each in languages())
    return own if own == studied else tuple(dict.fromkeys([*own, _FALLBACK, *languages()]))


@lru_cache
def messages(language: str) -> Mapping[str, str]:
    """Return the words of the interface in a language, by their key.

    What its catalogue does not have yet is English.

    Raises
    ------
    ChoiceError
        If there is no such catalogue; says which there are.
    """
    if language not in languages():
        from perufr_map.problems import ChoiceError  # noqa: PLC0415 (it imports this module)

        message = f"no language “{language}”; there are {', '.join(languages())}"
        raise ChoiceError(advise(message, language, languages()))
    words: dict[str, str] = json.loads(package_text(f"messages/{language}.json"))
    return words if language == _FALLBACK else {**messages(_FALLBACK), **words}


def page_text(name: str, language: str) -> str:
    """Return a page of the documentation; in English if there is no translation."""
    ending = "" if page_language(name, language) == _FALLBACK else f".{language}"
    return (_find("docs") / f"{name}{ending}.md").read_text("utf-8")


def page_language(name: str, language: str) -> str:
    """Return the language that `page_text` returns a page in."""
    return language if (_find("docs") / f"{name}.{language}.md").exists() else _FALLBACK


def picture_typefaces() -> list[Path]:
    """Return the files of the typeface for pictures, one a weight or style: TrueType."""
    return sorted((_PACKAGE / "fonts").glob("*.ttf"))
