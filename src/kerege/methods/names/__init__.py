"""Names of persons compared and found across scripts, with reasons."""

from kerege.methods.names.comparison import Comparison, Row, compare
from kerege.methods.names.index import Match, NameIndex, compare_many, score_many
from kerege.methods.names.keys import index_keys, query_keys
from kerege.methods.names.reasons import Reason, reason_text, reasons_text

__all__ = [
    "Comparison", "Match", "NameIndex", "Reason", "Row", "compare", "compare_many", "index_keys", "query_keys",
    "reason_text", "reasons_text", "score_many",
]  # fmt: skip
