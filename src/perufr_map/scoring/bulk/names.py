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
    """Return the meaning of cells that are spelled otherwise than a known name.

    Spaces around a name, quotation marks and the case of letters do not matter. A cell that
    names several countries means each of them. A cell with a name that is unknown, or that could
    mean two countries, has no entry. An empty cell means nobody.

    Parameters
    ----------
    cells
        The cells.
    known
        Names, each with its meaning.
    between
        The separator of several countries in one cell, if there may be several.
    missing
        Texts that mean nobody.

    Examples
    --------
    >>> resolve(["KOR; usa", " USA", "Atlantis"], [("KOR", "KOR"), ("USA", "USA")], between=";")
    {'KOR; usa': ('KOR', 'USA'), ' USA': ('USA',)}
    """
    meanings: dict[str, set[str]] = {}
    for name, meaning in known:
        meanings.setdefault(_normalise(name), set()).add(meaning)
    sure = {name: next(iter(meaning)) for name, meaning in meanings.items() if len(meaning) == 1}
    nobody = {_normalise(text) for text in ("", *missing)}
    aliases = {}
    for cell in cells:
        parts = [_normalise(part) for part in (cell.split(between) if between else [cell])]
        countries = [part for part in parts if part not in nobody]
        if all(part in sure for part in countries):
            aliases[cell] = tuple(dict.fromkeys(sure[part] for part in countries))
    return aliases


def _normalise(name: str) -> str:
    return " ".join(name.replace('"', " ").replace("“", " ").replace("”", " ").split()).casefold()
