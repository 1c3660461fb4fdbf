"""Which language a text is in: a count of English little words first, which settles English at once, else py3langid (offline, 110 languages)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tidings import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters that decide
_FEWEST = 12  # words below which nothing is judged
_ENGLISH = 0.2  # share of little words from which on a text is English; prose has a third or more
_SURE = 0.9
_NO_NEWS = ("la", "zxx", "vo", "eo", "grc", "hbo")  # languages of no newspaper: placeholder text, lists of names, tables


def detect(text: str) -> str | None:
    """The ISO 639 code of a text's language, None where it is too short or too odd to tell."""
    words = _WORD.findall(text[:_SAMPLE].casefold())
    if len(words) < _FEWEST and not _other_letters(text):
        return None
    little = lexicon.words("english_words")
    share = sum(word in little for word in words) / len(words) if words else 0.0
    if share >= _ENGLISH:
        return "en"
    code, sure = _model().classify(text[:_SAMPLE])
    if code in ("en", "pcm") or sure < _SURE or code in _NO_NEWS or share >= _ENGLISH / 2:
        return "en" if code == "en" else None
    return str(code)


def _other_letters(text: str) -> bool:
    """Whether most letters are of another alphabet, which few words suffice to show (and some languages write without blanks)."""
    letters = [letter for letter in text[:_SAMPLE] if letter.isalpha()]
    return len(letters) >= 20 and sum(ord(letter) > 0x24F for letter in letters) > len(letters) / 2


@cache
def _model() -> Any:
    """py3langid's identifier: half a second and 80 MB, so only where a text does not read as English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def code_of(name: str) -> str | None:
    """The tag of a language as a source names it: ``English``, ``eng``, ``en_GB`` -> ``en``, ``en``, ``en-GB``. None for what is no language."""
    plain = name.strip().replace("_", "-")
    first, dash, region = plain.partition("-")
    if not region or not re.fullmatch(r"[A-Za-z0-9]{2,8}(?:-[A-Za-z0-9]{2,8})*", region):
        first, dash, region = plain, "", ""
    if first.casefold() in ("en", "eng", "english"):
        return f"en{dash}{region}"
    import pycountry

    try:
        found = pycountry.languages.lookup(first)
    except LookupError:
        return None
    return f"{getattr(found, 'alpha_2', found.alpha_3)}{dash}{region}"


def name_of(code: str) -> str:
    """A language's English name."""
    import pycountry

    try:
        name = str(pycountry.languages.lookup(code.partition("-")[0]).name)
    except LookupError:
        return code
    return re.split(r"[;(]", name)[0].strip()
