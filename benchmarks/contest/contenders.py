"""Who takes part: module, environment and variant of each contender, and whether it must be given its candidates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One method of finding and comparing names."""

    name: str
    module: str
    peer: bool = True
    """Whether it runs in the peers' environment."""
    variant: str = ""
    ranks_only: bool = False
    """Whether it scores pairs and must be given candidates to rank."""
    patience: float = 1.0
    """What share of the questions on speed is asked of it, since the slow are not waited for."""


OURS = Contender(name="ours", module="ours", peer=False)
TFIDF = Contender(name="tf-idf trigrams", module="tfidf", patience=0.2)
CONTENDERS = (
    OURS,
    Contender(name="logic-v2", module="nomenklatura_logic", variant="logic-v2", ranks_only=True),
    Contender(name="logic-v1", module="nomenklatura_logic", variant="logic-v1", ranks_only=True),
    Contender(name="WRatio", module="wratio", patience=0.02),
    TFIDF,
    Contender(name="pg_trgm", module="pg_trgm", peer=False, patience=0.1),
    Contender(name="Splink", module="splink_names", ranks_only=True),
    Contender(name="recordlinkage", module="recordlinkage_names", ranks_only=True),
)
