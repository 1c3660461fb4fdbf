"""Figures: numbers with unit, bounds, kind, what they measure and whose they are."""
