"""What is wrong with a study, where, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    Attributes
    ----------
    file
        Name of the file in the study's folder.
    row
        Line in the file, the header being line 1; None when the whole file is meant.
    column
        Name of the column; None when the whole row is meant.
    message
        What is wrong.
    remedy
        What would be right.
    severity
        An ``error`` makes the study unusable, a ``warning`` wants a look.
    """

    file: str
    row: int | None
    column: str | None
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"

    @property
    def place(self) -> str:
        """Return the file, row and column as one phrase."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.severity}: {self.place}: {self.message}. {self.remedy}."

    def to_dict(self) -> dict[str, object]:
        """Return the problem as a plain dictionary."""
        return asdict(self)


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
