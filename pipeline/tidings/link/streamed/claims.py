"""Claims, sorted by their ids: figures come article by article, rows are made claim by claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tidings.coding.columns import Row
from tidings.link.actors import ActorLinks
from tidings.link.claims import Member, Names, claim_row, claims_of_article, phrase_of
from tidings.link.corpus import Coded, span, text
from tidings.link.disagreement import said_of_claim
from tidings.link.events import EventLinks
from tidings.link.streamed.labels import Labelled, unlike
from tidings.link.streamed.runs import Runs, read_records, write_records

STEPS = 3  # what tells claims of one phrase apart: when they were first reported, by whom, and their ids


class Figure(NamedTuple):
    """A figure with what its claim needs of its article."""

    member: Member
    source: str
    outlet: str | None
    published: str | None
    start: int
    said: str


class Claims:
    """Gathers the figures of all articles and writes the table of claims."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "claims.rec"
        self._figures = Runs(folder, "figures-by-claim")

    def note(self, rank: int, coded: Coded, names: Names, actors: ActorLinks, events: EventLinks, source: str) -> dict[str, str]:
        """Note an article's figures. Returns the claim of each."""
        claim_of: dict[str, str] = {}
        rows = {str(figure["figure_id"]): figure for figure in coded.figures}
        for number, (figure_id, member, claim_id) in enumerate(claims_of_article(coded, names, actors, events)):
            claim_of[figure_id] = claim_id
            figure = rows[figure_id]
            record = Figure(member, source, text(coded.article, "outlet"), coded.published, span(figure)[0], str(figure["figure_text"]))
            self._figures.put((claim_id, rank, number), record, 900)
        return claim_of

    def rows(self, conflict: Callable[[str], None]) -> Iterator[Row]:
        """The table of claims. `conflict` is told a line for each claim of which the figures disagree."""
        count = write_records(self._path, self._rows(conflict))

        def read() -> Iterable[Labelled]:
            return (labelled for _, labelled in read_records(self._path))

        for (row, _), about in zip(read_records(self._path), unlike(read, count, STEPS), strict=True):
            yield {**row, "about": about}

    def _rows(self, conflict: Callable[[str], None]) -> Iterator[tuple[Row, Labelled]]:
        for claim_id, figures in self._figures.groups():
            members = [figure.member for figure in figures]
            row = claim_row(claim_id, members, {figure.member.article_id: figure.source for figure in figures}, "")
            if row["conflict"]:
                told = sorted((figure.member.article_id, figure.start, figure.said) for figure in figures)
                conflict(said_of_claim(claim_id, [(said, article_id) for article_id, _, said in told]))
            first = figures[0]
            yield row, Labelled(phrase_of(members), (), (first.published, first.outlet, claim_id))
