"""Show all statements on one axis of time."""

from __future__ import annotations

from perufr_map.dashboard import told


def below() -> None:
    """Show the statements."""
    told.show("statements")
