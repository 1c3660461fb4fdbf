"""Is a build that was killed five times, and gone on with each time, the same bytes as one that never was?

    python bench/killed.py 2000 [--workers 2] [--keep FOLDER]

Every process of the build is killed (SIGKILL) at a tenth, a half and nine tenths of the coding, while it links, and while it validates; the same
command is given again. Prints the moments, what was kept, and whether each file of the two packages is the same (else exit status 1).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import tempfile
import time
from pathlib import Path

from scale import started
from scale_corpus import write

EVERY = 0.05  # seconds between two looks at the log
MOMENTS = (("code", 0.1), ("code", 0.5), ("code", 0.9), ("link: events", 0.0), ("validate", 0.0))


def is_reached(log: Path, stage: str, articles: int) -> bool:
    """Whether the log tells of the stage, with so many articles done at least: counted by it, or a line each."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    told = [json.loads(line) for line in lines if f'"stage": "{stage}"' in line and line.endswith("}")]
    done = max([sum(" coded: " in line for line in lines), *(each.get("done", 0) for each in told)])
    return bool(told) and done >= articles


def kill_at(texts: Path, out: Path, workers: int, stage: str, articles: int) -> str:
    """Build until the moment, then kill; what happened in words."""
    process, log = started(texts, out, workers, apart=True)
    while process.poll() is None and not is_reached(log, stage, articles):
        time.sleep(EVERY)
    if process.poll() is not None:
        return "ended before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    kept = out.parent / f".{out.name}.tidings"
    parts = sum(1 for _ in kept.rglob("*.parquet"))
    return f"killed; {parts} files of codings kept, package {'there' if out.exists() else 'not there'}"


def built(texts: Path, out: Path, workers: int) -> None:
    process, _ = started(texts, out, workers)
    said, _ = process.communicate()
    if not (out / "datapackage.json").is_file():
        raise SystemExit(said)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles", type=int)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--keep", type=Path, help="where corpus and packages stay (else a folder that goes)")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.keep or Path(place)
        texts = folder / f"texts-{asked.articles}"
        if not texts.is_dir():
            write(asked.articles, texts)
        whole, parted = folder / "whole", folder / "killed"
        built(texts, whole, asked.workers)
        for stage, share in MOMENTS:
            print(f"{stage:14} {share:4.0%}: {kill_at(texts, parted, asked.workers, stage, round(share * asked.articles))}", flush=True)
        built(texts, parted, asked.workers)
        one, other = digests(whole), digests(parted)
        differ = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
        size = sum(path.stat().st_size for path in whole.rglob("*") if path.is_file()) / 1e6
        print(f"{len(one)} files, {size:.0f} MB: {'the same bytes' if not differ else 'differ: ' + ', '.join(differ)}")
        return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
