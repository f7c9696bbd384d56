"""A node that browsers reach by https: cookies, headers, redirects and the API as they are then."""

import json
import os
import subprocess
import sys

import pytest

ASKED = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
safe, plain = {"secure": True}, {}
seen = {}
client = Client()
page = client.get("/account/sign-in/", **safe)
client.post("/theme/", {"theme": "dark"}, **safe)
client.post("/language/", {"language": "en"}, **safe)
seen["cookies"] = {name: [bool(c["secure"]), bool(c["httponly"]), c["samesite"], c["path"], c["domain"]]
                   for name, c in client.cookies.items()}
seen["hsts"] = page.headers.get("Strict-Transport-Security", "")
unsafe = Client().get("/account/sign-in/")
seen["redirect"] = [unsafe.status_code, unsafe.headers.get("Location", "")]
seen["api"] = [Client().get("/api/me").status_code, Client().get("/api/me", **safe).status_code]
proxied = Client().get("/account/sign-in/", headers={"X-Forwarded-Proto": "https"})
seen["proxied"] = proxied.status_code
seen["debug"] = settings.DEBUG
seen["session"] = settings.SESSION_COOKIE_NAME
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def node() -> dict[str, object]:
    """What such a node answers; no database is needed for pages before sign-in."""
    environment = os.environ | {"KEREGE_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "kerege.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_every_cookie_is_secure_bound_to_the_host_and_closed_to_scripts(node) -> None:
    cookies = node["cookies"]
    assert len(cookies) >= 3
    for name, (secure, closed, same_site, path, domain) in cookies.items():
        assert name.startswith("__Host-"), name
        assert (secure, closed, path, domain) == (True, True, "/", ""), name
        assert same_site in {"Lax", "Strict"}, name
    assert node["session"] == "__Host-kerege_session"


def test_browsers_are_told_to_come_by_https_alone_for_a_year_with_subdomains(node) -> None:
    assert node["hsts"] == "max-age=31536000; includeSubDomains"


def test_a_page_is_led_to_https_and_the_api_is_refused_without_it(node) -> None:
    assert node["redirect"] == [301, "https://testserver/account/sign-in/"]
    assert node["api"] == [403, 401]


def test_ones_own_proxy_says_that_it_came_by_https(node) -> None:
    assert node["proxied"] == 200


def test_nothing_is_debugged(node) -> None:
    assert node["debug"] is False
