"""The passes of two made-up coders, written into a study."""

from __future__ import annotations

from pathlib import Path

HEADER = "unit,counterpart,event_type,sign,eras,direction"

UNITS = """\
id,section,paragraph,sentence,clause,gist_en,gist_es
garcia-1-1,garcia,1,1,,One,Uno
garcia-1-2,garcia,1,2,,Two,Dos
garcia-1-3a,garcia,1,3,a,Three,Tres
garcia-1-3b,garcia,1,3,b,Four,Cuatro
garcia-2-1,garcia,2,1,,Five,Cinco
"""
FIRST = f"""\
{HEADER}
garcia-1-1,USA,relations_strained,-1,garcia,none
garcia-1-2,IMF,condemnation,-1,garcia,by_focus
garcia-1-3a,CHL,closer_ties_sought,1,garcia,by_focus
garcia-1-3a,ECU,closer_ties_sought,1,garcia,by_focus
garcia-1-3b,-,,,,
garcia-2-1,SUN,arms_supply,1,velasco morales,towards_focus
"""
SECOND = f"""\
{HEADER}
garcia-1-1,USA,relations_strained,-1,garcia,mutual
garcia-1-2,IMF,disagreement,-1,garcia,by_focus
garcia-1-3a,ECU,closer_ties_sought,1,garcia,by_focus
garcia-1-3b,-,,,,
garcia-2-1,SUN,arms_supply,1,velasco,towards_focus
"""
RULINGS = f"""\
{HEADER},reason_en,reason_es
garcia-1-1,USA,relations_strained,-1,garcia,none,A condition.,Una situación.
garcia-1-2,IMF,condemnation,-1,garcia,by_focus,In public.,En público.
garcia-1-3a,CHL,,,,,Not named.,No se nombra.
garcia-2-1,SUN,arms_supply,1,velasco morales,towards_focus,The decade.,La década.
"""
FILES = {"units": UNITS, "first": FIRST, "second": SECOND, "rulings": RULINGS}


def add_coders(folder: Path, **changed: str) -> None:
    """Write both passes and the rulings into a study, with some files changed."""
    (folder / "coding").mkdir(exist_ok=True)
    for name, text in (FILES | changed).items():
        (folder / "coding" / f"{name}.csv").write_text(text, "utf-8")
