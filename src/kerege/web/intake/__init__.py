"""Pages of intake: upload, mapping with preview, progress, result, quarantine."""
