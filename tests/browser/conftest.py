"""A served node with the cast and a Chromium; axe-core from the packages of the assets."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from pytest_django import DjangoDbBlocker

from tests.browser.codes import code_of
from tests.browser.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState

Theme = Literal["light", "dark"]
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LONGEST = 15_000
"""Milliseconds that a page may take to show what is expected; a busy machine needs more than the usual five seconds."""
STARTING = 120.0
"""Seconds that the node may take to answer at first, on a machine that does much else."""
FRESH = 500.0
"""Seconds after which an officer signs in anew: what asks for the password afresh would stop a journey on its way."""
LEFT: dict[str, list[str]] = {}
"""Codes that are left of officers who set up a second factor here, for when they sign in for another purpose."""
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
FLAGS += ["--disable-gpu-rasterization"]  # maps need WebGL, which is computed here; pages are drawn without it


def executable() -> str:
    """The browser that ./run found, or one on the path."""
    found = os.environ.get("KEREGE_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("skipped: no browser")
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def answers(address: str) -> bool:
    """Whether a server answers there, whatever it says."""
    try:
        urllib.request.urlopen(address, timeout=1)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def node(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    """The address of a served node on a clone of the template with a bank of records; its gallery is open."""
    executable()
    from tests.browser import bank
    from tests.conftest import STARTED_HOME, clone

    name, port = f"kerege_{worker_id}_browser", free_port()
    clone(name, Path(os.environ[STARTED_HOME]))
    with django_db_blocker.unblock():
        bank.fill(name, f"kerege_{worker_id}")
    settings = {"KEREGE_DATABASE": name, "KEREGE_GALLERY": "1", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "tests.browser.served:application",
    ]
    said = Path(os.environ[STARTED_HOME]) / f"{name}.log"
    with said.open("wb") as log:
        served = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)
    address, late = f"http://127.0.0.1:{port}", time.monotonic() + STARTING
    while not answers(f"{address}/nothing/"):
        assert served.poll() is None, said.read_text()
        assert time.monotonic() < late, "the node did not answer in its time"
        time.sleep(0.1)
    yield address
    served.terminate()
    served.wait(10)


@pytest.fixture
def pass_time(node: str, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Callable[..., None]:
    """`pass_time(hours=9)`: what the node does by itself in so much time is done; the pages' own clocks stay."""
    from kerege.foundation import chance
    from kerege.rooms.deconfliction import jobs as deconfliction
    from kerege.rooms.requests import jobs as requests
    from tests.conftest import point_to

    def later(**span: float) -> None:
        with django_db_blocker.unblock():
            point_to(f"kerege_{worker_id}_browser")
            try:
                with chance.seeded(chance.token(), chance.now() + timedelta(**span)):
                    requests.wind_clocks()
                    deconfliction.tend_clocks()
            finally:
                point_to(f"kerege_{worker_id}")

    return later


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """One browser for all tests of a worker."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=LONGEST)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


def complaint(said: "ConsoleMessage") -> list[str]:
    """What the content policy forbids on a page, and where it stands."""
    return [f"{said.text} {said.location}"] if "Content Security Policy" in said.text else []


@pytest.fixture
def open_page(node: str, chromium: "Browser") -> Iterator[Callable[..., "Page"]]:
    """`open_page(language="en", theme="dark", width=390, scripts=False)`: a fresh visitor; complaints fail the test."""
    contexts, complaints = [], []

    def start(
        language: str = "en",
        theme: Theme = "light",
        width: int = 1280,
        *,
        scripts: bool = True,
        state: "StorageState | None" = None,
    ) -> "Page":
        context = chromium.new_context(
            base_url=node,
            viewport={"width": width, "height": 800},
            color_scheme=theme,
            java_script_enabled=scripts,
            bypass_csp=False,
            storage_state=state,
        )
        context.add_cookies([{"name": "kerege_language", "value": language, "url": node}])
        page = context.new_page()
        page.on("console", lambda said: complaints.extend(complaint(said)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        contexts.append(context)
        return page

    yield start
    for context in contexts:
        context.close()
    assert complaints == [], complaints[0]


Begun = dict[tuple[str, str], tuple[float, "StorageState"]]


@pytest.fixture(scope="session")
def states() -> Begun:
    """The sessions begun so far and when, by officer and purpose."""
    return {}


@pytest.fixture
def enter(open_page: Callable[..., "Page"], states: Begun) -> Callable[..., "Page"]:
    """`enter("bolat", "ru", purpose="analysis", width=390)`: a page of somebody of the cast, hat and purpose chosen."""

    def visit(
        name: str,
        language: str = "en",
        theme: Theme = "light",
        width: int = 1280,
        *,
        purpose: str = "investigation",
        scripts: bool = True,
    ) -> "Page":
        since, state = states.get((name, purpose), (-FRESH, None))
        if time.monotonic() - since > FRESH:
            page = open_page("en")
            begin(page, name, purpose)
            since, state = states[name, purpose] = time.monotonic(), page.context.storage_state()
        return open_page(language, theme, width, scripts=scripts, state=state)

    return visit


def begin(page: "Page", name: str, purpose: str) -> None:
    """Sign in, set up a second factor where the hat needs one, and choose a purpose for an exercise case."""
    from tests.cast import PASSWORD

    page.goto("/account/sign-in/?next=/visit/%3Fnext%3D/directory/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    heading = page.get_by_role("heading", level=1).inner_text()
    if heading == "Set up your second factor":
        LEFT[name] = set_up(page)
    elif heading == "Second factor":
        page.get_by_label("Code").fill(LEFT[name].pop())
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url("**/visit/**")
    page.locator(f"input[name=purpose][value={purpose}]").check()
    page.get_by_label("Case number").fill("EX-2026-1")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/directory/")


def set_up(page: "Page") -> list[str]:
    """An authenticator, whose secret is then forgotten; returns the codes for when it is lost, each opens once."""
    page.get_by_text("No camera? Type the secret instead").click()
    page.get_by_label("Code").fill(code_of(page.locator("p.exact").inner_text()))
    page.get_by_role("button", name="Turn on the second factor").click()
    page.locator(".codes li").first.wait_for()
    codes = page.locator(".codes li").all_inner_texts()
    page.goto("/visit/?next=/directory/")
    return codes


@pytest.fixture(params=["en", "ru"])
def say(request: pytest.FixtureRequest) -> Words:
    """The texts of the interface in English and then in Russian: each journey is gone in both."""
    return Words(request.param)


WEIGHTY = """
    tags => axe.run({
        runOnly: {type: 'rule', values: axe._audit.rules
            .filter(rule => ['serious', 'critical'].includes(rule.impact) && rule.enabled)
            .filter(rule => tags.some(tag => rule.tags.includes(tag)))
            .filter(rule => !rule.tags.includes('experimental') && !rule.tags.includes('deprecated'))
            .map(rule => rule.id)},
        resultTypes: ['violations'],
    })"""
"""Runs the rules of these tags whose breach is serious or critical: of the others nothing would be told."""


@pytest.fixture
def violations() -> Callable[["Page"], list[str]]:
    """`violations(page)`: what axe finds serious or critical, one line each."""

    def look(page: "Page") -> list[str]:
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE.read_text())
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate(WEIGHTY, tags)
        return [
            f"{each['id']}: {node['html'][:120]} {node['failureSummary']}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
            for node in each["nodes"]
        ]

    return look
