"""Clauses of a sentence: each verb group in its place, with subject, objects, obliques and what it hangs on.

`syntax` takes the tagged words of one sentence and returns its chunks and clauses. The reader goes once from left to
right over the verb groups. What stands between two of them (marks, conjunctions, chunks: `openings`) tells how the
second hangs on what came before: `finite` for finite verbs, here infinitives, bare verbs and participles.
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings.nlp.analysis import Chunk, Clause, Word
from tidings.nlp.arguments import Draft, fill_arguments
from tidings.nlp.chunks import Phrase, link_phrases
from tidings.nlp.finite import LOOK_BACK, FiniteClauses
from tidings.nlp.lines import lines_of
from tidings.nlp.openings import speech_lemmas, takes_clause, words_that


def syntax(words: Sequence[Word]) -> tuple[tuple[Chunk, ...], tuple[Clause, ...]]:
    """The chunks and clauses of one sentence's words, in order. Near-linear in their number."""
    chunks: list[Chunk] = []
    clauses: list[Clause] = []
    for line in lines_of(words):
        reader = _Reader(line)
        chunks += [phrase.frozen(line) for phrase in reader.phrases]
        clauses += [draft.frozen(line) for draft in reader.drafts]
    return tuple(sorted(chunks, key=lambda chunk: chunk.n)), tuple(sorted(clauses, key=lambda clause: clause.n))


class _Reader(FiniteClauses):
    """One line being read."""

    def __init__(self, line: Sequence[Word]) -> None:
        super().__init__(line)
        for number, draft in enumerate(self.drafts):
            self._place(number, draft)
        self._adopt()
        starts = frozenset(draft.subject[0].first for draft in self.drafts if draft.owns)
        link_phrases(self.phrases, line, self.letters, starts)
        fill_arguments(self.drafts, self.phrases, line, self.letters)
        self._finish()

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
            moves = before.lemma in words_that("moves") and not before.going_on
            draft.rel, draft.governor = "advcl" if moves else "xcomp", before
            self._control(draft, before)
        else:
            draft.rel, draft.governor = "advcl", self._climb(before) if letter == "," else before
            self._control(draft, draft.governor)

    def _infinitive_after(self, draft: Draft, before: Draft | None, start: int, phrase: Phrase) -> None:
        """An infinitive after a noun: a plan to leave, told them to leave, took arms to leave."""
        lemma = self.line[phrase.head].lemma
        purpose = lemma == "order" and phrase.case == "in"
        persuades = before is not None and before.lemma in words_that("persuades")
        if phrase.case == "for" and phrase.kind != "time" and lemma not in words_that("plan"):
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
        elif before is None or (lemma in words_that("plan") and (before.lemma != "be" or phrase.kind != "pronoun")):
            draft.rel, draft.noun = "acl", phrase
            self._control(draft, before)
            self._wait(before, draft.first)
        else:
            adjective = before.lemma == "be" and not phrase.case and self.line[phrase.head].tag.startswith("JJ")
            time = phrase.kind == "time" and not phrase.case and before.lemma != "take"
            draft.rel, draft.governor = "xcomp" if adjective or time else "advcl", before
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
        elif before is not None and before.lemma in words_that("bare infinitive") and (letter == "" or phrase is not None):
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
        elif before is None or (self.root is None and not self.drafts[0].finite):
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
        if phrase.kind == "pronoun" and before is not None and before.lemma in words_that("persuades"):
            draft.rel, draft.governor, draft.subject = "xcomp", before, [phrase]
            return
        if phrase.kind == "time" and before is not None:
            draft.rel, draft.governor = "advcl", before
            self._control(draft, before)
            return
        draft.rel, draft.noun, draft.subject = "acl", phrase, [phrase]
        self._wait(before, draft.first)

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
