"""What stands after a cue: where the reported words begin, and what they are (a clause, an infinitive, a noun, words in marks)."""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.code.quotes.noun_phrases import DASHES, RELATIVE_PRONOUNS, phrase_after
from tidings.code.quotes.reporter_lines import Unit
from tidings.code.quotes.reports import SPEECH, Report
from tidings.code.text.word_tags import IN_NOUN_PHRASE, verb_tags

QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which"})
CLAUSE_SUBJECTS = frozenset({"he", "she", "they", "we", "i", "it", "you"})
CLOSERS_OF_CLAUSE = frozenset({";", ".", "!", "?"})
OF_PLACE_AND_MEANS = lexicon.words("line_words", group="circumstance")


def after_cue(units: Sequence[Unit], report: Report, what: frozenset[str]) -> int | None:
    """Where the reported stretch after the cue begins; None where the verb takes nothing that stands there."""
    count = len(units)
    at = report.last
    if at >= count:
        return None
    speech = bool(what & SPEECH)
    if "object" in what or "object-infinitive" in what or "object-of" in what or "object-as" in what:
        begin = _after_object(units, report, what, at)
        if begin is not None:
            return begin
        if "object" in what and "clause" in what:
            at = max(at, report.addressee[1] if report.addressee else at)
    for preposition in ("for", "about", "against", "of", "on", "to"):
        if preposition in what and units[at].lower == preposition:
            return at + 1 if at + 1 < count and units[at + 1].tag != "PUNCT" else None
    if "on-infinitive" in what or "to-infinitive" in what:
        if units[at].lower in {"on", "to"}:
            end = phrase_after(units, at + 1)
            if end < count and units[end].tag == "TO":
                report.addressee = (at + 1, end)
                return end
        if "clause" not in what:
            return None
    at = skip_circumstances(units, at, report)
    if at >= count:
        return None
    unit = units[at]
    if unit.quotation is not None:
        if at > report.last and "clause" not in what and units[at - 1].tag in IN_NOUN_PHRASE:
            return None
        return at if speech or "that" in what or "noun" in what else None
    if unit.text in {":", ","}:
        if at + 1 < count and units[at + 1].quotation is not None and (speech or "that" in what):
            return at + 1
        if unit.text == ":" and "clause" in what and at + 3 < count:
            return at + 1
        if unit.text == "," and what & {"clause", "that"}:
            that = _that_after_insertion(units, at)
            if that is not None:
                return that
        if unit.text == "," and speech:
            later = _quotation_after_insertion(units, at)
            if later is not None:
                return later
        return None
    if unit.tag == "THAT" or unit.lower == "that":
        if ("clause" in what or "that" in what or "gerund" in what or "whether" in what) and at + 1 < count:
            return at + 2 if units[at + 1].text == "," else at + 1
        return None
    if unit.lower in QUESTIONS and what & {"clause", "that", "whether"}:
        told = report.addressee[1] if report.addressee else report.last
        return None if unit.lower in RELATIVE_PRONOUNS and at > max(told, report.last) and units[at - 1].tag in {"NOUN", "PROPN"} else at
    if unit.tag == "TO":
        return at if "infinitive" in what else None
    if unit.tag == "ING" and not ("clause" in what and _is_clause(units, at + 1, report)):
        return at if what & {"gerund", "noun"} else None
    if "clause" in what and _is_clause(units, at, report):
        return at
    if "that" in what and _is_plain_clause(units, at):
        return at
    if unit.tag in IN_NOUN_PHRASE | {"PRON"} and ("noun" in what or (speech and _quotes_a_phrase(units, at))):
        return at
    return None


def frame_of(units: Sequence[Unit], begin: int, what: frozenset[str], report: Report) -> str:
    """What the reported stretch that begins at `begin` is: quotation, that-clause, question, infinitive, gerund, preposition, clause or noun."""
    unit = units[begin]
    before = units[begin - 1]
    if before.tag == "THAT" or before.lower == "that" or (before.text == "," and units[begin - 2].tag == "THAT"):
        return "that-clause"
    if unit.quotation is not None and unit.tag == "QUOTE":
        return "quotation"
    if unit.lower in QUESTIONS:
        return "question"
    if unit.tag == "TO":
        return "infinitive"
    if before.tag == "ADP" and before.lower in what:
        return "preposition"
    if "object-as" in what and unit.tag not in {"ING"}:
        return "description"
    if (unit.tag == "ING" and "clause" not in what - {"gerund"}) or (unit.tag == "ING" and "gerund" in what):
        return "gerund"
    bare = ("clause" in what and _is_clause(units, begin, report)) or ("that" in what and _is_plain_clause(units, begin))
    return "clause" if bare else "noun"


def _is_plain_clause(units: Sequence[Unit], at: int) -> bool:
    """Whether a bare clause begins at `at` beyond doubt: a pronoun and its verb, or a noun phrase and an auxiliary."""
    if units[at].tag == "PRON":
        return units[at].lower in CLAUSE_SUBJECTS and at + 1 < len(units) and units[at + 1].tag in {"FINITE", "AUX"}
    end = phrase_after(units, at)
    return at < end < len(units) and units[end].tag == "AUX"


def _that_after_insertion(units: Sequence[Unit], comma: int) -> int | None:
    """ "said, after a long day, that ...": where the clause after the insertion begins."""
    for at in range(comma + 1, min(len(units) - 1, comma + 15)):
        if units[at].tag == "THAT" and (at == comma + 1 or units[at - 1].text == ","):
            return at + 1
        if units[at].tag in {"FINITE", "AUX", "QUOTE"} or units[at].text in CLOSERS_OF_CLAUSE:
            return None
    return None


def _quotes_a_phrase(units: Sequence[Unit], at: int) -> bool:
    """Whether the noun phrase at `at` holds words in marks: "proclaimed a goal of “...”"."""
    end = phrase_after(units, at)
    return any(unit.quotation is not None for unit in units[at : end + 1])


def _quotation_after_insertion(units: Sequence[Unit], comma: int) -> int | None:
    """ "said, pointing at the map, “...”": the quotation after an insertion between commas."""
    for at in range(comma + 1, min(len(units), comma + 15)):
        if units[at].tag in {"FINITE"}:
            return None
        if units[at].quotation is not None:
            return at if units[at - 1].text in {",", ":"} else None
    return None


def _after_object(units: Sequence[Unit], report: Report, what: frozenset[str], at: int) -> int | None:
    """Where the reported stretch begins after somebody who is told, urged, accused or described."""
    count = len(units)
    if units[at].tag not in IN_NOUN_PHRASE | {"PRON"} or units[at].quotation is not None:
        return None
    end = phrase_after(units, at, hanging=False)
    while end < count and units[end].lower in {"in", "for", "at", "from", "of", "with"} and not ("object-of" in what and units[end].lower == "of"):
        further = phrase_after(units, end + 1, hanging=False)
        if further == end + 1:
            break
        end = further
    if "object" in what:
        person = phrase_after(units, at, hanging=False)
        report.addressee = (at, person if person > at else end)
        return None
    while end < count and units[end].text == "," and not ("object-of" in what and units[end].lower == "of"):
        inserted = next((k for k in range(end + 1, min(count, end + 20)) if units[k].text == ","), None)
        if inserted is None or inserted + 1 >= count or units[inserted + 1].lower not in {"of", "to", "as"}:
            break
        end = inserted + 1
    if end >= count:
        return None
    if "object-infinitive" in what and units[end].tag == "TO":
        report.addressee = (at, end)
        return end
    if "object-infinitive" in what and units[end].lower in {"whether", "if", "how", "why", "what", "about", "that"} and end + 1 < count:
        report.addressee = (at, end)
        return end + 1 if units[end].lower in {"about", "that"} else end
    if "object-of" in what and units[end].lower == "of" and end + 1 < count:
        report.addressee = None
        return end + 1
    if "object-as" in what:
        if any(unit.quotation is not None for unit in units[at:end]):
            return at
        if units[end].lower == "as" and end + 1 < count:
            return at
        if units[at].tag == "PRON" and report.row["verb"] == "call" and units[end].tag in IN_NOUN_PHRASE:
            return at
        if report.row["verb"] in {"call", "brand", "dub", "label"} and units[end].tag in {"DET", "QUOTE", "FRAGMENT", "ADJ", "ADV"}:
            return at
    return None


def skip_circumstances(units: Sequence[Unit], at: int, report: Report) -> int:
    """Step over when, where, to whom and how: "said | on Friday in a statement | that"."""
    count = len(units)
    while at < count:
        unit = units[at]
        if unit.lower in {"earlier", "later", "early", "late"} and at + 1 < count and units[at + 1].tag in {"TIME", "ADP"}:
            at += 1
            continue
        if unit.tag == "TIME" or (unit.tag == "ADV" and unit.lower not in {"not", "there", "only", "even", "just"}):
            at += 1
            continue
        if unit.tag == "ADP" and unit.lower in OF_PLACE_AND_MEANS and at + 1 < count:
            if unit.lower in {"about", "over", "under"} and units[at + 1].tag == "NUM":
                break
            if units[at + 1].tag == "TIME":
                at += 2
                continue
            if units[at + 1].tag == "ING" and unit.lower in {"after", "before", "in"}:
                break
            end = phrase_after(units, at + 1)
            hanging = end + 1 < count and "VBN" in verb_tags(units[end].lower) and units[end + 1].tag in {"ADV", "ADP", "ADJ", "TIME"}
            if not hanging:
                end = _cut_before_clause(units, at + 1, end)
            if end == at + 1:
                break
            if unit.lower == "to" and report.addressee is None:
                report.addressee = (at + 1, end)
            if hanging:
                end += 2 if units[end + 1].tag in {"ADV", "ADJ"} else 1  # in a recording posted online
            at = end
            continue
        if unit.text == "," and at + 2 < count and (units[at + 1].tag == "TIME"):
            break
        break
    return at


def _cut_before_clause(units: Sequence[Unit], start: int, end: int) -> int:
    """In "said in a statement | the firm would close" the circumstance ends where a new noun phrase begins before a verb."""
    if end >= len(units) or units[end].tag not in {"FINITE", "AUX", "ADV"}:
        return end
    for at in range(end - 1, start, -1):
        if units[at].tag in {"DET", "POSS", "PRON"} and units[at - 1].tag in {"NOUN", "PROPN", "NUM"}:
            return at
    for at in range(end - 1, start, -1):
        if units[at].tag == "PROPN" and units[at - 1].tag == "NOUN":
            return at
        if units[at].tag in {"ADJ", "NOUN"} and units[at - 1].tag == "PROPN":
            return at
    return start


def _is_clause(units: Sequence[Unit], at: int, report: Report) -> bool:
    """Whether a bare clause begins at `at`: a noun phrase and then a verb, before any mark that ends the stretch."""
    if at >= len(units):
        return False
    relative = report.speaker is not None and report.speaker[0] > 0 and units[report.speaker[0] - 1].tag in {"WH", "THAT"}
    if units[at].tag in {"FINITE", "AUX"}:
        return relative
    if units[at].tag == "ADP" and at + 1 < len(units) and units[at + 1].tag == "NUM":
        at += 1
    if units[at].tag in {"PUNCT", "CCONJ", "TO", "SCONJ", "THAT", "ADP"} and units[at].lower not in {
        "although",
        "though",
        "while",
        "unless",
        "because",
    }:
        return False
    if units[at].tag == "SCONJ":
        return any(unit.text == "," for unit in units[at:]) or units[at].lower == "because"
    start = at
    at = phrase_after(units, at)
    while at < len(units) and (units[at].tag in {"ADV", "TIME"} or units[at].lower in {"both", "all", "each"}):
        at += 1
    if any(units[k].quotation is not None for k in range(start + 1, at)):
        return True
    if at >= len(units) or units[at].text in CLOSERS_OF_CLAUSE:
        return False
    unit = units[at]
    if unit.tag in {"FINITE", "AUX"} or unit.quotation is not None:
        return True
    wanted = 2 if unit.tag in {"WH", "THAT"} else 1
    if unit.text in {",", "("} or unit.text in DASHES or unit.tag in {"WH", "THAT", "PARTICIPLE", "ING", "TO", "ADP", "ADJ"}:
        return _finite_verbs(units, at, wanted)
    return False


def _finite_verbs(units: Sequence[Unit], at: int, wanted: int) -> bool:
    """Whether `wanted` finite verbs that a noun may be the subject of follow before the stretch ends."""
    for k in range(at + 1, min(len(units), at + 40)):
        if units[k].text in CLOSERS_OF_CLAUSE or (units[k].text == "," and k + 1 < len(units) and units[k + 1].tag in {"ING", "CCONJ"}):
            return False
        if (units[k].tag in {"FINITE", "AUX"} and units[k - 1].tag != "AUX") or units[k].quotation is not None:
            wanted -= 1
            if not wanted:
                return True
    return False
