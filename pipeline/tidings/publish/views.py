"""Tables joined as most people first join them: the views of the SQLite and DuckDB files. R's functions of the same names give the same columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """`comment`: what a row is. `query`: SQL that SQLite and DuckDB both read."""

    comment: str
    query: str


VIEWS: dict[str, View] = {
    "quotes_with_speakers": View(
        "One row a quote, with its speaker's name, type and country, who passed it on, and its article.",
        """SELECT q.*, s.name AS speaker_name, s.actor_type AS speaker_type, s.country AS speaker_country, v.name AS via_name,
  a.outlet AS outlet, a.title AS title, a.published AS published
FROM quotes q
JOIN articles a ON a.article_id = q.article_id
LEFT JOIN actors s ON s.actor_id = q.speaker_actor_id
LEFT JOIN actors v ON v.actor_id = q.via_actor_id
ORDER BY q.article_id, q.start, q."end\"""",
    ),
    "events_with_actors": View(
        "One row an event, an actor and its role; one row with no actor for an event that nobody is named for. Beware of counting rows as events.",
        """SELECT e.*, p.name AS place_name, p.country AS place_country, p.lat AS lat, p.lon AS lon,
  x.role AS role, x.actor_id AS actor_id, a.name AS actor_name, a.actor_type AS actor_type, a.country AS actor_country
FROM events e
LEFT JOIN places p ON p.place_id = e.place_id
LEFT JOIN event_actors x ON x.event_id = e.event_id
LEFT JOIN actors a ON a.actor_id = x.actor_id
ORDER BY e.event_id, x.actor_id, x.role""",
    ),
    "figures_with_claims": View(
        "One row a reported number, with the quantity that it is about, whether its reports conflict, and who said it.",
        """SELECT f.*, c.about AS about, c.low AS claim_low, c.high AS claim_high, c.n_sources AS claim_sources, c.conflict AS conflict,
  s.name AS attributed_to_name, a.outlet AS outlet, a.published AS published
FROM figures f
JOIN articles a ON a.article_id = f.article_id
JOIN claims c ON c.claim_id = f.claim_id
LEFT JOIN actors s ON s.actor_id = f.attributed_to_actor_id
ORDER BY f.claim_id, f.article_id, f.start, f."end\"""",
    ),
    "reports_with_events": View(
        "One row a report of an event by an article, with the event's label and what the other reports together say.",
        """SELECT r.*, e.label AS label, e.event_type AS event_type, e.event_mode AS event_mode, e.status AS status, e.disputed AS disputed,
  s.name AS claimed_by_name, a.outlet AS outlet, a.published AS published
FROM event_reports r
JOIN articles a ON a.article_id = r.article_id
JOIN events e ON e.event_id = r.event_id
LEFT JOIN actors s ON s.actor_id = r.claimed_by_actor_id
ORDER BY r.event_id, r.article_id, r.start, r."end\"""",
    ),
}
