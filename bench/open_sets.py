"""The open benchmark sets, in two parts: a third that is kept from whoever writes rules (``held_out.txt``, a fixed list), and the rest.

    python bench/open_sets.py [SET ...] [--part rest|held|both] [--errors N]

Errors are shown of the rest alone. Sets and scorers stand beside the project, in ``../shared/benchmarks`` or ``$TIDINGS_BENCHMARKS``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHMARKS = Path(os.environ.get("TIDINGS_BENCHMARKS") or HERE.parents[1] / "shared" / "benchmarks")
SETS = (
    *("quotes_polnear", "figures_newsquant", "figures_recognizers", "dates_gum"),
    *("dates_recognizers", "actors_gum", "events_plover", "eventrows_articles"),
)


def held_out() -> set[str]:
    """``SET DOC_ID`` of every document that is kept apart."""
    return {line for line in (HERE / "held_out.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def write_part(folder: Path, part: str) -> None:
    """Documents and gold of one part, laid out as the scorers want them."""
    held = held_out()
    for name in SETS:
        (folder / name).mkdir(parents=True)
        for file in ("docs.jsonl", "gold.jsonl"):
            lines = (BENCHMARKS / "data" / name / file).read_text(encoding="utf-8").splitlines()
            kept = [line for line in lines if line and (f"{name} {json.loads(line)['doc_id']}" in held) == (part == "held")]
            (folder / name / file).write_text("".join(line + "\n" for line in kept), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--part", choices=("rest", "held", "both"), default="both")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if not BENCHMARKS.is_dir():
        print(f"{BENCHMARKS}: no benchmark sets; name their folder in TIDINGS_BENCHMARKS", file=sys.stderr)
        return 2
    status = 0
    for part in ("rest", "held") if args.part == "both" else (args.part,):
        with tempfile.TemporaryDirectory() as folder:
            write_part(Path(folder), part)
            print(f"\n===== {'two thirds, seen' if part == 'rest' else 'a third, held out'} =====", flush=True)
            command = [sys.executable, str(BENCHMARKS / "predict.py"), *args.sets]
            command += ["--errors", str(args.errors)] if args.errors and part == "rest" else []
            done = subprocess.run(command, env={**os.environ, "BENCHMARK_DATA": folder}, stdout=subprocess.PIPE, text=True, check=False)
            print("\n".join(line for line in done.stdout.splitlines() if wanted(line)), flush=True)
            status = status or done.returncode
    return status


def wanted(line: str) -> bool:
    """Scores and errors, without what the build tells of each article."""
    told = (" coded: ", "checked ", "disagree ", "left out", "link ", "validate ", "publish ", "warning ")
    return bool(line.strip()) and not any(word in line[:44] for word in told)


if __name__ == "__main__":
    sys.exit(main())
