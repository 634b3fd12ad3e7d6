"""A study on disk: its tables, what makes them valid, and how one is begun."""

from perufr_map.moved import look_up


def __getattr__(name: str) -> object:
    """Find what the module of this name held before it became a folder."""
    return look_up("study", name)
