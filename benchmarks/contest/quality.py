"""Quality of finding and deciding: every contender answers the same questions of the shared names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.contest import scoring
from benchmarks.contest.contenders import CONTENDERS, OURS, TFIDF, Contender
from benchmarks.contest.running import Ground, LackingError, Told, take_turn

CANDIDATES_OF_EACH = 50
QUICK_SAMPLE = 5
Result = dict[str, object]


def say(text: str) -> None:
    """A line of progress."""
    print(f"  {text}", file=sys.stderr, flush=True)


def persons(ground: Ground, quick: bool) -> Iterator[tuple[str, Result]]:
    """What each contender finds of the shared names of persons, and how it decides on pairs of them."""
    corpus, asked, pairs = scoring.rows("corpus.tsv"), scoring.rows("queries.tsv"), scoring.rows("pairs.tsv")
    sample = QUICK_SAMPLE if quick else 0
    if sample:
        asked = scoring.sample(asked, sample, "lang")
    paths = files(ground, "persons", corpus, asked)
    names = {row["pid"]: row["name"] for row in corpus}
    wrote = {row["qid"]: row["name"] for row in scoring.rows("queries.tsv")}
    paired = ground.write("persons-pairs", [(wrote[row["qid"]], names[row["pid"]]) for row in pairs])
    for contender in CONTENDERS:
        say(f"{contender.name}: the shared names of persons")
        yield contender.name, judged(ground, contender, paths, paired, sample)


def judged(ground: Ground, contender: Contender, paths: dict[str, Path], pairs: Path, sample: int) -> Result:
    """One contender's quality, or why it took no part."""
    found, decided = ground.file(f"found-{contender.name}"), ground.file(f"decided-{contender.name}")
    try:
        told = search(ground, contender, paths, found)
        took = take_turn(ground, contender, task="decide", pairs=pairs, out=decided)
    except LackingError as reason:
        return {"lacking": str(reason)}
    return {
        "retrieval": scoring.found_by_class(found, sample),
        "decision": scoring.decided_by_class(decided),
        "search": told,
        "decide": took,
    }


def organisations(ground: Ground) -> Iterator[tuple[str, Result]]:
    """What each contender finds of the shared names of organisations."""
    paths = files(ground, "organisations", scoring.rows("org", "corpus.tsv"), scoring.rows("org", "queries.tsv"))
    for contender in CONTENDERS:
        say(f"{contender.name}: the shared names of organisations")
        found = ground.file(f"organisations-{contender.name}")
        try:
            told = search(ground, contender, paths, found)
        except LackingError as reason:
            yield contender.name, {"lacking": str(reason)}
            continue
        yield contender.name, {"retrieval": scoring.found_by_class(found, what="org"), "search": told}


def files(ground: Ground, name: str, corpus: list[dict[str, str]], asked: list[dict[str, str]]) -> dict[str, Path]:
    """The files that contenders read; candidates are the first fifty of ours and of tf-idf, taken together."""
    paths = {
        "corpus": ground.write(f"{name}-corpus", [(row["pid"], row["name"]) for row in corpus]),
        "asked": ground.write(f"{name}-asked", [(row["qid"], row["name"]) for row in asked]),
    }
    paths["candidates"] = candidates(ground, paths, name)
    return paths


def candidates(ground: Ground, paths: dict[str, Path], name: str) -> Path:
    """Candidates for the contenders that only rank: the union of two good searches, more than either finds."""
    found: set[tuple[str, str]] = set()
    for contender in (OURS, TFIDF):
        out = ground.file(f"{name}-candidates-{contender.name}")
        try:
            take_turn(ground, contender, task="search", **paths, out=out, limit=CANDIDATES_OF_EACH)
        except LackingError:
            continue
        lines = out.read_text(encoding="utf-8").splitlines()
        found |= {(query, record) for query, record, _ in (line.split("\t") for line in lines)}
    return ground.write(f"{name}-candidates", sorted(found))


def search(ground: Ground, contender: Contender, paths: dict[str, Path], out: Path) -> Told:
    """One contender's answers to all questions."""
    given = {key: path for key, path in paths.items() if key != "candidates" or contender.ranks_only}
    return take_turn(ground, contender, task="search", **given, out=out)


def without_ideas(ground: Ground, names: list[str], quick: bool) -> Iterator[tuple[str, Result]]:
    """Ours with one idea taken out at a time."""
    corpus, asked, pairs = scoring.rows("corpus.tsv"), scoring.rows("queries.tsv"), scoring.rows("pairs.tsv")
    if quick:
        asked = scoring.sample(asked, QUICK_SAMPLE, "lang")
    record = {row["pid"]: row["name"] for row in corpus}
    wrote = {row["qid"]: row["name"] for row in scoring.rows("queries.tsv")}
    paths = {
        "corpus": ground.write("ablated-corpus", [(row["pid"], row["name"]) for row in corpus]),
        "asked": ground.write("ablated-asked", [(row["qid"], row["name"]) for row in asked]),
    }
    paired = ground.write("ablated-pairs", [(wrote[row["qid"]], record[row["pid"]]) for row in pairs])
    for name in names:
        say(f"ours without: {name}")
        contender = Contender(name=f"without-{names.index(name)}", module="ours", peer=False, variant=name)
        yield name, judged(ground, contender, paths, paired, QUICK_SAMPLE if quick else 0)
