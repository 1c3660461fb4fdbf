"""What a number counts or measures: the head of its chunk, what its of-phrase holds, else what its clause tells of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tidings import lexicon
from tidings.code.figures.changes import directions
from tidings.code.figures.figure_types import counts_as_person
from tidings.code.figures.units import cues, word_at
from tidings.known import actor_nouns, is_person_noun
from tidings.measures import COLLECTIVE, is_plural, singular
from tidings.nlp.analysis import Chunk, Clause, Word
from tidings.nlp.chunks import time_nouns
from tidings.nlp.openings import speech_lemmas
from tidings.nlp.strips import Strip
from tidings.nlp.words import ADJECTIVES, ASIDES, COMMON_NOUNS, DETERMINERS, MOST, NOUNS, OWNING, PARTICIPLES, PLURALS

LONGEST = 12  # words of a phrase given as what is measured
NOT_MEASURED, DIRECTIONS, TOTALS, DATES = cues("not measured"), cues("direction"), cues("total"), cues("behind a time that dates")
BEFORE_AGES = cues("before age") | cues("between age and number") | {"the"}
SIZES = cues("after a length") | DIRECTIONS
FUNCTION_WORDS = lexicon.words("closed_classes")
IN_PHRASE = NOUNS | ADJECTIVES | PARTICIPLES | MOST | {"HYPH", "AFX", "POS"}
OPENERS = DETERMINERS | OWNING | {"WDT"}
REACH = 9  # parts after the number among which the counted noun must stand
STATES = frozenset(word for word in lexicon.words("fates", kind="word") if not word.endswith("s"))  # "30 villagers dead"
SIGNS = frozenset("+-−")
BELOW = ASIDES | {"xcomp", "conj"}
NAMING = frozenset(["noun", "name"])  # kinds of chunks
CLIMB = 3  # clauses above a figure's own among which one that tells of something is looked for
TOLL = "toll"
NEAR = 4  # chunks before a figure among which one is looked for where no verb tells more
Places = tuple[int, int]  # of parts, the last not included


class Counted(NamedTuple):
    """`unit`: singular. `first`, `head`: the parts of what is counted, head included."""

    unit: str
    first: int
    head: int
    attributive: bool = False  # it goes before what is measured: "12 page document"


def counted(line: Strip, at: int, single: bool = False, joined: bool = False) -> Counted | None:
    """The noun that a number before part `at` counts; None where there is none.

    `single`: the number is one, so a singular is counted. `joined`: a hyphen stands between ("four-cylinder"), so the next
    part is what is counted. Else the chunk's head, or a singular that goes before it ("12 page document").
    """
    if at >= len(line) or not line[at].text[0].isalpha():
        return None
    if joined:
        return Counted(singular(line[at].lower), at, at, True) if line[at].lower not in FUNCTION_WORDS else None
    if single and line.chunk(at) is not line.chunk(at - 1):
        return None
    return _of_nouns(line, at, [place for place in _noun_run(line, at) if _is_noun(line, place)], single)


def of_total(line: Strip, at: int) -> Counted | None:
    """What a bare number at part `at` counts by a total told in its clause: "put the number of attackers at 800", "the death toll rose to 55"."""
    clause = line.clause(at)
    for n in (*clause.objects, *clause.subject) if clause is not None else ():
        chunk = line.numbered(n)
        head, of = line.place(chunk.head) if chunk is not None else 0, line.numbered(chunk.of) if chunk is not None else None
        if 0 < head < at and line[head].lower == TOLL and line[head - 1].lower == "death":
            return Counted("person", head - 1, head)
        if word_at(line, head) == "number" and of is not None and of.kind == "noun" and of.last < line.word(at).i:
            first, last = line.place(of.first), line.place(of.head)
            return Counted(_name(line, first, last), _after_determiner(line, first, last + 1), last)
    return None


def _of_nouns(line: Strip, at: int, nouns: Sequence[int], single: bool) -> Counted | None:
    """Of the nouns behind a number the last plural (for one the last), else the first of several ("12 page document")."""
    plurals = [place for place in nouns if line.word(place).tag in PLURALS or is_plural(line[place].lower)]
    if nouns and (single or plurals):
        head = nouns[-1] if single else plurals[-1]
        return Counted(_name(line, at, head), at, head)
    if nouns and nouns[0] < nouns[-1] and line[nouns[0]].text[0].islower():
        return Counted(singular(line[nouns[0]].lower), at, nouns[0], True)
    return None


def _is_noun(line: Strip, place: int) -> bool:
    return (line.word(place).tag in NOUNS or line[place].lower in COLLECTIVE) and line[place].lower not in STATES


def _noun_run(line: Strip, at: int) -> list[int]:
    """The parts from `at` on that one noun phrase may hold, up to a time, or to an "and" that no longer joins what stands before its noun."""
    run: list[int] = []
    tags: list[str] = []
    for place in range(at, min(len(line), at + REACH)):
        word = line.word(place)
        tag = "AFX" if word.text.endswith("-") and len(word.text) > 1 else word.tag  # "low- and middle-income"
        if not _goes_on(tags, tag) or (run and word.lemma in time_nouns()):  # "20 men Monday"
            break
        run.append(place)
        tags.append(tag)
    return [place for place in run if line[place].text[0].isalpha()]


def _goes_on(tags: Sequence[str], tag: str) -> bool:
    """Whether a word of this tag goes on with a noun phrase: not behind its noun ("one study found", "60 boats carrying grain")."""
    last = tags[-1] if tags else ""
    if tag == "CC" or (tag == "," and last == "JJ"):
        return bool(tags) and PLURALS.isdisjoint(tags)
    if (tag == "VBN" and last in NOUNS) or (tag == "VBG" and last in PLURALS):
        return False
    return tag in IN_PHRASE or (tag == "RB" and not tags)


def _name(line: Strip, first: int, head: int) -> str:
    """The unit: the head in the singular with the nouns of its compound ("police officer")."""
    word = line[head]
    if len(word.text) == 1:  # "Model 3s"
        return " ".join(dict.fromkeys(line.word(at).text for at in range(first, head + 1)))
    name = [singular(word.lower)]
    if word.text[0].isupper() and word.text[1:].islower() and head:
        name[0] = name[0].capitalize()  # "Americans"
    for at in range(head - 1, first - 1, -1):
        word = line[at]
        if line.word(at).tag not in COMMON_NOUNS or not word.text[0].islower() or (is_plural(word.lower) and word.lower not in COLLECTIVE):
            break
        name.insert(0, word.lower)
    return " ".join(name)


def counted_phrase(line: Strip, noun: Counted) -> Places:
    """Where what is counted stands: the noun with its of-phrase, or what an attributive noun goes before."""
    after = noun.head + 1
    chunk = line.chunk(noun.head)
    if chunk is None:
        return noun.first, after
    if noun.attributive:
        end = line.place(chunk.head + 1)
        return (after + (line[after].text == "-"), end) if after < end else (noun.first, after)
    of = line.numbered(chunk.of)
    return noun.first, line.place(line.owned(of).last + 1) if of is not None else after


def measured(line: Strip, first: int, core: int, last: int, kind: str) -> Places | None:
    """What a number with a unit of measure measures; None where the text does not say.

    `first`, `core`: where the figure's span and its number begin; `last`: the part after it; `kind`: the unit's kind of
    figure. In this order: the noun that the figure stands before ("a 40 yard line"), the one after "of" ("60% of revenue"),
    the one whose size it gives ("a speed of 15 mph"; "Gharyan, 50 miles south"), what its clause tells of. A length of time that dates
    something ("two weeks after the vote") measures nothing.
    """
    while kind == "age" and word_at(line, first - 1) in BEFORE_AGES:
        first -= 1
    if kind == "age" and first and line.word(first - 1).tag in NOUNS and _has_age(line.word(first - 1)):
        return _nouns_before(line, first)  # "children under 15", "a man aged 40", "girls between the ages of 3 and 9"
    after = last + (word_at(line, last) in cues("before what is measured"))  # "a 40-yard line", "$5 million worth of gold"
    found = _signed(line, core) or _head_after(line, after)
    if found is not None:
        changed = _changed(line, found[1])
        return _whole(line, changed) if changed is not None else found
    chunk = line.chunk(core) or line.chunk(last - 1)
    beyond = _after_brackets(line, after)
    ahead = _ahead(line, beyond)
    of, whole = _governed_by(line, core, line.chunk(beyond + 1), kind, ahead), line.whole(chunk)
    if of is not None and of.kind == "pronoun":
        return None  # "60% of them"
    if (of is None or of.kind not in NAMING) and whole is not None and not _is_total(line, whole):
        of = whole
    if of is not None and of.kind in NAMING:
        return _whole(line, of)
    if kind == "duration" and _dates(line, first, ahead):
        return None
    return _placed(line, first, kind, ahead) or _extended(line, _told(line, first, chunk, kind), first)


def _dates(line: Strip, first: int, ahead: str) -> bool:
    """Whether a length of time dates something: "within two weeks", "Two weeks after the vote"."""
    return word_at(line, first) == "within" or ahead in (DATES if word_at(line, first - 1) == "," else cues("before what is dated from"))


def _has_age(noun: Word) -> bool:
    """Whether a noun is one for somebody, a name or a plural: no "made her debut aged 17"."""
    return noun.text[0].isupper() or noun.tag in PLURALS or counts_as_person(noun.lemma)


def _governed_by(line: Strip, core: int, following: Chunk | None, kind: str, ahead: str) -> Chunk | None:
    """What follows a figure, where it is an amount of that: "60% of revenue", "$5 million in damages"; not "rose to $5 in morning trading"."""
    if following is None or kind == "age" or ahead not in ("of", "in"):
        return None
    chunk, clause = line.chunk(core), line.clause(core)
    moved = chunk is not None and clause is not None and chunk.case in ("to", "at") and clause.lemma in directions("verb")
    paid = kind == "money" and following.kind == "noun" and not following.definite and not following.owner and not moved
    return following if ahead == "of" or paid else None


def _changed(line: Strip, last: int) -> Chunk | None:
    """What a change is of, whose noun ends before part `last`: "profit" for "a 48% drop in profit"."""
    of = line.chunk(last + 1) if line[last - 1].lower in directions("noun") and _ahead(line, last) == "in" else None
    return of if of is not None and of.kind in NAMING and not _holds_number(line, of) else None


def _is_total(line: Strip, chunk: Chunk) -> bool:
    """Whether a chunk only says that there is an amount: "the number"."""
    head = line.head(chunk)
    return head is not None and head.lower in TOTALS


def _placed(line: Strip, first: int, kind: str, ahead: str) -> Places | None:
    """What the figure stands right behind: "Gharyan, 50 miles south", "Ann Lee, 73", "water 40 metres deep". `ahead`: the word after it."""
    opener = word_at(line, first - 1)
    before = line.chunk(first - 2) if opener in (",", "(") else None
    if before is not None and ((opener == "(" and ahead not in FUNCTION_WORDS) or kind == "age" or ahead in SIZES):
        return _governed(line, before, ahead in cues("after a length"))
    if opener == "worth":
        return _nouns_before(line, first - 1)
    return _nouns_before(line, first) if ahead in SIZES and kind != "money" else None


def _ahead(line: Strip, at: int) -> str:
    """The word at `at`, "to the" before a direction left out ("20 miles to the north"); "" behind the last."""
    words = [part.lower for part in line[at : at + 3]]
    return words[2] if words[:2] == ["to", "the"] and words[2:] and words[2] in DIRECTIONS else words[0] if words else ""


def _after_brackets(line: Strip, at: int) -> int:
    """The part after a short aside in brackets that begins at `at`, else `at`: "50 kilometers (31 miles) south"."""
    if at < len(line) and line[at].text in ("(", "["):
        return next((place + 1 for place in range(at, min(len(line), at + 8)) if line[place].text in (")", "]")), at)
    return at


def _head_after(line: Strip, after: int) -> Places | None:
    """The rest of the figure's own chunk: "a 40 yard line", "a 5kW solar panel"."""
    chunk, own = line.chunk(after), line.chunk(after - 1)
    if chunk is None or not line[after].text[0].isalpha() or line.word(after).tag == "CD" or line[after].lower in NOT_MEASURED | FUNCTION_WORDS:
        return None
    continues = own is not None and own.definite and chunk.kind == "noun"  # "a 30 percent effective rate"
    end = line.place(chunk.head + 1)
    return (after, end) if (chunk is own or continues) and after < end else None


def _governed(line: Strip, chunk: Chunk, sized: bool) -> Places:
    """A chunk with the one that it is the of-phrase of: "the strait of Orvo, 29 km wide"; of places and ages only a place or person above."""
    start, end = _whole(line, chunk)
    above = line.whole(chunk)
    head = line.head(above)
    fits = head is not None and (sized or head.lower in cues("place noun") or is_person_noun(head.lower))
    return (_whole(line, above)[0] if above and fits else start), end


def _signed(line: Strip, core: int) -> Places | None:
    """What stands before a sign: "Orvo Mills +3%"."""
    sign = core if line[core].text in SIGNS else core - 1
    touches = sign > 0 and line[sign].text in SIGNS and line[sign].end == line[sign + 1].start
    return _nouns_before(line, sign) if touches and line[sign - 1].end < line[sign].start else None


def _nouns_before(line: Strip, last: int) -> Places | None:
    """The run of nouns, with their adjectives but no number, that ends before part `last`."""
    start = last
    while start and line.word(start - 1).tag in NOUNS | {"CD", "JJ"} and line.word(start - 1).text[0].isalnum():
        start -= 1
    return (_after_determiner(line, start, last), last) if start < last else None


def _told(line: Strip, first: int, chunk: Chunk | None, kind: str) -> Chunk | None:
    """What the clause tells of, else one above; what stands before the figure where no verb tells more."""
    clause = line.clause(first)
    place = line.word(first).i
    for _ in range(CLIMB):
        if clause is None or (clause.lemma in speech_lemmas() and any(one.first > place for one in _nouns(line, clause.subject, chunk))):
            break  # "up from 2.7 million, official figures show"
        objects = [_changed(line, line.place(one.last + 1)) or one for one in _nouns(line, clause.objects, chunk)]
        objects = [one for one in objects if one.last < place and not _holds_number(line, one)]
        if _only_tells(line, clause, chunk, objects, kind):
            return None
        told = _parties(line, clause, chunk, objects, kind)
        own = chunk is not None and chunk.n in clause.subject and clause.tense in ("past", "pres")
        foreign = clause.rel == "acl:relcl" and clause.noun not in clause.subject  # "the town, where it reached 40C"
        if told or own or (clause.subject and (foreign or clause.rel not in BELOW)):
            return next(iter(told), None)
        if clause.rel not in BELOW:
            break
        clause = line.governor(clause)
    return _nearest(line, place, chunk)


def _parties(line: Strip, clause: Clause, chunk: Chunk | None, objects: list[Chunk], kind: str) -> list[Chunk]:
    """Of what a clause names, what may have the amount: first its objects ("raised rents by 5%"), of what lasts its subject."""
    subjects = _nouns(line, clause.subject, chunk)
    if kind == "age":
        return [one for one in subjects or _nouns(line, [clause.noun], chunk) if (head := line.head(one)) is not None and _has_age(head)]
    if clause.lemma in cues("costs"):
        objects = []  # "it cost the miller $5 million"
    lasts = kind == "duration" and not (chunk is not None and chunk.case == "to")  # "sentenced the clerk to six years"
    described = not clause.subject or clause.noun in clause.subject
    return ((subjects or objects) if lasts else (objects or subjects)) or _nouns(line, [clause.noun] if described else [], chunk)


def _only_tells(line: Strip, clause: Clause, chunk: Chunk | None, objects: Sequence[Chunk], kind: str) -> bool:
    """Whether who acts has no part in the amount: "the police put the number at 65,000", "cut it to 5%", "the chairman promised $5 million"."""
    if clause.voice == "passive":
        return False
    between = [one for n in clause.objects if chunk is not None and clause.verb < n < chunk.n and (one := line.numbered(n)) is not None]
    case = chunk.case if chunk is not None and between else ""
    if case == "for" if kind == "duration" else case not in ("", "of") and all(one.kind == "pronoun" or _is_total(line, one) for one in between):
        return True  # "suspended the order for two weeks", "cut it to 5%"
    tells = clause.lemma in cues("tells") and not objects and kind != "distance"
    return (tells or clause.lemma in cues("promises")) and _is_somebody(line, clause)


def _is_somebody(line: Strip, clause: Clause) -> bool:
    """Whether who acts is somebody, not a thing that has an amount."""
    subject = line.subject(clause)
    head = line.head(subject)
    if subject is None or head is None:
        return False
    return subject.kind in ("name", "pronoun") or is_person_noun(head.lemma) or head.lemma in actor_nouns()


def _nouns(line: Strip, numbers: Iterable[int | None], but: Chunk | None) -> list[Chunk]:
    """Those of these chunks that name something and are not the figure's own."""
    found = [one for n in numbers if (one := line.numbered(n)) is not None and not word_at(line, line.place(one.head))[:1].isdecimal()]
    return [one for one in found if one is not but and (one.kind in NAMING or (one.kind == "number" and one.definite))]


def _holds_number(line: Strip, chunk: Chunk) -> bool:
    """Whether a chunk is a figure itself ("fell 7% to $2 billion"), or only a total."""
    words = (line.word(at) for at in range(line.place(chunk.first), line.place(chunk.last + 1)))
    return _is_total(line, chunk) or any(word.tag == "CD" or word.text[0].isdecimal() for word in words)


def _nearest(line: Strip, i: int, but: Chunk | None) -> Chunk | None:
    """The chunk that ends nearest before the word `i`, where no verb tells more."""
    chunks = line.sentence.chunks
    place = bisect_left(chunks, i, key=lambda chunk: chunk.first)
    for chunk in reversed(chunks[max(0, place - NEAR) : place]):
        whole = line.whole(chunk) or chunk
        if chunk is not but and chunk.kind in NAMING and not _holds_number(line, chunk) and not _holds_number(line, whole):
            return whole
    return None


def _extended(line: Strip, chunk: Chunk | None, before: int) -> Places | None:
    """A chunk with the phrases that hang on it, but not beyond the figure."""
    if chunk is None:
        return None
    start, end = line.extent(chunk)
    head = line.place(chunk.last + 1)
    if start < before < end:
        end = head
    start = _after_determiner(line, start, end)
    return start, end if end - start <= LONGEST else head


def _whole(line: Strip, chunk: Chunk) -> Places:
    """A chunk without its determiner, with what it owns."""
    end = line.place(line.owned(chunk).last + 1)
    return _after_determiner(line, line.place(chunk.first), end), end


def _after_determiner(line: Strip, start: int, end: int) -> int:
    while start + 1 < end and line.word(start).tag in OPENERS:
        start += 1
    if line.word(end - 1).tag not in PLURALS or "-" in line.word(end - 1).text:
        return start
    numbers = [at for at in range(start, end - 1) if line.word(at).tag == "CD"]
    bare = numbers and not any(line.word(at).tag in NOUNS for at in range(start, numbers[-1]))
    return numbers[-1] + 1 if bare else start  # "at least six people": the people
