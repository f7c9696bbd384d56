"""The shell: visit, switches, headers, menu, words, tables, and what templates may not hold."""

import re
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from kerege.config.jinja import environment
from kerege.foundation.viewing import viewing
from kerege.kernel import law
from kerege.kernel.law import Act, Condition, Handling, Level, Role
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries
from kerege.rooms.journal.models import Leaf
from kerege.web.shell import navigation, words
from kerege.web.shell.marking import Marking, join_markings
from kerege.web.shell.tables import Column, Listing, listing
from tests import cast

FORBIDDEN = (r"<style", r"\sstyle=", r"\son[a-z]+=", r"<script(?![^>]*\ssrc=)", r"\|\s*safe", r"hx-on", r"javascript:")
WEB = Path(words.__file__).parents[1]
COLUMNS = [Column("date", "Date", sortable=True), Column("place", "Place")]


def visit_form(name: str, **given: str) -> dict[str, str]:
    hat = queries.hats_of(queries.account_id(name))[0]
    return {"hat": str(hat.id), "case": "", "reason": "", "next": "/after/"} | given


@pytest.mark.django_db
class TestVisit:
    def test_own_work_needs_no_reason(self, signed_in) -> None:
        client = signed_in("bolat")
        assert client.post("/visit/", visit_form("bolat", purpose="own_work")).url == "/after/"
        assert client.session["visit"]["purpose"] == "own_work"

    def test_another_purpose_needs_a_case_or_a_reason(self, signed_in) -> None:
        client = signed_in("bolat")
        answer = client.post("/visit/", visit_form("bolat", purpose="investigation"))
        assert answer.status_code == 422
        assert 'href="#id_case"' in answer.content.decode()
        assert "visit" not in client.session
        given = visit_form("bolat", purpose="investigation", reason="a tip")
        assert client.post("/visit/", given).status_code == 302

    def test_at_a_post_border_control_needs_only_the_shift(self, signed_in) -> None:
        client = signed_in("daniyar")
        assert "checked" in client.get("/visit/").content.decode()
        assert client.post("/visit/", visit_form("daniyar", purpose="border_control")).url == "/after/"
        assert client.session["visit"]["reason"] != ""

    def test_elsewhere_border_control_needs_more(self, signed_in) -> None:
        client = signed_in("bolat")
        assert client.post("/visit/", visit_form("bolat", purpose="border_control")).status_code == 422

    def test_somebody_elses_hat_cannot_be_worn(self, signed_in) -> None:
        client = signed_in("bolat")
        assert client.post("/visit/", visit_form("daniyar", purpose="own_work")).status_code == 422

    @pytest.mark.parametrize("name", ["aigerim", "admin", "kz_coordinator", "gulnora"])
    def test_a_role_with_power_sets_up_its_second_factor_first(self, signed_in, name) -> None:
        assert signed_in(name).get("/visit/").url == "/account/second-factor/set-up/"

    def test_the_visit_is_in_the_journal(self, signed_in) -> None:
        signed_in("bolat").post("/visit/", visit_form("bolat", purpose="own_work"))
        with viewing(cast.viewer("bolat")):
            assert Leaf.objects.filter(door="web.visit", kind="sign_in").count() == 1

    def test_the_way_back_never_leads_to_another_site(self, signed_in) -> None:
        given = visit_form("bolat", purpose="own_work", next="https://example.org/")
        assert signed_in("bolat").post("/visit/", given).url == "/"


def test_the_start_page_is_open_to_every_role(visitor) -> None:
    for name in ("bolat", "daniyar", "duty", "observer"):
        assert visitor(name).get("/").status_code == 200


def test_typing_keeps_the_session_awake_for_those_who_have_one(signed_in) -> None:
    assert signed_in("bolat").get("/alive/").status_code == 204
    assert Client().get("/alive/").status_code == 302


class TestSwitches:
    def test_russian_is_the_default_whatever_the_browser_wishes(self, db) -> None:
        answer = Client().get("/account/sign-in/", headers={"Accept-Language": "en"})
        assert '<html lang="ru"' in answer.content.decode()
        assert answer.headers["Content-Language"] == "ru"

    def test_the_switch_changes_the_language_and_stays(self, db) -> None:
        client = Client()
        assert client.post("/language/", {"language": "en", "next": "/account/sign-in/"}).url == "/account/sign-in/"
        assert '<html lang="en"' in client.get("/account/sign-in/").content.decode()

    def test_an_account_brings_its_language(self, signed_in) -> None:
        assert '<html lang="en"' in signed_in("bolat").get("/visit/").content.decode()

    def test_the_theme_stays_and_an_unknown_one_is_passed_over(self, db) -> None:
        client = Client()
        client.post("/theme/", {"theme": "dark"})
        assert 'data-theme="dark"' in client.get("/account/sign-in/").content.decode()
        client.post("/theme/", {"theme": '"><script>'})
        assert 'data-theme="dark"' in client.get("/account/sign-in/").content.decode()

    def test_a_switch_never_leads_to_another_site(self, db) -> None:
        assert Client().post("/theme/", {"theme": "dark", "next": "//example.org"}).url == "/"

    def test_switches_are_not_links(self, db) -> None:
        assert Client().get("/language/").status_code == 405


class TestHeaders:
    @pytest.mark.parametrize("path", ["/account/sign-in/", "/nowhere/", "/static/built/nothing.css"])
    def test_every_answer_forbids_what_is_inline_and_what_is_foreign(self, db, path) -> None:
        headers = Client().get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in policy

    def test_no_page_is_stored_by_anybody(self, db) -> None:
        assert "no-store" in Client().get("/account/sign-in/").headers["Cache-Control"]

    def test_cookies_are_closed_to_scripts(self, signed_in) -> None:
        client = signed_in("bolat")
        client.get("/visit/")
        assert all(cookie["httponly"] for cookie in client.cookies.values())
        assert all(cookie["samesite"] == "Lax" for cookie in client.cookies.values())

    def test_a_form_without_its_token_is_refused_and_says_what_to_do(self, db) -> None:
        answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
        assert answer.status_code == 403
        assert "Ничего не сохранено" in answer.content.decode()


class TestMenu:
    def test_each_role_sees_the_parts_whose_acts_it_does(self) -> None:
        shown = {role: {e.icon for e in navigation.ENTRIES if navigation.may_open(e, role)} for role in Role}
        assert {"check", "report", "hits", "import"} <= shown[Role.POST]
        assert "oversight" in shown[Role.AUDITOR]
        assert not {"records", "check", "report", "import"} & (shown[Role.AUDITOR] | shown[Role.ADMINISTRATOR])
        assert "report" not in shown[Role.DUTY]
        for role in Role:
            assert ("report" in shown[role]) == (Act.REPORT in ROLE_ACTS[role])

    def test_every_entry_has_its_own_key(self) -> None:
        keys = [entry.key for entry in navigation.ENTRIES]
        assert len(keys) == len(set(keys))
        assert "g" not in keys

    def test_parts_that_this_node_lacks_are_left_out(self, db) -> None:
        request = RequestFactory().get("/")
        lacking, there = (navigation.Entry("X", page, "x", "home") for page in ("nothing:index", "records:index"))
        assert navigation.there_of(Role.ANALYST, [lacking]) == ()
        assert navigation.there_of(Role.ANALYST, [lacking, there]) == ((there, "/records/"),)
        assert navigation.places(request, None) == []


def test_every_value_of_the_law_has_a_name() -> None:
    kinds: list[Any] = [law.Act, law.Role, law.Purpose, law.Level, law.Handling, law.Condition, law.PersonCategory]
    for kind in [*kinds, law.FindingMode, law.PartyClass]:
        for value in kind:
            assert words.key_of(value) in words.names


def test_values_that_are_equal_numbers_keep_their_own_names() -> None:
    assert words.word(law.Level.OFFICIAL_USE) != words.word(law.FindingMode.SILENT)


def test_a_room_teaches_its_own_words() -> None:
    class Colour(Enum):
        """An enumeration of some room."""

        RED = "red"

    assert words.word(Colour.RED) == "red"
    words.teach([(Colour.RED, "rot")])
    assert words.word(Colour.RED) == "rot"


def test_a_page_that_shows_several_things_carries_the_strictest_marking() -> None:
    joined = join_markings(
        [
            Marking(Level.OPEN, frozenset({Handling.H1})),
            Marking(Level.OFFICIAL_USE, frozenset({Handling.H3}), frozenset({Condition.ASK_FIRST}), "not by radio"),
        ]
    )
    assert joined.level is Level.OFFICIAL_USE
    assert [code.value for code in joined.codes] == ["H0", "H1", "H3"]
    assert joined.conditions == {Condition.ASK_FIRST}
    assert joined.words == "not by radio"
    assert join_markings([]).level is Level.OFFICIAL_USE


class TestListing:
    def read(self, query: str) -> Listing[int]:
        return listing(RequestFactory().get(f"/?{query}"), COLUMNS, sort="-date", size=10)

    @pytest.mark.parametrize("query", ["page=0", "page=-3", "page=x", "page=²", "sort=place", "sort=owner_secret"])
    def test_what_the_address_makes_up_is_passed_over(self, query) -> None:
        found = self.read(query)
        assert (found.page, found.sort, found.descending) == (1, "date", True)

    def test_one_row_more_than_shown_tells_of_a_next_page(self) -> None:
        first = self.read("q=a").filled(range(11))
        assert (len(first.rows), first.more) == (10, True)
        assert QueryDict(first.at_page(2)).dict() == {"q": "a", "page": "2"}
        assert not self.read("page=2").filled(range(3)).more

    def test_sorting_by_the_same_column_turns_it_round(self) -> None:
        assert QueryDict(self.read("page=4").sorted_by("date")).dict() == {"sort": "date"}
        assert QueryDict(self.read("sort=date").sorted_by("date")).dict() == {"sort": "-date"}

    def test_a_great_number_is_not_told_nor_sorted(self) -> None:
        many = self.read("").filled(range(11), total=850_000)
        assert "850" not in many.span_text
        assert not many.may_sort
        assert "312" in self.read("").filled(range(11), total=312).span_text
        assert self.read("").filled([]).span_text != ""


def sources(pattern: str) -> list[Path]:
    return sorted(path for path in WEB.rglob(pattern) if "static" not in path.parts)


def test_what_a_template_is_given_is_escaped_by_itself() -> None:
    for made in (environment(), environment(autoescape=False)):
        shown = made.from_string("<p title='{{ text }}'>{{ text }}</p>").render(text="<b>\"'&")
        assert shown == "<p title='&lt;b&gt;&#34;&#39;&amp;'>&lt;b&gt;&#34;&#39;&amp;</p>"


def test_no_template_holds_anything_inline_or_marks_text_as_safe() -> None:
    found = []
    for path in sources("*.html"):
        text = path.read_text()
        for bad in (
            r"<style",
            r"\sstyle=",
            r"\son[a-z]+=",
            r"<script(?![^>]*\ssrc=)",
            r"\|\s*safe",
            r"hx-on",
            r"javascript:",
        ):
            found += [f"{path}: {bad}" for _hit in re.findall(bad, text)]
    assert found == []


def test_dark_is_the_same_dark_by_choice_and_by_system() -> None:
    text = (WEB / "static_src" / "styles" / "tokens.css").read_text()
    blocks = re.findall(r':root(?:\[data-theme="dark"\]|:not\(\[data-theme="light"\]\)) \{([^}]*)\}', text)
    chosen, system = (sorted(line.strip() for line in block.splitlines() if line.strip()) for block in blocks)
    assert chosen == system
