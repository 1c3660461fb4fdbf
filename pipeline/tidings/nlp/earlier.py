"""What a verb finds before it: the clauses it may join or hang on, and subjects that wait for a verb.

A chunk that could be a subject and meets a relative clause or participle first, waits in `waiting` until a finite verb
comes that has no subject of its own: "The group, which lost the town, [the group] attacked".
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings.nlp.analysis import Word
from tidings.nlp.arguments import Draft
from tidings.nlp.openings import Line, Opening, speech_lemmas, takes_clause
from tidings.nlp.words import ASIDES, ON_NOUN, words_that

LOOK_BACK = 8  # verb groups looked at for the one that "and" joins to


class EarlierClauses(Line):
    """A line whose clauses are being placed."""

    def __init__(self, line: Sequence[Word]) -> None:
        super().__init__(line)
        self.orphans: list[Draft] = []  # asides that stand before the clause they belong to
        self.root: Draft | None = None
        self.main: Draft | None = None  # the last clause on the level of the root

    def _earlier(self, draft: Draft) -> list[Draft]:
        """The verb groups before one, the nearest first, as far as anything looks back."""
        return self.drafts[max(0, draft.number - LOOK_BACK) : draft.number][::-1]

    def _next(self, draft: Draft) -> Draft | None:
        """The verb group after one."""
        return self.drafts[draft.number + 1] if draft.number + 1 < len(self.drafts) else None

    def _last_finite(self, draft: Draft) -> Draft | None:
        return next((other for other in self._earlier(draft) if other.finite and other.rel not in ON_NOUN), self.main)

    def _verb_follows(self, draft: Draft) -> bool:
        """Whether a finite verb comes later that no conjunction or relative pronoun opens."""
        last = draft
        for later in self.drafts[draft.number + 1 : draft.number + LOOK_BACK]:
            between = self.letters[last.end + 1 : later.first]
            if ";" in between:
                return False
            beside = self.ends[later.first - 1]
            governed = beside is not None and beside.case != "" and beside.start == last.end + 1  # "the time for talking to him is over"
            opened = any(letter in "AWwK" for letter in between) or (takes_clause(last) and "," not in between and not governed)
            opened = opened or any(word.lower in words_that("either") for word in self.line[last.end + 1 : later.first])
            if later.finite and not opened and (later.lemma not in speech_lemmas() or self._has_no_speaker(later)):
                return True
            last = later
        return False

    def _has_no_speaker(self, draft: Draft) -> bool:
        """Whether a verb of speech behind a comma goes on from a subject before that: "Lum, accused of theft, denied it", no ", said Lum"."""
        after = self.begins[draft.end + 1]
        return self.letters[draft.first - 1] == "," and (after is None or after.case != "" or not self._is_somebody(after))

    def _climb(self, draft: Draft) -> Draft:
        """The clause that goes on after a comma: out of relatives and participles."""
        for _ in range(LOOK_BACK):
            if draft.governor is None or draft.rel not in ASIDES | {"xcomp"}:
                break
            draft = draft.governor
        return self.main if draft.rel in ON_NOUN and self.main is not None else draft

    def _orphan(self, draft: Draft, before: Draft | None = None) -> None:
        """An aside that shares the subject of its clause: the one before, else the one to come."""
        draft.rel, draft.shared = "advcl", True
        if before is None:
            self.orphans.append(draft)
        else:
            draft.governor = self._climb(before)

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
        opening = self._over_apposition(opening, start, before)  # Lum, a mayor who
        aside = before is not None and before.rel in ASIDES and before.noun is None and opening.left == ","
        strong = (opening.left != "v" or takes_clause(before) or aside) and not (before is not None and opening.left == "n" and not opening.marker)
        self.waiting.append((opening, strong and not opening.subject[-1].case))

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

    def _surely_waits(self) -> bool:
        """Whether the last that waits is a subject for certain."""
        return bool(self.waiting) and self.waiting[-1][1]

    def _pop(self) -> Opening | None:
        """The nearest subject that waits, the surer ones first."""
        last = len(self.waiting) - 1
        place = next((at for at in range(last, max(-1, last - 5), -1) if self.waiting[at][1]), last)
        if place < 0:
            return None
        opening = self.waiting[place][0]
        del self.waiting[place:]
        return opening

    def _lacks_verb(self, draft: Draft, before: Draft) -> bool:
        """Whether a subject waits for the only verb that is left."""
        waits = self.root is None and before.rel == "acl" and before.form == "G" and self._surely_waits()
        return waits and not self._verb_follows(draft)

    def _interrupts(self, before: Draft) -> bool:
        """Whether the clause before stands between a subject that waits and its verb."""
        above = before.governor
        reported = before.rel == "ccomp" and above is not None and above.rel == "acl:relcl"  # the clan that police say took a nurse [denied it]
        return (before.rel in ASIDES or not before.finite or reported) and self._waits(before)
