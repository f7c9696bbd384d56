"""recordlinkage on FEBRL: its own comparison and its classifier without labels (ECM), each record once at most."""

from __future__ import annotations

import pandas as pd
import recordlinkage

from benchmarks.linkage.febrl import Pair, Record, linked, one_to_one

NEAR = 0.85
BLOCKS = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode")


def table(records: list[Record]) -> pd.DataFrame:
    """Records by their id, empty cells as lacking."""
    return pd.DataFrame(records).set_index("rec_id").replace({"": None})


def link(left: list[Record], right: list[Record]) -> list[Pair]:
    """The pairs that the classifier takes for one person."""
    one, other = table(left), table(right)
    index = recordlinkage.Index()
    for column in BLOCKS:
        index.block(column)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=NEAR, label=column)
    for column in ("date_of_birth", "soc_sec_id", "postcode"):
        compare.string(column, column, method="damerau_levenshtein", threshold=NEAR, label=column)
    compare.exact("street_number", "street_number", label="street_number")
    compare.exact("state", "state", label="state")
    features = compare.compute(index.index(one, other), one, other)
    classifier = recordlinkage.ECMClassifier()
    likely = classifier.fit_predict(features)
    chances = classifier.prob(features.loc[likely])
    return one_to_one((float(chance), str(a), str(b)) for (a, b), chance in chances.items())


if __name__ == "__main__":
    linked(link)
