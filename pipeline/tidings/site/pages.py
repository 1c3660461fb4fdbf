"""The pages of the site: each takes the view and gives HTML. Templates print what they are given; what is shown is decided here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tidings.extras import needs_extra
from tidings.site import words
from tidings.site.differences import Piece, differences
from tidings.site.gather import KINDS, Cells, View, alone, facts, file_name, in_order

with needs_extra("site", "making a site"):
    from jinja2 import Environment, PackageLoader, StrictUndefined

ON_A_PAGE = 200  # quotes of a page of the list
MENU = (
    ("index.html", "Start"),
    ("timeline.html", "Timeline"),
    ("disagreements.html", "Disagreements"),
    ("quotes/index.html", "Quotes"),
    ("actors/index.html", "Actors"),
    ("map.html", "Map"),
    ("articles/index.html", "Articles"),
    ("dictionary.html", "Data dictionary"),
)
# What a stranger may do with the page: read it. No script but the site's own, no request to anywhere.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Picture:
    """A picture and where its two files lie. `alt`: what it shows, for those who do not see it."""

    name: str
    alt: str
    width: int


@dataclass
class Pages:
    """Makes pages of one view. `pictures`: name -> picture, of those that were drawn."""

    view: View
    pictures: dict[str, Picture]
    downloads: Sequence[tuple[str, str, int]]
    cite: dict[str, str]
    checked: Sequence[str]

    def __post_init__(self) -> None:
        loader = PackageLoader("tidings.site")
        self.templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self.facts = facts(self.view.package)
        self.templates.filters |= {"number": words.number, "day": words.day, "file": file_name}
        self.templates.globals |= {
            "count": words.count,
            "view": self.view,
            "menu": MENU,
            "policy": POLICY,
            "kinds": KINDS,
            "facts": self.facts,
        }

    def page(self, path: str, template: str, title: str, **more: Any) -> tuple[str, bytes]:
        """A page and its path."""
        root = "../" * path.count("/")
        here = next((address for address, _ in MENU if address == path), "")
        html = self.templates.get_template(template).render(root=root, here=here, title=title, pictures=self.pictures, **more)
        return path, (html.strip() + "\n").encode("utf-8")

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Every page, one after the other."""
        yield self.start()
        yield self.timeline()
        yield self.disagreements()
        yield from self.quotes()
        yield from self.actors()
        yield self.map()
        yield from self.articles()
        yield from self.events()
        yield from self.claims()
        yield self.dictionary()

    def start(self) -> tuple[str, bytes]:
        rows = [(table.name, table.title, table.description, len(self.view.rows[table.name])) for table in self.view.tables.values()]
        scores, agreed = ([score for score in self.facts[name] if score["column"] == "*"] for name in ("accuracy", "agreement"))
        more = {"rows": rows, "downloads": self.downloads, "cite": self.cite, "checked": self.checked}
        return self.page("index.html", "start.html", "Start", scores=scores, agreed=agreed, **more)

    def timeline(self) -> tuple[str, bytes]:
        dated = [event for event in self.view.rows["events"] if event["date_earliest"] or event["date_latest"]]
        dated.sort(key=lambda event: (event["date_earliest"] or event["date_latest"], event["date_latest"] or "9999", event["event_id"]))
        undated = [event for event in self.view.rows["events"] if not (event["date_earliest"] or event["date_latest"])]
        spans = self._spans(dated)
        return self.page("timeline.html", "timeline.html", "Timeline", dated=dated, undated=undated, menus=self._event_menus(), spans=spans)

    def _event_menus(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        view = self.view
        events = view.rows["events"]
        actors = sorted({row["actor_id"] for row in view.rows["event_actors"]}, key=lambda actor: (view.actor(actor).lower(), actor))
        articles = sorted({row["article_id"] for row in view.rows["event_reports"]})
        return [
            ("actor", "Actor", [(actor, view.actor(actor)) for actor in actors]),
            ("type", "Type", _menu([(event["event_type"], view.label("events", "event_type", event["event_type"])) for event in events])),
            ("status", "Status", _menu([(event["status"], view.label("events", "status", event["status"])) for event in events])),
            ("article", "Outlet", [(article, view.article(article)) for article in articles]),
        ]

    def _spans(self, dated: Sequence[Cells]) -> dict[str, tuple[float, float]]:
        """Where an event's bar begins and how long it is, in per cent of its year's or the whole line."""
        found = {}
        for event in dated:
            first, last = event["date_earliest"] or event["date_latest"], event["date_latest"] or event["date_earliest"]
            begin, end = _of_year(first) if first[:4] == last[:4] else 0.0, _of_year(last) if first[:4] == last[:4] else 100.0
            found[event["event_id"]] = (round(begin, 1), round(max(end - begin, 0.8), 1))
        return found

    def disagreements(self) -> tuple[str, bytes]:
        view = self.view
        claims = [claim for claim in view.rows["claims"] if claim["conflict"] == "TRUE"]
        disputed = [event for event in view.rows["events"] if event["disputed"] == "TRUE"]
        return self.page(
            "disagreements.html", "disagreements.html", "Disagreements", claims=claims, disputed=disputed, wordings=list(self._wordings())
        )

    def _wordings(self) -> Iterator[tuple[str, list[tuple[Cells, list[Piece]]]]]:
        """Utterances that articles print in different words: the wordings, each with what differs from the first."""
        for utterance in dict.fromkeys(row["utterance_id"] for row in self.view.rows["quotes"]):
            printed = [row for row in self.view.by("quotes", "utterance_id", utterance) if row["quote_text"]]
            if len({row["article_id"] for row in printed}) < 2 or len({row["quote_text"] for row in printed}) < 2:
                continue
            yield utterance, [(row, differences(printed[0]["quote_text"] if n else None, row["quote_text"])) for n, row in enumerate(printed)]

    def quotes(self) -> Iterator[tuple[str, bytes]]:
        rows = self.view.rows["quotes"]
        menus = self._quote_menus()
        pages = max(1, -(-len(rows) // ON_A_PAGE))
        for number in range(pages):
            path = "quotes/index.html" if not number else f"quotes/page-{number + 1}.html"
            shown = rows[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
            yield self.page(path, "quotes.html", "Quotes", quotes=shown, menus=menus, number=number + 1, pages=pages, total=len(rows))
        for article_id in self.view.articles:
            some = self.view.by("quotes", "article_id", article_id)
            if some:
                title = f"Speech in {self.view.article(article_id)}"
                yield self.page(f"quotes/{file_name(article_id)}.html", "quotes_of_article.html", title, quotes=some, article_id=article_id)

    def _quote_menus(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        view = self.view
        rows = view.rows["quotes"]
        speakers = Counter(row["speaker_actor_id"] for row in rows if row["speaker_actor_id"])
        named = sorted(speakers, key=lambda actor: (view.actor(actor).lower(), actor))
        return [
            ("speaker", "Speaker", [(actor, f"{view.actor(actor)} ({speakers[actor]})") for actor in named]),
            ("stance", "Stance", _menu([(row["stance"], view.label("quotes", "stance", row["stance"])) for row in rows])),
            ("kind", "Kind", _menu([(row["quote_type"], view.label("quotes", "quote_type", row["quote_type"])) for row in rows])),
            ("article", "Outlet", [(article, view.article(article)) for article in sorted({row["article_id"] for row in rows})]),
        ]

    def actors(self) -> Iterator[tuple[str, bytes]]:
        view = self.view
        shown = sorted(view.rows["actors"], key=lambda actor: (-int(actor["n_mentions"]), actor["name"].lower()))
        yield self.page("actors/index.html", "actors.html", "Actors", actors=shown, menus=self._actor_menus(shown), ties=self.ties())
        for actor in shown:
            yield self.page(
                f"actors/{file_name(actor['actor_id'])}.html", "actor.html", actor["name"], actor=actor, spoken_of=self._spoken_of(actor["actor_id"])
            )

    def _actor_menus(self, actors: Sequence[Cells]) -> list[tuple[str, str, list[tuple[str, str]]]]:
        kinds = [(actor["actor_type"], self.view.label("actors", "actor_type", actor["actor_type"])) for actor in actors]
        return [
            ("type", "Type", _menu(kinds)),
            ("country", "Country", _menu([(actor["country"], actor["country"]) for actor in actors if actor["country"]])),
        ]

    def _spoken_of(self, actor_id: str) -> list[Cells]:
        """Quotes of others in whose words the actor is named or meant."""
        view, found = self.view, {}
        for mention in view.by("mentions", "actor_id", actor_id):
            for quote in view.by("quotes", "article_id", mention["article_id"]):
                inside = int(quote["start"]) <= int(mention["start"]) and int(mention["end"]) <= int(quote["end"])
                if inside and quote["speaker_actor_id"] != actor_id:
                    found[quote["quote_id"]] = quote
        return list(found.values())

    def ties(self) -> list[tuple[str, str, str, int]]:
        """Who acts on whom, and who speaks of whom, by name: pairs and how many events or quotes make them, the strongest first."""
        view, counts = self.view, Counter[tuple[str, str, str]]()
        for event_id in view.events:
            for who in view.sides("event_actors", "event_id", event_id, "actor"):
                for whom in view.sides("event_actors", "event_id", event_id, "recipient"):
                    counts[view.actor(who), view.actor(whom), "acts on"] += 1
        for actor_id in view.actors:
            for quote in self._spoken_of(actor_id):
                if quote["speaker_actor_id"]:
                    counts[view.actor(quote["speaker_actor_id"]), view.actor(actor_id), "speaks of"] += 1
        return [(*pair, n) for pair, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

    def map(self) -> tuple[str, bytes]:
        return self.page("map.html", "map.html", "Map", placed=self.placed(), unplaced=[p for p in self.view.rows["places"] if not p["lat"]])

    def placed(self) -> list[tuple[Cells, list[Cells], int]]:
        """Places with a position: each with the events there and how often it is mentioned, the busiest first."""
        view = self.view
        found = [
            (p, view.by("events", "place_id", p["place_id"]), len(view.by("mentions", "place_id", p["place_id"])))
            for p in view.rows["places"]
            if p["lat"]
        ]
        return sorted(found, key=lambda item: (-len(item[1]), -item[2], item[0]["place_id"]))

    def articles(self) -> Iterator[tuple[str, bytes]]:
        own = {article_id: len(alone(self.view, article_id)) for article_id in self.view.articles}
        yield self.page("articles/index.html", "articles.html", "Articles", articles=self.view.rows["articles"], own=own)
        for article in self.view.rows["articles"]:
            article_id = article["article_id"]
            rows, told = in_order(self.view, article_id), alone(self.view, article_id)
            title = self.view.article(article_id)
            yield self.page(f"articles/{file_name(article_id)}.html", "article.html", title, article=article, rows=rows, alone=told)

    def events(self) -> Iterator[tuple[str, bytes]]:
        for event in self.view.rows["events"]:
            yield self.page(f"events/{file_name(event['event_id'])}.html", "event.html", event["label"], event=event)

    def claims(self) -> Iterator[tuple[str, bytes]]:
        for claim in self.view.rows["claims"]:
            yield self.page(f"claims/{file_name(claim['claim_id'])}.html", "claim.html", claim["about"], claim=claim)

    def dictionary(self) -> tuple[str, bytes]:
        return self.page("dictionary.html", "dictionary.html", "Data dictionary", tables=list(self.view.tables.values()))


def _menu(codes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Codes that occur, each once, with its words, in the order of the words."""
    return sorted(dict.fromkeys((code, said) for code, said in codes if code), key=lambda item: item[1].lower())


def _of_year(day: str) -> float:
    """How far into its year a day is, in per cent: ``2019-07-01`` -> 49.9."""
    month, of_month = int(day[5:7]), int(day[8:10])
    return ((month - 1) * 30.5 + of_month) / 366 * 100
