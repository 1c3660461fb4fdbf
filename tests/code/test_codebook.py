"""The codebook's own soundness: every row can win, every class is used, every group is explained."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tidings import lexicon
from tidings.dictionary import lemma

FOLDER = Path(lexicon.__file__).parent


def triggers(kind: str) -> list[dict[str, str]]:
    return [row for row in lexicon.rows("event_triggers") if row["kind"] == kind]


def test_no_verb_row_stands_behind_one_that_always_wins() -> None:
    plain = [row for row in triggers("verb") if not row["object"]]
    behind = [
        row["trigger"] for at, row in enumerate(plain) if any(row["trigger"] == other["trigger"] and not other["unless"] for other in plain[:at])
    ]
    assert not behind


def test_every_verb_of_the_codebook_can_be_read() -> None:
    verbs = {row["trigger"].split()[0] for row in triggers("verb")}
    assert not {verb for verb in verbs if lemma(verb, "VB") != verb}
    assert lemma("wounded", "VBD") == "wound"
    assert lemma("laid", "VBD") == "lay"


@pytest.mark.parametrize(
    ("table", "columns"),
    [("event_words", ("group", "word")), ("event_objects", ("class", "noun")), ("event_operators", ("words", "kind")), ("actor_nouns", ("word",))],
)
def test_no_row_stands_twice(table: str, columns: tuple[str, ...]) -> None:
    counts = Counter(tuple(row[column] for column in columns) for row in lexicon.rows(table))
    assert not [row for row, number in counts.items() if number > 1]


def test_every_class_that_a_row_names_exists_and_every_group_is_explained() -> None:
    named = {name for row in lexicon.rows("event_triggers") for name in re.findall(r"@([\w-]+)", row["object"])}
    assert named <= {row["class"] for row in lexicon.rows("event_objects")}
    header = (FOLDER / "event_words.tsv").read_text(encoding="utf-8").split("\ngroup\tword\n")[0]
    assert not {row["group"] for row in lexicon.rows("event_words") if row["group"] not in header}


def test_every_type_has_its_rules_and_every_operator_its_effect() -> None:
    types = {row["event_type"] for row in lexicon.rows("event_types")}
    assert {row["event_type"] for row in lexicon.rows("event_type_rules")} == types | {"any"}
    without_row = {"end", "confess", "cause"}  # told by the type that ends, by the court, by the noun that follows
    assert {row["effect"] for row in lexicon.rows("event_operators")} == {row["effect"] for row in lexicon.rows("event_effects")} | without_row


@pytest.mark.parametrize("table", ["event_type_rules", "event_effects"])
def test_every_use_of_a_rule_is_explained(table: str) -> None:
    header = " ".join(line for line in (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    assert not {use for row in lexicon.rows(table) for use in lexicon.split(row["uses"]) if f"{use}:" not in header}
