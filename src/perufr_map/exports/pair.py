"""Write two studies of each other's state as one page: scores by era, statements below."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from perufr_map.files import whole
from perufr_map.resources import package_text, typeface
from perufr_map.scoring.pair import Pair
from perufr_map.shown.pair import languages, show
from perufr_map.shown.scale import class_rules, theme_rules
from perufr_map.shown.tagged import TaggedWords, direct, mark_up

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def article(pair: Pair, language: str, *, level: int = 1, readers: tuple[str, ...] = ()) -> str:
    """Return a pair in one language as HTML, to stand in a page that has `style`.

    `level` is that of its headline: 1 where there is no other. `readers` are as in `Words`.
    """
    html = _TEMPLATES.get_template("pair_article.html").render(
        both=show(pair, language, readers, words=TaggedWords),
        say=TaggedWords(pair.sides[0].study, language, readers).say,
        direction=direct(language),
        level=level,
    )
    return mark_up(html, language)


def style() -> str:
    """Return the style sheet of `article`, without the colours of a theme."""
    return f"{class_rules()}{package_text('exports/pair.css')}"


def page(pair: Pair, *, language: str | None = None) -> str:
    """Return a page of a pair that needs nothing else, in all languages that both studies have.

    Parameters
    ----------
    pair
        The studies.
    language
        Language to show first. Default: the first study's.

    Raises
    ------
    ChoiceError
        If the first study has no texts in that language.
    """
    first = pair.sides[0].study.language(language)
    codes = sorted(languages(pair), key=lambda code: code != first)
    return _TEMPLATES.get_template("pair.html").render(
        title=show(pair, codes[0]).title,
        style=f"{typeface()}{theme_rules()}{style()}",
        articles=[(code, article(pair, code)) for code in codes],
    )


def write(pair: Pair, path: Path | str, *, language: str | None = None) -> Path:
    """Write a pair to a file; see `page`.

    Raises
    ------
    ChoiceError
        If the first study has no texts in that language.
    OSError
        If the file cannot be written.
    """
    path, text = Path(path), page(pair, language=language)
    with whole(path) as unfinished:
        unfinished.write_text(text, "utf-8", newline="\n")
    return path
