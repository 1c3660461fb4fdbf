"""Whatever an article says, it is coded and its tables pass every check: no text alone may stop a build."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidings.code.coder import code
from tidings.coding.excerpts import shorten
from tidings.coding.lay import add, empty
from tidings.coding.machine import machine_tables
from tidings.errors import Unreadable
from tidings.link.tables import link
from tidings.model import Article
from tidings.read.found import Note, Piece
from tidings.read.options import ReadOptions
from tidings.read.rows import articles_of_row
from tidings.validate import validate_tables

PIECE, ANY = Piece("corpus.jsonl", "corpus.jsonl", "jsonl", "corpus"), ReadOptions(language="any")
# Pieces that rules look for, beside what trips readers of text up. Invented.
NAMES = ("Orvo", "Dr. Maro Tell", "MARO TELL", "the Vell Front", "NA", "Nan", "O’", "İlek", "U.S.", "the army of Vellia", "‘Maro’s’")
NUMBERS = ("at least 20", "at most 10", "no more than 3", "1e999", "10^30", "12,34,567", "1/0", "²", "٣٤", "one million billion trillion", "9" * 320)
DATES = ("31 February", "year 0", "0000-00-00", "December 31, 9999", "44 BC", "201X", "from 9 May to 3 April 2019", "90000 years ago", "next month")
SAID = ("said", "denied that", "claimed", "according to", "told reporters:", "warned", "“", "”", '"', "‘", "’", "''")
DID = ("killed", "soldiers were killed in", "attacked", "people fled", "met", "seized", "kilometres from", "wounded", "%", "rose to", "$")
ODD = (
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    "\u00a0",
    "\u202f",
    "\u2028",
    "\x1c",
    "\x85",
    "\u0301",
    "😀",
    "مرحبا",
    "–",
    "—",
    "-",
    "(",
    ")",
    ".",
    ",",
    "?",
    "^",
    "½",
)
PIECES = st.sampled_from((*NAMES, *NUMBERS, *DATES, *SAID, *DID, *ODD)) | st.text(max_size=6)
PUBLISHED = st.sampled_from((None, "2019?", "201X", "2019-04-06", "9999-12-31", "9999~", "0001", "2019-24", "2019-04-14/2019-04-16", "..", "../2019"))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    words, blank = draw(st.lists(PIECES, min_size=1, max_size=40)), draw(st.sampled_from((" ", " ", " ", "", "\n")))
    facts = {"title": draw(st.none() | PIECES), "outlet": draw(st.none() | PIECES), "wire_credit": draw(st.none() | PIECES)}
    return {"text": blank.join(words), "published": draw(PUBLISHED), **facts}


@given(st.lists(rows(), min_size=1, max_size=4), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_stops_a_build(given_rows, full):
    ids = ("A.1", "a-1", "1x", "Z_9")
    found = [each for number, row in enumerate(given_rows) for each in articles_of_row(PIECE, number, {"id": ids[number], **row}, ANY)]
    assert all(isinstance(each, Article | Unreadable | Note) for each in found)
    articles = [each for each in found if isinstance(each, Article)]
    coding = empty()
    for article in articles:
        add(coding, machine_tables(article, code(article)))
    assert validate_tables(link(coding if full else shorten(coding)), {article.article_id: article.text for article in articles}) == []


def test_a_sentence_that_begins_with_a_bracket_comes_to_an_end():
    row = {"id": "n1", "text": "(Orvo) said that rain fell.\n\n(The mayor) told reporters it was dry."}
    (article,) = articles_of_row(PIECE, 1, row, ANY)
    assert isinstance(article, Article)
    assert code(article).article_id == "n1"
