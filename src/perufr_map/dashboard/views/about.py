"""Say what the page is: one book's view, how that book leans, how to cite it, who may use it."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup, escape

from perufr_map import exports
from perufr_map.characters import begin_large
from perufr_map.dashboard import state
from perufr_map.dashboard.heading import show_heading
from perufr_map.dashboard.offer import offer
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import escape as in_markdown
from perufr_map.dashboard.texts import name_category, text, word, words
from perufr_map.exports.licences import licences
from perufr_map.exports.styles import cite
from perufr_map.resources import page_text
from perufr_map.shown.cites import imprint
from perufr_map.shown.colophon import name_coders, name_licence, say_days
from perufr_map.shown.density import density
from perufr_map.shown.lean import Tilt, Told, pick_example, tell_when, tell_whom
from perufr_map.shown.request import Request, Shown

_LEANS, _FACTS, _CITES = map(read_template, ("leans.html", "facts.html", "cites.html"))
_OPEN, _CLOSE = "\ue000", "\ue001"  # around a title in italics; no text of a study has them
_FILES = (".bib", ".cff")
_YEARS = 5

_copies = st.components.v2.component(
    "perufr-map.copies",
    html='<div class="cites"></div>',
    js="copies.js",
    isolate_styles=False,
)


def below() -> None:
    """Show what the page rests on and how that leans, then citations, licences and the codebook."""
    study, focus = state.study(), words().about()
    show_heading(begin_large(words().count("page.about.title", len(study.sources), focus=focus)))
    with st.container(key="about"):
        left, right = st.columns(2, gap="large")
        with left:
            _show_leaning()
        with right:
            _show_citations()
            _show_facts()
        _show_codebook()


# --- what it rests on ------------------------------------------------------------------


def _show_leaning() -> None:
    """Show sources, of whom and of when they say most, and by which borders the map is drawn."""
    study = state.study()
    events = str(len(study.events))
    told, rest = tell_whom(study)
    rows = [(_name_told(row), row.statements) for row in told]
    if rest:
        rows.append((word("lean.others"), rest))
    most = max(count for _, count in rows)
    quarters = density(study)
    tallest = max(1, *quarters)
    st.html(
        _LEANS.render(
            say=word,
            book=[_name_sources(), word("about.measures")],
            lead=words().emphasis or word("lean.lead", of=events),
            rows=[
                {
                    "name": name,
                    "n": n,
                    "width": round(100 * n / most, 1),
                    "rest": name == word("lean.others"),
                }
                for name, n in rows
            ],
            when=_say_when(tell_when(study)),
            heights=[round(100 * each / tallest, 1) for each in quarters],
            years=_years(len(quarters)),
            days=say_days(words()),
        )
    )


def _name_told(row: Told) -> str:
    """Return whom statements speak of, with a capital letter."""
    name = words().text(row.name) if row.name else words().name(*row.counterparts)
    return begin_large(name)


def _name_sources() -> str:
    """Return a sentence on what every colour rests on, with each source in full."""
    sources = state.study().sources
    listed = "; ".join(
        f"{', '.join(filter(None, (row['title'], row['author'])))} "
        f"({imprint(row)}; {row['locator']})"
        for _, row in sources.iterrows()
    )
    return words().count("page.about.rests", len(sources), sources=listed)


def _say_when(tilt: Tilt | None) -> str:
    """Return a sentence on the part of the time that most is told of."""
    if tilt is None:
        return ""
    day = words().day(tilt.day)
    return word(
        "lean.after" if tilt.after else "lean.before",
        n=str(tilt.statements),
        of=str(len(state.study().events)),
        day=day,
        share=f"{100 * tilt.time:.0f}",
    )


def _years(quarters: int) -> list[tuple[float, int]]:
    """Return where the round years stand below the quarters, in percent, and their numbers."""
    start = state.study().eras["start"].min()
    first = (start.month - 1) // 3
    until = start.year + (first + quarters) // 4
    every = range(start.year - start.year % -_YEARS, until + 1, _YEARS)
    return [(100 * (4 * (year - start.year) - first) / quarters, year) for year in every]


# --- how to cite it, and who may use it --------------------------------------------------


def _show_citations() -> None:
    """Show citations to copy, and to download for programs."""
    request = Request(
        era=state.era(),
        language=state.language(),
        method=state.method(),
        theme=state.theme(),
    )
    shown = state.study().show(request)
    st.html(f'<section class="about"><h3>{escape(word("cites.title"))}</h3></section>')
    cites = [
        (word(f"cites.{style}"), *_cite(shown, style)) for style in ("sentence", "chicago", "apa")
    ]
    _copies(
        key="copies",
        data={
            "html": _CITES.render(cites=cites, copy=word("copy")),
            "copied": word("copied"),
            "failed": word("copy_failed"),
        },
    )
    with st.container(horizontal=True):
        for ending in _FILES:
            offer(
                state.words(request.language)[exports.FORMATS[ending].label],
                partial(exports.to_bytes, shown, ending),
                name=f"{state.study().descriptor['name']}{ending}",
                mime=exports.FORMATS[ending].mime,
                key=f"cite-{ending}",
                icon=None,
            )


def _cite(shown: Shown, style: str) -> tuple[Markup, str]:
    """Return a citation as HTML, with titles in italics, and as plain text."""
    marked = str(escape(cite(shown, style, italics=lambda title: f"{_OPEN}{title}{_CLOSE}")))
    html = marked.replace(_OPEN, "<cite>").replace(_CLOSE, "</cite>")
    return Markup(html), cite(shown, style)  # noqa: S704 (escaped above)


def _show_facts() -> None:
    """Show the licences, and how one statement becomes a colour."""
    study = state.study()
    sources = "; ".join(filter(None, dict.fromkeys(study.sources["licence"])))
    coders = name_coders(study, state.language())
    rows = [
        *([(word("licences.text"), sources)] if sources else []),
        (word("licences.coding"), ", ".join(filter(None, [coders, name_licence(study)]))),
        (word("licences.borders"), word("licences.borders_from")),
        (word("licences.program"), "perufr-map, MIT"),
        (word("licences.typeface"), "Source Sans 3, SIL Open Font License 1.1"),
    ]
    st.html(_FACTS.render(say=word, licences=rows, boxes=_boxes()))


def _boxes() -> list[tuple[str, str]]:
    """Return the four steps from a statement to a score, on an example of the study's own."""
    scored = state.study().scored()
    example = pick_example(scored)
    if example is None:
        return []
    era, code, score = example
    event = scored.events(era, code).iloc[0]
    net = words().signed(score.net)
    own, constant = scored.method, words().unsigned(scored.method.constant)
    sum_ = word(
        "colour.sum",
        net=net.removeprefix("+"),
        size=words().unsigned(abs(score.net)),
        constant=constant,
    )
    is_sum = own.aggregation == "saturating"
    return [
        (word("colour.statement"), f"{words().of(event, 'headline')}, {words().place(event)}"),
        (word("colour.weight"), words().say_weight(event["weight"], own.weights)),
        (word("colour.net"), word("colour.era", net=net, era=words().era(era))),
        (
            word("colour.score"),
            f"{sum_} = {words().score(score.score)}" if is_sum else words().score(score.score),
        ),
    ]


# --- the codebook, the method and the licences in full ------------------------------------


def _show_codebook() -> None:
    """Show the codebook by category, with a file of it, and the pages on method and licences."""
    study, language = state.study(), state.language()
    st.header(word("codebook"), anchor=False)
    columns = st.columns(2, gap="large")
    by_category = list(study.event_types.groupby("category"))
    for number, (category, types) in enumerate(by_category):
        with columns[number % 2], st.expander(in_markdown(name_category(str(category)))):
            for _, row in types.iterrows():
                label, rule = (in_markdown(text(row, stem)) for stem in ("label", "definition"))
                st.markdown(f"**{label}** {rule}")
    offer(
        word("codebook_download"),
        lambda: study.codebook(language=language),
        name=f"{study.descriptor['name']}-codebook-{language}.md",
        mime="text/markdown",
    )
    with st.expander(word("method_in_full")):
        st.markdown(page_text("methodology", state.interface()))
    with st.expander(word("licences")):
        st.markdown(licences())
