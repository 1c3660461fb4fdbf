"""Builds and checks the R package as R's own tools do; anything but "Status: OK" (an error, a warning, a note) is a failure.

``python r/check.py`` (``nox -s r``). Needs R; what is left out where readr, testthat or knitr with pandoc are missing, it says.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
SUGGESTED = ("knitr", "readr", "rmarkdown", "testthat")


def main() -> int:
    if shutil.which("R") is None:
        print("R is not here, so that the R package is not checked (Debian: r-base-core)")
        return 0
    lacking = [name for name in SUGGESTED if not _has(name)]
    if shutil.which("pandoc") is None:
        lacking.append("pandoc")
    if lacking:
        print(f"not here: {', '.join(lacking)}; what needs them is left out")
    vignettes = not {"knitr", "rmarkdown", "pandoc"} & set(lacking)
    environment = {**os.environ, "_R_CHECK_SYSTEM_CLOCK_": "0", "_R_CHECK_FORCE_SUGGESTS_": "false", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory() as folder:
        build = ["R", "CMD", "build", str(PACKAGE), *([] if vignettes else ["--no-build-vignettes"])]
        subprocess.run(build, cwd=folder, env=environment, check=True)
        (made,) = Path(folder).glob("*.tar.gz")
        check = ["R", "CMD", "check", "--no-manual", "--no-build-vignettes", *([] if vignettes else ["--ignore-vignettes"]), made.name]
        done = subprocess.run(check, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        print(done.stdout)
        for log in sorted(Path(folder).glob("*.Rcheck/**/*.Rout.fail")):
            print(f"--- {log.name}\n{log.read_text(encoding='utf-8', errors='replace')}")
    return int(re.search(r"^Status: OK$", done.stdout, re.MULTILINE) is None)


def _has(package: str) -> bool:
    asked = ["Rscript", "-e", f'if (!requireNamespace("{package}", quietly = TRUE)) quit(status = 1)']
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
