"""Pages of screening: proposing, approvals, progress and results, digests to owners, opting out."""
