"""Views of the pages of reports."""
