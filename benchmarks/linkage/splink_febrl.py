"""Splink on FEBRL: trained without labels, on DuckDB, with term frequencies; each record once at most."""

from __future__ import annotations

import logging

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.linkage.febrl import Pair, Record, linked, one_to_one

SEED = 20261128
LIKELY = 0.5
RULES = (
    block_on("given_name", "surname"), block_on("date_of_birth"), block_on("soc_sec_id"),
    block_on("postcode", "surname"),
    block_on("address_1", "street_number"),
    block_on("suburb", "given_name"),
    block_on("state", "address_1"),
)  # fmt: skip


def table(records: list[Record]) -> pd.DataFrame:
    """Records with empty cells as lacking."""
    return pd.DataFrame(records).rename(columns={"rec_id": "unique_id"}).replace({"": None})


def link(left: list[Record], right: list[Record]) -> list[Pair]:
    """The pairs that Splink takes for one person."""
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1]),
            cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
        ],
        blocking_rules_to_generate_predictions=list(RULES),
    )
    api = DuckDBAPI()
    tables = [api.register(table(rows), dataset_display_name=name) for name, rows in (("a", left), ("b", right))]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    rules = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=SEED)
    for rule in (block_on("soc_sec_id"), block_on("given_name", "surname"), block_on("date_of_birth")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    told = linker.inference.predict(threshold_match_probability=LIKELY).as_pandas_dataframe()
    return one_to_one(zip(told["match_weight"], told["unique_id_l"], told["unique_id_r"], strict=True))


if __name__ == "__main__":
    linked(link)
