"""The contest's machinery: what is measured is what was asked, and who cannot take part is said so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import crosscheck
from benchmarks.contest import ablations, environment, quality, scoring, turn
from benchmarks.contest.contenders import CONTENDERS, OURS, Contender
from benchmarks.contest.running import Ground, LackingError, take_turn

CORPUS = [("r1", "Образцов Пример"), ("r2", "Sinovbek Tadrisov"), ("r3", "Учебный Тестмурод Намунаевич")]
ASKED = [("q1", "OBRAZTSOV PRIMER"), ("q2", "Синовбек Тадрисов"), ("q3", "Testmurod Uchebnyi")]


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path)


def asked_of(ground: Ground, contender: Contender) -> tuple[dict[str, list[str]], dict[str, float]]:
    corpus, asked = ground.write("corpus", CORPUS), ground.write("asked", ASKED)
    out = ground.file("found")
    told = take_turn(ground, contender, task="search", corpus=corpus, asked=asked, out=out, list=asked)
    found: dict[str, list[str]] = {}
    for query, record, _ in turn.lines(str(out)):
        found.setdefault(query, []).append(record)
    return found, told


def test_a_turn_of_ours_finds_each_name_across_scripts_and_says_what_it_took(ground: Ground) -> None:
    found, told = asked_of(ground, OURS)
    assert {query: records[0] for query, records in found.items()} == {"q1": "r1", "q2": "r2", "q3": "r3"}
    assert told["asked"] == len(ASKED)
    assert told["memory_mb"] >= told["build_memory_mb"] > 0
    assert told["list_per_s"] > 0 < told["p95_ms"]


def test_a_turn_decides_on_pairs_in_the_order_given(ground: Ground) -> None:
    pairs = ground.write("pairs", [("Образцов Пример", "OBRAZTSOV PRIMER"), ("Образцов Пример", "Sinovbek Tadrisov")])
    take_turn(ground, OURS, task="decide", pairs=pairs, out=ground.file("scores"))
    same, other = [float(line) for line in ground.file("scores").read_text().splitlines()]
    assert same > 0.9
    assert other < 0.1


def test_memory_of_a_turn_is_its_own_not_that_of_the_process_that_started_it(ground: Ground) -> None:
    held = bytearray(300_000_000)
    held[::4096] = b"x" * len(held[::4096])
    _, told = asked_of(ground, OURS)
    assert told["memory_mb"] < turn.peak_memory()


def test_a_contender_that_fails_is_said_with_its_last_words(ground: Ground) -> None:
    absent = Contender(name="nobody", module="nobody_here", peer=False)
    with pytest.raises(LackingError, match=r"nobody: .*nobody_here"):
        take_turn(ground, absent, task="search")


def test_a_peer_that_was_not_installed_takes_no_turn_and_the_others_do(tmp_path: Path) -> None:
    ground = Ground(tmp_path, "nomenklatura was not installed: a reason")
    logic = next(each for each in CONTENDERS if each.variant == "logic-v2")
    with pytest.raises(LackingError, match="a reason"):
        take_turn(ground, logic, task="search")
    assert asked_of(ground, OURS)[0]


def test_a_lock_without_some_packages_keeps_the_hashes_of_the_rest() -> None:
    blocks = {"anyascii==0.3": ("aa", "bb"), "pyicu==2.17": ("cc",), "scipy==1": ("dd",)}
    lock = "".join(
        " \\\n    ".join([name, *(f"--hash=sha256:{each}" for each in found)]) + "\n" for name, found in blocks.items()
    )
    left = environment.without(lock, frozenset({"pyicu"}))
    assert "pyicu" not in left
    assert "cc" not in left
    assert left.count("--hash") == 3


def test_what_needs_icu_is_named_as_the_lock_names_it() -> None:
    lock = environment.LOCK.read_text(encoding="utf-8")
    names = {line.partition("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith(" ")}
    assert names >= environment.NEED_ICU


KEYS_AND_RANKS = """
import sys
from benchmarks.contest import ours
ours.prepare(sys.argv[1])
from kerege.methods.names import compare, index_keys, query_keys
names = ["Абдурахмонов Хамзат Юсуфович", "Ahmad Sharif Rahimzoda", "محمد شریف رحیم", "Jon Tadrisov", "Nurmuhammad Bek",
         "Abdurakhman Khamzat", "Мухаммад Шариф", "Dzhon Tadris", "Nur Muhammad Bek", "Machali Uchebdin"]
print([sorted(index_keys(name)) for name in names], [sorted(query_keys(name).items()) for name in names])
print([compare(one, other).rank for one in names for other in names])
"""


def keys_and_ranks(variant: str) -> str:
    command = [sys.executable, "-c", KEYS_AND_RANKS, variant]
    done = subprocess.run(command, cwd=environment.ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("name", [name for name in ablations.ABLATIONS if name != ablations.WHOLE])
def test_every_idea_taken_out_changes_keys_or_ranks(name: str) -> None:
    assert keys_and_ranks(name) != keys_and_ranks(ablations.WHOLE)


def test_an_ablation_of_what_is_no_longer_there_is_refused() -> None:
    with pytest.raises(ablations.GoneError, match="no_such_idea"):
        ablations.replace("keys", "no_such_idea", None)


def test_the_sample_is_the_first_questions_of_each_class_by_id() -> None:
    rows = [{"qid": f"q{number}", "lang": "ab"[number % 2]} for number in range(9, -1, -1)]
    assert [row["qid"] for row in scoring.sample(rows, 2, "lang")] == ["q0", "q1", "q2", "q3"]


def test_the_best_peer_is_named_and_ours_is_none_of_them() -> None:
    told = {"ours": {"x": 0.9}, "one": {"x": 0.5}, "two": {"x": 0.7}, "out": {"lacking": "?"}}
    details: crosscheck.Details = {"part": told}
    assert crosscheck.best_peer(details, "part", "x") == "two 0.700"
    assert crosscheck.best_peer(details, "none", "x") == ""


def test_a_figure_appears_for_each_target_that_was_measured_and_for_no_other() -> None:
    region = {"first": 0.96, "among_ten": 0.97, "asked": 10}
    details: crosscheck.Details = {"persons": {"ours": {"retrieval": {scoring.REGION: region}}}}
    assert [(figure.what, figure.met) for figure in crosscheck.figures(details)] == [
        ("find persons of the region, first", True),
        ("find persons of the region, among ten", False),
    ]


def test_speed_is_compared_with_those_whose_finds_are_worth_it() -> None:
    def finds(share: float) -> dict[str, object]:
        return {"retrieval": {scoring.REGION: {"first": share}}}

    persons = {"ours": finds(0.98), "quick": finds(0.3), "good": finds(0.7)}
    speed = {
        "67000": {
            "ours": {"per_processor_s": 9.0},
            "quick": {"per_processor_s": 99.0},
            "good": {"per_processor_s": 5.0},
        }
    }
    details: crosscheck.Details = {"persons": persons, "speed": speed}
    assert set(crosscheck.racing(details, "67000")) == {"ours", "good"}
    assert set(crosscheck.racing({"speed": speed}, "67000")) == {"ours", "quick", "good"}


def test_nothing_but_counts_and_shares_of_the_exercise_is_kept() -> None:
    assert not {"sign_ins", "missed", "families"} & set(crosscheck.OF_THE_EXERCISE)


def test_a_job_is_written_as_plain_json(ground: Ground) -> None:
    asked_of(ground, OURS)
    job = json.loads(ground.file("job-ours.json").read_text(encoding="utf-8"))
    assert job["contender"] == "benchmarks.contest.ours"
    assert job["limit"] == 10
    assert job["limit"] < quality.CANDIDATES_OF_EACH
    assert sys.executable
