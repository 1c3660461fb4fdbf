"""A small corpus in words of its own, one file an article, and coders that fail in ways that one can choose."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tidings.shards import linking as linking_module
from tidings.shards import task as task_module
from tidings.shards.task import Done, Task, run_task

PLACES = ("Brask", "Tamrit", "Gharyan", "Osterby", "Lowick", "Varna")
NAMES = ("Ada Pell", "Karin Holt", "Yusuf Qarani", "Ben Rider", "Marta Quill", "Jonas Vance")


def text(number: int) -> str:
    """An article: people speak, count and fight in it; names come again in other articles."""
    place, other = PLACES[number % 6], PLACES[(number + 2) % 6]
    who, whom = NAMES[number % 6], NAMES[(number * 5 + 1) % 6]
    return (
        f"{place} waits for rain\n\n"
        f"{who}, the mayor of {place}, told reporters on Monday that {10 + number} people were killed when rebels attacked {other}.\n\n"
        f"“We will not leave {place} before the harvest is in,” {who.split()[1]} said. “Nobody here has slept for {3 + number} days.”\n\n"
        f"Colonel {whom} denied that his forces had seized {other} and said that {200 + 10 * number} soldiers were on their way to {place}. "
        f"{other} lies {40 + number} kilometres from {place}.\n"
    )


def write(folder: Path, count: int = 8) -> Path:
    """The corpus in `folder`, with days of publication in articles.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["source_file,outlet,published"]
    for number in range(count):
        add(folder, number)
        rows.append(f"a{number}.txt,{('Post', 'Times', 'Courier')[number % 3]},2021-03-{10 + number}")
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def add(folder: Path, number: int) -> None:
    """One more article."""
    (folder / f"a{number}.txt").write_text(text(number), encoding="utf-8")


def package(folder: Path) -> dict[str, bytes]:
    """The bytes of all files of a package."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def failing_coder(task: Task, known: object = frozenset()) -> Done:
    """A worker's function: of the article ``a2`` it never comes to an end, of ``a4`` its process dies, of ``a5`` a rule fails."""
    real = task_module.code

    def code(article):
        if article.article_id == "a2":
            while True:
                pass
        if article.article_id == "a4":
            os._exit(9)
        if article.article_id == "a5":
            raise ValueError("a rule stumbles")
        return real(article)

    task_module.code = code
    try:
        return run_task(task, known)
    finally:
        task_module.code = real


def full_while_linking(task: Task, known: object = frozenset()) -> Done:
    """A worker's function that codes, and leaves the worker with a disk that is full when it gathers events."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "told.run")

    linking_module.tell = full
    return run_task(task, known)


def slow_to_link(task: Task, known: object = frozenset()) -> Done:
    """A worker's function that codes, and leaves the worker with a linking that never comes to an end."""

    def slow(*_: object) -> None:
        while True:
            time.sleep(1)

    linking_module.reckon = slow
    return run_task(task, known)


def dies_while_linking(task: Task, known: object = frozenset()) -> Done:
    """A worker's function that codes, and leaves the worker dying at its first step of the linking; one that is started anew lives."""
    linking_module.tell = lambda *_: os._exit(9)
    return run_task(task, known)
