"""The same plan on Spark: the same bytes as the local engine, and a run that was cut goes on."""

import shutil
from pathlib import Path

import pytest

from kerege.methods.screening import Bank, EngineError, Progress, screen
from tests.methods.screening.exercise_lists import a_bank, list_rows, table

CLUSTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return a_bank(tmp_path_factory.mktemp("spark"))


@pytest.fixture(autouse=True)
def short_lived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Java for a minute: compiled once and lightly, in one thread's garbage collection; the plan is the same."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData")


def needs_spark() -> None:
    try:
        import pyspark
    except ImportError:
        pytest.skip("skipped: no Java")
    assert pyspark.__version__
    if shutil.which("java") is None:
        pytest.skip("skipped: no Java")


def test_two_workers_of_a_cluster_give_the_same_file_as_this_process(tmp_path: Path, bank: Bank) -> None:
    needs_spark()
    rows = [table(list_rows())]
    local = screen(rows, bank, out=tmp_path / "local.arrow", workers=1)
    spark = screen(rows, bank, out=tmp_path / "spark.arrow", engine="spark", master=CLUSTER, piece=70)
    assert (tmp_path / "spark.arrow").read_bytes() == (tmp_path / "local.arrow").read_bytes()
    assert (spark.rows, spark.strong, spark.possible) == (local.rows, local.strong, local.possible)


def test_a_run_cut_off_here_goes_on_there(tmp_path: Path, bank: Bank) -> None:
    needs_spark()
    rows, out = [table(list_rows())], tmp_path / "pairs.arrow"

    def stop(progress: Progress) -> None:
        if progress.rows >= 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screen(rows, bank, out=out, workers=1, piece=100, progress=stop)
    assert screen(rows, bank, out=out, engine="spark", master="local[1]", piece=100).resumed == 200
    screen(rows, bank, out=tmp_path / "whole.arrow", workers=1)
    assert out.read_bytes() == (tmp_path / "whole.arrow").read_bytes()


def test_spark_without_java_says_what_it_needs(tmp_path: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match=r"Spark needs"):
        screen([table(list_rows())], bank, out=tmp_path / "o.arrow", engine="spark")


def test_an_engine_that_is_none_is_refused(tmp_path: Path, bank: Bank) -> None:
    with pytest.raises(EngineError, match="no engine “steam”"):
        screen([table(list_rows())], bank, out=tmp_path / "o.arrow", engine="steam")
