"""Show a table in a notebook."""

from __future__ import annotations

import pandas as pd


def table_html(frame: pd.DataFrame, *, index: bool = False) -> str:
    """Return a table as a notebook shows it, its texts escaped, long ones cut in the middle.

    Parameters
    ----------
    frame
        The table.
    index
        Whether to show the names of the rows.
    """
    most = pd.get_option("display.max_rows")
    return str(frame.to_html(max_rows=most, notebook=True, index=index))
