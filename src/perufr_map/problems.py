"""Describe problems of a study: what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from perufr_map.characters import replace_odd
from perufr_map.moved import warn_renamed
from perufr_map.resources import messages

LANGUAGE = "en"
"""The default language of problems."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    Its words stand in ``messages/*.json``, under ``problem.CODE.wrong`` and
    ``problem.CODE.right``.

    Attributes
    ----------
    file
        Name of the file in the study's folder.
    row
        Row of the table as a spreadsheet counts it, the header being row 1; None if the problem
        is one of the whole file.
    column
        Name of the column; None if the problem is one of the whole row.
    code
        The code of the problem: ``era_gap``.
    values
        The values that its words name, as in the files: ids, dates, names. Where one is ``meant``,
        the remedy begins with it; where there are ``cells``, it says what to write into a sheet.
    severity
        An ``error`` makes the study unusable, a ``warning`` does not.
    language
        Language of its words; problems that differ only in the language are equal.
    """

    file: str
    row: int | None
    column: str | None
    code: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    severity: Literal["error", "warning"] = "error"
    language: str = field(default=LANGUAGE, compare=False)

    @property
    def kind(self) -> str:
        """The code, by its name in 0.1.0."""
        warn_renamed("Problem.kind", "Problem.code")
        return self.code

    def said(self, language: str) -> Self:
        """Translate the problem: `translate`, by its name in 0.1.0."""
        warn_renamed("Problem.said", "Problem.translate")
        return self.translate(language)

    def translate(self, language: str) -> Self:
        """Return the problem in another language.

        Parameters
        ----------
        language
            Code of a language that the interface speaks: ``en``, ``es``.

        Returns
        -------
        Problem

        Raises
        ------
        ChoiceError
            If it does not speak that language; lists those that it speaks.
        """
        messages(language)
        return replace(self, language=language)

    @property
    def message(self) -> str:
        """What is wrong."""
        return self._words(f"{self.code}.wrong", **self.values)

    @property
    def remedy(self) -> str:
        """What would be right."""
        said = "rows" if "cells" in self.values else f"{self.code}.right"
        remedy = self._words(said, **self.values)
        meant = self.values.get("meant")
        return self._words("meant", meant=meant, remedy=remedy) if meant else remedy

    @property
    def place(self) -> str:
        """The file, row and column as one phrase."""
        if self.row is None and self.column is None:
            return self.file
        form = "row" if self.column is None else "column" if self.row is None else "cell"
        return self._words(f"place.{form}", file=self.file, row=self.row, column=self.column)

    def __str__(self) -> str:
        """Return the problem as one line."""
        parts = {"place": self.place, "message": self.message, "remedy": self.remedy}
        return self._words(f"line.{self.severity}", **parts)

    def __repr__(self) -> str:
        """Return the problem as one line, and what it is."""
        return f"<Problem {self.code}: {self}>"

    def to_dict(self) -> dict[str, object]:
        """Return the problem as a plain dictionary, its words in the problem's language.

        Returns
        -------
        dict
            ``file``, ``row``, ``column``, ``message``, ``remedy`` and ``severity``.
        """
        names = ("file", "row", "column", "message", "remedy", "severity")
        return {name: getattr(self, name) for name in names}

    def _words(self, key: str, /, **values: object) -> str:
        return replace_odd(messages(self.language)[f"problem.{key}"].format_map(values))


class ChoiceError(KeyError, ValueError):
    """A choice that cannot be met: there is no such era, language or engine.

    Its text says what was chosen and what there is. It is both a `KeyError` and a `ValueError`,
    since version 0.1.0 raised one or the other.
    """

    def __str__(self) -> str:
        """Return the text without the quotes that a `KeyError` adds."""
        return str(self.args[0]) if self.args else ""


class UnusableError(ChoiceError):
    """A file or a study that is chosen well, but cannot be used for what is asked."""


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
    """An assumption that was made to read a study's tables."""


class UnreadableError(ValueError):
    """A date or a file that cannot be read; the caller adds file and row to make a `Problem`.

    Attributes
    ----------
    code, values
        As a `Problem` has them.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(messages(LANGUAGE)[f"problem.{code}.wrong"].format_map(values))
