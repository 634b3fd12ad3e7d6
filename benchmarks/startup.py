"""How long a command takes from a standing start, against bare imports."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import harness

BARE = 'python -c "import geopandas, folium"'


def measure(times: int) -> list[dict[str, Any]]:
    """Run each command several times, in turn."""
    ours = ("-m", "perufr_map")
    with TemporaryDirectory() as scratch:
        commands = {
            BARE: ("-c", "import geopandas, folium"),
            'python -c "import pandas"': ("-c", "import pandas"),
            "perufr-map export map.html": (*ours, "export", str(Path(scratch) / "map.html")),
            "perufr-map scores": (*ours, "scores"),
            "perufr-map check": (*ours, "check"),
            "perufr-map --help": (*ours, "--help"),
        }
        found = harness.alternate(commands, times)
    bare = found[BARE]
    return [
        {
            "command": name,
            **taken,
            "ratio": round(taken["wall"] / bare["wall"], 2),
            "ratio_cpu": round(taken["cpu"] / bare["cpu"], 2),
        }
        for name, taken in found.items()
    ]
