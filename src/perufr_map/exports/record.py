"""Note beside a file how it was made, and say whether it can be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypedDict, cast

from perufr_map import __version__
from perufr_map.files import whole
from perufr_map.problems import ChoiceError
from perufr_map.resources import messages, spoken

if TYPE_CHECKING:
    from perufr_map.shown.request import Request, Shown
    from perufr_map.shown.sizes import Size
    from perufr_map.study.tables import StudyTables

ENDING = ".made.json"
"""What the name of a record has after that of its file: ``peru.csv.made.json``."""

Outcome: TypeAlias = Literal["same", "changed", "version", "study", "other", "unknown"]


class Settings(TypedDict):
    """The choices that a file was made with; see `perufr_map.shown.request.Request`."""

    era: str
    before: str | None
    selected: str | None
    language: str
    theme: Literal["light", "dark"]
    embed: bool
    members: bool
    frame: str | None
    size: Size
    all_eras: bool
    method: dict[str, str]


# Named otherwise in the file: a field of a TypedDict may not have a hyphen.
Record = TypedDict(
    "Record",
    {"perufr-map": str, "study": str, "study_sha256": str, "sha256": str, "settings": Settings},
)
"""How a file was made: the version, the study with the hash of its files, the file's own hash."""

Remake: TypeAlias = Callable[[Path, Settings], object]


class Verdict(NamedTuple):
    """Whether a file can be made again, and why not.

    `outcome` is ``same``, ``changed`` (the file is not the one that was made), ``version`` or
    ``study`` (another one made it), ``other`` (all is alike, but not the bytes), or ``unknown``
    (there is no record of it). `sentence` says it in words.
    """

    outcome: Outcome
    sentence: str


def hash_study(study: StudyTables) -> str:
    """Return the SHA-256 of all of a study's files, with their names.

    Raises
    ------
    ChoiceError
        If the study was not read from files.
    """
    files = study.files()
    if not files:
        raise ChoiceError("the study was made in Python, not read from files; it has no hash")
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


def write_records(shown: Shown, paths: Iterable[Path], *, all_eras: bool) -> list[Path]:
    """Write the record of each file beside it, and return their paths."""
    written = []
    for path in paths:
        record: Record = {
            "perufr-map": __version__,
            "study": shown.study.descriptor["name"],
            "study_sha256": hash_study(shown.study),
            "sha256": _hash(path),
            "settings": _settings(shown.request, all_eras=all_eras),
        }
        beside = record_of(path)
        with whole(beside) as unfinished:
            text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
            unfinished.write_text(text, "utf-8", newline="\n")
        written.append(beside)
    return written


def record_of(path: Path) -> Path:
    """Return where the record of a file lies."""
    return path.with_name(path.name + ENDING)


def verify(path: Path, study: StudyTables, remake: Remake, *, language: str = "en") -> Verdict:
    """Say whether a file can be made again from a study, by making it again.

    Parameters
    ----------
    path
        The file; its record lies beside it.
    study
        The study at hand.
    remake
        Writes the study to a path with some settings.
    language
        Language of the sentence.

    Raises
    ------
    OSError
        If the file cannot be read.
    ChoiceError
        If the study was not read from files.
    """
    outcome, values = _judge(path, study, remake)
    words = messages(spoken(language))[f"verify.{outcome}"]
    return Verdict(outcome, words.format(file=path.name, record=record_of(path).name, **values))


def _judge(path: Path, study: StudyTables, remake: Remake) -> tuple[Outcome, dict[str, str]]:
    now = _hash(path)
    record = _read(record_of(path))
    if record is None:
        return "unknown", {}
    if record["sha256"] != now:
        return "changed", {}
    if record["perufr-map"] != __version__:
        return "version", {"made": record["perufr-map"], "here": __version__}
    here = hash_study(study)
    if record["study_sha256"] != here:
        return "study", {"made": record["study_sha256"], "here": here}
    settings = record["settings"]
    with TemporaryDirectory() as folder:
        again = Path(folder) / path.name
        try:
            remake(again, settings)
        except (ChoiceError, KeyError, TypeError):
            return "unknown", {}
        return ("same" if again.exists() and _hash(again) == now else "other"), {}


def _settings(request: Request, *, all_eras: bool) -> Settings:
    return {
        "era": request.era,
        "before": request.before,
        "selected": request.selected,
        "language": request.language,
        "theme": request.theme,
        "embed": request.embed,
        "members": request.members,
        "frame": request.frame,
        "size": request.size,
        "all_eras": all_eras,
        "method": request.method.write(),
    }


def _read(path: Path) -> Record | None:
    """Return a record; None if there is none, or it is not one."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    fields = Record.__required_keys__
    if not isinstance(found, dict) or not fields <= found.keys():
        return None
    texts = all(isinstance(found[key], str) for key in fields - {"settings"})
    if not texts or not isinstance(found["settings"], dict):
        return None
    return cast("Record", found)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
