"""``python -m pipeline`` is the command ``tidings``."""

from pipeline.cli import main

main()
