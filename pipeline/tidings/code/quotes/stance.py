"""How something was said: stance, channel, addressee, date; each told by a rule from the words beside the cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from tidings import edtf, lexicon
from tidings.code.quotes.attributions import REFUSES, WEAK_FRAMES, Attribution
from tidings.code.quotes.lines import Line, Stretch
from tidings.model import DateExpression
from tidings.nlp.analysis import NOMINATIVE, NOT, Clause
from tidings.nlp.words import ASIDES, line_words, words_that

FARTHEST = 14  # of the reporter's words between cue and channel
CLIMB = 3  # clauses above the cue's own that may date it
FARTHEST_DATE = 120  # characters between cue and date
_OWN = NOMINATIVE & words_that("first person")


def stance_of(line: Line, a: Attribution, start: int, end: int) -> str:
    """The stance of the reported words from `start` to `end`."""
    stance, said = a.row["stance"], line.doc.text[start:end]
    if a.negated and a.row["verb"] in line_words("declines"):
        return "decline"  # "did not say"
    if a.negated and stance in REFUSES:
        return "assert"  # "did not rule out a strike"
    if a.frame == "description" and stance == "demand":
        return "assert"  # "called it a joke"
    if a.frame == "infinitive" and stance == "question":
        return "demand"  # "asked them to leave"
    words = stance_of_words(line, (line.doc.index(start), line.doc.index(end)))
    if stance == "promise" and a.frame not in WEAK_FRAMES and words not in ("promise", "predict"):
        return words  # "agreed that it was late"
    if stance != "assert":
        return stance
    if said.rstrip("”’\"' ").endswith("?"):
        return "question"
    return "deny" if _says_no(a, said) else words


def _says_no(a: Attribution, said: str) -> bool:
    """Whether the words deny: "No, it is not"; "insisted that he had not"."""
    words = said.lower().split()
    if words and words[0].strip("“‘\"'.,!:;") in line_words("no") and said[2:3] in ",.":
        return True
    before = said.lower().partition(",")[0].split()[:8]
    return a.row["verb"] == "insist" and any(word in NOT | {"no"} or word.endswith(("n't", "n’t")) for word in before)


def stance_of_words(line: Line, held: Stretch) -> str:
    """What the first clause of the reported words does by its own verb: "we will" promises, "it will" predicts, "they must" demands."""
    clauses = (c for c in line.by_verb.values() if held[0] <= c.n < held[1] and c.finite and c.rel not in ASIDES)
    clause = next(clauses, None)
    if clause is None:
        return "assert"
    if clause.modal in line_words("will") or (clause.lemma == "go" and clause.going_on and line[clause.verb + 1].lower == "to"):
        subject = line.subject(clause)
        own = subject is not None and line[subject[0]].lower in _OWN
        return "promise" if own else "predict"
    after = next((word for word in line.between(clause.verb + 1, held[1]) if word.tag not in ("``", "RB")), line[clause.verb])
    needs = (clause.lemma == "need" and after.tag == "TO") or after.lower in line_words("necessary")
    return "demand" if needs or clause.modal in line_words("must") else "assert"


@cache
def channels() -> dict[str, str]:
    return {row["word"]: row["channel"] for row in lexicon.rows("speech_channels")}


def channel_of(line: Line, a: Attribution, others: Sequence[Attribution]) -> str | None:
    """The channel that the words outside the reported stretches name, the nearest to the cue."""
    before, behind = ([w.i for w in line.between(*side) if w.quotation is None] for side in ((line.first, a.first), (a.first, line.end)))
    near = (i for i in before[-FARTHEST:] + behind[: FARTHEST + 1] if _tells_of(line, a, others, i))
    named = ((i == a.first, abs(i - a.first), channel, i) for i in near if (channel := _named_channel(line, i)) is not None)
    first, end = a.speaker or (0, 0)  # reporters and crowds that speak are no channel: a report and a radio are
    told = (channel for *_, channel, i in sorted(named) if not (a.own and first <= i < end and channel in ("briefing", "meeting")))
    return next(told, None)


_APART = lexicon.words("event_words", group="beside-in-time") - {"during"}


def _named_channel(line: Line, i: int) -> str | None:
    """The channel that a word names, by itself or with the one before ("social media"); None for a newspaper's name."""
    word, chunk = line[i], line.chunk_at(i)
    if word.pos == "PROPN" and word.lower in line_words("in names of papers"):
        return None
    channel = channels().get(f"{line[i - 1].lower} {word.lower.rstrip('.')}") or channels().get(word.lower)
    apart = chunk is not None and (chunk.head != i or chunk.case in _APART)
    return None if channel == "meeting" and apart else channel  # after a meeting; debate moderators


def tells_channel(line: Line, comma: int, last: int) -> bool:
    """Whether the words from a comma to `last` tell in what it was said: [the pier was shut], in an interview on Friday."""
    chunk = line.starting.get(comma + 1) if line[comma].text == "," and comma < last else None
    return chunk is not None and chunk.case == "in" and line[chunk.head].lower in channels() and not line.has_finite(comma, last)


def said_date_of(line: Line, a: Attribution, others: Sequence[Attribution], dates: Sequence[DateExpression]) -> tuple[int, int] | None:
    """The span of the date expression of this sentence that tells when the cue's verb was, nearest to it, outside the reported stretches."""
    cue, begins = line[a.first].start, attrgetter("start")
    own = dates[bisect_left(dates, line.start, key=begins) : bisect_left(dates, line.stop, key=begins)]
    fitting = (date for date in own if abs(date.start - cue) <= FARTHEST_DATE and _is_past(line, date) and _dates(line, a, others, date))
    nearest = min(fitting, key=lambda date: abs(date.start - cue), default=None)
    return (nearest.start, nearest.end) if nearest is not None else None


def _said_with(line: Line, clause: Clause) -> list[int]:
    """Clauses above that tell of the same saying: joined by "and", of a participle ("adding that"), or of his own words ("told them he hoped")."""
    found: list[int] = []
    for _ in range(CLIMB):
        subject = line.chunks.get(next(iter(clause.subject), -1))
        own = clause.rel == "ccomp" and subject is not None and subject.kind == "pronoun"
        above = line.governor(clause)
        if above is None or not (own or clause.rel == "conj" or (clause.rel in ("advcl", "xcomp") and clause.tense in ("part", "inf"))):
            break
        found.append(above.n)
        clause = above
    return found


def _is_past(line: Line, date: DateExpression) -> bool:
    """Whether a date has a first day, no later than that of publication: "demanded a vote before Christmas" is not said then."""
    return date.edtf is None or (date.earliest is not None and not edtf.is_after(date.earliest, line.doc.article.published))


def _dates(line: Line, a: Attribution, others: Sequence[Attribution], date: DateExpression) -> bool:
    """Whether a date tells of the cue's verb: it stands in its clause, in the one before that "and" joins to it, or tells of the words' channel."""
    i = line.doc.index(date.start)
    chunk = line.chunk_at(i)
    if chunk is not None and (line.doc.word(chunk.head).end > date.end or chunk.case in lexicon.words("event_words", group="beside-in-time")):
        return False  # "Monday's raid"; "the mayor since 2014"
    return _tells_of(line, a, others, i)


def _tells_of(line: Line, a: Attribution, others: Sequence[Attribution], i: int) -> bool:
    """Whether the word `i` tells of the saying: it stands in the cue's clause, or in one that "and" or a participle joins to it, or its channel."""
    if a.holds(i) or any(other.holds(i) and not other.holds(a.first) for other in others):
        return False  # it is part of what is said
    if tells_channel(line, a.content[-1][1], i):
        return True
    chunk = line.chunk_at(i)
    clause = line.by_verb.get(i) if chunk is None else line.by_verb.get(chunk.clause) if chunk.clause is not None else None
    if a.clause is None or clause is None or clause.n == a.clause.n or clause.n in _said_with(line, a.clause):
        return True
    if clause.tense == "part" and clause.governor == a.clause.n and clause.rel == "advcl" and not clause.marker and clause.voice == "active":
        return True  # "speaking on Monday, he said"
    if chunk is not None and chunk.n == a.clause.noun:
        return True  # "a statement saying"
    return clause.tense == "part" and _is_of_channel(line, clause, a.clause, i)


def _is_of_channel(line: Line, clause: Clause, above: Clause, i: int) -> bool:
    """Whether a participle tells of a channel in the clause above: "a statement issued on Monday", "a video posted on Telegram"."""
    about = line.chunks.get(clause.noun) if clause.noun is not None else None
    if about is None or about.clause != above.n:
        return False
    return line[about.head].lower in channels() or (about.role == "obl" and line[i].lower in channels())
