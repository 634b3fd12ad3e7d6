"""What is wrong with a study, where, and what would be right, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from perufr_map.resources import messages

LANGUAGE = "en"
"""Language in which a problem is told when nobody asks for another."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    Its words stand in ``messages/*.json``, under ``problem.KIND.wrong`` and
    ``problem.KIND.right``.

    Attributes
    ----------
    file
        Name of the file in the study's folder.
    row
        Row of the table as a spreadsheet counts it, the header being row 1; None when the
        whole file is meant.
    column
        Name of the column; None when the whole row is meant.
    kind
        What kind of problem it is: ``era_gap``.
    values
        What fills the blanks in its words, as it stands in the files: ids, dates, names.
    severity
        An ``error`` makes the study unusable, a ``warning`` wants a look.
    language
        Language in which it is told; the same problem told in another one is equal.
    """

    file: str
    row: int | None
    column: str | None
    kind: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    severity: Literal["error", "warning"] = "error"
    language: str = field(default=LANGUAGE, compare=False)

    def said(self, language: str) -> Self:
        """Return the problem, told in another language.

        Parameters
        ----------
        language
            Code of a language that the interface speaks: ``en``, ``es``.

        Raises
        ------
        ChoiceError
            If it does not speak that language; says which it does.
        """
        messages(language)
        return replace(self, language=language)

    @property
    def message(self) -> str:
        """What is wrong."""
        return self._words(f"{self.kind}.wrong", **self.values)

    @property
    def remedy(self) -> str:
        """What would be right."""
        return self._words(f"{self.kind}.right", **self.values)

    @property
    def place(self) -> str:
        """The file, row and column as one phrase."""
        if self.row is None and self.column is None:
            return self.file
        given = "row" if self.column is None else "column" if self.row is None else "cell"
        return self._words(f"place.{given}", file=self.file, row=self.row, column=self.column)

    def __str__(self) -> str:
        """Return the problem as one line."""
        said = {"place": self.place, "message": self.message, "remedy": self.remedy}
        return self._words(f"line.{self.severity}", **said)

    def to_dict(self) -> dict[str, object]:
        """Return the problem as a plain dictionary, its words in the problem's language."""
        names = ("file", "row", "column", "message", "remedy", "severity")
        return {name: getattr(self, name) for name in names}

    def _words(self, key: str, /, **values: object) -> str:
        return messages(self.language)[f"problem.{key}"].format_map(values)


class ChoiceError(KeyError, ValueError):
    """A choice that cannot be met: there is no such era, language or engine.

    Its text says what was chosen and what there is. It is both a `KeyError` and a `ValueError`,
    since version 0.1.0 raised one or the other.
    """

    def __str__(self) -> str:
        """Return the text as it is; a `KeyError` would quote it."""
        return str(self.args[0]) if self.args else ""


class MissingError(ChoiceError, ModuleNotFoundError):
    """A choice that needs a package which is not installed."""


class ProblemsError(ValueError):
    """Something that cannot be used.

    Attributes
    ----------
    problems : tuple of Problem
        Everything that is wrong, not only the first thing.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class StudyError(ProblemsError):
    """A study that cannot be used."""


class StudyWarning(UserWarning):
    """What had to be assumed to read a study's tables."""


class UnreadableError(ValueError):
    """A date or a file that cannot be read; whoever knows its place makes a problem of it.

    Attributes
    ----------
    kind, values
        As a `Problem` has them.
    """

    def __init__(self, kind: str, **values: object) -> None:
        self.kind, self.values = kind, values
        super().__init__(messages(LANGUAGE)[f"problem.{kind}.wrong"].format_map(values))
