"""Event reports: what happened, who to whom, when, where, and who says so."""
