"""From bytes to text. UTF-8 is the rule; what is not is refused with the option that reads it, and never guessed unasked."""

from __future__ import annotations

import codecs
import importlib

from tidings.errors import TidingsError
from tidings.extras import needs_extra

DETECT = "detect"
_FEW = 0.02  # share of bytes beyond ASCII below which a text is English with a name or a quotation mark: too few for statistics, so Windows-1252
_MARKS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UnreadableText(TidingsError):
    """A text that cannot be coded. `line` counts from 1; `kind` groups reasons that one option mends (see `found.REMARKS`)."""

    def __init__(self, reason: str, line: int | None = None, kind: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.kind = kind


def decode(data: bytes, encoding: str = "utf-8") -> str:
    """Bytes as text, without a byte order mark, else unchanged. Raises UnreadableText where they are no UTF-8 and not of `encoding` either."""
    return decoded(data, encoding)[0]


def decoded(data: bytes, encoding: str = "utf-8") -> tuple[str, str]:
    """The text, and the encoding that it was in. `encoding`: of what is no UTF-8, or "detect". Raises UnreadableText."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name), name
    wide = looks_wide(data)
    if wide:
        if encoding == "utf-8":
            raise UnreadableText(f"looks like UTF-16 without its mark; --encoding {wide} reads it", kind="encoding")
        if encoding == DETECT or encoding.lower().replace("_", "-").startswith(("utf-16", "utf16")):
            return _decoded(data, wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if encoding.lower() in ("utf-8", "utf8"):
            line = data[: error.start].count(b"\n") + 1
            found = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
            advice = "save the file as UTF-8, or name its encoding (--encoding cp1252, or detect)"
            raise UnreadableText(f"{found}; {advice}", line, "encoding") from None
    if encoding == DETECT:
        return _detected(data)
    return _decoded(data, encoding), encoding


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableText(f"byte {error.start} (0x{data[error.start]:02x}) is not {encoding}; name its encoding with --encoding", line) from None


def _detected(data: bytes) -> tuple[str, str]:
    if sum(byte > 127 for byte in data) < _FEW * len(data) and _fits(data, "cp1252"):
        return data.decode("cp1252"), "cp1252"
    with needs_extra("encodings", "--encoding detect"):
        charset_normalizer = importlib.import_module("charset_normalizer")
    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise UnreadableText("no encoding could be told from the bytes; name it with --encoding", kind="encoding")
    return _decoded(data, str(best.encoding)), str(best.encoding)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def looks_wide(data: bytes) -> str | None:
    """The form of UTF-16 that bytes without a mark look like: every other byte of plain English is nought."""
    sample = data[:2000]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.3 and even < len(sample) * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) * 0.3 and odd < len(sample) * 0.05 else None
