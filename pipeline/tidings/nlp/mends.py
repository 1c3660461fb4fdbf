"""Mends of a tagged sentence, for what its words do not tell the tagger well. Figures: docs/tagger.md.

>>> mended(tokens("A spokesman declined to comment."), ["DT", "NN", "VBN", "TO", "VB", "."], frozenset())
['DT', 'NN', 'VBD', 'TO', 'VB', '.']
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.dictionary import lemma
from tidings.dictionary import tags as dictionary_tags
from tidings.nlp.analysis import BE, DASHES, DO, ENDERS, HAVE, NOMINATIVE
from tidings.nlp.features import manner
from tidings.nlp.nations import mend_nations
from tidings.nlp.reduced import mend_reduced
from tidings.nlp.tokens import Token
from tidings.nlp.words import (
    ADJECTIVES,
    BASE_FORMS,
    BEFORE_NOUN,
    COMMON_NOUNS,
    FINITE,
    FINITE_VERBS,
    MARKS,
    NOUNS,
    PAST_FORMS,
    PREPOSITIONS,
    PROPER_NOUNS,
    RELATIVES,
    SINGULARS,
    words_that,
)

_FINITE = {"VBN": "VBD", "VB": "VBP"}
_OPENS_OBJECT = BEFORE_NOUN - {"JJ", "POS"} | {"PRP"}
_NO_VERBS = frozenset(["JJ", "NN"])
_DESCRIBES = _NO_VERBS | PROPER_NOUNS
_MISTAKEN = _NO_VERBS | BASE_FORMS | {"RB"}  # what a name is taken for at the beginning of a sentence
_HELP = BE | HAVE | DO
_SUBJECTS = NOUNS | {"PRP"}
_INSIDE = _SUBJECTS | BEFORE_NOUN
_COUNTED = NOUNS | {"CD"}
_OBJECTS = _OPENS_OBJECT | {"NNP", "$"}  # what seldom follows a participle that describes a noun
_BETWEEN = MARKS | {"WRB"}  # what parts clauses
_DASHED = frozenset([":", ",", "HYPH"])
_MAYBE_VERBS = COMMON_NOUNS | {"JJ", "VB"}
_BEGINS_OBJECT = (_INSIDE | ADJECTIVES) - {"POS"}
_OPEN = frozenset(["``", ":", "-LRB-"])  # what a sentence may begin behind
_NOT_KNOWN = frozenset(["RB", "NN", "IN"])  # what a past tense without an object of its own is taken for
_AS_NOUN = {"NNS": "VBZ", "NN": "VBD"}  # the letter reads, the letter read
_OFFICE = (BEFORE_NOUN | PROPER_NOUNS | {"CC"}) - {"CD"}
_OPENING = frozenset(["VBN", "VBZ", "JJ"])
_REPORTING = COMMON_NOUNS | _OPENING | {"UH"}
LONGEST_AWAY = 8  # words between a verb of speech and "that"


def mended(tokens: Sequence[Token], tags: list[str], names: frozenset[str]) -> list[str]:
    """The tags, mended. `names`: words that the article prints with a capital in running text, and never without."""
    _mend_shapes(tokens, tags)
    _mend_first(tokens, tags)
    mend_nations(tokens, tags)
    if names:
        _mend_names(tokens, tags, names)
    for at in range(1, len(tags)):
        if tags[at] in _NO_VERBS and tokens[at - 1].lower == "to" and _is_infinitive(tokens, tags, at):
            tags[at - 1], tags[at] = "TO", "VB"
        elif tags[at] in BASE_FORMS and tags[at - 1] in _DESCRIBES and _after_article(tokens, tags, at):
            tags[at] = "NN"
    _mend_forms(tokens, tags)
    if "VBN" in tags or "VB" in tags:
        _mend_finite(tokens, tags)
    if "CD" in tags:
        _mend_amounts(tokens, tags)
    _mend_verbless(tokens, tags)
    if not _REPORTING.isdisjoint(tags):
        _mend_reports(tokens, tags)
    if "VB" in tags or "NN" in tags:
        _mend_described(tokens, tags)
    if "VBD" in tags:
        mend_reduced(tokens, tags)
    return tags


def _mend_shapes(tokens: Sequence[Token], tags: list[str]) -> None:
    """A dash is a dash; a capital within running text is no finite verb: “...,” Lynch said."""
    running = not manner([token.text for token in tokens])
    for at, token in enumerate(tokens):
        if token.text in DASHES and tags[at] not in _DASHED:
            tags[at] = ":"
        elif running and tags[at] in _BY_SHAPE:
            new, test = _BY_SHAPE[tags[at]]
            tags[at] = new if test(tokens, tags, at) else tags[at]


def _is_capital(text: str) -> bool:
    return text[0].isupper() and text[1:].islower()


def _goes_on(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether words of the sentence stand before, so that a capital tells something."""
    return at > 0 and tags[at - 1] not in _OPEN and tokens[at - 1].text not in ENDERS


def _is_in_name(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether a preposition is part of a name: Near East Affairs, the network RT."""
    text = tokens[at].text
    within = _goes_on(tokens, tags, at) and tokens[at - 1].text[-1].isalnum() and at + 1 < len(tags) and tags[at + 1] in PROPER_NOUNS
    return (within and _is_capital(text)) or (len(text) > 1 and text.isupper())


def _acts_unarticled(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether a capital noun is a name: it stands before a verb, and nothing before it makes it an office, as in "the Court ruled"."""
    acts = at + 1 < len(tags) and tags[at + 1] in PAST_FORMS | {"VBZ"}
    return acts and _goes_on(tokens, tags, at) and tags[at - 1] not in _OFFICE and _is_capital(tokens[at].text)


def _acts_in_small(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Ann Snow shot two guards."""
    return at > 0 and tags[at - 1] == "NNP" and tokens[at].text.islower() and _may_be(tokens, at, "VBD")


def _is_name_before_verb(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether what the tagger took for a verb is a name: “...,” Lynch said."""
    if not _is_capital(tokens[at].text) or at + 1 == len(tokens) or not tokens[at + 1].text[0].islower():
        return False
    return _goes_on(tokens, tags, at) or (at == 0 and tags[1] in PAST_FORMS and _may_be(tokens, 1, "VBD"))


_Test = Callable[[Sequence[Token], Sequence[str], int], bool]
_BY_SHAPE: dict[str, tuple[str, _Test]] = {  # tags that how a word is printed mends: the new one, if the test holds
    "IN": ("NNP", _is_in_name),
    "NN": ("NNP", _acts_unarticled),
    "NNP": ("VBD", _acts_in_small),
    **dict.fromkeys(FINITE_VERBS | {"VB"}, ("NNP", _is_name_before_verb)),
}


class Form(NamedTuple):
    """A form that neighbours tell better than the tagger: `tag` between these tags (any, where empty) becomes `new` if the test holds."""

    tag: str
    before: frozenset[str]
    after: frozenset[str]
    new: str
    test: _Test


def _is_lone_plan(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Chad plans to send troops."""
    lone = tags[at + 2 : at + 3] == ["VB"] and FINITE.isdisjoint(tags)
    return lone and _may_be(tokens, at, "VBZ") and not manner([token.text for token in tokens])


def _is_no_verb(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Shot dead a planter."""
    known = dictionary_tags(tokens[at].lower)
    return bool(known) and known.isdisjoint(PAST_FORMS)


def _is_told(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Was ordered to leave."""
    lower = tokens[at].lower
    told = lemma(lower, "VBN") in words_that("persuades") and "VBN" in dictionary_tags(lower)
    return told and tokens[at - 1].lower in BE


def _is_aside(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Lum, wounded in May, accused."""
    if not _may_be(tokens, at, "VBN") or _verb_in(tokens, tags, 0, at):
        return False
    close = next((later for later in range(at + 1, len(tags) - 1) if tags[later] in _BETWEEN), 0)
    return bool(close) and tags[close] == "," and tags[close + 1] in FINITE


def _may_be(tokens: Sequence[Token], at: int, tag: str) -> bool:
    return tag in dictionary_tags(tokens[at].lower)


def _is_order(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """The judge ordered police to."""
    return FINITE.isdisjoint(tags) and "TO" in tags[at + 1 : at + LONGEST_AWAY] and lemma(tokens[at].lower, "VBD") in words_that("persuades")


_ANY: frozenset[str] = frozenset()
_FOLLOWED: tuple[list[str], ...] = (["VBN"], ["VBD"], ["VBP"], ["MD"])  # precision guided missiles killed
_FORMS = (
    Form("NNS", SINGULARS, frozenset(["TO"]), "VBZ", _is_lone_plan),
    Form("VB", frozenset([",", ":"]), frozenset(["VBN"]), "VBP", lambda tokens, tags, at: tokens[at].lower == "have"),
    Form("NN", _ANY, _OPENS_OBJECT - {"CD"} | {"NNP"}, "VBG", lambda tokens, tags, at: _is_verbal(tokens, at)),
    Form("VBN", frozenset(["NN"]), frozenset(["NNS"]), "JJ", lambda tokens, tags, at: tags[at + 2 : at + 3] in _FOLLOWED),
    Form("VBD", _ANY, frozenset(["DT"]), "JJ", _is_no_verb),
    Form("JJ", _ANY, frozenset(["TO"]), "VBN", _is_told),
    Form("VBD", frozenset([","]), frozenset(["IN"]), "VBN", _is_aside),
    Form("JJ", _SUBJECTS, _BEGINS_OBJECT, "VBD", _is_order),
    Form(
        "JJ",
        frozenset(["VBG"]),
        PREPOSITIONS,
        "NN",
        lambda tokens, tags, at: tags[at - 2] == "DT" and _may_be(tokens, at, "NN"),
    ),
    Form(
        "NN",
        frozenset(["NNS"]),
        frozenset(["CC"]),
        "VBD",
        lambda tokens, tags, at: tags[at + 2] in PAST_FORMS and _may_be(tokens, at, "VBD"),
    ),
)


def _is_verbal(tokens: Sequence[Token], at: int) -> bool:
    """After meeting Lum."""
    return tokens[at].lower.endswith("ing") and tokens[at - 1].lower in words_that("before verbal")


def _mend_forms(tokens: Sequence[Token], tags: list[str]) -> None:
    """Forms that their neighbours tell: `_FORMS`; "troops fired" are two at once."""
    for at in range(1, len(tags) - 1):
        before, after = tags[at - 1], tags[at + 1]
        if tags[at] == "VBZ" and before in ("NNP", "JJ") and after in PAST_FORMS and _may_be(tokens, at, "NNS"):
            tags[at], tags[at + 1] = "NNS", "VBD"
        for form in _FORMS_OF.get(tags[at], ()):
            if (not form.before or before in form.before) and (not form.after or after in form.after) and form.test(tokens, tags, at):
                tags[at] = form.new
                break


_FORMS_OF = {form.tag: tuple(other for other in _FORMS if other.tag == form.tag) for form in _FORMS}


def _mend_first(tokens: Sequence[Token], tags: list[str]) -> None:
    """No verb that is plural as a noun opens a sentence, nor -ing that is its subject: "Rebels free ten men", "Fighting in Oslo killed ten"."""
    first = next((at for at, tag in enumerate(tags[:2]) if tag not in _OPEN), 0)
    if tokens[first].lower in _countries() and tokens[first].text[0].isupper() and tags[first] in _MISTAKEN | {"UH"}:
        tags[first] = "NNP"
    if tags[first] == "VBZ" and _may_be(tokens, first, "NNS"):
        tags[first] = "NNS"
    elif tags[first] == "VBG" and tags[first + 1 : first + 2] in (["VBD"], ["VBZ"]):
        tags[first] = "NN"
    elif tags[first] == "VBG" and tags[first + 1 : first + 2] == ["IN"] and not _says(tokens[first].lower, "VBG"):
        verb = next((at for at, tag in enumerate(tags) if tag in FINITE or tag in _BETWEEN), len(tags))
        if verb < len(tags) and tags[verb] in FINITE and tags[verb - 1] in _COUNTED:
            tags[first] = "NN"


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in lexicon.rows("countries") if " " not in row["name"])


def _mend_verbless(tokens: Sequence[Token], tags: list[str]) -> None:
    """A noun that may be a verb is one where a headline, or what is demanded after "that", has no other: "Chile backs Peru in row"."""
    if FINITE.isdisjoint(tags) and tags[-1] != "." and "," not in tags[2:] and not manner([token.text for token in tokens]):
        _mend_stretch(tokens, tags, 0, len(tags), "VBZ", "VBP")
    if FINITE.isdisjoint(tags):
        killed = next((at for at in range(1, len(tags) - 1) if _is_bare_past(tokens, tags, at)), None)
        if killed is not None:
            tags[killed] = "VBD"
    for at in range(1, len(tags)):
        if tokens[at].lower == "that" and tags[at] == "IN":
            end = next((later for later in range(at, len(tags)) if tags[later] in _BETWEEN), len(tags))
            if not _verb_in(tokens, tags, at, end):
                _mend_stretch(tokens, tags, at + 1, end, "", "VB")


def _is_bare_past(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Gunmen in Lund shot dead a planter."""
    beside = tags[at - 1] in _SUBJECTS and tags[at + 1] in ("JJ", "IN")
    return beside and tags[at] in _NOT_KNOWN and _may_be(tokens, at, "VBD")


def _mend_stretch(tokens: Sequence[Token], tags: list[str], start: int, end: int, single: str, plural: str) -> None:
    """Tag as a verb the first noun between a subject and an object that may be one, in the number of its subject."""
    for at in range(start + 1, end - 1):
        of_one = single != "" and tags[at - 1] in SINGULARS and tokens[at - 1].lower not in words_that("plural")
        tag, known = single if of_one else plural, dictionary_tags(tokens[at].lower)
        if tag in known and tags[at] in _MAYBE_VERBS and tags[at - 1] in _SUBJECTS and tags[at + 1] in _BEGINS_OBJECT and tokens[at].text.islower():
            tags[at] = tag
            return


def _mend_reports(tokens: Sequence[Token], tags: list[str]) -> None:
    """A verb of speech where what it reports stands beside: “...,” the letter reads. The slide shows that. The judge agreed that."""
    start = 0
    for at, tag in enumerate(tags):
        if tag in _BETWEEN:
            start = at + 1
        elif at == start:
            tags[at] = _opening_tag(tokens, tags, at) if start > 1 and tag in _OPENING else tag
        elif tag in _AS_NOUN and _reads(tokens, tags, start, at):
            tags[at] = _AS_NOUN[tag]
        elif tag == "UH" and tags[at - 1] in _SUBJECTS and _says(tokens[at].lower, "VBP"):
            tags[at] = "VBP"  # officials say,
        elif tag == "VBN" and _agreed(tokens, tags, start, at):
            tags[at] = "VBD"


def _reads(tokens: Sequence[Token], tags: Sequence[str], start: int, at: int) -> bool:
    """Whether a noun is a verb of speech: “...,” the letter reads. The slide shows that. `start`: where its stretch begins."""
    verb = _AS_NOUN[tags[at]]
    if tags[at - 1] not in SINGULARS or not _may_be(tokens, at, verb):
        return False
    closes = start > 0 and tags[start - 1] == "''" and (at + 1 == len(tags) or tags[at + 1] in (".", ","))
    reports = closes or (verb == "VBZ" and _opens_report(tokens, tags, at + 1, at + 2))
    return reports and _says(tokens[at].lower, verb) and not _verb_in(tokens, tags, start, at)


def _agreed(tokens: Sequence[Token], tags: Sequence[str], start: int, at: int) -> bool:
    """Whether a participle is a past tense: The judge agreed that. `start`: where its stretch begins."""
    if not _may_be(tokens, at, "VBD") or _verb_in(tokens, tags, start, at):
        return False
    reports = list(tags[at + 1 : at + 3]) == [",", "``"] or _opens_report(tokens, tags, at + 1, at + LONGEST_AWAY)
    return reports and tags[_before_adverbs(tags, at, start)] in _SUBJECTS and _says(tokens[at].lower, "VBD")


def _before_adverbs(tags: Sequence[str], at: int, start: int) -> int:
    """The place before the word at `at`, adverbs left out."""
    at -= 1
    while at > start and tags[at] == "RB":
        at -= 1
    return at


def _mend_described(tokens: Sequence[Token], tags: list[str]) -> None:
    """ "according to guard Jon Dorle", "a two day visit" are no verbs; "a person close to the talks": what "to" is near is told of."""
    for at in range(2, len(tags)):
        lower, after = tokens[at].lower, tags[at - 1]
        if tags[at] == "VB" and tokens[at - 1].lower == "to" and tokens[at - 2].lower == "according" and "NN" in dictionary_tags(lower):
            tags[at - 1], tags[at] = "IN", "NN"
        elif tags[at] == "VB" and after == "``" and tokens[at - 2].lower == "to":
            tags[at - 2] = "TO"  # ordered them to “take the harbour”
        elif tags[at] in BASE_FORMS and tags[at - 2] == "CD" and tokens[at - 1].lower in _spans() and "NN" in dictionary_tags(lower):
            tags[at] = "NN"
        elif tags[at] == "NN" and after in COMMON_NOUNS and at + 1 < len(tags) and tokens[at + 1].lower == "to" and lower == "close":
            tags[at] = "JJ"


@cache
def _spans() -> frozenset[str]:
    """Nouns for a stretch of time, in the singular."""
    return lexicon.words("line_words", group="span of time") | words_that("short span")


def _opens_report(tokens: Sequence[Token], tags: Sequence[str], first: int, last: int) -> bool:
    """Whether "that", or a pronoun that begins a clause, comes before any verb."""
    for at in range(first, min(last, len(tags))):
        if tags[at] in _BETWEEN or tags[at].startswith("VB") or tags[at] == "MD":
            return False
        if tokens[at].lower == "that" and tags[at] == "IN":
            return True
        if at == first and (tokens[at].lower in NOMINATIVE or tags[at] == "EX"):
            return True
    return False


def _opening_tag(tokens: Sequence[Token], tags: Sequence[str], at: int) -> str:
    """The tag of a word that opens a stretch: “...,” recalled cook Bo Reth. Crews, which hold it, posted that. In May, crews loyal to."""
    lower, tag = tokens[at].lower, tags[at]
    if tag == "VBZ":
        subjectless = tags[0] == "IN" and tags[at - 1] == "," and not _verb_in(tokens, tags, 0, at)
        return "NNS" if subjectless and "NNS" in dictionary_tags(lower) and tags[at + 1 : at + 2] in (["JJ"], ["VBN"], ["IN"]) else tag
    if "VBD" not in dictionary_tags(lower) or not _says(lower, "VBD"):
        return tag
    quoted = tags[at - 1] == "''" and tags[at - 2] in (",", ".")
    aside = tags[at - 1] == "," and _closes_aside(tags, at - 2) and _opens_report(tokens, tags, at + 1, at + LONGEST_AWAY)
    return "VBD" if quoted or aside else tag


def _closes_aside(tags: Sequence[str], last: int) -> bool:
    """Whether the words up to `last` are a relative clause behind a comma: ", which hold the pier"."""
    first = last
    while first > 0 and tags[first] not in _BETWEEN:
        first -= 1
    return tags[first] == "," and tags[first + 1] in RELATIVES


def _verb_in(tokens: Sequence[Token], tags: Sequence[str], start: int, end: int) -> bool:
    return any(tags[at] in FINITE or tokens[at].lower in _HELP for at in range(start, end))


def _says(word: str, tag: str) -> bool:
    """Whether it is a form of a verb of speech that needs nobody who is told."""
    return lemma(word, tag) in _speech()


@cache
def _speech() -> frozenset[str]:
    return frozenset(row["verb"] for row in lexicon.rows("speech_verbs") if "object" not in row["takes"])


def _is_infinitive(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether an adjective or noun after "to" is a verb: "to free 30 men", "to disperse crowds". The tagger calls a preposition IN."""
    known = dictionary_tags(tokens[at].lower)
    following = tags[at + 1] if at + 1 < len(tags) else ""
    wanted = at > 1 and tags[at - 2] in COMMON_NOUNS and lemma(tokens[at - 2].lower, "NNS") in words_that("plan")
    surely = tags[at - 1] == "TO" or known == BASE_FORMS or following in _OPENS_OBJECT or wanted
    surely = surely or (known == BASE_FORMS | {"JJ"} and at > 1 and tags[at - 2] in _COUNTED)
    return "VB" in known and surely


def _after_article(tokens: Sequence[Token], tags: Sequence[str], at: int) -> bool:
    """Whether "a" and words that describe stand before: what follows is their noun ("a key Danish ally"), as one thing takes no plural verb."""
    if not _may_be(tokens, at, "NN"):
        return False
    before = at - 1
    while before > 0 and tags[before] in _DESCRIBES:
        before -= 1
    return tokens[before].lower in ("a", "an")


def _mend_names(tokens: Sequence[Token], tags: list[str], names: frozenset[str]) -> None:
    """A noun is a name where a capital says nothing (at the beginning of a sentence, in a headline) if it is one elsewhere."""
    found = [at for at, tag in enumerate(tags) if tag in _MISTAKEN and tokens[at].lower in names and tokens[at].text[0].isupper()]
    if found and not manner([token.text for token in tokens]):
        found = [at for at in found if at < (2 if tags[0] == "``" else 1)]
    for at in found:
        tags[at] = "NNP"


def _mend_amounts(tokens: Sequence[Token], tags: list[str]) -> None:
    """A noun that is also an irregular past is that past between a noun and a number: "the index rose 3%"; "one third of" is a noun."""
    for at in range(1, len(tags) - 1):
        if tags[at] == "JJ" and tags[at - 1] == "CD" and tokens[at + 1].lower == "of":
            tags[at] = "NN"
        if tags[at] != "NN" or tags[at - 1] not in _COUNTED or not _number_follows(tags, at):
            continue
        lower = tokens[at].lower
        if "VBD" in dictionary_tags(lower) and lemma(lower, "VBD") != lower and not lower.endswith("ed"):
            tags[at] = "VBD"


def _number_follows(tags: Sequence[str], at: int) -> bool:
    """Whether a number stands after the word at `at`, a sign of money or one adverb between: "rose about 3"."""
    following = [tag for tag in tags[at + 1 : at + 3] if tag != "$"]
    return following[:1] == ["CD"] or (following[:1] in (["RB"], ["IN"]) and following[1:] == ["CD"])


def _mend_finite(tokens: Sequence[Token], tags: list[str]) -> None:
    """A participle or base form after a free subject is finite where nothing else in its stretch between marks is."""
    start, opener = 0, ""  # the first tag of the stretch before
    for end in [*(at for at, tag in enumerate(tags) if tag in _BETWEEN), len(tags)]:
        place = _lone(tokens, tags, start, end)
        if place is not None and _is_finite(tokens, tags, place, start, end, opener):
            tags[place] = _FINITE[tags[place]]
        start, opener = end + 1, tags[start] if start < len(tags) else ""


def _lone(tokens: Sequence[Token], tags: Sequence[str], start: int, end: int) -> int | None:
    """The only verb of a stretch if it is a participle or base form; infinitives with "to" do not count."""
    if _verb_in(tokens, tags, start, end):
        return None
    found = [at for at in range(start, end) if tags[at] in _FINITE and not (at > start and tags[at - 1] in ("TO", "RB") and tags[at] == "VB")]
    return found[0] if len(found) == 1 else None


def _is_finite(tokens: Sequence[Token], tags: Sequence[str], at: int, start: int, end: int, opener: str) -> bool:
    if not _may_be(tokens, at, _FINITE[tags[at]]):
        return False
    object_follows = at + 1 < end and tags[at + 1] in _OBJECTS
    if at == start:  # "Lum, who leads the party, accused Rider"
        return opener in RELATIVES and object_follows and tags[at] == "VBN" and tags[at - 1] == ","
    before = _before_adverbs(tags, at, start)
    if tags[before] not in _SUBJECTS:
        return False
    if tags[at] == "VB":
        return object_follows
    closes = end < len(tags) and tags[end] == "."  # "when the bridge collapsed late on Tuesday."
    by = at + 1 < end and tokens[at + 1].lower == "by"
    return (object_follows or (closes and not by)) and _is_free(tags, before, start)


def _is_free(tags: Sequence[str], head: int, start: int) -> bool:
    """Whether no preposition governs the noun phrase that ends at `head`: in "In a statement issued Monday" one does."""
    while head >= start and tags[head] in _INSIDE:
        head -= 1
    return head < start or tags[head] != "IN"
