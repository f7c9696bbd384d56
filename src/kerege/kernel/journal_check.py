"""Checks what a Kerege journal gives out, with Python's standard library alone: one file, to be read and run apart.

python3 journal_check.py FILE --key HEX [--head NOTE …]

FILE is an export, a receipt or a proof of the journal; HEX is the public key of the node, learnt by another way; NOTE
is a signed head that you kept from before or got from a witness. It prints what holds, or the first thing that is
wrong and ends with 1. Hashes after RFC 9162, signatures after RFC 8032, heads after c2sp.org/tlog-checkpoint.
"""

import argparse
import base64
import json
import sys
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
PREFIX = b"Ed25519:"


class WrongError(Exception):
    """Something does not hold; the text says what and where."""


def add(a: Point, b: Point) -> Point:
    """The sum of two points of the curve (RFC 8032, 5.1.4)."""
    x1, x2 = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    x3, x4 = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    e, f, g, h = x2 - x1, x4 - x3, x4 + x3, x2 + x1
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(count: int, point: Point) -> Point:
    """A point added to itself."""
    made: Point = (0, 1, 1, 0)
    while count:
        if count & 1:
            made = add(made, point)
        point, count = add(point, point), count >> 1
    return made


def point_of(given: bytes) -> Point:
    """A point from its 32 bytes (RFC 8032, 5.1.3). Raises ValueError."""
    y = int.from_bytes(given, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - square) % P or (not x and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether 64 bytes are the Ed25519 signature of a message by the owner of 32 bytes."""
    try:
        key, first = point_of(public), point_of(signature[:32])
    except ValueError:
        return False
    factor = int.from_bytes(signature[32:], "little")
    if len(public) != 32 or len(signature) != 64 or factor >= ORDER:
        return False
    hashed = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(factor, BASE), add(first, times(hashed, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


def canonical(value: object) -> bytes:
    """The bytes of RFC 8785 for the texts, whole numbers and mappings that a journal holds."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def framed(context: str, message: bytes) -> bytes:
    """What a node signs: suite, context, message."""
    return PREFIX + len(context).to_bytes(2, "big") + context.encode() + message


def bare(suited: bytes) -> bytes:
    """A key or signature without the name of its suite."""
    if not suited.startswith(PREFIX):
        raise WrongError("a key or signature of a suite that this file does not know")
    return suited[len(PREFIX) :]


def leaf_hash(entry: bytes) -> bytes:
    """RFC 9162, 2.1.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1."""
    return sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that is given its leaves one by one and says its root at any time."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def add(self, hashed: bytes) -> None:
        """One more leaf."""
        count = self.size
        while count & 1:
            hashed, count = node_hash(self.peaks.pop(), hashed), count >> 1
        self.peaks.append(hashed)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.peaks:
            return sha256(b"").digest()
        made = self.peaks[-1]
        for each in self.peaks[-2::-1]:
            made = node_hash(each, made)
        return made


def climbed(hashed: bytes, position: int, size: int, path: list[bytes]) -> bytes:
    """The root to which a path leads from a leaf (RFC 9162, 2.1.3.2). Raises WrongError for a path of wrong length."""
    last = size - 1
    for step in path:
        if last == 0:
            raise WrongError("the path is too long")
        if position & 1 or position == last:
            hashed = node_hash(step, hashed)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        position, last = position >> 1, last >> 1
    if last:
        raise WrongError("the path is too short")
    return hashed


def read_note(note: str) -> tuple[str, int, bytes, list[tuple[str, bytes]]]:
    """Name, size and root of a head, and its lines of signature. Raises WrongError for another spelling."""
    text, _, lines = note.partition("\n\n")
    name, size, root = text.split("\n")
    signed = [(each[1], base64.b64decode(each[2])) for each in (row.split(" ") for row in lines.split("\n") if row)]
    again = f"{name}\n{int(size)}\n{base64.b64encode(base64.b64decode(root)).decode()}\n\n"
    again += "".join(f"— {word} {base64.b64encode(content).decode()}\n" for word, content in signed)
    if note.rstrip("\n") != again.rstrip("\n"):
        raise WrongError("a head is written in another way than the one there is")
    return name, int(size), base64.b64decode(root), signed


def checked_keys(keys: list[dict[str, Any]], node_key: bytes) -> list[tuple[int, bytes]]:
    """The keys of the journal, each vouched for by the one before, the first by the node. Raises WrongError."""
    made: list[tuple[int, bytes]] = []
    voucher = node_key
    for each in keys:
        statement = canonical({"number": each["number"], "public": each["public"], "since": each["since"]})
        word = bare(bytes.fromhex(each["endorsement"]))
        if each["number"] != len(made) + 1 or not is_signed(voucher, word, framed("journal key", statement)):
            raise WrongError(f"key {each['number']} is not vouched for")
        voucher = bare(bytes.fromhex(each["public"]))
        made.append((int(each["since"]), voucher))
    return made


def check_note(note: str, origin: str | None, keys: list[tuple[int, bytes]]) -> tuple[int, bytes]:
    """Size and root of a head that one of the keys signed while it was in force. Raises WrongError."""
    name, size, root, lines = read_note(note)
    text = note.partition("\n\n")[0] + "\n"
    if origin is not None and name != origin:
        raise WrongError(f"the head of size {size} is of another journal")
    for at, (since, public) in enumerate(keys):
        if since > size or (at + 1 < len(keys) and size > keys[at + 1][0]):
            continue
        mark = sha256(f"{name}\n".encode() + b"\x01" + public).digest()[:4]
        if any(who == name and s[:4] == mark and is_signed(public, s[4:], text.encode()) for who, s in lines):
            return size, root
    raise WrongError(f"the head of size {size} is not signed by the journal's key")


def check_own(line: dict[str, Any], node_key: bytes, where: str) -> bytes:
    """The hash of a leaf given in full: its parts fit, the node signed it. Raises WrongError."""
    entry, own = json.loads(line["entry"]), json.loads(line["own"])
    if entry["own"] != sha256(line["own"].encode()).hexdigest():
        raise WrongError(f"{where}: what it says is not what the tree holds")
    signature = bytes.fromhex(own.pop("signature"))
    added = own.pop("number")
    if "form" not in own:
        del own["agency"], own["party"]
    elif own["officer_number"] != added or own["told"] != entry["told"]:
        raise WrongError(f"{where}: its parts contradict each other")
    if not is_signed(node_key, bare(signature), framed("leaf", canonical(own))):
        raise WrongError(f"{where}: not signed by the node")
    return leaf_hash(line["entry"].encode())


def check_export(lines: list[str], node_key: bytes, given: list[str]) -> str:
    """An export: every leaf, every head, every head kept elsewhere. Raises WrongError."""
    heading = json.loads(lines[0])
    keys = checked_keys(heading["keys"], node_key)
    tree, roots, heads, full = Growing(), {}, [*given], 0
    for number, text in enumerate(lines[1:], start=2):
        line = json.loads(text)
        if "head" in line:
            heads.append(line["head"])
            continue
        if line["leaf"] != tree.size:
            raise WrongError(f"line {number}: leaf {tree.size} is missing")
        if "own" in line:
            full += 1
            if check_own(line, node_key, f"leaf {tree.size}").hex() != line["hash"]:
                raise WrongError(f"leaf {tree.size}: its hash is not what the tree holds")
        tree.add(bytes.fromhex(line["hash"]))
        roots[tree.size] = tree.root()
    if tree.size != heading["size"]:
        raise WrongError(f"{heading['size']} leaves are announced, {tree.size} are there")
    for note in heads:
        size, root = check_note(note, heading["origin"], keys)
        if roots.get(size) != root:
            raise WrongError(f"the head of size {size} is over other leaves: something was changed before it")
    return f"{tree.size} leaves, {full} of them in full, {len(heads)} heads: all hold"


def check_proof(proof: dict[str, Any], node_key: bytes, given: list[str]) -> str:
    """One leaf stands in the journal. Raises WrongError."""
    keys = checked_keys(proof["keys"], node_key)
    size, root = check_note(proof["head"], None, keys)
    hashed = check_own(proof, node_key, f"leaf {proof['position']}")
    path = [bytes.fromhex(each) for each in proof["path"]]
    if climbed(hashed, proof["position"], size, path) != root:
        raise WrongError("the path does not lead to the root of the head")
    compare(size, root, given)
    return f"leaf {proof['position']} stands in the journal of {size} leaves"


def check_receipt(receipt: dict[str, Any], node_key: bytes, given: list[str]) -> str:
    """Everything that the owner is told stands in the journal, and the node signed the receipt. Raises WrongError."""
    keys = checked_keys(receipt["keys"], node_key)
    signature = bare(bytes.fromhex(receipt["signature"]))
    unsigned = {name: value for name, value in receipt.items() if name != "signature"}
    if not is_signed(node_key, signature, framed("receipt", canonical(unsigned))):
        raise WrongError("the receipt is not signed by the node")
    size, root = check_note(receipt["head"], None, keys) if receipt["head"] else (0, b"")
    proved = 0
    for at, line in enumerate(receipt["lines"], start=1):
        if "proof" not in line:
            continue
        proof, hashed = line["proof"], leaf_hash(canonical(line["told"]))
        for level, step in enumerate(proof["told_path"]):
            other = bytes.fromhex(step)
            right = proof["place"] >> level & 1
            hashed = node_hash(other, hashed) if right else node_hash(hashed, other)
        entry = canonical({"form": 2, "own": proof["own"], "told": hashed.hex()})
        path = [bytes.fromhex(each) for each in proof["path"]]
        if climbed(leaf_hash(entry), proof["position"], size, path) != root:
            raise WrongError(f"line {at} of the receipt does not stand in the journal")
        proved += 1
    compare(size, root, given)
    return f"{len(receipt['lines'])} lines, {proved} of them proved under the head of {size} leaves"


def compare(size: int, root: bytes, given: list[str]) -> None:
    """A head kept elsewhere of the same size says the same root. Raises WrongError."""
    for note in given:
        _, other, its_root, _ = read_note(note)
        if other == size and its_root != root:
            raise WrongError(f"another head of size {size} says another root: the journal was forked")


def check(text: str, node_key: bytes, given: list[str]) -> str:
    """What holds of a file that the journal gave out. Raises WrongError."""
    try:
        first = json.loads(text.split("\n", 1)[0])
        kind = first["kind"]
        if kind == "kerege-journal":
            return check_export(text.splitlines(), node_key, given)
        whole = json.loads(text)
        return (check_proof if kind == "inclusion" else check_receipt)(whole, node_key, given)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise WrongError(f"the file is not as a journal writes it ({type(problem).__name__})") from None


def main() -> int:
    """Check one file; 0 when all holds."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", required=True, help="the node's public key: 64 hexadecimal digits")
    parser.add_argument("--head", type=Path, action="append", default=[], help="a signed head kept elsewhere")
    arguments = parser.parse_args()
    try:
        [each.read_text(encoding="utf-8") for each in arguments.head]
    except (WrongError, OSError, ValueError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
