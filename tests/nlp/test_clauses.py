"""The clause reader against sentences of our own (`clauses.txt`), and against what nobody writes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tidings.dictionary import lemma
from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.analysis import Chunk, Clause, Word
from tidings.nlp.clauses import syntax

TAGGED = re.compile(r"(?<=\w)/([A-Z$]{2,4})\b")


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each sentence with its lines."""
    lines = Path(__file__).with_name("clauses.txt").read_text(encoding="utf-8").splitlines()
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and not line.startswith("#"):
            block.append(line.strip())
        elif block:
            yield block[0], block[1:]
            block = []


def read(sentence: str) -> list[Word]:
    """The words of an example, with the tags it gives instead of the tagger's."""
    text = TAGGED.sub("", sentence)
    given = {match.start(): match.group(1) for match in TAGGED.finditer(sentence)}
    ends: dict[int, str] = {}
    removed = 0
    for match in TAGGED.finditer(sentence):
        ends[match.start() - removed] = given[match.start()]
        removed += len(match.group())
    doc = analyse(Article("x", text, "x", ""))
    words = [word for found in doc.sentences for word in found.words]
    return [w._replace(tag=ends[w.end], lemma=lemma(w.lower, ends[w.end])) if w.end in ends else w for w in words]


class Reading:
    """An analysed example, asked in the notation of the file."""

    def __init__(self, sentence: str) -> None:
        self.words = read(sentence)
        chunks, self.clauses = syntax(self.words)
        self.chunks: dict[int, Chunk] = {chunk.n: chunk for chunk in chunks}

    def place(self, name: str) -> int:
        word, _, count = name.partition("#")
        return [w.i for w in self.words if w.text == word][int(count or 1) - 1]

    def clause(self, name: str) -> Clause | None:
        place = self.place(name)
        return next((clause for clause in self.clauses if clause.verb == place), None)

    def heads(self, numbers: tuple[int, ...]) -> set[str]:
        return {self.words[self.chunks[n].head].text for n in numbers}

    def obliques(self, clause: Clause) -> set[str]:
        return {f"{self.chunks[n].case}:{self.words[self.chunks[n].head].text}".lower() for n in clause.obliques}

    def faults(self, line: str) -> list[str]:
        """What differs between a line of the file and the analysis."""
        verb, *fields = [field.strip() for field in line.split("|")]
        clause = self.clause(verb)
        if clause is None:
            return [f"{verb}: no clause"]
        return [f"{verb}: {field}, not {got}" for field in fields if (got := self.fault(clause, field)) is not None]

    def fault(self, clause: Clause, field: str) -> str | None:
        key, equals, value = field.partition("=")
        wanted = set() if value == "-" else set(value.split("+"))
        if not equals:
            return self.fault_of_relation(clause, field)
        if key in ("obl", "!obl"):
            got = self.obliques(clause)
            there = {name.lower() for name in wanted} & got
            return None if there == (set() if key == "!obl" else {name.lower() for name in wanted}) else "+".join(sorted(got))
        if key in ("marker", "modal", "particle"):
            got_word = str(getattr(clause, key))
            return None if got_word == value else got_word
        numbers = {
            "subj": clause.subject, "obj": clause.objects, "said": clause.said,
            "pred": (clause.predicate,) if clause.predicate is not None else (),
        }[key]  # fmt: skip
        if key == "said":
            return None if numbers else "none"
        got = self.heads(numbers)
        return None if got == wanted else "+".join(sorted(got)) or "-"

    def fault_of_relation(self, clause: Clause, field: str) -> str | None:
        if field in ("passive", "negated"):
            return None if (clause.voice == "passive" if field == "passive" else clause.negated) else "not " + field
        rel, _, above = field.partition(" < ")
        over = clause.noun if clause.noun is not None else clause.governor
        got = "" if over is None else self.words[self.chunks[over].head if clause.noun is not None else over].text
        if clause.rel == rel and above in ("", got):
            return None
        return f"{clause.rel} < {got}"


@pytest.mark.parametrize(("sentence", "lines"), [pytest.param(*example, id=example[0][:60]) for example in examples()])
def test_examples(sentence: str, lines: list[str]) -> None:
    reading = Reading(sentence)
    assert [fault for line in lines for fault in reading.faults(line)] == []


PIECES = """(/-LRB-; a/DT ,/,; said/VBD; who/WP said/VBD; and/CC left/VBD; to/TO go/VB; the/DT man/NN of/IN; “/``;
who/WP ,/,;
[/-LRB- x/X ]/-RRB-; is/VBZ; that/IN; now/RB; big/JJ; the/DT; dogs/NNS killed/VBN ,/,; now/RB said/VBD ,/,"""


@pytest.mark.parametrize("piece", PIECES.split(";"))
def test_time_is_near_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        pairs = [word.rsplit("/", 1) for word in piece.split()] * times
        words = [Word(i, 2 * i, 2 * i + 1, t, t, tag, "X", t, (), None) for i, (t, tag) in enumerate(pairs)]
        begin = time.process_time()
        syntax(words)
        return time.process_time() - begin

    assert seconds(16000) < 40 * max(seconds(2000), 0.01)  # eight times the words; 64 would be quadratic


def test_no_clause_stands_above_itself() -> None:
    for sentence, _ in examples():
        above = {clause.n: clause.governor for clause in Reading(sentence).clauses}
        for start in above:
            seen, at = set(), start
            while (governor := above.get(at)) is not None:
                assert governor not in seen
                seen.add(governor)
                at = governor
