"""The desk: pages that open from disk, to read an article with its rows, correct them, and save a coding."""

from tidings.desk.make import make_desk

__all__ = ["make_desk"]
