"""Offer a file to download, which is made once it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from perufr_map.dashboard import faults
from perufr_map.dashboard._streamlit import ToldError

_ICON = ":material/download:"


def offer(
    label: str,
    make: Callable[[], bytes | str],
    *,
    name: str,
    mime: str,
    key: str | None = None,
    icon: str | None = _ICON,
) -> None:
    """Show a button that makes a file and saves it; a fault is told beside it.

    Parameters
    ----------
    label
        What stands on the button.
    make
        Returns the file.
    name, mime
        Its name and media type.
    key, icon
        Of the button.
    """
    say = faults.make_teller()

    def call() -> bytes | str:
        try:
            return make()
        except Exception as error:  # noqa: BLE001 (whatever it is, it is to be told)
            faults.write(error)
            raise ToldError(say(error)) from None

    st.download_button(
        label, data=call, file_name=name, mime=mime, on_click="ignore", icon=icon, key=key
    )
