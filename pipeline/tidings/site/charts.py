"""The pictures: each answers one question at a glance, in words, in colours that colour-blind people can tell apart (Okabe and Ito, 2008).

Drawn when the site is made, by Altair and vl-convert, as SVG: nothing is drawn in the browser, so a page shows before any script runs.
Every function takes rows and gives a chart; `svg` writes it for a light or a dark page. Rows come in, so that a notebook can draw the same.
"""

from __future__ import annotations

import json
import math
import re
import textwrap
from collections.abc import Mapping, Sequence
from importlib.resources import files as package_files
from typing import Any

from tidings.extras import needs_extra

with needs_extra("site", "drawing pictures"):
    import altair as alt
    import vl_convert

INK = {"light": "#1d2430", "dark": "#e8ecf2"}
GRID = {"light": "#d5dbe4", "dark": "#3b4454"}
LAND = {"light": "#e9edf2", "dark": "#2a3240"}
STATUS = {  # code of the status -> its colour
    "actual": "#0072B2",
    "disputed": "#D55E00",
    "denied": "#CC79A7",
    "alleged": "#E69F00",
    "planned": "#009E73",
    "hypothetical": "#56B4E9",
}
STATUS_WORDS = {
    "actual": "told as a fact",
    "disputed": "disputed",
    "denied": "denied",
    "alleged": "alleged",
    "planned": "planned",
    "hypothetical": "possible",
}
AXIS = 52  # characters of a line of a label
LINE = 17  # pixels of a line of text
FONT = 13
MOST_EVENTS = 60  # of one picture
MOST_IN_NETWORK = 16
MAP = (780, 620)  # pixels of a map at most, across and down
APART = (70, 18)  # pixels between two names on a map at least, across and down
DAY = 86_400_000  # milliseconds


def svg(chart: Any, theme: str = "light", background: str | None = None) -> bytes:
    """The chart as SVG for a light or dark page, without a background unless one is given. The same bytes with the same versions of the libraries."""
    ink, grid = INK[theme], GRID[theme]
    text = {"labelColor": ink, "titleColor": ink, "labelFontSize": FONT, "titleFontSize": FONT}
    config = {
        "background": background,
        "font": "sans-serif",
        "view": {"stroke": None},
        "axis": {**text, "gridColor": grid, "domainColor": grid, "tickColor": grid, "labelLimit": 0, "titleFontWeight": "normal"},
        "legend": {**text, "orient": "top", "symbolSize": 140, "labelLimit": 0, "titleFontWeight": "normal", "columns": 6},
        "header": {**text, "labelFontWeight": "bold", "labelLimit": 0},
        "title": {"color": ink, "fontSize": 15, "anchor": "start"},
        "text": {"color": ink, "fontSize": FONT},
    }
    spec: dict[str, Any] = json.loads(chart.to_json())
    spec["config"] = config
    return _renumbered(vl_convert.vegalite_to_svg(_coloured(spec, theme))).encode("utf-8")


def _renumbered(drawn: str) -> str:
    """The clip paths counted from nought: the library counts on from picture to picture."""
    names: dict[str, str] = {}
    return re.sub(r"\bclip\d+", lambda found: names.setdefault(found[0], f"clip{len(names)}"), drawn)


def _coloured(spec: Any, theme: str) -> Any:
    """The specification with the colours of the theme in place of their names ("$ink")."""
    named = {"$ink": INK[theme], "$grid": GRID[theme], "$land": LAND[theme]}
    if isinstance(spec, dict):
        return {key: _coloured(value, theme) for key, value in spec.items()}
    if isinstance(spec, list):
        return [_coloured(value, theme) for value in spec]
    return named.get(spec, spec) if isinstance(spec, str) else spec


def wrapped(words: str, width: int = AXIS) -> str:
    """Words on lines of at most `width` characters."""
    return "\n".join(textwrap.wrap(words, width)) or " "


def _rows(names: Sequence[str]) -> int:
    """Pixels that labels of these names need one below the other."""
    return max((name.count("\n") + 1 for name in names), default=1) * LINE + 8


def _labels(**more: Any) -> alt.Axis:
    """An axis of names on several lines."""
    return alt.Axis(labelExpr="split(datum.label, '\\n')", ticks=False, domain=False, labelPadding=8, **more)


def _status_colour(codes: Sequence[str]) -> alt.Color:
    used = [code for code in STATUS if code in codes]
    scale = alt.Scale(domain=[STATUS_WORDS[code] for code in used], range=[STATUS[code] for code in used])
    return alt.Color("status:N", title=None, scale=scale)


def timeline(events: Sequence[Mapping[str, str]], title: str) -> Any:
    """What happened when, and how sure is it? `events`: label, date_earliest, date_latest, status, in the order of time, all with two days.

    A bar spans the days on which the event may have happened.
    """
    shown = [
        {
            "event": wrapped(event["label"]),
            "first": event["date_earliest"],
            "last": event["date_latest"],
            "status": STATUS_WORDS[event["status"]],
        }
        for event in events
    ]
    names = [row["event"] for row in shown]
    base = alt.Chart(alt.Data(values=shown), title=title, width=560, height=alt.Step(_rows(names))).encode(
        x=alt.X("first:T", title=None, scale=alt.Scale(padding=24), axis=alt.Axis(format=_day_format(events), tickCount=6, labelFlush=False)),
        y=alt.Y("event:N", title=None, sort=names, axis=_labels(grid=True)),
        color=_status_colour([event["status"] for event in events]),
    )
    return alt.layer(
        base.mark_rule(strokeWidth=7, strokeCap="round", opacity=0.75).encode(x2="last:T"), base.mark_point(filled=True, size=90, opacity=1)
    )


def _day_format(events: Sequence[Mapping[str, str]]) -> str:
    years = {event[end][:4] for event in events for end in ("date_earliest", "date_latest")}
    return "%-d %b %Y" if len(years) == 1 else "%Y"


def figures_in_conflict(figures: Sequence[Mapping[str, Any]], title: str, unit: str) -> Any:
    """Who says which number? `figures`: told (who, where), low, high, printed (the words), of one claim and in one unit. A bar spans a range."""
    shown = [{**row, "told": wrapped(str(row["told"]), 40)} for row in figures]
    names = [row["told"] for row in shown]
    top = max(float(row["high"]) for row in shown) * 1.25 or 1
    base = alt.Chart(alt.Data(values=shown), title=title, width=480, height=alt.Step(_rows(names) + 6)).encode(
        y=alt.Y("told:N", title=None, sort=names, axis=_labels(grid=False)),
        x=alt.X("low:Q", title=unit, scale=alt.Scale(domain=[0, top], nice=False), axis=alt.Axis(tickCount=6, format=",~r" if top < 5 else ",.0f")),
    )
    bars = base.mark_rule(strokeWidth=7, strokeCap="round", color=STATUS["actual"]).encode(x2="high:Q")
    points = base.mark_point(filled=True, size=110, opacity=1, color=STATUS["actual"])
    words = base.mark_text(align="left", dx=12, color="$ink").encode(x="high:Q", text="printed:N")
    return alt.layer(bars, points, words)


def counted(rows: Sequence[Mapping[str, Any]], title: str, across: str, down: str) -> Any:
    """How often does each pair occur? `rows`: down, across, n. A disc for each pair, with its number in it."""
    shown = [{"down": wrapped(str(row[down]), 34), "across": wrapped(str(row[across]), 18), "n": int(row["n"])} for row in rows]
    downs = list(dict.fromkeys(str(row["down"]) for row in shown))
    acrosses = list(dict.fromkeys(str(row["across"]) for row in shown))
    base = alt.Chart(alt.Data(values=shown), title=title, width=alt.Step(150), height=alt.Step(max(52, _rows(downs)))).encode(
        x=alt.X("across:N", title=None, sort=acrosses, axis=_labels(orient="top", labelAngle=0, grid=True)),
        y=alt.Y("down:N", title=None, sort=downs, axis=_labels(grid=True)),
    )
    sizes = alt.Size("n:Q", scale=alt.Scale(type="sqrt", domainMin=0, range=[0, 1400]), legend=None)
    return alt.layer(
        base.mark_circle(color=STATUS["actual"], opacity=1).encode(size=sizes), base.mark_text(color="white", fontWeight="bold").encode(text="n:Q")
    )


def network(pairs: Sequence[tuple[str, str, str, int]], title: str) -> Any:
    """Who acts on or speaks of whom? `pairs`: who, whom, kind ("acts on", "speaks of"), how often. None without ties.

    The actors with most ties stand on a circle.
    """
    weight: dict[str, int] = {}
    for who, whom, _, n in pairs:
        weight[who], weight[whom] = weight.get(who, 0) + n, weight.get(whom, 0) + n
    names = sorted(sorted(weight, key=lambda name: (-weight[name], name))[:MOST_IN_NETWORK])
    ties = [pair for pair in pairs if pair[0] in names and pair[1] in names and pair[0] != pair[1]]
    if not ties:
        return None
    turns = {name: 2 * math.pi * (n + 0.5) / len(names) for n, name in enumerate(names)}
    at = {name: (math.cos(turn), math.sin(turn)) for name, turn in turns.items()}
    lines = [
        {"x": _near(at[a][0]), "y": _near(at[a][1]), "x2": _near(at[b][0]), "y2": _near(at[b][1]), "kind": kind, "n": n} for a, b, kind, n in ties
    ]
    scale = alt.Scale(domain=[-1.1, 1.1])
    x, y = alt.X("x:Q", axis=None, scale=scale), alt.Y("y:Q", axis=None, scale=scale)
    colours = alt.Color("kind:N", title=None, scale=alt.Scale(domain=["acts on", "speaks of"], range=[STATUS["disputed"], STATUS["actual"]]))
    width = alt.StrokeWidth("n:Q", scale=alt.Scale(range=[1, 6]), legend=None)
    joined = alt.Chart(alt.Data(values=lines)).mark_rule(opacity=0.55)
    layers = [joined.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colours, strokeWidth=width), _discs(at, weight, x, y)]
    for side in ("left", "right"):
        words = [{"name": name, "x": _near(1.09 * a), "y": _near(1.09 * b)} for name, (a, b) in at.items() if (a > 0) == (side == "left")]
        layers.append(alt.Chart(alt.Data(values=words)).mark_text(align=side, baseline="middle", color="$ink").encode(x=x, y=y, text="name:N"))
    return alt.layer(*layers, title=title).properties(width=640, height=560)


def _discs(at: Mapping[str, tuple[float, float]], weight: Mapping[str, int], x: alt.X, y: alt.Y) -> Any:
    nodes = [{"x": _near(a), "y": _near(b), "n": weight[name]} for name, (a, b) in at.items()]
    size = alt.Size("n:Q", scale=alt.Scale(range=[40, 500]), legend=None)
    return alt.Chart(alt.Data(values=nodes)).mark_circle(color="$ink", opacity=1).encode(x=x, y=y, size=size)


def _near(value: float) -> float:
    return round(value, 4)


def world(places: Sequence[Mapping[str, Any]], title: str) -> Any:
    """Where? `places`: name, lat, lon, n (events there). Outlines of countries: Natural Earth, public domain (``countries.json``)."""
    land = json.loads((package_files("tidings.site") / "countries.json").read_text(encoding="utf-8"))
    lats, lons = [float(place["lat"]) for place in places], [float(place["lon"]) for place in places]
    box = _box(lats, lons)
    west, south, east, north = box[0][0], box[0][1], box[2][0], box[2][1]
    top, bottom = _mercator(north), _mercator(south)
    scale = min(MAP[0] / math.radians(east - west), MAP[1] / (top - bottom))
    width, height = round(scale * math.radians(east - west)), round(scale * (top - bottom))
    middle = math.degrees(2 * math.atan(math.exp((top + bottom) / 2)) - math.pi / 2)
    projection: dict[str, Any] = {"type": "mercator", "scale": scale, "center": [(west + east) / 2, middle], "translate": [width / 2, height / 2]}
    named = _apart(places, scale)
    shapes = alt.Data(values=land, format=alt.DataFormat(type="topojson", feature="countries"))
    countries = alt.Chart(shapes).mark_geoshape(fill="$land", stroke="$grid", clip=True)
    base = alt.Chart(alt.Data(values=[dict(place) for place in places])).encode(longitude="lon:Q", latitude="lat:Q")
    size = alt.Size("n:Q", scale=alt.Scale(type="sqrt", domainMin=0, range=[0, 900]), legend=None)
    discs = base.mark_circle(color=STATUS["actual"], opacity=0.7, stroke="$ink").encode(size=size)
    words = alt.Chart(alt.Data(values=named)).mark_text(dy=-14, color="$ink", fontSize=12).encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    return alt.layer(countries, discs, words, title=title).project(**projection).properties(width=width, height=height)


def _apart(places: Sequence[Mapping[str, Any]], scale: float) -> list[dict[str, Any]]:
    """The places whose names do not run into that of a busier one; the others keep their disc and stand in the table."""
    kept: list[dict[str, Any]] = []
    for place in sorted(places, key=lambda place: (-int(place["n"]), str(place["name"]))):
        x, y = math.radians(place["lon"]) * scale, _mercator(place["lat"]) * scale
        if all(abs(x - other["x"]) > APART[0] or abs(y - other["y"]) > APART[1] for other in kept):
            kept.append({**place, "x": x, "y": y})
    return [{"name": place["name"], "lat": place["lat"], "lon": place["lon"]} for place in kept]


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-80.0, min(80.0, lat))) / 2))


def _box(lats: Sequence[float], lons: Sequence[float]) -> list[list[float]]:
    """A rectangle around all points, with a margin, as a ring of longitude and latitude."""
    across = max(12.0, (max(lons) - min(lons)) * 0.12)
    up = max(8.0, (max(lats) - min(lats)) * 0.15)
    west, east = max(-180.0, min(lons) - across), min(180.0, max(lons) + across)
    south, north = max(-70.0, min(lats) - up), min(78.0, max(lats) + up)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]
