"""Filling a form of the pages as its reader does: texts, lists and ticks by the names of their fields."""

from playwright.sync_api import Locator, Page


def control(page: Page, name: str) -> Locator:
    """The control of a field."""
    return page.locator(f'main [name="{name}"]:not([type=hidden])')


def fill(page: Page, values: dict[str, str]) -> None:
    """Write, choose or tick each value."""
    for name, value in values.items():
        found = control(page, name)
        shape = found.first.evaluate("it => it.tagName === 'SELECT' ? 'select' : it.type")
        if shape == "select":
            found.select_option(value)
        elif shape in {"radio", "checkbox"}:
            page.locator(f'main [name="{name}"][value="{value}"]').check()
        else:
            found.fill(value)
