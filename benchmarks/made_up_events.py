"""Write made-up event files in the true layouts, to try the tool and to measure it."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from perufr_map.scoring.bulk import crosswalks
from perufr_map.scoring.bulk.layouts import GDELT, LAYOUTS, Layout, Source

_ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|"
    "Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|"
    "City|District|Province|Country|Latitude|Longitude"
)
_POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|"
    "Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|"
    "Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|"
    "Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|"
    "GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
    "Story Organizations|Story Locations|Language|Version"
)
_HEADERS = {"plain": "event|date|counterpart|weight", "icews": _ICEWS, "polecat": _POLECAT}


def write_events(
    path: Path,
    source: Source,
    *,
    rows: int,
    focus: str,
    start: date,
    end: date,
    seed: int = 1,
    columns: int | None = None,
) -> None:
    """Write a text file of made-up events.

    Parameters
    ----------
    path
        File to write.
    source
        Whose layout it has.
    rows
        How many events.
    focus
        Alpha-3 code of the state that is one side of about half of them.
    start, end
        Days between which they lie (half-open).
    seed
        The same seed writes the same bytes.
    columns
        Of a layout that has several numbers of columns, how many to write. Default: the first.
    """
    layout = LAYOUTS[source]
    if layout.columns:
        names = next(each for each in layout.columns if columns in (None, len(each)))
    else:
        names = tuple(_HEADERS[source].split("|"))
    chance = random.Random(seed)  # noqa: S311 (nothing secret is made up)
    delimiter = layout.delimiter or ("," if path.suffix == ".csv" else "\t")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        if not layout.columns:
            writer.writerow(names)
        days = (end - start).days
        for event in _events(layout, rows, focus, start, days=days, chance=chance):
            writer.writerow([event.get(name, "") for name in names])


def _events(
    layout: Layout, rows: int, focus: str, start: date, *, days: int, chance: random.Random
) -> Iterator[dict[str, str]]:
    """Yield events by column."""
    table = crosswalks.countries(layout.countries or "iso").to_pylist()
    ours = [row["country"] for row in table if row["id"] == focus] or [focus]
    others = sorted({row["country"] for row in table} - set(ours))
    weights = crosswalks.codes(layout.codes or "cameo_events")
    for number in range(1, rows + 1):
        day = start + timedelta(days=chance.randrange(days))
        code = chance.choice(list(weights))
        sides = [chance.choice(ours if chance.getrandbits(1) else others), chance.choice(others)]
        chance.shuffle(sides)
        event = {
            layout.roles["first"]: day.strftime(layout.date_format),
            layout.roles["code"]: code,
            layout.roles["weight"]: f"{weights[code][1]}",
        }
        if layout.is_dyadic:
            event |= {layout.roles["actor"]: sides[0], layout.roles["recipient"]: sides[1]}
        else:
            event |= {"counterpart": chance.choice(others), "event": f"e{number}"}
        yield event | _besides(layout, number, day, code, chance)


def _besides(
    layout: Layout, number: int, day: date, code: str, chance: random.Random
) -> dict[str, str]:
    """Return what else a row says, that no score reads."""
    if layout is GDELT:
        return {
            "GLOBALEVENTID": str(number),
            "MonthYear": day.strftime("%Y%m"),
            "Year": str(day.year),
            "FractionDate": f"{day.year + day.timetuple().tm_yday / 366:.4f}",
            "EventBaseCode": code[:3],
            "EventRootCode": code[:2],
            "IsRootEvent": "1",
            "NumMentions": str(chance.randint(1, 30)),
            "AvgTone": f"{chance.uniform(-8, 8):.4f}",
            "DATEADDED": day.strftime("%Y%m%d"),
            "SOURCEURL": f"example.org/{number}",
        }
    return {"Event ID": str(number), "Publisher": "Example", "Source": "Example"}
