"""What a claim is about, as a phrase that stands by itself: "distance of Gharyan from Tripoli", "people killed when rebels attack Tamrit".

Made from the figure's codes and the names of the package, not from the article's sentence: the words for the thing measured with the names in them
as the package has them, then whose it is, then the event; where no name tells, who reported it and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tidings.coding.columns import Row
from tidings.link.corpus import Coded, span, text

NEAR = 40  # characters before a distance in which the place stands that it is the distance of
FROM = frozenset(["from", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside", "off"])
DONE = {"killed": "killed", "wounded": "wounded", "detained": "detained", "displaced": "displaced"}
AT_AN_EVENT = frozenset([*DONE, "casualties", "equipment"])  # kinds of number that an event makes
WITHOUT_WORDS = {
    "killed": "people", "wounded": "people", "detained": "people", "displaced": "people", "equipment": "equipment", "money": "money",
    "percent": "share", "rate": "rate", "other": "quantity", "count": "number",
}  # fmt: skip
SAYS_IT = frozenset(["dead", "deaths", "killed", "wounded", "injured", "toll", "casualties", "fatalities", "losses", "detainees", "refugees"])
MEASURED = ("distance", "area", "duration", "age")


class Phrases:
    """Makes the phrases of one article's figures. `named`: actor or place -> its name in the package. `clauses`: event -> its label without brackets;
    `acted`: events that somebody is known to do.
    """

    def __init__(self, coded: Coded, named: Mapping[str, str], clauses: Mapping[str, str], acted: frozenset[str]) -> None:
        self.coded, self.named, self.clauses, self.acted = coded, named, clauses, acted

    def phrase(self, figure: Row, within: Sequence[tuple[Row, str | None]], actor: str | None, event: str | None, before: Sequence[Row]) -> str:
        """The phrase. `within`: mentions in the words for the thing measured with whom or what they mean (an id). `actor`, `event`: the figure's own.
        `before`: mentions of places that end before the figure, in the order of the text.
        """
        kind, whose = str(figure["figure_type"]), self.named.get(actor, "") if actor else ""
        words = self._words(figure, within)
        described = [self.named[thing] for mention, thing in within if thing and thing == actor and mention["mention_type"] == "nominal"]
        if described and kind not in MEASURED:
            words = described[0]
        told = bool(whose) or any(thing in self.named for _, thing in within if thing)
        if kind == "distance":
            said = self._distance(figure, within, whose, words, before)
            told = told or said.count(" ") > 1
        elif kind == "age":
            said = f"age of {whose or words}" if whose or words else "age"
        elif kind in ("area", "duration"):
            said = _of(f"{kind} of {words}" if words else kind, whose, within)
        elif str(figure["unit"]) == "time" and kind == "count" and words:
            said = self._times(whose, words, event)
        else:
            said = _of(self._thing(kind, words, figure), whose, within)
        return said + self._occasion(kind, event, told)

    def _times(self, whose: str, words: str, event: str | None) -> str:
        """What has happened so many times: the event, where the words say no more than "times"."""
        clause = self.clauses.get(event, "") if event and words.lower() in ("time", "times") else ""
        if clause:
            return f"times that {clause}"
        return f"times that {whose} {words}" if whose else f"times: {words}"

    def _words(self, figure: Row, within: Sequence[tuple[Row, str | None]]) -> str:
        """The words for the thing measured, names as the package has them."""
        words = " ".join((text(figure, "measures") or "").split())
        for mention, thing in within:
            printed, name = " ".join(str(mention["mention_text"]).split()), self.named.get(thing, "") if thing else ""
            if mention["mention_type"] == "name" and name and name not in words:
                words = words.replace(printed, name, 1)
        return words

    def _distance(self, figure: Row, within: Sequence[tuple[Row, str | None]], whose: str, words: str, before: Sequence[Row]) -> str:
        ends = [self.named[thing] for _, thing in within if thing in self.named and thing]
        near = [mention for mention in before if span(figure)[0] - span(mention)[1] <= NEAR]
        start = whose or next((name for mention in reversed(near) if (name := self._place(mention)) and name not in ends), "")
        end = ends[0] if ends and ends[0] != start else ""
        if end and not start and not FROM & set((text(figure, "measures") or "").lower().split()):
            start, end = end, ""
        if start or end:
            return "distance" + (f" of {start}" if start else "") + (f" from {end}" if end else "")
        return f"distance of {words}" if words else "distance"

    def _place(self, mention: Row) -> str:
        return self.named.get(text(mention, "place_id") or "", "")

    def _thing(self, kind: str, words: str, figure: Row) -> str:
        if kind in DONE:
            if words in ("life", "lives"):
                return "lives lost"
            done = "" if set(words.lower().split()) & SAYS_IT else f" {DONE[kind]}"
            return (words or WITHOUT_WORDS[kind]) + done
        return words or WITHOUT_WORDS.get(kind, kind)

    def _occasion(self, kind: str, event: str | None, told: bool) -> str:
        """The event that the number belongs to, where it is one of harm done or no name tells whose it is; without both, the report."""
        clause = self.clauses.get(event, "") if event else ""
        if clause and (kind in AT_AN_EVENT or not told):
            return f" when {clause}" if event in self.acted else f" in {clause[0].lower()}{clause[1:]}"
        if told:
            return ""
        outlet, day = text(self.coded.article, "outlet"), self.coded.published
        return f", as told by {outlet or self.coded.article_id}" + (f" on {day}" if day and outlet else "")


def _of(thing: str, whose: str, within: Sequence[tuple[Row, str | None]]) -> str:
    """The thing with whose it is, unless a name in it says so."""
    return f"{thing} of {whose}" if whose and whose not in thing and not any(thing for _, thing in within) else thing
