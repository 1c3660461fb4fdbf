"""What a site asks of its visitors in place of news: consent to cookies, a subscription."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from tidings import lexicon
from tidings.model import Article, Part
from tidings.read.parts import Line, lines

_MOST_WORDS = 400  # a notice about cookies that is longer is an article about cookies
_LONGEST_OFFER = 80  # words of a line that may be an offer


def is_cookie_notice(text: str) -> bool:
    """Whether a short text is about cookies and consent in most of its lines, and nothing else."""
    rows = lines(text)
    words = sum(len(row.text.split()) for row in rows)
    if not rows or words > _MOST_WORDS:
        return False
    about = sum(len(row.text.split()) for row in rows if _matches("cookie", row.text))
    kinds = sum(1 for pattern in _patterns("cookie") if pattern.search(text))
    return kinds >= 2 and about * 2 >= words and "cookie" in text.casefold()


def without_offer(article: Article) -> Article | None:
    """The article with the offer to subscribe at its end as boilerplate; None where there is none."""
    rows = lines(article.text)
    short = [at for at, row in enumerate(rows) if len(row.text.split()) <= _LONGEST_OFFER]
    marked = [at for at in short if _matches("offer", rows[at].text) or _matches("cut", rows[at].text)]
    if not marked:
        return None
    cut = next((at for at in marked if _matches("cut", rows[at].text)), None)
    after_cut = cut is not None and sum(at >= cut for at in marked) * 2 >= len(rows) - cut
    chosen = {*marked, *(range(cut or 0, len(rows)) if after_cut else ())} if cut is not None or len(marked) > 1 else set()
    return replace(article, parts=_with_boilerplate(article.parts, [rows[at] for at in sorted(chosen)])) if chosen else None


def _with_boilerplate(parts: tuple[Part, ...], offers: list[Line]) -> tuple[Part, ...]:
    """Parts with these lines cut out of them as boilerplate."""
    found = list(parts)
    for offer in offers:
        cut: list[Part] = []
        for part in found:
            if part.end <= offer.start or part.start >= offer.end or part.kind == "boilerplate":
                cut.append(part)
                continue
            pieces = (
                Part(part.kind, part.start, min(offer.start, part.end)),
                Part("boilerplate", max(part.start, offer.start), min(part.end, offer.end)),
                Part(part.kind, max(offer.end, part.start), part.end),
            )
            cut.extend(piece for piece in pieces if piece.end > piece.start)
        found = cut
    return tuple(found)


def _matches(kind: str, line: str) -> bool:
    return any(pattern.search(line) for pattern in _patterns(kind))


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"], re.I) for row in lexicon.rows("notices") if row["kind"] == kind)
