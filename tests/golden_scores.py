"""Keep every score of our two studies in a file each, so that a change of it is a readable diff.

``python tests/golden_scores.py`` writes the files in ``golden`` again. With the folder of an older
version of the data, it writes a table of the scores that changed sign or class since:

    git archive 41d7d9e data | tar -x -C OLD && python tests/golden_scores.py OLD/data
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import perufr_map as pm
from perufr_map.resources import study_dir
from perufr_map.shown.scale import Scale

_GOLDEN = Path(__file__).with_name("golden")
FILES = {
    study_dir(): _GOLDEN / "scores.csv",
    study_dir() / "examples" / "ecuador": _GOLDEN / "ecuador.csv",
}
"""The file of each study's scores, by its folder."""
COLUMNS = ["era", "counterpart", "score", "net", "events", "inherited", "basis", "sign_probability"]


def text(study: pm.Study) -> str:
    """Return the text of a study's file: one row is a counterpart in an era."""
    return study.scores()[COLUMNS].to_csv(index=False, float_format="%.4f", lineterminator="\n")


def table(before: pm.Study, now: pm.Study) -> str:
    """Return a table of the scores that changed sign or class, in Markdown."""
    rows = ["| era | counterpart | before | now |", "|---|---|---|---|"]
    return "\n".join([*rows, *_changed(_scores(before), _scores(now), list(now.eras["id"]))]) + "\n"


def _changed(
    before: dict[tuple[str, str], float], now: dict[tuple[str, str], float], eras: list[str]
) -> Iterator[str]:
    every = sorted(before.keys() | now.keys(), key=lambda place: (eras.index(place[0]), place[1]))
    for place in every:
        old, new = before.get(place), now.get(place)
        if _kind(old) != _kind(new):
            yield f"| {place[0]} | `{place[1]}` | {_spell(old)} | {_spell(new)} |"


def _scores(study: pm.Study) -> dict[tuple[str, str], float]:
    frame = study.scores()
    places = zip(frame["era"], frame["counterpart"], strict=True)
    return dict(zip(places, frame["score"], strict=True))


def _kind(score: float | None) -> tuple[bool, bool, int] | None:
    """Return sign and class of a score; None where there is none."""
    if score is None:
        return None
    return score > 0, score < 0, Scale.of("light").score_ramp.class_of(score)


def _spell(score: float | None) -> str:
    return "–" if score is None else f"{score:+.2f}".replace("-", "−")


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.write(table(pm.load(sys.argv[1]), pm.load()))
    else:
        for folder, file in FILES.items():
            file.write_text(text(pm.load(folder)), "utf-8")
