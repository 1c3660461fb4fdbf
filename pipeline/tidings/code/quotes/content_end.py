"""Where what is reported ends: with the sentence, or before what does not belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.code.quotes.attributions import WEAK_FRAMES, Attribution, follows_mark
from tidings.code.quotes.content_begin import nothing_behind
from tidings.code.quotes.lines import Line
from tidings.code.quotes.stance import channels, tells_channel
from tidings.nlp.analysis import DASHES, Clause
from tidings.nlp.words import LEADS_IN, MAIN, PARTICIPLES, PROPER_NOUNS, QUESTION_WORDS, line_words, words_that

OPENS_VERB = QUESTION_WORDS | PARTICIPLES | {"VB"}
CLAIMS = words_that("claim") | line_words("claim that is denied")
DENIES = lexicon.words("speech_verbs", "verb", stance="deny")


def content_end(line: Line, begin: int, a: Attribution, others: Sequence[Attribution]) -> int:
    """Where the content that begins at `begin` ends: with the sentence, or before what does not belong to it."""
    end = line.without_stops(begin, line.end)
    stop = line.find(begin, end, (";",))
    end = end if stop is None else stop
    bracket = line.find(begin, end, (")",))
    if bracket is not None and line.find(begin, bracket, ("(",)) is None:
        end = bracket
    if _after_comma(line, a) and (comma := line.find(begin + 1, end, (",",))) is not None:
        end = comma
    end = min(_before_denial(line, begin, end), _before_aside(line, begin, end), _end_of_clauses(line, begin, end, a))
    for other in others:
        if other is not a and other.first > a.first and begin < other.group < end:
            end = min(end, _before_other(line, begin, end, a, other))
    if a.frame in WEAK_FRAMES:
        end = _end_of_weak(line, begin, end, a)
    end = line.without_stops(begin, end)
    while end > begin and _dangles(line, end - 1):
        end = line.without_stops(begin, end - 1)
    return end


def _dangles(line: Line, last: int) -> bool:
    """Whether a word joins what is said to what follows it: a town where, he said, it sank."""
    return line[last].tag == "CC" or (line[last].tag in QUESTION_WORDS and line[last + 1].text == ",")


def _before_denial(line: Line, begin: int, end: int) -> int:
    """Where the reporter tells of what is reported that others deny it: "said Peru armed them, a charge Peru denies"."""
    for chunk in (chunk for at in range(begin + 1, end) if line[at].text == "," and (chunk := line.starting.get(at + 1)) is not None):
        told = chunk.definite == "a" and line[chunk.head].lower in CLAIMS
        if told and any(clause.lemma in DENIES for clause in line.clauses if chunk.last < clause.n < end):
            return chunk.first - 1
    return end


def _before_aside(line: Line, begin: int, end: int) -> int:
    """Where words in marks close that nothing but a circumstance follows, or the last comma stands, behind which the channel is told."""
    comma = next((at for at in range(end - 1, begin, -1) if line[at].text == "," and line[at].quotation is None), end)
    end = comma if tells_channel(line, comma, end) else end
    quotation = line.quotation(begin)
    if quotation is None or line.doc.text[quotation.end - 1] not in ",!?":
        return end
    closes = line.doc.index(quotation.close)  # shouted “Shame!” from the stands
    return end if line.has_quoted(closes, end) else min(end, closes)


def _after_comma(line: Line, a: Attribution) -> bool:
    """Whether the cue is the verb of a relative clause between commas: ", who said it was closed, left"."""
    clause = a.clause
    return clause is not None and clause.rel == "acl:relcl" and clause.marker != "" and line[clause.opens - 1].text == ","


def _end_of_clauses(line: Line, begin: int, end: int, a: Attribution) -> int:
    """Where the first clause opens that hangs on none that the content holds; a fronted cue ends before its main clause."""
    end = min(end, _before_main(line, begin, end, a))
    weak = a.frame in WEAK_FRAMES or a.frame == "description"
    held = weak or line[begin].quotation is not None  # whether the content has a finite clause yet: the first is its own
    for clause in [clause for clause in line.clauses if clause.n >= begin]:
        if clause.opens >= end:
            break
        finite = clause.finite and clause.rel not in ("advcl", "acl:relcl")
        if held and finite and clause.opens > begin and _stands_apart(line, clause, a) and not _within(line, clause, begin, a, weak):
            return line.without_stops(begin, clause.opens)
        if held and finite and _contradicts(line, clause, a):
            return line.without_stops(begin, clause.opens - (line[clause.opens].tag != "CC"))
        held = held or finite
    return end


def _before_main(line: Line, begin: int, end: int, a: Attribution) -> int:
    """Where the main clause begins behind a fronted cue: "Saying it was late, Lum left"."""
    above = line.governor(a.clause) if a.clause is not None and a.clause.rel == "advcl" else None
    if above is None or above.n <= begin:
        return end
    subject = line.subject(above)
    opens = subject[0] if subject is not None and begin < subject[0] < above.opens else above.opens
    return line.without_stops(begin, opens) if opens > begin else end


def _contradicts(line: Line, clause: Clause, a: Attribution) -> bool:
    """Whether the reporter goes on in his own tense: they had hoped it would close, but it has not."""
    opens = line[clause.opens - 1].lower == "but" or line[clause.opens].lower == "but"
    return opens and a.clause is not None and a.clause.tense == "past" and clause.tense == "pres" and not clause.modal


def _stands_apart(line: Line, clause: Clause, a: Attribution) -> bool:
    """Whether a mark or "and" parts the clause from what stands before, or its subject stands before the cue."""
    before = line[clause.opens - 1]
    if before.text == "," or before.text in DASHES or before.tag == "CC" or line[clause.opens].tag == "CC" or line[clause.opens].text in (",", ";"):
        return True
    return bool(clause.subject) and clause.subject[0] < a.begins


def _within(line: Line, clause: Clause, begin: int, a: Attribution, weak: bool) -> bool:
    """Whether the clause belongs to the content: what it hangs on does, or it is the complement of the cue itself."""
    above = clause.governor
    if clause.rel in MAIN or above is None:
        return False
    if weak and clause.rel == "conj" and line[a.first].tag == "VBD" and line[clause.verb].tag == "VBP":
        return True  # urged them to stay and raise the alarm
    subject = line.subject(clause)
    if subject is not None and subject[0] > begin and line[subject[0]].tag == "PRP" and line[subject[0]].lower == line[begin].lower:
        return True  # said he hopes to win, but he knows that
    if a.clause is not None and above == a.clause.n:
        return clause.rel in ("ccomp", "xcomp") or (weak and clause.rel != "conj")
    return above >= begin or (weak and clause.rel != "conj")


def _before_other(line: Line, begin: int, end: int, a: Attribution, other: Attribution) -> int:
    """Where the content ends because another act of reporting follows on the same level."""
    at = other.begins
    before = line[at - 1]
    comma = before.text == ","
    if other.method == "according-to":
        return at - comma
    if other.participial:
        joined = comma or (before.tag == "CC" and a.participial)  # touting their record and saying that
        return at - 1 if joined and other.method == "participle" else end
    return _before_finite(line, begin, end, other)


def _before_finite(line: Line, begin: int, end: int, other: Attribution) -> int:
    """Where the content ends before the speaker of a finite verb that follows."""
    at, before = other.begins, line[other.begins - 1]
    turns = other.clause.opens if other.clause is not None and other.clause.marker in line_words("turn") else at
    if other.own and begin < turns < at and line[turns - 1].text == ",":
        return turns - 1  # said it was closed, though she noted that
    if other.speaker is None:
        return end
    joined = before.tag == "CC" and other.speaker[0] < begin
    inserted = other.speaker[0] >= begin and follows_mark(line, at) and before.quotation is None
    return at - 1 if joined or (inserted and nothing_behind(line, other)) else end


def _end_of_weak(line: Line, begin: int, end: int, a: Attribution) -> int:
    """Where a noun, -ing or infinitive ends that is reported: before a comma with a new clause, or a word such as "when"."""
    thing, clausal = a.frame in ("noun", "preposition"), line[begin].tag == "VBG"
    for at in range(begin + 1, end):
        word, following = line[at], line[at + 1]
        if word.quotation is not None:
            continue
        if _trails_off(line, begin, end, at) or (word.text == "," and at + 1 < end and _opens_new(line, at + 1, a.frame == "noun")):
            return at
        clausal = clausal or at in line.finite or word.tag in OPENS_VERB
        circumstance = thing and not clausal and _when_or_how(line, begin, at)
        weak = word.lower in line_words("ends weak") and at > begin + 1 and not (word.lower == "as" and following.tag != "PRP")
        bare = line[a.first].tag == "VBD" and following.tag in ("VBP", "VB")  # urged them to stay and raise the alarm
        joined = word.tag == "CC" and at + 1 in line.finite and not bare
        if circumstance or weak or joined:
            return at - (circumstance and at > begin + 1 and line[at - 1].tag == "RB")  # claimed victory [shortly after midnight]
    return end


def _trails_off(line: Line, begin: int, end: int, at: int) -> bool:
    """Whether a dash that no other closes parts off a remark: their support — it was the third time."""
    alone = line[at].text in DASHES and not any(line[i].text in DASHES for i in range(begin, end) if i != at)
    return alone and line[at + 1].quotation is None


def _opens_new(line: Line, at: int, noun: bool) -> bool:
    """Whether the word behind a comma opens something new."""
    word, after = line[at], line[at + 1]
    if word.tag in QUESTION_WORDS | {"VBG", "PRP"} or word.pos == "SCONJ" or word.lower in ("but", "so"):
        return True
    if noun and (word.pos in LEADS_IN | {"DET", "ADV"} or word.tag == "VBN"):
        return True
    return word.tag == "CC" and ((after.tag in PROPER_NOUNS or after.pos in ("PRON", "DET")) or at + 1 in line.finite)


def _when_or_how(line: Line, begin: int, at: int) -> bool:
    """Whether a preposition leads in when or how it was said: [in a speech on Friday]. Of a thing not known yet it tells more: a fire at a pier."""
    if line[at].lower not in line_words("circumstance of noun") or line[at].pos not in LEADS_IN:
        return False
    thing, chunk = line.chunk_at(begin), line.starting.get(at)
    known = thing is None or thing.kind != "noun" or thing.definite not in ("", "a")
    return known or chunk is None or chunk.kind == "time" or line[at - 1].tag == "RB" or line[chunk.head].lower in channels()
