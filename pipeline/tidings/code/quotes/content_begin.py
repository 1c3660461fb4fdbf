"""Where the words behind a cue begin that are reported, and what they are: a quotation, a clause, an infinitive, a noun."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.quotes.attributions import QUESTIONS, SPEECH, Attribution
from tidings.code.quotes.lines import Line, Stretch
from tidings.known import frames
from tidings.nlp.analysis import QUOTES, Chunk, Clause
from tidings.nlp.words import ON_NOUN, line_words

TOLD_BY_PREPOSITION = frames("tells by preposition")
TOLD = {"that": "that-clause", "about": "preposition"}
OF = {"VBG": "gerund"}  # accused her of leaving
NO_COMPLEMENTS = ON_NOUN | {"conj", "parataxis"}
LONGEST_INSERTION = 20  # words between commas behind somebody accused, urged, described


def begin_behind(line: Line, a: Attribution) -> tuple[int, str] | None:
    """Where the words behind the cue begin that are reported, and what they are; None where the verb takes nothing that stands there."""
    assert a.clause is not None
    at = a.last
    if a.method == "agent":
        return next(((n, "description") for n in a.clause.obliques if n in line.chunks and line.chunks[n].case == "as"), None)
    objects = [chunk for n in a.clause.objects if (chunk := line.chunks.get(n)) is not None and n >= a.last]
    found = _behind_object(line, a, objects) or _behind_preposition(line, a)
    if found is not None or (a.takes & TOLD_BY_PREPOSITION and not a.takes & {"clause", "object-as"}):
        return found
    at = _past_circumstances(line, at, a)
    return _quoted(line, a, at) or _clause_behind(line, a, at) or _noun_behind(line, a, at)


def _behind_preposition(line: Line, a: Attribution) -> tuple[int, str] | None:
    """Called for talks; called on them to leave."""
    at = a.last
    preposition = line[at].lower
    if preposition in a.takes & frames("preposition") and line[at + 1].pos not in ("PUNCT", ""):
        a.last = at + 1
        return at + 1, "preposition"
    told = line.phrase_at(at + 1, preposition) if preposition in ("on", "to") and a.takes & TOLD_BY_PREPOSITION else None
    if told is None or line[told[1]].tag != "TO":
        return None
    a.addressee = told
    return told[1], "infinitive"


def _behind_object(line: Line, a: Attribution, objects: Sequence[Chunk]) -> tuple[int, str] | None:
    """Where what is reported begins behind somebody who is told, urged, accused or described."""
    if not objects or line[objects[0].first].quotation is not None:
        return None
    person = line.joined(objects[0], "of" if "object-of" in a.takes else "")
    if "object" in a.takes:
        a.addressee = person
        return None
    end = _end_of_object(line, a, person[1])
    following = line[end + (line[end].text in QUOTES)]
    if "object-infinitive" in a.takes and (
        following.tag == "TO" or ((following.lower in QUESTIONS or following.lower in TOLD) and end + 1 < line.end)
    ):
        a.addressee = person
        frame = "infinitive" if following.tag == "TO" else TOLD.get(following.lower, "question")
        return end + (following.lower in TOLD), frame
    if "object-of" in a.takes and following.lower == "of" and end + 1 < line.end:
        return end + 1, "preposition" if "of" in a.takes else OF.get(line[end + 1].tag, "noun")
    if "object-as" in a.takes and _describes(line, a, (person[0], end), len(objects) > 1 + len(objects[0].joined)):
        return person[0], "description"
    return None


def _end_of_object(line: Line, a: Attribution, end: int) -> int:
    """Where the phrases end that hang on an object, and an insertion behind it: accused Lum, his rival, of."""
    stops = {word for word in ("of", "as") if f"object-{word}" in a.takes}
    while (further := line.starting.get(end)) is not None and further.case and further.case not in stops:
        end = line.phrase(further)[1]
    commas = (word.i for word in line.between(end, end + LONGEST_INSERTION) if word.text == "," and line[end].text == ",")
    return next((comma + 1 for comma in commas if line[comma + 1].lower in line_words("behind object")), end)


def _describes(line: Line, a: Attribution, described: Stretch, two: bool) -> bool:
    """Whether an object is described: "as" follows, words in marks are in it or follow, or (called it a joke) a second object."""
    following = line[described[1]]
    if following.lower == "as" and described[1] + 1 < line.end:
        return True
    return line.has_quoted(*described) or (a.row["verb"] != "describe" and (two or following.quotation is not None or following.tag in ("DT", "JJ")))


def _past_circumstances(line: Line, at: int, a: Attribution) -> int:
    """Step over whom, when, where and how: "told reporters | on Friday in a statement | that"."""
    if a.addressee is not None and a.addressee[0] == at:
        at = a.addressee[1]
    clause = a.clause
    while at < line.end and clause is not None:
        word, chunk = line[at], line.starting.get(at)
        if word.quotation is not None:
            break
        if word.pos == "ADV" and word.lower != "not" and word.tag != "WRB":
            at += 1
        elif chunk is not None and (chunk.case or chunk.kind == "time") and chunk.clause == clause.n and chunk.role in ("obl", "nmod"):
            if chunk.case == "to" and a.addressee is None:
                a.addressee = line.phrase(chunk)
            at = chunk.last + 1
        else:
            break
    return at


def _quoted(line: Line, a: Attribution, at: int) -> tuple[int, str] | None:
    """Speech in marks behind the cue: at once, behind a comma or colon, or where the analysis hangs it on the verb."""
    if not a.takes & (SPEECH | {"noun"}):
        return None
    place = at + (line[at].text in (",", ":"))
    if line[place].quotation is not None:
        return place, "quotation"
    assert a.clause is not None
    later = next((n for n in a.clause.said if n >= a.last), None)
    if later is not None and a.clause.said and line[later - 1].text in (",", ":") and not line.has_finite(at, later):
        return later, "quotation"
    return None


def _clause_behind(line: Line, a: Attribution, at: int) -> tuple[int, str] | None:
    """The clause, infinitive or -ing that the cue takes."""
    assert a.clause is not None
    if line[at].lower == "that" and line[at].tag in ("IN", "WDT") and at + 1 < line.end:
        return _behind_that(line, at + 1, a)
    bare = "clause" in a.takes and _opens_clause(line, at)
    for clause in _complements(line, a.clause, a.last, at):
        if clause.tense in ("inf", "part"):
            return _verb_form(clause, at, a)
        if bare and at < clause.opens:
            break
        found = _finite_clause(line, clause, at, a)
        if found is not None or not (clause.rel == "advcl" or line[at].text == ","):
            return found
    if bare or (line[at].text == ":" and "clause" in a.takes and at + 3 < line.end):
        return at + (not bare), "clause"
    return None


def _complements(line: Line, above: Clause, last: int, at: int) -> list[Clause]:
    """The clauses under the cue that may complete it: behind its last word; an adverbial one right there only."""
    below = (c for c in line.below.get(above.n, ()) if c.opens >= last and c.rel not in NO_COMPLEMENTS)
    return [clause for clause in below if clause.rel != "advcl" or clause.opens == at]


def _behind_that(line: Line, begin: int, a: Attribution) -> tuple[int, str] | None:
    return (begin + (line[begin].text == ","), "that-clause") if a.takes & frames("with that") else None


def _verb_form(clause: Clause, at: int, a: Attribution) -> tuple[int, str] | None:
    """The infinitive or -ing that stands right behind the cue."""
    if clause.tense == "inf":
        return (clause.first, "infinitive") if "infinitive" in a.takes and clause.first == at else None
    return (clause.opens, "gerund") if a.takes & {"gerund", "noun"} and clause.opens == at else None


def _finite_clause(line: Line, clause: Clause, at: int, a: Attribution) -> tuple[int, str] | None:
    """Where a finite clause under the cue begins, if the cue takes one of its kind."""
    marker = line[clause.opens].lower
    if marker == "that" or clause.marker == "that":
        return _behind_that(line, clause.opens + (marker == "that"), a)
    if marker in QUESTIONS:
        return (clause.opens, "question") if a.takes & frames("with question") else None
    if clause.rel == "advcl" or line[at].text == "," or not ("clause" in a.takes or ("that" in a.takes and _plain(line, clause))):
        return None
    return at if at < clause.opens and not line.has_finite(at, clause.opens) else clause.opens, "clause"


def _opens_clause(line: Line, at: int) -> bool:
    """Whether the noun that stands here is the subject of a finite verb, whatever that hangs on."""
    chunk = line.starting.get(at)
    if chunk is None or chunk.case or chunk.kind == "time":
        return False
    if line[chunk.head].tag == "EX":
        return True
    return any(chunk.n in c.subject and c.finite and c.rel != "acl:relcl" and c.n > at for c in line.by_verb.values())


def _plain(line: Line, clause: Clause) -> bool:
    """Whether a bare clause is one beyond doubt: a pronoun and its verb, or a noun and an auxiliary."""
    subject = line.subject(clause)
    return subject is not None and (line[subject[0]].tag == "PRP" or line[clause.first].pos == "AUX")


def _noun_behind(line: Line, a: Attribution, at: int) -> tuple[int, str] | None:
    """The thing that is praised, denied, demanded; or a phrase that holds words in marks."""
    chunk = line.starting.get(at - bool(a.row["particle"])) or line.starting.get(at)
    if chunk is None or chunk.kind == "time" or (chunk.case and not a.row["particle"]) or line[chunk.head].lemma in line_words("taken, not said"):
        return None
    end = min(line.find(at, line.end, (",",)) or line.end, next((c.first for c in line.clauses if c.first > at), line.end))
    return (at, "noun") if "noun" in a.takes or (a.takes & SPEECH and line.has_quoted(at, end)) else None


def nothing_behind(line: Line, a: Attribution) -> bool:
    """Whether nothing that could be reported follows the cue: ", he said" at the end or before a mark."""
    at = _past_circumstances(line, a.ends, a)
    return at >= line.end or line[at].pos == "PUNCT" or not a.subject_before
