"""How two codings of the same articles stand to one another: rows joined by span, measures of agreement, disagreements (`docs/agreement.md`)."""

from tidings.agree.agreement import Agreement, Disagreement, Score, agreement, score_rows
from tidings.agree.compare_rows import review_of
from tidings.agree.report import as_csv, as_json, as_markdown, as_text, scores_as_csv
from tidings.callable_package import make_callable

__all__ = [
    "Agreement",
    "Disagreement",
    "Score",
    "agreement",
    "as_csv",
    "as_json",
    "as_markdown",
    "as_text",
    "review_of",
    "score_rows",
    "scores_as_csv",
]

make_callable(__name__)  # so that `tidings.agree(a, b)` is the function of `tidings.api`
