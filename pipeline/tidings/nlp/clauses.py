"""Clauses of a sentence: each verb group in its place, with subject, objects, obliques and what it hangs on.

`syntax` takes the tagged words of one sentence and returns its chunks and clauses. The reader goes once from left to
right over the verb groups. What stands between two of them (marks, conjunctions, chunks) tells how the second hangs on
what came before. A chunk that could be a subject and meets a relative clause or participle first, waits in `waiting`
until a finite verb comes that has no subject of its own: "The group, which lost the town, [the group] attacked".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.nlp.analysis import CLOSING_BRACKETS, ENDERS, OPENING_BRACKETS, Chunk, Clause, Word
from tidings.nlp.arguments import Draft, fill_arguments
from tidings.nlp.chunks import VERBS, Phrase, is_nominative, letters_of, link_phrases, phrases_of

LONGEST_FRAGMENT = 5  # words in marks that stay words of the reporter's clause
LONGEST_ASIDE = 12  # words in brackets that leave the line
LONGEST_LOOK = 80  # words looked at to the left of a verb: keeps reading near-linear
LOOK_BACK = 8  # verb groups looked at for the one that "and" joins to
LONGEST_TAIL = 10  # words after a speech verb that closes a sentence: ", he said in Paris on Friday."
FLOATING = frozenset(["all", "both", "each"])
ASIDES = ("advcl", "acl", "acl:relcl")


class Opening(NamedTuple):
    """What was found to the left of a verb group. `kind`: subject, relative, marker, comma, and, speech or start."""

    kind: str
    at: int  # where the clause begins
    subject: tuple[Phrase, ...] = ()
    marker: str = ""
    place: int = -1  # of the marker, comma or conjunction
    left: str = ""  # the letter before `at`; "" at the start of the line, "v" right after a verb group, "n" after its object


def syntax(words: Sequence[Word]) -> tuple[tuple[Chunk, ...], tuple[Clause, ...]]:
    """The chunks and clauses of one sentence's words, in order. Near-linear in their number."""
    chunks: list[Chunk] = []
    clauses: list[Clause] = []
    for line in _lines(words):
        reader = _Reader(line)
        chunks += [phrase.frozen(line) for phrase in reader.phrases]
        clauses += [draft.frozen(line) for draft in reader.drafts]
    return tuple(sorted(chunks, key=lambda chunk: chunk.n)), tuple(sorted(clauses, key=lambda clause: clause.n))


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """The reporter's line, quotations of speech folded into one word; then the lines inside the quotations."""
    line: list[Word] = []
    inner: list[list[Word]] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.quotation is not None:
            end = at
            while end < len(words) and words[end].quotation == word.quotation:
                end += 1
            quoted = [w for w in words[at:end] if not _is_mark(w)]
            if len(quoted) > LONGEST_FRAGMENT or (quoted and (quoted[-1].lower in ENDERS or quoted[-1].lower == ",")):
                inner += _split(_without_asides(quoted))
                line.append(word._replace(text="“”", lower="“”", tag="SPEECH", lemma=str(words[end - 1].i)))
            else:
                line += quoted
            at = end
        else:
            line.append(word)
            at += 1
    line = [w for w in _without_asides(line) if not _is_mark(w)]
    if all(w.tag == "SPEECH" or w.lower in ENDERS for w in line):
        line = []
    return [line, *inner] if line else inner


def _is_mark(word: Word) -> bool:
    return word.tag in ("``", "''") or (word.quotation is not None and word.lower in ('"', "“", "”", "‘", "«", "»"))


def _split(words: list[Word]) -> list[list[Word]]:
    """The sentences inside a quotation."""
    found: list[list[Word]] = [[]]
    for word in words:
        found[-1].append(word)
        if word.lower in ENDERS:
            found.append([])
    return [line for line in found if line]


def _without_asides(words: Sequence[Word]) -> list[Word]:
    """The words without short brackets."""
    found: list[Word] = []
    opened: list[int] = []
    for word in words:
        if word.lower in OPENING_BRACKETS:
            opened.append(len(found))
        found.append(word)
        if word.lower in CLOSING_BRACKETS and opened:
            begin = opened.pop()
            if 0 < begin and len(found) - begin <= LONGEST_ASIDE:
                del found[begin:]
    return found


@cache
def _use(name: str) -> frozenset[str]:
    return lexicon.words("clause_words", use=name)


@cache
def speech_lemmas() -> frozenset[str]:
    """Lemmas of verbs of speech and thought."""
    return lexicon.words("speech_verbs", column="verb")


def takes_clause(draft: Draft | None) -> bool:
    """Whether the verb takes a clause without "that": said, thinks."""
    return draft is not None and (draft.lemma in speech_lemmas() or draft.lemma in _use("takes"))


class _Reader:
    """One line being read."""

    def __init__(self, line: Sequence[Word]) -> None:
        self.line = line
        self.letters = letters_of(line)
        self.phrases = phrases_of(line, self.letters)
        self.ends: list[Phrase | None] = [None] * (len(line) + 1)
        self.begins: list[Phrase | None] = [None] * (len(line) + 1)
        for phrase in self.phrases:
            self.ends[phrase.last] = phrase
            self.begins[phrase.first] = phrase
        self.drafts = self._groups()
        for number, draft in enumerate(self.drafts):
            draft.number = number
        self.waiting: list[tuple[Opening, bool]] = []
        self.orphans: list[Draft] = []
        self.root: Draft | None = None
        self.main: Draft | None = None  # the last clause on the level of the root
        for number, draft in enumerate(self.drafts):
            self._place(number, draft)
        self._adopt()
        starts = frozenset(draft.opens for draft in self.drafts if draft.opens < draft.first)
        link_phrases(self.phrases, line, self.letters, starts)
        fill_arguments(self.drafts, self.phrases, line, self.letters)
        self._finish()

    # --- verb groups ---

    def _groups(self) -> list[Draft]:
        found: list[Draft] = []
        covered = [False] * len(self.line)
        for phrase in self.phrases:
            for place in range(phrase.first, phrase.last + 1):
                covered[place] = True
        for match in VERBS.finditer(self.letters):
            first, end = match.span()
            if covered[first] or covered[end - 1]:
                continue
            draft = Draft(self.line, self.letters, first, end - 1)
            before = found[-1] if found else None
            if before is not None and self._asked(before, draft):
                draft.take_auxiliary(before, self.letters, self.begins[before.last + 1])
                found.pop()
            found.append(draft)
        return found

    def _asked(self, auxiliary: Draft, verb: Draft) -> bool:
        """Whether an auxiliary before the subject belongs to a verb after it: "Did they leave", "Why was he killed"."""
        letter = self.letters[auxiliary.first]
        if auxiliary.first != auxiliary.last or letter not in "Mdbh" or self.letters[verb.first] == "T":
            return False
        subject = self.begins[auxiliary.last + 1]
        if subject is None or subject.case or verb.first - subject.last > 3 or subject.kind == "time":
            return False
        if any(letter not in "RIN" and self.ends[at] is None for at, letter in enumerate(self.letters[subject.last + 1 : verb.first], subject.last + 1)):
            return False
        before = self.letters[auxiliary.first - 1] if auxiliary.first else ""
        if before and before not in "WwK,;RQN":
            return False
        if before == "N" and not (auxiliary.first > 1 and self.letters[auxiliary.first - 2] in "Ww"):
            return False
        fits = {"M": "Bev", "d": "Bev", "b": "GEg", "h": "EnV"}[letter]
        return self.letters[verb.first] in fits and (letter != "b" or subject.last + 1 == verb.first)

    # --- what stands to the left ---

    def _look_left(self, start: int, end: int, before: Draft | None) -> Opening:
        """What stands in ``line[start:end]`` before a finite verb at `end`, read from right to left."""
        letters = self.letters
        doubtful: Phrase | None = None
        time: Phrase | None = None
        floor = max(start, end - LONGEST_LOOK)
        at = end - 1
        while at >= floor:
            letter = letters[at]
            phrase = self.ends[at]
            if phrase is not None and letter == "W":
                return Opening("relative", phrase.start, (), self.line[at].lower, at)
            if phrase is not None and phrase.kind == "pronoun" and self.line[at].lower in FLOATING and at > floor and letters[at - 1] in "WPN":
                at -= 1  # they all left
                continue
            if phrase is not None and phrase.kind == "speech":
                return Opening("speech", end, (), "", at)
            if phrase is not None and (phrase.case or (phrase.kind == "time" and at > floor and at + 1 < end + 1 and not self._only(phrase, floor))):
                if doubtful is None and phrase.case in _use("either") and phrase.kind != "time":
                    doubtful = phrase
                time = phrase if phrase.kind == "time" and not phrase.case else time
                at = phrase.start - 1
            elif phrase is not None:
                object_of_before = before is not None and not any(letter in ",;AWwKQ" for letter in letters[start : phrase.start])
                if doubtful is not None and (object_of_before or letters[doubtful.start - 1] == ","):
                    break
                return self._with_left(phrase, start, before)
            elif letter in "Aw":
                if doubtful is None:
                    return Opening("marker", at, (), self.line[at].lower, at)
                break
            elif letter in ",;(":
                if doubtful is not None:
                    break
                return Opening("comma", at + 1, (), "", at)
            elif letter == "K":
                if doubtful is not None:
                    break
                return Opening("and", at, (), "", at)
            else:
                at -= 1
        if doubtful is not None and doubtful.case in ("as", "for", "like", "than") and before is not None and before.rel == "acl" and self.waiting:
            return Opening("start", end, (), "", at)  # a man known as the driver left
        if doubtful is not None:
            return Opening("subject", doubtful.start, (doubtful,), doubtful.case, doubtful.start, self._letter_before(doubtful.start, start, before))
        if time is not None and before is None:
            return self._with_left(time, start, before)  # Spring is quiet
        return Opening("start", max(start, at + 1), (), "", at)

    def _only(self, phrase: Phrase, floor: int) -> bool:
        """Whether a time is the only thing that can be the subject: "Friday was quiet"."""
        return phrase.start == floor

    def _letter_before(self, at: int, start: int, before: Draft | None) -> str:
        if at > start:
            return "n" if self.ends[at - 1] is not None else self.letters[at - 1]
        return "v" if before is not None else ""

    def _with_left(self, phrase: Phrase, start: int, before: Draft | None) -> Opening:
        """The subject that ends with `phrase`, with those joined to it, and what stands before it."""
        letters = self.letters
        subject = [phrase]
        if self.line[phrase.first].tag == "WP$":
            return Opening("subject", phrase.start, (phrase,), "whose", phrase.first, self._letter_before(phrase.start, start, before))
        at = phrase.start
        listed = False
        while at - 2 >= start and (letters[at - 1] == "K" or (letters[at - 1] == "," and listed)):
            end = at - 2 - (letters[at - 1] == "K" and letters[at - 2] == ",")
            other = self._head_back(end, start)
            if other is None or other.case or other.kind in ("time", "speech") or letters[other.head] == "W":
                break
            if other.start == start and before is not None and not takes_clause(before):
                break
            if letters[at - 1] == "K" and self.line[at - 1].lower in ("but", "so"):
                break
            subject.insert(0, other)
            at, listed = other.start, True
        place, comma = at - 1, -1
        while place >= start:
            letter, other = letters[place], self.ends[place]
            if letter in "Aw":
                return Opening("subject", place, tuple(subject), self.line[place].lower, place, self._letter_before(place, start, before))
            if other is not None and letter == "W" and self._letter_before(other.start, start, before) != "K":
                return Opening("subject", other.start, tuple(subject), self.line[place].lower, place, self._letter_before(other.start, start, before))
            if other is not None and (other.case or other.kind == "time") and other.kind != "speech" and place - at < 12:
                place = other.start - 1
            elif letter == "R":
                place -= 1
            elif letter == "," and comma < 0:
                comma, place = place, place - 1
            else:
                break
        if place < start and before is None:
            return Opening("subject", start, tuple(subject), "", -1, "")
        if comma >= 0:
            return Opening("subject", comma + 1, tuple(subject), "", comma, ",")
        if place >= start and letters[place] in "K;":
            return Opening("subject", place + (letters[place] == ";"), tuple(subject), "", place, letters[place])
        if place < start:
            return Opening("subject", at, tuple(subject), "", -1, "v")
        left = self._letter_before(at, start, before)
        return Opening("subject", at, tuple(subject), "", -1, left if left in ("n", "v", ",", "Q") else "x")

    def _head_back(self, at: int, start: int) -> Phrase | None:
        """The chunk that ends at `at`, or the one that it hangs on by a preposition."""
        phrase = self.ends[at] if at >= start else None
        for _ in range(3):
            if phrase is None or not phrase.case or phrase.start - 1 < start or self.ends[phrase.start - 1] is None:
                break
            phrase = self.ends[phrase.start - 1]
        return phrase

    # --- placing ---

    def _place(self, number: int, draft: Draft) -> None:
        before = self.drafts[number - 1] if number else None
        start = before.end + 1 if before is not None else 0
        self._mend(draft, start)
        if draft.finite:
            self._finite(draft, before, start)
        elif draft.tense == "inf":
            self._infinitive(draft, before, start)
        elif draft.tense == "base":
            self._bare(draft, before, start)
        else:
            self._participle(draft, before, start)

    def _mend(self, draft: Draft, start: int) -> None:
        """A participle that only a past tense can be, and the other way round: tags that taggers confuse."""
        if draft.first == 0 and draft.first == draft.last and self.line[0].tag == "VBD" and draft.lemma != "say":
            draft.form, draft.finite, draft.tense, draft.passive = "E", False, "part", True  # Asked about it, he left
        if draft.form != "E" or draft.finite or draft.first != draft.last:
            return
        at, letter = self._beside(draft, start)
        phrase = self.ends[at] if at >= start else None
        after = self.begins[draft.end + 1] if draft.end + 1 < len(self.line) else None
        takes_object = after is not None and not after.case and after.kind not in ("time", "speech") and self.letters[after.head] != "W"
        marked = phrase is not None and not phrase.case and phrase.start > start and self.letters[phrase.start - 1] in "AWw"
        if phrase is not None and phrase.kind != "speech" and (takes_object or marked or is_nominative(self.line[phrase.head])):
            draft.make_finite()  # rebels burned two bridges
        elif letter == "," and self.root is None and not any(later.finite for later in self.drafts[draft.number + 1 : draft.number + LOOK_BACK]):
            before = self.drafts[draft.number - 1] if draft.number else None
            if (self.waiting and self.waiting[-1][1]) or self._before_insertion(start, at, before) is not None:
                draft.make_finite()  # Lum, the mayor, fled
        elif letter == "K" and takes_object and draft.number and not self.drafts[draft.number - 1].passive:
            draft.make_finite()

    def _finite(self, draft: Draft, before: Draft | None, start: int) -> None:
        if draft.asked is not None:
            opening = self._look_left(start, draft.asked.start, before)
            opening = Opening("subject", draft.asked.start, (draft.asked,), "", -1, self._letter_before(draft.asked.start, start, before))
            self._with_subject(draft, before, opening)
            return
        opening = self._look_left(start, draft.first, before)
        draft.opens = min(opening.at, draft.first)
        if opening.kind == "subject":
            self._with_subject(draft, before, opening)
        elif opening.kind == "relative":
            self._relative(draft, before, start, opening)
        elif opening.kind == "marker":
            self._marked_alone(draft, before, start, opening)
        elif opening.kind == "and":
            self._shared(draft, opening)
        else:
            self._resumed(draft, before, start, opening)

    def _with_subject(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        head = self.line[opening.subject[-1].head]
        draft.there = head.tag == "EX"
        draft.subject = [] if draft.there else list(opening.subject)
        draft.owns = not draft.there
        if before is not None and before.form == "G" and before in self.orphans and opening.left == "v" and opening.at == before.end + 1:
            draft.subject, draft.owns, before.rel, before.shared = [], False, "ccomp", False  # killing people is a crime
        draft.marker = opening.marker
        draft.opens = opening.at
        if opening.left == "," and draft.lemma in speech_lemmas() and self.letters[draft.end + 1 : draft.end + 2] == ",":
            self._wait(before, opening.at)  # The plan, he said, would fail
        if opening.marker:
            self._marked(draft, before, opening)
        elif opening.left == "K":
            self._joined(draft, opening)
        elif opening.left in ("v", "n", "x") and before is not None:
            self._unmarked(draft, before, opening)
        else:
            self._next_main(draft, before, opening)

    def _marked(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """A clause with a conjunction or relative pronoun and a subject of its own."""
        marker, left = opening.marker, opening.left
        if left == "K" and marker in ("that", "who", "which", "whether", "because"):
            partner = self._marked_before(draft, marker)
            if partner is not None:
                draft.rel, draft.governor = "conj", partner
                return
        noun = self.ends[opening.at - 1] if left == "n" else None
        if noun is None and left == "," and marker in ("which", "who", "whom", "where", "whose"):
            noun = self.ends[opening.at - 2]
        that = marker == "that" and noun is not None and (self._claims(noun) or (takes_clause(before) and (noun.case != "" or noun.kind == "time")))
        if marker == "whose" or (self.letters[opening.place] == "W" and not that):
            if noun is not None and marker != "what":
                draft.rel, draft.noun = "acl:relcl", noun
                self._wait(before, opening.at)
            else:
                self._complement(draft, before)
        elif marker in ("that", "whether", "how", "why") or (marker == "if" and before is not None and before.lemma in ("ask", "wonder", "know", "see")):
            if noun is not None and marker == "that" and self._claim(noun, before):
                draft.rel, draft.noun = "acl", noun
                self._wait(before, opening.at)
            else:
                self._complement(draft, before)
        elif marker in ("where", "when") and noun is not None and noun.kind != "pronoun" and (marker == "where" or noun.kind == "time"):
            draft.rel, draft.noun = "acl:relcl", noun
            self._wait(before, opening.at)
        elif left == "K" and before is not None and before.marker == marker:
            draft.rel, draft.governor = "conj", before
        else:
            self._aside(draft, before, opening)

    def _marked_before(self, draft: Draft, marker: str) -> Draft | None:
        """The clause that "and that" goes on from: the last with this marker, else the last complement."""
        earlier = self.drafts[max(0, draft.number - LOOK_BACK) : draft.number]
        found = next((other for other in reversed(earlier) if other.marker == marker), None)
        return found or next((other for other in reversed(earlier) if other.rel == "ccomp" and marker in ("that", "whether")), None)

    def _claim(self, noun: Phrase, before: Draft | None) -> bool:
        if self._claims(noun) and not (before is not None and before.lemma == "tell"):
            return True
        return before is None or not takes_clause(before)

    def _claims(self, noun: Phrase) -> bool:
        return self.line[noun.head].lemma in _use("claim")

    def _complement(self, draft: Draft, before: Draft | None) -> None:
        if before is None:
            self._rootlike(draft)
        else:
            draft.rel, draft.governor = "ccomp", before

    def _aside(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """An adverbial clause: under the clause before, or waiting for the one it opens."""
        draft.rel = "advcl"
        left = opening.left
        marked_before = opening.at > 0 and self.letters[opening.at - 1] in "AK;"
        if before is None or marked_before or (left == "," and self.root is None and self.main is None and not before.finite):
            if self.waiting or before is None or marked_before:
                self.orphans.append(draft)
                draft.frame = self._outer(before, opening.at) if marked_before and before is not None else None
                if before is not None and draft.frame is None:
                    draft.governor = self._climb(before)
                if before is None:
                    self._wait(before, opening.at)
                return
        if before is not None:
            self._wait(before, opening.at)
            draft.governor = self._climb(before) if left == "," else before

    def _outer(self, before: Draft | None, at: int) -> Opening | None:
        """The opening that a fronted aside interrupts: "said that when they came" -> that."""
        if self.letters[at - 1] == "A":
            return Opening("subject", at - 1, (), self.line[at - 1].lower, at - 1, "v" if before is not None else "")
        return Opening("subject", at - 1, (), "", at - 1, "K") if self.letters[at - 1] == "K" else None

    def _climb(self, draft: Draft) -> Draft:
        """The clause that goes on after a comma: out of relatives and participles."""
        for _ in range(LOOK_BACK):
            if draft.governor is None or draft.rel not in ASIDES + ("xcomp",):
                break
            draft = draft.governor
        if draft.rel in ("acl", "acl:relcl") and self.main is not None:
            return self.main
        return draft

    def _wait(self, before: Draft | None, end: int) -> None:
        """Keep what could be the subject of a later verb: the chunk before a relative clause or participle at `end`."""
        start = before.end + 1 if before is not None else 0
        at = end - 1
        while at >= start and self.letters[at] in ",R;":
            at -= 1
        if at < start:
            return
        opening = self._look_left(start, at + 1, before)
        if opening.kind == "subject" and opening.subject[-1].kind == "number" and opening.left == ",":
            opening = self._look_left(start, opening.at - 1, before)  # Lum, 52, who
        if opening.kind != "subject":
            return
        strong = opening.left != "v" or takes_clause(before) or (before is not None and before.rel in ASIDES and before.noun is None and opening.left == ",")
        if before is not None and opening.left == "n" and not opening.marker:
            strong = False
        self.waiting.append((opening, strong))

    def _pop(self, draft: Draft) -> Opening | None:
        """The nearest subject that waits, the surer ones first."""
        for wanted in (True, False):
            for place in range(len(self.waiting) - 1, max(-1, len(self.waiting) - 6), -1):
                opening, strong = self.waiting[place]
                if strong == wanted and (strong or place == len(self.waiting) - 1):
                    del self.waiting[place:]
                    return opening
        return None

    def _joined(self, draft: Draft, opening: Opening) -> None:
        """ "and" before a clause with its own subject."""
        comma = opening.place > 0 and self.letters[opening.place - 1] in ",;"
        self._discard_objects()
        if self.root is None:
            self._rootlike(draft)
            return
        partner = self.main if comma or self.main is None else self._last_finite(draft)
        draft.rel, draft.governor = "conj", partner or self.root
        if partner is self.main:
            self.main = draft

    def _last_finite(self, draft: Draft) -> Draft | None:
        number = draft.number
        for other in reversed(self.drafts[max(0, number - LOOK_BACK) : number]):
            if other.finite and other.rel not in ("acl:relcl", "acl"):
                return other
        return self.main

    def _discard_objects(self) -> None:
        self.waiting = [item for item in self.waiting[-6:] if item[1]]

    def _unmarked(self, draft: Draft, before: Draft, opening: Opening) -> None:
        """A clause whose subject stands right after another's verb or object: "said he left", "the man he saw"."""
        noun = self.ends[opening.at - 1] if opening.left == "n" else None
        pronoun = is_nominative(self.line[opening.subject[-1].head]) or self.line[opening.subject[-1].head].tag == "PRP"
        if takes_clause(before) and not (noun is not None and noun.start == before.end + 1 and before.lemma not in ("tell", "ask", "warn") and pronoun):
            draft.rel, draft.governor = "ccomp", before
        elif noun is not None and (pronoun or opening.subject[0].definite == "the" or opening.subject[0].kind == "name"):
            draft.rel, draft.noun = "acl:relcl", noun
            self._wait(before, opening.at)
        elif (before.rel in ASIDES or not before.finite) and (popped := self._pop(draft)) is not None:
            self._with_subject(draft, None if not popped.left else before, popped)
            draft.opens = draft.first
        elif before in self.orphans or (before.rel == "advcl" and self.root is None):
            self._next_main(draft, before, opening)
        else:
            draft.rel, draft.governor = "ccomp", before

    def _next_main(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """A clause with a subject of its own after a comma, a quotation, or at the start."""
        frame = next((orphan.frame for orphan in reversed(self.orphans[-3:]) if orphan.frame is not None), None)
        if frame is not None and before is not None:
            orphan = next(orphan for orphan in reversed(self.orphans) if orphan.frame is frame)
            orphan.frame = None
            outer = self.drafts[max(0, orphan.number - 1)]
            if frame.marker:
                draft.rel, draft.governor, draft.marker = "ccomp", outer, frame.marker
            else:
                draft.rel, draft.governor = "conj", self.main or outer
            orphan.governor = draft
            self.orphans.remove(orphan)
            return
        told = before is not None and before.lemma in speech_lemmas() and not self._closes(draft, opening)
        if told and before is not None and opening.left in (",", ";") and opening.at == before.end + 2:
            draft.rel, draft.governor = "ccomp", before  # saying, it is
            return
        if self._closes(draft, opening):
            if self.root is not None:
                self.root.rel, self.root.governor = "ccomp", draft
                if self.main is not None and self.main.rel == "conj" and self.main is not self.root:
                    self.root.rel = "ccomp"
            self.root = self.main = draft
            draft.rel = "root"
            return
        self._rootlike(draft)

    def _rootlike(self, draft: Draft) -> None:
        if self.root is None:
            draft.rel = "root"
            self.root = self.main = draft
            for orphan in self.orphans:
                if orphan.governor is None:
                    orphan.governor = draft
            self.orphans = []
        else:
            draft.rel, draft.governor = "parataxis", self.root

    def _closes(self, draft: Draft, opening: Opening) -> bool:
        """Whether the clause is an attribution behind what is said: ", he said in Paris on Friday."."""
        if draft.lemma not in speech_lemmas() or draft.modal or opening.left not in (",", "Q"):
            return False
        rest = self.letters[draft.end + 1 : draft.end + 2 + LONGEST_TAIL]
        stop = next((place for place, letter in enumerate(rest) if letter in ".,;"), len(rest))
        return stop <= LONGEST_TAIL and not any(letter in "AMVbhdW" for letter in rest[:stop]) and (stop == 0 or rest[0] not in "PG")

    def _relative(self, draft: Draft, before: Draft | None, start: int, opening: Opening) -> None:
        """Who, which, that, what right before the verb."""
        pronoun = self.ends[opening.place]
        assert pronoun is not None
        draft.marker = opening.marker
        at = pronoun.start - 1
        joined = at >= start and self.letters[at] == "K"
        if joined and before is not None and any(other.rel == "acl:relcl" for other in self.drafts[max(0, draft.number - LOOK_BACK) : draft.number]):
            partner = next(other for other in reversed(self.drafts[: draft.number]) if other.rel == "acl:relcl")
            draft.rel, draft.governor, draft.subject = "conj", partner, list(partner.subject)
            return
        while at >= start and self.letters[at] in ",;R" and at > pronoun.start - 3:
            at -= 1
        noun = self.ends[at] if at >= start else None
        if noun is None or noun.kind == "speech" or opening.marker == "what":
            draft.subject = [pronoun]
            if at >= start and self.letters[at] == "R":
                noun = None
            self._complement(draft, before)
            return
        if noun.kind in ("number", "time") and noun.start > start and (other := self.ends[noun.start - 1 - (self.letters[noun.start - 1] == ",")]):
            noun = other  # Ann Lee, 19, who; a plan this year that
        noun = self._antecedent(noun, start, draft)
        draft.rel, draft.noun, draft.subject = "acl:relcl", noun, [noun]
        self._wait(before, pronoun.start)

    def _antecedent(self, noun: Phrase, start: int, draft: Draft) -> Phrase:
        """The chunk before the pronoun, or the one that it hangs on where only that agrees with the verb."""
        first = self.line[draft.first]
        wanted = {"VBZ": "sing", "VBP": "plur"}.get(first.tag, "plur" if first.lower == "were" else "sing" if first.lower == "was" else "")
        head = noun
        for _ in range(2):
            if not head.case or head.start - 1 < start or self.ends[head.start - 1] is None:
                break
            outer = self.ends[head.start - 1]
            assert outer is not None
            if wanted and noun.number != wanted and outer.number == wanted:
                return outer
            if draft.marker == "who" and head.case in ("in", "at", "from", "on"):
                return outer
            head = outer
        return noun

    def _marked_alone(self, draft: Draft, before: Draft | None, start: int, opening: Opening) -> None:
        """A conjunction right before the verb: "that" for which the tagger saw no pronoun, "as expected"."""
        noun = self.ends[opening.at - 1] if opening.at > start else None
        draft.marker = opening.marker
        if noun is not None and opening.marker == "that":
            draft.rel, draft.noun, draft.subject = "acl:relcl", noun, [noun]
            self._wait(before, opening.at)
        elif before is not None:
            draft.rel, draft.governor, draft.subject = "advcl", before, list(before.subject)
        else:
            self._rootlike(draft)

    def _shared(self, draft: Draft, opening: Opening) -> None:
        """ "and" right before a finite verb: it shares the subject of the verb of its own kind before it."""
        number = draft.number
        partner = None
        for other in reversed(self.drafts[max(0, number - LOOK_BACK) : number]):
            if not other.finite:
                continue
            if draft.modal or not other.modal or draft.tense == "pres":
                if other.tense == draft.tense or other.modal or draft.modal:
                    partner = other
                    break
            partner = None
        if partner is None:
            partner = next((other for other in reversed(self.drafts[max(0, number - LOOK_BACK) : number]) if other.finite), None)
        waits = self._pop(draft) if partner is None else None
        if waits is not None:
            self._with_subject(draft, None, waits)
            draft.opens = opening.place
        elif partner is None:
            self._rootlike(draft)
        else:
            draft.rel, draft.governor, draft.subject = "conj", partner, list(partner.subject)
            if partner is self.main:
                self.main = draft

    def _resumed(self, draft: Draft, before: Draft | None, start: int, opening: Opening) -> None:
        """A finite verb with no subject beside it: one that waits, one before an insertion, one after the verb, or a shared one."""
        if opening.kind == "comma":
            inserted = self._before_insertion(start, opening.place, before)
            if inserted is not None:
                self._with_subject(draft, before, inserted)
                return
        inverted = self._inverted(draft, before, opening)
        if not inverted and (waits := self._pop(draft)) is not None:
            told = before is not None and before is self.root and before.lemma in speech_lemmas() and opening.kind == "comma" and not waits.left
            self._with_subject(draft, None if not waits.left else self._verb_before(waits.at), waits)
            draft.opens = min(draft.first, opening.at) if opening.kind == "comma" else draft.first
            if told and before is not None:
                draft.rel, draft.governor = "ccomp", before
            return
        if inverted:
            self._rootlike_over(draft, opening)
        elif before is not None and opening.kind == "comma" and before.finite and (partner := self._last_finite(draft)) is not None:
            draft.rel, draft.governor, draft.subject = "conj", partner, list(partner.subject)
        elif before is not None and opening.kind == "start" and takes_clause(before):
            draft.rel, draft.governor = "ccomp", before
        elif opening.kind == "comma" and (left := self._look_left(start, opening.place, before)).kind == "subject":
            self._with_subject(draft, before, left)
        else:
            self._rootlike(draft)

    def _verb_before(self, at: int) -> Draft | None:
        """The last verb group that ends before the place `at`."""
        return next((other for other in reversed(self.drafts) if other.last < at), None)

    def _inverted(self, draft: Draft, before: Draft | None, opening: Opening) -> bool:
        """Whether the subject stands after the verb: "..., said Ann Lee", "There is", "Among them was Bo"."""
        after = self.begins[draft.last + 1] if draft.last + 1 < len(self.line) else None
        if after is None or after.case or after.kind in ("time", "speech") or self.letters[after.first] == "W":
            return False
        told = draft.lemma in speech_lemmas() and (opening.kind in ("comma", "speech") or (opening.kind == "start" and draft.first == 0))
        fronted = opening.kind == "start" and before is None and draft.first > 0 and draft.tense != "base"
        if told and opening.kind == "comma" and self.root is None and before is None:
            told = True
        if not (told or fronted) or (told and self.waiting and self.waiting[-1][1] and opening.kind == "comma"):
            return False
        if told and draft.last + 1 < len(self.line) and self.line[after.head].lower in ("him", "them", "me", "us"):
            return False
        draft.subject, draft.inverted, draft.owns = [after], True, True
        return True

    def _rootlike_over(self, draft: Draft, opening: Opening) -> None:
        if draft.lemma in speech_lemmas() and self.root is not None and opening.kind in ("comma", "speech"):
            self.root.rel, self.root.governor = "ccomp", draft
            self.root = self.main = draft
            draft.rel = "root"
        else:
            self._rootlike(draft)

    def _before_insertion(self, start: int, comma: int, before: Draft | None) -> Opening | None:
        """The subject before an insertion without a verb: "Lum, the mayor, said", "The army, on Friday, left"."""
        floor = max(start, comma - LONGEST_LOOK)
        opened = next((at for at in range(comma - 1, floor - 1, -1) if self.letters[at] in ",;"), -1)
        if opened < 0:
            return None
        for _ in range(4):
            opening = self._look_left(start, opened, before)
            if opening.kind == "comma":
                opened = opening.place
                continue
            if opening.kind != "subject":
                return None
            if opening.subject[-1].kind == "number" and opening.left == ",":
                opened = opening.at - 1
                continue
            if opening.left == "v" and before is not None and not takes_clause(before):
                return None
            if opening.left == "," and not opening.marker and before is None:
                return opening
            return opening
        return None

    # --- verbs that are not finite ---

    def _beside(self, draft: Draft, start: int) -> tuple[int, str]:
        """The place and letter of what stands before the group, adverbs left out."""
        at = draft.first - 1
        while at >= start and self.letters[at] == "R":
            at -= 1
        return at, self.letters[at] if at >= start else ""

    def _infinitive(self, draft: Draft, before: Draft | None, start: int) -> None:
        at, letter = self._beside(draft, start)
        phrase = self.ends[at] if at >= start else None
        draft.opens = draft.first
        if letter == "K" and (partner := self._same_kind(draft)) is not None:
            self._join_to(draft, partner)
        elif letter in ("w", "W"):
            draft.marker, draft.opens = self.line[at].lower, at
            draft.rel, draft.governor = ("ccomp", before) if before is not None else ("advcl", None)
            self._control(draft, before)
        elif phrase is not None:
            self._infinitive_after(draft, before, start, phrase)
        elif before is None:
            self._orphan(draft, "advcl")
        elif letter in ("", "J", "t", "E") or (letter == "I" and at == start):
            moves = before.lemma in _use("moves") and not before.going_on
            draft.rel, draft.governor = "advcl" if moves else "xcomp", before
            self._control(draft, before)
        else:
            draft.rel, draft.governor = "advcl", self._climb(before) if letter == "," else before
            self._control(draft, draft.governor)

    def _infinitive_after(self, draft: Draft, before: Draft | None, start: int, phrase: Phrase) -> None:
        """An infinitive after a noun: a plan to leave, told them to leave, took arms to leave."""
        lemma = self.line[phrase.head].lemma
        purpose = lemma == "order" and phrase.case == "in"
        persuades = before is not None and before.lemma in _use("persuades")
        if phrase.case == "for" and phrase.kind != "time" and lemma not in _use("plan"):
            draft.subject, draft.marker, draft.opens = [phrase], "for", phrase.start
            draft.rel, draft.governor = "advcl", before
            if before is None or before.lemma == "be":
                self._wait(before, phrase.start)
        elif purpose:
            draft.marker = "in order"
            self._orphan(draft, "advcl")
            if before is not None:
                self.orphans.pop()
                draft.governor = self._climb(before)
        elif before is not None and persuades and (not phrase.case or phrase.case == "on") and phrase.kind != "time":
            draft.rel, draft.governor, draft.subject = "xcomp", before, [self._head_back(phrase.last, start) or phrase]
        elif before is None or (lemma in _use("plan") and (before.lemma != "be" or not phrase.kind == "pronoun")):
            draft.rel, draft.noun = "acl", phrase
            self._control(draft, before)
            self._wait(before, draft.first)
        elif before.lemma == "be" and not phrase.case and self.line[phrase.head].tag.startswith("JJ"):
            draft.rel, draft.governor = "xcomp", before
            self._control(draft, before)
        elif phrase.kind == "time" and not phrase.case and before.lemma not in ("take",):
            draft.rel, draft.governor = "xcomp", before
            self._control(draft, before)
        else:
            draft.rel, draft.governor = "advcl", before
            self._control(draft, before)

    def _control(self, draft: Draft, before: Draft | None) -> None:
        if before is not None:
            draft.controller = before

    def _same_kind(self, draft: Draft) -> Draft | None:
        """The verb before that "and" joins to one that is not finite."""
        number = draft.number
        for other in reversed(self.drafts[max(0, number - LOOK_BACK) : number]):
            if other.form == draft.form or (draft.tense == "base" and (other.tense == "inf" or other.modal or other.form == "B")):
                return other
            if draft.form == "E" and other.form == "V" and other.passive:
                return other
        return None

    def _join_to(self, draft: Draft, partner: Draft) -> None:
        draft.rel, draft.governor, draft.controller = "conj", partner, partner
        draft.subject = list(partner.subject)
        if partner.passive and draft.form == "E":
            draft.passive = True
        draft.modal = draft.modal or (partner.modal if draft.tense == "base" else "")
        if draft.tense == "base" and partner.tense == "inf":
            draft.tense = "inf"

    def _orphan(self, draft: Draft, rel: str) -> None:
        draft.rel = "advcl"
        draft.shared = True  # the subject is the governor's
        self.orphans.append(draft)

    def _bare(self, draft: Draft, before: Draft | None, start: int) -> None:
        """A bare verb: "and go", "let them go", an order."""
        at, letter = self._beside(draft, start)
        phrase = self.ends[at] if at >= start else None
        draft.opens = draft.first
        partner = self._same_kind(draft) if letter in ("K", ",") and before is not None else None
        if partner is not None and (letter == "K" or partner.tense == "inf" or partner.modal):
            self._join_to(draft, partner)
        elif before is not None and before.lemma in ("let", "make", "help", "have", "see", "hear", "watch", "go") and (letter == "" or phrase is not None):
            draft.rel, draft.governor = "xcomp", before
            if phrase is not None:
                draft.subject = [phrase]
            else:
                self._control(draft, before)
        elif phrase is not None and not phrase.case:
            opening = self._look_left(start, draft.first, before)
            if opening.kind == "subject":
                self._with_subject(draft, before, opening)
            else:
                self._rootlike(draft)
        elif letter == "K" and self.root is not None:
            draft.rel, draft.governor = "conj", self.main or self.root
        elif before is not None and letter == "" and before.finite:
            draft.rel, draft.governor = "xcomp", before
            self._control(draft, before)
        else:
            self._rootlike(draft)

    def _participle(self, draft: Draft, before: Draft | None, start: int) -> None:
        at, letter = self._beside(draft, start)
        phrase = self.ends[at] if at >= start else None
        draft.opens = draft.first
        draft.passive = draft.passive or (draft.form == "E" and draft.first == draft.last)
        if letter == "K" and (partner := self._same_kind(draft)) is not None:
            self._join_to(draft, partner)
        elif letter in ("I", "A", "w", "T"):
            self._governed(draft, before, start, at)
        elif phrase is not None and phrase.kind != "speech":
            self._reduced(draft, before, start, phrase)
        elif letter == "" and before is not None:
            draft.rel, draft.governor = "xcomp", before
            self._control(draft, before)
        elif letter in (",", ";") and at > start and (noun := self._head_back(at - 1, start)) is not None and self._unverbed(before, start, at):
            draft.rel = "acl" if draft.form == "E" else "advcl"
            if draft.form == "E":
                draft.noun = noun
            else:
                self.orphans.append(draft)
            draft.subject = [noun]
            self._wait(before, draft.first)
        elif letter == "," and draft.form == "E" and at > start and (noun := self.ends[at - 1]) is not None:
            draft.rel, draft.noun, draft.subject = "acl", noun, [noun]
        elif before is None or self.root is None and not self.drafts[0].finite:
            self._orphan(draft, "advcl")
        else:
            draft.rel, draft.governor = "advcl", self._climb(before)
            self._control(draft, draft.governor)

    def _unverbed(self, before: Draft | None, start: int, at: int) -> bool:
        """Whether the chunk before the comma at `at` still has no verb: "The army, fearing a raid, left"."""
        opening = self._look_left(start, at, before)
        return opening.kind == "subject" and (opening.left not in ("v", "n", "x") or takes_clause(before))

    def _governed(self, draft: Draft, before: Draft | None, start: int, at: int) -> None:
        """After a preposition or conjunction: of killing, after leaving, while fighting."""
        draft.marker, draft.opens = self.line[at].lower, at
        noun = self.ends[at - 1] if at > start else None
        if noun is not None and self.letters[at] == "I" and (draft.marker == "of" or (before is None)) and noun.kind != "time":
            draft.rel, draft.noun = "acl", noun
            self._control(draft, before)
            self._wait(before, at)
        elif before is None:
            self._orphan(draft, "advcl")
            self._wait(before, at)
        else:
            comma = at > start and self.letters[at - 1] == ","
            draft.rel, draft.governor = "advcl", self._climb(before) if comma else before
            draft.controller = draft.governor

    def _reduced(self, draft: Draft, before: Draft | None, start: int, phrase: Phrase) -> None:
        """Right after a noun: "officials briefed on it", "crowds marching"."""
        if phrase.kind == "pronoun" and before is not None and before.lemma in _use("persuades"):
            draft.rel, draft.governor, draft.subject = "xcomp", before, [phrase]
            return
        if phrase.kind == "time" and before is not None:
            draft.rel, draft.governor = "advcl", before
            self._control(draft, before)
            return
        draft.rel, draft.noun, draft.subject = "acl", phrase, [phrase]
        self._wait(before, draft.first)

    # --- the end ---

    def _adopt(self) -> None:
        """Give a headline its main verb, orphans their governor."""
        if self.root is None and self.drafts:
            headline = next((d for d in reversed(self.drafts) if d.form == "E" and d.rel == "acl"), None)
            draft = headline or next((d for d in self.drafts if d.rel == "advcl" and d.governor is None), self.drafts[0])
            draft.rel, draft.governor, draft.noun = "root", None, None
            if draft is headline:
                opening = self._look_left(0, draft.first, None)
                if opening.kind == "comma" and self.waiting:
                    opening = self.waiting[-1][0]
                    draft.make_finite()
                if opening.kind == "subject":
                    draft.subject, draft.owns = list(opening.subject), True
            self.root = self.main = draft
        for draft in self.drafts:
            if draft.governor is None and draft.noun is None and draft is not self.root:
                draft.governor = self.root
            if draft.governor is draft:
                draft.governor = None

    def _finish(self) -> None:
        """Controllers, the clause that a relative stands under, depth. In the order of the verbs, so each once."""
        for draft in self.drafts:
            if draft.noun is not None and draft.governor is None:
                draft.governor = draft.noun.home if draft.noun.home is not draft else None
        self._break_rings()
        for draft in self.drafts:
            if draft.shared and draft.controller is None:
                draft.controller = draft.governor
            draft.settle_subject()
        for phrase in self.phrases:
            phrase.clause = phrase.home.n if phrase.home is not None else None
            if phrase.kind == "speech":
                self._say(phrase)
        for draft in self.drafts:
            draft.settle_depth()

    def _say(self, phrase: Phrase) -> None:
        """Hang a quotation on the verb of speech beside it."""
        before = self._verb_before(phrase.first)
        after = next((d for d in self.drafts[before.number + 1 if before else 0 :][:2]), None)
        for draft in (before, after):
            if draft is not None and draft.lemma in speech_lemmas() and draft.finite:
                draft.said.append(phrase)
                phrase.clause = draft.n
                return

    def _break_rings(self) -> None:
        """No clause may stand above itself."""
        done: set[int] = set()
        for draft in self.drafts:
            chain: set[int] = set()
            at: Draft | None = draft
            while at is not None and at.number not in done:
                chain.add(at.number)
                if at.governor is not None and at.governor.number in chain:
                    at.governor = self.root if self.root is not None and self.root.number not in chain else None
                at = at.governor
            done |= chain
