"""The proofs of access, each at a chosen size: what the tests run small, `kerege prove` runs large."""
