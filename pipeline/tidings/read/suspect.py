"""What in a text shows that it was not got right: wrong decoding, entities, markup, mail encoding, several articles in one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(
    r"</?(?:p|div|br|span|a|b|i|strong|em|h[1-6]|li|ul|ol|img|table|td|tr|blockquote|figure|figcaption|script|style|iframe)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
# UTF-8 read as Windows-1252: a lead byte shows as one of these letters, what follows as one from the upper half.
_MOJIBAKE = re.compile("[ÃÂÅÄÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf‚„…†‡ˆ‰™œšž˜“”’‘–—\ufffd]?|ï»¿|\ufffd")
_QUOTED_PRINTABLE = re.compile(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2})+|20$|3D|92|93|94|E2)", re.M)
_SOFT_BREAK = re.compile(r"[^=\s]=\r?$", re.M)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SEPARATOR = re.compile(  # what exports of Nexis and Factiva put between articles
    r"^\s*(?:\d+ of \d+ DOCUMENTS?|End of Document|Document [A-Z]{2,10}0{0,6}\d{8}[a-z0-9]{6,14}"
    r"|Document \d+ of \d+|_{40,}|Copyright .{0,80}All Rights Reserved\.?)\s*$",
    re.M | re.I,
)

_LABEL = re.compile(r"^[ \t]*(title|headline|byline|full text|publication title|publication date|load-date|length):[ \t]", re.M | re.I)
_SEPARATING = (
    "DOCUMENT",
    "Document ",
    "of Document",
    "Rights Reserved",
    "RIGHTS RESERVED",
    "rights reserved",
    "_" * 40,
)  # without these no line is one


def suspicions(text: str) -> Iterator[tuple[str, str]]:
    """Kind of remark (see `found.REMARKS`) and detail, for each thing about a text that a person should know of."""
    if "&" in text and (entities := [each for each in _ENTITY.findall(text) if html.unescape(each) != each]):
        yield "entities", entities[0]
    if "<" in text and (tag := _TAG.search(text)):
        yield "markup", tag[0][:40]
    if not text.isascii():
        if wrong := _MOJIBAKE.search(text):
            yield "mojibake", repr(wrong[0])
        if unseen := sorted(set(_INVISIBLE.findall(text))):
            yield "invisible", " ".join(f"U+{ord(each):04X}" for each in unseen)
    if "=" in text:
        soft, coded = len(_SOFT_BREAK.findall(text)), len(_QUOTED_PRINTABLE.findall(text))
        if soft + coded >= 2 and (coded or soft >= 3):
            yield "quoted-printable", ""
    separated = any(sign in text for sign in _SEPARATING) and len(_SEPARATOR.findall(text)) >= 2
    labels = [each.casefold() for each in _LABEL.findall(text)] if text.count(":") > 1 else []
    if separated or len(labels) > len(set(labels)):
        yield "several", ""
