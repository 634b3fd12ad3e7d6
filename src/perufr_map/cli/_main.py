"""Define the command group, and report faults of the program."""

from __future__ import annotations

import errno
import sys
import traceback
from contextlib import suppress
from typing import Any

import click

from perufr_map import __version__

# Each command imports what it needs itself: `--help` then answers at once.

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}

FAULT = 70
"""The exit code of a fault of the program: EX_SOFTWARE of sysexits.h."""


class _Commands(click.Group):
    """A group of commands that distinguishes faults of the program from mistakes of the user."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of the pipe has ended; Click ends without a message
            if error.filename is not None:
                raise click.ClickException(f"{error.filename}: {error.strerror}") from error
            if error.errno in _FULL:
                with suppress(OSError):
                    sys.stdout.close()  # Python would try to write it again at exit
                message = f"cannot write the output: {error.strerror}"
                raise click.ClickException(message) from error
            return _report_fault(ctx)
        except Exception:  # noqa: BLE001 (reported with its traceback)
            return _report_fault(ctx)


def _report_fault(ctx: click.Context) -> None:
    """Print the traceback of a fault of the program, and ask for a report."""
    traceback.print_exc()
    click.echo(
        "This is a fault of perufr-map, not of what it was given. "
        "Please report it, with the lines above.",
        err=True,
    )
    ctx.exit(FAULT)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="perufr-map")
def main() -> None:
    """See a country's foreign relations through time."""
