"""Builds corpora of growing size and measures them: seconds and peak memory of each stage, articles a second, size on disk.

    python bench/scale.py 1000 10000 100000 [--workers 2] [--keep FOLDER]

One command, and it goes on where it was: a corpus that is measured already is not built again, one that was cut off goes on from the codings that
are kept (its seconds of coding are then those of the rest, and it says so). Results are added to ``scale.jsonl`` in the folder, from which
``--table`` prints the table of docs/scale.md. The rate of one process beside other commits: `rate.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from scale_corpus import write

ROOT = Path(__file__).resolve().parent.parent
EVERY = 0.5  # seconds between two looks at the memory


class Memory:
    """The greatest resident memory of a process and of each of its children, by stage. `stage` is set from outside."""

    def __init__(self, pid: int) -> None:
        import psutil

        self._process, self._gone = psutil.Process(pid), psutil.Error
        self.stage, self.peaks, self._ended = "start", dict[str, int](), False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended:
            try:
                each = [self._process, *self._process.children(recursive=True)]
                most = max(process.memory_info().rss for process in each)
                self.peaks[self.stage] = max(self.peaks.get(self.stage, 0), most)
            except (self._gone, ValueError):
                pass
            time.sleep(EVERY)

    def end(self) -> dict[str, int]:
        """Peaks in MB."""
        self._ended = True
        self._thread.join()
        return {stage: round(peak / 1e6) for stage, peak in self.peaks.items()}


def started(texts: Path, out: Path, workers: int, apart: bool = False) -> tuple[subprocess.Popen[str], Path]:
    """The command, and the log that it writes. `apart`: in a group of processes of its own, so that all of them can be killed."""
    log = out.with_suffix(".log")
    log.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tidings", "build", str(texts), "--out", str(out), "--workers", str(workers), "--quiet", "--log", str(log)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=apart), log


def build(texts: Path, out: Path, workers: int) -> dict[str, Any]:
    """Build a package with the command, as a user would; seconds, memory and rows by the log that it writes."""
    start = time.perf_counter()
    process, log = started(texts, out, workers)
    memory = Memory(process.pid)
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
    reader.start()
    while process.poll() is None:
        memory.stage = _stage(log) or memory.stage
        time.sleep(EVERY)
    reader.join()
    if not (out / "datapackage.json").is_file():
        raise SystemExit("".join(said))
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    seconds = next(event for event in reversed(events) if event["event"] == "seconds")
    stages = {name: value for name, value in seconds.items() if name not in ("seconds", "event")}
    resumed = any(event.get("text", "").endswith("coded before") for event in events)
    return {"seconds": round(time.perf_counter() - start, 1), "stages": stages, "memory": memory.end(), "resumed": resumed}


def _stage(log: Path) -> str | None:
    """The stage that the log tells of last."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.path.getsize(log) - 4000))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        if '"stage": "' in line:
            return line.split('"stage": "')[1].split('"')[0]
    return None


def measure(count: int, folder: Path, workers: int) -> dict[str, Any]:
    """Build a corpus of `count` articles and tell what it took."""
    texts, out = folder / f"texts-{count}", folder / f"package-{count}-{workers}"
    if not texts.is_dir():
        write(count, texts)
    size = sum(path.stat().st_size for path in texts.iterdir())
    told = build(texts, out, workers)
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    kept = out.parent / f".{out.name}.tidings"
    return {
        "articles": count,
        "workers": workers,
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 1),
        "megabytes": round(size / 1e6, 1),
        **told,
        "rate": round(count / told["seconds"], 1),
        "rows": sum(resource["rows"] for resource in package["resources"]),
        "package_mb": round(sum(resource["bytes"] for resource in package["resources"]) / 1e6, 1),
        "kept_mb": round(sum(path.stat().st_size for path in kept.rglob("*") if path.is_file()) / 1e6, 1),
    }


def table(results: list[dict[str, Any]]) -> str:
    """The results as the table of docs/scale.md."""
    head = "| articles | text | workers | seconds | code | link | validate | publish | articles/s | peak memory | rows | package | kept |"
    lines = [head, "| ---: " * 13 + "|"]
    for each in results:
        stages = [f"{each['stages'].get(name, 0):.0f}" for name in ("code", "link", "validate", "publish")]
        peak = max(each["memory"].values(), default=0)
        sizes = f"{each['rows']:,} | {each['package_mb']:.0f} MB | {each['kept_mb']:.0f} MB"
        cells = [f"{each['articles']:,}", f"{each['megabytes']:.0f} MB", str(each["workers"]), f"{each['seconds']:.0f}", *stages]
        lines.append(f"| {' | '.join(cells)} | {each['rate']:.1f} | {peak} MB | {sizes} |")
    return "\n".join(lines)


def picture(results: list[dict[str, Any]]) -> str:
    """Seconds by stage and peak memory against the number of articles, as SVG (by altair, of the extra ``site``).

    Of one size the run with most workers.
    """
    import altair as alt
    import vl_convert

    runs = list({each["articles"]: each for each in sorted(results, key=lambda each: each["workers"])}.values())
    seconds = [
        {"articles": each["articles"], "stage": stage, "seconds": value} for each in runs for stage, value in each["stages"].items() if value >= 0.05
    ]
    memory = [{"articles": each["articles"], "MB": max(each["memory"].values())} for each in runs]
    scale = alt.X("articles:Q", scale=alt.Scale(type="log"), title="articles", axis=alt.Axis(values=sorted({each["articles"] for each in runs})))
    left = alt.Chart(alt.Data(values=seconds), width=380, height=300, title="Seconds of each stage, two processes")
    line = left.mark_line(point=True).encode(scale, alt.Y("seconds:Q", scale=alt.Scale(type="log")), alt.Color("stage:N"), alt.Shape("stage:N"))
    right = alt.Chart(alt.Data(values=memory), width=380, height=300, title="Peak memory of the largest process")
    peak = right.mark_line(point=True).encode(scale, alt.Y("MB:Q", title="megabytes"))
    return str(vl_convert.vegalite_to_svg(alt.hconcat(line, peak).configure(font="sans-serif").to_dict()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1000])
    parser.add_argument("--workers", type=int, nargs="*", default=[2])
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "tidings-scale", help="where corpora, packages and results lie")
    parser.add_argument("--table", action="store_true", help="only print the table of what was measured")
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw what was measured, as SVG")
    args = parser.parse_args()
    args.keep.mkdir(parents=True, exist_ok=True)
    results = args.keep / "scale.jsonl"
    done = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()] if results.is_file() else []
    for size in [] if args.table else args.sizes:
        for workers in args.workers:
            if not any((each["articles"], each["workers"]) == (size, workers) for each in done):
                done.append(measure(size, args.keep, workers))
                with results.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(done[-1]) + "\n")
                print(json.dumps(done[-1]), flush=True)
    if args.picture:
        args.picture.write_text(picture(done), encoding="utf-8")
    print(table(done))


if __name__ == "__main__":
    main()
