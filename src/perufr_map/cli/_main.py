"""The command that all others belong to."""

from __future__ import annotations

import click

from perufr_map import __version__

# Each command imports what it needs itself: `--help` then answers at once.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="perufr-map")
def main() -> None:
    """See a country's foreign relations through time."""
