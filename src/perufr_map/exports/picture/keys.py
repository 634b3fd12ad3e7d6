"""Write a row of keys: what colours, rims and hatches mean, each beside its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perufr_map.exports.picture.notes import Note, draw_note, length_of
from perufr_map.exports.picture.painter import Fill
from perufr_map.exports.picture.sheet import NORMAL, Sheet
from perufr_map.exports.picture.text import width_of, write

if TYPE_CHECKING:
    from perufr_map.shown.scale import Ramp
    from perufr_map.shown.words import Words

SWATCH, BLANK = (13.0, 7.0), 13.0  # size of a swatch, and the space after a key's text
RAISED = 6.5  # top of a swatch over the baseline


class Keys:
    """A row of keys; `x` is where it goes on.

    Parameters
    ----------
    sheet
        The sheet to write on.
    words
        The words of the language.
    at
        Its start on the baseline.
    """

    def __init__(self, sheet: Sheet, words: Words, at: tuple[float, float]) -> None:
        self.sheet, self.words = sheet, words
        self.x, self.y = at

    def say(self, key: str, *, bold: bool = False, blank: float = BLANK) -> None:
        """Write a message of the interface, and leave a blank."""
        self.write(self.words.say(key), bold=bold, blank=blank)

    def write(self, text: str, *, bold: bool = False, blank: float = BLANK) -> None:
        """Write a text, and leave a blank."""
        ink = self.sheet.ink
        colour = ink.text if bold else ink.quiet
        write(self.sheet.axes, (self.x, self.y), text, size=NORMAL, colour=colour, bold=bold)
        self.x += width_of(text, NORMAL, bold=bold) + blank

    def swatches(self, fills: Iterable[Fill], *, apart: float = 0) -> None:
        """Draw swatches side by side, and leave a small blank."""
        for fill in fills:
            self.sheet.box((self.x, self.y - RAISED), SWATCH, fill, edge=False)
            self.x += SWATCH[0] + apart
        self.x += 4

    def classes(self, ramp: Ramp, *, low: str, high: str) -> None:
        """Draw the classes between the messages of their two ends."""
        self.say(low, bold=True, blank=4)
        self.swatches((Fill(colour) for colour in ramp.colours), apart=1)
        self.say(high, bold=True)

    def notes(self, notes: Iterable[Note]) -> None:
        """Draw notes on fills and rims, as they stand below a map."""
        for note in notes:
            draw_note(self.sheet, note, (self.x, self.y - RAISED), NORMAL)
            self.x += length_of(note, NORMAL)
