"""A static site of a package, for the reader who would rather look than load (docs/site.md): ``tidings site``."""

from tidings.site.make import make_site

__all__ = ["make_site"]
