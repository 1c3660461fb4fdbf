"""A coding: what one coder says of some articles, as tables with the contract's own columns. One format, whoever coded (`docs/codings.md`)."""
