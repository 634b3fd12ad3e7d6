"""Show a counterpart through all eras, and how its score is computed."""

from __future__ import annotations

import streamlit as st

from perufr_map.api import Study
from perufr_map.dashboard import state, told
from perufr_map.dashboard.events import write_sum
from perufr_map.dashboard.kept import Kept
from perufr_map.dashboard.texts import era_name, escape, name, word
from perufr_map.scoring.method import Method
from perufr_map.shown.told import find_foremost


def below() -> None:
    """Show the counterpart, then the events behind its score as a table to copy."""
    told.show("country")
    study, method, era = state.study(), state.method(), state.era()
    code = state.selected() or _find_foremost(study, method)
    if code is None:
        return
    table = write_sum(
        study, method, era, code, language=state.language(), interface=state.interface()
    )
    if not table:
        return
    with st.expander(escape(word("told.table", name=name(code), era=era_name(era)))):
        st.html(table)
        st.caption(word("copy_table"))


@Kept
def _find_foremost(study: Study, method: Method) -> str | None:
    return find_foremost(study.scored(method))
