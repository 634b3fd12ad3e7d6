"""Texts that a browser could run, a spreadsheet calculate, or a terminal obey."""

from __future__ import annotations

MARKED = "evil.invalid"
"""A host in the texts that call elsewhere: no file may ask it for anything."""

SHOWN = {
    "markup": f"<script>alert(1)</script><img src=//{MARKED}/x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x="',
    "end of an element": "</title></style></script><svg onload=alert(1)>",
    "comment": "<!--<script>",
    "Markdown": f"![i](http://{MARKED}/i.png) [l](http://{MARKED}) *b* `c`",
    "address": f"javascript:alert(1)//{MARKED}",
    "template": "{{7*7}} ${7*7} {% raw %} %s {0}",
    "expression": "' || \"x\" || [% @x %] '",
    "CDATA": ']]><!ENTITY x SYSTEM "file:///etc/passwd">&x;',
    "TeX": r"\input{/etc/passwd} } { % # _ & ~ ^",
    "mathematics": r"$\frac{1}{2}$ $x^2$ $$",
    "YAML": "- a: [b, {c: d}] #x !!python/object",
    "formula": f'=HYPERLINK("http://{MARKED}")',
    "sum": "@SUM(1+1)*cmd",
    "command": "+cmd|' /C calc'!A0",
    "right to left": "\u200fשלום\u200e العربية",  # noqa: RUF001
    "emoji": "👩‍👩‍👧‍👦 \U0001f3f4\U000e0067\U000e0062\U000e007f",
    "many accents": "Z" + "\u0301" * 20,
    "ideographs": "秘魯與世界",
    "long word": "W" * 2_000,
}
"""Texts that are shown as they stand, by what they are."""

ODD = {
    "control character": "a\x01b",
    "escape": "a\x1b[2Jb",
    "vertical tab": "a\x0bb",
    "C1 control": "a\x9b2Jb",
    "mark of byte order": "a\ufeffb",
    "no character": "a\uffffb",
    "turned direction": "a\u202eb",
    "isolate": "a\u2067b",
    "line separator": "a\u2028b",
}
"""Texts that are refused, by what stands in them."""

DATES = (
    *("1984/", "/1985", "../1985", "1984/..", "XXXX", "Y170000002", "-0333", "0000", "1985-21"),
    *("1500S2", "[1667,1668]", "1985-13", "1985-02-30", "1e4", "1985-W05", "1985-100", "١٩٨٥"),
    *("1985/1984", "(1985)", "1985/1986/1987", "X" * 5_000, "/" * 5_000, "9" * 4_000, "5 May 1985"),
    *("=1985", "1985\x1b[2J", "1985-04-05T99:99:99", "1985-??", "~1985", "1985..1986", "4/5/92"),
)
"""What is no date of an event, or none that says its first and last day."""

WEIGHTS = ("inf", "-inf", "nan", "1e309", "1e5", "-11", "10.0000001", "1e-300", "٣", "0x1", "--5")
"""What is no weight, or none on the scale."""
