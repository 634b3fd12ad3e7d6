"""Match other spellings of country names to known names."""

from __future__ import annotations

from collections.abc import Iterable


def resolve(
    cells: Iterable[str],
    known: Iterable[tuple[str, str]],
    *,
    between: str | None = None,
    missing: Iterable[str] = (),
) -> dict[str, tuple[str, ...]]:
    """Return the meaning of cells that are not themselves a known name.

    Spaces around a name, quotation marks and the case of letters do not matter. A cell that
    names several countries means each of them. Where a name is not known, or could be two, the
    cell has no entry; an empty cell means nobody.

    Parameters
    ----------
    cells
        The cells.
    known
        Names, each with what it stands for.
    between
        What stands between several countries in one cell, if there may be several.
    missing
        Texts that stand for nobody.

    Examples
    --------
    >>> resolve(["KOR; usa", " USA", "Atlantis"], [("KOR", "KOR"), ("USA", "USA")], between=";")
    {'KOR; usa': ('KOR', 'USA'), ' USA': ('USA',)}
    """
    meanings: dict[str, set[str]] = {}
    for name, meant in known:
        meanings.setdefault(_normalise(name), set()).add(meant)
    sure = {name: next(iter(meant)) for name, meant in meanings.items() if len(meant) == 1}
    nobody = {_normalise(text) for text in ("", *missing)}
    found = {}
    for cell in cells:
        parts = [_normalise(part) for part in (cell.split(between) if between else [cell])]
        named = [part for part in parts if part not in nobody]
        if all(part in sure for part in named):
            found[cell] = tuple(dict.fromkeys(sure[part] for part in named))
    return found


def _normalise(name: str) -> str:
    return " ".join(name.replace('"', " ").replace("“", " ").replace("”", " ").split()).casefold()
