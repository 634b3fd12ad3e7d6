"""The codebook as a page: all of the table, nothing else, and what a study wrote stays text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.study.layout import layout

DOCS = Path(__file__).parents[2] / "docs"
STEMS = ("label", "definition", "weight_note")
OPTIONAL = [field["name"] for field in layout("event_types").fields if field.get("optional")]
HOSTILE = "*a* _b_ `c` [d](e) <b>f</b> &amp; g|h ~~i~~ $j$ \\k\n\n# l"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["codebook", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def read(page: str) -> str:
    """Return the text of a page as a reader sees it."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    inner = [child for token in tokens for child in token.children or ()]
    shown = {"text", "code_inline", "softbreak"}
    return " ".join("".join(c.content for c in inner if c.type in shown).split())


def rewrite(path: Path, change: dict[str, str | None]) -> None:
    """Change columns of a table: new cells, or None to leave the column out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | change for row in csv.DictReader(file)]
    names = [name for name in rows[0] if rows[0][name] is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(("name", "language"), [("codebook.md", "en"), ("codebook.es.md", "es")])
def test_the_page_in_docs_is_what_the_command_writes(name: str, language: str) -> None:
    told = f"perufr-map codebook --lang {language} -o docs/{name}"
    assert (DOCS / name).read_text("utf-8") == run("--lang", language), f"write it again: {told}"


def test_the_command_writes_what_python_returns(study: pm.Study, tmp_path: Path) -> None:
    path = tmp_path / "codebook.md"
    run("--lang", "es", "-o", str(path))
    assert path.read_text("utf-8") == study.codebook(language="es")
    assert study.codebook() == run()


def test_every_text_of_the_codebook_stands_on_its_page(study: pm.Study) -> None:
    for language in study.languages:
        page = read(study.codebook(language=language))
        stems = ("label", "definition", "rule", "example", "counterexample", "weight_note")
        for row in study.event_types.to_dict("records"):
            texts = [row[f"{stem}_{language}"].replace("`", "") for stem in stems]
            assert [text for text in [*texts, row["code"], row["mark"]] if text not in page] == []


def test_a_study_without_rules_and_examples_has_a_page_without_them(folder: Path) -> None:
    rewrite(folder / "event_types.csv", dict.fromkeys(OPTIONAL))
    assert pm.check(folder) == []
    page = pm.load(folder).codebook()
    words = ("When to use it", "Example", "Not this type", "Sign on the map")
    assert [word for word in words if word in page] == []
    assert page.count("\n- ") == len(pm.load(folder).event_types), "the weights are left"


def test_what_a_study_writes_stays_text(folder: Path) -> None:
    free = ("rule", "example", "counterexample")
    texts = {name: HOSTILE for name in OPTIONAL if name.startswith(free)}
    texts |= {f"{stem}_{code}": HOSTILE for stem in STEMS for code in ("en", "es")}
    rewrite(folder / "event_types.csv", dict(texts))
    page = pm.load(folder).codebook()
    types = len(pm.load(folder).event_types)
    assert read(page).count(" ".join(HOSTILE.split())) == types * 7
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(page)
    assert not [tag for tag in ("<em>", "<b>", "<s>", '<a href="e">') if tag in html]
    assert html.count("<h1>") == 1


def test_a_language_that_a_study_lacks_is_refused(study: pm.Study) -> None:
    with pytest.raises(pm.ChoiceError, match="no language “fr”; there are en, es"):
        study.codebook(language="fr")
