"""Which class each word of a sentence has, as far as finding events needs it: closed classes, a dictionary, and the words beside it.

No trained model: a word's possible classes come from `grammar`, and the words before and after it decide between them. Hyphenated
words are one word; words in brackets and quotation marks themselves are left out, so that what remains reads like the bare sentence.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.code.text.document import Document, Sentence, Token
from pipeline.code.text.grammar import classes, noun_lemmas, verb_forms, verb_lemmas

DASHES = frozenset({"-", "‐", "‑", "/"})
MARKS = frozenset({"“", "”", "‘", '"', "``", "`", "''", "«", "»", "{", "}", "[", "]", "*"})
LONGEST_BRACKET = 12  # tokens; a longer bracket is read like the rest of the sentence
MODALS = frozenset(["will", "would", "shall", "should", "can", "could", "may", "might", "must", "'ll", "’ll", "wo", "ca"])
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'re", "’re"])
HAVE = frozenset(["has", "have", "had", "having", "'ve", "’ve"])
DO = frozenset(["do", "does", "did"])
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
SUBJECT_PRONOUNS = frozenset(["i", "he", "she", "it", "we", "they", "who", "which", "that"])


@dataclass(slots=True)
class Word:
    """A word with its class (Universal Dependencies' names; POSS, GEN for 's, TIME for days and months, REL, MODAL, TO, NOT besides).

    `form` is the Penn tag of a verb ("" for others); `lemma` is that of the class chosen, in lower case.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str = ""
    form: str = ""
    lemma: str = ""


@cache
def verb_reading(word: str) -> tuple[str, frozenset[str]]:
    """The likeliest verb that `word` is a form of, and the Penn tags of that form; ("", empty) where it is none."""
    for lemma in sorted(verb_lemmas(word), key=lambda lemma: (lemma == word and word in _PAST_OF_OTHERS, lemma)):
        tags = frozenset(tag for tag, forms in verb_forms(lemma).items() if word in forms)
        if tags:
            return lemma, tags
    if word.startswith("re") and len(word) > 5:
        lemma, tags = verb_reading(word[2:].lstrip("-"))
        if lemma:
            return lemma, tags
    prefix, _, last = word.rpartition("-")
    if prefix and last:
        lemma, tags = verb_reading(last)
        if f"{prefix}-{lemma}" in _hyphened_verbs():
            return f"{prefix}-{lemma}", tags
    return "", frozenset()


@cache
def _hyphened_verbs() -> frozenset[str]:
    """Verbs of the codebook that are written with a hyphen."""
    return frozenset(word for row in lexicon.rows("event_triggers") if row["kind"] == "verb" and "-" in (word := row["trigger"].split()[0]))


@cache
def _country_words() -> frozenset[str]:
    """Names of countries that are one word, some of them common nouns as well."""
    return frozenset(row["name"] for row in lexicon.rows("countries") if " " not in row["name"])


_PAST_OF_OTHERS = frozenset({"found", "saw", "ground", "wound", "felt", "left", "bound", "fell", "lay"})


@cache
def _open_classes(word: str) -> frozenset[str]:
    found = set(classes(word) & {"NOUN", "VERB", "ADJ", "ADV"})
    if verb_reading(word)[0]:
        found.add("VERB")
    elif "VERB" in found:
        found.discard("VERB")
    if "-" in word:
        last = word.rsplit("-", 1)[1]
        found = (
            {"ADJ"} if last.endswith("ed") or last.endswith("ing") or last in _ADJECTIVE_ENDS else set(_open_classes(last) if last else ()) | found
        )
        if verb_reading(word)[0]:
            found.add("VERB")
    if not found and word.endswith("ly"):
        found.add("ADV")
    return frozenset(found or {"NOUN"})


_ADJECTIVE_ENDS = lexicon.words("event_words", group="adjective-end")


@cache
def noun_lemma(word: str) -> str:
    """The noun that `word` is a form of, the word itself where the dictionary has none."""
    lemmas = noun_lemmas(word)
    if lemmas:
        return lemmas[0]
    if "-" in word:
        head, _, last = word.rpartition("-")
        return f"{head}-{noun_lemma(last)}" if last else word
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def bare_words(document: Document, sentence: Sentence) -> list[Word]:
    """The words of a sentence, not classified yet; brackets and quotation marks left out."""
    return _joined(_bare(document, sentence.tokens))


def _bare(document: Document, tokens: Sequence[Token]) -> list[Token]:
    """Tokens without short brackets and without quotation marks."""
    closers = {q.close - 1 for q in document.paragraphs[_paragraph(document, tokens)].quotations} if tokens else set()
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.text == "(":
            close = next((at for at in range(place + 1, min(len(tokens), place + LONGEST_BRACKET)) if tokens[at].text == ")"), None)
            if close is not None:
                place = close + 1
                continue
        if token.text in MARKS or token.text in "()" or (token.text in "’'" and (token.start in closers or not _genitive_mark(tokens, place))):
            place += 1
            continue
        kept.append(token)
        place += 1
    return kept


def _paragraph(document: Document, tokens: Sequence[Token]) -> int:
    paragraph = document.paragraph_at(tokens[0].start)
    return paragraph.number if paragraph else 0


def _genitive_mark(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].end == tokens[place].start and tokens[place - 1].lower.endswith("s")


def _joined(tokens: Sequence[Token]) -> list[Word]:
    """Tokens as words; parts that hyphens or slashes join without blanks become one word."""
    found: list[Word] = []
    glue = False
    for place, token in enumerate(tokens):
        touching = bool(found) and found[-1].end == token.start
        inner = token.text in DASHES and touching and place + 1 < len(tokens) and tokens[place + 1].start == token.end
        if touching and (inner or glue):
            last = found[-1]
            last.end, last.text, last.lower = token.end, last.text + token.text, last.lower + token.lower
        else:
            found.append(Word(token.start, token.end, token.text, token.lower))
        glue = inner
    return found


def classify(words: list[Word], named: Container[int] = ()) -> None:
    """Set `tag`, `form` and `lemma` of each word of a sentence. `named`: offsets at which words of names begin."""
    times = _times()
    finite = False  # whether the clause already has its finite verb
    for at, word in enumerate(words):
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        word.tag = _by_itself(word.lower)
        if word.tag == DEPENDS or (word.tag and word.text[0].isupper()):
            word.tag = _numeric(words, at) or _closed(word, before, after, times)
        if not word.tag:
            word.tag = "PROPN" if word.start in named else _open(words, at, finite)
        if word.tag == "VERB":
            word.lemma, forms = verb_reading(word.lower)
            word.form = _form(forms, words, at, finite)
        elif word.tag in ("NOUN", "PROPN"):
            word.lemma = noun_lemma(word.lower)
        else:
            word.lemma = word.lower
        if word.tag in ("PUNCT", "SCONJ", "REL", "CCONJ"):
            finite = False
        elif (word.tag == "VERB" and word.form in ("VBD", "VBZ", "VBP")) or word.tag in ("AUX", "MODAL"):
            finite = True


DEPENDS = "?"
_NUMERIC = frozenset(
    ["least", "most", "at", "to", "than", "up", "more", "less", "fewer", "close", "about", "around", "over", "some", "nearly", "almost"]
)


@cache
def _times() -> frozenset[str]:
    return lexicon.words("time_words", kind="day") | _months() | lexicon.words("time_words", kind="adverb")


@cache
def _by_itself(lower: str) -> str:
    """The class of a word in lower case that no neighbour changes; "" for open classes, `DEPENDS` where neighbours tell."""
    if not any(char.isalnum() for char in lower):
        return DEPENDS if lower in ("'", "’") else "PUNCT"
    if lower[0].isdigit() or lower in _NUMERIC or lower in _TIME_OPENERS or lower in _time_nouns() or lower in _times() or lower in _number_words():
        return DEPENDS
    if lower in ("'s", "’s", "'d", "’d", "n't", "n’t", "not", "who", "which", "whom", "whose", "that", "us", "it") or lower in MODALS:
        return DEPENDS
    if lower in BE or lower in HAVE or lower in DO:
        return "AUX"
    kind = _closed_class(lower)
    if kind == "ADP" and lower in ("after", "before", "since", "until", "till"):
        return "SCONJ"
    return kind or (bias if (bias := _biases().get(lower, "")) in ("ADP", "ADV") else "")


def _numeric(words: Sequence[Word], at: int) -> str:
    """The class of words in dates and of those that go with a number: "up to 100", "more than 30", "at least 12", "9 November", "in 1999"."""
    word = words[at]
    lower = word.lower
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if lower[0].isdigit():
        if before is not None and before.tag == "TIME":
            return "TIME"
        if after is not None and after.lower in _months() and after.text[0].isupper():
            return "TIME"
        if len(lower) == 4 and lower.isdigit() and lower[:2] in ("18", "19", "20") and before is not None and before.tag in ("ADP", "SCONJ", "TIME"):
            return "TIME"
        return ""
    if lower in _time_nouns() and before is not None and before.tag == "TIME" and before.lower in _TIME_OPENERS:
        return "TIME"
    if after is None:
        return ""
    if lower in _TIME_OPENERS and after.lower in _time_nouns():
        return "TIME"
    number = _is_number(after)
    if lower in ("least", "most") and before is not None and before.lower == "at":
        return "ADV"
    if lower == "at" and after.lower in ("least", "most"):
        return "ADV"
    if lower in ("to", "than") and number and before is not None and before.lower in ("up", "more", "less", "fewer", "close"):
        return "ADV"
    if lower in ("up", "more", "less", "fewer", "close") and after.lower in ("to", "than") and at + 2 < len(words) and _is_number(words[at + 2]):
        return "ADV"
    if (
        lower in ("about", "around", "over", "some", "nearly", "almost")
        and number
        and not (before is not None and before.tag == "VERB" and lower in ("about", "around", "over"))
    ):
        return "ADV"
    return ""


_TIME_OPENERS = frozenset({"last", "next", "this", "late", "early"})


@cache
def _months() -> frozenset[str]:
    return lexicon.words("time_words", kind="month")


@cache
def _time_nouns() -> frozenset[str]:
    """Nouns that "last", "next" or "this" makes a time."""
    return lexicon.words("time_words", kind="noun") | lexicon.words("time_words", kind="day") | _months()


def _is_number(word: Word) -> bool:
    return word.lower[0].isdigit() or word.lower in _number_words()


@cache
def _biases() -> dict[str, str]:
    """Words that news uses in one class nearly always -> that class."""
    return {row["word"]: row["part_of_speech"] for row in lexicon.rows("word_biases")}


def _closed(word: Word, before: Word | None, after: Word | None, times: frozenset[str]) -> str:
    """The class of a word that its form and its neighbours decide without a dictionary; "" for open classes."""
    lower = word.lower
    if lower in ("'s", "’s"):
        contracted = before is None or before.lower in _BEFORE_CONTRACTION
        return "AUX" if contracted else "GEN"
    if lower in ("'", "’"):
        return "GEN"
    if not any(char.isalnum() for char in lower):
        return "PUNCT"
    if lower[0].isdigit() or lower in _number_words():
        return "NUM"
    if lower in times and (lower not in _DOUBTFUL_TIMES or word.text[0].isupper()) and not (word.text == "march" and after and after.lower == "on"):
        return "TIME"
    if lower in ("n't", "n’t", "not"):
        return "NOT"
    if lower == "to":
        return "TO"
    if lower in MODALS and not (before and before.tag in ("DET", "POSS", "GEN", "ADJ")) and not (word.text == "May" and before):
        return "MODAL"
    if lower in BE or lower in HAVE or lower in DO:
        return "AUX"
    if lower in ("'d", "’d"):
        return "MODAL"
    if lower in ("who", "which", "whom", "whose"):
        return "REL"
    if lower == "that":
        return _that(before, after)
    if word.text in ("US", "IT"):
        return "PROPN"
    kind = _closed_class(lower) or (bias if (bias := _biases().get(lower, "")) in ("ADP", "ADV") and not (word.text[0].isupper() and before) else "")
    if kind and word.text[0].isupper() and before and before.tag == "PROPN" and kind in ("ADV", "DET"):
        return "PROPN"
    if kind == "ADP" and lower in ("after", "before", "since", "until", "till"):
        return "SCONJ"
    return kind


_BEFORE_CONTRACTION = frozenset(["it", "he", "she", "that", "there", "what", "who", "where", "here", "let", "how"])
_DOUBTFUL_TIMES = frozenset({"march", "may", "sun", "sat", "mon", "second", "august", "spring", "fall", "summer", "winter"})


def _that(before: Word | None, after: Word | None) -> str:
    """The word "that": after a verb a conjunction, after a noun a relative, before a noun alone a determiner."""
    if before is not None and before.tag in ("NOUN", "PROPN") and after is not None and after.lower not in _SUBJECT_STARTERS:
        return "REL" if after.lower in MODALS | BE | HAVE | DO or verb_reading(after.lower)[0] else "SCONJ"
    if before is not None and before.tag in ("VERB", "NOUN", "PROPN", "TIME", "PRON", "ADJ", "PUNCT", "CCONJ", "ADV"):
        return "SCONJ"
    return "DET"


_SUBJECT_STARTERS = frozenset(["the", "a", "an", "it", "he", "she", "they", "we", "i", "his", "her", "its", "their"])


@cache
def _closed_class(lower: str) -> str:
    for row in lexicon.rows("closed_classes"):
        if row["word"] == lower:
            return row["part_of_speech"]
    return ""


@cache
def _number_words() -> frozenset[str]:
    return lexicon.words("number_words", kind="one") | lexicon.words("number_words", kind="ten") | lexicon.words("number_words", kind="scale")


def _open(words: Sequence[Word], at: int, finite: bool) -> str:
    """The class of an open-class word at `at`; the words before it have theirs."""
    word = words[at]
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    possible = _open_classes(word.lower)
    capital = word.text[0].isupper()
    if capital and (at > 0 and (before is None or before.tag != "PUNCT" or before.text in ",-–—")):
        if possible == {"NOUN"} or not classes(word.lower) or not (before and before.text in ":;"):
            return "PROPN"
    elif capital and at == 0 and (not classes(word.lower) or word.text in _country_words()):
        return "PROPN"
    _, forms = verb_reading(word.lower)
    bias = _biases().get(word.lower)
    if bias == "ADJ" and _nominal_follows(after):
        return "ADJ"
    if bias == "NOUN":
        return "NOUN"
    if bias == "VERB" and forms and not finite:
        near = _back(words, at)
        if near is not None and (near.tag in ("NOUN", "PROPN", "PRON") or near.lower in ("to", "that", "and", "not")):
            return "VERB"
    if "VERB" not in possible:
        return _of_noun_and_adjective(possible, after)
    if possible == {"VERB"} and not forms & {"VBN", "VBG", "VBD"}:
        return "VERB"
    link = _back(words, at)
    tag = link.tag if link else ""
    if tag in ("TO",):
        return "VERB" if "VB" in forms and not _noun_after_to(words, at, possible) else _participle_or_noun(possible, forms, after)
    if tag == "MODAL" or (link and link.lower in DO):
        return "VERB" if "VB" in forms else _of_noun_and_adjective(possible - {"VERB"} or possible, after)
    if tag == "NOT" and "VB" in forms:
        return "VERB"
    if tag == "AUX":
        return "VERB" if forms & {"VBN", "VBG"} else _of_noun_and_adjective(possible - {"VERB"}, after)
    if tag in ("DET", "POSS", "ADJ", "GEN", "NUM"):
        if tag in ("ADJ",) and not (link and link.lower.endswith("ing")) and forms & {"VBD"} and "NOUN" not in possible and _object_follows(after):
            return "VERB"
        return _participle_or_noun(possible, forms, after)
    if tag == "REL" or (tag == "PRON" and link and link.lower in SUBJECT_PRONOUNS):
        return "VERB"
    if tag in ("ADP", "SCONJ"):
        if "VBG" in forms and not (after and after.tag == "" and after.lower == "of"):
            return "VERB"
        if possible == {"VERB"} or (tag == "SCONJ" and "NOUN" not in possible):
            return "VERB" if tag == "SCONJ" else _participle_or_noun(possible, forms, after)
        return _of_noun_and_adjective(possible - {"VERB"}, after)
    if tag in ("NOUN", "PROPN", "TIME", "PRON"):
        return _after_noun(words, at, possible, forms, finite, link)
    if tag == "CCONJ":
        return _after_conjunction(words, at, possible, forms, after)
    if tag == "PUNCT":
        if forms & {"VBG", "VBD", "VBN"} and ("NOUN" not in possible or "VBG" in forms):
            return "VERB"
        if forms & {"VBD"}:
            return "VERB"
        return _of_noun_and_adjective(possible - {"VERB"} or {"VERB"}, after)
    if tag == "VERB":
        if "VBG" in forms and "NOUN" not in possible:
            return "VERB"
        if possible == {"VERB"} and not _nominal_follows(after):
            return "VERB"
        return _participle_or_noun(possible, forms, after)
    if not tag:  # the first word of the sentence
        if (
            after is not None
            and capital
            and (after.text[0].isupper() or (after.lower == "and" and at + 2 < len(words) and words[at + 2].text[0].isupper()))
        ):
            return "PROPN"
        if (
            capital
            and after is not None
            and not word.lower.endswith("s")
            and _open_classes(after.lower) == {"VERB"}
            and "VBD" in verb_reading(after.lower)[1]
        ):
            return "PROPN"  # "Brown resigned": a name that is a common word as well
        if "VBG" in forms and after is not None and (after.lower in BE | HAVE | MODALS | {"in", "between", "of"}) and "NOUN" in possible:
            return "NOUN"
        if "VBG" in forms or (forms & {"VBN", "VBD"} and "NOUN" not in possible and not _nominal_follows(after)):
            return "VERB"
        return _of_noun_and_adjective(possible - {"VERB"} or {"VERB"}, after)
    return "VERB" if possible == {"VERB"} else _of_noun_and_adjective(possible - {"VERB"}, after)


def _back(words: Sequence[Word], at: int) -> Word | None:
    """The nearest word before `at` that is no adverb."""
    place = at - 1
    while place >= 0 and words[place].tag == "ADV":
        place -= 1
    if place >= 0 and words[place].tag == "NOT" and place > 0:
        before = words[place - 1]
        return before if before.tag in ("MODAL", "AUX") else words[place]
    return words[place] if place >= 0 else None


def _noun_after_to(words: Sequence[Word], at: int, possible: frozenset[str]) -> bool:
    """Whether a word after "to" is a noun: a plural or compound ("to peace talks") or the object of a verb that takes "to" ("agreed to aid")."""
    if "NOUN" not in possible:
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    return (after is not None and after.lower in ("of", ".", "between")) or after is None


def _nominal_follows(after: Word | None) -> bool:
    if after is None:
        return False
    if _closed_class(after.lower) or after.lower in MODALS | BE | HAVE | DO | {"to", "not", "that"} or not after.lower[0].isalpha():
        return False
    return "NOUN" in _open_classes(after.lower) or after.text[0].isupper()


def _object_follows(after: Word | None) -> bool:
    """Whether what follows reads like an object or complement: a determiner, pronoun, name, number, "to", "that" or a preposition."""
    if after is None:
        return False
    return (
        _closed_class(after.lower) in ("DET", "POSS", "PRON", "ADP")
        or after.lower in ("to", "that")
        or after.text[0].isupper()
        or after.lower[0].isdigit()
        or after.lower in _number_words()
    )


def _of_noun_and_adjective(possible: frozenset[str] | set[str], after: Word | None) -> str:
    if not possible:
        return "NOUN"
    if "ADJ" in possible and (
        "NOUN" not in possible
        or _nominal_follows(after)
        or (after is not None and "ADJ" in _open_classes(after.lower) and not _closed_class(after.lower))
    ):
        return "ADJ"
    if "NOUN" in possible:
        return "NOUN"
    return "ADV" if "ADV" in possible else "ADJ" if "ADJ" in possible else "VERB"


def _participle_or_noun(possible: frozenset[str], forms: frozenset[str], after: Word | None) -> str:
    """Within a noun phrase: a participle before a noun is an adjective, one that nothing follows a noun."""
    if forms & {"VBN", "VBG"} and _nominal_follows(after) and ("NOUN" not in possible or "VBG" not in forms):
        return "ADJ"
    rest = possible - {"VERB"}
    if not rest:
        return "NOUN" if "VBG" in forms else "ADJ" if forms & {"VBN"} else "VERB"
    return _of_noun_and_adjective(rest, after)


def _after_noun(words: Sequence[Word], at: int, possible: frozenset[str], forms: frozenset[str], finite: bool, link: Word | None) -> str:
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else None
    if "VBG" in forms:
        if "NOUN" not in possible:
            return "VERB"
        plural = link is not None and (link.lower.endswith("s") or link.lower in _PLURALS)
        determined = after is not None and (
            _closed_class(after.lower) in ("DET", "POSS", "PRON") or after.text[0].isupper() or after.lower in ("to", "that")
        )
        return "VERB" if plural or determined else "NOUN"
    if "VBN" in forms and "VB" not in forms and _nominal_follows(after) and not after_is_name(after) and _verb_soon(words, at + 1):
        return "ADJ"
    if possible == {"VERB"} or (forms & {"VBD"} and "VB" not in forms and "NOUN" not in possible):
        return "VERB"
    if "ADV" in possible and after is not None and after.lower in (",", "."):
        return "ADV"
    if word.lower.endswith("s") and noun_lemma(word.lower) in lexicon.words("actor_nouns"):
        return "NOUN"
    if finite:
        return _of_noun_and_adjective(possible - {"VERB"}, after)
    if forms & {"VBD"} and "VB" not in forms:
        return "VERB"
    plural = link is not None and ((link.lower.endswith("s") and link.tag == "NOUN") or link.lower in _PLURALS)
    agrees = ("VBZ" in forms and not plural) or (forms & {"VB", "VBP", "VBD"} and (plural or "VBD" in forms))
    if agrees and after is not None and after.lower == "of":
        agrees = False
    describing = after is not None and bool(_open_classes(after.lower) & {"ADJ", "ADV"}) and not _closed_class(after.lower)
    if plural and forms & {"VBP", "VBD"} and (_nominal_follows(after) or describing) and "ADJ" not in possible and not _verb_soon(words, at + 1):
        return "VERB"
    if agrees and (_object_follows(after) or after is None or after.lower == ".") and not _verb_soon(words, at + 1):
        return "VERB"
    return _of_noun_and_adjective(possible - {"VERB"}, after)


def after_is_name(after: Word | None) -> bool:
    return after is not None and after.text[0].isupper()


_PLURALS = frozenset(["people", "police", "they", "we", "militia", "men", "women", "children"])
SOON = 9


def _verb_soon(words: Sequence[Word], at: int) -> bool:
    """Whether an unmistakable finite verb follows before the clause ends: then the word before it is no verb."""
    for word in words[at : at + SOON]:
        if not word.lower[0].isalnum() or word.lower in ("that", "who", "which", "and", "but", "to", "as", "when", "while", "if", "by"):
            return False
        if word.lower in MODALS or word.lower in ("is", "are", "was", "were", "has", "have", "had"):
            return True
        if not word.text[0].isupper():
            lemma, forms = verb_reading(word.lower)
            if lemma and "VBD" in forms and _open_classes(word.lower) == {"VERB"}:
                return True
    return False


def _after_conjunction(words: Sequence[Word], at: int, possible: frozenset[str], forms: frozenset[str], after: Word | None) -> str:
    """After "and": the class of what is coordinated: a verb where a verb of the same form stands before in the sentence."""
    earlier = next((w for w in reversed(words[max(0, at - 14) : at - 1]) if w.tag == "VERB"), None)
    if "VBG" in forms:
        return "VERB" if (earlier and earlier.form == "VBG") or "NOUN" not in possible else "NOUN"
    if earlier and forms & {earlier.form} and (_object_follows(after) or "NOUN" not in possible):
        return "VERB"
    if possible == {"VERB"} and not _nominal_follows(after):
        return "VERB"
    if forms & {"VBD"} and "VB" not in forms and earlier and not (_nominal_follows(after) and "ADJ" in possible):
        return "VERB"
    return _participle_or_noun(possible, forms, after)


def _has_object(after: Word) -> bool:
    """Whether a determiner, possessive or pronoun follows, which a participle that describes a noun seldom has."""
    return _closed_class(after.lower) in ("DET", "POSS") or after.lower in ("him", "her", "them", "it")


def _leads_on(words: Sequence[Word], at: int) -> bool:
    """Whether a past form after a noun is a participle that describes it: a preposition follows, and then the clause's own verb."""
    return _closed_class(words[at + 1].lower) == "ADP" and _verb_soon(words, at + 1)


def _form(forms: frozenset[str], words: Sequence[Word], at: int, finite: bool) -> str:
    """The Penn tag of a verb among those that its ending allows."""
    link = _back(words, at)
    if link is not None and (link.tag in ("TO", "MODAL", "NOT") or link.lower in DO) and "VB" in forms:
        return "VB"
    if "VBG" in forms:
        return "VBG"
    if link is not None and link.tag == "AUX" and "VBN" in forms:
        return "VBN"
    if "VBZ" in forms:
        return "VBZ"
    if "VBD" in forms and "VBN" in forms:
        if link is not None and link.tag in ("NOUN", "PROPN") and at + 1 < len(words) and _has_object(words[at + 1]):
            return "VBD"
        by = at + 1 < len(words) and words[at + 1].lower == "by"
        if link is not None and link.tag in ("NOUN", "PROPN") and not finite and at + 1 < len(words) and _leads_on(words, at):
            return "VBN"
        if link is None or by or (finite and link.tag in ("NOUN", "PROPN", "PRON")) or link.tag == "ADP":
            return "VBN"
        return "VBD"
    for tag in ("VBD", "VBP", "VBN", "VB"):
        if tag in forms:
            return tag
    return ""
