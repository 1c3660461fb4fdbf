"""A process that codes for another ends when that one does, however it dies.

A pool's processes wait for work on a queue whose other end they hold themselves, so a parent that is killed leaves them waiting for ever.
"""

from __future__ import annotations

import os
import threading
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess


def end_with_parent() -> None:
    """Called in a process that multiprocessing started: a thread waits for the parent's end, and then ends this process."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait, args=(parent,), daemon=True).start()


def _wait(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
