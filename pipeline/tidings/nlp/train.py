"""Learns the tagger's weights from treebanks and measures them. Run by hand, never imported by the package (docs/tagger.md).

    python -m tidings.nlp.train <folder of *.conllu.gz> [--test]

Needs python-crfsuite, which the package itself does not. Some sentences are learnt a second time in capitals, or with a capital
at every word and no full stop, as news sets leads and headlines; a random generator with a fixed seed chooses them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pycrfsuite  # type: ignore[import-not-found, import-untyped, unused-ignore]

from tidings.nlp import treebank
from tidings.nlp.features import OUTSIDE, attributes, manner, pairs, situation
from tidings.nlp.tagger import SCALE, WEIGHTS, Tagger
from tidings.nlp.tokens import lookup
from tidings.nlp.words import line_words

LEARNT = ("ewt-train", "gum-academic", "gum-bio", "gum-court", "gum-interview", "gum-voyage")
SETTINGS = {"c1": 0.2, "c2": 0.05, "max_iterations": 100, "feature.possible_transitions": False}
SHARE = 0.12  # of the sentences, learnt again in capitals; as many as headlines
SMALL = line_words("small in headlines")

Sentence = list[treebank.Tagged]


def upper(sentence: Sentence) -> Sentence:
    """The sentence in capitals."""
    return [(word.upper(), tag) for word, tag in sentence]


def headline(sentence: Sentence) -> Sentence:
    """The sentence with a capital at every word but small ones, without its stop."""
    return [
        (word if (at and word in SMALL) or (word[0] in "n'’" and len(word) < 4) else word[0].upper() + word[1:], tag)
        for at, (word, tag) in enumerate(sentence)
        if tag != "."
    ]


def learn(sentences: list[Sentence], path: Path) -> Any:
    """Train on the sentences with L-BFGS; the tagger of python-crfsuite."""
    trainer = pycrfsuite.Trainer(verbose=False)
    chosen = random.Random(1)
    for sentence in sentences:
        draw = chosen.random() if len(sentence) > 3 else 1.0
        again = [upper(sentence)] if draw < SHARE else [headline(sentence)] if draw < 2 * SHARE else []
        for each in (sentence, *again):
            trainer.append(features(_words(each)), [tag for _, tag in each])
    trainer.select("lbfgs")
    trainer.set_params(SETTINGS)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def features(words: Sequence[tuple[str, str]]) -> list[list[str]]:
    """All attributes of each word of a sentence, of pairs (text, lower). `tagger` sums their weights by word."""
    rows = [OUTSIDE, OUTSIDE, *(attributes(text, lower) for text, lower in words), OUTSIDE, OUTSIDE]
    how = manner([text for text, _ in words])
    found = []
    for at, (text, _) in enumerate(words, start=2):
        second, before, word, after, second_after = rows[at - 2 : at + 3]
        found.append(
            [
                *word.own,
                *before.to_next,
                *after.to_previous,
                *second.to_second_next,
                *second_after.to_second_previous,
                *pairs(before.kind, word.classes, after.kind),
                *situation(text, at == 2, how),
            ]
        )
    return found


def pack(tagger: Any, path: Path) -> None:
    """The weights as whole numbers: attribute by attribute in the order of their names, each with its tags and weights."""
    info, labels = tagger.info(), sorted(tagger.labels())
    number = {label: at for at, label in enumerate(labels)}
    transitions = numpy.zeros((len(labels), len(labels)), dtype=numpy.int16)
    for (before, after), weight in info.transitions.items():
        transitions[number[before], number[after]] = round(weight * SCALE)
    by_name: dict[str, list[tuple[int, int]]] = {}
    for (name, label), weight in info.state_features.items():
        if whole := round(weight * SCALE):
            by_name.setdefault(name, []).append((number[label], whole))
    names = sorted(by_name)
    pairs = [pair for name in names for pair in sorted(by_name[name])]
    numpy.savez_compressed(
        path,
        tags=numpy.array(labels),
        names=numpy.frombuffer("\n".join(names).encode(), dtype=numpy.uint8),
        counts=numpy.array([len(by_name[name]) for name in names], dtype=numpy.uint8),
        tag=numpy.array([tag for tag, _ in pairs], dtype=numpy.uint8),
        weight=numpy.array([weight for _, weight in pairs], dtype=numpy.int16),
        transitions=transitions,
    )


def measure(tag: Any, sentences: list[Sentence]) -> dict[str, float]:
    """Of the words: how many have the tag; of those tagged as verbs in the trees and by us: how many are."""
    words = right = verbs = found = both = 0
    for sentence in sentences:
        for (_, gold), guess in zip(sentence, tag([word for word, _ in sentence]), strict=True):
            is_verb, guessed = gold.startswith("VB"), guess.startswith("VB")
            words, right = words + 1, right + (gold == guess)
            verbs, found, both = verbs + is_verb, found + guessed, both + (is_verb and guessed)
    shares = {"xpos": right / words, "verb_recall": both / verbs, "verb_precision": both / found}
    return {"words": words} | {name: round(100 * share, 2) for name, share in shares.items()}


def speed(tagger: Tagger, sentences: list[Sentence]) -> dict[str, int]:
    """Words a second, the first time and the second."""
    given = [[word for word, _ in sentence] for sentence in sentences]
    rates = {}
    for name in ("cold", "warm"):
        begun = time.perf_counter()
        for words in given:
            tagger.tags(words)
        rates[name] = round(sum(map(len, given)) / (time.perf_counter() - begun), -3)
    return {name: int(rate) for name, rate in rates.items()}


def _words(sentence: Sentence) -> list[tuple[str, str]]:
    return [(word, lookup(word)) for word, _ in sentence]


def main() -> None:
    """Train, pack, measure on development trees (with --test on the test trees too) and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("trees", type=Path)
    parser.add_argument("--test", action="store_true", help="measure on the test trees: once, at the very end")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    sentences = [s for name in LEARNT for s in treebank.sentences(given.trees / f"{name}.conllu.gz")]
    with tempfile.TemporaryDirectory() as folder:
        pack(learn(sentences, Path(folder) / "model.crf"), given.out)
    tagger = Tagger(given.out)
    dev = list(treebank.sentences(given.trees / "ewt-dev.conllu.gz"))
    figures: dict[str, Any] = {"speed": speed(tagger, dev)}
    figures["dev"] = measure(tagger.tags, dev)
    figures["dev in capitals"] = measure(tagger.tags, [upper(s) for s in dev])
    figures["dev as headlines"] = measure(tagger.tags, [headline(s) for s in dev if len(s) > 3])
    if given.test:
        figures["test"] = measure(tagger.tags, list(treebank.sentences(given.trees / "ewt-test.conllu.gz")))
    figures["bytes"] = given.out.stat().st_size
    figures["sha256"] = hashlib.sha256(given.out.read_bytes()).hexdigest()
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
