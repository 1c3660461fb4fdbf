"""How two codings of the same articles stand to one another: rows joined by span, measures of agreement, disagreements (`docs/agreement.md`)."""

from tidings.agree.agreement import Agreement, Disagreement, Score, agreement, score_rows
from tidings.agree.compare_rows import review_of

__all__ = ["Agreement", "Disagreement", "Score", "agreement", "review_of", "score_rows"]
