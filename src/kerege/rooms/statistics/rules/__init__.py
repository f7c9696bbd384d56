"""Pure decisions of statistics: periods, counting, questions about outliers, warnings about coverage."""
