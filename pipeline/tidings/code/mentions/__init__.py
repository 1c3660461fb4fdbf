"""Mentions: names, pronouns and descriptions, gathered into the entities of an article."""
