"""What is known of a text once it is read: words, chunks, clauses, sentences, the whole. Values and look-ups, no rule.

Every number (`Word.i`, `Chunk.n`, `Clause.n` and what points to them) counts words of the article, from 0, paragraphs
only: boilerplate has none. A chunk is called by the number of its first word, a clause by that of its verb, so that a
sentence can be read without those before it. Offsets are code points of the article's text, the end not included; a word
number `last` is included.

    >>> doc = analyse(article)                      # "The UN-backed government denied it."
    >>> [(w.i, w.text, w.tag, w.lemma) for w in doc.sentences[0].words][:3]
    [(0, 'The', 'DT', 'the'), (1, 'UN-backed', 'JJ', 'un-backed'), (2, 'government', 'NN', 'government')]
    >>> clause = doc.sentences[0].clauses[0]
    >>> clause.lemma, [chunk.head for chunk in doc.sentences[0].chunks if chunk.n in clause.subject]
    ('deny', [2])
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from tidings.model import Article, PartKind
from tidings.nlp.words import words_that

# --- The closed sets of English grammar, by lexicon/clause_words.tsv. All in lower case; the curly apostrophe beside the straight one. ---
BE, HAVE, DO, NOT = words_that("be"), words_that("have"), words_that("do"), words_that("negates")
NOMINATIVE, ACCUSATIVE = words_that("nominative"), words_that("accusative")
PERSONAL = NOMINATIVE | ACCUSATIVE | words_that("either case")
POSSESSIVE, DEMONSTRATIVE = words_that("possessive"), words_that("demonstrative")

# --- Marks ---
ENDERS = frozenset([".", "!", "?", "…", "...", "?!", "!?", "....", "!!", "??"])
OPENING_QUOTES = frozenset("“‘\"'«„") | {"``"}
CLOSING_QUOTES = frozenset("”’\"'»") | {"''"}
QUOTES = OPENING_QUOTES | CLOSING_QUOTES
DASHES = frozenset("-–—―") | {"--", "---"}
OPENING_BRACKETS, CLOSING_BRACKETS = frozenset("([{"), frozenset(")]}")

ChunkKind = Literal["noun", "name", "pronoun", "time", "number", "speech"]
Definite = Literal["the", "this", "a", "own", ""]
Role = Literal["nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "appos", "attr", ""]
Tense = Literal["past", "pres", "base", "inf", "part"]
Rel = Literal["root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis"]  # Universal Dependencies


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks. `start`/`end`: the words inside; `open`/`close`: with the marks.

    Where a mark is lost the two are equal. `mended` is "" or "opening", "closing" (the mark is lost and the edge was
    inferred) or "running" (closed only in a later paragraph). `depth` is 0 for outer marks, 1 for marks within marks.
    """

    start: int
    end: int
    open: int
    close: int
    depth: int = 0
    mended: str = ""


class Part(NamedTuple):
    """A number, a run of letters or one mark inside a word: ``5m`` is 5 and m, ``UN-backed`` UN, hyphen, backed."""

    start: int
    end: int
    text: str
    lower: str
    number: float | None  # of digits ("1,200" -> 1200.0); None for letters and marks


class Word(NamedTuple):
    """A word or mark. A tuple with names, as a frozen dataclass takes five times as long to make.

    >>> word                                        # of "…, a 5m-euro loan"
    Word(i=4, start=19, end=26, text='5m-euro', lower='5m-euro', tag='JJ', pos='ADJ', lemma='5m-euro', parts=(...), ...)
    """

    i: int  # its number in the article
    start: int
    end: int
    text: str  # as printed, invisible characters included: ``doc.text[start:end]``
    lower: str  # in lower case, curly apostrophes straight, invisible characters left out: what to look up
    tag: str  # Penn Treebank: NN, NNP, VBD ...; HYPH is a dash or hyphen by itself, -LRB- and -RRB- brackets
    pos: str  # Universal Dependencies' class by the tag: NOUN, VERB, AUX (modals, be), ADP (IN; SCONJ if it only can be) ...
    lemma: str  # in lower case
    parts: tuple[Part, ...]  # empty for a plain word; a word with digits has at least one
    quotation: int | None  # number, in `Doc.quotations`, of the outer marks that hold it; the marks themselves are held too


class Chunk(NamedTuple):
    """A base noun chunk; a pronoun is one; a whole quotation of speech is one.

    In "the town's mayor, 50 miles south of Tripoli": "the town" is owner of "mayor"; "Tripoli" has the case "of".
    """

    n: int  # the number of its first word; of speech: of its opening mark, or its last where that stands in a sentence before
    first: int
    head: int
    last: int
    kind: ChunkKind
    definite: Definite = ""  # "own": my, his, the town's
    number: Literal["sing", "plur"] = "sing"
    case: str = ""  # the preposition before it, several words parted by a blank: "according to"
    clause: int | None = None
    role: Role = ""
    of: int | None = None  # the chunk of its of-phrase
    owner: int | None = None  # the chunk with 's before it
    about: int | None = None  # the chunk that it is in apposition to
    joined: tuple[int, ...] = ()  # chunks that "and", "or" or a comma join to it


class Clause(NamedTuple):
    """A verb group in its place: "that they had not been told" is tell, passive, past, perfect, negated, marker that."""

    n: int  # the number of its verb
    first: int  # the verb group, from the first auxiliary or "to" ...
    last: int  # ... to the verb or its particle
    verb: int  # the full verb, or the "be" of a predicate
    lemma: str
    particle: str = ""  # "out" of "pointed out"
    voice: Literal["active", "passive"] = "active"
    tense: Tense = "past"
    perfect: bool = False
    going_on: bool = False  # be + -ing
    modal: str = ""
    negated: bool = False
    marker: str = ""  # that, if, who ...
    rel: Rel = "root"
    governor: int | None = None  # the clause above
    noun: int | None = None  # the chunk it hangs on
    subject: tuple[int, ...] = ()  # chunks: "and" shares it, an infinitive has its controller, a relative its antecedent
    objects: tuple[int, ...] = ()
    obliques: tuple[int, ...] = ()
    predicate: int | None = None  # the chunk after "be"
    said: tuple[int, ...] = ()  # chunks of speech beside it
    depth: tuple[int, int] = (0, 0)  # asides above (advcl, acl), parts above (xcomp)
    opens: int = 0  # its first word: the marker, else the subject where that stands before the verb, else `first`

    @property
    def finite(self) -> bool:
        """Whether it has a tense of its own; a modal gives it one."""
        return self.tense in ("past", "pres")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a part that is not boilerplate, blanks around it left out."""

    n: int
    kind: PartKind
    start: int
    end: int
    quotations: tuple[Quotation, ...]


class Reader(Protocol):
    """What reads a sentence when somebody asks; `nlp.analyse` hands one over, so that values import no rule."""

    def words(self, sentence: Sentence) -> tuple[Word, ...]: ...

    def syntax(self, sentence: Sentence) -> tuple[tuple[Chunk, ...], tuple[Clause, ...]]: ...


class Sentence:
    """`start`, `end`: its span. `first`, `last`: its words' numbers. `paragraph`: that paragraph's number. `spelt`: its runs of letters, in
    lower case, by which a coder tells whether it need read the sentence at all.

    Words, chunks and clauses are read when first asked for, once.
    """

    def __init__(self, n: int, start: int, end: int, first: int, last: int, paragraph: int, spelt: frozenset[str], reader: Reader) -> None:
        self.n, self.start, self.end, self.first, self.last, self.paragraph, self.spelt = n, start, end, first, last, paragraph, spelt
        self._reader = reader
        self._words: tuple[Word, ...] | None = None
        self._syntax: tuple[tuple[Chunk, ...], tuple[Clause, ...]] | None = None

    def __repr__(self) -> str:
        return f"Sentence({self.n}, {self.start}, {self.end})"

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words and marks, tagged."""
        if self._words is None:
            self._words = self._reader.words(self)
        return self._words

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """Its chunks in the order of their first words."""
        return self._read()[0]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses in the order of their verbs."""
        return self._read()[1]

    def _read(self) -> tuple[tuple[Chunk, ...], tuple[Clause, ...]]:
        if self._syntax is None:
            self._syntax = self._reader.syntax(self)
        return self._syntax

    def at(self, i: int) -> Word | None:
        """The word with the article's number `i`; None outside this sentence: ``at(clause.verb - 1)``."""
        return self.words[i - self.first] if self.first <= i <= self.last else None


class Doc:
    """An analysed article. Made by `tidings.nlp.analyse`; nobody changes it."""

    def __init__(self, article: Article, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], starts: Sequence[int]) -> None:
        """`starts`: the offset of every word, in order."""
        self.article = article
        self.text = article.text
        self.paragraphs = tuple(paragraphs)
        self.sentences = tuple(sentences)
        self.quotations = tuple(q for paragraph in self.paragraphs for q in paragraph.quotations)
        self._starts = starts
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._first_words = [sentence.first for sentence in self.sentences]

    def index(self, offset: int) -> int:
        """The number of the first word that begins at or after `offset` (the count of words where none does)."""
        place = bisect_right(self._starts, offset)
        return place - 1 if place and self._starts[place - 1] == offset else place

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin at or after `start` and before `end`; only the sentences that they lie in are tagged."""
        first, last = self.index(start), self.index(end)
        found: list[Word] = []
        place = max(0, bisect_right(self._first_words, first) - 1)
        for sentence in self.sentences[place:]:
            if sentence.first >= last:
                break
            found += sentence.words[max(0, first - sentence.first) : last - sentence.first]
        return tuple(found)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence in which `offset` lies; None in boilerplate and between sentences."""
        place = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[place] if place >= 0 and offset < self.sentences[place].end else None

    def sentence_of(self, i: int) -> Sentence:
        """The sentence of the word (or chunk, or clause) with the number `i`."""
        return self.sentences[bisect_right(self._first_words, i) - 1]

    def word(self, i: int) -> Word:
        """The word with the number `i`."""
        sentence = self.sentence_of(i)
        return sentence.words[i - sentence.first]

    def clause(self, n: int) -> Clause:
        """The clause with the number `n`. Raises StopIteration where none has it."""
        return next(clause for clause in self.sentence_of(n).clauses if clause.n == n)
