"""Journey: a dirty sheet is sent, mapped, imported and mended; sent again, nothing of it is doubled."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.words import Words

Enter = Callable[..., Page]
HEADING = "Дата изъятия;Страна;Город;Вид наркотика;Количество;Ед. изм.;ФИО;Категория;Статья;Основание;№ дела;Заметка"
GOOD = "14.03.2026;Казахстан;{place};героин;2,5;кг;;;;;;первая"
ROWS = (
    GOOD,
    "32.01.2026;Казахстан;{place};опий;1;кг;;;;;;дата",
    "15.03.2026;Казахстан;{place};гашиш;3;попугаев;;;;;;единица",
    "16.03.2026;Казахстан;{place};героин;1;кг;УЧЕБНЫЙ Петров Пётр;;контрабанда через границу;УЧЕБНЫЙ факт;EX-12;лицо",
)
LONGEST = 60_000
"""Milliseconds that the import of a few rows may take on a busy machine."""


def sheet(folder: Path, language: str) -> Path:
    """The sheet as an old program writes it; each language's journey has places of its own."""
    path = folder / f"сведения-{language}.csv"
    text = "\r\n".join([HEADING, *ROWS]).format(place=f"УЧЕБНЫЙ пост {language}")
    path.write_bytes(text.encode("cp1251"))
    return path


def send(page: Page, say: Words, path: Path) -> None:
    """Send the file and see how it is read."""
    page.goto("/import/")
    page.get_by_label(say("File"), exact=True).set_input_files(path)
    page.get_by_role("button", name=say("Send the file")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(path.name)


def start(page: Page, say: Words) -> None:
    """Import, and wait until every row is accounted for."""
    page.locator("main").get_by_role("button", name=say("Import", "button: take the rows in"), exact=True).click()
    expect(page.locator("#progress")).to_contain_text(say("Every row is accounted for."), timeout=LONGEST)


def counted(page: Page, what: str) -> int:
    """The number of a tile."""
    tile = page.locator(".figure-tile").filter(has_text=re.compile(rf"^\s*\d+\s*{re.escape(what)}\s*$"))
    return int(tile.locator(".value").inner_text())


def test_a_dirty_sheet_is_imported_mended_and_never_doubled(
    enter: Enter, say: Words, tmp_path: Path, violations: Callable[[Page], list[str]]
) -> None:
    path = sheet(tmp_path, say.language)
    page = enter("bolat", say.language)
    send(page, say, path)
    expect(page.locator("main")).to_contain_text("cp1251")
    substances = page.get_by_label("Вид наркотика")
    expect(substances).to_have_value("items.0.substance")
    fill(page, {name_of(page, "Заметка"): "summary"})
    page.get_by_role("button", name=say("Show the preview again")).click()
    expect(page.get_by_role("region", name=say("Preview"))).to_contain_text("32.01.2026")
    assert violations(page) == []
    start(page, say)
    assert counted(page, say("rows read")) == len(ROWS)
    assert counted(page, say("accepted")) == 1
    assert counted(page, say("in quarantine")) == len(ROWS) - 1

    page.get_by_role("link", name=say("Result and questions")).click()
    assert violations(page) == []
    with page.expect_download() as downloaded:
        page.get_by_role("link", name=say("Download as CSV")).click()
    waiting = Path(downloaded.value.path()).read_text("utf-8-sig")
    assert waiting.count("\n") == len(ROWS)
    mended = tmp_path / "quarantine.csv"
    text = waiting.replace("32.01.2026", "31.01.2026").replace("попугаев", "кг")
    mended.write_text(text.replace("УЧЕБНЫЙ Петров Пётр;;", "УЧЕБНЫЙ Петров Пётр;подозреваемый;"), "utf-8")

    page.get_by_role("link", name=say("Mend them")).click()
    page.get_by_label(say("Mended file")).set_input_files(mended)
    page.get_by_role("button", name=say("Send the mended file")).click()
    expect(page.get_by_role("heading", name=say("No row waits in quarantine"))).to_be_visible()

    send(page, say, path)
    fill(page, {name_of(page, "Заметка"): "summary"})
    start(page, say)
    assert counted(page, say("accepted")) == 0
    page.goto(f"/records/?own=1&text=УЧЕБНЫЙ пост {say.language}")
    expect(page.locator("#rows tbody tr")).to_have_count(len(ROWS))


def name_of(page: Page, column: str) -> str:
    """The field that says what a column is read as."""
    return str(page.get_by_label(column, exact=True).get_attribute("name"))
