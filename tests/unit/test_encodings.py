"""A table in an old encoding is read by the study's languages, and written only if that is sure."""

# ruff: noqa: RUF001 (letters of many scripts are the point)

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.study.encodings import ENCODINGS, guess
from perufr_map.study.layout import DESCRIPTOR

# What Excel's plain “CSV” is in, by the language of Windows, and a text in it.
SAVED = [
    ("Windows-1250", "sr", "Šćepan Đurić potpisao je u Beču žalbu"),
    ("Windows-1250", "pl", "Wałęsa złożył w Łodzi oświadczenie"),
    ("Windows-1250", "cs", "Benešova vláda v Paříži, příští týden"),
    ("Windows-1250", "hu", "Külügyminiszter, őrült űrhajó"),
    ("Windows-1251", "ru", "Переговоры о мире начались в Москве"),
    ("Windows-1251", "sr", "Шћепан Ђурић потписао је у Бечу"),
    ("Windows-1253", "el", "Η συνθήκη υπογράφηκε στην Αθήνα"),
    ("Windows-1254", "tr", "İnönü ile Şükrü Saraçoğlu görüştü"),
    ("Windows-1255", "he", "ההסכם נחתם בירושלים"),
    ("Windows-1256", "ar", "وقعت الاتفاقية في القاهرة، مصر"),
    ("Windows-1257", "lv", "līgums parakstīts Rīgā, Kārlis Ulmanis"),
    ("Windows-874", "th", "สนธิสัญญาระหว่างไทยกับฝรั่งเศส"),
    ("Windows-932", "ja", "日本とペルーの間で条約が締結された"),
    ("Windows-936", "zh", "中国与秘鲁建立外交关系"),
    ("Windows-949", "ko", "대한민국과 페루는 조약을 체결했다"),
    ("Windows-950", "zh", "中國與秘魯建立外交關係，簽署條約"),
    ("Windows-1252", "de", "Österreich und die Schweiz schließen einen Vertrag"),
    ("Windows-1252", "es", "España protestó; Perú’s debt – a"),
    ("Windows-1252", "en", "the café’s “naïve” view—so"),
    ("Windows-1250", "de pl", "Wałęsa złożył w Łodzi oświadczenie"),
]

# What two encodings can hold, or an encoding of other languages than the study's.
DOUBTFUL = [
    ("Mac Roman", "de", "Österreich", {"Mac Roman": "Österreich", "Windows-1252": "…sterreich"}),
    ("Mac Roman", "es", "Perú", {"Windows-1252": "Perœ", "Mac Roman": "Perú"}),
    ("Windows-1250", "en", "Wałęsa, Łódź", {"Windows-1250": "Wałęsa"}),
    (
        "Windows-1252",
        "sr",
        "Bibliothèque française à Genève",
        {"Windows-1250": "Bibliothčque", "Windows-1252": "Bibliothèque"},
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a new study in Serbian."""
    return pm.new(tmp_path / "study", focus="YUG", languages=["sr"])


def recode(folder: Path, codec: str, text: str) -> Path:
    """Put a text into the headlines of a study's events, and save them in an encoding."""
    path = folder / "events.csv"
    header, *rows = path.read_text("utf-8-sig").splitlines()
    at = header.split(",").index("headline_sr")
    assert '"' not in rows[0]
    cells = rows[0].split(",")
    cells[at] = text
    path.write_bytes("\r\n".join([header, ",".join(cells)]).encode(codec, "replace"))
    return path


def fix(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["check", str(folder), "--fix", *words])


@pytest.mark.parametrize(("encoding", "languages", "text"), SAVED)
def test_a_text_is_read_in_what_windows_writes_in_its_language(
    encoding: str, languages: str, text: str
) -> None:
    found = guess(text.encode(ENCODINGS[encoding]), languages.split())
    assert (found.encoding, found.doubts) == (encoding, {})


@pytest.mark.parametrize(("encoding", "languages", "text", "doubts"), DOUBTFUL)
def test_a_guess_that_is_not_sure_shows_a_word_in_each_encoding(
    encoding: str, languages: str, text: str, doubts: dict[str, str]
) -> None:
    found = guess(text.encode(ENCODINGS[encoding]), languages.split())
    assert found.doubts == doubts
    assert found.encoding == next(iter(doubts))


def test_a_text_of_the_mac_that_windows_would_not_hold_is_sure() -> None:
    text = "Große Länder für schöne Müller, äußere Ämter grüßen"
    found = guess(text.encode("mac_roman"), ["de"])
    assert (found.encoding, found.doubts) == ("Mac Roman", {})


@pytest.mark.parametrize(
    ("codec", "text", "encoding"),
    [("cp1250", "Šćepan", "Windows-1250"), ("cp1251", "Шћепан Ђурић", "Windows-1251")],
)
def test_a_study_is_read_and_mended_by_its_language(
    codec: str, text: str, encoding: str, folder: Path
) -> None:
    path = recode(folder, codec, text)
    (said,) = [each for each in pm.check(folder) if each.code.startswith("encoding")]
    assert said.message == f"was read as {encoding}: “{text.split(maxsplit=1)[0]}”"
    assert f"was read as {encoding}" in fix(folder).stdout
    assert text in path.read_text("utf-8-sig")


@pytest.mark.parametrize("listed", [True, False])
def test_nothing_is_written_where_it_is_not_sure_what_was_read(listed: bool, folder: Path) -> None:  # noqa: FBT001
    if not listed:  # then the columns tell
        descriptor = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
        del descriptor["languages"]
        (folder / DESCRIPTOR).write_text(json.dumps(descriptor), "utf-8")
    path = recode(folder, "cp1253", "Αθήνα")
    before = path.read_bytes()
    result = fix(folder)
    assert result.exit_code == 1
    assert "it is not sure what it is in: Windows-1253 (“Αθήνα”)" in result.output
    assert "nothing was changed" in result.stderr
    assert path.read_bytes() == before
    fix(folder, "--encoding", "Windows-1253")
    assert "Αθήνα" in path.read_text("utf-8-sig")


def test_an_encoding_that_is_named_is_not_for_a_table_that_says_its_own(folder: Path) -> None:
    path = recode(folder, "utf-16", "Шћепан")
    fix(folder, "--encoding", "Windows-1251")
    assert "Шћепан" in path.read_text("utf-8-sig")


def test_an_old_study_is_not_migrated_from_a_guess_that_is_not_sure(folder: Path) -> None:
    path = recode(folder, "cp1253", "Αθήνα")
    path.write_bytes(path.read_bytes().replace(b",locator,", b",paragraph,"))
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["migrate", str(folder)])
    assert result.exit_code == 1
    assert path.read_bytes() == before
    fix(folder, "--encoding", "Windows-1253")
    assert "Αθήνα" in path.read_text("utf-8-sig")
