"""How something was said: stance, channel, addressee, date; each told by a rule from the words beside the cue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from tidings import edtf, lexicon
from tidings.code.quotes.attributions import Attribution
from tidings.code.quotes.lines import Line, Stretch
from tidings.model import Coding, DateExpression
from tidings.nlp.analysis import NOMINATIVE, NOT, Clause, Word
from tidings.nlp.words import ASIDES, line_words, words_that

FARTHEST = 14  # words between cue and channel
CLIMB = 3  # clauses above the cue's own that may date it
FARTHEST_DATE = 120  # characters between cue and date
_OWN = NOMINATIVE & words_that("first person")


def stance_of(line: Line, a: Attribution, said: str, held: Stretch, asked: bool) -> str:
    """The stance of what is said. `said`: the reported words, `held`: their numbers; `asked`: whether it answers a question."""
    stance = a.row["stance"]
    if a.negated and stance == "deny":
        return "assert"
    if a.negated and a.row["verb"] in line_words("declines"):
        return "decline"
    if a.frame == "description" and stance == "demand":
        return "assert"  # "called it a joke"
    if stance != "assert":
        return stance
    if said.rstrip("”’\"' ").endswith("?"):
        return "question"
    return "deny" if _says_no(a, said, asked) else stance_of_words(line, held)


def _says_no(a: Attribution, said: str, asked: bool) -> bool:
    """Whether the words deny: "No, it is not"; "insisted that he had not"."""
    words = said.lower().split()
    if words and words[0].strip("“‘\"'.,!:;") in line_words("no") and (asked or said[2:3] in ",."):
        return True
    return a.row["verb"] == "insist" and any(word in NOT | {"no"} or word.endswith(("n't", "n’t")) for word in words[:8])


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
def _channels() -> dict[str, str]:
    return {row["word"]: row["channel"] for row in lexicon.rows("speech_channels")}


def channel_of(line: Line, a: Attribution) -> str | None:
    """The channel that the words outside the reported stretches name, the nearest to the cue."""
    own = [word for word in line.words if word.quotation is None]
    cue = next((at for at, word in enumerate(own) if word.i >= a.first), len(own))
    near = range(max(0, cue - FARTHEST), min(len(own), cue + FARTHEST + 1))
    named = ((abs(at - cue), channel) for at in near if (channel := _named_channel(own, at, a)) is not None)
    nearest = min(named, key=lambda found: found[0], default=None)
    return nearest[1] if nearest is not None else None


def _named_channel(own: Sequence[Word], at: int, a: Attribution) -> str | None:
    """The channel that a word that is not reported names, by itself or with the one before ("social media"); None for a newspaper's name."""
    word = own[at]
    if (word.pos == "PROPN" and word.lower in line_words("in names of papers")) or any(first <= word.i < last for first, last in a.content):
        return None
    return _channels().get(f"{own[at - 1].lower} {word.lower}" if at else "") or _channels().get(word.lower)


def said_date_of(line: Line, a: Attribution, coding: Coding, floor: int) -> tuple[int, int] | None:
    """The span of the date expression of this sentence that tells when the cue's verb was, nearest to it, outside the reported stretches."""
    cue, held = line[a.first].start, [(line[first].start, line[last - 1].end) for first, last in a.content]
    dates = takewhile(lambda date: date.start < line.stop, (coding.dates[number] for number in range(floor, len(coding.dates))))
    own = (date for date in dates if abs(date.start - cue) <= FARTHEST_DATE and not any(start <= date.start < end for start, end in held))
    fitting = (date for date in own if _is_past(line, date) and _dates(line, a, date))
    nearest = min(fitting, key=lambda date: abs(date.start - cue), default=None)
    return (nearest.start, nearest.end) if nearest is not None else None


def _said_with(line: Line, clause: Clause) -> list[int]:
    """Clauses above that tell of the same saying: joined by "and", of a participle ("adding that"), or of his own words ("told them he hoped")."""
    found: list[int] = []
    for _ in range(CLIMB):
        subject = line.chunks.get(next(iter(clause.subject), -1))
        own = clause.rel == "ccomp" and subject is not None and subject.kind == "pronoun"
        above = line.by_verb.get(clause.governor) if clause.governor is not None else None
        if above is None or not (own or clause.rel == "conj" or (clause.rel in ("advcl", "xcomp") and clause.tense in ("part", "inf"))):
            break
        found.append(above.n)
        clause = above
    return found


@cache
def _beside_in_time() -> frozenset[str]:
    return lexicon.words("event_words", column="word", group="beside-in-time")


def _is_past(line: Line, date: DateExpression) -> bool:
    """Whether a date has a first day, no later than that of publication: "demanded a vote before Christmas" is not said then."""
    return date.edtf is None or (date.earliest is not None and not edtf.is_after(date.earliest, line.doc.article.published))


def _dates(line: Line, a: Attribution, date: DateExpression) -> bool:
    """Whether a date tells of the cue's verb: it stands in its clause, in the one before that "and" joins to it, or tells of the words' channel."""
    chunk = next((c for c in line.chunks.values() if c.kind != "speech" and c.first <= line.doc.index(date.start) <= c.last), None)
    clause = line.by_verb.get(chunk.clause) if chunk is not None and chunk.clause is not None else None
    first, last = sorted((a.first, line.doc.index(date.start)))
    if any(word.text == ";" for word in line.between(first, last)):
        return False
    if a.clause is None or clause is None or chunk is None:
        return True
    if line.doc.word(chunk.head).end > date.end or chunk.case in _beside_in_time():
        return False  # "Monday's raid"; "the mayor since 2014"
    if clause.n == a.clause.n or (clause.tense == "part" and clause.governor == a.clause.n and clause.rel == "advcl" and not clause.marker):
        return True  # "speaking on Monday, he said"
    if clause.n in _said_with(line, a.clause):
        return True
    about = line.chunks.get(clause.noun) if clause.noun is not None else None
    told = about is not None and about.clause == a.clause.n and line.doc.word(about.head).lower in _channels()
    return told and clause.tense == "part"  # "a statement issued on Monday"
