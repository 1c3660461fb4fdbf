"""A page of the desk: template, style, script and data in one HTML file that needs no other and may ask for none.

The script is written as ES modules. A page opened from disk may not load modules from files, so they are joined here, in the order of their
imports, and stand in the page; the Content-Security-Policy names the hashes of script and style, and forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files as package_files
from string import Template
from typing import Any

# Each after those that it imports.
MODULES: tuple[str, ...] = (
    *("offsets", "csv", "zip", "scheme", "model", "merge", "checks", "annotations", "store", "text", "forms", "known", "opened"),
    *("differences", "panel", "list", "spans", "pointing", "main"),
)
INDEX_MODULES = ("csv", "zip", "scheme", "merge", "store", "index")
_IMPORT = re.compile(r"^import [^;]*;\n", re.M)
_EXPORT = re.compile(r"^export (?=class |const |function |async function )", re.M)


def page(template: str, modules: tuple[str, ...], words: Mapping[str, str], data: Mapping[str, Any], rows: str = "") -> bytes:
    """The file. `words`: put into the template, escaped; `data`: what the script reads, by the id of its element; `rows`: HTML that stands."""
    script, style = joined(modules), _static("desk.css")
    held = "".join(f'<script type="application/json" id="{name}">{_json(value)}</script>\n' for name, value in data.items())
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    whole = {name: escape(value) for name, value in words.items()}
    whole |= {"policy": escape(policy, quote=True), "style": style, "script": script, "data": held, "rows": rows}
    text = Template(_read("templates", template)).substitute(whole)
    return text.encode("utf-8")


@cache
def joined(modules: tuple[str, ...]) -> str:
    """The modules as one script."""
    return "".join(_EXPORT.sub("", _IMPORT.sub("", _static(f"{name}.js"))) for name in modules)


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _json(value: object) -> str:
    """JSON in ASCII that holds nothing an HTML parser would see."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _static(name: str) -> str:
    return _read("static", name)


@cache
def _read(folder: str, name: str) -> str:
    return (package_files("tidings.desk") / folder / name).read_text(encoding="utf-8")
