"""Events that have a place with coordinates, as GeoJSON (RFC 7946), for a map: one point an event, with who did what to whom beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, object]

_SHOWN = ("event_id", "label", "event_type", "event_mode", "date_edtf", "date_earliest", "date_latest", "date_precision")
_COUNTED = ("status", "disputed", "n_reports", "n_articles", "n_sources")


def geojson_bytes(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """A FeatureCollection in the order of the events. A place that is known only as a country stands at the country's point: see `geo_precision`."""
    places = {row["place_id"]: row for row in tables["places"]}
    names = {row["actor_id"]: str(row["name"]) for row in tables["actors"]}
    sides: dict[tuple[object, object], list[str]] = {}
    for row in tables["event_actors"]:
        sides.setdefault((row["event_id"], row["role"]), []).append(names[row["actor_id"]])
    features = []
    for event in tables["events"]:
        place = places.get(event["place_id"])
        if place is None or place["lat"] is None or place["lon"] is None:
            continue
        facts: dict[str, Any] = {name: event[name] for name in _SHOWN}
        facts |= {f"{role}s": "; ".join(sides.get((event["event_id"], role), ())) for role in ("actor", "recipient")}
        facts |= {"place_id": place["place_id"], "place": place["name"], "country": place["country"], "geo_precision": place["geo_precision"]}
        facts |= {name: event[name] for name in _COUNTED}
        point = {"type": "Point", "coordinates": [float(str(place["lon"])), float(str(place["lat"]))]}
        features.append({"type": "Feature", "id": event["event_id"], "geometry": point, "properties": facts})
    return (json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
