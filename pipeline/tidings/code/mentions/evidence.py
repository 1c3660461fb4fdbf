"""What a name names, as far as the name itself and the words beside it tell: features, whose weights are rows of the lexicon `name_weights`.

`name_types` adds them up over the article. A feature is a question to a `View`; to add one, write the question here and its row there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from tidings import lexicon
from tidings.code.mentions.candidates import ACRONYM, INITIAL, Candidate, full_name
from tidings.code.mentions.known_names import CALENDAR, FAMILY_FIRST, FAMILY_NAMES, NOT_ACRONYMS, OF, PARTICLES, near
from tidings.code.mentions.places_beside import is_town, region_after
from tidings.code.mentions.roles import role_after, role_before
from tidings.code.mentions.titles import known_at, lowered, titles_before
from tidings.code.mentions.word_kinds import head_kind, is_surname, known_kind, opens_body
from tidings.code.mentions.words import POSSESSIVE, Unit
from tidings.code.reading import speech_lemmas
from tidings.dictionary import classes, lemma
from tidings.gazetteer import regions_called
from tidings.known import given_names, may_be_family, may_be_given
from tidings.nlp.analysis import DASHES

LONGEST_DATELINE = 10  # units between the town and the dash: "ORVO, Chad, March 14 (Wire) -"
OPENS_REGION = frozenset({",", "("})  # before "Ky." behind a town or a senator
WEAK = 5  # less weight than this may be owed to chance
_MODEL = re.compile(r"[A-Z]{0,3}-?\d+[A-Za-z]?$")
_ROMAN = re.compile(r"[IVXL]{2,}$")
_CAMEL = re.compile(r"([A-Z][a-z]+)[A-Z][A-Za-z]*$")
_ADJECTIVE = re.compile(r"\w{3,}(?:ian|ean|ese|ish|esque|ic)$")


class View:
    """A candidate at its place among the units of its sentence, as the features ask for it."""

    def __init__(self, candidate: Candidate, units: Sequence[Unit], place: int, stop: int, head: str) -> None:
        self.candidate, self.units, self.place, self.stop, self.head = candidate, units, place, stop, head
        self.words = candidate.words
        self.lower = [word.lower() for word in candidate.words]
        self.several = len(self.words) > 1
        self.given = self.lower[0] in given_names() and (self.several or not classes(self.lower[0]))
        self.single = not self.several and candidate.known is None and not candidate.title_key

    def before(self, back: int = 1) -> str:
        """The word before, in lower case; "" where there is none."""
        return self.units[self.place - back].lower if self.place >= back else ""

    def after(self, on: int = 0) -> str:
        """The mark or word after, in lower case; "" where there is none."""
        return self.units[self.stop + on].lower if self.stop + on < len(self.units) else ""

    @property
    def follows(self) -> bool:
        """Whether a word follows it with nothing but a blank between, and does not belong to it."""
        return bool(self.after()) and self.units[self.stop].joined and not self.candidate.possessive

    @property
    def leads(self) -> bool:
        """Whether the word before is joined to it."""
        return self.place > 0 and self.units[self.place].joined


def _is_given_alone(view: View) -> bool:
    """Whether one word is a given name: one of ours, or one of the census that is no family name too."""
    word = view.lower[0]
    only_given = word in may_be_given() and word not in may_be_family() and view.words[0].istitle()
    return not view.several and not classes(word) and (view.given or only_given)


def _is_cue(word: str) -> bool:
    return any(lemma(word, tag) in speech_lemmas() for tag in ("VBD", "VBZ")) and "VERB" in classes(word)


def _title_before(view: View) -> bool:
    candidate, units, place = view.candidate, view.units, view.place
    if not place or candidate.title_key:
        return False
    length = next(titles_before(units, place), 0)
    if not length or not (units[place - 1].joined or length == 1):
        return False
    candidate.title_key = lowered(units, place - length, place)
    return not candidate.the


def _has_particle(view: View) -> bool:
    small = any(word in PARTICLES and word not in near("english_particle") for word in view.lower[1:])
    return view.several and (small or any(word.split("-")[0] in ("al", "el") and "-" in word for word in view.lower))


def _is_model(view: View) -> bool:
    product = known_kind(view.words[0]) == "other" and view.words[0] not in NOT_ACRONYMS
    return view.several and not view.head and (bool(_MODEL.match(view.words[-1])) or product)


def _may_be_person(view: View) -> bool:
    """Whether the name of a town is as likely somebody's: "Anna", "Jackson", "Paris Lund"."""
    return view.lower[0] in may_be_given() or (not view.several and view.lower[0] in may_be_family()) or full_name(view.units, view.place, view.stop)


def _is_camel(view: View) -> bool:
    return any(found and found[1].lower() not in near("camel_surname") for found in map(_CAMEL.match, view.words))


def _is_work(view: View) -> bool:
    evidence, common = view.candidate.evidence, view.several and all(map(classes, view.lower))
    weak = view.candidate.known is None and max(evidence.values(), default=0) < WEAK
    return weak and common and view.place > 0 and view.units[view.place - 1].text == "The" and not view.units[view.place - 1].first


def _is_dateline(view: View) -> bool:
    loud = view.candidate.first and view.candidate.text.isupper() and len(view.candidate.text) > 3
    return loud and (_is_dated(view) or any(_is_dash(view.units, at) for at in range(view.stop, min(view.stop + LONGEST_DATELINE, len(view.units)))))


def _is_dated(view: View) -> bool:
    """Whether a month and a day follow behind a comma: "ORVO, Nov 21"."""
    month = view.units[view.stop + 1].text if view.after() == "," and view.after(1) else ""
    return month.rstrip(".") in CALENDAR and view.after(2)[:1].isdigit()


def _is_dash(units: Sequence[Unit], at: int) -> bool:
    """Whether a dash, or a hyphen with blanks about it, stands here."""
    apart = units[at - 1].end < units[at].start and (at + 1 == len(units) or units[at].end < units[at + 1].start)
    return units[at].text in DASHES and (apart or units[at].text != "-")


def _is_old(view: View) -> bool:
    return view.after() == "," and view.after(1).isdigit() and len(view.after(1)) < 3


def _place_beside(view: View) -> bool:
    """Whether a comma and a country or place follow, of which no more is told: no "Delmar, Peru's largest bank"."""
    length, following = known_at(view.units, view.stop + 1, len(view.units)) if view.after() == "," and view.after(1) else (0, None)
    owner = length > 0 and view.after(1 + length) in POSSESSIVE
    return not _is_old(view) and not owner and following is not None and following.kind in ("country", "place")


def _is_directed(words: Sequence[str]) -> bool:
    """Whether a word that is in no dictionary stands behind a direction: "West Yorkshire", no "Northern Rock"."""
    direction = words[0].lower()
    return direction in near("direction") and not direction.endswith("ern") and not classes(words[1].lower()) and known_kind(words[1]) != "people"


def _goes_to(view: View) -> bool:
    verb = view.units[view.place - 1] if view.leads else None
    return verb is not None and verb.tag[:2] == "VB" and lemma(verb.lower, verb.tag) in near("goes_to") and not view.candidate.the


def _plays(view: View) -> bool:
    """Whether it stands beside a verb of playing, or owns a coach: a club that goes by the name of its town, in an article on sport."""
    before = view.before(2) if view.before() == "the" else view.before()
    on = view.after(1) if view.candidate.possessive else view.after()
    tail = len(view.words) == 2 and view.lower[-1] in near("club_tail") and not classes(view.lower[0])
    return before in near("plays") or before == "against" or on in near("plays") or on in near("player") or tail


def _has_complement(view: View) -> bool:
    """Whether "of", "for" or "&" goes on the name."""
    return any(word in OF or word == "&" for word in view.lower)


def _acronyms(view: View) -> bool:
    return any(ACRONYM.match(word) and word not in NOT_ACRONYMS for word in view.words)


def _inner(view: View) -> bool:
    return view.several or any(c.isdigit() for c in view.words[0])


FEATURES: dict[str, Callable[[View], bool]] = {
    "head": lambda v: bool(v.head) and (v.several or v.candidate.the) and not (v.given and len(v.words) == 2 and is_surname(v.head)),
    "full_name": lambda v: full_name(v.units, v.place, v.stop),
    "given_first": lambda v: v.given and v.several,
    "given_alone": _is_given_alone,
    "family_last": lambda v: v.lower[-1] in FAMILY_NAMES and len(v.words) < 4,
    "family_first": lambda v: not v.head and v.lower[0] in FAMILY_FIRST and 1 < len(v.words) < 4,
    "initial": lambda v: 1 < len(v.words) < 5 and any(map(INITIAL.match, v.words[:-1])) and not _has_complement(v),
    "particle": _has_particle,
    "other_opening": lambda v: v.several and v.lower[0] in near("other_opening") and not v.head,
    "place_opening": lambda v: v.several and v.lower[0] in near("place_opening") and not v.given,
    "roman": lambda v: v.several and bool(_ROMAN.match(v.words[-1])) and bool(classes(v.lower[-2])) and not v.given,  # no "Ada Lum III"
    "acronym": lambda v: _acronyms(v) and not _inner(v),
    "acronym_inside": lambda v: _acronyms(v) and _inner(v),
    "camel": _is_camel,
    "model": _is_model,
    "body_opening": lambda v: v.several and opens_body(v.words[0]),
    "of": lambda v: _has_complement(v) and not v.head,
    "town": lambda v: v.candidate.known is None and not v.head and not _may_be_person(v) and is_town(v.candidate.text),
    "title": _title_before,
    "region": lambda v: v.single and v.before() in OPENS_REGION and v.candidate.text.istitle() and bool(regions_called(v.candidate.text + ".")),
    "beside_region": lambda v: v.candidate.beside is not None,
    "the": lambda v: v.candidate.the,
    "work": _is_work,
    "adjective": lambda v: v.single and bool(_ADJECTIVE.match(v.candidate.text)) and v.follows and "NOUN" in classes(v.after()),
    "inside": lambda v: v.before() in near("inside"),
    "beside": lambda v: v.before() in near("beside") and v.candidate.governed,
    "direction_before": lambda v: v.single and v.before() in near("direction") and v.before().endswith("ern") and v.units[v.place - 1].text.islower(),
    "directed": lambda v: len(v.candidate.words) == 2 and _is_directed(v.candidate.words),
    "goes_to": _goes_to,
    "dateline": _is_dateline,
    "place_noun": lambda v: v.before() == "of" and v.before(2) in near("place_noun"),
    "site_after": lambda v: v.follows and v.after() in near("site_after"),
    "thing_after": lambda v: v.single and v.follows and v.after() in near("thing_after"),
    "thing_before": lambda v: v.leads and v.before() in near("thing_before"),
    "place_after": lambda v: (
        v.candidate.known is None and not v.head and not v.candidate.title_key and v.follows and v.after() in near("place_after")
    ),
    "transcript": lambda v: v.single and v.candidate.first and v.candidate.text.isupper() and len(v.candidate.text) > 3 and v.after() == ":",
    "member": lambda v: v.before() == "of" and v.place > 2 and full_name(v.units, v.place - 3, v.place - 1),
    "body_noun": lambda v: v.before() in near("body_noun"),
    "speaks": lambda v: v.after() in near("speaks") or (v.several and _is_cue(v.after())),
    "spoken": lambda v: v.several and _is_cue(v.before()),
    "who": lambda v: v.after() == "who" or (v.after() == "," and v.after(1) == "who"),
    "age": _is_old,
    "plays": _plays,
    "place_beside": lambda v: len(v.words) < 3 and _place_beside(v),
}


@cache
def weights() -> dict[str, tuple[str, int]]:
    """Feature -> the kind that it speaks for, and how much."""
    return {row["feature"]: (row["kind"], int(row["weight"])) for row in lexicon.rows("name_weights")}


def weigh(candidate: Candidate, units: Sequence[Unit], place: int, stop: int, head: str, text: str) -> None:
    """Add to the candidate what its words and those beside it tell, and the role that they give it."""
    view = View(candidate, units, place, stop, head)
    candidate.beside = None if view.given and view.several else region_after(units, place, stop)
    candidate.locates = view.before() in near("inside")
    candidate.bracketed = view.before() == "(" and view.after() == ")" and bool(ACRONYM.match(candidate.text))
    if candidate.kind in (None, "person"):
        candidate.roles = list(filter(None, (role_before(units, place, stop, text), role_after(units, stop, text))))
    weighed = weights()
    for feature, holds in FEATURES.items():
        if holds(view):
            kind, weight = weighed[feature]
            candidate.add(head_kind(head) if kind == "head" else kind, weight)
