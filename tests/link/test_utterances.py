"""Utterances: one set of words, told by several outlets. The examples are invented."""

from __future__ import annotations

from codings import tables_of

from tidings.coding.columns import Tables
from tidings.link.actors import link_actors
from tidings.link.corpus import Corpus
from tidings.link.utterances import link_utterances
from tidings.model import Article, Coding, Mention, Quote, Words

SAID = "We have not closed the harbour and the council never will close it by night"
TRIMMED = "We have not closed the harbour"
TRANSLATED = "The harbour was not closed by us, and the council never will close this harbour at night"


def article(article_id: str, published: str | None = "2020-05-08") -> Article:
    return Article(article_id, "", "a.txt", "0", published=published)


def coding(article_id: str, *texts: str, speaker: str = "Ada Lum", named: bool = True) -> Coding:
    """A coding with one direct quote of the speaker for each text, one after the other."""
    found = Coding(article_id)
    found.new_entity(speaker, "person", named=named)
    found.mentions.append(Mention(5000, 5000 + len(speaker), speaker, "name" if named else "nominal", "person", 0, "test"))
    at = 0
    for text in texts:
        found.quotes.append(Quote(at, at + len(text), text, "direct", Words(0, 1, "x"), 0, None, "assert", "test"))
        at += len(text) + 10
    return found


def ids(articles: list[Article], codings: list[Coding]) -> dict[str, list[str]]:
    """article_id -> utterance ids of its quotes, in order."""
    return ids_of(tables_of(*zip(articles, codings, strict=True)))


def ids_of(tables: Tables) -> dict[str, list[str]]:
    """The same, of the tables of a coding."""
    corpus = Corpus(tables)
    found = link_utterances(corpus, link_actors(corpus))
    return {coded.article_id: [found[str(quote["quote_id"])] for quote in coded.quotes] for coded in corpus.articles}


def test_the_same_words_in_two_outlets_are_one_utterance() -> None:
    found = ids([article("a"), article("b", "2020-05-09")], [coding("a", SAID), coding("b", SAID)])
    assert found["a"] == found["b"] == ["u-a:q:0-75"]


def test_words_trimmed_or_translated_are_the_same_utterance() -> None:
    found = ids([article("a"), article("b"), article("c")], [coding("a", SAID), coding("b", TRIMMED), coding("c", TRANSLATED)])
    assert found["a"] == found["b"] == found["c"]


def test_other_words_other_speakers_and_other_weeks_are_other_utterances() -> None:
    articles = [article("a"), article("b"), article("c"), article("d", "2020-09-01")]
    codings = [coding("a", SAID), coding("b", "The ferry leaves at noon and not before"), coding("c", SAID, speaker="Ben Rider"), coding("d", SAID)]
    assert len({utterance for found in ids(articles, codings).values() for utterance in found}) == 4


def test_speakers_without_a_name_must_say_nearly_the_same() -> None:
    codings = [coding("a", SAID, speaker="an aide", named=False), coding("b", SAID, speaker="sources", named=False)]
    assert len({u for found in ids([article("a"), article("b")], codings).values() for u in found}) == 1
    codings[1].quotes[0].text = TRANSLATED
    assert len({u for found in ids([article("a"), article("b")], codings).values() for u in found}) == 2


def test_a_fragment_belongs_to_its_clause() -> None:
    found = Coding("a")
    found.new_entity("Ada Lum", "person")
    for start, end, kind in ((0, 30, "indirect"), (10, 20, "mixed")):
        found.quotes.append(Quote(start, end, "x" * (end - start), kind, Words(40, 43, "Lum"), 0, None, "assert", "test"))
    assert len(set(ids([article("a")], [found])["a"])) == 1


def test_a_later_article_renames_nothing() -> None:
    articles = [article("a"), article("b", "2020-05-09"), article("c", "2020-05-10")]
    codings = [coding("a", SAID), coding("b", "The ferry leaves at noon and not before"), coding("c", TRIMMED, SAID)]
    before = ids(articles[:2], codings[:2])
    after = ids(articles, codings)
    assert {key: after[key] for key in before} == before


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles = [article("a"), article("b"), article("c")]
    codings = [coding("a", SAID), coding("b", TRIMMED), coding("c", TRANSLATED)]
    assert ids(articles, codings) == ids(articles[::-1], codings[::-1])


def test_an_utterance_that_a_coder_meant_stays_and_what_is_alike_joins_it() -> None:
    tables = tables_of((article("a"), coding("a", SAID)), (article("b", "2020-05-09"), coding("b", SAID)))
    tables["quotes"][0]["utterance_id"] = "lum-denies"
    assert ids_of(tables) == {"a": ["lum-denies"], "b": ["lum-denies"]}


def test_two_utterances_that_a_coder_told_apart_stay_two() -> None:
    tables = tables_of((article("a"), coding("a", SAID)), (article("b", "2020-05-09"), coding("b", SAID)))
    tables["quotes"][1]["utterance_id"] = "lum-again"
    assert ids_of(tables) == {"a": ["u-a:q:0-75"], "b": ["lum-again"]}


def test_quotes_without_text_or_speaker_are_utterances_of_their_own() -> None:
    codings = [coding("a", SAID), coding("b", SAID)]
    codings[0].quotes[0].text = None
    codings[1].quotes[0].speaker_entity = None
    assert ids([article("a"), article("b")], codings) == {"a": ["u-a:q:0-75"], "b": ["u-b:q:0-75"]}


def test_many_quotes_are_linked_in_time() -> None:
    numbers = range(600)
    articles = [article(f"a{n}") for n in numbers]
    codings = [coding(f"a{n}", *(f"{SAID} number {n} of {k}" for k in range(5))) for n in numbers]
    assert sum(map(len, ids(articles, codings).values())) == 3000
