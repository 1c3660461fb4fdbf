"""Prints the analysis of a text as tables: ``python -m tidings.nlp "Rebels attacked the convoy, police said."``."""

from __future__ import annotations

import sys

from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.analysis import Chunk, Clause, Doc, Sentence


def tables(text: str) -> str:
    """Words, chunks and clauses of each sentence of `text`, one a line, heads in place of numbers."""
    doc = analyse(Article("", text, "", ""))
    return "\n\n".join("\n".join(_lines(doc, sentence)) for sentence in doc.sentences)


def _lines(doc: Doc, sentence: Sentence) -> list[str]:
    heads = {chunk.n: f"{_head(doc, chunk)}:{chunk.n}" for chunk in sentence.chunks}
    verbs = {clause.n: f"{doc.word(clause.verb).text}:{clause.n}" for clause in sentence.clauses}
    found = [" ".join(f"{word.text}/{word.tag}" for word in sentence.words), ""]
    found += [_chunk_line(doc, chunk, heads, verbs) for chunk in sentence.chunks]
    return [*found, "", *(_clause_line(doc, clause, heads, verbs) for clause in sentence.clauses)]


def _head(doc: Doc, chunk: Chunk) -> str:
    return "“…”" if chunk.kind == "speech" else doc.word(chunk.head).text


def _chunk_line(doc: Doc, chunk: Chunk, heads: dict[int, str], verbs: dict[int, str]) -> str:
    words = doc.text[doc.word(chunk.first).start : doc.word(chunk.last).end]
    links = {"of": chunk.of, "owner": chunk.owner, "about": chunk.about}
    facts = [f"{name}={heads[n]}" for name, n in links.items() if n is not None]
    facts += [f"and {heads[n]}" for n in chunk.joined]
    where = f"{chunk.role or '-'} < {verbs[chunk.clause] if chunk.clause is not None else '-'}"
    return f"  {chunk.n:>4} {chunk.kind:8} {chunk.case:10} {words[:40]:40} {where:24} {' '.join(facts)}"


def _clause_line(doc: Doc, clause: Clause, heads: dict[int, str], verbs: dict[int, str]) -> str:
    above = heads[clause.noun] if clause.noun is not None else verbs[clause.governor] if clause.governor is not None else "-"
    parts = {"subject": clause.subject, "objects": clause.objects, "obliques": clause.obliques, "said": clause.said}
    facts = [f"{name}={'+'.join(heads[n] for n in numbers)}" for name, numbers in parts.items() if numbers]
    facts += [f"predicate={heads[clause.predicate]}"] if clause.predicate is not None else []
    signs = ["passive"] * (clause.voice == "passive") + ["not"] * clause.negated + ["perfect"] * clause.perfect
    signs += [sign for sign in (clause.modal, clause.marker) if sign]
    verb = " ".join(word for word in (clause.lemma, clause.particle) if word)
    form = f"{clause.n:>4} {verb:16} {clause.tense:5} {' '.join(signs):20}"
    return f"  {form} {clause.rel:10} < {above:16} {clause.depth} {' '.join(facts)}"


if __name__ == "__main__":
    print(tables(" ".join(sys.argv[1:]) or sys.stdin.read()))
