"""Resolving written names: what spelling makes certain is done, the rest is suggested."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.substances.rules import Batch, Entry, Kind, Name, NameKind, Resolver, shipped_register

REGISTER = shipped_register()
RESOLVER = Resolver(REGISTER)
RESOLVER.resolve("any name that is none")  # what the register works out once of its own words is there now
CODES = sorted(REGISTER.by_code)
SURE_NAMES = [name for name in REGISTER.names if name.kind is not NameKind.AMBIGUOUS]


@pytest.mark.parametrize("text", ["5F-AKB48", "5F-APINACA", "5F-APINACA, 5F-AKB-48", "5f apinaca", "5F-AKB-48"])
def test_all_spellings_of_5f_apinaca_are_one_substance(text: str) -> None:
    assert RESOLVER.resolve(text).code == "5f-apinaca"


def test_4_cmc_is_4_chloromethcathinone() -> None:
    assert {RESOLVER.resolve(text).code for text in ("4-CMC", "4-Chloromethcathinone", "4 cmc")} == {"4-cmc"}


@pytest.mark.parametrize("text", ["Phentanyl", "Fentanyl / Phentanyl"])
def test_fentanyl_is_suggested_for_phentanyl_and_not_done(text: str) -> None:
    answer = RESOLVER.resolve(text)
    assert (answer.code, answer.how) == (None, "unresolved")
    assert answer.suggestions[0].code == "fentanyl"
    assert answer.suggestions[0].why


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cocaine HCL", "cocaine"),
        ("heroin hydrochloride", "heroin"),
        ("Heroin Base", "heroin"),
        ("Amfepramone Hydrochloride", "amfepramone"),
        ("метамфетамина гидрохлорид", "methamphetamine"),
    ],
)
def test_a_salt_follows_its_base(text: str, code: str) -> None:
    answer = RESOLVER.resolve(text)
    assert (answer.code, answer.how, answer.note) == (code, "normalised", "a salt follows its base")
    assert answer.note.text("ru") == "соль следует за основанием"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("героина", "heroin"),
        ("марихуаны", "cannabis-herb"),
        ("Маковой соломы", "poppy-straw"),
        ("гашиш", "cannabis-resin"),
        ("анаша", "cannabis-resin"),
        ("ангидрида уксусной кислоты", "acetic-anhydride"),
        ("мефедрон", "mephedrone"),
        ("таблетки «Лирика»", "pregabalin"),
        ("а-PVP", "alpha-pvp"),
        ("α-PVP", "alpha-pvp"),
        ("альфа-PVP", "alpha-pvp"),
        ("JWН-018", "jwh-018"),
    ],
)
def test_russian_names_endings_and_look_alike_letters_resolve(text: str, code: str) -> None:
    assert RESOLVER.resolve(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Synthetic Cannabinoid", "synthetic-cannabinoids"),
        ("Synthetic cannabinoids under international control", "synthetic-cannabinoids"),
        ("opium poppy straw", "poppy-straw"),
        ("other opioids", "opioids"),
        ("Non-specified stimulants", "stimulants"),
        ("Unknown", "not-identified"),
        ("синтетические каннабиноиды", "synthetic-cannabinoids"),
    ],
)
def test_a_name_of_a_class_resolves_to_the_class(text: str, code: str) -> None:
    assert RESOLVER.resolve(text).code == code


def test_of_a_substance_and_its_derivatives_only_the_class_is_certain() -> None:
    answer = RESOLVER.resolve("N-метилэфедрон и его производные")
    assert answer.code == "synthetic-cathinones"
    assert [each.code for each in answer.suggestions] == ["n-methylephedrone"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("MDMA & Mephedrone", {"mdma", "mephedrone"}),
        ("Acetone/Ethyl Ether", {"acetone", "ethyl-ether"}),
        ("Героин, гашиш", {"heroin", "cannabis-resin"}),
        ("Amphetamine-Ketamine Mix", {"amphetamine", "ketamine"}),
    ],
)
def test_several_substances_in_one_cell_are_suggested_and_none_is_taken(text: str, codes: set[str]) -> None:
    answer = RESOLVER.resolve(text)
    assert answer.code is None
    assert codes <= {each.code for each in answer.suggestions}


def test_an_everyday_word_that_is_also_slang_is_only_suggested() -> None:
    answer = RESOLVER.resolve("соль")
    assert answer.code is None
    assert answer.suggestions[0].code == "alpha-pvp"


def test_a_look_of_a_class_is_a_suggestion_and_bupropion_is_a_medicine() -> None:
    unknown = RESOLVER.resolve("3-bromo-4-ethoxycathinone")
    assert unknown.code is None
    assert "synthetic-cathinones" in {each.code for each in unknown.suggestions}
    bupropion = RESOLVER.resolve("Bupropion HCl")
    assert [each.code for each in REGISTER.classes_of(bupropion.code or "")] == ["medicines"]
    assert bupropion.suggestions == ()


def test_what_ecstasy_tablets_hold_is_only_suggested() -> None:
    answer = RESOLVER.resolve("Ecstasy")
    assert answer.code == "ecstasy"
    assert [each.code for each in answer.suggestions] == ["mdma"]


@pytest.mark.parametrize("text", ["", "   ", "-", "?!", "," * 1000, "x" * 10_000])
def test_a_text_that_names_nothing_is_unresolved_and_raises_nothing(text: str) -> None:
    answer = RESOLVER.resolve(text)
    assert (answer.code, answer.how) == (None, "unresolved")


@given(st.text(max_size=80))
def test_any_text_gets_an_answer_whose_codes_are_in_the_register(text: str) -> None:
    answer = RESOLVER.resolve(text)
    assert (answer.code is None) == (answer.how == "unresolved")
    assert {each.code for each in answer.suggestions} <= set(CODES)
    assert all(0 < each.score <= 1 and each.why and each.why.text("ru") for each in answer.suggestions)
    assert answer.code not in {each.code for each in answer.suggestions}


@given(
    st.sampled_from(CODES), st.sampled_from(["code", "en", "ru"]), st.sampled_from([str.upper, str.lower, str.title])
)
def test_every_title_resolves_to_its_entry_in_any_case(code: str, title: str, case: Callable[[str], str]) -> None:
    text = case(getattr(REGISTER.entry(code), title))
    assert RESOLVER.resolve(text).code == code


@given(st.sampled_from(SURE_NAMES), st.sampled_from(["", " ", "  "]), st.sampled_from(["-", "–", "‑"]))
def test_blanks_around_and_kinds_of_dashes_do_not_change_the_answer(name: Name, blank: str, dash: str) -> None:
    text = name.text
    assert RESOLVER.resolve(f"{blank}{text.replace('-', dash)}{blank}").code == RESOLVER.resolve(text).code


@given(st.sampled_from([e for e in REGISTER.entries if e.kind is Kind.SUBSTANCE]))
def test_the_hydrochloride_of_any_substance_is_that_substance(entry: Entry) -> None:
    assert RESOLVER.resolve(f"{entry.en} hydrochloride").code == entry.code


@given(st.lists(st.text(max_size=400) | st.sampled_from([name.text for name in REGISTER.names]), max_size=4))
def test_a_question_leaves_nothing_in_the_process(texts: list[str]) -> None:
    """Neither its words nor a trace of them: whoever asks the same afterwards waits as long as the first."""
    before = sized(RESOLVER)
    for text in texts:
        RESOLVER.resolve(text)
    assert sized(RESOLVER) == before


def sized(held: object, seen: set[int] | None = None) -> int:
    """How many things something keeps, however deep."""
    seen = set() if seen is None else seen
    if id(held) in seen:
        return 0
    seen.add(id(held))
    inner: list[object] = list(getattr(held, "__dict__", {}).values())
    if isinstance(held, dict):
        inner += [*held, *held.values()]
    elif isinstance(held, list | tuple | set | frozenset):
        inner += held
    return 1 + sum(sized(each, seen) for each in inner)


def test_a_repeated_text_of_one_file_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[str] = []
    resolve = Resolver.resolve
    monkeypatch.setattr(Resolver, "resolve", lambda self, text: worked_out.append(text) or resolve(self, text))
    batch, other = Batch(RESOLVER), Batch(RESOLVER)
    assert [batch.code("Coca paste") for _ in range(3)] == ["coca-paste"] * 3
    assert worked_out == ["Coca paste"]
    assert (other.code("Coca paste"), len(worked_out)) == ("coca-paste", 2)
