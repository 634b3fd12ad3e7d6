"""Define the command group, and report faults of the program."""

from __future__ import annotations

import codecs
import errno
import logging
import sys
import traceback
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any

import click

from perufr_map import __version__

# Each command imports what it needs itself: `--help` then answers at once.

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑", "-"),  # noqa: RUF001 (a minus that became "?" would be no minus)
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),  # noqa: RUF001
        "→": "->",
    }
)
"""What stands for a sign that the output's encoding lacks."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}

FAULT = 70
"""The exit code of a fault of the program: EX_SOFTWARE of sysexits.h."""


class _Commands(click.Group):
    """A group of commands that distinguishes faults of the program from mistakes of the user."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        _prepare_output()
        with _report_system_errors():  # the help of this group is printed here
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        # It warns where its own folder cannot be written, and goes on with another one.
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        try:
            with _report_system_errors(), _say_warnings():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # the reader of the pipe has ended; Click ends without a message
            return _report_fault(ctx)


def _prepare_output() -> None:
    """Let the output take every text that is for people.

    ASCII mostly means that no encoding was named (``LANG=C``), so Click writes UTF-8 then, and
    this makes Rich do so. In other encodings a plainer sign stands for one that they lack, or a
    question mark; `perufr_map.cli._talk.print_exactly` writes what must not change.
    """
    if sys.stdout is None:
        raise click.ClickException("there is no standard output: send it to a file or /dev/null")
    codecs.register_error("plainer", _write_plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if is_ascii else None, errors="plainer")


def _write_plainer(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for the signs that an encoding lacks."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 (nothing is read)
    signs = error.object[error.start : error.end]
    return "".join(map(_find_plainer, signs)), error.end


def _find_plainer(sign: str) -> str:
    """Return what stands for a sign: of a letter, the same without its accent."""
    parts = unicodedata.normalize("NFKD", sign.translate(_PLAIN))
    return "".join(part for part in parts if part.isascii()) or "?"


@contextmanager
def _report_system_errors() -> Iterator[None]:
    """Report in a sentence what the system refuses: memory, a file, the output on a full disk."""
    try:
        yield
    except MemoryError as error:
        raise click.ClickException("this needs more memory than there is") from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        if error.filename is not None:
            cause = error.strerror or error
            raise click.ClickException(f"{error.filename}: {cause}") from error
        if error.errno in _FULL:
            with suppress(OSError):
                sys.stdout.close()  # Python would try to write it again at exit
            message = f"cannot write the output: {error.strerror}"
            raise click.ClickException(message) from error
        raise


@contextmanager
def _say_warnings() -> Iterator[None]:
    """Print a warning that is for the user as one line, without a place in the program."""
    usual = warnings.showwarning

    def say(message: Warning | str, category: type[Warning], *place: Any) -> None:
        if issubclass(category, UserWarning):
            click.echo(f"warning: {message}", err=True)
        else:
            usual(message, category, *place)

    with warnings.catch_warnings():
        warnings.showwarning = say  # type: ignore[assignment]  # the rest is passed on
        yield


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
