"""Character trigrams weighted by tf-idf (scikit-learn) over names romanised by anyascii, cosine as the score."""

from __future__ import annotations

import numpy as np
from anyascii import anyascii
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.contest.turn import Candidates, Found, Named


def plain(name: str) -> str:
    """A name in ASCII letters."""
    return anyascii(name).lower()


def vectorizer() -> TfidfVectorizer:
    """Trigrams within words."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)


class Trigrams:
    """The corpus as a sparse matrix of trigrams by records."""

    def __init__(self, corpus: list[Named]) -> None:
        """Weigh the trigrams of the corpus."""
        self.ids = [identity for identity, _ in corpus]
        self.weights = vectorizer()
        self.matrix = self.weights.fit_transform([plain(name) for _, name in corpus]).T.tocsr()

    def one(self, asked: Named, limit: int) -> Found:
        """Search one name."""
        scores = self.weights.transform([plain(asked[1])]) @ self.matrix
        many = scores.nnz > limit
        best = np.argpartition(-scores.data, limit)[:limit] if many else np.arange(scores.nnz)
        best = best[np.argsort(-scores.data[best], kind="stable")]
        return [(self.ids[scores.indices[at]], float(scores.data[at])) for at in best]


def searcher(corpus: list[Named], _candidates: Candidates) -> Trigrams:
    """A search by sparse product."""
    return Trigrams(corpus)


def pair_scores(pairs: list[Named]) -> list[float]:
    """The cosine of each pair of names; the weights are those of all names asked about."""
    names = [plain(name) for pair in pairs for name in pair]
    rows = vectorizer().fit_transform(names)
    return [float(score) for score in np.asarray(rows[0::2].multiply(rows[1::2]).sum(axis=1)).ravel()]
