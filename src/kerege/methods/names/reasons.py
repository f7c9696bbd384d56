"""Reasons of a comparison: structured, and put into words a person checks in five seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code, the written parts it speaks of, and what kind of part and which scripts they are."""

    code: str
    left: str = ""
    right: str = ""
    role: str = "part"
    scripts: tuple[str, ...] = field(default=())


_ROLES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "en": {
        "part": ("part", ""), "surname": ("surname", ""), "patronymic": ("patronymic", ""), "initial": ("initial", ""),
    },
    "ru": {
        "part": ("часть имени", "f"), "surname": ("фамилия", "f"), "patronymic": ("отчество", "n"),
        "initial": ("инициал", "m"),
    },
}  # fmt: skip
_SCRIPTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "latin": "Latin", "cyrillic": "Cyrillic", "arabic": "Persian-Arabic", "chinese": "Chinese", "other": "another",
    },
    "ru": {
        "latin": "латиницей", "cyrillic": "кириллицей", "arabic": "арабским письмом", "chinese": "по-китайски",
        "other": "другим письмом",
    },
}  # fmt: skip
_SAME: Final = {"f": "та же", "n": "то же", "m": "тот же"}
_ALIKE: Final = {"f": "похожая", "n": "похожее", "m": "похожий"}
_OTHER: Final = {"f": "другая", "n": "другое", "m": "другой"}

_ENGLISH: Final[dict[str, str]] = {
    "same": "same {role}: {left}",
    "same_across_scripts": "same {role} in {scripts} script: {left} = {right}",
    "sounds_same": "same {role}, spelled differently: {left} = {right}",
    "short": "short form of the same name: {left} = {right}",
    "alike": "{role} alike, not the same: {left} ~ {right}",
    "stem": "{role} agrees by its stem: {left} = {right}",
    "root": "the same root, as another part of a name: {left} ~ {right}",
    "joined": "same {role}, written as one word or two: {left} = {right}",
    "initial": "initial agrees: {left} = {right}",
    "lacking": "only one name has: {left}{right}",
    "contradicted": "{role} differs: {left} ≠ {right}",
    "title": "title, counted little: {left}{right}",
    "nothing": "no part agrees",
    "unreadable": "a name cannot be read",
    "form": "legal form agrees: {left} = {right}",
    "form_differs": "legal form differs: {left} ≠ {right}",
}
_RUSSIAN: Final[dict[str, str]] = {
    "same": "{same} {role}: {left}",
    "same_across_scripts": "{same} {role} {scripts}: {left} = {right}",
    "sounds_same": "{same} {role} в другом написании: {left} = {right}",
    "short": "краткая форма того же имени: {left} = {right}",
    "alike": "{alike} {role}, но не {same}: {left} ~ {right}",
    "stem": "{role}: основа совпадает: {left} = {right}",
    "root": "тот же корень, но другая часть имени: {left} ~ {right}",
    "joined": "{same} {role}, слитно или раздельно: {left} = {right}",
    "initial": "инициал совпадает: {left} = {right}",
    "lacking": "есть только в одном имени: {left}{right}",
    "contradicted": "{other} {role}: {left} ≠ {right}",
    "title": "титул, почти не учтён: {left}{right}",
    "nothing": "ни одна часть не совпадает",
    "unreadable": "имя не читается",
    "form": "правовая форма совпадает: {left} = {right}",
    "form_differs": "правовая форма различается: {left} ≠ {right}",
}
# Where several parts are left over on either side, they are told together.
_REST: Final = {"en": "the rest differs: {left} ≠ {right}", "ru": "остальное не совпадает: {left} ≠ {right}"}
CODES: Final = frozenset(_ENGLISH)


def _scripts(reason: Reason, lang: str) -> str:
    names = [_SCRIPTS[lang].get(script, script) for script in dict.fromkeys(reason.scripts)]
    return (" and " if lang == "en" else " и ").join(names)


def reason_text(reason: Reason, lang: str = "en") -> str:
    """Return a reason in words, in English ("en") or Russian ("ru")."""
    known = lang if lang in _ROLES else "en"
    role, gender = _ROLES[known].get(reason.role, _ROLES[known]["part"])
    text = (_ENGLISH if known == "en" else _RUSSIAN).get(reason.code, reason.code)
    text = _REST[known] if reason.role == "rest" else text
    gender = gender or "f"
    return text.format(
        role=role, left=reason.left, right=reason.right, scripts=_scripts(reason, known),
        same=_SAME[gender], alike=_ALIKE[gender], other=_OTHER[gender],
    )  # fmt: skip


def reasons_text(reasons: tuple[Reason, ...], lang: str = "en") -> str:
    """Return several reasons in one line."""
    return "; ".join(reason_text(reason, lang) for reason in reasons)
