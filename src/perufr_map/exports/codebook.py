"""Write a study's codebook as a page of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perufr_map.shown.words import Row, Words
from perufr_map.study.tables import StudyTables

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
_CODE = re.compile(r"(`[a-z]+(?:_[a-z]+)*`)")
_SPACES = re.compile(r"\s+")


def codebook(study: StudyTables, language: str) -> str:
    """Return the codebook as Markdown: its types by category, in the order of the table.

    A part that a type does not have, a decision rule or an example, is left out.

    Parameters
    ----------
    study
        The study.
    language
        One of its languages.
    """
    return "\n\n".join(_Page(Words(study, language)).blocks()) + "\n"


class _Page:
    """The page of a study in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.types: list[Row] = list(words.study.event_types.to_dict("records"))
        self.sets = words.study.weight_sets
        self.codes = {row["code"] for row in self.types}

    def blocks(self) -> Iterator[str]:
        """Yield the paragraphs, headings, tables and lists of the page."""
        say, study = self.words.say, self.words.study
        categories = dict.fromkeys(row["category"] for row in self.types)
        yield f"# {say('codebook.title', title=_escape(study.title(self.words.language)))}"
        yield f"<!-- {say('codebook.made')} -->"
        sets = "; ".join(self.name_set(name) for name in self.sets)
        yield say("codebook.about", n=len(self.types), sets=sets)
        yield " · ".join(f"[{self.category(each)}](#category-{each})" for each in categories)
        for category in categories:
            rows = [row for row in self.types if row["category"] == category]
            yield f'## <a id="category-{category}"></a>{self.category(category)}'
            yield "\n".join(self.table(rows))
            for row in rows:
                yield f'### <a id="{row["code"]}"></a>{self.label(row)}'
                yield f"`{row['code']}`: {self.text(row, 'definition')}"
                yield "\n".join(self.points(row))

    def category(self, category: str) -> str:
        """Return the name of a category."""
        return self.words.say(f"page.category.{category}")

    def table(self, rows: list[Row]) -> Iterator[str]:
        """Yield the lines of a table of types with their weights."""
        heads = [self.words.say("codebook.type"), *map(str.upper, self.sets)]
        yield f"| {' | '.join(heads)} |"
        yield f"|---|{'--:|' * len(self.sets)}"
        for row in rows:
            weights = " | ".join(self.weight(row, name) for name in self.sets)
            yield f"| [{self.label(row)}](#{row['code']}) | {weights} |"

    def points(self, row: Row) -> Iterator[str]:
        """Yield the lines of the list of what is said of a type."""
        for stem in ("rule", "example", "counterexample"):
            if text := self.text(row, stem):
                yield self.point(stem, text)
        weights = "; ".join(self.weight_and_code(row, name) for name in self.sets)
        yield self.point("weight", f"{weights}. {self.text(row, 'weight_note')}".rstrip())
        if row["mark"]:
            yield self.point("mark", f"`{row['mark']}`")

    def point(self, key: str, text: str) -> str:
        """Return a line of a list, which begins with a word for what it says."""
        return f"- **{self.words.say(f'codebook.{key}')}** {text}"

    def weight(self, row: Row, name: str) -> str:
        """Return the weight of a type in a set."""
        return self.words.signed(row[f"weight_{name}"], digits=1)

    def weight_and_code(self, row: Row, name: str) -> str:
        """Return a weight, and the code of the scale that it belongs to."""
        code = row[f"{name}_code"] or self.words.say("codebook.no_code")
        return f"{name.upper()} {self.weight(row, name)} ({code})"

    def name_set(self, name: str) -> str:
        """Return the name of a set of weights, with what it follows where that is known."""
        return self.words.messages.get(f"codebook.set.{name}", name.upper())

    def label(self, row: Row) -> str:
        """Return the label of a type."""
        return _escape(self.words.of(row, "label"))

    def text(self, row: Row, stem: str) -> str:
        """Return a text of a type; another type that it names is linked."""
        parts = _CODE.split(self.words.of(row, stem).strip())
        links = {f"`{code}`": f"[`{code}`](#{code})" for code in self.codes}
        return "".join(links.get(part) or _escape(part) for part in parts)


def _escape(text: str) -> str:
    """Return a text that Markdown shows unchanged, on one line."""
    return _SPACES.sub(" ", _SPECIAL.sub(r"\\\g<0>", text))
