"""Prints the analysis of a text as tables: ``python -m tidings.nlp "Rebels attacked the convoy, police said."``."""

from __future__ import annotations

import sys

from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.drawing import sentence_lines


def tables(text: str) -> str:
    """Words, chunks and clauses of each sentence of `text`."""
    doc = analyse(Article("", text, "", ""))
    return "\n\n".join("\n".join(sentence_lines(doc, sentence)) for sentence in doc.sentences)


if __name__ == "__main__":
    print(tables(" ".join(sys.argv[1:]) or sys.stdin.read()))
