"""Say what is wrong with the contributors, sources and licences that a descriptor lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perufr_map.problems import Problem
from perufr_map.similar import nearest
from perufr_map.study.bounds import MOST
from perufr_map.study.layout import DESCRIPTOR

_PERSON = ("givenName", "familyName")
_TEXTS = {
    "contributors": ("role", "email", "path", "organization", *_PERSON),
    "sources": ("path", "email"),
    "licenses": ("title", "path"),
}
"""Names of the texts in an entry of each list, beside the one that it needs."""

LISTS = tuple(_TEXTS)
"""The lists of a descriptor whose entries are looked through."""

_EXAMPLES = {
    "contributors": '{"title": "Jelena Ilić"}',
    "sources": '{"title": "Papers on Foreign Affairs IV"}',
    "licenses": '{"name": "CC-BY-4.0"}',
}
_OTHERWISE = {"name": "title", "author": "title", "title": "name", "id": "name", "license": "name"}
"""What people write for the name that an entry needs, where no letters are alike."""


def check_entries(field: str, value: object) -> Iterator[Problem]:
    """List what is wrong with one of the `LISTS`, by the place of each entry in it."""
    if not isinstance(value, list):
        yield _problem("entries_wrong", field, example=_EXAMPLES[field])
        return
    for place, entry in enumerate(value[:MOST]):
        path = f"{field}[{place}]"
        if isinstance(entry, dict):
            yield from _check_entry(field, path, entry)
        else:
            yield _problem("entry_wrong", path, example=_EXAMPLES[field])


def _check_entry(field: str, path: str, entry: Mapping[str, object]) -> Iterator[Problem]:
    needed = "name" if field == "licenses" else "title"
    if needed not in entry:
        yield from _check_names(field, path, entry, needed)
    titles = [name for name in entry if name.startswith("title_")]
    for name in (needed, *titles):
        if name in entry:
            yield from _check_text(f"{path}.{name}", entry[name], filled=True)
    for name in _TEXTS[field]:
        yield from _check_text(f"{path}.{name}", entry.get(name, ""), filled=False)
    if field == "contributors" and not _are_roles(entry.get("roles", ["author"])):
        yield _problem("roles_wrong", f"{path}.roles")


def _check_names(
    field: str, path: str, entry: Mapping[str, object], needed: str
) -> Iterator[Problem]:
    """Check who or what an entry without the name that it needs is: it may be a person."""
    half = [name for name in _PERSON if field == "contributors" and _is_filled(entry.get(name))]
    if len(half) == len(_PERSON):
        return
    if half:
        (missing,) = {*_PERSON} - {*half}
        yield _problem("person_half", path, given=half[0], missing=missing)
        return
    wanted = (needed, *_PERSON) if field == "contributors" else (needed,)
    strange = [str(name)[:40] for name in entry if name not in {*_TEXTS[field], "roles"}]
    meant = next(filter(None, (_mean(name, needed, wanted) for name in strange)), "")
    code = "person_unnamed" if field == "contributors" else "entry_unnamed"
    yield _problem(code, path, needed=needed, example=_EXAMPLES[field], meant=meant)


def _mean(name: str, needed: str, wanted: tuple[str, ...]) -> str:
    """Return which of the names that are missing is meant by another; nothing if none is."""
    return needed if _OTHERWISE.get(name.lower()) == needed else nearest(name, wanted)


def _check_text(path: str, value: object, *, filled: bool) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _problem("field_not_text", path)
    elif filled and not value.strip():
        yield _problem("field_empty", path)


def _are_roles(value: object) -> bool:
    texts = value if isinstance(value, list) else [None]
    return bool(texts) and all(isinstance(each, str) and each.strip() for each in texts)


def _is_filled(value: object) -> bool:
    """Say whether there is something; what is no text is told elsewhere."""
    return bool(value.strip() if isinstance(value, str) else value)


def _problem(code: str, field: str, **values: object) -> Problem:
    return Problem(DESCRIPTOR, None, None, code, {"field": field, **values})
