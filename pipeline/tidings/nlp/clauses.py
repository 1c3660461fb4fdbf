"""Clauses of a sentence: each verb group in its place, with subject, objects, obliques and what it hangs on.

`syntax` takes the tagged words of one sentence and returns its chunks and clauses. The reader goes once from left to
right over the verb groups. What stands between two of them (marks, conjunctions, chunks: `openings`) tells how the
second hangs on what came before: `finite` for finite verbs, here infinitives, bare verbs and participles.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from tidings import lexicon
from tidings.dictionary import tags as dictionary_tags
from tidings.nlp.analysis import NOMINATIVE, Chunk, Clause, Word
from tidings.nlp.arguments import Draft, fill_arguments
from tidings.nlp.chunks import Phrase, link_phrases
from tidings.nlp.finite import FiniteClauses
from tidings.nlp.lines import lines_of
from tidings.nlp.openings import clause_lemmas, speech_lemmas, takes_clause
from tidings.nlp.words import ADJECTIVES, words_that

_NUMBER = attrgetter("n")


def syntax(words: Sequence[Word]) -> tuple[tuple[Chunk, ...], tuple[Clause, ...]]:
    """The chunks and clauses of one sentence's words, in order. Near-linear in their number."""
    chunks: list[Chunk] = []
    clauses: list[Clause] = []
    for line in lines_of(words):
        reader = _Reader(line)
        chunks += [phrase.frozen(line) for phrase in reader.phrases]
        clauses += [draft.frozen(line) for draft in reader.drafts]
    return tuple(sorted(chunks, key=_NUMBER)), tuple(sorted(clauses, key=_NUMBER))


@cache
def accusers() -> frozenset[str]:
    """Verbs of speech with an object and "of": accused them of lying."""
    return frozenset(row["verb"] for row in lexicon.rows("speech_verbs") if "object-of" in lexicon.split(row["takes"]))


def _is_bare_after(draft: Draft, other: Draft) -> bool:
    """Whether a bare verb goes on from an infinitive or a modal: to leave and go, may leave and go."""
    return draft.tense == "base" and (other.tense == "inf" or other.modal != "")


def _moves(draft: Draft | None) -> bool:
    """Whether an infinitive after the verb tells its purpose: went to see."""
    return draft is not None and draft.lemma in words_that("moves")


class _Reader(FiniteClauses):
    """One line being read."""

    def __init__(self, line: Sequence[Word]) -> None:
        super().__init__(line)
        before: Draft | None = None
        for draft in self.drafts:
            start = before.end + 1 if before is not None else 0
            self._mend(draft, before, start)
            if draft.finite:
                self._finite(draft, before, start)
            else:
                self._unfinite(draft, before, start)
            before = draft
        self._adopt()
        starts = frozenset(draft.subject[0].first for draft in self.drafts if draft.owns)
        link_phrases(self.phrases, line, self.letters, starts)
        fill_arguments(self.drafts, self.phrases, self.letters)
        self._finish()

    def _mend(self, draft: Draft, before: Draft | None, start: int) -> None:
        """A participle that only a past tense can be, and the other way round."""
        if draft.first == draft.last == 0 and self.line[0].tag == "VBD" and draft.lemma != "say":
            draft.form, draft.finite, draft.tense, draft.passive = "E", False, "part", True  # Asked about it, he left
        elif draft.form == "E" and not draft.finite and draft.first == draft.last and self._is_past(draft, before, start):
            draft.make_finite()

    def _is_past(self, draft: Draft, before: Draft | None, start: int) -> bool:
        """Whether a lone participle is a finite verb."""
        at, letter, phrase = self._beside(draft, start)
        if letter == "" and before is not None and self._opens_relative(before) and before.lemma in clause_lemmas():
            return self._takes_object(draft)  # a man that police say shot the mayor
        if phrase is not None:
            return self._is_past_after(draft, before, phrase, start)
        if letter == "K":
            return before is not None and not before.passive and (self._takes_object(draft) or self._goes_on(draft, before))
        if letter == "," and before is not None and self._resumes_report(draft, before, start, at):
            return True
        says = draft.lemma in speech_lemmas() and self._surely_waits()  # a spokesman, who would not be named, said it would
        if letter not in (",", ";") or self.root is not None or (self._verb_follows(draft) and not says):
            return False
        return self._surely_waits() or self._before_insertion(start, at, before) is not None  # Lum, the mayor, fled

    def _resumes_report(self, draft: Draft, before: Draft, start: int, at: int) -> bool:
        """Whether a form with an object is the verb of the chunk that an apposition parts from it: said Lum, the mayor, told them."""
        may_be_past = self._takes_object(draft) and "VBD" in dictionary_tags(self.line[draft.last].lower)
        inserted = self._before_insertion(start, at, before) if before.finite and takes_clause(before) and may_be_past else None
        return inserted is not None and inserted.left == "v" and not inserted.marker

    def _is_past_after(self, draft: Draft, before: Draft | None, phrase: Phrase, start: int) -> bool:
        """Whether a lone participle right after a chunk is a finite verb."""
        pronoun = self.line[phrase.head].lower in NOMINATIVE
        if phrase.kind != "speech" and (pronoun or self._takes_object(draft) or self._is_marked(draft, phrase, start)):
            return True  # rebels burned two bridges
        return phrase.start == start and not phrase.case and before is not None and self._complies(draft, before)  # said Lum complied with the order

    def _takes_object(self, draft: Draft) -> bool:
        after = self.begins[draft.end + 1]
        return after is not None and not after.case and after.kind not in ("time", "speech") and self.letters[after.head] != "W"

    def _is_marked(self, draft: Draft, phrase: Phrase, start: int) -> bool:
        later = self._next(draft)
        if later is not None and later.finite and not any(letter in "AWwK,;" for letter in self.letters[draft.end + 1 : later.first]):
            return False  # that a group based in Oslo has left
        return not phrase.case and phrase.start > start and self.letters[phrase.start - 1] in "AWw"

    def _goes_on(self, draft: Draft, before: Draft) -> bool:
        """Whether a lone participle of a verb of speech behind "and" goes on from a past tense: accused him and called for help."""
        by = draft.end + 1 < len(self.line) and self.line[draft.end + 1].lower == "by"
        told = self.root or before
        return draft.lemma in speech_lemmas() and before.form != "E" and not by and told.finite and told.tense == "past"

    def _complies(self, draft: Draft, before: Draft) -> bool:
        """Whether a lone participle right after a verb of speech and a noun is the verb of what is said."""
        if before.lemma not in speech_lemmas() or not before.finite or draft.end + 1 >= len(self.line):
            return False
        later = self._next(draft)
        return self.line[draft.end + 1].lower != "by" and (later is None or self.letters[later.first - 1] in "K,")

    def _unfinite(self, draft: Draft, before: Draft | None, start: int) -> None:
        """A verb that is not finite, by what stands beside it."""
        at, letter, phrase = self._beside(draft, start)
        if draft.tense == "part":
            draft.passive = draft.passive or (draft.form == "E" and draft.first == draft.last)
        partner = self._same_kind(draft) if letter in ("K", ",") else None
        if partner is not None and (letter == "K" or _is_bare_after(draft, partner)):
            self._join_to(draft, partner)
        elif draft.tense == "inf":
            self._infinitive(draft, before, start, at, letter, phrase)
        elif draft.tense == "base":
            self._bare(draft, before, start, phrase, letter)
        elif letter and letter in "IAwT":
            self._governed(draft, before, start, at)
        elif phrase is not None and phrase.kind != "speech":
            self._reduced(draft, before, phrase)
        else:
            self._participle(draft, before, start, at, letter)

    def _infinitive(self, draft: Draft, before: Draft | None, start: int, at: int, letter: str, phrase: Phrase | None) -> None:
        if letter in ("w", "W"):
            draft.marker, draft.opens = self.line[at].lower, at
            draft.follow("ccomp" if before is not None else "advcl", before)
        elif phrase is not None:
            self._infinitive_after(draft, before, start, phrase)
        elif before is None:
            self._orphan(draft)
        else:
            beside = not letter or letter in "JtE" or (letter == "I" and at == start)
            apart = _moves(before) and not before.going_on
            draft.follow("xcomp" if beside and not apart else "advcl", self._climb(before) if letter == "," else before)

    def _infinitive_after(self, draft: Draft, before: Draft | None, start: int, phrase: Phrase) -> None:
        """An infinitive after a noun: a plan to leave, told them to leave, took arms to leave."""
        planned = self.ends[phrase.start - 1] if phrase.case == "by" or phrase.kind == "time" else None
        if planned is not None and self._is(planned, "plan"):
            draft.hang("acl", None, planned)
            draft.controller = before
            draft.subject = [phrase] if phrase.kind != "time" else []  # an offer by Lum to leave, plans this year to leave
            self._wait(before, draft.first)
        elif phrase.case == "for" and phrase.kind != "time" and not self._is(phrase, "plan") and not _moves(before):
            self._with_whom_for(draft, before, phrase)
        elif phrase.case == "in" and self.line[phrase.head].lemma == "order":
            draft.marker = "in order"
            self._orphan(draft, before)
        elif before is not None and (whom := self._whom(phrase, before, start)) is not None:
            draft.hang("xcomp", before)
            draft.subject = [whom]
        elif before is None or self._takes_infinitive(phrase, before):
            draft.hang("acl", None, phrase)
            draft.controller = before
            self._wait(before, draft.first)
        else:
            draft.follow("xcomp" if self._is_completed(phrase, before) else "advcl", before)

    def _is_completed(self, phrase: Phrase, before: Draft) -> bool:
        """Whether an infinitive behind a chunk completes the verb, and tells no purpose: "was unable to leave", "agreed on Friday to leave"."""
        if phrase.kind != "time":
            return before.lemma == "be" and self.line[phrase.head].tag in ADJECTIVES and not phrase.case
        given = self.begins[before.end + 1]
        acts = given is not None and not given.case and given.kind != "time" and before.lemma not in words_that("persuades")
        return before.lemma != "take" and not _moves(before) and not acts

    def _takes_infinitive(self, phrase: Phrase, before: Draft) -> bool:
        """Whether an infinitive tells of the chunk: a plan to leave, the first to leave."""
        first = any(word.tag == "JJS" or word.lower in words_that("ordinal") for word in self.line[phrase.first : phrase.last + 1])
        return (first and phrase.kind != "time") or (self._is(phrase, "plan") and (before.lemma != "be" or phrase.kind != "pronoun"))

    def _with_whom_for(self, draft: Draft, before: Draft | None, phrase: Phrase) -> None:
        """ "for both sides to sign": the chunk is the subject."""
        draft.subject, draft.marker, draft.opens = [phrase], "for", phrase.start
        draft.hang("advcl", before)
        if before is None or before.lemma == "be":
            self._wait(before, phrase.start)

    def _whom(self, phrase: Phrase, before: Draft, start: int) -> Phrase | None:
        """Who is told to act: the object, over its of-phrases ("urged the heads of the guilds to stay")."""
        if before.lemma not in words_that("persuades") or phrase.kind == "time":
            return None
        head = self._head_back(phrase.last, start) or phrase
        return head if not head.case or head.case in words_that("calls on") else None

    def _same_kind(self, draft: Draft) -> Draft | None:
        """The verb before that "and" joins to one that is not finite."""
        return next((other for other in self._earlier(draft) if other.form == draft.form or _is_bare_after(draft, other)), None)

    def _join_to(self, draft: Draft, partner: Draft) -> None:
        draft.join(partner)
        draft.controller = partner
        draft.passive = draft.passive or (partner.passive and draft.form == "E")
        if draft.tense == "base":
            draft.modal = draft.modal or partner.modal
            draft.tense = "inf" if partner.tense == "inf" else "base"

    def _bare(self, draft: Draft, before: Draft | None, start: int, phrase: Phrase | None, letter: str) -> None:
        """A bare verb: "and go", "let them go", an order."""
        if before is not None and before.lemma in words_that("bare infinitive") and (letter == "" or phrase is not None):
            draft.follow("xcomp", before)
            draft.subject = [phrase] if phrase is not None else []
        elif phrase is not None and (opening := self._look_left(start, draft.first, before)).kind == "subject":
            several = opening.subject[-1].plural or len(opening.subject) > 1
            if several and not opening.marker and draft.first == draft.last:
                draft.form, draft.finite, draft.tense = "V", True, "pres"  # officials say: no order, no subjunctive
            self._with_subject(draft, before, opening)
        elif letter == "K" and self.root is not None:
            self._go_on(draft)
        elif before is not None and letter == "" and before.finite:
            draft.follow("xcomp", before)
        else:
            self._rootlike(draft)

    def _go_on(self, draft: Draft) -> None:
        """A bare verb behind "and": present tense where that goes on from one ("rebels hold the port and shell the town")."""
        partner = next((d for d in self._earlier(draft) if d.finite), None)
        if partner is not None and partner.tense == "pres" and not partner.modal and partner.subject and partner.subject[-1].plural:
            draft.join(partner)
            draft.tense = "pres"
        else:
            draft.hang("conj", self.main or self.root)

    def _participle(self, draft: Draft, before: Draft | None, start: int, at: int, letter: str) -> None:
        """A participle after a verb, a comma, or nothing."""
        if letter == "" and before is not None:
            draft.follow("xcomp", before)
        elif letter in (",", ";") and at > start and self._tells_of_noun(draft, before, start, at):
            return
        elif before is None or (self.root is None and not self.drafts[0].finite):
            self._orphan(draft)
        else:
            harm = draft.lemma in words_that("harm") and before.finite and before.marker in ("after", "when")  # "after men opened fire, killing ten"
            draft.follow("advcl", before if harm else self._reported_before(draft, before) or self._climb(before))

    def _reported_before(self, draft: Draft, before: Draft) -> Draft | None:
        """The clause that a verb of speech between commas reports, if a participle goes on from it: "They left, he said, dropping the case"."""
        content = next((d for d in reversed(self.drafts[: before.number]) if d.governor is before and d.rel == "ccomp"), None)
        alone = before.end + 1 < len(self.line) and self.letters[before.end + 1] == "," and before.end + 2 == draft.first
        return content if alone and draft.lemma not in speech_lemmas() else None

    def _tells_of_noun(self, draft: Draft, before: Draft | None, start: int, at: int) -> bool:
        """Hang a participle on the noun before the comma at `at`, if it tells of that: "The army, fearing a raid, left"."""
        last = at - 1
        while last > start and self.letters[last] == "R":
            last -= 1  # Chad again, backed by others, left
        noun, past = self._head_back(last, start), draft.form == "E"
        if noun is None:
            return False
        if self._unverbed(draft, before, start, at):
            draft.hang("acl" if past else "advcl", None, noun if past else None)
            if not past:
                self.orphans.append(draft)
            self._wait(before, draft.first)
        elif past and self.letters[at] == ",":
            noun = self.ends[last] or noun
            draft.hang("acl", None, noun)
        else:
            return False
        draft.subject = [noun]
        return True

    def _unverbed(self, draft: Draft, before: Draft | None, start: int, at: int) -> bool:
        """Whether the chunk before the comma at `at` still has no verb: "The army, fearing a raid, left"; not "found the army guilty, citing"."""
        opening = self._look_left(start, at, before)
        free = not opening.left or opening.left not in "vnx" or (takes_clause(before) and (self.letters[at] != "," or self._verb_follows(draft)))
        return opening.kind == "subject" and free

    def _governed(self, draft: Draft, before: Draft | None, start: int, at: int) -> None:
        """After a preposition or conjunction: of killing, after leaving, while fighting."""
        draft.marker, draft.opens = self.line[at].lower, at
        noun = self.ends[at - 1] if at > start else None
        if before is not None and (whom := self._blamed(noun, before, draft.marker)) is not None:
            draft.hang("advcl", before)
            draft.subject = [whom]
        elif (
            noun is not None and self.letters[at] == "I" and noun.kind != "time" and (draft.marker == "of" or self._is_unverbed(noun, draft, before))
        ):
            draft.hang("acl", None, noun)
            draft.controller = before
            self._wait(before, at)
        elif before is None:
            self._orphan(draft)
            self._wait(before, at)
        else:
            draft.follow("advcl", self._climb(before) if at > start and self.letters[at - 1] == "," else before)

    def _is_unverbed(self, noun: Phrase, draft: Draft, before: Draft | None) -> bool:
        """Whether the noun before a preposition still has no verb: "The plan for moving them failed", "said the plan for moving them failed"."""
        return before is None or (takes_clause(before) and self.begins[before.end + 1] is noun and self._verb_follows(draft))

    def _blamed(self, noun: Phrase | None, before: Draft, marker: str) -> Phrase | None:
        """The object of the verb before, if the deed behind a preposition is its: accused them of lying, jailed two men for burning it."""
        whom = self.begins[before.end + 1] if marker in ("of", "for", "from") else None
        if marker == "of":  # also behind an aside: accused the firm, Delmar, of lying
            return (noun or whom if not before.passive else noun) if before.lemma in accusers() else None
        return whom if whom is not None and not whom.case and self._is_somebody(whom) else None

    def _reduced(self, draft: Draft, before: Draft | None, phrase: Phrase) -> None:
        """Right after a noun: "officials briefed on it", "crowds marching"."""
        if before is not None and (phrase.kind == "time" or self._urges(draft, before, phrase)):
            draft.follow("advcl", before)
            return
        draft.subject = [phrase]
        if before is not None and phrase.kind == "pronoun" and before.lemma in words_that("persuades"):
            draft.hang("xcomp", before)
        else:
            draft.hang("acl", None, phrase)
            self._wait(before, draft.first)

    def _urges(self, draft: Draft, before: Draft, phrase: Phrase) -> bool:
        """Whether the subject says it, not the noun beside: sent a letter to the king urging him; but calls from students demanding it."""
        given = self.begins[before.end + 1]
        beside = phrase.case not in ("", "from", "by") and (phrase.case == "of" or phrase.case not in words_that("noun only"))
        return draft.form == "G" and draft.lemma in speech_lemmas() and beside and given not in (None, phrase)

    def _adopt(self) -> None:
        """Give a headline its main verb, orphans their governor."""
        if self.root is None and self.drafts:
            headline = next((d for d in reversed(self.drafts) if d.form == "E" and d.rel == "acl"), None)
            draft = headline or next((d for d in self.drafts if d.rel == "advcl" and d.governor is None), self.drafts[0])
            draft.hang("root", None)
            if draft is headline:
                self._take_headline(draft)
            self.root = self.main = draft
        for draft in self.drafts:
            if draft.governor is None and draft.noun is None and draft is not self.root:
                draft.governor = self.root

    def _take_headline(self, draft: Draft) -> None:
        """Make the last participle on a noun the verb of a line without one; in running text it is a past tense."""
        if self.letters[-1] == "." and self.letters[draft.last + 1 : draft.last + 2] and self.line[draft.last + 1].lower != "by":
            draft.make_finite()
        opening = self._look_left(0, draft.first, None)
        if self._surely_waits() and opening.kind == "subject" and any(d.end < opening.at for d in self.drafts[: draft.number]):
            opening = self.waiting[-1][0]  # men carrying flags marched on the palace
        if opening.kind == "comma" and self.waiting:
            opening = self.waiting[-1][0]
            draft.make_finite()
        if opening.kind == "subject":
            draft.subject, draft.owns = list(opening.subject), True

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
            if phrase.kind == "speech":
                self._say(phrase)
        for draft in self.drafts:
            draft.settle_depth()

    def _say(self, phrase: Phrase) -> None:
        """Hang a quotation on the verb of speech beside it."""
        before = self._verb_before(phrase.first)
        number = before.number if before is not None else -1
        for draft in self.drafts[max(0, number) : number + 2]:
            if draft.lemma in speech_lemmas() and draft.finite:
                draft.said.append(phrase)
                phrase.home = draft
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
