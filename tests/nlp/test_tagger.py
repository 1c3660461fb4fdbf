"""Tags: equal on every machine and hash seed; the best row of tags; headlines, capitals and names at the beginning of a sentence."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tidings.model import Article
from tidings.nlp import analyse
from tidings.nlp.tagger import WEIGHTS, default
from tidings.nlp.tokens import tokens

RECORD = Path(__file__).with_name("tagged.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [[pair.rsplit("/", 1) for pair in line.split(" ")] for line in RECORD if not line.startswith("#")]


def tagged(text: str) -> list[tuple[str, str]]:
    doc = analyse(Article("a", text, "a.txt", "0"))
    return [(word.text, word.tag) for sentence in doc.sentences for word in sentence.words]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[0][0])
def test_the_tags_of_own_sentences(sentence: list[list[str]]) -> None:
    text = " ".join(word for word, _ in sentence)
    for closing in [".", ",", "n't", "'s", "”", "%"]:
        text = text.replace(f" {closing}", closing)
    assert tagged(text.replace("“ ", "“")) == [(word, tag) for word, tag in sentence]


@pytest.mark.parametrize("seed", ["1", "2"])
def test_no_hash_seed_changes_a_tag(seed: str) -> None:
    text = " ".join(word for sentence in SENTENCES for word, _ in sentence)
    code = (
        "import sys; from tidings.nlp.tagger import default; from tidings.nlp.tokens import tokens;"
        "print(' '.join(default().tags([t.text for t in tokens(sys.argv[1])])))"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run([sys.executable, "-c", code, text], env=env, capture_output=True, text=True, check=True).stdout
    assert told.split() == default().tags([token.text for token in tokens(text)])


def test_the_best_row_of_tags_is_found() -> None:
    """Held against every row there is, for three words with five tags each and random scores."""
    tagger, draw = default(), random.Random(3)
    for _ in range(50):
        open_tags = [sorted(draw.sample(range(len(tagger.labels)), 5)) for _ in range(3)]
        scores = [[draw.randint(-9000, 9000) for _ in range(5)] for _ in range(3)]

        def worth(path: tuple[int, ...], open_tags=open_tags, scores=scores) -> int:  # type: ignore[no-untyped-def]
            row = [open_tags[at][place] for at, place in enumerate(path)]
            return sum(scores[at][place] for at, place in enumerate(path)) + sum(
                tagger.step[before][after] for before, after in itertools.pairwise(row)
            )

        best = max(itertools.product(range(5), repeat=3), key=worth)
        outside = len(tagger.labels)
        found = [0, 0, 0, outside]
        tagger.choose(found, [5, 5, 5, 0], [*itertools.chain(*open_tags)], [*itertools.chain(*scores)])
        assert worth(tuple(open_tags[at].index(tag) for at, tag in enumerate(found[:3]))) == worth(best)


def test_sentences_tagged_together_are_tagged_as_each_alone() -> None:
    words = [[word for word, _ in sentence] for sentence in SENTENCES]
    assert default().tags_of(words) == [default().tags(sentence) for sentence in words]


def test_no_tag_is_left_out_that_could_be_right(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [[word for word, _ in sentence] for sentence in SENTENCES]
    with monkeypatch.context() as patched:
        patched.setattr("tidings.nlp.tagger.ROUNDS", 0)
        whole = default().tags_of(words)
    assert default().tags_of(words) == whole


def test_the_weights_are_those_that_the_licence_speaks_of() -> None:
    told = json.loads(WEIGHTS.with_suffix(".json").read_text(encoding="utf-8"))
    assert told["sha256"] == hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()
    assert told["licence"] == "CC-BY-SA-4.0"


def test_a_name_elsewhere_is_one_at_the_beginning() -> None:
    assert ("Grump", "NNP") in tagged("The council heard Grump. Grump said nothing.")[3:]


@pytest.mark.parametrize("text", ["A spokesman declined to comment.", "Police left town when the bridge collapsed."])
def test_a_lone_participle_after_its_subject_is_finite(text: str) -> None:
    assert not [word for word, tag in tagged(text) if tag == "VBN"]
