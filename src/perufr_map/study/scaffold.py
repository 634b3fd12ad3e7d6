"""Write a new study to fill in: a study of any state, with a few rows as examples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from errno import ENOENT
from pathlib import Path
from typing import Any

from perufr_map import borders
from perufr_map.arguments import check_call
from perufr_map.characters import has_odd
from perufr_map.files import workspace
from perufr_map.problems import ChoiceError
from perufr_map.resources import messages, spoken, study_dir
from perufr_map.study.codes import suggest_state
from perufr_map.study.languages import check_languages
from perufr_map.study.layout import (
    CATEGORIES,
    CITATIONS,
    DESCRIPTOR,
    PLACES,
    SHIPPED,
    STEPS,
    TABLES,
    columns,
)
from perufr_map.study.translate import translate

_TEMPLATE = Path(__file__).with_name("template")
_CODEBOOK = (CATEGORIES, "event_types")  # taken as it is: it suits any century

_BLANK = (CITATIONS, PLACES, STEPS)  # a row with the names of the columns, for who needs them

# The example eras: at most twenty years, up to this day or to the end of the state.
_YEARS, _UNTIL = 20, date(2020, 1, 1)


@check_call
def new(
    folder: Path | str,
    *,
    focus: str,
    title: str | None = None,
    languages: Sequence[str] = SHIPPED,
) -> Path:
    """Write a new study without errors, ready to draw; entirely or not at all.

    Parameters
    ----------
    folder
        Where to write it: a folder that does not exist yet, or an empty one.
    focus
        Alpha-3 code of the state the study is about, such as CHL.
    title
        Title of the study. Default: one that names the state, in each language.
    languages
        Codes of the languages of its texts, such as fr, its first one first. What the template
        does not say in one of them stands there in English, to overwrite.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ChoiceError
        If no state has that code; says which are near. If the title cannot be shown. If a
        language is not known.
    FileExistsError
        If there is something in the folder already.
    OSError
        If the folder cannot be written.
    """
    folder = Path(folder)
    files = fresh(focus=focus, title=title, languages=languages)
    parent = folder.absolute().parent
    if not parent.is_dir():
        raise FileNotFoundError(ENOENT, f"there is no folder {parent}; make it first", str(folder))
    if not folder.exists():
        with workspace(parent) as room:
            (room / "new").mkdir()
            _write(room / "new", files)
            (room / "new").rename(folder)
    elif folder.is_dir() and not any(folder.iterdir()):
        _write(folder, files)  # not replaced: it may be the user's working directory
    else:
        raise FileExistsError(17, "not an empty folder; choose another", str(folder))
    return folder


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files to an empty folder; none of them if one fails."""
    try:
        for name, text in files.items():
            # Spreadsheet programs recognise UTF-8, and keep accents, by the byte order mark.
            encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
            (folder / name).write_text(text, encoding, newline="\n")
    except BaseException:
        for name in files:
            (folder / name).unlink(missing_ok=True)
        raise


def fresh(
    *, focus: str, title: str | None = None, languages: Sequence[str] = SHIPPED
) -> dict[str, str]:
    """Return the files of a new study: the text of each by its name.

    Raises
    ------
    ChoiceError
        If no state has the code `focus`; says which are near. If the title cannot be shown. If a
        language is not known.
    """
    wrong = [
        f"{each.message}. {each.remedy}" for each in check_languages(list(languages), languages)
    ]
    if wrong:
        raise ChoiceError("; ".join(wrong))
    if title is not None and (has_odd(title) or not title.strip()):
        raise ChoiceError("the title is empty, or holds a character that cannot be shown")
    code = state_code(focus)
    periods = [state for state in borders.states() if state.code == code]
    examples = _examples(code)
    titles = {each: title or _title(periods[-1], each) for each in {*SHIPPED, *languages}}
    values = {
        "focus": code,
        "name": f"{code.lower()}-foreign-relations",
        **{f"title_{language}": text for language, text in titles.items()},
        **_leaders(periods[-1], languages[0]),
        "today": datetime.now(UTC).date().isoformat(),
        **_days(periods),
        **{f"state_{number}": state for number, state in enumerate(examples, start=1)},
    }
    tables = (CATEGORIES, *TABLES)
    descriptor = json.loads((_TEMPLATE / DESCRIPTOR).read_text("utf-8"))
    descriptor = _fill_blanks(descriptor, values)
    shipped = json.loads((study_dir() / DESCRIPTOR).read_text("utf-8-sig"))
    written = {*tables, *_BLANK}
    descriptor["resources"] = [each for each in shipped["resources"] if each["name"] in written]
    files = {DESCRIPTOR: json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"}
    for table in tables:
        name = f"{table}.csv"
        if table in _CODEBOOK:
            files[name] = (_TEMPLATE / name).read_text("utf-8-sig")
        else:
            files[name] = _fill_table(_TEMPLATE / name, values, examples)
    if tuple(languages) != SHIPPED:
        files = translate(files, languages, titles=titles)
    spoken_in = tuple(languages)
    blank = {f"{table}.csv": ",".join(columns(table, spoken_in)) + "\n" for table in _BLANK}
    return files | blank


def _title(state: borders.State, language: str) -> str:
    return _say_of("title", state, language)


def _leaders(state: borders.State, language: str) -> dict[str, str]:
    """Return what stands for the leaders of the two example eras."""
    return {key: _say_of(key, state, language) for key in ("leader", "leader_then")}


def _say_of(key: str, state: borders.State, language: str) -> str:
    """Return a text of the catalogue on a state."""
    name = borders.name_in(state.name, spoken(language))
    return messages(spoken(language))[f"new.{key}"].format(name=name)


def state_code(text: str) -> str:
    """Return the code of a state in the ledger, in capitals.

    Raises
    ------
    ChoiceError
        If there is no such code; says which states have a similar code or name.
    """
    typed = text.strip()
    if typed.upper() in {state.code for state in borders.states()}:
        return typed.upper()
    hint = suggest_state(typed)
    remedy = f"did you mean {hint}?" if hint else "give an alpha-3 code, such as CHL"
    raise ChoiceError(f"no state has the code “{typed}”; {remedy}")


def _days(periods: list[borders.State]) -> dict[str, str]:
    """Return the days of two example eras within the last uninterrupted time of a state."""
    start, end = periods[-1].start, min(periods[-1].end or _UNTIL, _UNTIL)
    for period in reversed(periods[:-1]):
        if period.end == start:
            start = period.start
    start = max(start or borders.HORIZON, end.replace(year=end.year - _YEARS, day=min(end.day, 28)))
    edge = _between(start, end + timedelta(days=1))
    return {
        "start": start.isoformat(),
        "edge": edge.isoformat(),
        "end": end.isoformat(),
        "last": (end - timedelta(days=1)).isoformat(),
        "middle_1": _between(start, edge).isoformat(),
        "middle_2": _between(edge, end).isoformat(),
    }


def _between(start: date, end: date) -> date:
    return start + (end - start) // 2


def _examples(focus: str) -> list[str]:
    """Return the template's states, without the focus."""
    rows = _read_rows(_TEMPLATE / "counterparts.csv")
    return [row["id"] for row in rows if row["kind"] == "state" and row["id"] != focus][:3]


def _fill_table(path: Path, values: dict[str, str], examples: list[str]) -> str:
    """Return a table of the template with its blanks filled in."""
    rows = list(_read_rows(path))
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if row.get("kind") != "state" or row["id"] in examples:
            writer.writerow(_fill_blanks(row, values))
    return table.getvalue()


def _read_rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _fill_blanks(value: Any, values: dict[str, str]) -> Any:
    """Return texts, at any depth, with their blanks filled in."""
    match value:
        case str():
            return value.format_map(values)
        case dict():
            return {key: _fill_blanks(item, values) for key, item in value.items()}
        case list():
            return [_fill_blanks(item, values) for item in value]
        case _:
            return value
