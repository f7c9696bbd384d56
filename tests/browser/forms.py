"""Filling a form of the pages as its reader does: texts, lists and ticks by the names of their fields."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 300
"""Stops of the tabulator or the arrow after which something is not to be reached."""


def control(page: Page, name: str) -> Locator:
    """The control of a field."""
    return page.locator(f'main [name="{name}"]:not([type=hidden])')


def fill(page: Page, values: dict[str, str]) -> None:
    """Write, choose or tick each value; a tick of its own is "on"."""
    for name, value in values.items():
        found = control(page, name)
        shape = found.first.evaluate("it => it.tagName === 'SELECT' ? 'select' : it.type")
        if shape == "select":
            open_group(found).select_option(value)
        elif shape in {"radio", "checkbox"}:
            open_group(found if value == "on" else page.locator(f'main [name="{name}"][value="{value}"]')).check()
        else:
            open_group(found).fill(value)


def open_group(found: Locator) -> Locator:
    """Open the group that a choice lies in, where it lies in one."""
    group = found.locator("xpath=ancestor::details[not(@open)]")
    if group.count():
        group.locator("summary").click()
    return found


def reach(page: Page, found: Locator) -> None:
    """Go on with the tabulator until one of these controls has the focus. Raises AssertionError where none is met."""
    for _ in range(MOST_STOPS):
        if any(each.evaluate("it => it === document.activeElement") for each in found.all()):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not come there")


def fill_by_keyboard(page: Page, values: dict[str, str]) -> None:
    """As `fill`, by keys alone."""
    for name, value in values.items():
        found = control(page, name)
        reach(page, found)
        shape = found.first.evaluate("it => it.tagName === 'SELECT' ? 'select' : it.type")
        if shape in {"select", "radio"}:
            choose_by_keyboard(page, name, value)
        elif shape == "checkbox":
            page.keyboard.press("Space")
        else:
            page.keyboard.press("Control+A")
            page.keyboard.type(value)


def choose_by_keyboard(page: Page, name: str, value: str) -> None:
    """Go on with the arrow until a value is chosen. Raises AssertionError where it is not there."""
    chosen = "([name, value]) => [...document.forms].some(it => new FormData(it).getAll(name).includes(value))"
    for key in ["Space", *["ArrowDown"] * MOST_STOPS]:
        if page.evaluate(chosen, [name, value]):
            return
        if key == "Space" and control(page, name).first.evaluate("it => it.tagName === 'SELECT'"):
            continue
        page.keyboard.press(key)
    raise AssertionError(f"no {value} is chosen by keys")
