"""Invented press items: publishers, titles and links under reserved names."""

from datetime import date, timedelta

from kerege.rooms.exercise.rules import cast
from kerege.rooms.exercise.rules.dice import Dice

PUBLISHERS = ("Учебный вестник", "Сценарий-Инфо", "Новости полигона", "Газета «Пример»", "Агентство «Манёвр»")
TITLES = (
    "В районе: {place} изъято {quantity} — {substance}",
    "Пресечён канал поставки: {substance}, {quantity} ({place})",
    "{place}: полиция сообщила об изъятии, {substance} — {quantity}",
)


def item(dice: Dice, day: date, substance: str, quantity: str, place: str) -> dict[str, object]:
    """Title, publisher, day of publication and link of a press item on an event."""
    published = day + timedelta(days=dice.below(2))
    number = dice.between(1000, 99_999)
    return {
        "title": f"{cast.MARK_RU}: " + dice.pick(TITLES).format(place=place, substance=substance, quantity=quantity),
        "publisher": dice.pick(PUBLISHERS),
        "published": published.isoformat(),
        "source_url": f"https://news.exercise.example/{published.year}/{number}",
        "summary": f"{cast.MARK_RU}: сообщение печати, придумано.",
    }
