"""Numerical and textual methods, pure: no Django, no database."""
