"""Finite clauses in their place: main, joined, complement, relative, adverbial.

A chunk that could be a subject and meets a relative clause or participle first, waits in `waiting` until a finite verb
comes that has no subject of its own: "The group, which lost the town, [the group] attacked".
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings.nlp.analysis import Word
from tidings.nlp.arguments import Draft
from tidings.nlp.chunks import Phrase, is_nominative
from tidings.nlp.openings import LONGEST_LOOK, Line, Opening, speech_lemmas, takes_clause, words_that

LOOK_BACK = 8  # verb groups looked at for the one that "and" joins to
LONGEST_TAIL = 10  # words after a speech verb that closes a sentence: ", he said in Paris on Friday."
ASIDES = ("advcl", "acl", "acl:relcl")


class FiniteClauses(Line):
    """Places the finite verbs of a line, one after the other."""

    def __init__(self, line: Sequence[Word]) -> None:
        super().__init__(line)
        self.orphans: list[Draft] = []  # asides that stand before the clause they belong to
        self.root: Draft | None = None
        self.main: Draft | None = None  # the last clause on the level of the root

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
        elif phrase is not None and phrase.start == start and draft.number and self._complies(draft):
            draft.make_finite()  # said Lum complied with the order
        elif letter == "," and self.root is None and not any(later.finite for later in self.drafts[draft.number + 1 : draft.number + LOOK_BACK]):
            before = self.drafts[draft.number - 1] if draft.number else None
            if (self.waiting and self.waiting[-1][1]) or self._before_insertion(start, at, before) is not None:
                draft.make_finite()  # Lum, the mayor, fled
        elif letter == "K" and takes_object and draft.number and not self.drafts[draft.number - 1].passive:
            draft.make_finite()

    def _complies(self, draft: Draft) -> bool:
        """Whether a lone participle right after a verb of speech and a noun is the verb of what is said."""
        before = self.drafts[draft.number - 1]
        if before.lemma not in speech_lemmas() or not before.finite or draft.end + 1 >= len(self.line):
            return False
        later = self.drafts[draft.number + 1] if draft.number + 1 < len(self.drafts) else None
        return self.line[draft.end + 1].lower != "by" and (later is None or self.letters[later.first - 1] in "K,")

    def _finite(self, draft: Draft, before: Draft | None, start: int) -> None:
        if draft.asked is not None:
            opening = self._look_left(start, draft.asked.start, before)
            opening = Opening(
                "subject",
                draft.asked.start,
                (draft.asked,),
                "",
                -1,
                self._letter_before(draft.asked.start, start, before),
            )
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
            draft.subject, draft.owns, before.rel, before.shared = (
                [],
                False,
                "ccomp",
                False,
            )  # killing people is a crime
        draft.marker = opening.marker
        draft.opens = opening.at
        if opening.left == "," and draft.lemma in speech_lemmas() and self.letters[draft.end + 1 : draft.end + 2] == ",":
            self._wait(before, opening.at)  # The plan, he said, would fail
        if opening.marker:
            self._marked(draft, before, opening)
        elif opening.left == "K":
            self._joined(draft, opening)
        elif opening.left == "n" or (opening.left in ("v", "x") and before is not None):
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
        elif marker in ("that", "whether", "how", "why") or (
            marker == "if" and before is not None and before.lemma in ("ask", "wonder", "know", "see")
        ):
            if noun is not None and marker == "that" and self._claim(noun, before):
                draft.rel, draft.noun = "acl" if self._claims(noun) else "acl:relcl", noun
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
        return self.line[noun.head].lemma in words_that("claim")

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
        early = left == "," and self.root is None and before is not None and not before.finite and bool(self.waiting)
        if before is None:
            self.orphans.append(draft)
            self._wait(before, opening.at)
        elif marked_before or early:
            self.orphans.append(draft)
            draft.frame = self._outer(before, opening.at) if marked_before else None
            if draft.frame is None:
                draft.governor = self._climb(before)
        else:
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
            if draft.governor is None or draft.rel not in (*ASIDES, "xcomp"):
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
        strong = (
            opening.left != "v"
            or takes_clause(before)
            or (before is not None and before.rel in ASIDES and before.noun is None and opening.left == ",")
        )
        if before is not None and opening.left == "n" and not opening.marker:
            strong = False
        self.waiting.append((opening, strong))

    def _waits(self, before: Draft) -> bool:
        """Whether a subject waits that `before` may have interrupted: none has a verb yet, or `before` hangs on it."""
        if not self.waiting:
            return False
        opening = self.waiting[-1][0]
        if self.root is None or opening.left != "v":
            return True
        at: Draft | None = before
        for _ in range(4):
            if at is None or at.noun is not None:
                break
            at = at.governor
        noun = at.noun if at is not None else None
        return noun is not None and (noun in opening.subject or self._head_back(noun.last, 0) in opening.subject)

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

    def _unmarked(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """A clause whose subject stands right after another's verb or object: "said he left", "the man he saw"."""
        noun = self.ends[opening.at - 1] if opening.left == "n" else None
        subject = opening.subject[-1]
        pronoun = self.line[subject.head].tag == "PRP"
        object_first = noun is not None and before is not None and noun.start == before.end + 1 and pronoun
        if before is not None and takes_clause(before) and not (object_first and before.lemma not in words_that("tells")):
            draft.rel, draft.governor = "ccomp", before
        elif noun is not None and (pronoun or opening.subject[0].definite == "the" or opening.subject[0].kind == "name"):
            draft.rel, draft.noun = "acl:relcl", noun
            self._wait(before, opening.at)
        elif before is None:
            self._next_main(draft, before, opening)
        elif (before.rel in ASIDES or not before.finite) and self._waits(before) and (popped := self._pop(draft)) is not None:
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
        comma = self.letters[noun.last + 1] == ","
        wanted = {"VBZ": "sing", "VBP": "plur"}.get(first.tag, "plur" if first.lower == "were" else "sing" if first.lower == "was" else "")
        head = noun
        for _ in range(2):
            if not head.case or head.start - 1 < start or self.ends[head.start - 1] is None:
                break
            outer = self.ends[head.start - 1]
            assert outer is not None
            if wanted and noun.number != wanted and outer.number == wanted:
                return outer
            if draft.marker == "who" and (comma or head.case in words_that("of place")):
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
        earlier = [d for d in reversed(self.drafts[max(0, draft.number - LOOK_BACK) : draft.number]) if d.finite]
        alike = (d for d in earlier if draft.modal or (d.tense == draft.tense and not d.modal) or (d.modal and draft.tense == "pres"))
        partner = next(alike, earlier[0] if earlier else None)
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
        """A finite verb with no subject beside it: one waits, stands before an insertion or behind, or is shared."""
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
        inverts = draft.lemma in words_that("inverts")
        fronted = inverts and opening.kind == "start" and before is None and draft.first > 0
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
