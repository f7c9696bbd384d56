"""Pages of statistics: one table by country, substance and period, with its warnings, and as CSV or XLSX."""
