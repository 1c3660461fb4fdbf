"""The open benchmark sets, in two parts: a third that is kept from whoever writes rules (``held_out.txt``, a fixed list), and the rest.

    python bench/open_sets.py [SET ...] [--part rest|held|both] [--errors N] [--write]

Errors are shown of the rest alone. ``--write`` puts the scores of the third that is kept apart into ``seeds/held_out.csv``, from which the descriptor
and the codebook have the machine's accuracy. Sets and scorers stand beside the project, in ``../shared/benchmarks`` or ``$TIDINGS_BENCHMARKS``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
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
# Of each set the lines of its scorer that are published, and what they say.
PUBLISHED = {
    ("quotes_polnear", "direct, relaxed, attributed"): "direct quotes with their speaker (PolNeAR)",
    ("quotes_polnear", "speech, relaxed, attributed"): "reported speech with its speaker (PolNeAR)",
    ("quotes_polnear", "all kinds, relaxed, attributed"): "speech and thought with their source (PolNeAR)",
    ("figures_newsquant", "value"): "values of figures (NewsQuant)",
    ("figures_newsquant", "value and unit"): "values with their units (NewsQuant)",
    ("dates_gum", "dates, overlap and value"): "dates with their days (GUM)",
    ("actors_gum", "mentions, relaxed and typed"): "names with their type (GUM)",
    ("actors_gum", "actors"): "actors (GUM)",
    ("events_plover", "event named (P over rows)"): "the kind of event that a sentence names (PLOVER)",
    ("eventrows_articles", "events, P over rows, R over must"): "events of whole articles",
}
_SCORE = re.compile(r"^(.+?) +P +([\d.]+) +R +([\d.]+) +F1 +([\d.]+)")


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
    parser.add_argument("--write", action="store_true")
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
            if args.write and part == "held":
                write_scores(done.stdout)
            status = status or done.returncode
    return status


def write_scores(told: str) -> None:
    """``seeds/held_out.csv``: what was measured, on how many documents, precision, recall, F1."""
    rows, name, documents = [], "", 0
    for line in told.splitlines():
        if head := re.match(r"# (\w+), .*?(\d+) (?:docs|sentences|articles)", line):
            name, documents = head[1], int(head[2])
        elif (score := _SCORE.match(line)) and (says := PUBLISHED.get((name, score[1].strip()))):
            rows.append((says, documents, *(f"{float(share) / 100:.3f}" for share in score.groups()[1:])))
    with (HERE.parent / "seeds" / "held_out.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("measured", "documents", "precision", "recall", "f1"), *rows])


def wanted(line: str) -> bool:
    """Scores and errors, without what the build tells of each article."""
    told = (" coded: ", "checked ", "disagree ", "left out", "link ", "validate ", "publish ", "warning ")
    return bool(line.strip()) and not any(word in line[:44] for word in told)


if __name__ == "__main__":
    sys.exit(main())
