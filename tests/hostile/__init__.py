"""Write a study with texts that a browser could run, or a spreadsheet calculate."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import edit_row
from perufr_map.resources import study_dir

SCRIPT = "<script>alert('x')</script> & \"quoted\" </style>"
FORMULA = '=HYPERLINK("https://example.org/?"&A1,"more")'
COMMAND = "+cmd|' /C x'!A0"
NAMES = ("@SUM(1+1)*cmd", "-2+3")


def write_hostile_study(folder: Path) -> Path:
    """Copy the shipped study; Venezuela's texts become scripts, those of others formulas."""
    shutil.copytree(study_dir(), folder)
    texts = {"headline_en": SCRIPT, "narrative_es": SCRIPT}
    note = {"confidence": "high", "confidence_note_en": "Sure.", "confidence_note_es": "Seguro."}
    edit_row(folder, "events.csv", {"counterpart": "VEN"}, **texts, **note)
    edit_row(folder, "counterparts.csv", {"id": "VEN"}, name_en=SCRIPT)
    edit_row(folder, "eras.csv", {"id": "autogolpe"}, name_en=SCRIPT, summary_en=SCRIPT)
    edit_row(folder, "eras.csv", {"id": "autogolpe"}, headline_en=SCRIPT, short_en=SCRIPT[:28])
    edit_row(folder, "steps.csv", {"id": "self-coup"}, title_en=SCRIPT[:48], text_en=SCRIPT)
    texts = {"headline_en": FORMULA, "narrative_en": COMMAND}
    edit_row(folder, "events.csv", {"counterpart": "USA"}, **texts)
    for code, name in zip(("USA", "CHL"), NAMES, strict=True):
        edit_row(folder, "counterparts.csv", {"id": code}, name_en=name)
    return folder
