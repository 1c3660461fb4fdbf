"""Two readers' codings of two reports of the invented corpus (`examples/corpus`), as in `docs/agreement.md`. They differ on purpose."""

from pathlib import Path

from tidings.ids import row_id

CORPUS = Path(__file__).parents[2] / "examples" / "corpus"
WIRE, HARBOUR = "north-wire-2021-03-13", "harbour-times-2021-03-13"
WORDS = {"quotes": "quote_text", "figures": "figure_text", "event_reports": "trigger_text", "mentions": "mention_text", "dates": "date_text"}
KEY = {"quotes": "quote_id", "figures": "figure_id", "event_reports": "report_id", "mentions": "mention_id", "dates": "date_id"}


def row(table, article, words, **cells):
    """A row of a table with spans: its place is where the article has the words."""
    start = (CORPUS / f"{article}.txt").read_text(encoding="utf-8").index(words)
    end = start + len(words)
    return {KEY[table]: row_id(table, article, start, end), "article_id": article, "start": start, "end": end, WORDS[table]: words, **cells}


def quote(article, words, speaker, stance, channel=None, utterance=None):
    kind = "direct" if article == WIRE or words[0].isupper() else "mixed"
    return row("quotes", article, words, quote_type=kind, speaker_actor_id=speaker, stance=stance, channel=channel, utterance_id=utterance)


def figure(article, words, value, unit, figure_type, bound="exact"):
    return row("figures", article, words, value_low=value, value_high=value, bound=bound, unit=unit, figure_type=figure_type)


def report(article, words, event, event_type, modality, mode=None):
    return row("event_reports", article, words, event_id=event, event_type=event_type, event_mode=mode, modality=modality)


def mention(article, words, actor=None, place=None, kind="name"):
    entity = "place" if place else "person"
    return row("mentions", article, words, mention_type=kind, entity_type=entity, actor_id=actor, place_id=place)


def sides(*told):
    return [{"report_id": report["report_id"], "actor_id": actor, "role": role} for report, actor, role in told]


def reader_a():
    """Ada names the colonel by one id, and reads two denials as one utterance."""
    taken = report(WIRE, "captured", "fall-of-tamrit", "COERCE", "alleged", "seize")
    freed = report(WIRE, "freed", "jail-opened", "RETREAT", "actual", "release")
    lost = report(HARBOUR, "lost the border town", "fall-of-tamrit", "COERCE", "actual", "seize")
    accused = report(HARBOUR, "accused", "accusation", "ACCUSE", "actual")
    return {
        "articles": [{"article_id": WIRE}, {"article_id": HARBOUR}, {"article_id": "valley-radio-2021-03-15"}],
        "actors": [{"actor_id": "youssef-karani", "name": "Youssef Karani"}, {"actor_id": "tomas-hale", "name": "Tomas Hale"}],
        "quotes": [
            quote(WIRE, "We came to open the gates, not to settle scores,", "youssef-karani", "assert", "social"),
            quote(WIRE, "Our hands are clean. Our border is shut,", "tomas-hale", "deny", "interview", "hale-denial"),
            quote(HARBOUR, "Our hands are clean and our border is closed,", "tomas-hale", "deny", None, "hale-denial"),
            quote(HARBOUR, "We will take back every street, and we will do it soon,", "anton-verel", "promise", "briefing"),
        ],
        "figures": [
            figure(WIRE, "20 kilometres", 20.0, "kilometre", "distance"),
            figure(WIRE, "130", 130.0, "prisoner", "detained"),
            figure(WIRE, "55", 55.0, "person", "killed"),
            figure(HARBOUR, "about 20 miles", 20.0, "mile", "distance", "approximate"),
            figure(HARBOUR, "At least 40", 40.0, "person", "killed", "at_least"),
        ],
        "event_reports": [taken, freed, lost, accused],
        "report_actors": sides(
            (taken, "rebels", "actor"), (freed, "rebels", "actor"), (lost, "army-of-marovia", "recipient"), (accused, "ostrana", "recipient")
        ),
        "mentions": [
            mention(WIRE, "Col. Youssef Karani", "youssef-karani"),
            mention(WIRE, "Tomas Hale", "tomas-hale"),
            mention(HARBOUR, "Colonel Yusuf Qarani", "youssef-karani"),
            mention(HARBOUR, "Tomas Hale", "tomas-hale"),
            mention(HARBOUR, "Anton Verel", "anton-verel"),
            mention(WIRE, "Tamrit", place="tamrit"),
        ],
    }


def reader_b():
    """Ben codes the first two reports only: he has the colonel under an id of his own, sees a demand in a promise, and one quote more."""
    taken = report(WIRE, "captured the Marovian town", "e1", "COERCE", "alleged", "seize")
    freed = report(WIRE, "freed", "e2", "COERCE", "actual")
    lost = report(HARBOUR, "lost the border town", "e1", "COERCE", "actual", "seize")
    accused = report(HARBOUR, "accused", "e3", "ACCUSE", "actual")
    return {
        "articles": [{"article_id": WIRE}, {"article_id": HARBOUR}],
        "actors": [{"actor_id": f"the-colonel.{WIRE}", "name": "Karani"}, {"actor_id": "hale", "name": "Tomas Hale"}],
        "quotes": [
            quote(WIRE, "We came to open the gates, not to settle scores,", f"the-colonel.{WIRE}", "assert", "social"),
            quote(WIRE, "Our hands are clean. Our border is shut,", "hale", "deny", "interview", "u1"),
            quote(HARBOUR, "Our hands are clean and our border is closed,", "hale", "deny", "statement", "u2"),
            quote(HARBOUR, "We will take back every street, and we will do it soon,", "anton-verel", "demand", "briefing"),
            quote(HARBOUR, "a fairy tale for bedtime", "hale", "deny"),
        ],
        "figures": [
            figure(WIRE, "20 kilometres", 20.0, "kilometre", "distance"),
            figure(WIRE, "130 prisoners", 130.0, "person", "detained"),
            figure(WIRE, "55", 55.0, "person", "killed"),
            figure(HARBOUR, "about 20 miles", 20.0, "mile", "distance", "approximate"),
            figure(HARBOUR, "40", 40.0, "person", "killed"),
        ],
        "event_reports": [taken, freed, lost, accused],
        "report_actors": sides(
            (taken, "rebels", "actor"), (freed, "rebels", "actor"), (lost, "army-of-marovia", "actor"), (accused, "ostrana", "recipient")
        ),
        "mentions": [
            mention(WIRE, "Youssef Karani", f"the-colonel.{WIRE}"),
            mention(WIRE, "Tomas Hale", "hale"),
            mention(HARBOUR, "Colonel Yusuf Qarani", f"the-colonel.{HARBOUR}"),
            mention(HARBOUR, "Tomas Hale", "hale"),
            mention(HARBOUR, "Anton Verel", "anton-verel"),
            mention(WIRE, "Tamrit", place="tamrit"),
        ],
    }
