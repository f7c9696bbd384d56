"""What a page loads: every file it asked for before it was ready, whenever the browser tells that it has come."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Request

PATIENCE = 10.0
DRAWN = """
    new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next))).then(() => document.fonts.ready)
    .then(() => true)"""
"""Waits until a page is drawn and has its fonts and pictures: it asks for these after it says that it is loaded."""
STREAMS = ("eventsource", "websocket")


@contextmanager
def loads(page: Page) -> Iterator[list[Request]]:
    """The files a page loads in this block, none from a cache, all told as finished when it ends; no streams.

    The browser says that a page is ready before it says of each file that it is finished, and asks for fonts and
    pictures only when it draws.
    """
    begun: list[Request] = []
    done: list[Request] = []
    failed: list[Request] = []

    def begin(request: Request) -> None:
        if request.resource_type not in STREAMS:
            begun.append(request)

    def finish(request: Request) -> None:
        done.append(request)

    def fail(request: Request) -> None:
        failed.append(request)

    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("request", begin)
    page.on("requestfinished", finish)
    page.on("requestfailed", fail)
    yield begun
    page.evaluate(DRAWN)
    late = time.monotonic() + PATIENCE
    while open_ := [each.url for each in begun if each not in done and each not in failed]:
        assert time.monotonic() < late, f"these files never came: {open_}"
        page.wait_for_timeout(10)
    page.remove_listener("request", begin)
    begun[:] = [each for each in begun if each not in failed]


def weights(files: list[Request]) -> dict[str, int]:
    """Bytes on the line by address, headers included."""
    sizes = {each.url: each.sizes() for each in files}
    return {url: each["responseBodySize"] + each["responseHeadersSize"] for url, each in sizes.items()}
