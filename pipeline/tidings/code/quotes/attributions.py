"""Acts of reporting in a sentence: a cue, whose it is, and (by `content`) what is reported.

Four shapes: a verb with its subject, before or behind ("Lum said", "said Lum"); the same without a subject of its own
("saying", "went on to say", "was quoted as saying": the analysis knows who); "according to Lum"; a noun ("Lum's claim that").
`method` names the shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tidings import lexicon
from tidings.code.quotes.cues import cue_nouns, reporting_words
from tidings.code.quotes.lines import Line, Stretch
from tidings.known import cue_rows, frames, is_person_noun
from tidings.nlp.analysis import DASHES, NOMINATIVE, Chunk, Clause
from tidings.nlp.words import COMMON_NOUNS, RELATIVES, line_words, words_that

SPEECH = frames("may be speech")
WEAK_FRAMES = frames("weak")
QUESTIONS = line_words("opens question")
REFUSES = frozenset(["deny", "decline"])  # stances: who does not deny or rule out something says so
ASKED = {"verb": "ask", "particle": "", "stance": "question", "takes": "whether"}
ACCORDING = {"verb": "according to", "particle": "", "stance": "assert", "takes": "clause"}


@dataclass(slots=True)
class Attribution:
    """One act of reporting. `row`: the cue's in its lexicon; `first`, `last`: the cue's own words; `group`: where its verb group begins."""

    row: dict[str, str]
    first: int
    last: int
    group: int
    speaker: Stretch | None
    method: str
    clause: Clause | None = None
    content: list[Stretch] = field(default_factory=list)
    addressee: Stretch | None = None
    own: bool = False  # whether the speaker is the subject of this verb, and stands before it
    antecedent: Stretch | None = None  # whom "who" means
    frame: str = ""  # what the cue takes here
    negated: bool = False

    @property
    def takes(self) -> frozenset[str]:
        """The frames that the cue may take."""
        return frozenset(lexicon.split(self.row["takes"]))

    def holds(self, i: int) -> bool:
        """Whether the word `i` is reported."""
        return any(first <= i < last for first, last in self.content)

    @property
    def subject_before(self) -> bool:
        return self.method not in ("subject-after-cue", "according-to")

    @property
    def participial(self) -> bool:
        """Whether the cue is no finite verb."""
        return self.method in ("participle", "infinitive")

    @property
    def begins(self) -> int:
        """The first word of speaker and cue, where the speaker stands right before the verb."""
        return min(self.group, self.speaker[0]) if self.own and self.speaker is not None else self.group

    @property
    def ends(self) -> int:
        """The word after cue, and speaker where he stands behind it."""
        return self.last if self.subject_before or self.speaker is None else max(self.last, self.speaker[1])


def attributions(line: Line) -> list[Attribution]:
    """The acts of reporting of a sentence in the order of their cues, without content yet; empty where no word can be a cue."""
    found = [a for clause in line.clauses if (a := _of_verb(line, clause)) is not None]
    found += [a for chunk in line.chunks.values() if (a := _according_to(line, chunk) or _of_noun(line, chunk)) is not None]
    found += _asked(line)
    return sorted(found, key=lambda a: a.first)


def may_report(spelt: frozenset[str]) -> bool:
    """Whether a sentence (`Sentence.spelt`) holds a word that may be a cue. Those without one are not read."""
    return not reporting_words().isdisjoint(spelt)


def _of_verb(line: Line, clause: Clause) -> Attribution | None:
    """The clause as an act of reporting, where its verb is a cue in a form that reports."""
    row = _row_of(line, clause)
    if row is None or clause.tense == "base":
        return None
    last = clause.verb + 1 + bool(row["particle"])
    found = Attribution(row, clause.verb, last, clause.first, None, "subject-before-cue", clause, negated=clause.negated)
    if clause.voice == "passive":
        return _passive(line, found)
    speaker = _who_says(line, clause, found)
    if speaker is not None and (_is_none(line, speaker) or _is_speechless(line, clause)):
        return None  # "no group claimed responsibility", "neither side said who fired": nobody did; "a problem that demands an answer"
    if speaker is not None and not _is_nobody(line, clause, speaker):
        _set_speaker(line, found, clause, speaker)
    return found


def _who_says(line: Line, clause: Clause, found: Attribution) -> Stretch | None:
    """Whose verb it is. Sets `method`, and where the verb group begins, by the verb's form."""
    last, speaker = found.last, line.subject(clause)
    if clause.finite:
        speaker = _beside_comma(line, clause, speaker) or speaker or _name_before(line, clause)
        found.method = "subject-after-cue" if speaker is not None and speaker[0] >= last else found.method
    elif clause.tense == "inf":
        found.method = "infinitive"
    else:
        speaker = _whose_saying(line, clause, speaker)
        above = line.governor(clause)
        quoted = above is not None and above.voice == "passive" and line[clause.first - 1].lower == "as"  # she was quoted as saying
        found.method, found.group = ("subject-before-cue", above.first) if quoted and above is not None else ("participle", clause.first)
    return speaker


def _row_of(line: Line, clause: Clause) -> dict[str, str] | None:
    """The row of the lexicon for a verb and its particle."""
    rows = (row for row in cue_rows().get(clause.lemma, ()) if row["verb"] == clause.lemma)
    return next((row for row in rows if row["particle"] in ("", line[clause.verb + 1].lower)), None)


def _set_speaker(line: Line, found: Attribution, clause: Clause, speaker: Stretch) -> None:
    """Set the speaker: "who" in a relative clause, and whom it means, else the subject; and whether he stands right before the verb."""
    own = line.chunks.get(clause.subject[0]) if clause.subject else None
    beside = clause.tense == "part" or not clause.subject or (own is not None and own.clause == clause.n)
    found.speaker, found.own = speaker, found.method == "subject-before-cue" and beside
    pronoun = line[clause.opens]
    if clause.rel == "acl:relcl" and pronoun.lower in words_that("relative") and speaker[1] <= pronoun.i and pronoun.tag in RELATIVES:
        found.speaker, found.antecedent, found.own = (pronoun.i, pronoun.i + 1), speaker, True


def _name_before(line: Line, clause: Clause) -> Stretch | None:
    """The name right before a verb that has no subject, as one phrase with what stands before it: "In a radio interview Lum said"."""
    first = clause.first
    while line[first - 1].pos == "PROPN" and line[first - 1].quotation is None:
        first -= 1
    return (first, clause.first) if first < clause.first else None


def _beside_comma(line: Line, clause: Clause, subject: Stretch | None) -> Stretch | None:
    """The name that a stray comma parts from the verb: "Ada Lum, said the pier was shut"; "“...,” said, Ada Lum"."""
    comma = clause.first - 1
    before = line.ending.get(comma) if line[comma].text == "," and line[comma].quotation is None else None
    if before is not None and before.kind == "name" and not before.case and before.about is None and line[before.first - 1].text == "":
        borrowed = subject is None or any(clause.subject == below.subject for below in line.below.get(clause.n, ()))
        return (before.first, before.last + 1) if borrowed else None
    after = line.starting.get(clause.last + 2) if line[clause.last + 1].text == "," and subject is None else None
    if after is None or after.kind != "name" or after.case or line[clause.first - 1].quotation is None:
        return None
    return line.phrase(after)


def _whose_saying(line: Line, clause: Clause, subject: Stretch | None) -> Stretch | None:
    """Whose "saying" it is: the noun right before it ("with aides saying", "clashed with students demanding change"), else the subject of
    the clause on the main level before it ("issued a note saying", "a letter to members saying").
    """
    above = line.governor(clause)
    if above is not None and clause.marker == "for" and set(above.objects).intersection(clause.subject[:1]):
        return subject  # held Lum in contempt for refusing to leave
    if clause.noun is not None and subject is not None and subject[1] == clause.first and clause.noun in line.chunks:
        opening, noun = line[subject[0] - 1], line.chunks[clause.noun]
        person = not line[noun.head].text.islower() or is_person_noun(line[noun.head].lemma)  # no "a count of fraud admitting"
        if noun.case == "with" or opening.text in ("", ",") or (noun.case != "to" and person):
            return subject
    return line.main_subject(clause.first, last=True) or subject


def _passive(line: Line, found: Attribution) -> Attribution | None:
    """ "It was described by officials as a market": whom "by" names."""
    assert found.clause is not None
    agents = (line.chunks[n] for n in found.clause.obliques if n in line.chunks)
    agent = next((chunk for chunk in agents if chunk.role == "obl:agent"), None)
    if agent is None or "object-as" not in found.takes:
        return None
    found.speaker, found.method = line.phrase(agent), "agent"
    return found


def _is_nobody(line: Line, clause: Clause, speaker: Stretch) -> bool:
    """Whether the subject reports nothing: "let's say", "you know", "what they say it would do"."""
    if line[speaker[1] - 1].lower in line_words("nobody in particular"):
        return True
    return clause.marker in line_words("manner") and clause.finite and line[clause.opens + 1].text != ","


def _is_none(line: Line, speaker: Stretch) -> bool:
    """Whether the subject is nobody at all: "no group", "neither side"."""
    return not line_words("nobody at all").isdisjoint(word.lower for word in line.between(speaker[0] - 1, speaker[0] + 1))


def _is_speechless(line: Line, clause: Clause) -> bool:
    """Whether the subject of a finite verb is a thing that neither speaks nor is written; whose a participle is, is asked elsewhere."""
    subject = line.chunks.get(clause.subject[0]) if clause.subject and clause.finite else None
    return subject is not None and line[subject.head].tag in COMMON_NOUNS and line[subject.head].lemma in line_words("speechless")


def _according_to(line: Line, chunk: Chunk) -> Attribution | None:
    """ "according to aides, ...": the cue, and the noun phrase after it as speaker."""
    if chunk.case != "according to":
        return None
    speaker = line.phrase(chunk, names=True)
    place = speaker[0] - 2
    as_planned = line[chunk.head].lower in line_words("says nothing") and line[place - 1].text != ","
    if line[place].lower != "according" or line[place].quotation is not None or as_planned:
        return None
    return Attribution(ACCORDING, place, speaker[0], place, speaker, "according-to", line.by_verb.get(chunk.clause or -1))


def _of_noun(line: Line, chunk: Chunk) -> Attribution | None:
    """ "Lum's claim that ...": the noun as cue, whose it is as speaker. "Fears of a clash", "claims he lied" are nobody's in particular."""
    head, following = line[chunk.head], line[chunk.last + 1].lower
    row = cue_nouns().get(head.lower)
    if row is None or head.quotation is not None:
        return None
    found = Attribution(row, chunk.head, chunk.head + 1, chunk.first, None, "noun-cue", frame="that-clause")
    if chunk.definite == "own":
        owner = line.chunks.get(chunk.owner) if chunk.owner is not None else None
        found.speaker = (chunk.first, chunk.first + 1) if owner is None else (line.phrase(owner)[0], owner.last + 1)
        return found if following == "that" and chunk.last + 2 not in line.finite else None  # no "Lum's decision that cost lives"
    if head.tag != "NNS":
        return None
    if following == "of" and "of" in found.takes and chunk.of in line.chunks:
        found.frame, found.content = "noun", [(found.last + 1, line.phrase(line.chunks[chunk.of])[1])]
        return found
    bare = following in NOMINATIVE | {"it"} and not chunk.role.startswith("nsubj")
    return found if bare and any(clause.subject == (chunk.last + 1,) for clause in line.by_verb.values()) else None


def _asked(line: Line) -> list[Attribution]:
    """ "Asked whether ..., Lum said": the question that opens the sentence, asked by nobody in particular."""
    at = line.first + (line[line.first].lower == "when")
    clause = line.by_verb.get(at)
    if clause is None or clause.lemma not in ("ask", "question") or clause.voice != "passive":
        return []
    comma = line.find(at + 2, line.end, (",",))
    if comma is None or comma == at + 2 or line[at + 1].lower not in QUESTIONS:
        return []
    return [Attribution(ASKED, at, at + 1, at, None, "question-before-answer", content=[(at + 1, comma)])]


def only_told_of(line: Line, a: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether what is told is not reported as such, but is part of what somebody else says, or of what may come."""
    if a.frame == "question" and a.participial and "clause" not in a.takes:
        return True  # "without knowing how it works"
    if a.method == "infinitive" and not _goes_on_to_say(line, a):
        return True
    if a.method == "participle" and a.clause is not None and a.clause.marker in line_words("without saying"):
        return True  # "another way of saying", "without naming"
    reported = any(other is not a and other.holds(a.first) for other in others)
    if a.frame in WEAK_FRAMES:
        return _only_thought_of(line, a, reported)
    # said he had shown “a complete disregard”: words that the verb does not take are the outer speaker's
    return reported and a.frame == "quotation" and a.takes.isdisjoint(("clause", "words", "noun"))


def _goes_on_to_say(line: Line, a: Attribution) -> bool:
    """Whether an infinitive tells that something was said: "went on to insist", "marched to demand"; not "expected to announce", "tried to show",
    but where words in marks are told with it.
    """
    if any(line.has_quoted(*stretch) for stretch in a.content):
        return True
    above = line.governor(a.clause) if a.clause is not None else None
    if a.clause is None or above is None or above.modal or above.negated:
        return False
    purpose = a.row["stance"] != "assert" and (a.clause.rel == "advcl" or (a.clause.rel == "xcomp" and bool(above.objects)))
    return purpose or above.lemma in line_words("goes on to say")


def _only_thought_of(line: Line, a: Attribution, reported: bool) -> bool:
    """Whether a wish, plan or verdict is not told as such. `reported`: somebody else tells of it."""
    if (a.negated and a.row["stance"] not in REFUSES) or (a.row["stance"] == "assert" and a.method == "infinitive"):
        return True  # "does not recommend a ban"
    if a.antecedent is not None and a.row["stance"] == "assert" and a.clause is not None and line[a.clause.opens - 1].text != ",":
        return True  # "crews who want to leave"
    begin, end = a.content[0]
    if (end - begin == 1 and line[begin].pos == "PRON") or (a.clause is not None and a.clause.modal):
        return True
    if end - begin == 2 and a.frame == "infinitive" and a.clause is not None and a.clause.rel == "acl:relcl" and a.antecedent is None:
        return True  # a truce that they pledged to keep
    ordered = a.frame == "infinitive" and a.own and a.row["stance"] in ("demand", "promise")
    return reported and not ordered  # said that he had ordered them to leave


def follows_mark(line: Line, i: int) -> bool:
    """Whether the word `i` stands behind a comma, a dash or quoted words."""
    before = line[i - 1]
    return before.quotation is not None or before.text == "," or before.text in DASHES
