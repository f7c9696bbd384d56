"""Proof by killing: a process that imports, checks or exchanges is killed by signal 9, and what it did stands once.

What should stand is known from the same act done once without a kill: how many rows of every table it adds, and what
the counters of its rows come to. After a kill somebody does what anybody would do then: the same import, the worker's
round, the step that is still to be done; it may be killed too. One that was told to be kept must be there.
"""

import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kerege.foundation import server
from kerege.rooms.journal import queries as journal
from tests.proofs import kill_scenes
from tests.proofs.kill_scenes import SCENES, Scene
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step, seeds

COUNTED = (
    "SELECT string_agg(format('SELECT %L, count(*) FROM %I', c.relname, c.relname), ' UNION ALL ') FROM pg_class c"
    " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
    " AND c.relname ~ '^(access_label|crosscheck|intake|journal_leaf|journal_mention|notices|records|requests)'"
)
SUMMED = (
    "SELECT v.name, v.sum FROM (SELECT sum(done) d, sum(accepted) a, sum(duplicates) u, sum(quarantined) q"
    " FROM intake_import) i, LATERAL (VALUES ('rows done', d), ('accepted', a), ('duplicates', u), ('quarantined', q))"
    " AS v(name, sum) UNION ALL SELECT 'keys of reports', count(DISTINCT (owner, source_key)) FROM records_report"
    " WHERE source_key IS NOT NULL"
)
"""Counters that a batch which is kept twice would move twice."""
OTHERS = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid())"
MOST_KILLS = 3
LONGEST = 60.0
HOW = ("before a statement", "after a statement", "before a commit", "after a commit", "at an instant")

CELLS = len(SCENES) * len(HOW)
"""Each act, killed in each way."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What an act is when nobody kills it: its statements, its commits, its seconds."""

    statements: int
    commits: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Unkilled:
    """What a whole act adds, and its two parts as they go."""

    adds: Counter[str]
    act: Measured
    rest: Measured


@dataclass(frozen=True, slots=True)
class Blow:
    """How and when a process is killed."""

    how: str
    at: float

    @classmethod
    def drawn(cls, luck: random.Random, act: Measured) -> "Blow":
        """One of the points of an act."""
        how = luck.choice(HOW)
        if how == "at an instant":
            return cls(how, luck.uniform(0, act.seconds * 1.1))
        return cls(how, luck.randint(1, max(1, act.commits if "commit" in how else act.statements)))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it told before."""

    is_killed: bool
    is_kept: bool
    words: str
    act: Measured


def killed(cases: int, seed: str) -> Iterator[Step]:
    """So many kills, of the scenes in turn; each thing that was lost, halved or doubled with the seed of its case."""
    with (
        fresh_database("killed") as name,
        server.ensure_server(durable=False).administrator(name) as database,
        tempfile.TemporaryDirectory() as folder,
    ):
        kill_scenes.begin(Path(folder))
        measured = {scene.name: reference(scene, database) for scene in SCENES}
        done = 0
        for number, each in enumerate(seeds(seed), start=1):
            scene = random.Random(each).choice(SCENES)
            step = case(scene, each, measured[scene.name], database)
            yield step
            done += step.cases
            if number % 50 == 0 or done >= cases:
                yield from bent(each)
            if done >= cases or each == seed:
                return


def reference(scene: Scene, database: Any) -> Unkilled:
    """The whole act without a kill, done twice: the first makes what the others find. Raises RuntimeError."""
    unkilled(scene, f"{scene.name} first", database)
    return unkilled(scene, f"{scene.name} second", database)


def unkilled(scene: Scene, seed: str, database: Any) -> Unkilled:
    """The whole act once. Raises RuntimeError where it fails."""
    thing = scene.prepare(seed)
    before = state(database)
    parts = [apart(partial(work, thing), None, database) for work in (scene.act, scene.go_on)]
    for part in parts:
        if not part.is_kept:
            raise RuntimeError(f"{scene.name}: {part.words}")
    act, rest = (part.act for part in parts)
    return Unkilled(added(before, state(database)), act, rest if rest.commits > 1 else act)


def case(scene: Scene, seed: str, whole: Unkilled, database: Any) -> Step:
    """One act that is killed, taken up, perhaps killed again, and brought to its end."""
    luck, spent = random.Random(f"{seed} blows"), spent_apart()
    thing = scene.prepare(seed)
    before, kills, cells = state(database), 0, set()
    ended = apart(partial(scene.act, thing), blow := Blow.drawn(luck, whole.act), database)
    is_kept, words = ended.is_kept, ended.words
    while ended.is_killed:
        kills += 1
        cells.add(f"{scene.name} × {blow.how}")
        blow = Blow.drawn(luck, whole.rest)
        strikes = kills < MOST_KILLS and luck.random() < 0.5
        ended = apart(partial(scene.go_on, thing), blow if strikes else None, database)
        words = words or ended.words
    if kills == 0:
        ended = apart(partial(scene.go_on, thing), None, database)
        words = words or ended.words
    there = added(before, state(database))
    failure = words or verdict(whole.adds, there, may_be_undone=scene.may_be_undone and not is_kept)
    said = f"{scene.name}, killed {kills} times, last {blow.how} {blow.at:.3f}: {failure}" if failure else ""
    return Step(kills, frozenset(cells), said, seed, counted={scene.name: kills}, elsewhere=spent_apart() - spent)


def spent_apart() -> float:
    """Processor seconds of the processes that worked, killed ones too."""
    found = os.times()
    return found.children_user + found.children_system


def verdict(whole: Counter[str], there: Counter[str], *, may_be_undone: bool) -> str:
    """What is wrong with what stands there; empty where it is whole, or nothing where that may be."""
    if there == whole or (may_be_undone and not there):
        return ""
    names = sorted(whole.keys() | there.keys())
    return ", ".join(f"{name} {there[name]} for {whole[name]}" for name in names if there[name] != whole[name])


def bent(seed: str) -> Iterator[Step]:
    """Whether the journal is whole after all of this."""
    found = journal.verify_journal()
    if not found.is_whole:
        yield Step(1, failure=f"the journal is bent: {found.faults[0].what}", seed=seed)


def state(database: Any) -> Counter[str]:
    """How many rows every table has, and what the counters come to."""
    (counting,) = database.execute(COUNTED).fetchone()
    rows = [*database.execute(counting).fetchall(), *database.execute(SUMMED).fetchall()]
    return Counter({str(name): int(count or 0) for name, count in rows})


def added(before: Counter[str], after: Counter[str]) -> Counter[str]:
    """What came and went."""
    found = {name: after[name] - before[name] for name in before.keys() | after.keys()}
    return Counter({name: count for name, count in found.items() if count})


def apart(work: Callable[[], object], blow: Blow | None, database: Any) -> Ended:
    """Let another process work, and kill it; when this returns, the server has done with it too."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        carried_out(work, blow, writing)
    os.close(writing)
    if blow and blow.how == "at an instant":
        time.sleep(blow.at)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as told:
        said = told.read().split("\t")
    is_killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left_alone(database)
    if len(said) < 4:
        return Ended(is_killed, False, "" if is_killed else "it died by itself", Measured(0, 0, 0.0))
    words, statements, commits, seconds = said
    return Ended(is_killed, not words, words, Measured(int(statements), int(commits), float(seconds)))


def carried_out(work: Callable[[], object], blow: Blow | None, writing: int) -> None:
    """In the other process: work, striking it where that was drawn, and tell how it ended."""
    began, words, counts = time.monotonic(), "", Counter[str]()
    try:
        with struck(blow, counts):
            work()
    except BaseException as problem:  # noqa: BLE001 - told to the parent, who judges it
        words = f"{type(problem).__name__}: {problem}".replace("\t", " ")
    spent = time.monotonic() - began
    os.write(writing, f"{words}\t{counts['statement']}\t{counts['commit']}\t{spent:.4f}".encode())
    os._exit(0)


@contextmanager
def struck(blow: Blow | None, counts: Counter[str]) -> Iterator[None]:
    """Inside, statements and commits are counted, and the one that was drawn is the last."""

    def reached(what: str, when: str) -> None:
        counts[what] += when == "before"
        if blow and blow.how == f"{when} a {what}" and counts[what] == blow.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Any, *given: Any) -> Any:
        reached("statement", "before")
        made = execute(*given)
        reached("statement", "after")
        return made

    real = BaseDatabaseWrapper._commit

    def commit(self: Any) -> Any:
        reached("commit", "before")
        made = real(self)
        reached("commit", "after")
        return made

    BaseDatabaseWrapper._commit = commit
    for each in connections.all():
        each.execute_wrappers.append(statement)
    yield


def left_alone(database: Any) -> None:
    """Wait until the server has noticed that whoever was killed is gone: his last commit may still be on its way."""
    until = time.monotonic() + LONGEST
    while database.execute(OTHERS).fetchone()[0]:
        if time.monotonic() > until:
            raise RuntimeError("the server still serves somebody who is gone")
        time.sleep(0.005)
