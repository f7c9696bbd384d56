"""Before the door: who is known before his body is read, and which addresses take files."""

import re
from datetime import timedelta
from pathlib import Path

from django.test import Client
from django.urls import reverse

import kerege.web
from kerege.config import rsgi
from kerege.foundation import chance
from kerege.rooms.directory import actions, queries
from tests import cast

REPORT = "0b1f7a52-8c1e-4a5e-9c0a-0f2f3d1c9a11"
FORMS = {
    "records/_attachments.html": ("records:attach", {"report": REPORT}),
    "screening/new.html": ("screening:new", {}),
    "requests/scan.html": ("requests:scan", {"thread": REPORT}),
    "operations/letters.html": ("operations:letters", {"delivery": REPORT}),
    "operations/verify.html": ("operations:verify", {}),
    "intake/index.html": ("intake:index", {}),
    "intake/quarantine.html": ("intake:quarantine", {}),
}


def test_every_form_that_takes_a_file_has_an_address_that_does() -> None:
    found = set()
    for path in Path(kerege.web.__file__).parent.rglob("*.html"):
        if re.search(r"multipart/form-data", path.read_text(encoding="utf-8")) and "gallery" not in path.parts:
            found.add("/".join(path.parts[-2:]))
    assert found == set(FORMS)
    assert all(rsgi.takes_files(reverse(name, kwargs=given)) for name, given in FORMS.values())
    for other in ("/", "/check/", "/api/checks", "/import/x/", "/account/login/", f"/records/{REPORT}/", "//import/"):
        assert not rsgi.takes_files(other)


def test_who_is_signed_in_or_has_a_token_that_stands_is_known_and_nobody_else(own_clone: str) -> None:
    client = Client()
    client.get("/account/login/")
    stranger = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
    assert not rsgi.known({"cookie": stranger})
    client.login(username="aigerim", password=cast.PASSWORD)
    cookie = f"kerege_session={client.session.session_key}"
    assert rsgi.known({"cookie": f"a=b; {cookie}"})
    for wrong in ("", "kerege_session=", f"{cookie}x", f"x{cookie}", "kerege_session=a; kerege_session=b"):
        assert not rsgi.known({"cookie": wrong})
    account = queries.account_id("aigerim")
    token, _ = actions.make_token(account=account, hat=queries.hats_of(account)[0].id, name="EXERCISE", days=1)
    assert rsgi.known({"authorization": f"Bearer {token}"})
    assert not rsgi.known({"authorization": f"Basic {token}"})
    assert not rsgi.known({"authorization": f"Bearer {token}x", "cookie": cookie})
    with chance.seeded("later", chance.now() + timedelta(days=2)):
        assert not rsgi.known({"authorization": f"Bearer {token}"})
    actions.revoke_token(token)
    assert not rsgi.known({"authorization": f"Bearer {token}"})
    client.logout()
    assert not rsgi.known({"cookie": cookie})
