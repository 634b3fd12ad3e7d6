"""Note beside a file how it was made, and say whether it can be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from perufr_map import __version__
from perufr_map.exports.made import Made
from perufr_map.files import whole
from perufr_map.problems import ChoiceError
from perufr_map.resources import messages, spoken
from perufr_map.shown.credit import metadata

if TYPE_CHECKING:
    from perufr_map.shown.request import Shown
    from perufr_map.study.tables import StudyTables

ENDING = ".made.json"
"""What the name of a record has after that of its file: ``peru.csv.made.json``."""

Outcome: TypeAlias = Literal["same", "changed", "version", "study", "other", "unknown"]

_FILE = "file_sha256"

Remake: TypeAlias = Callable[[Path, Mapping[str, str]], object]


class Verdict(NamedTuple):
    """Whether a file can be made again, and why not.

    `outcome` is ``same``, ``changed`` (the file is not the one that was made), ``version`` or
    ``study`` (another one made it), ``other`` (all is alike, but not the bytes), or ``unknown``
    (nothing says how it was made). `sentence` says it in words.
    """

    outcome: Outcome
    sentence: str


def write_records(
    shown: Shown, paths: Iterable[Path], *, all_eras: bool, asked: bool
) -> list[Path]:
    """Write beside each file that has no room for it how it was made; return the records' paths.

    A record that lies there already is written anew, even if none is asked for: it would be of the
    file that was there before.
    """
    written = []
    for path in paths:
        beside = record_of(path)
        if Made.find(path) is not None or not (asked or beside.is_file()):
            continue
        made = Made.of(shown, all_eras=all_eras)
        record = {
            "perufr-map": made.version,
            "study": made.study,
            "sha256": made.sha256,
            "settings": made.settings,
            **metadata(shown.credit),
            _FILE: _hash(path),
        }
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
        The file, or the folder of a site.
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
    """
    outcome, values = _judge(path, study, remake)
    words = messages(spoken(language))[f"verify.{outcome}"]
    return Verdict(outcome, words.format(file=path.name, record=record_of(path).name, **values))


def _judge(path: Path, study: StudyTables, remake: Remake) -> tuple[Outcome, dict[str, str]]:
    made, was = Made.find(path), None
    if made is None:
        made, was = _read(record_of(path))
    if made is None:
        return "unknown", {}
    now = _hash(path)
    if was not in {None, now}:
        return "changed", {}
    if made.version != __version__:
        return "version", {"made": made.version, "here": __version__}
    if made.sha256 != study.sha256:
        return "study", {"made": made.sha256, "here": study.sha256}
    with TemporaryDirectory() as folder:
        again = Path(folder) / path.name
        try:
            remake(again, made.settings)
        except ChoiceError:
            return "unknown", {}
        return ("same" if again.exists() and _hash(again) == now else "other"), {}


def _read(path: Path) -> tuple[Made | None, str | None]:
    """Return what a record says, and the hash of its file; nothing if there is none, or no record.

    Raises
    ------
    OSError
        If it is there, but cannot be read.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
        texts = [found[key] for key in ("perufr-map", "study", "sha256", _FILE)]
        settings = dict(found["settings"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None, None
    if not all(isinstance(text, str) for text in (*texts, *settings.values())):
        return None, None
    version, study, sha256, file = texts
    return Made(version=version, study=study, sha256=sha256, settings=settings), file


def _hash(path: Path) -> str:
    """Return the SHA-256 of a file, or of all files of a folder with their names."""
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    total = hashlib.sha256()
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        total.update(f"{file.relative_to(path).as_posix()}\0{_hash(file)}\0".encode())
    return total.hexdigest()
