"""Show what becomes of the study's scores by other choices, and how sure their signs are."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from perufr_map.api import Study
from perufr_map.characters import begin_large
from perufr_map.dashboard import state
from perufr_map.dashboard.kept import Kept
from perufr_map.dashboard.marks import Axis, make_mark
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import score, word, words
from perufr_map.scoring.settled import SETTLED
from perufr_map.shown.departed import (
    Alternative,
    Cell,
    borne_out,
    compare_methods,
    try_alternatives,
)
from perufr_map.shown.words import NOTHING

_TURNED, _SURE, _SINGLY = map(read_template, ("turned.html", "sure.html", "singly.html"))
_FEW, _UNSURE = 8, 12  # rows shown at once
_STEP = 0.02  # of the heap of sure signs
_COIN = 0.5
_TICK = 5


def show_turned() -> None:
    """Show how many signs turn by the reader's choices, and which scores change class."""
    own, chosen = state.study().scored(), state.scored()
    cells = compare_methods(own, chosen)
    moved = [cell for cell in cells if cell.turned or cell.reclassed]
    turned, lost = sum(cell.turned for cell in cells), sum(cell.chosen is None for cell in cells)
    total = str(len(cells))
    hints = [word("turn.hint", n=str(sum(cell.reclassed for cell in cells)))]
    if lost:
        hints.append(words().count("page.turn.lost", lost))
    differs = chosen.method != own.method
    shown = [abs(s.score) for c in moved for s in (c.own, c.chosen) if s is not None]
    reach = max([_TICK + 1.0, *shown]) + 0.4
    axis = Axis(-reach, reach)
    rows = [_row(cell, axis) for cell in moved]
    st.html(
        _TURNED.render(
            title=words().count("page.turn.title", turned, of=total)
            if differs
            else word("turn.title_own", of=total),
            hint=" ".join(hints) if differs else word("turn.none"),
            rows=rows[:_FEW],
            more=rows[_FEW:],
            all=word("turn.all", n=str(len(rows))),
            ticks=[
                (axis.place(value), words().tick(value) if value else "0")
                for value in (-_TICK, 0, _TICK)
            ],
            grid=[axis.place(value) for value in (-_TICK, 0, _TICK)],
        )
    )


def _row(cell: Cell, axis: Axis) -> dict[str, object]:
    after = cell.chosen
    return {
        **_who(cell.era, cell.counterpart),
        "before": make_mark(cell.own, cell.counterpart, at=axis.place(cell.own.score)),
        "after": after and make_mark(after, cell.counterpart, at=axis.place(after.score)),
        "from": word("turn.to", before=score(cell.own.score)),
        "to": score(after.score) if after else NOTHING,
    }


def _who(era: str, code: str) -> dict[str, object]:
    """Return what a row says of whose score it is, and when."""
    study = state.study()
    row = study.counterparts.set_index("id", drop=False).loc[code]
    short = words().of(row, "short")
    return {
        "name": short or words().name(code, era),
        "era": words().short(study.era(era)),
        "group": row["kind"] == "group",
    }


def show_sureness() -> None:
    """Show in how many trials each sign holds: the least sure by name, the others as a heap."""
    cells = sorted(borne_out(state.scored()), key=lambda cell: cell[2].sign_probability)
    listed, rest = cells[:_UNSURE], cells[_UNSURE:]
    least = min([_COIN - 0.2, *(each.sign_probability - 0.05 for _, _, each in cells)])
    axis = Axis(max(0.0, least), 1.0)
    limit = words().probability(SETTLED)
    heap = Counter(int(min(each.sign_probability, 0.999) / _STEP) for _, _, each in rest)
    most = max(heap.values(), default=1)
    st.html(
        _SURE.render(
            say=word,
            title=word("sure.title"),
            hint=word("sure.hint"),
            note=word("sure.note", limit=limit),
            limit=limit,
            edge=axis.place(SETTLED),
            coin=axis.place(_COIN),
            rows=[
                {
                    **_who(era, code),
                    "mark": make_mark(each, code, at=axis.place(each.sign_probability)),
                    "share": words().probability(each.sign_probability),
                }
                for era, code, each in listed
            ],
            heap=[
                {
                    "at": axis.place(place * _STEP),
                    "width": round(axis.place(axis.low + _STEP) * 0.85, 2),
                    "height": round(100 * count / most),
                }
                for place, count in sorted(heap.items())
            ],
            more=words().count("page.sure.more", len(rest)),
        )
    )


@Kept
def _try(study: Study) -> tuple[Alternative, ...]:
    return tuple(try_alternatives(study.scored()))


def show_alternatives() -> None:
    """Show what each choice changes by itself."""
    study = state.study()
    found = _try(study)
    total = sum(1 for _ in borne_out(study.scored()))
    most = max([1, *(each.turned + each.reclassed for each in found)])
    st.html(
        _SINGLY.render(
            title=word("one.title"),
            hint=word("one.hint", of=str(total)),
            rows=[
                {
                    "name": begin_large("; ".join(words().choices(each.departures))),
                    "turned": round(100 * each.turned / most, 1),
                    "reclassed": round(100 * max(each.turned, each.reclassed) / most, 1),
                    "turns": words().count("page.one.turn", each.turned)
                    if each.turned
                    else word("one.turn.none"),
                    "classes": word("one.class", n=str(each.reclassed)),
                }
                for each in found
            ],
        )
    )
