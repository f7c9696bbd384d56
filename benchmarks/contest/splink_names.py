"""Splink on DuckDB over names romanised by anyascii: an unsupervised linker, ranking candidates found by others."""

from __future__ import annotations

import logging
from collections import defaultdict

import pandas as pd
import splink.comparison_library as cl
from anyascii import anyascii
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.contest.turn import Candidates, Found, Named

SEED = 20261128
LARGEST_SAMPLE = 1_000_000


def row(identity: str, name: str, blocks: list[str]) -> dict[str, object]:
    """A record with its words and the blocks it stands in."""
    words = sorted(anyascii(name).lower().split()) or [""]
    longest = max(words, key=len)
    return {
        "unique_id": identity, "whole": " ".join(words), "words": words, "longest": longest, "blocks": blocks,
        "opening": longest[:3], "first": words[0], "last": words[-1],
    }  # fmt: skip


def linked(left: list[dict[str, object]], right: list[dict[str, object]]) -> dict[str, Found]:
    """The match probability of every pair that shares a block, by the left record."""
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("whole", [0.95, 0.9, 0.85, 0.8, 0.7]),
            cl.ArrayIntersectAtSizes("words", [3, 2, 1]),
            cl.JaroWinklerAtThresholds("longest", [0.95, 0.9, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
    )
    api = DuckDBAPI()
    tables = [
        api.register(pd.DataFrame(rows), dataset_display_name=name)
        for name, rows in (("a_asked", left), ("b_corpus", right))
    ]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=LARGEST_SAMPLE, seed=SEED)
    for rule in (block_on("opening"), block_on("first"), block_on("last")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    told = linker.inference.predict().as_pandas_dataframe()
    found: dict[str, Found] = defaultdict(list)
    for one, other, weight in zip(told["unique_id_l"], told["unique_id_r"], told["match_weight"], strict=True):
        found[one].append((other, float(weight)))
    return found


class Linked:
    """The corpus linked with all queries at once."""

    def __init__(self, corpus: list[Named], candidates: Candidates) -> None:
        """Keep the corpus."""
        self.corpus, self.candidates = corpus, candidates
        self.pairs_compared = 0

    def many(self, asked: list[Named], limit: int) -> list[Found]:
        """Link, then rank by match weight."""
        self.pairs_compared = sum(len(self.candidates[query]) for query, _ in asked)
        left = [row(query, name, self.candidates[query]) for query, name in asked]
        found = linked(left, [row(record, name, [record]) for record, name in self.corpus])
        return [sorted(found.get(query, []), key=lambda pair: (-pair[1], pair[0]))[:limit] for query, _ in asked]


def searcher(corpus: list[Named], candidates: Candidates) -> Linked:
    """A linker."""
    return Linked(corpus, candidates)


def pair_scores(pairs: list[Named]) -> list[float]:
    """The match weight of each pair of names."""
    left = [row(f"l{number}", one, [f"b{number}"]) for number, (one, _) in enumerate(pairs)]
    right = [row(f"r{number}", other, [f"b{number}"]) for number, (_, other) in enumerate(pairs)]
    found = linked(left, right)
    return [found[f"l{number}"][0][1] if found.get(f"l{number}") else -99.0 for number in range(len(pairs))]
