"""Linking of corpora that no memory holds: the rules of `tidings.link`, carried out article by article; what must meet is sorted on disk."""
