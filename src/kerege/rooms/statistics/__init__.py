"""Room R6a, statistics: series and tables over the reports a viewer may see; it keeps no table of its own.

Nothing is counted twice, "not reported" is never 0, kilograms, litres, pieces and plants are never added together.
"""
