"""Where noun phrases begin and end in a line, and which one is the subject of a verb.

Shallow: a noun phrase is a run of words that may stand in one, with phrases that hang on it by of, in, for and the
like. Places are numbers of units in the line; a stretch is ``(first, last)``, last not included.
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.code.quotes.reporter_lines import Unit
from tidings.code.text.word_tags import IN_NOUN_PHRASE, MODAL, NOUN_LIKE, OBJECT_PRONOUNS, VERBAL, verb_tags

Stretch = tuple[int, int]

HANGS_ON_NOUN = lexicon.words("line_words", group="hangs on noun")
DASHES = frozenset({"—", "–", "-", "--", "―"})
OPENING_BRACKETS = {")": "(", "]": "["}
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whose", "whom", "where"})
LONGEST = 60  # words looked at to the left of a verb for its subject: keeps the search near-linear


def phrase_before(units: Sequence[Unit], end: int, floor: int = 0) -> int:
    """Where the noun phrase that ends before `end` begins; `end` where there is none. Looks back no further than `floor`."""
    at = end
    floor = max(floor, end - LONGEST)
    while at > floor:
        unit = units[at - 1]
        if unit.tag == "PRON" and at == end and unit.lower in OBJECT_PRONOUNS and at - 1 > floor and units[at - 2].tag == "ADP":
            at -= 1
            continue  # those close to him
        if unit.tag == "PRON":
            if at == end or (units[at].tag == "ADP" and unit.lower not in {"he", "she", "they", "i", "we", "it"}):
                at -= 1
            break
        if unit.tag in IN_NOUN_PHRASE:
            at -= 1
            if unit.tag in {"DET", "POSS"} and not _goes_on_left(units, at, floor):
                break
        elif (
            (at < end and unit.tag == "ADP" and unit.lower in HANGS_ON_NOUN and at - 1 > floor and _noun_end(units[at - 2]))
            or (at < end and unit.tag == "CCONJ" and unit.lower in {"and", "or"} and at - 1 > floor and _noun_end(units[at - 2]))
            or (at < end and unit.lower in {"&", "/"})
        ):
            at -= 1
        elif unit.lower == ")" and (opening := _bracket(units, at - 1, floor)) is not None:
            at = opening  # 0 where the sentence begins with the bracket
        elif unit.tag == "PARTICIPLE" and at < end and at - 1 > floor and units[at].tag == "ADP" and units[at - 2].tag in {"NOUN", "PROPN"}:
            at -= 1  # sources briefed on the matter
        elif unit.text in {"'", "’"} and at < end and at - 1 > floor and units[at - 2].lower.endswith("s"):
            at -= 1  # the rebels’ spokesman
        elif unit.tag == "ADV" and at < end and units[at].tag == "ADJ":
            at -= 1
        else:
            break
    while at < end and (
        units[at].tag in {"ADP", "CCONJ", "GENITIVE", "PARTICIPLE", "ADV"} or (units[at].tag == "PUNCT" and units[at].text not in {"("})
    ):
        at += 1
    return _last_phrase(units, at, end)


def _goes_on_left(units: Sequence[Unit], at: int, floor: int) -> bool:
    """Whether the noun phrase goes on to the left of an article: "the head of | the court", "Lum and | the others", "all | the"."""
    if at <= floor:
        return False
    before = units[at - 1]
    if before.tag == "DET":
        return True
    if before.tag == "ADP":
        return before.lower in HANGS_ON_NOUN and at - 1 > floor and _noun_end(units[at - 2])
    return before.tag == "CCONJ" and before.lower in {"and", "or"} and at - 1 > floor and _noun_end(units[at - 2])


def _noun_end(unit: Unit) -> bool:
    return (
        unit.tag in {"NOUN", "PROPN", "NUM", "ADJ", "FRAGMENT"}
        or unit.text == ")"
        or (unit.tag == "PRON" and unit.lower in {"those", "one", "some", "many", "most", "all", "others", "people"})
    )


def _bracket(units: Sequence[Unit], close: int, floor: int) -> int | None:
    """Where the bracket closed at `close` opens, if within a dozen words."""
    wanted = OPENING_BRACKETS[units[close].text]
    for at in range(close - 1, max(floor, close - 12) - 1, -1):
        if units[at].text == wanted:
            return at
    return None


def _last_phrase(units: Sequence[Unit], start: int, end: int) -> int:
    """Cut what stands before the last phrase: after a leading "In a statement" the subject begins at the name."""
    if start > 0 and start < end and units[start - 1].tag == "ADP":
        for at in range(end - 1, start, -1):
            if units[at - 1].tag == "NOUN" and (
                units[at].tag in {"DET", "POSS", "PRON"} or (units[at].tag == "PROPN" and units[start].tag != "PROPN")
            ):
                return at
    return start


def phrase_after(units: Sequence[Unit], start: int, hanging: bool = True) -> int:
    """Where the noun phrase that begins at `start` ends; `start` where there is none. `hanging`: with its of- and in-phrases."""
    at = start
    count = len(units)
    seen_head = False
    while at < count:
        unit = units[at]
        if unit.tag == "PRON":
            if seen_head or at > start:
                break
            at += 1
            seen_head = True
            if unit.lower not in {"those", "some", "many", "most", "all", "both", "others", "one", "any", "none", "each"}:
                break
        elif unit.tag in IN_NOUN_PHRASE:
            if unit.tag in {"DET", "POSS"} and seen_head and units[at - 1].tag not in {"ADP", "CCONJ", "DET", "GENITIVE"}:
                break
            seen_head = seen_head or unit.tag in {"NOUN", "PROPN", "NUM", "FRAGMENT"}
            at += 1
        elif unit.tag == "TIME" and at + 1 < count and units[at + 1].tag == "GENITIVE":
            at += 2
        elif unit.tag == "TIME" and at > start and at + 1 < count and (units[at - 1].tag in {"DET", "TIME"} or not seen_head):
            at += 1  # the early morning hours
        elif (
            hanging
            and seen_head
            and unit.tag == "ADP"
            and unit.lower in HANGS_ON_NOUN
            and at + 1 < count
            and units[at + 1].tag in IN_NOUN_PHRASE | {"PRON"}
        ):
            at += 1
            if units[at].tag == "PRON":
                at += 1
                break
        elif seen_head and unit.lower in {"and", "or", "nor", "&"} and at + 1 < count and units[at + 1].tag in IN_NOUN_PHRASE:
            at += 1
        elif unit.text == "(" and seen_head:
            close = next((k for k in range(at, min(count, at + 12)) if units[k].text == ")"), None)
            if close is None:
                break
            at = close + 1
        elif (unit.text in {"'", "’"} and seen_head and at + 1 < count and units[at + 1].tag in {"NOUN", "ADJ"}) or (
            unit.tag == "ADV" and not seen_head and at + 1 < count and units[at + 1].tag in {"ADJ", "NUM"}
        ):
            at += 1
        else:
            break
    return at


def verb_group_start(units: Sequence[Unit], verb: int) -> int:
    """Where the verb group of the verb at `verb` begins: its auxiliaries and the adverbs before it ("has repeatedly denied")."""
    at = verb
    while at > 0 and units[at - 1].tag in {"AUX", "ADV", "TIME"}:
        if units[at - 1].tag == "TIME" and units[at - 2].tag == "ADP":
            at -= 2
            continue
        at -= 1
    while at < verb and (units[at].tag == "TIME" or (units[at].tag == "ADV" and units[at].lower in {"then", "later", "however"} and at == 0)):
        at += 1
    return at


def subject_of(units: Sequence[Unit], start: int) -> Stretch | None:
    """The subject of the verb group that begins at `start`, or None. Steps over apposition, brackets, dashes and relative clauses."""
    at = start
    while at > 0 and units[at - 1].tag in {"TIME", "ADV"}:
        at -= 1
        if at > 0 and units[at - 1].tag == "ADP" and units[at].tag == "TIME":
            at -= 1
    if at == 0:
        return None
    if at < start and units[at - 1].tag in {"FINITE", "PARTICIPLE"}:
        return _before_participle(units, at - 1)
    before = units[at - 1]
    if before.text == "," or before.text in DASHES:
        return _before_insertion(units, at - 1)
    if before.tag == "CCONJ" or (before.text == ";"):
        return _shared(units, at - 1)
    if before.lower == "whom" and at > 2 and units[at - 2].lower == "of":
        return (at - 3, at)  # many of whom say
    if before.tag == "WH":
        return (at - 1, at) if before.lower in {"who", "that", "which"} else None
    first = phrase_before(units, at)
    if first == at:
        return None
    return _across_relative(units, first, at)


def _across_relative(units: Sequence[Unit], first: int, last: int) -> Stretch:
    """The subject ``(first, last)``, or the noun before it where it only ends a relative clause ("analysts who follow the party said")."""
    at = first
    floor = max(0, first - LONGEST)
    if at > 1 and units[at - 1].tag == "ADP":
        if units[at - 2].tag == "WH":
            return (at - 2, at - 1)  # who in 2010 said
        found = _before_participle(units, at - 2)
        if found is not None:
            return found
    if at > 0 and units[at - 1].tag in VERBAL | {"ADP", "TO"}:
        while at > floor and units[at - 1].tag in VERBAL | {"ADV", "ADP", "TO"}:
            at -= 1
        if at > 0 and units[at - 1].tag == "WH" and units[at - 1].lower in {"who", "which", "that"}:
            head = at - 1
            if head > 1 and units[head - 1].tag == "CCONJ":
                head -= 1
            start = phrase_before(units, head)
            if start < head:
                return (start, head)
        inner = phrase_before(units, at)
        if inner < at and inner > 1 and units[inner - 1].tag in {"WH", "THAT"} and units[inner - 1].lower in {"who", "which", "that", "whom"}:
            start = phrase_before(units, inner - 1)  # a general that Britain believes is backed by Russia
            if start < inner - 1:
                return (start, inner - 1)
    return (first, last)


def _before_participle(units: Sequence[Unit], verb: int) -> Stretch | None:
    """The noun that a participle at `verb` hangs on: "officials briefed | on the matter", "crowds marching | through the town"."""
    while verb > 0 and units[verb].tag == "ADV":
        verb -= 1
    if verb == 0 or not (units[verb].tag == "ING" or (units[verb].tag in {"FINITE", "PARTICIPLE"} and "VBN" in verb_tags(units[verb].lower))):
        return None
    if units[verb - 1].tag == "PRON" and units[verb].tag == "FINITE" and verb > 1 and units[verb - 2].tag == "NOUN":
        verb -= 1  # the experts I asked | said
    if units[verb - 1].tag not in {"NOUN", "PROPN"}:
        return None
    first = phrase_before(units, verb)
    return (first, verb) if first < verb else None


def _before_insertion(units: Sequence[Unit], close: int) -> Stretch | None:
    """The subject before an insertion that ends with the mark at `close`: "Lum, the mayor, said", "Lum — who won — said"."""
    mark = units[close].text
    floor = max(0, close - LONGEST)
    tried = 0
    for at in range(close - 1, floor, -1):
        if units[at].text != mark:
            continue
        tried += 1
        inner = units[at + 1 : close]
        if not inner or tried > 5:
            return None
        if all(unit.tag == "ADV" for unit in inner):
            return subject_of(units, at)
        relative = inner[0].tag == "WH" or (len(inner) > 1 and inner[0].tag == "ADP" and inner[1].tag == "WH")
        pronoun = next((k for k, unit in enumerate(inner) if unit.lower in RELATIVE_PRONOUNS), len(inner))
        finite = any(unit.tag in {"FINITE", "AUX"} for unit in inner[:pronoun])
        if finite and not relative:
            continue
        first = phrase_before(units, at)
        if first == at or not _noun_end(units[at - 1]):
            continue
        if (
            inner[0].tag != "PROPN"
            and units[first].tag in {"DET", "NOUN", "ADJ"}
            and first > 1
            and units[first - 1].text == mark
            and not _has_name(units, first, at)
            and _noun_end(units[first - 2])
        ):
            outer = phrase_before(units, first - 1)
            if outer < first - 1 and _has_name(units, outer, first - 1):
                return (outer, first - 1)
        if first > 0 and units[first - 1].tag in {"ADP"} and not _has_name(units, first, at):
            continue
        if not relative and units[at - 1].tag != "PROPN" and inner[0].tag == "PROPN":
            return (first, close)
        return (first, at)
    return None


def _has_name(units: Sequence[Unit], first: int, last: int) -> bool:
    return any(unit.tag == "PROPN" for unit in units[first:last])


def _shared(units: Sequence[Unit], conjunction: int) -> Stretch | None:
    """The subject that a verb after "and" or "but" shares with the verb before it."""
    at = conjunction
    floor = max(0, conjunction - LONGEST)
    verb = conjunction + 1
    while verb < len(units) and units[verb].tag in {"ADV", "TIME"}:
        verb += 1
    past = verb < len(units) and units[verb].tag == "FINITE"
    doubtful = None
    while at > floor:
        at -= 1
        if units[at].tag == "FINITE" or (units[at].tag == "AUX" and (at == 0 or units[at - 1].tag != "AUX")):
            if past and units[at].lower in MODAL:
                continue  # "said he would order a review and warned": the verb after "and" goes with "said"
            start = verb_group_start(units, at)
            if start > 0 and units[start - 1].tag in NOUN_LIKE | {"PUNCT"} and units[start - 1].quotation is None:
                found = subject_of(units, start)
                if found is not None and units[found[0]].tag != "WH":
                    if not past or units[at].tag == "FINITE":
                        return found
                    doubtful = doubtful or found  # "found that it had been lost and concluded": rather the verb before
    return doubtful


def main_subject(units: Sequence[Unit], end: int) -> Stretch | None:
    """The subject of the first verb of the line before `end` that has one: whose "saying" it is, after a comma."""
    for at in range(end):
        if units[at].tag in {"FINITE", "AUX"} and (at == 0 or units[at - 1].tag != "AUX"):
            found = subject_of(units, verb_group_start(units, at))
            if found is not None and units[found[0]].tag != "WH":
                return found
    return None
