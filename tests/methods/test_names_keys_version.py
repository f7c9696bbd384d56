"""Keys of a name change only together with their version: an index made before would not find what is asked after."""

from __future__ import annotations

from hashlib import blake2b

from benchmarks.invented_names import persons
from kerege.methods.names.keys import KEYS_VERSION, index_keys, query_keys

# Version -> digest of the keys of the list below. A change of keys needs a new version, and its digest here.
DIGESTS = {
    7: "aa9616cdeca38ca2", 8: "518dccf6f6f89727", 9: "b4da93f50e213f79", 10: "07cba9fcd64ea7b1", 11: "0cda8123cdd86d47",
    12: "0cda8123cdd86d47", 13: "200df53070756040", 14: "bc89224d050cfa17", 15: "3096b80f7a45dc96",
    16: "ffe8149af759e469", 17: "c20a241382b0dd12", 18: "702df9ec3be900c0",
    19: "7a81afed5a805623", 20: "1e66310868588b31",
    # from 13 on of a list with translated words and bodies too, from 17 on with letters that meet,
    # from 19 on with joints of words
}  # fmt: skip
LISTED = [
    "ООО «Учебный Причал»", "Exercise Harbour LLC", "谢尔盖·учение", "王小明", "艾哈迈德", "江月桥", "Саша Тургунбаев",
    "Хасан Хусанов", "НПП Учебный завод", "Popular Front for Exercise", "Castillo", "И. И. Учебный", "عبدالرحمن تمرین",
    "Восточная учебная фирма", "МВД РК", "Southern Exercise Trading", "Али бин Саид",
    "Мақсат Учебный", "Чжан Вэй", "عبدالجبار", "Abdulhamid Tamrini", "مقصود", "Anwarul Haq", "Gylyç Rza", "Wang Bin",
    "ИП Учебный", "Тошкент Савдо МЧЖ", "МВД Кыргызской Республики", "Ромашка-2", "Ала-Тоо", "Anna Uchebnaya née Drill",
    "Саидзода", "Azizzada", "نگار", "تسنیم", "Ширингул", "Oqshayev",
    "Əliyev", "Quliyev", "Berdiýew", "Gulyýew", "Ignatov", "Artyom", "Əlibəyov", "Muratjan", "Petrov S.A.",
]  # fmt: skip


def told() -> str:
    """A digest of the keys stored and asked for, without their weights: those come from the table of frequencies."""
    names = LISTED + [text for person in persons(120, seed=6, held=False) for _, text in person.spellings]
    lines = [f"{name}: {sorted(index_keys(name))} {sorted(query_keys(name))}" for name in names]
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


def test_other_keys_need_another_version() -> None:
    assert DIGESTS.get(KEYS_VERSION) == told(), "keys changed: raise KEYS_VERSION and write down the new digest"


def test_the_list_reaches_every_script_and_kind_of_name() -> None:
    names = LISTED + [text for person in persons(120, seed=6, held=False) for _, text in person.spellings]
    assert len(names) > 300
    assert all(index_keys(name) for name in names)
