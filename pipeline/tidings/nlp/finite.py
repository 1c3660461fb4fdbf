"""Finite clauses in their place: main, joined, complement, relative, adverbial."""

from __future__ import annotations

from tidings.dictionary import tags as dictionary_tags
from tidings.known import is_person_noun
from tidings.nlp.analysis import ACCUSATIVE, NOMINATIVE, Rel
from tidings.nlp.arguments import Draft
from tidings.nlp.chunks import Phrase
from tidings.nlp.earlier import LOOK_BACK, EarlierClauses
from tidings.nlp.openings import Opening, clause_lemmas, speech_lemmas, takes_clause
from tidings.nlp.words import ASIDES, words_that

LONGEST_TAIL = 10  # words after a speech verb that closes a sentence: ", he said in Paris on Friday."


def _tells_of_thing(draft: Draft) -> bool:
    """Whether a relative clause tells of a thing, and things say nothing: not "a raid that killed nine and said"."""
    return draft.rel == "acl:relcl" and draft.marker in ("that", "which")


class FiniteClauses(EarlierClauses):
    """Places the finite verbs of a line, one after the other."""

    # --- By what stands to the left ---

    def _finite(self, draft: Draft, before: Draft | None, start: int) -> None:
        if draft.asked is not None:
            at = draft.asked.start
            opening = Opening("subject", at, -1, "", (draft.asked,), self._letter_before(at, start, before))
        else:
            opening = self._look_left(start, draft.first, before)
        draft.opens = min(opening.at, draft.first)
        if before is not None and self.root is None and self._surely_waits() and self._lists(opening):
            self._take_waiting(draft, before)  # a man who stole from an aunt and a friend [a man] fled
        elif opening.kind == "subject":
            self._with_subject(draft, before, opening)
        elif opening.kind == "relative":
            self._relative(draft, before, start, opening)
        elif opening.kind == "marker":
            self._marked_alone(draft, before, opening)
        elif opening.kind == "and":
            self._shared(draft, opening)
        else:
            self._resumed(draft, before, start, opening)

    def _lists(self, opening: Opening) -> bool:
        """Whether "and" joins a noun to one before it, as no clause is there yet that it could join."""
        return opening.kind == "subject" and opening.left == "K" and not opening.marker and opening.subject[-1].kind != "pronoun"

    def _with_subject(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        left = opening.left
        draft.there = self.line[opening.subject[-1].head].tag == "EX"
        draft.subject, draft.owns = [] if draft.there else list(opening.subject), not draft.there
        draft.marker, draft.opens = opening.marker, opening.at
        if before is not None and left == "v" and opening.at == before.end + 1 and draft.finite and self._may_be_subject(before):
            self._with_clause(draft, before)
            return
        if left == "," and draft.lemma in speech_lemmas() and self.letters[draft.end + 1 : draft.end + 2] == ",":
            self._wait(before, opening.at)  # The plan, he said, would fail
        if opening.marker:
            self._marked(draft, before, opening)
        elif left == "K":
            self._joined(draft, opening)
        elif left == "n" or (left in ("v", "x") and before is not None):
            self._unmarked(draft, before, opening)
        else:
            self._next_main(draft, before, opening)

    def _may_be_subject(self, clause: Draft) -> bool:
        """Whether a clause may be the subject of what follows: what he said, (that) raising taxes."""
        asks = clause is self.root and clause.marker in words_that("subject clause")
        does = clause.form == "G" and (clause.marker == "that" or (self.root is None and clause in self.orphans))
        return clause.lemma not in speech_lemmas() and (asks or does)

    def _with_clause(self, draft: Draft, clause: Draft) -> None:
        """A verb whose subject is a clause, of which nobody tells who does it: what he said was false, said that raising taxes was a mistake."""
        draft.subject, draft.owns, draft.opens = [], False, draft.first
        above = clause.governor
        clause.hang("ccomp", draft)
        clause.controller, clause.shared = None, False
        if clause is self.root:
            self.root = None
        if above is not None:
            draft.hang("ccomp", above)
        else:
            self._rootlike(draft)

    def _marked(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """A clause with a conjunction or relative pronoun and a subject of its own."""
        marker, left = opening.marker, opening.left
        if left == "K" and (partner := self._marked_before(draft, marker)) is not None:
            draft.hang("conj", partner)
            return
        noun = self._noun_before(opening)
        rel = self._on_noun(noun, before, opening) if noun is not None else None
        asks = before is not None and before.lemma in words_that("asks")
        if rel is not None:
            draft.hang(rel, None, noun)
            self._wait(before, opening.at)
        elif self.letters[opening.place] == "W" or marker in words_that("content") or (marker == "if" and asks):
            self._complement(draft, before)
        else:
            self._aside(draft, before, opening)

    def _noun_before(self, opening: Opening) -> Phrase | None:
        """The chunk before a clause of which that may tell; of "warnings from the crew that" the claim."""
        noun = self.ends[opening.at - 1] if opening.left == "n" else None
        if noun is None and opening.left == "," and opening.marker in words_that("after comma"):
            noun = self.ends[opening.at - 2]
        outer = self.ends[noun.start - 1] if noun is not None and noun.case in ("by", "from") else None
        return outer if outer is not None and self._is(outer, "claim") else noun

    def _on_noun(self, noun: Phrase, before: Draft | None, opening: Opening) -> Rel | None:
        """How a clause with this marker hangs on the chunk before it, if it does."""
        marker, pronoun = opening.marker, self.letters[opening.place] == "W"
        if marker == "that":
            return self._that_on_noun(noun, before, pronoun)
        if pronoun or marker == "whose":
            return "acl:relcl" if marker != "what" else None
        where = marker == "where" or (marker == "when" and noun.kind == "time")
        return "acl:relcl" if where and noun.kind != "pronoun" else None

    def _that_on_noun(self, noun: Phrase, before: Draft | None, pronoun: bool) -> Rel | None:
        """How a clause with "that" hangs on the chunk before it, if it does. `pronoun`: whether the tagger takes "that" for one."""
        claims = self._is(noun, "claim")
        takes = before is not None and before.lemma in clause_lemmas() | words_that("takes")
        addressed = before is not None and before.lemma in words_that("tells") and noun.start == before.end + 1
        joins = addressed or claims or (takes and (noun.case != "" or noun.kind == "time"))
        if pronoun and not joins:
            return "acl:relcl"
        if before is not None and takes and (before.lemma == "tell" or not claims):
            return None
        return "acl" if claims else "acl:relcl"

    def _marked_before(self, draft: Draft, marker: str) -> Draft | None:
        """The clause that "and that" goes on from: the last with this marker, else the last complement."""
        earlier = self._earlier(draft)[: LOOK_BACK if marker in words_that("repeated") else 1]
        found = next((other for other in earlier if other.marker == marker), None)
        return found or next((other for other in earlier if other.rel == "ccomp" and marker in ("that", "whether")), None)

    def _complement(self, draft: Draft, before: Draft | None) -> None:
        if before is None and self.letters[0] == "I" and draft.opens <= 1:
            self._orphan(draft)  # In what was seen as a retreat, he left
        elif before is None:
            self._rootlike(draft)
        else:
            draft.hang("ccomp", before)

    def _aside(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """An adverbial clause: under the clause before, or waiting for the one it opens."""
        draft.rel = "advcl"
        beside = self.letters[opening.at - 1] if opening.at else ""
        early = opening.left == "," and self.root is None and before is not None and not before.finite and bool(self.waiting)
        if before is not None and (early or (beside and beside in "AK;")):
            self.orphans.append(draft)
            if beside == "A":
                draft.frame = self.line[opening.at - 1].lower  # said that when they came
            elif beside == "K":
                draft.frame = ""
            else:
                draft.governor = self._climb(before)
            return
        self._wait(before, opening.at)
        if before is None:
            self.orphans.append(draft)
        else:
            draft.governor = self._climb(before) if opening.left == "," else before

    # --- Clauses on the level of others ---

    def _joined(self, draft: Draft, opening: Opening) -> None:
        """ "and" before a clause with its own subject."""
        comma = opening.place > 0 and self.letters[opening.place - 1] in ",;"
        self.waiting = [item for item in self.waiting[-6:] if item[1]]
        if self.root is None:
            self._rootlike(draft)
            return
        partner = self.main if comma or self.main is None else self._last_finite(draft)
        draft.hang("conj", partner or self.root)
        if partner is self.main:
            self.main = draft

    def _unmarked(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """A clause whose subject stands right after another's verb or object: "said he left", "the man he saw"."""
        noun = self.ends[opening.at - 1] if opening.left == "n" else None
        pronoun = self.line[opening.subject[-1].head].tag == "PRP"
        if before is not None and self._lacks_verb(draft, before):
            self._take_waiting(draft, before)  # rebels demanding pensions [rebels] took the town
        elif takes_clause(before) and not self._is_object_told_of(noun, before, pronoun):
            draft.hang("ccomp", before)
        elif pronoun and self.root is None and self.orphans and self._ends_aside(draft, self.orphans[-1]):
            self._next_main(draft, before, opening)  # if anyone wants to help Chad he should
        elif noun is not None and (pronoun or opening.subject[0].definite == "the" or opening.subject[0].kind == "name"):
            draft.hang("acl:relcl", None, noun)
            self._wait(before, opening.at)
        elif before is None:
            self._next_main(draft, before, opening)
        elif self._interrupts(before):
            self._take_waiting(draft, before)
        elif before in self.orphans or (before.rel == "advcl" and self.root is None):
            self._next_main(draft, before, opening)
        else:
            draft.hang("ccomp", before)

    def _is_object_told_of(self, noun: Phrase | None, before: Draft | None, pronoun: bool) -> bool:
        """Whether a pronoun behind an object begins what is told of it: "knew the man he saw", no "told the man he left"."""
        beside = noun is not None and before is not None and noun.start == before.end + 1
        return beside and pronoun and before is not None and before.lemma not in words_that("tells")

    def _ends_aside(self, draft: Draft, aside: Draft) -> bool:
        """Whether nothing parts a clause from the aside before it, and no other can be the main one, but words that name a speaker at the end."""
        others = (d for d in self.drafts[draft.number + 1 :][:LOOK_BACK] if d.finite)
        return "," not in self.letters[aside.first : draft.first] and all(self.letters[d.end + 1 : d.end + 2] in ("", ".") for d in others)

    def _take_waiting(self, draft: Draft, before: Draft) -> None:
        """Give the verb the subject that waits."""
        popped = self._pop()
        assert popped is not None
        self._with_subject(draft, before if popped.left else None, popped)
        draft.opens = draft.first

    def _next_main(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """A clause with a subject of its own after a comma, a quotation, or at the start."""
        orphan = next((orphan for orphan in reversed(self.orphans[-3:]) if orphan.frame is not None), None)
        if orphan is not None and orphan.frame is not None and before is not None:
            outer = self.drafts[max(0, orphan.number - 1)]
            if orphan.frame:
                draft.hang("ccomp", outer)
                draft.marker = orphan.frame
            else:
                draft.hang("conj", self.main or outer)
            orphan.frame, orphan.governor = None, draft
            self.orphans.remove(orphan)
        elif self._closes(draft, opening):
            self._over(draft)
        elif before is not None and self._introduces(before, opening):
            draft.hang("ccomp", before)  # saying, it is
        else:
            self._rootlike(draft)

    def _introduces(self, before: Draft, opening: Opening) -> bool:
        """Whether a verb of speech stands right before the comma before the clause, and is none of an aside: not "As we noted, he left"."""
        beside = opening.left in (",", ";") and opening.at == before.end + 2
        return beside and before.lemma in speech_lemmas() and before not in self.orphans

    def _rootlike(self, draft: Draft) -> None:
        if self.root is not None:
            draft.hang("parataxis", self.root)
            return
        draft.rel = "root"
        self.root = self.main = draft
        for orphan in self.orphans:
            orphan.governor = orphan.governor or draft
        self.orphans = []

    def _over(self, draft: Draft) -> None:
        """An attribution behind what is said is the root."""
        if self.root is not None:
            self.root.rel, self.root.governor = "ccomp", draft
        draft.rel = "root"
        self.root = self.main = draft

    def _closes(self, draft: Draft, opening: Opening) -> bool:
        """Whether the clause is an attribution behind what is said: ", he said in Paris on Friday."."""
        if draft.lemma not in speech_lemmas() or draft.modal or opening.left not in (",", "Q"):
            return False
        rest = self.letters[draft.end + 1 : draft.end + 2 + LONGEST_TAIL]
        stop = next((place for place, letter in enumerate(rest) if letter in ".,;"), len(rest))
        return stop <= LONGEST_TAIL and not any(letter in "AMVbhdW" for letter in rest[:stop]) and (stop == 0 or rest[0] not in "PG")

    # --- Verbs without a subject of their own right before them ---

    def _relative(self, draft: Draft, before: Draft | None, start: int, opening: Opening) -> None:
        """Who, which, that, what right before the verb."""
        pronoun = self.ends[opening.place]
        assert pronoun is not None
        draft.marker = opening.marker
        at = pronoun.start - 1
        if at >= start and self.letters[at] == "K":
            partner = next((other for other in self._earlier(draft) if other.rel == "acl:relcl"), None)
            if partner is not None:
                draft.join(partner)
                return
        while at >= start and self.letters[at] in ",;R" and at > pronoun.start - 3:
            at -= 1
        noun = self.ends[at] if at >= start else None
        if noun is None or noun.kind == "speech" or opening.marker == "what":
            draft.subject = [pronoun]
            self._complement(draft, before)
            return
        if noun.kind in ("number", "time") and noun.start > start:  # Ann Lee, 19, who; a plan this year that
            noun = self.ends[noun.start - 1 - (self.letters[noun.start - 1] == ",")] or noun
        noun = self._antecedent(noun, start, draft)
        draft.hang("acl:relcl", None, noun)
        several = self._is_plural(draft.first) and not noun.plural and not noun.case
        draft.subject = list(self._listed(noun, start, before)) if several else [noun]  # Chad and Niger, which are
        self._wait(before, pronoun.start)

    def _antecedent(self, noun: Phrase, start: int, draft: Draft) -> Phrase:
        """The chunk before the pronoun, or the one that it hangs on where only that agrees with the verb."""
        comma = self.letters[noun.last + 1] == ","
        plural = self._is_plural(draft.first)
        head = noun
        if draft.marker == "who" and not comma and is_person_noun(self.line[noun.head].lemma):
            return noun
        for _ in range(2):
            outer = self.ends[head.start - 1] if head.case not in ("", "as") and head.start > start else None
            if outer is None:
                break
            if plural is not None and noun.plural != plural == outer.plural:
                return outer
            if draft.marker == "who" and (comma or head.case in words_that("of place") or (self._is_somebody(outer) and not self._is_somebody(head))):
                return outer
            head = outer
        return noun

    def _marked_alone(self, draft: Draft, before: Draft | None, opening: Opening) -> None:
        """A conjunction right before the verb: as expected."""
        draft.marker = opening.marker
        if before is None:
            self._rootlike(draft)
        else:
            draft.hang("advcl", before)
            draft.subject = list(before.subject)

    def _shared(self, draft: Draft, opening: Opening) -> None:
        """ "and" right before a finite verb: it shares the subject of the verb of its own kind before it."""
        partner = self._partner(draft)
        if partner is not None:
            draft.join(partner)
            if partner is self.main:
                self.main = draft
        elif (waits := self._pop()) is not None:
            self._with_subject(draft, None, waits)
            draft.opens = opening.place
        else:
            self._rootlike(draft)

    def _partner(self, draft: Draft) -> Draft | None:
        """The finite verb before that "and" joins to this one: of verbs of speech, a verb of speech."""
        told = draft.lemma in clause_lemmas()
        earlier = [d for d in self._earlier(draft) if d.finite and not d.there and not (told and _tells_of_thing(d))]
        speech = False
        if told and not draft.modal:
            earlier.sort(key=lambda d: d.lemma not in speech_lemmas() or d.rel == "acl:relcl" or bool(d.modal))  # said it was late and warned them
            speech = bool(earlier) and earlier[0].lemma in speech_lemmas() and not earlier[0].modal
        alike = (d for d in earlier if speech or draft.modal or (d.tense == draft.tense and not d.modal) or (d.modal and draft.tense == "pres"))
        perfect = (d for d in earlier if d.perfect and not d.modal and draft.tense == "past")  # has warned that it could rain and declined
        return next(alike, None) or next(perfect, earlier[0] if earlier else None)

    def _resumed(self, draft: Draft, before: Draft | None, start: int, opening: Opening) -> None:
        """A finite verb with no subject beside it: one stands before an insertion or behind, waits, or is shared."""
        comma = opening.kind == "comma"
        inserted = self._before_insertion(start, opening.place, before) if comma else None
        if inserted is not None and not (inserted.left == "K" and self._surely_waits()):
            self._with_subject(draft, before, inserted)
        elif self.root is not None and opening.kind == "start" and self.root.marker in words_that("subject clause") and not self._surely_waits():
            self._with_clause(draft, self.root)
        elif before is not None and self._in_gap(draft, before):
            draft.hang("ccomp", before)
            draft.subject = [before.noun] if before.noun is not None else []
        elif self._inverted(draft, before, opening):
            over = draft.lemma in speech_lemmas() and self.root is not None and opening.kind != "start"
            (self._over if over else self._rootlike)(draft)
        elif before is not None and opening.kind == "start" and self._reduces(before):
            self._take_over(draft, before)
        else:
            self._without_subject(draft, before, start, opening)

    def _without_subject(self, draft: Draft, before: Draft | None, start: int, opening: Opening) -> None:
        """A finite verb whose subject waits, is that of the verb before a comma, or stands before that comma."""
        comma = opening.kind == "comma"
        if (waits := self._pop()) is not None:
            told = before is not None and before is self.root and before.lemma in speech_lemmas() and comma and not waits.left
            self._with_subject(draft, self._verb_before(waits.at) if waits.left else None, waits)
            draft.opens = min(draft.first, opening.at) if comma else draft.first
            if told:
                draft.rel, draft.governor = "ccomp", before
        elif comma and before is not None and before.finite and (partner := self._last_finite(draft)) is not None:
            draft.join(partner)
        elif before is not None and opening.kind == "start" and before.form == "G" and before.marker == "that":
            self._with_clause(draft, before)
        elif opening.kind == "start" and takes_clause(before):
            draft.hang("ccomp", before)
        elif comma and (left := self._look_left(start, opening.place, before)).kind == "subject":
            self._with_subject(draft, before, left)
        else:
            self._rootlike(draft)

    def _opens_relative(self, draft: Draft) -> bool:
        """Whether a clause is a relative one with a subject of its own: "a man that police say"."""
        return draft.rel == "acl:relcl" and draft.owns and draft.marker != ""

    def _in_gap(self, draft: Draft, before: Draft) -> bool:
        """Whether the verb is that of what a relative clause reports: "a road that police say is closed", where the noun's own verb comes later."""
        if draft.first != before.end + 1 or not self._opens_relative(before) or not takes_clause(before):
            return False
        later = self._next(draft)
        follows = later is not None and later.finite and self.letters[later.first - 1] not in ",KAwW"
        return follows or not any(strong for _, strong in self.waiting[-6:])

    def _reduces(self, before: Draft) -> bool:
        """Whether what the tagger took for a past tense describes its subject: "Officials briefed on the plan said"."""
        after = self.begins[before.end + 1]
        alone = before.finite and before.owns and before.rel not in ASIDES and before.first == before.last and self.line[before.last].tag == "VBD"
        closed = after is None or not after.case
        if not alone or (takes_clause(before) and closed) or (after is not None and closed) or self.line[before.subject[-1].head].lower in NOMINATIVE:
            return False
        return "VBN" in dictionary_tags(self.line[before.last].lower)

    def _take_over(self, draft: Draft, before: Draft) -> None:
        """Give the place and subject of `before` to `draft`, and make `before` a participle on that subject."""
        draft.hang(before.rel, before.governor, before.noun)
        draft.marker, draft.subject, draft.owns, draft.opens = before.marker, before.subject, True, before.opens
        before.hang("acl", None, before.subject[-1])
        before.opens, before.form, before.finite, before.tense, before.passive, before.owns = before.first, "E", False, "part", True, False
        self.root = draft if self.root is before else self.root
        self.main = draft if self.main is before else self.main

    def _inverted(self, draft: Draft, before: Draft | None, opening: Opening) -> bool:
        """Take the subject that stands after the verb, if it does: "..., said Ann Lee", "There is", "Among them was Bo"."""
        after = self.begins[draft.last + 1]
        if after is None or after.case or after.kind in ("time", "speech") or self.letters[after.first] == "W":
            return False
        if not self._inverts(draft, before, opening, after):
            return False
        while (owned := self.begins[min(after.last + 2, len(self.letters))]) is not None and owned.owner is after:
            after = owned  # said the firm's spokeswoman
        draft.subject, draft.inverted, draft.owns = [after], True, True
        return True

    def _inverts(self, draft: Draft, before: Draft | None, opening: Opening, after: Phrase) -> bool:
        """Whether the chunk after the verb may be its subject: a speaker's behind what is said, or one behind a place."""
        kind, opens = opening.kind, opening.kind == "start" and draft.first == 0
        if draft.lemma not in clause_lemmas() or draft.perfect or not (opens or kind in ("comma", "speech")):  # "..., has rejected the plan"
            return kind == "start" and not opens and before is None and draft.lemma in words_that("inverts")
        quoted = kind == "comma" and self.line[opening.place].quotation is not None and self.line[draft.first].quotation is None
        aside = before is not None and before.rel == "acl:relcl"  # Lum, who wrote “Salt,” said she
        waited = kind == "comma" and (aside or not quoted) and any(strong for _, strong in self.waiting[-6:])
        return not waited and self.line[after.head].lower not in ACCUSATIVE
