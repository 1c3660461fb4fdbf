"""Quotes: who said what, direct, in fragments and indirect."""
