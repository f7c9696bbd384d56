"""The gallery of components: every part of the pages with invented content, for those who write pages."""
