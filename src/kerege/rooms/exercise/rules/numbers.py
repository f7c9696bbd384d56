"""Invented identifiers in valid formats, from blocks kept apart: phones, plates, documents, parcels, accounts."""

from hashlib import sha256
from itertools import pairwise
from math import prod

from kerege.kernel.identifiers.check_digits import container_fits, s10_fits
from kerege.rooms.exercise.rules.dice import Dice, shuffled

PHONES: dict[str, tuple[str, tuple[str, ...], int]] = {
    "KZ": ("+7", ("700", "701", "702", "705", "707", "747", "771", "775", "776", "777"), 7),
    "RU": ("+7", ("901", "909", "912", "922", "950", "964", "977", "985", "999"), 7),
    "KG": ("+996", ("550", "555", "700", "705", "770", "777"), 6),
    "UZ": ("+998", ("90", "91", "93", "94", "97", "99"), 7),
    "TJ": ("+992", ("90", "91", "92", "93", "98"), 7),
    "TM": ("+993", ("61", "62", "63", "64", "65"), 6),
    "AZ": ("+994", ("50", "51", "55", "70", "77"), 7),
    "AF": ("+93", ("70", "77", "78", "79"), 7),
}
"""Country code, mobile codes, digits after them. Numbers begin with 0 there: blocks that operators hand out last."""
LOOK_ALIKES = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")
L, D = "ABEKMHOPCTYX", "0123456789"
Signs = tuple[str, ...] | str
PLATES: dict[str, tuple[Signs, ...]] = {
    "RU": (L, D, D, D, L, L, ("54", "55", "56", "63", "66", "74", "77")),
    "KZ": (D, D, D, L, L, L, ("01", "02", "04", "08", "13", "16", "17")),
    "KG": (("01KG", "02KG", "03KG", "05KG", "08KG"), D, D, D, L, L, L),
    "UZ": (("01", "10", "30", "40", "60", "75", "95"), L, D, D, D, L, L),
    "TJ": (D, D, D, D, L, L, ("01", "02", "03", "04", "06")),
    "TM": (L, L, D, D, D, D, ("AG", "AH", "BN", "DZ", "LB", "MR")),
    "AZ": (("10", "20", "50", "77", "90", "99"), L, L, D, D, D),
}
"""What stands at each place of a plate, by state."""
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def phone(country: str, number: int) -> str:
    """The telephone of a number in international form; different numbers give different telephones."""
    code, operators, length = PHONES[country]
    at = shuffled(number, len(operators) * 10 ** (length - 2), f"phone{country}")
    rest, operator = divmod(at, len(operators))
    return f"{code}{operators[operator]}{rest:0{length}d}"


def phone_as_written(value: str, country: str, dice: Dice) -> str:
    """A telephone as one of many hands writes it; always with the country or a trunk prefix that tells it."""
    code = PHONES[country][0]
    rest = value.removeprefix(code)
    operator, body = (rest[:3], rest[3:]) if len(code) == 2 or code == "+996" else (rest[:2], rest[2:])
    pairs = f"{body[:-4]}-{body[-4:-2]}-{body[-2:]}"
    ways = [value, f"{code} {operator} {body}", f"{code} ({operator}) {pairs}", f"{code[1:]}{operator}{body}"]
    if code == "+7":
        ways += [f"8{operator}{body}", f"8 ({operator}) {pairs}", f"8-{operator}-{pairs}"]
    return dice.pick(ways)


def plate(country: str, number: int) -> str:
    """The number plate of a number, in Latin capitals, as cars have; different numbers give different plates."""
    parts = PLATES[country]
    at = shuffled(number, prod(len(part) for part in parts), f"plate{country}")
    text = []
    for part in parts:
        at, place = divmod(at, len(part))
        text.append(part[place])
    return "".join(text)


def plate_as_written(value: str, dice: Dice) -> str:
    """A plate as written: in Latin or look-alike Cyrillic letters, close or with spaces."""
    text = value.translate(LOOK_ALIKES) if dice.happens(0.5) else value
    if dice.happens(0.4):
        pieces = [text[0]]
        for before, sign in pairwise(text):
            pieces.append(sign if before.isdigit() == sign.isdigit() else f" {sign}")
        text = "".join(pieces)
    return text.lower() if dice.happens(0.2) else text


def passport(country: str, number: int) -> str:
    """The passport of a number, in the format of the country, from the lowest numbers of its series."""
    at = shuffled(number, 999_983, f"passport{country}")
    return {
        "KZ": f"N00{at:06d}",
        "KG": f"AC0{at:06d}",
        "RU": f"00{number % 90 + 10:02d}{at:06d}",
        "UZ": f"FA0{at:06d}",
        "TJ": f"400{at:06d}",
        "TM": f"A00{at:06d}",
        "AZ": f"C00{at:06d}",
    }[country]


def passport_as_written(value: str, dice: Dice) -> str:
    """A passport number as written: close, with spaces after the series, or with the sign for number."""
    letters = "".join(sign for sign in value if sign.isalpha())
    digits = value[len(letters) :]
    if not letters:
        return dice.pick([value, f"{value[:4]} {value[4:]}"])
    return dice.pick([value, f"{letters} {digits}", f"{letters} № {digits}", f"{letters.lower()}{digits}"])


def parcel(country: str, number: int) -> str:
    """A postal item of the form UPU S10 with its check digit, service letters UX."""
    return parcel_of_serial(country, shuffled(number, 99_999_989, "parcel"))


def parcel_of_serial(country: str, serial: int) -> str:
    """The postal item of a serial number."""
    at = f"{serial:08d}"
    digit = next(str(each) for each in range(10) if s10_fits(f"{at}{each}"))
    return f"UX{at}{digit}{country}"


def parcel_as_written(value: str, dice: Dice) -> str:
    """A parcel number as written."""
    spaced = f"{value[:2]} {value[2:5]} {value[5:8]} {value[8:11]} {value[11:]}"
    return dice.pick([value, spaced, value.lower(), f"{value[:2]}{value[2:11]} {value[11:]}"])


def container(number: int) -> str:
    """A container number of the invented owner UCH with its check digit (ISO 6346)."""
    at = f"UCHU{shuffled(number, 999_983, 'container'):06d}"
    return next(f"{at}{each}" for each in range(10) if container_fits(f"{at}{each}"))


def wallet(number: int) -> str:
    """A TRON or Bitcoin address with a right checksum over an invented hash: nobody holds its key."""
    version = b"\x41" if number % 2 else b"\x00"
    payload = version + sha256(f"exercise wallet {number}".encode()).digest()[:20]
    whole = payload + sha256(sha256(payload).digest()).digest()[:4]
    value, text = int.from_bytes(whole, "big"), ""
    while value:
        value, rest = divmod(value, 58)
        text = BASE58[rest] + text
    return "1" * (len(whole) - len(whole.lstrip(b"\0"))) + text


def shop(number: int) -> str:
    """The address of an online shop, under the reserved ending .example (RFC 2606)."""
    words = ("uchebny", "drill", "sample", "maket", "primer", "trening", "scenario", "shablon")
    return f"https://{words[number % len(words)]}-shop-{number}.example/catalog"


def shop_as_written(value: str, dice: Dice) -> str:
    """The address as written, with and without scheme, www, capitals or a final slash."""
    bare = value.removeprefix("https://")
    return dice.pick(
        [
            value,
            f"http://{bare}",
            f"https://www.{bare}",
            f"https://{bare}/",
            f"https://{bare.replace('-shop', '-SHOP')}",
        ]
    )


def handle(number: int) -> str:
    """The nickname of a messenger account."""
    return f"@uchebny_{('klad', 'sklad', 'shop', 'kurer', 'boss', 'trans')[number % 6]}_{number:04d}"


def email(number: int) -> str:
    """An e-mail address under a reserved name."""
    return f"{('order', 'buyer', 'sales', 'office')[number % 4]}.{number}@exercise.example"
