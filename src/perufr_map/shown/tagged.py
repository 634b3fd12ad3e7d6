"""Mark each text of a page that is not in the page's language with ``lang`` and ``dir``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from perufr_map.characters import BEGIN, END, SAYS
from perufr_map.locales import direction
from perufr_map.shown.words import Words

_TAG = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)
_BEGIN = re.compile(f"{BEGIN}([^{SAYS}]*){SAYS}")
_SIGN = re.compile(f"{_BEGIN.pattern}|{END}")


@dataclass(frozen=True, eq=False)
class TaggedWords(Words):
    """Words for pages of HTML: what is in another language says so, for `mark_up`.

    That is the interface where it does not speak the page's language, and a study's text where it
    has none in that. In a study that has all texts, with a catalogue, these are plain `Words`.
    """

    def tag(self, language: str, text: str) -> str:
        """Return a text with its language, unless that is the page's."""
        return tag(text, language, self.language)

    def say(self, key: str, **values: object) -> str:
        """Return a message with its blanks filled in, each in its own language."""
        if self.interface != self.language:
            values = {name: self._tag_own(value) for name, value in values.items()}
        return super().say(key, **values)

    def _tag_own(self, value: object) -> object:
        """Return a text of the study, which stands in a sentence of the interface."""
        own = isinstance(value, str) and not value.startswith(BEGIN)
        return tag(str(value), self.language, self.interface) if own else value

    def span(self, start: date, end: date) -> str:
        """Return the days of an interval, as one text of the interface."""
        return self.before + self.tag(self.interface, untag(super().span(start, end)))

    def signed(self, value: float, *, digits: int | None = None) -> str:
        """Return a number whose sign stays on its left."""
        return self.before + super().signed(value, digits=digits)

    def tick(self, value: float) -> str:
        """Return an edge of the scale whose sign stays on its left."""
        return self.before + super().tick(value)

    def _name_choice(self, what: str, choice: str) -> str:
        return self.tag(self.interface, super()._name_choice(what, choice))


def tag(text: str, language: str, page: str) -> str:
    """Return a text with its language, unless that is the page's, or there is no letter in it."""
    if language == page or not any(map(str.isalpha, text)):
        return text
    return f"{BEGIN}{language}{SAYS}{text}{END}"


def untag(text: str) -> str:
    """Return a text as it is where no markup may stand."""
    return _BEGIN.sub("", text).replace(END, "")


def direct(language: str) -> str:
    """Return the direction of a language's lines: ``ltr`` or ``rtl``."""
    return direction(language)


def mark_up(html: str, language: str) -> str:
    """Return a page with an element around each text in another language than its own.

    Attributes, titles and scripts, which hold no elements, have the text alone.
    """
    if BEGIN not in html:
        return html
    within, parts, at = [language], [], 0
    for tag in _TAG.finditer(html):
        parts += [_mark_text(html[at : tag.start()], within), untag(tag[0])]
        at = tag.end()
    return "".join([*parts, _mark_text(html[at:], within)])


def _mark_text(text: str, within: list[str]) -> str:
    """Return the text between two tags; `within` are the languages around it, the page's first."""

    def mark(sign: re.Match[str]) -> str:
        if sign[0] == END:
            own = within.pop()
            return "</span>" if own != within[-1] else ""
        within.append(sign[1])
        if sign[1] == within[-2]:
            return ""
        turned = direct(sign[1]) != direct(within[-2])
        return f'<span lang="{sign[1]}"' + (f' dir="{direct(sign[1])}">' if turned else ">")

    return _SIGN.sub(mark, text)
