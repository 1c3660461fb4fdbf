"""Dates: found by a grammar over word classes, resolved against the day of publication."""
