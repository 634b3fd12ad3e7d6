"""Show the choices of the method as one form, and take what the viewer changes."""

from __future__ import annotations

from typing import TypedDict

import streamlit as st

from perufr_map.characters import begin_large
from perufr_map.dashboard import state
from perufr_map.dashboard.templates import read_template
from perufr_map.dashboard.texts import name_category, text, unsigned, word, words
from perufr_map.scoring.method import CONFIDENCES, Method
from perufr_map.scoring.scores import AGGREGATIONS

_KEY, _SEEN = "choices", "choices-seen"
_FORM, _BOX = read_template("choices.html"), read_template("departures.html")

# Each says how a sum of weights becomes a score: sums from left to right, scores upwards.
_CURVES = {
    "saturating": "M0 30C14 28 18 24 22 20S34 3 52 2",
    "mean": "M0 26H14L38 6H52",
    "sum": "M0 30L52 2",
    "worst": "M0 26H26V6H52",
}

_choices = st.components.v2.component(
    "perufr-map.choices",
    html='<form class="choices"><div></div></form>',
    js="choices.js",
    isolate_styles=False,
)


class Sent(TypedDict):
    """What the form sends: the number of the change, and the choices as an address has them."""

    n: int
    words: dict[str, str]


def show_choices() -> None:
    """Show the form, with what differs from the study's own choices in a box below."""
    own, now = state.study().method, state.method()
    weights = now.weigh_by_set(state.study().event_types).to_dict()
    _choices(
        key=_KEY,
        data={
            "form": _form(own),
            "chosen": now.write(),
            "own": own.write(),
            "departs": [*now.departures(own)],
            "defaults": {code: f"{weight:g}" for code, weight in weights.items()},
            "said": {code: words().signed(weight) for code, weight in weights.items()},
            "counted": _count(),
            "box": _box(own, now),
            "n": st.session_state.get(_SEEN, 0),
        },
        on_sent_change=lambda: _take(st.session_state[_KEY]["sent"]),
    )


def _take(sent: Sent | None) -> None:
    """Take the choices sent, unless one of them does not exist."""
    if not sent:
        return
    st.session_state[_SEEN] = sent["n"]
    state.choose("method", state.read_choices(sent["words"], state.study(), state.method()))


def _form(own: Method) -> str:
    """Return the form as HTML; it does not depend on what is chosen."""
    study = state.study()
    in_category = study.event_types.set_index("code")["category"]
    counts = study.events["event_type"].map(in_category).value_counts()
    return _FORM.render(
        say=word,
        own=own,
        ways=[
            (way, word(f"aggregation.{way}"), word(f"aggregation.{way}.hint"), _CURVES[way])
            for way in AGGREGATIONS
        ],
        weights=[(name, words().name_weights(name)) for name in study.weight_sets],
        types=[
            {"code": row["code"], "label": text(row, "label")}
            for _, row in study.event_types.iterrows()
        ],
        share_said=say_share(own.group_share),
        categories=[
            (category, name_category(category), counts[category])
            for category in sorted(counts.index, key=name_category)
        ],
        confidences=[(name, word(f"confidence.{name}")) for name in CONFIDENCES[::-1]],
        confidence_said=word(f"confidence.{own.min_confidence}"),
        constant_said=unsigned(own.constant),
    )


def _box(own: Method, now: Method) -> str:
    """Return what differs from the study's own choices, as HTML."""
    departures = now.departures(own)
    chips = [
        (key, begin_large(said))
        for key, said in zip(departures, words().choices(departures), strict=True)
    ]
    return _BOX.render(
        say=word,
        title=word("departures" if chips else "no_departure"),
        chips=chips,
        hint=word("departures_hint" if chips else "no_departure_hint"),
    )


def _count() -> str:
    """Say how many of the study's statements count."""
    every = len(state.study().events)
    counted = state.scored().contributions["event"].nunique()
    return word("counted", n=str(counted), of=str(every))


def say_share(share: float) -> str:
    """Return what a group's statement counts for a member, in a word where there is one."""
    known = {0.0: "share.none_short", 0.5: "share.half", 1.0: "share.full"}
    return word(known[share]) if share in known else unsigned(share)
