"""Claims, sorted by their ids: figures come article by article, rows are made claim by claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tidings.coding.columns import Row
from tidings.link.actors import ActorLinks
from tidings.link.claims import Member, Names, claim_row, claims_of_article, phrase_of
from tidings.link.corpus import Coded, span, text
from tidings.link.disagreement import said_of_claim
from tidings.link.events import EventLinks
from tidings.link.streamed.articles import Standing
from tidings.link.streamed.labels import Labelled, write_labelled
from tidings.link.streamed.runs import Parted, groups, merged

STEPS = 3  # what tells claims of one phrase apart: when they were first reported, by whom, and their ids
SAID = "said"  # of a row of claims on the way: the line on its disagreement, "" where there is none


class Figure(NamedTuple):
    """A figure with what its claim needs of its article."""

    member: Member
    source: str
    outlet: str | None
    published: str | None
    start: int
    said: str


class Claims:
    """Gathers the figures of a chunk."""

    def __init__(self, folder: Path, chunk: int, parts: int) -> None:
        self._figures = Parted(folder, f"figures-{chunk:05d}", parts)

    def note(self, standing: Standing, coded: Coded, names: Names, actors: ActorLinks, events: EventLinks) -> dict[str, str]:
        """Note an article's figures. Returns the claim of each."""
        claim_of: dict[str, str] = {}
        rows = {str(figure["figure_id"]): figure for figure in coded.figures}
        outlet, published = text(coded.article, "outlet"), coded.published
        for number, (figure_id, member, claim_id) in enumerate(claims_of_article(coded, names, actors, events)):
            claim_of[figure_id] = claim_id
            figure = rows[figure_id]
            record = (tuple(member), standing.source, outlet, published, span(figure)[0], str(figure["figure_text"]))
            self._figures.put((claim_id, standing.rank, number), record, 900)
        return claim_of

    def close(self) -> list[list[Path]]:
        """All articles of the chunk are noted. Returns where the figures of each part lie."""
        return self._figures.close()


def make_claims(folder: Path, part: int, runs: Sequence[Path]) -> None:
    """Make the claims of one part but for what they are about (`labels.write_labelled`)."""
    write_labelled(folder, "claims", part, _rows(runs))


def _rows(runs: Sequence[Path]) -> Iterator[tuple[str, Row, Labelled]]:
    for claim_id, records in groups(merged(runs)):
        figures = [Figure(Member(*member), *more) for member, *more in records]
        members = [figure.member for figure in figures]
        row = claim_row(claim_id, members, {figure.member.article_id: figure.source for figure in figures}, "")
        row[SAID] = ""
        if row["conflict"]:
            told = sorted((figure.member.article_id, figure.start, figure.said) for figure in figures)
            row[SAID] = said_of_claim(claim_id, [(said, article_id) for article_id, _, said in told])
        first = figures[0]
        yield claim_id, row, Labelled(phrase_of(members), (), (first.published, first.outlet, claim_id))
