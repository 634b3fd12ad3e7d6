"""Write the shipped study in other languages, as a test needs it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

from perufr_map.resources import study_dir
from perufr_map.study.layout import CODING, OPTIONAL, TABLES, columns, language_of, stems


def speak(folder: Path, languages: tuple[str, ...], *, named: bool = False) -> Path:
    """Write the shipped study in other languages; what is not translated stands in English."""
    shutil.copytree(study_dir(), folder, dirs_exist_ok=True)
    for table in (*TABLES, *OPTIONAL, *CODING):
        path = folder / f"{table}.csv"
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
        kept = [name for name in columns(table) if language_of(table, name) is None]
        texts = [f"{stem}_{language}" for stem in stems(table) for language in languages]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*kept, *texts], lineterminator="\n")
            writer.writeheader()
            for row in rows:
                english = {name: row[f"{name.rpartition('_')[0]}_en"] for name in texts}
                said = {name: row.get(name) or english[name] for name in texts}
                writer.writerow({name: row[name] for name in kept} | said)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    study = descriptor["study"]
    title = study.pop("title_en")
    del study["title_es"]
    study |= {f"title_{language}": f"{title} ({language})" for language in languages}
    named_texts = [
        *study["sections"].values(),
        *(each["name"] for each in study["emphasis"] + study["marks"]),
    ]
    for texts in named_texts:
        known = dict(texts)
        texts.clear()
        texts |= {language: known.get(language, known["en"]) for language in languages}
    if named:
        descriptor["languages"] = list(languages)
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
    return folder
